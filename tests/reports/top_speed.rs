//! The top speed: how it is read, and how it is held against the arc.

use lofted::{Error, Model, Observation, Reported, Unit, Verdict, cautions, consistency, estimate};

/// Returns the bounds of a top speed, m/s.
fn bounds(text: &str) -> (f64, Option<f64>) {
    let speed = Observation::builder().apogee_km(500.0).ground_range_km(500.0);
    let speed = speed.top_speed(text.parse().unwrap()).build().unwrap().top_speed_m_per_s().unwrap();
    (speed.low, speed.high)
}

#[test]
fn digits_and_words_give_the_bounds() {
    let kilometre_per_hour = 1.0 / 3.6;
    for (text, low, high) in [
        ("1,340 m/s", 1_335.0, Some(1_345.0)),
        ("1,340 m/s at burnout", 1_335.0, Some(1_345.0)),
        ("a top speed of 5 km/s", 4_500.0, Some(5_500.0)),
        ("about 7.8 km/s", 7_700.0, Some(7_900.0)),
        ("13,000 km/h", 12_500.0 * kilometre_per_hour, Some(13_500.0 * kilometre_per_hour)),
        ("13,000 kilometres per hour", 12_500.0 * kilometre_per_hour, Some(13_500.0 * kilometre_per_hour)),
        ("Mach 22", 21.5 * 295.0, Some(22.5 * 343.0)),
        ("mach 4.3", 4.25 * 295.0, Some(4.35 * 343.0)),
        ("more than Mach 5", 5.0 * 295.0, None),
        ("between Mach 5 and Mach 6", 5.0 * 295.0, Some(6.0 * 343.0)),
        ("Mach 5 to 6", 5.0 * 295.0, Some(6.0 * 343.0)),
        ("up to 5 km/s", 0.0, Some(5_000.0)),
    ] {
        let (found_low, found_high) = bounds(text);
        assert!((found_low - low).abs() < 1e-9, "{text}: {found_low}, expected {low}");
        let off = found_high.unwrap_or(0.0) - high.unwrap_or(0.0);
        assert!(found_high.is_some() == high.is_some() && off.abs() < 1e-9, "{text}: {found_high:?}");
    }
}

#[test]
fn a_print_reads_back() {
    for text in [
        "Mach 22",
        "Mach 4.30",
        "about Mach 16",
        "more than Mach 5",
        "up to Mach 5",
        "between Mach 5 and Mach 6",
        "Mach 5 ± 0.2",
        "1,340 m/s",
        "about 5 km/s",
        "between 4 and 5 km/s",
        "13,000 km/h",
        "8,000 mph",
    ] {
        let reported: Reported = text.parse().unwrap();
        assert!(reported.unit().is_speed(), "{text}");
        assert_eq!(reported.to_string(), text);
        assert_eq!(reported.to_string().parse(), Ok(reported));
    }
    assert_eq!("5 km/s".parse::<Reported>().unwrap().unit(), Unit::KilometrePerSecond);
}

#[test]
fn other_phrasings_are_refused() {
    for text in [
        "Mach",
        "22 Mach",
        "Mach 22 km",
        "Mach Mach 5",
        "5 km/day",
        "5 km/",
        "5 km//s",
        "-5 km/s",
        "Mach 5 6",
        "5 km/s 20 m/s",
        "4 km at burnout",
        "about more than Mach 5",
        "5 m/sec²",
    ] {
        assert!(matches!(text.parse::<Reported>(), Err(Error::UnreadableFigure { .. })), "{text:?}");
    }
    let both = Observation::builder().apogee_km(500.0).ground_range_km(500.0);
    for text in ["Mach 0", "500 km", "37 min", "13 km/s", "Mach 90", "0 km/s"] {
        let found = both.top_speed(text.parse().unwrap()).build();
        assert!(matches!(found, Err(Error::BadTopSpeed { .. })), "{text:?}: {found:?}");
    }
    // A speed is no other figure.
    assert!(matches!(both.apogee("5 km/s".parse().unwrap()).build(), Err(Error::WrongDimension { .. })));
    assert!(matches!(both.flight_time("5 km/s".parse().unwrap()).build(), Err(Error::WrongDimension { .. })));
}

/// The public reports: of the six only the Scud-C's top speed contradicts its arc.
#[test]
fn the_scud_c_alone_contradicts_its_arc() {
    let mut table = csv::Reader::from_path("tests/data/speeds.csv").unwrap();
    let mut rows = 0;
    for row in table.records().map(Result::unwrap) {
        let observation = Observation::builder()
            .apogee(row[3].parse().unwrap())
            .ground_range(row[4].parse().unwrap())
            .top_speed(row[5].parse().unwrap())
            .build()
            .unwrap();
        let found = consistency(&observation).unwrap();
        let contradicts = &row[0] == "SCUD-C";
        let verdict = if contradicts { Verdict::Strained } else { Verdict::Underdetermined };
        assert_eq!(found.verdict, verdict, "{observation}: {:?}", found.reasons);
        let reason = found.reasons.last().unwrap();
        assert_eq!(reason.contains("contradicts apogee and ground range"), contradicts, "{reason}");
        rows += 1;
    }
    assert_eq!(rows, 6);
}

