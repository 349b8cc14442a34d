//! `family`: a table, JSON, a picture, and what is refused.

use serde_json::Value;

use crate::{Folder, Scratch, answered, fits, lofted, refused};

const FLIGHTS: &str = "\
id,apogee,ground_range,flight_time
4 July,\"2,802 km\",933 km,39 min
28 July,\"3,724.9 km\",998 km,47 min 12 s
";

#[test]
fn it_answers_in_text_json_and_a_picture() {
    let (written, folder) = (Scratch::of("flights.csv", FLIGHTS), Folder::of("family"));
    let (table, drawn) = (written.path(), folder.path("flights.svg"));
    let text = answered(&["family", table, "--draws", "32", "--svg", &drawn]);
    fits(&text);
    assert!(text.contains("one missile?"), "{text}");
    assert!(std::fs::read_to_string(&drawn).unwrap().starts_with("<svg"));
    let json: Value = serde_json::from_str(&answered(&["family", table, "--draws", "32", "--json"])).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    for key in ["shared", "one_missile", "flights", "warnings"] {
        assert!(keys.contains(&key), "no {key} in {keys:?}");
    }
    let flight = &json["flights"][1];
    assert_eq!(flight["id"], "28 July");
    for place in
        [&flight["alone"]["range_km"], &flight["together"]["range_km"], &json["shared"]["burn_time_s"]]
    {
        assert!(place["median"].as_f64().unwrap() > 0.0, "{json}");
    }
    assert_eq!(flight["together"]["class"], "ICBM");
    assert!(flight["together"]["warnings"].is_array());
}

#[test]
fn one_flight_is_the_estimate() {
    let table = Scratch::of("one.csv", "id,apogee,ground_range,flight_time\na,\"2,802 km\",933 km,39 min\n");
    let json: Value =
        serde_json::from_str(&answered(&["family", table.path(), "--draws", "32", "--json"])).unwrap();
    let flight = &json["flights"][0];
    assert_eq!(flight["alone"]["range_km"], flight["together"]["range_km"]);
    let estimate = ["--apogee", "2,802 km", "--ground-range", "933 km", "--flight-time", "39 min"];
    let alone = answered(&[&["estimate", "--draws", "32", "--json"], &estimate[..]].concat());
    let alone: Value = serde_json::from_str(&alone).unwrap();
    assert_eq!(alone["range_km"], flight["together"]["range_km"]);
}

#[test]
fn contradictions_and_empty_tables_are_refused_in_a_line() {
    let rival = format!("{FLIGHTS}4 July,535 km,510 km,14 min\n");
    let message = refused(lofted().args(["family", Scratch::of("rival.csv", &rival).path()]));
    assert!(message.contains("the 2 reports of 4 July contradict each other"), "{message}");
    let message = refused(
        lofted().args(["family", Scratch::of("empty.csv", "id,apogee,ground_range,flight_time\n").path()]),
    );
    assert!(message.contains("has no report below its header"), "{message}");
    let bad = Scratch::of("bad.csv", "id,apogee,ground_range,flight_time\na,high,933 km,39 min\n");
    assert!(refused(lofted().args(["family", bad.path()])).contains("line 2"));
}
