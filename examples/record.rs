//! How good is the estimate of real vehicles? Flights of 13 historical vehicles, flown by an
//! independent simulator from public data, are reported, estimated and compared with the truth.
//!
//! `cargo run --release --example record` prints the table of METHODS;
//! `cargo run --release --example record -- each` prints every flight.

use std::fmt::Write;
use std::thread;

use lofted::{Error, Model, Observation, Prior, Reach, Reported, StandardTrajectory, estimate};

/// One flight of a vehicle.
struct Flight {
    vehicle: String,
    stages: usize,
    is_liquid: bool,
    loft: String,
    /// The ground range over the range of the best gravity turn.
    share: f64,
    apogee_km: f64,
    ground_range_km: f64,
    flight_time_s: f64,
    gravity_turn_km: f64,
    greatest_km: f64,
}

impl Flight {
    /// Returns whether the flight is a loft: its ground range is less than 0.45 of the range.
    fn is_loft(&self) -> bool {
        self.share < 0.45
    }

    fn truth_km(&self, definition: StandardTrajectory) -> f64 {
        match definition {
            StandardTrajectory::GravityTurn => self.gravity_turn_km,
            _ => self.greatest_km,
        }
    }
}

/// What an estimate is given of a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    /// Apogee and ground range, and the flight time to the second.
    Second,
    /// The flight time to the minute.
    Minute,
    /// The flight time to the minute, the number of stages and the kind of propellant.
    Told,
    /// The apogee and the flight time to the minute, no ground range.
    NoRange,
}

impl Given {
    fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Told => "told",
            Self::NoRange => "no range",
        }
    }

    fn prior(self, flight: &Flight) -> Prior {
        if self != Self::Told {
            return Prior::default();
        }
        let prior = Prior::default().with_stages(flight.stages).unwrap();
        if flight.is_liquid { prior.liquid() } else { prior.solid() }
    }

    fn observation(self, flight: &Flight) -> Observation {
        let km = |figure_km: f64| Reported::km(figure_km.round()).plus_or_minus(0.5);
        let time = match self {
            Self::Second => Reported::s(flight.flight_time_s.round()).plus_or_minus(0.5),
            _ => Reported::min((flight.flight_time_s / 60.0).round()),
        };
        let builder = Observation::builder().apogee(km(flight.apogee_km)).flight_time(time);
        let builder = match self {
            Self::NoRange => builder,
            _ => builder.ground_range(km(flight.ground_range_km)),
        };
        builder.build().unwrap()
    }
}

/// The result of one estimate.
#[derive(Clone, Copy)]
struct Score {
    /// The error of the median relative to the truth.
    error: f64,
    is_covered: bool,
    half_width: f64,
    effective_sample_size: f64,
}

fn km(reach: Reach) -> f64 {
    reach.range_km().unwrap_or(f64::INFINITY)
}

/// Estimates one flight; none where no vehicle of the prior flies it.
fn score(flight: &Flight, definition: StandardTrajectory, given: Given) -> Option<Score> {
    let model = Model::default().with_standard_trajectory(definition).with_prior(given.prior(flight));
    let answer = match estimate(&given.observation(flight), &model) {
        Err(Error::NoVehicle { .. }) => return None,
        answer => answer.unwrap(),
    };
    let posterior = answer.posterior()?;
    let (low, median, high) = (km(posterior.reach.p05), km(posterior.reach.median), km(posterior.reach.p95));
    let truth_km = flight.truth_km(definition);
    Some(Score {
        error: median / truth_km - 1.0,
        is_covered: truth_km >= low && truth_km <= high,
        half_width: 0.5 * (high - low) / median,
        effective_sample_size: posterior.effective_sample_size,
    })
}

fn flights() -> Vec<Flight> {
    let text = include_str!("../tests/data/record_flights.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let text = |name: &str| record[column(name)].to_owned();
            let number = |name: &str| text(name).parse::<f64>().unwrap();
            Flight {
                vehicle: text("vehicle"),
                stages: text("stages").parse().unwrap(),
                is_liquid: text("propellant") == "liquid",
                loft: text("loft"),
                share: number("share_of_range"),
                apogee_km: number("apogee_km"),
                ground_range_km: number("ground_range_km"),
                flight_time_s: number("flight_time_s"),
                gravity_turn_km: number("range_gravity_turn_km"),
                greatest_km: number("range_greatest_km"),
            }
        })
        .collect()
}

/// Returns the quantile of some numbers at a share, at most the last.
fn quantile(mut numbers: Vec<f64>, share: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(((numbers.len() - 1) as f64 * share).round() as usize).copied().unwrap_or(f64::NAN)
}