#[test]
fn a_speed_beyond_the_arc_and_one_without_an_arc_are_told_apart() {
    let fast = Observation::builder().apogee_km(130.0).ground_range_km(493.0);
    let found = consistency(&fast.top_speed("5.0 km/s".parse().unwrap()).build().unwrap()).unwrap();
    assert_eq!(found.verdict, Verdict::Strained);
    assert!(found.reasons.last().unwrap().contains("the arc allows at most"), "{:?}", found.reasons);

    let no_range = Observation::builder().apogee_km(130.0).flight_time_min(7.0);
    let without = consistency(&no_range.build().unwrap()).unwrap();
    let with = consistency(&no_range.top_speed("Mach 4.3".parse().unwrap()).build().unwrap()).unwrap();
    assert_eq!(with.verdict, without.verdict);
    assert!(with.reasons.last().unwrap().contains("is not tested"), "{:?}", with.reasons);
    // Bounds without an upper end.
    let open = Observation::builder().apogee("more than 100 km".parse().unwrap()).ground_range_km(493.0);
    let found = consistency(&open.top_speed("more than 9 km/s".parse().unwrap()).build().unwrap()).unwrap();
    assert_eq!(found.verdict, Verdict::Underdetermined);
}

#[test]
fn over_a_ground_range_it_stands_in_for_the_apogee() {
    let mut table = csv::Reader::from_path("tests/data/speeds.csv").unwrap();
    for row in table.records().map(Result::unwrap).filter(|row| &row[0] != "SCUD-C") {
        let told: Reported = row[3].parse().unwrap();
        let builder = Observation::builder().ground_range(row[4].parse().unwrap());
        let observation = builder.top_speed(row[5].parse().unwrap()).build().unwrap();
        let found = observation.apogee_altitude_from_top_speed_m().unwrap();
        assert_eq!((observation.apogee(), observation.apogee_altitude_m()), (None, None));
        assert_eq!(observation.figures().apogee_altitude_m, Some(found));
        let told_m = told.value() * told.unit().in_si();
        assert!(found.low <= told_m && told_m <= found.high.unwrap(), "{observation}: {found:?}");
        let kinds = cautions(&observation, &Model::default()).unwrap();
        assert!(kinds.iter().any(|one| one.kind() == "apogee_from_top_speed"), "{observation}");
        assert_eq!(consistency(&observation).unwrap().verdict, Verdict::Underdetermined);
    }
}

#[test]
fn what_it_cannot_stand_in_for_is_said() {
    let range = |text: &str| Observation::builder().ground_range(text.parse().unwrap());
    let time = Observation::builder().flight_time_min(69.0);
    for (builder, speed, words) in [
        (time, "Mach 22", "a burn of unknown length"),
        (range("1,000 km"), "Mach 2", "too slow"),
        (range("1,000 km"), "12.00 km/s", "too fast"),
        (range("1,000 km"), "more than Mach 5", "one side"),
        (range("more than 1,000 km"), "Mach 10", "one side"),
    ] {
        let found = builder.top_speed(speed.parse().unwrap()).build();
        let error = found.expect_err(speed).to_string();
        assert!(error.contains(words) && error.contains("give the apogee as well"), "{speed}: {error}");
    }
}

#[test]
fn an_estimate_weighs_it_or_says_that_it_does_not() {
    let model = Model::default().with_draws(64).unwrap();
    let arc =
        |apogee_km: f64, range_km: f64| Observation::builder().apogee_km(apogee_km).ground_range_km(range_km);
    let found = |builder: lofted::ObservationBuilder, speed: &str| {
        estimate(&builder.top_speed(speed.parse().unwrap()).build().unwrap(), &model).unwrap()
    };
    let kinds = |found: &lofted::Estimate| -> Vec<&str> {
        found.warnings.iter().map(lofted::Warning::kind).collect()
    };
    let scud = found(arc(130.0, 493.0), "Mach 4.3");
    assert_eq!(scud.consistency.verdict, Verdict::Strained);
    assert_eq!(kinds(&scud).iter().filter(|kind| **kind == "top_speed_ignored").count(), 1);
    let without = estimate(&arc(130.0, 493.0).build().unwrap(), &model).unwrap();
    assert_eq!(scud.reach, without.reach);

    let fits = found(arc(6_100.0, 1_000.0), "Mach 22");
    assert!(!kinds(&fits).contains(&"top_speed_ignored"), "{:?}", fits.warnings);
    // Where the ground range is open the speed narrows it.
    let open = Observation::builder().apogee_km(970.0).flight_time_min(27.0);
    let (wide, narrow) = (estimate(&open.build().unwrap(), &model).unwrap(), found(open, "4.1 km/s"));
    assert!(!kinds(&narrow).contains(&"top_speed_ignored"), "{:?}", narrow.warnings);
    assert_ne!(wide.reach, narrow.reach);
    assert!(kinds(&found(open, "5.5 km/s")).contains(&"top_speed_ignored"));
}

#[test]
fn rival_reports_are_compared_by_it() {
    let model = Model::default().with_method(lofted::Method::Kepler);
    let arc = Observation::builder().apogee_km(130.0).ground_range_km(493.0);
    let named = |name: &str, builder| lofted::NamedReport::new(name, builder).unwrap();
    for (speed, agrees) in [("Mach 4.3", false), ("2.1 km/s", true)] {
        let other = Observation::builder().apogee_km(130.0).top_speed(speed.parse().unwrap());
        let found = lofted::compare(&[named("one", arc), named("other", other)], &model).unwrap();
        assert_eq!(found.pairs[0].agrees(), agrees, "{speed}");
        let text = found.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(speed), "{text}");
        assert_eq!(text.contains("the top speed of 2 contradicts the arc of 1"), !agrees, "{text}");
    }
}
