//! `estimate`, `check` and `compare`.

use lofted::export::EstimateJson;
use lofted::{ClassScheme, Method, Model, Observation, Prior, StandardTrajectory, estimate};
use serde_json::Value;

use crate::common::tolerance::{TENTHS_AS_STATED, WEIGHTS_SUM, WHOLE_AS_STATED};
use crate::{Folder, JULY_4, MARCH_24, Scratch, answered, fits, lofted, number, ran};

/// Runs a command that answers in JSON, and returns its output as text and as a value.
fn json(arguments: &[&str]) -> (String, Value) {
    let text = answered(arguments);
    let value = serde_json::from_str(&text).unwrap();
    (text, value)
}

/// Returns every key, in the order of the text.
fn keys(json: &str) -> Vec<&str> {
    let (before, _) = json.rsplit_once("\":").unwrap();
    before.split("\":").map(|part| part.rsplit('"').next().unwrap()).collect()
}

/// Returns the observation of 4 July 2017.
fn july_4() -> Observation {
    Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build().unwrap()
}

#[test]
fn json_has_the_keys_of_the_contract_in_their_order() {
    let (text, value) = json(&[&["estimate", "--json", "--draws", "48"], &JULY_4[..]].concat());
    let rungs = ["method", "range_km"].repeat(6);
    let expected = [
        &["observation", "apogee_km", "ground_range_km", "flight_time_s"][..],
        &["consistency", "verdict", "free_flight_time_s", "surplus_s", "reasons", "ladder"],
        &rungs,
        &["range_km", "p05", "p16", "median", "p84", "p95", "global_reach_probability", "class"],
        &["class_probabilities", "SRBM", "MRBM", "IRBM", "ICBM", "unclassified"],
        &["scheme", "steering", "earth_rotation", "draws", "seed"],
        &["effective_sample_size", "outside_prior", "warnings", "kind", "text"],
    ];
    assert_eq!(keys(&text), expected.concat());
    let methods: Vec<&str> =
        value["ladder"].as_array().unwrap().iter().map(|rung| rung["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["flat", "kepler", "analytic_boost", "flown_nominal", "flown", "flown_greatest"]);
    assert_eq!(value["observation"]["flight_time_s"], 2_220.0);
    assert_eq!(value["consistency"]["verdict"], "possible");
    assert!((value["consistency"]["surplus_s"].as_f64().unwrap() - 154.6).abs() < TENTHS_AS_STATED);
    assert!(value["consistency"]["reasons"][0].as_str().unwrap().contains("155 s longer"));
    assert_eq!(value["class"], "ICBM");
    assert_eq!((&value["scheme"], &value["steering"]), (&"us".into(), &"gravity_turn".into()));
    assert_eq!((&value["earth_rotation"], &value["draws"]), (&false.into(), &48.into()));
    assert_eq!(value["seed"], Model::default().seed());
    assert_eq!(value["ladder"][4]["range_km"], value["range_km"]["median"]);
    assert_eq!(value["ladder"][5]["range_km"], Value::Null);
    assert_eq!(value["outside_prior"], Value::Null);
    assert_eq!(value["warnings"][0]["kind"], "few_draws");
}

#[test]
fn floats_read_back_to_the_same_bits() {
    let model = Model::default().with_method(Method::Flown).with_draws(64).unwrap().with_seed(7);
    let ours = EstimateJson::of(&estimate(&july_4(), &model).unwrap());
    let text = answered(&[&["estimate", "--json", "--draws", "64", "--seed", "7"], &JULY_4[..]].concat());
    for (key, value) in [
        ("free_flight_time_s", ours.consistency.free_flight_time_s),
        ("surplus_s", ours.consistency.surplus_s),
        ("p05", ours.range_km.p05),
        ("p16", ours.range_km.p16),
        ("median", ours.range_km.median),
        ("p84", ours.range_km.p84),
        ("p95", ours.range_km.p95),
        ("global_reach_probability", ours.global_reach_probability),
    ] {
        let printed = number(&text, key);
        let read: f64 = printed.parse().unwrap();
        assert_eq!(read.to_bits(), value.unwrap().to_bits(), "{key}: {printed}");
    }
}

#[test]
fn under_the_other_steering_the_other_rung_is_there() {
    let (_, value) =
        json(&[&["estimate", "--json", "--draws", "32", "--steering", "greatest"], &JULY_4[..]].concat());
    assert_eq!(value["steering"], StandardTrajectory::Greatest.name());
    assert_eq!(value["ladder"][4]["range_km"], Value::Null);
    assert_eq!(value["ladder"][5]["range_km"], value["range_km"]["median"]);
}

#[test]
fn a_lower_method_leaves_the_rungs_above_it_and_the_interval_null() {
    for (method, rungs) in [("flat", 1), ("kepler", 2), ("analytic_boost", 3), ("flown_nominal", 4)] {
        let (_, value) = json(&[&["estimate", "--json", "--method", method], &JULY_4[..]].concat());
        let ladder = value["ladder"].as_array().unwrap();
        for (place, rung) in ladder.iter().enumerate() {
            assert_eq!(rung["range_km"].is_f64(), place < rungs, "{method}: {rung}");
        }
        let median = &value["range_km"]["median"];
        assert!(median.is_f64());
        assert_eq!(median, &ladder[rungs - 1]["range_km"]);
        for key in ["p05", "p16", "p84", "p95"] {
            assert!(value["range_km"][key].is_null());
        }
        assert!(value["global_reach_probability"].is_null());
        assert!(value["class_probabilities"].as_object().unwrap().values().all(Value::is_null));
        assert_eq!(value["class_probabilities"].as_object().unwrap().len(), 5);
        assert!(value["class"].is_string());
    }
}

#[test]
fn each_scheme_has_its_own_classes() {
    for scheme in ClassScheme::built_in() {
        let arguments = ["estimate", "--json", "--draws", "32", "--scheme", scheme.name()];
        let (_, value) = json(&[&arguments, &JULY_4[..]].concat());
        assert_eq!(value["scheme"], scheme.name());
        let chances = value["class_probabilities"].as_object().unwrap();
        for band in scheme.bands() {
            assert!(chances.contains_key(band.class.name()), "{}: {chances:?}", scheme.name());
        }
        assert!(chances.contains_key("unclassified"));
        let sum: f64 = chances.values().map(|chance| chance.as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < WEIGHTS_SUM, "{sum}");
    }
}

#[test]
fn what_is_known_of_the_vehicle_is_assumed() {
    let known = ["--propellant", "solid", "--stages", "2", "--first-stage-burn-time", "55 to 65 s"];
    let prior = Prior::default().solid().with_stages(2).unwrap();
    let prior = prior.with_first_stage_burn_time_s(55.0..=65.0).unwrap();
    let model = Model::default().with_method(Method::Flown).with_draws(32).unwrap().with_prior(prior);
    let ours = estimate(&july_4(), &model).unwrap();
    let arguments = [&["estimate", "--draws", "32"], &known[..], &JULY_4[..]].concat();
    let (text, _) = json(&[&arguments[..], &["--json"]].concat());
    assert_eq!(number(&text, "median").parse::<f64>().ok(), ours.range_km());
    let shown = answered(&arguments);
    let given = "given solid propellant, 2 stages, a first stage that burns for 55 to 65 s";
    assert!(unwrapped(&shown).contains(given), "{shown}");
}

#[test]
fn an_impossible_report_is_answered_with_status_3() {
    for command in ["estimate", "check"] {
        let shown = ran(lofted().arg(command).args(MARCH_24));
        assert_eq!((shown.status, shown.err.as_str()), (3, ""));
        let text = unwrapped(&shown.out);
        assert!(text.contains("verdict impossible") && text.contains("14 s too short"), "{}", shown.out);
        let json = ran(lofted().arg(command).arg("--json").args(MARCH_24));
        assert_eq!((json.status, json.err.as_str()), (3, ""));
        let value: Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(value["consistency"]["verdict"], "impossible");
        if command == "estimate" {
            assert!(value["class"].is_null() && value["global_reach_probability"].is_null());
            assert!(value["range_km"].as_object().unwrap().values().all(Value::is_null));
            assert!(value["class_probabilities"].as_object().unwrap().values().all(Value::is_null));
            assert!(value["ladder"].as_array().unwrap().iter().all(|rung| rung["range_km"].is_null()));
        }
    }
}

#[test]
fn check_says_two_things_and_leaves_open_what_nobody_reported() {
    let (text, value) =
        json(&["check", "--json", "--apogee", "more than 2,500 km", "--ground-range", "1 km"]);
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["consistency", "observation", "warnings"]);
    assert!(text.find("observation") < text.find("consistency"));
    assert_eq!(value["observation"]["apogee_km"], 2_500.0);
    assert!(value["observation"]["flight_time_s"].is_null());
    assert!(value["consistency"]["surplus_s"].is_null());
    assert_eq!(value["consistency"]["verdict"], "underdetermined");
}

#[test]
fn lengths_are_as_printed() {
    for (text, km) in [("1,413.6 km", 1_413.6), ("2,111.5 km", 2_111.5), ("1,000 m", 1.0)] {
        let (json, _) = json(&["check", "--json", "--apogee", text, "--ground-range", "1 km"]);
        assert_eq!(number(&json, "apogee_km").parse::<f64>(), Ok(km), "{text}");
    }
}

/// Returns a text without the columns and the line breaks of a terminal.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[test]
fn the_text_begins_with_the_answer_and_fits_a_terminal() {
    let text = answered(&[&["estimate"], &JULY_4[..]].concat());
    let first = text.lines().next().unwrap();
    assert!(first.contains(" km on a standard trajectory: ICBM (above 5,500 km, scheme us)"), "{first}");
    for part in
        ["verdict                possible", "assumed ", "this answer ", "sensitivity", "90 % interval"]
    {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
    fits(&text);
    let checked = answered(&[&["check"], &JULY_4[..]].concat());
    assert!(checked.starts_with("verdict                possible: no law of physics"), "{checked}");
    fits(&checked);
}

#[test]
fn rival_reports_stand_side_by_side() {
    let table = "id,apogee,ground_range,flight_time\n\
                 KCNA,\"2,802 km\",933 km,39 min\n\
                 US PACOM,,,37 min\n\
                 Russia MoD,535 km,510 km,14 min\n";
    let file = Scratch::of("rivals.csv", table);
    let text = answered(&["compare", file.path(), "--method", "kepler"]);
    for part in ["KCNA", "US PACOM", "Russia MoD", "5,865", "1,137"] {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
    fits(&text);
}

#[test]
fn no_colour_is_asked_for_or_not_the_text_is_the_same() {
    let plain = answered(&[&["check"], &JULY_4[..]].concat());
    for (name, value) in
        [("NO_COLOR", "1"), ("TERM", "xterm-256color"), ("CLICOLOR_FORCE", "1"), ("LC_ALL", "de_DE.UTF-8")]
    {
        let other = ran(lofted().arg("check").args(JULY_4).env(name, value));
        assert_eq!((other.status, other.out.as_str()), (0, plain.as_str()), "{name}");
    }
}

#[test]
fn directions_have_the_keys_of_the_contract_and_an_outline() {
    let folder = Folder::of("outline");
    let file = folder.path("outline.geojson");
    let place =
        ["directions", "--json", "--draws", "64", "--latitude", "40", "--longitude", "179", "--geojson"];
    let (text, value) = json(&[&place[..], &[&file], &JULY_4[..]].concat());
    let range = ["range_km", "p05", "p16", "median", "p84", "p95"];
    let mut expected = vec!["observation", "apogee_km", "ground_range_km", "flight_time_s"];
    expected.extend(["consistency", "verdict", "free_flight_time_s", "surplus_s", "reasons"]);
    expected.extend(range);
    expected.extend(["launch", "latitude_deg", "longitude_deg", "fitted", "bearing_deg"]);
    expected.extend(range);
    expected.extend(["lost", "directions"]);
    for _ in 0..36 {
        expected.push("azimuth_deg");
        expected.extend(range);
        expected.push("global_reach_probability");
    }
    expected.extend(["steering", "earth_rotation", "draws", "seed"]);
    assert_eq!(keys(&text), expected);
    assert_eq!(value["launch"], serde_json::json!({"latitude_deg": 40.0, "longitude_deg": 179.0}));
    assert_eq!(value["fitted"]["bearing_deg"], Value::Null);
    let directions = value["directions"].as_array().unwrap();
    for (place, direction) in directions.iter().enumerate() {
        assert_eq!(direction["azimuth_deg"], 10.0 * place as f64);
    }
    let median = |place: usize| directions[place]["range_km"]["median"].as_f64().unwrap();
    assert!(median(9) > median(0) && median(0) > median(27), "east {} west {}", median(9), median(27));
    let outline: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(outline["type"], "FeatureCollection");
    assert_eq!(outline["features"].as_array().unwrap().len(), 4);
    assert_eq!(folder.names(), ["outline.geojson"]);
}

#[test]
fn directions_of_an_impossible_report_are_none() {
    let place = ["directions", "--json", "--latitude", "39.2", "--longitude", "125.7", "--bearing", "75"];
    let ran = ran(lofted().args(place).args(MARCH_24));
    assert_eq!(ran.status, 3, "{}", ran.err);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["consistency"]["verdict"], "impossible");
    assert!((value["consistency"]["surplus_s"].as_f64().unwrap() + 59.0).abs() < WHOLE_AS_STATED);
    assert_eq!(value["directions"], serde_json::json!([]));
    assert_eq!(value["range_km"]["median"], Value::Null);
}

#[test]
fn a_track_is_a_table_and_a_line_on_the_map() {
    let folder = Folder::of("track");
    let file = folder.path("track.geojson");
    std::fs::write(&file, "old").unwrap();
    let place = ["track", "--draws", "64", "--latitude", "40", "--longitude", "126", "--azimuth", "75"];
    let text = answered(&[&place[..], &JULY_4[..], &["--geojson", &file]].concat());
    for name in ["launch ", "burnout 1 ", "apogee ", "impact "] {
        assert!(text.lines().any(|line| line.starts_with(name)), "no {name:?} in {text}");
    }
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(line["features"][0]["geometry"]["type"], "LineString");
    assert_eq!(line["features"][1]["geometry"]["coordinates"], serde_json::json!([126.0, 40.0, 0.0]));
    assert_eq!(folder.names(), ["track.geojson"]);
    // A path that is not a regular file is written to directly.
    #[cfg(unix)]
    assert!(answered(&[&place[..], &JULY_4[..], &["--geojson", "/dev/stdout"]].concat()).starts_with('{'));
    // For figures that cannot be one flight only the launch is on the map, and the status is that
    // of the verdict.
    let ran = ran(lofted().args(place).args(MARCH_24).args(["--geojson", &file]));
    assert_eq!((ran.status, ran.err.as_str()), (3, ""));
    assert!(ran.out.contains("impossible") && !ran.out.contains("flown"), "{}", ran.out);
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(line["features"].as_array().unwrap().len(), 1);
}
