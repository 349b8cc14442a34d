//! Wrong options: status 2 and one line that says what, where, and what would be right.

use std::ffi::OsString;

use crate::{JULY_4, lofted, refused};

#[test]
fn every_wrong_option_is_refused_in_one_line() {
    for (arguments, parts) in [
        (&[][..], &["a command belongs after lofted", "estimate", "batch"][..]),
        (&["frobnicate"], &["no command \"frobnicate\"", "estimate"]),
        (&["estmate"], &["no command \"estmate\"", "estimate"]),
        (&["--frob"], &["--frob", "lofted --help"]),
        (&["estimate"], &["give two of apogee, ground range and flight time"]),
        (&["estimate", "--apogee"], &["--apogee: a value belongs after it"]),
        (&["estimate", "--apogee", "--ground-range", "930 km"], &["930 km", "lofted estimate --help"]),
        (&["estimate", "--apogee", "2,802 km"], &["2802.0 km alone"]),
        (&["estimate", "--apogee", "2802 min", "--ground-range", "1 km"], &["apogee", "give it in km"]),
        (&["estimate", "--apogee", "37 furlongs"], &["--apogee: ", "37 [furlongs]"]),
        (&["estimate", "--ground-range", "930"], &["--ground-range: ", "without a unit"]),
        (&["estimate", "--flight-time", ""], &["--flight-time: ", "nothing to read"]),
        (&["estimate", "--apogee", "-5 km"], &["--apogee: ", "[-]5 km"]),
        (&["estimate", "--apogee", "NaN km"], &["--apogee: "]),
        (&["estimate", "--apogee", "a\nb\u{1b}[31m"], &["--apogee: ", "\\u{1b}"]),
        (&["check", "--apogee", "1e999 km", "--ground-range", "1 km"], &["--apogee: "]),
        (&["check", "--method", "kepler"], &["--method: lofted check takes no such argument"]),
        (&["check", "--a\nb"], &["--a b"]),
        (&["batch"], &["FILE is missing", "lofted batch --help"]),
        (&["batch", "a.csv", "b.csv"], &["b.csv"]),
        (&["compare"], &["FILE is missing"]),
        (&["catalogue", "HS14"], &["no flight \"HS14\"", "HS14-2017-07-04"]),
        (&["catalogue", "X-99"], &["no flight \"X-99\"", "lofted catalogue lists them"]),
        (&["catalogue", ""], &["no flight \"\""]),
        (&["completions"], &["SHELL is missing"]),
        (&["completions", "nosh"], &["nosh", "bash", "zsh"]),
        (&["man", "nope"], &["nope", "estimate"]),
    ] {
        let line = refused(lofted().args(arguments));
        for part in parts {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
}

#[test]
fn every_wrong_assumption_is_refused_in_one_line() {
    for (arguments, parts) in [
        (&["--method", "magic"][..], &["--method: \"magic\" is not known", "analytic_boost", "flown"][..]),
        (&["--method", ""], &["--method: "]),
        (&["--method"], &["--method: a value belongs after it", "kepler"]),
        (&["--scheme", "nato"], &["--scheme: \"nato\"", "britannica"]),
        (&["--steering", "left"], &["--steering: \"left\"", "gravity_turn, greatest"]),
        (&["--propellant", "wood"], &["--propellant: \"wood\"", "liquid, solid"]),
        (&["--draws", "15"], &["--draws: ", "15", "from 16 to 65,536"]),
        (&["--draws", "65537"], &["--draws: ", "65537", "from 16 to 65,536"]),
        (&["--draws", "-1"], &["--draws: ", "\"-1\"", "whole number"]),
        (&["--draws", "many"], &["--draws: ", "\"many\"", "whole number"]),
        (&["--draws", "99999999999999999999"], &["--draws: ", "whole number"]),
        (&["--draws", "32.5"], &["--draws: ", "whole number"]),
        (&["--seed", "-1"], &["--seed: ", "\"-1\"", "whole number"]),
        (&["--seed", "day"], &["--seed: ", "\"day\""]),
        (&["--stages", "0"], &["--stages: ", "1, 2 or 3"]),
        (&["--stages", "4"], &["--stages: ", "1, 2 or 3"]),
        (&["--stages", "2", "--method", "kepler"], &["--stages: ", "kepler", "leave it out"]),
        (&["--propellant", "solid", "--method", "flat"], &["--propellant: ", "flat"]),
        (&["--first-stage-burn-time", "5 km"], &["--first-stage-burn-time: ", "in s or min"]),
        (&["--first-stage-burn-time", "1 s"], &["--first-stage-burn-time: ", "from 5 to 300"]),
        (&["--first-stage-burn-time", "long"], &["--first-stage-burn-time: ", "[long]"]),
        (&["--seed", "1", "--seed", "2"], &["--seed: it is there twice"]),
        (&["--json=yes"], &["--json: it takes no value"]),
        (&["--jsn"], &["--jsn", "did you mean --json?"]),
        (&["again"], &["again"]),
    ] {
        let line = refused(lofted().arg("estimate").args(JULY_4).args(arguments));
        for part in parts {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
}

#[test]
fn every_wrong_direction_is_refused_in_one_line() {
    let place = ["--latitude", "40", "--longitude", "126"];
    for (arguments, parts) in [
        (&["--latitude", "40"][..], &["--longitude is missing"][..]),
        (&["--latitude", "north", "--longitude", "1"], &["--latitude: \"north\"", "like 40.61"]),
        (&["--latitude", "91", "--longitude", "1"], &["latitude", "91", "from -90", "to 90"]),
        (&["--latitude", "NaN", "--longitude", "1"], &["latitude", "NaN"]),
        (&["--latitude", "-1e999", "--longitude", "1"], &["latitude", "-inf"]),
        (&["--latitude", "0", "--longitude", "-180.5"], &["longitude", "-180.5", "from -180 to 180"]),
        (&[&place[..], &["--bearing", "361"]].concat(), &["bearing", "361", "from 0 to 360"]),
        (&[&place[..], &["--azimuths", "35"]].concat(), &["azimuths", "35", "from 36"]),
        (&[&place[..], &["--azimuths", "x"]].concat(), &["--azimuths: \"x\"", "36 to 360"]),
        (&[&place[..], &["--earth", "flat"]].concat(), &["--earth: \"flat\"", "sphere, wgs84"]),
        (&[&place[..], &["--method", "kepler"]].concat(), &["--method: ", "leave it out"]),
        (
            &[&place[..], &["--draws", "16", "--geojson", "no/such/place"]].concat(),
            &["--geojson: ", "no/such/place"],
        ),
    ] {
        let line = refused(lofted().arg("directions").args(JULY_4).args(arguments));
        for part in parts {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
}

#[test]
fn every_wrong_track_is_refused_in_one_line() {
    let given = ["--latitude", "40", "--longitude", "126", "--azimuth", "75"];
    let place = &given[..4];
    for (arguments, parts) in [
        (place, &["--azimuth", "is missing"][..]),
        (&given[2..], &["--latitude", "is missing"]),
        (&[place, &["--azimuth", "east"]].concat(), &["--azimuth: \"east\"", "like 40.61"]),
        (&[place, &["--azimuth", ""]].concat(), &["--azimuth: "]),
        (&[place, &["--azimuth", "NaN"]].concat(), &["azimuth", "NaN", "from 0 to 360"]),
        (&[place, &["--azimuth", "-1"]].concat(), &["azimuth", "-1", "from 0 to 360", "90 is east"]),
        (&[place, &["--azimuth", "1e999"]].concat(), &["azimuth", "inf", "from 0 to 360"]),
        (&["--latitude", "91", "--longitude", "1", "--azimuth", "0"], &["latitude", "91", "to 90"]),
        (&[&given[..], &["--earth", "flat"]].concat(), &["--earth: \"flat\"", "sphere, wgs84"]),
        (&[&given[..], &["--method", "kepler"]].concat(), &["--method: ", "leave it out"]),
        (&[&given[..], &["--geojson", "no/such/place"]].concat(), &["--geojson: ", "no/such/place"]),
    ] {
        let line = refused(lofted().arg("track").args(JULY_4).args(arguments));
        for part in parts {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
    let near = ["--apogee", "6,248 km", "--ground-range", "100 km"];
    let line = refused(lofted().arg("track").args(given).args(near));
    assert!(
        line.contains("km under a vertical one") && line.contains("give a longer ground range"),
        "{line}"
    );
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::os::unix::ffi::OsStringExt;
    let bytes = || OsString::from_vec(b"\xff\xfe".to_vec());
    for command in ["estimate", "check"] {
        let line = refused(lofted().args([command, "--apogee"]).arg(bytes()));
        assert!(line.contains("UTF-8"), "{line}");
    }
    for command in ["batch", "compare", "catalogue"] {
        refused(lofted().arg(command).arg(bytes()));
    }
    refused(lofted().arg(bytes()));
}
