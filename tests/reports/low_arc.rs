//! Arcs in the air and depressed ones, told from flights that are neither.

use crate::common::tables;
use lofted::{LowArc, Method, Model, Observation, Prior, RangeClass, Reported, Verdict, cautions, estimate};

fn judged(apogee: &str, ground_range: &str, flight_time: Option<&str>) -> Option<&'static str> {
    let read = |text: &str| text.parse::<Reported>().unwrap();
    let mut builder = Observation::builder().apogee(read(apogee)).ground_range(read(ground_range));
    if let Some(time) = flight_time {
        builder = builder.flight_time(read(time));
    }
    let figures = builder.build().unwrap().figures();
    LowArc::of(&figures, &Prior::default()).unwrap().map(|low| low.kind())
}

#[test]
fn reports_that_glide_and_reports_that_do_not() {
    for (apogee, ground_range, flight_time, kind) in [
        ("50 km", "850 km", None, Some("arc_in_air")),
        ("2 km", "800 km", None, Some("arc_in_air")),
        ("60 km", "700 km", None, Some("arc_in_air")),
        ("37 km", "410 km", None, Some("arc_in_air")),
        ("101.1 km", "1,000 km", None, Some("depressed")),
        ("99.8 km", "1,500 km", None, Some("depressed")),
        ("153 km", "2,292 km", Some("13 min"), Some("depressed")),
        ("550 km", "2,700 km", None, None),
        ("80 km", "340 km", None, None),
        ("70 km", "340 km", None, None),
        ("120 km", "450 km", Some("6 min"), None),
        ("45 km", "150 km", None, None),
        ("84.5 km", "193 km", Some("just under 5 min"), None),
        ("more than 50 km", "850 km", None, None),
        ("50 km", "up to 850 km", None, None),
        ("2,802 km", "0 km", None, None),
    ] {
        assert_eq!(judged(apogee, ground_range, flight_time), kind, "{apogee}, {ground_range}");
    }
}

#[test]
fn least_energy_flights_are_not_warned_of() {
    for range_km in [200, 300, 500, 1_000, 2_000, 5_000, 10_000, 15_000] {
        let half = f64::from(range_km) / 6_371.008_8 / 2.0;
        let apogee_km = 6_371.008_8 * (half.sin() + half.cos() - 1.0) / 2.0;
        let kind = judged(&format!("{apogee_km:.1} km"), &format!("{range_km} km"), None);
        assert_eq!(kind, None, "{range_km} km");
    }
}

/// Counts the warned of a table's flights, told with three figures or with two.
fn warned(table: &str, has_time: bool) -> (usize, usize) {
    let prior = Prior::default();
    let rows = tables::rows(table);
    let is_warned = |row: &&std::collections::HashMap<String, String>| {
        let figure = |column: &str| tables::number(row, column);
        let mut builder =
            Observation::builder().apogee_km(figure("apogee_km")).ground_range_km(figure("ground_range_km"));
        if has_time {
            builder = builder.flight_time_s(figure("flight_time_s"));
        }
        LowArc::of(&builder.build().unwrap().figures(), &prior).unwrap().is_some()
    };
    (rows.iter().filter(is_warned).count(), rows.len())
}

#[test]
fn synthetic_flights_are_told_apart() {
    let (ballistic, lifting) = ("ballistic_flights.csv", "lifting_flights.csv");
    let counts =
        [warned(ballistic, true), warned(ballistic, false), warned(lifting, true), warned(lifting, false)];
    assert_eq!(counts, [(2, 400), (2, 400), (185, 200), (165, 200)]);
    assert_eq!([warned("record_flights.csv", true), warned("flights.csv", true)], [(0, 52), (0, 480)]);
}

#[test]
fn an_arc_in_the_air_has_no_class_unless_stated_ballistic() {
    let observation = Observation::builder().apogee_km(50.0).ground_range_km(850.0).build().unwrap();
    let model = Model::default().with_method(Method::Kepler);
    let found = estimate(&observation, &model).unwrap();
    assert_eq!((found.class(), found.is_arc_in_air()), (RangeClass::Undetermined, true));
    assert!(found.range_km().is_some());
    let text = found.to_string();
    assert!(text.contains("no class") && text.contains("warning"), "{text}");
    let stated = estimate(&observation, &model.with_ballistic(true)).unwrap();
    assert_eq!(stated.class(), RangeClass::Mrbm);
    assert!(stated.warnings.is_empty() && stated.to_string().contains("a ballistic flight, as stated"));

    let depressed = Observation::builder().apogee_km(101.1).ground_range_km(1_000.0).build().unwrap();
    let found = estimate(&depressed, &Model::default().with_method(Method::Kepler)).unwrap();
    assert_ne!(found.class(), RangeClass::Undetermined);
    assert_eq!(found.warnings.iter().map(lofted::Warning::kind).collect::<Vec<_>>(), ["depressed"]);
}

