//! Several flights of one missile: order, repetition, contradiction, and what stands apart.

use lofted::{
    Error, Estimate, Family, FamilyWarning, Method, Model, NamedReport, Observation, ObservationBuilder,
    WhyApart, estimate, family,
};

use crate::common::tolerance::FAMILY_COVER_PER_CENT;

fn model() -> Model {
    Model::default().with_draws(64).unwrap()
}

fn builder(apogee: &str, ground_range: &str, flight_time: &str) -> ObservationBuilder {
    let mut builder = Observation::builder();
    for (figure, text) in lofted::Figure::ALL.into_iter().zip([apogee, ground_range, flight_time]) {
        if !text.is_empty() {
            builder = builder.figure(figure, Some(text.parse().unwrap()));
        }
    }
    builder
}

fn report(name: &str, apogee: &str, ground_range: &str, flight_time: &str) -> NamedReport {
    NamedReport::new(name, builder(apogee, ground_range, flight_time)).unwrap()
}

fn of(reports: &[NamedReport]) -> Family {
    family(reports, &model()).unwrap()
}

fn together(found: &Family, name: &str) -> lofted::Together {
    let flight = found.flights.iter().find(|flight| flight.report.reporter() == name).unwrap();
    flight.together.clone().unwrap()
}

fn july_4() -> NamedReport {
    report("4 July", "2,802 km", "933 km", "39 min")
}

fn july_28() -> NamedReport {
    report("28 July", "3,724.9 km", "998 km", "47 min 12 s")
}

#[test]
fn one_flight_is_its_estimate_to_the_bit() {
    let found = of(&[july_4()]);
    let alone: Estimate = estimate(july_4().observation().unwrap(), &model()).unwrap();
    assert_eq!(found.flights[0].alone.as_ref(), Some(&alone));
    let together = found.flights[0].together.clone().unwrap();
    let posterior = alone.posterior().unwrap();
    assert_eq!(together.reach, posterior.reach);
    assert_eq!(together.global_reach_probability.to_bits(), posterior.global_reach_probability.to_bits());
    assert_eq!(together.class, alone.class());
    assert_eq!((found.shared, found.one_missile, found.warnings.len()), (None, None, 0));
}

#[test]
fn the_order_of_the_flights_changes_nothing() {
    let third = report("third", "2,000 km", "800 km", "31 min");
    let orders = [
        [july_4(), july_28(), third.clone()],
        [third.clone(), july_28(), july_4()],
        [july_28(), third, july_4()],
    ];
    let found = orders.map(|order| of(&order));
    for other in &found[1..] {
        assert_eq!(other.shared, found[0].shared);
        assert_eq!(other.one_missile, found[0].one_missile);
        for name in ["4 July", "28 July", "third"] {
            let [one, two] = [&found[0], other].map(|found| together(found, name));
            assert_eq!((one.reach, one.class), (two.reach, two.class));
        }
    }
}

#[test]
fn the_same_report_twice_counts_once() {
    let twice = report("again", "2,802 km", "933 km", "39 min");
    let (once, found) = (of(&[july_4(), july_28()]), of(&[july_4(), july_28(), twice.clone()]));
    assert_eq!(together(&found, "4 July").reach, together(&once, "4 July").reach);
    assert_eq!(together(&found, "again").reach, together(&found, "4 July").reach);
    let same = FamilyWarning::SameReport { first: "4 July".to_owned(), second: "again".to_owned() };
    assert!(found.warnings.contains(&same), "{:?}", found.warnings);
    // Alone with itself it is the estimate of one flight.
    let alone = of(&[july_4(), twice]);
    let estimate = estimate(july_4().observation().unwrap(), &model()).unwrap();
    assert_eq!(together(&alone, "again").reach, estimate.posterior().unwrap().reach);
}

#[test]
fn reports_of_one_flight_are_pooled_or_refused() {
    let other = report("4 July", "", "930 km", "about 40 min");
    let found = of(&[july_4(), other, july_28()]);
    assert_eq!(found.flights.len(), 2);
    assert_eq!(found.flights[0].report.reporter(), "4 July");
    let rival = report("4 July", "535 km", "510 km", "14 min");
    let refused = family(&[july_4(), rival, july_28()], &model()).unwrap_err();
    assert_eq!(refused, Error::ContradictoryReports { flight: "4 July".to_owned(), reports: 2 });
    assert!(refused.to_string().contains("leave one out, or give the flights names of their own"));
}

