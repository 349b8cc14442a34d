//! Every kind of answer of the consistency check, word for word.

use crate::common::reports;
use lofted::{Reported, consistency};

fn km(value: f64) -> Reported {
    Reported::km(value)
}

fn text(apogee: Option<Reported>, ground_range: Option<Reported>, flight_time: Option<Reported>) -> String {
    let observation = reports::figures([apogee, ground_range, flight_time]).build().unwrap();
    consistency(&observation).unwrap().to_string()
}

#[test]
fn every_answer_is_printed_word_for_word() {
    let min = Reported::min;
    let s = Reported::s;
    let exactly = |reported: Reported| reported.plus_or_minus(0.0);
    let cases = [
        ("possible", text(Some(km(2_802.0)), Some(km(930.0)), Some(min(37.0)))),
        ("impossible", text(Some(km(6_248.5)), Some(km(1_090.0)), Some(s(4_052.0)))),
        ("impossible by the ground range", text(Some(km(1_001.0)), Some(km(10_001.0)), Some(s(301.0)))),
        (
            "impossible by less than drag's margin",
            text(Some(exactly(km(2_802.0))), Some(exactly(km(933.0))), Some(exactly(s(2_058.0)))),
        ),
        (
            "impossible by more than it",
            text(Some(exactly(km(2_802.0))), Some(exactly(km(933.0))), Some(exactly(s(2_057.0)))),
        ),
        ("strained", text(Some(km(6_226.0)), Some(km(1_090.0)), Some(s(4_052.0)))),
        ("negative surplus within the digits", text(Some(km(2_802.0)), Some(km(933.0)), Some(min(34.0)))),
        (
            "slow, but not beyond all",
            text(Some(exactly(km(2_802.0))), Some(exactly(km(933.0))), Some(exactly(s(2_570.0)))),
        ),
        (
            "slow beyond all",
            text(Some(exactly(km(2_802.0))), Some(exactly(km(933.0))), Some(exactly(s(2_580.0)))),
        ),
        ("vertical", text(Some(km(2_802.0)), Some(km(0.0)), Some(min(37.0)))),
        ("no range", text(Some(km(2_802.0)), None, Some(min(37.0)))),
        ("no range, and none left for one", text(Some(km(10_224.0)), None, Some(s(6_960.0)))),
        ("no time", text(Some(km(2_802.0)), Some(km(933.0)), None)),
        ("no apogee", text(None, Some(km(6_759.0)), Some(min(30.0)))),
        ("no apogee, impossible", text(None, Some(km(10_000.0)), Some(min(5.0)))),
        ("no apogee, time a lower bound", text(None, Some(km(933.0)), Some(min(30.0).at_least()))),
        ("apogee a lower bound", text(Some(km(2_500.0).at_least()), Some(km(930.0)), Some(min(37.0)))),
        ("apogee an upper bound", text(Some(km(2_802.0).at_most()), Some(km(933.0)), Some(min(37.0)))),
        ("time an upper bound", text(Some(km(2_802.0)), Some(km(933.0)), Some(min(40.0).at_most()))),
        ("time a lower bound", text(Some(km(2_802.0)), Some(km(933.0)), Some(min(37.0).at_least()))),
    ];
    let got: String = cases.iter().map(|(name, text)| format!("== {name}\n{text}\n")).collect();
    assert_eq!(got, include_str!("../data/verdict_texts.txt"), "the words changed; read them:\n{got}");
}