/// Scores flights on two threads, in their order.
fn scores(flights: &[&Flight], definition: StandardTrajectory, given: Given) -> Vec<Option<Score>> {
    let run = |flights: &[&Flight]| -> Vec<Option<Score>> {
        flights.iter().map(|flight| score(flight, definition, given)).collect()
    };
    let (one, other) = flights.split_at(flights.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| run(other));
        let mut all = run(one);
        all.extend(other.join().unwrap());
        all
    })
}

/// A group of flights that has a line of its own: its name and which flights belong to it.
type Group = (&'static str, fn(&Flight) -> bool);

const GROUPS: [Group; 6] = [
    ("lofts", |flight| flight.is_loft()),
    ("below 1,000 km", |flight| flight.is_loft() && flight.gravity_turn_km < 1e3),
    ("to 5,500 km", |flight| flight.is_loft() && (1e3..5.5e3).contains(&flight.gravity_turn_km)),
    ("far or 3 stages", |flight| flight.is_loft() && (flight.gravity_turn_km >= 5.5e3 || flight.stages == 3)),
    ("slow pitch", |flight| flight.loft == "slow_pitch"),
    ("near standard", |flight| !flight.is_loft()),
];

/// Returns the error of the median, the 90th percentile of the absolute error and the share covered of
/// the lofts, under gravity turns and with times to the second.
pub fn lofts_to_the_second() -> [f64; 3] {
    let flights = flights();
    let lofts: Vec<&Flight> = flights.iter().filter(|flight| flight.is_loft()).collect();
    let found = scores(&lofts, StandardTrajectory::GravityTurn, Given::Second);
    let found: Vec<Score> = found.into_iter().flatten().collect();
    let covered = found.iter().filter(|score| score.is_covered).count();
    [
        quantile(found.iter().map(|score| score.error).collect(), 0.5),
        quantile(found.iter().map(|score| score.error.abs()).collect(), 0.9),
        covered as f64 / lofts.len() as f64,
    ]
}

/// Prints the table.
pub fn main() -> std::fmt::Result {
    let flights = flights();
    let all: Vec<&Flight> = flights.iter().collect();
    let is_each = std::env::args().nth(1).is_some_and(|word| word == "each");
    let mut text = String::from(
        "                                       median  90th of  90 %   half-  least
definition   given     flights          error   |error|  cover  width   size  answered
",
    );
    for definition in [StandardTrajectory::GravityTurn, StandardTrajectory::Greatest] {
        for given in [Given::Second, Given::Minute, Given::Told, Given::NoRange] {
            let scores = scores(&all, definition, given);
            if is_each {
                for (flight, score) in all.iter().zip(&scores) {
                    print_one(flight, definition, given, *score);
                }
            }
            for (name, belongs) in GROUPS {
                let group: Vec<Option<Score>> = all
                    .iter()
                    .zip(&scores)
                    .filter(|(flight, _)| belongs(flight))
                    .map(|(_, score)| *score)
                    .collect();
                line(&mut text, definition, given, name, &group)?;
            }
        }
    }
    print!("{text}");
    assert!(is_each || include_str!("../docs/methods.md").contains(&text), "docs/methods.md is stale");
    Ok(())
}

fn print_one(flight: &Flight, definition: StandardTrajectory, given: Given, score: Option<Score>) {
    let Flight { vehicle, loft, share, stages, .. } = flight;
    let start = format!("{definition:<12} {:<8} {stages} {vehicle:<14} {loft:<13} {share:.2}", given.name());
    match score {
        None => println!("{start}  no answer"),
        Some(score) => println!(
            "{start} {:>+6.2} {} +-{:.2}  {:.0}",
            100.0 * score.error,
            if score.is_covered { "in " } else { "OUT" },
            100.0 * score.half_width,
            score.effective_sample_size
        ),
    }
}

/// Writes the line of a group, in per cent.
fn line(
    text: &mut String,
    definition: StandardTrajectory,
    given: Given,
    name: &str,
    group: &[Option<Score>],
) -> std::fmt::Result {
    let found: Vec<Score> = group.iter().copied().flatten().collect();
    let number = |of: fn(&Score) -> f64, share: f64| 100.0 * quantile(found.iter().map(of).collect(), share);
    let covered = found.iter().filter(|score| score.is_covered).count();
    writeln!(
        text,
        "{:<12} {:<8}  {name:<15} {:>+6.2}   {:>6.2}  {:>5.1}  {:>5.2}  {:>5.0}  {}/{}",
        definition.name(),
        given.name(),
        number(|score| score.error, 0.5),
        number(|score| score.error.abs(), 0.9),
        100.0 * covered as f64 / group.len() as f64,
        number(|score| score.half_width, 0.5),
        found.iter().map(|score| score.effective_sample_size).fold(f64::INFINITY, f64::min),
        found.len(),
        group.len()
    )
}