#[test]
fn what_cannot_be_joined_stands_apart_and_says_why() {
    let found = of(&[
        july_4(),
        report("one figure", "", "", "30 min"),
        report("impossible", "6,248.5 km", "1,090 km", "4,052 s"),
        report("glide", "50 km", "850 km", ""),
        report("no apogee", "", "930 km", "37 min"),
        july_28(),
    ]);
    let why: Vec<Option<WhyApart>> = found.flights.iter().map(|flight| flight.apart).collect();
    assert_eq!(
        why,
        [
            None,
            Some(WhyApart::SingleFigure),
            Some(WhyApart::Impossible),
            Some(WhyApart::ArcInAir),
            Some(WhyApart::NoApogee),
            None
        ]
    );
    for flight in &found.flights {
        assert_eq!(flight.together.is_none(), flight.apart.is_some());
    }
    let apart = found.warnings.iter().filter(|warning| warning.kind() == "not_joined");
    assert_eq!(apart.count(), 4);
    // The others are as if these did not exist.
    let alone = of(&[july_4(), july_28()]);
    assert_eq!(together(&found, "4 July").reach, together(&alone, "4 July").reach);
    let text = found.to_string();
    assert!(text.contains("glide is not joined with the others"), "{text}");
}

#[test]
fn times_that_do_not_go_together_are_said() {
    let short = report("4 July", "2,802 km", "933 km", "37 min");
    let found = of(&[short, july_28()]);
    assert!(found.one_missile.unwrap().is_unlikely());
    assert!(found.warnings.contains(&FamilyWarning::NotOnePropulsion), "{:?}", found.warnings);
    let agreeing = of(&[july_4(), july_28()]);
    assert!(agreeing.one_missile.unwrap().times_as_probable > 3.0);
    assert!(!agreeing.warnings.contains(&FamilyWarning::NotOnePropulsion));
    // Without a second time nothing is said of one missile.
    let untimed = of(&[july_4(), report("untimed", "3,724.9 km", "998 km", "")]);
    assert_eq!(untimed.one_missile, None);
    assert!(untimed.shared.is_some());
}

#[test]
fn numbers_of_reports_are_bounded() {
    let refused = |reports: &[NamedReport]| family(reports, &model()).unwrap_err().to_string();
    assert!(refused(&[]).contains("from 1 to 16"));
    let many: Vec<NamedReport> = (0..17).map(|i| report(&format!("{i}"), "2,802 km", "933 km", "")).collect();
    assert!(refused(&many).contains("from 1 to 16"));
    // A method without vehicles joins nothing.
    let quick = family(&[july_4(), july_28()], &model().with_method(Method::Kepler)).unwrap();
    assert!(quick.flights.iter().all(|flight| flight.apart == Some(WhyApart::NoVehicle)));
}

/// A small part of `examples/families.rs`: pairs of the independent simulator, times to the second.
#[test]
fn intervals_hold_the_ranges_of_invented_pairs() {
    let text = include_str!("../data/families.csv");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .map(|line| line.split(',').collect())
        .collect();
    let (mut held, mut all) = (0, 0);
    for family_rows in rows.chunks(3).step_by(6) {
        let members: Vec<&Vec<&str>> = family_rows.iter().filter(|row| row[1] == "member").collect();
        let reports: Vec<NamedReport> = members
            .iter()
            .map(|row| {
                let number = |column: usize| row[column].parse::<f64>().unwrap();
                let [apogee, range] = [7, 8].map(|column| format!("{:.0} ± 0.5 km", number(column)));
                report(row[8], &apogee, &range, &format!("{:.0} s", number(9)))
            })
            .collect();
        let found = of(&reports);
        for (flight, row) in found.flights.iter().zip(members) {
            let reach = flight.together.as_ref().unwrap().reach;
            let km = |reach: lofted::Reach| reach.range_km().unwrap_or(f64::INFINITY);
            all += 1;
            held += usize::from((km(reach.p05)..=km(reach.p95)).contains(&row[10].parse().unwrap()));
        }
    }
    let cover = 100.0 * held as f64 / all as f64;
    println!("{held} of {all}");
    assert!(all > 50 && cover >= FAMILY_COVER_PER_CENT, "{held} of {all}");
}