/// Slips: apogee, ground range, flight time ("" for none), the kind, and words of the remark.
#[rustfmt::skip]
const SLIPS: &[(&str, &str, &str, &str, &str)] = &[
    ("6,040.9 m", "999 km", "68 min", "unit_slip", "6,040.9 km"),
    ("2,802 m", "930 km", "37 min", "unit_slip", "2,802 km"),
    ("4,475 m", "950 km", "53 min", "unit_slip", "4,475 km"),
    ("535 m", "510 km", "14 min", "unit_slip", "535 km"),
    ("2,111.5 m", "787 km", "", "unit_slip", "2,111.5 km"),
    ("550 m", "500 km", "", "unit_slip", "550 km"),
    ("6,248.5 m", "1,090 km", "71 min", "unit_slip", "6,248.5 km"),
    ("3,724.9 m", "998 km", "47 min 12 s", "unit_slip", "3,724.9 km"),
    ("2,802 km", "930 m", "37 min", "unit_slip", "930 km"),
    ("1,413.6 m", "400 km", "", "unit_slip", "1,413.6 km"),
    ("2.802 km", "930 km", "37 min", "unit_slip", "2,802 km"),
    ("4.475 km", "950 km", "53 min", "unit_slip", "4,475 km"),
    ("2.111 km", "787 km", "", "unit_slip", "2,111 km"),
    ("6.041 km", "999 km", "68 min", "unit_slip", "6,041 km"),
    ("3.725 km", "998 km", "47 min", "unit_slip", "3,725 km"),
    ("1.414 km", "400 km", "", "unit_slip", "1,414 km"),
    ("6.648 km", "1,000 km", "73 min", "unit_slip", "6,648 km"),
    ("about 2.802 km", "930 km", "", "unit_slip", "about 2,802 km"),
    ("1.000 km", "400 km", "", "unit_slip", "1,000 km"),
    ("6.248 km", "1,090 km", "71 min", "unit_slip", "6,248 km"),
    ("2,802 km", "930 km", "37 h", "unit_slip", "as 37 min it would be possible"),
    ("2,802 km", "930 km", "37 s", "unit_slip", "as 37 min it would be possible"),
    ("1,000 km", "400 km", "about 20 h", "unit_slip", "as about 20 min it would be possible"),
    ("561 km", "561 km", "14 s", "unit_slip", "as 14 min it would be possible"),
    ("120 km", "561 km", "458 min", "unit_slip", "as 458 s it would be possible"),
    ("930 km", "2,802 km", "37 min", "exchanged_figures", "an apogee of 2,802 km"),
    ("933 km", "2,802 km", "39 min", "exchanged_figures", "an apogee of 2,802 km"),
    ("950 km", "4,475 km", "53 min", "exchanged_figures", "an apogee of 4,475 km"),
    ("787 km", "2,111.5 km", "30 min", "exchanged_figures", "an apogee of 2,111.5 km"),
    ("998 km", "3,724.9 km", "47 min", "exchanged_figures", "an apogee of 3,724.9 km"),
    ("999 km", "6,041 km", "68 min", "exchanged_figures", "an apogee of 6,041 km"),
    ("1,000 km", "6,100 km", "69 min", "exchanged_figures", "an apogee of 6,100 km"),
    ("240 km", "2,111.5 km", "30 min", "exchanged_figures", "an apogee of 2,111.5 km"),
    ("70 km", "620 km", "15 min", "exchanged_figures", "an apogee of 620 km"),
    ("1,090 km", "6,200 km", "71 min", "exchanged_figures", "an apogee of 6,200 km"),
    ("2,802 km", "930 km", "05:34", "clock_time", "time of day"),
    ("2,802 km", "930 km", "09:40", "clock_time", "time of day"),
    ("4,475 km", "950 km", "03:17", "clock_time", "time of day"),
    ("535 km", "510 km", "05:34", "clock_time", "time of day"),
    ("2,111.5 km", "787 km", "05:28", "clock_time", "time of day"),
    ("3,724.9 km", "998 km", "23:11", "clock_time", "time of day"),
    ("6,041 km", "999 km", "10:15", "clock_time", "time of day"),
    ("6,100 km", "1,000 km", "10:14", "clock_time", "time of day"),
    ("550 km", "2,700 km", "05:57", "clock_time", "time of day"),
    ("1,413.6 km", "400 km", "08:05", "clock_time", "time of day"),
    ("6,041 km", "999 km", "1:08", "clock_time", "as hours and minutes, 68 min"),
    ("6,248.5 km", "1,090 km", "1:11", "clock_time", "as hours and minutes, 71 min"),
    ("2,802 km", "930 km", "20 min", "time_to_apogee", "whole flight"),
    ("4,475 km", "950 km", "27 min", "time_to_apogee", "whole flight"),
    ("3,724.9 km", "998 km", "24 min", "time_to_apogee", "whole flight"),
    ("6,041 km", "999 km", "35 min", "time_to_apogee", "whole flight"),
    ("2,111.5 km", "787 km", "15 min", "time_to_apogee", "whole flight"),
    ("535 km", "510 km", "8 min", "time_to_apogee", "whole flight"),
    ("1,413.6 km", "400 km", "12 min", "time_to_apogee", "whole flight"),
    ("550 km", "2,700 km", "8 min", "time_to_apogee", "whole flight"),
    ("6,648 km", "1,000 km", "37 min", "time_to_apogee", "whole flight"),
    ("1,000 km", "400 km", "10 min", "time_to_apogee", "whole flight"),
];

