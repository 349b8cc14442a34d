//! Do several flights of one missile say more than one? Invented vehicles, each flown two or three
//! times with other payloads by an independent simulator, are estimated alone and together.
//!
//! `cargo run --release --example families`

use std::collections::BTreeMap;
use std::thread;

use lofted::{Family, Model, NamedReport, Observation, Reported, family};

/// One flight of a family.
#[derive(Clone)]
struct Flight {
    is_stranger: bool,
    apogee_km: f64,
    ground_range_km: f64,
    flight_time_s: f64,
    truth_km: f64,
}

/// How the flight time is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reporting {
    Second,
    Minute,
}

/// The result for one flight: alone and together.
#[derive(Clone, Copy)]
struct Score {
    alone: Interval,
    together: Interval,
    truth_km: f64,
}

#[derive(Clone, Copy)]
struct Interval {
    low_km: f64,
    median_km: f64,
    high_km: f64,
}

impl Interval {
    fn of(reach: &lofted::ReachPercentiles) -> Self {
        let km = |reach: lofted::Reach| reach.range_km().unwrap_or(f64::INFINITY);
        Self { low_km: km(reach.p05), median_km: km(reach.median), high_km: km(reach.p95) }
    }

    fn holds(self, truth_km: f64) -> bool {
        (self.low_km..=self.high_km).contains(&truth_km)
    }

    fn width(self) -> f64 {
        (self.high_km - self.low_km) / self.median_km
    }
}

/// The result for one family.
struct FamilyScore {
    flights: Vec<Score>,
    times_as_probable: Option<f64>,
    size: Option<f64>,
}

fn families() -> Vec<Vec<Flight>> {
    let text = include_str!("../tests/data/families.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let mut families: BTreeMap<u32, Vec<Flight>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        let number = |column: usize| record[column].parse::<f64>().unwrap();
        families.entry(record[0].parse().unwrap()).or_default().push(Flight {
            is_stranger: &record[1] == "stranger",
            apogee_km: number(7),
            ground_range_km: number(8),
            flight_time_s: number(9),
            truth_km: number(10),
        });
    }
    families.into_values().collect()
}

/// The report of a flight: apogee and ground range to the kilometre.
fn report(flight: &Flight, reporting: Reporting, name: usize) -> NamedReport {
    let text = |text: String| text.parse::<Reported>().unwrap();
    let time = match reporting {
        Reporting::Second => format!("{:.0} s", flight.flight_time_s),
        Reporting::Minute => format!("{:.0} min", flight.flight_time_s / 60.0),
    };
    let figures = Observation::builder()
        .apogee(text(format!("{:.0} ± 0.5 km", flight.apogee_km)))
        .ground_range(text(format!("{:.0} ± 0.5 km", flight.ground_range_km)))
        .flight_time(text(time));
    NamedReport::new(name.to_string(), figures).unwrap()
}

fn score(flights: &[Flight], reporting: Reporting) -> FamilyScore {
    let reports: Vec<NamedReport> =
        flights.iter().enumerate().map(|(place, flight)| report(flight, reporting, place)).collect();
    let found: Family = family(&reports, &Model::default()).unwrap();
    let scores = found.flights.iter().zip(flights).filter_map(|(found, flight)| {
        Some(Score {
            alone: Interval::of(&found.alone.as_ref()?.posterior()?.reach),
            together: Interval::of(&found.together.as_ref()?.reach),
            truth_km: flight.truth_km,
        })
    });
    FamilyScore {
        flights: scores.collect(),
        times_as_probable: found.one_missile.map(|measure| measure.times_as_probable),
        size: found.shared.map(|shared| shared.effective_sample_size),
    }
}

/// Scores every group of flights on all cores.
fn scores(groups: &[Vec<Flight>], reporting: Reporting) -> Vec<FamilyScore> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let parts: Vec<_> = groups
            .chunks(groups.len().div_ceil(threads))
            .map(|part| {
                scope.spawn(move || part.iter().map(|group| score(group, reporting)).collect::<Vec<_>>())
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Returns a line of the table, and checks the shares of the ranges that the intervals hold.
fn line(name: &str, reporting: Reporting, scores: &[FamilyScore], asked: usize) -> String {
    let flights: Vec<Score> = scores.iter().flat_map(|score| score.flights.clone()).collect();
    let per_cent = |count: usize| 100.0 * count as f64 / flights.len() as f64;
    let cover = |interval: fn(&Score) -> Interval| {
        per_cent(flights.iter().filter(|score| interval(score).holds(score.truth_km)).count())
    };
    let error = |interval: fn(&Score) -> Interval| {
        100.0
            * median(
                flights
                    .iter()
                    .map(|score| (interval(score).median_km / score.truth_km - 1.0).abs())
                    .collect(),
            )
    };
    let bias =
        100.0 * median(flights.iter().map(|score| score.together.median_km / score.truth_km - 1.0).collect());
    let narrower = 100.0
        * (1.0 - median(flights.iter().map(|score| score.together.width() / score.alone.width()).collect()));
    let size = median(scores.iter().filter_map(|score| score.size).collect());
    let held = cover(|score| score.together);
    assert!((86.0..=97.0).contains(&held), "{name}: {held} % held");
    format!(
        "{name:<8} {:<6} {:>4} of {asked:<4} {:>5.1} {:>6.1}   {:>5.2} {:>6.2} {bias:>+6.2}   {narrower:>5.1} {size:>7.0}",
        format!("{reporting:?}").to_lowercase(),
        flights.len(),
        cover(|score| score.alone),
        held,
        error(|score| score.alone),
        error(|score| score.together),
    )
}

/// Returns the part of a minute that the times to the minute of all flights allow the burn to move.
fn common_part(flights: &[Flight]) -> f64 {
    let off = |flight: &Flight| {
        let minutes = flight.flight_time_s / 60.0;
        minutes.round() - minutes
    };
    let (least, most) = flights
        .iter()
        .map(off)
        .fold((0.5_f64, -0.5_f64), |(least, most), off| (least.min(off), most.max(off)));
    1.0 - (most - least)
}

/// Returns the line on the best that several times to the minute can do: only the common part of
/// their minutes is left, and all that is not the time's stays.
fn bound(name: &str, groups: &[Vec<Flight>], second: &[FamilyScore], minute: &[FamilyScore]) -> String {
    let (mut parts, mut widths, mut narrower) = (Vec::new(), Vec::new(), Vec::new());
    for (flights, (second, minute)) in groups.iter().zip(second.iter().zip(minute)) {
        let part = common_part(flights);
        for (second, minute) in second.flights.iter().zip(&minute.flights) {
            let width = second.alone.width() / minute.alone.width();
            if width.is_finite() {
                let of_time = (1.0 - width * width).max(0.0);
                parts.push(part);
                widths.push(width);
                narrower.push(1.0 - (width * width + of_time * part * part).sqrt());
            }
        }
    }
    format!(
        "{name:<8} common part of the minutes {:.2}, width to the second over that to the minute {:.2}, at best narrower by {:.0} %",
        median(parts),
        median(widths),
        100.0 * median(narrower)
    )
}

fn main() {
    let all = families();
    let members = |flights: &Vec<Flight>| -> Vec<Flight> {
        flights.iter().filter(|flight| !flight.is_stranger).cloned().collect()
    };
    let (pairs, triples): (Vec<_>, Vec<_>) = all.iter().map(members).partition(|flights| flights.len() == 2);
    // The first flight of a family with a flight of an unrelated vehicle.
    let unrelated: Vec<Vec<Flight>> = all
        .iter()
        .filter(|flights| flights.iter().any(|flight| flight.is_stranger))
        .map(|flights| vec![flights[0].clone(), flights[2].clone()])
        .collect();
    let methods = include_str!("../docs/methods.md");
    let mut missing = Vec::new();
    let mut show = |line: &str| {
        println!("{line}");
        if !methods.contains(line.trim_end()) {
            missing.push(line.to_string());
        }
    };
    show("                              90 % cover, %   median error, %          narrower  effective");
    show("         time    flights      alone together  alone together  bias     by, %     size");
    let mut alone = Vec::new();
    for reporting in [Reporting::Second, Reporting::Minute] {
        let (of_pairs, of_triples) = (scores(&pairs, reporting), scores(&triples, reporting));
        show(&line("pairs", reporting, &of_pairs, 2 * pairs.len()));
        show(&line("triples", reporting, &of_triples, 3 * triples.len()));
        let measures = |scores: &[FamilyScore]| -> Vec<f64> {
            scores.iter().filter_map(|score| score.times_as_probable).collect()
        };
        let (related, other) = (measures(&of_pairs), measures(&scores(&unrelated, reporting)));
        // The chance that a related pair has the greater measure.
        let wins: usize = related.iter().map(|one| other.iter().filter(|two| one > *two).count()).sum();
        let share = 100.0 * wins as f64 / (related.len() * other.len()) as f64;
        show(&format!(
            "a related pair has the greater measure in {share:.0} % of {} x {}; medians {:.2}, {:.2}",
            related.len(),
            other.len(),
            median(related.clone()),
            median(other.clone())
        ));
        assert!(share > if reporting == Reporting::Second { 80.0 } else { 50.0 }, "{share} %");
        alone.push((of_pairs, of_triples));
    }
    if let [(pairs_s, triples_s), (pairs_min, triples_min)] = alone.as_slice() {
        show(&bound("pairs", &pairs, pairs_s, pairs_min));
        show(&bound("triples", &triples, triples_s, triples_min));
    }
    assert!(missing.is_empty(), "METHODS does not have the lines\n{}", missing.join("\n"));
}