#[test]
fn ten_slips_of_each_kind_are_remarked_and_nothing_is_changed() {
    for (apogee, ground_range, flight_time, kind, words) in SLIPS {
        let mut builder = Observation::builder()
            .apogee(apogee.parse().unwrap())
            .ground_range(ground_range.parse().unwrap());
        if !flight_time.is_empty() {
            builder = builder.flight_time(flight_time.parse().unwrap());
        }
        let observation = builder.build().unwrap();
        let found = cautions(&observation, &Model::default()).unwrap();
        let said = found.iter().find(|one| one.kind() == *kind && one.to_string().contains(words));
        assert!(said.is_some(), "{apogee}, {ground_range}, {flight_time}: {kind}: {found:#?}");
        let answer = estimate(&observation, &Model::default().with_method(Method::Kepler)).unwrap();
        assert_eq!(answer.observation, observation);
        assert!(found.iter().all(|one| answer.warnings.contains(one)));
        let alone = lofted::consistency(&observation).unwrap();
        assert_eq!(answer.consistency.verdict, alone.verdict);
    }
}

#[test]
fn right_figures_have_no_slips() {
    for (apogee, ground_range, flight_time) in [
        ("2,802 km", "930 km", "37 min"),
        ("2,802 km", "930 km", "37:12"),
        ("4,475 km", "950 km", "53 min"),
        ("80 km", "340 km", "5 min"),
        ("120.500 km", "450 km", "6 min"),
        ("860,420 m", "3,106 km", "20 min"),
    ] {
        let observation = Observation::builder()
            .apogee(apogee.parse().unwrap())
            .ground_range(ground_range.parse().unwrap())
            .flight_time(flight_time.parse().unwrap())
            .build()
            .unwrap();
        assert_eq!(lofted::consistency(&observation).unwrap().verdict, Verdict::Possible);
        assert_eq!(cautions(&observation, &Model::default()).unwrap(), [], "{apogee}, {ground_range}");
    }
}

#[test]
fn a_comparison_prints_the_cautions_of_each_report() {
    let model = Model::default().with_method(Method::Kepler);
    let report = |name: &str, apogee_km: f64, ground_range_km: f64| {
        let figures = Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km);
        lofted::NamedReport::new(name, figures).unwrap()
    };
    let reports = [report("low", 50.0, 850.0), report("slip", 2.802, 930.0)];
    let text = lofted::compare(&reports, &model).unwrap().to_string();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("1: the arc lies in the air"), "{text}");
    assert!(text.contains("2: the apogee was read as 2.802 km"), "{text}");
}
