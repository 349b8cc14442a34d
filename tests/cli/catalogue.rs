//! `catalogue`: the list, one flight, filters, JSON, tables, and tables of one's own.

use lofted::catalogue::{Catalogue, FlightKind};
use serde_json::Value;

use crate::{Scratch, answered, fits, lofted, ran, refused};

/// A table of reports of one's own.
const MINE: &str = "\
flight,date,missile,reporter,apogee,ground_range,flight_time,note,source,country,kind,seen
X-2024-02-29,2024-02-29,unnamed,a ministry,about 550 km,480 km,14 min,,its statement,Atlantis,lofted,whole
X-2024-02-29,2024-02-29,unnamed,a neighbour,,500 km,,,its statement,,,excerpt
";

/// A table of published estimates of one's own.
const RANGES: &str = "\
flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source,seen
X-2024-02-29,1200,,an institute,,unspecified,its page,whole
";

#[test]
fn it_lists_flights_and_shows_one() {
    let list = answered(&["catalogue"]);
    let catalogue = Catalogue::public().unwrap();
    assert!(list.starts_with(&format!("{} public flights;", catalogue.flights().len())), "{list}");
    for flight in catalogue.flights() {
        assert!(list.contains(&flight.id), "no {} in {list}", flight.id);
    }
    fits(&list);
    for flight in catalogue.flights() {
        let shown = answered(&["catalogue", &flight.id, "--method", "kepler"]);
        assert!(shown.starts_with(&format!("{}, {}", flight.id, flight.missile)));
        for report in &flight.reports {
            assert!(shown.contains(&report.reporter));
            let judged = report.observation.is_some_and(|_| shown.contains("\nverdict                "));
            assert!(judged || report.observation.is_none(), "{shown}");
        }
        assert_eq!(flight.estimates.is_empty(), !shown.contains("\npublished ranges"), "{shown}");
        assert_eq!(flight.is_ballistic(), !shown.contains("\nwarning                not a ballistic arc"));
        fits(&shown);
    }
    let flown = answered(&["catalogue", "HS14-2017-07-04", "--draws", "32"]);
    assert!(flown.contains("90 % interval"), "{flown}");
    for part in [
        "launch place           Panghyon (39.872153° N, 125.269192° E)",
        "direction              86°",
        "kind                   lofted",
    ] {
        assert!(flown.contains(part), "no {part:?} in {flown}");
    }
}

#[test]
fn a_list_without_flights_says_what_to_do() {
    let list = answered(&["catalogue", "--country", "Iran", "--year", "1990"]);
    let of = Catalogue::public().unwrap().flights().len();
    assert_eq!(list, format!("no flight of {of} meets all that was asked; leave a condition out\n"));
}

#[test]
fn filters_select_flights_in_every_form() {
    let catalogue = Catalogue::public().unwrap();
    for kind in FlightKind::ALL {
        let list = answered(&["catalogue", "--kind", kind.name()]);
        let count = catalogue.flights().iter().filter(|flight| flight.is(kind)).count();
        assert!(list.starts_with(&format!("{count} of {} flights;", catalogue.flights().len())), "{list}");
    }
    let filters =
        ["--country", "north korea", "--missile", "hwasong-12", "--year", "2017", "--kind", "near_standard"];
    let expected = ["HS12-2017-08-29", "HS12-2017-09-15"];
    let list = answered(&[&["catalogue"], &filters[..]].concat());
    let json: Value =
        serde_json::from_str(&answered(&[&["catalogue", "--json"], &filters[..]].concat())).unwrap();
    let table = answered(&[&["catalogue", "--csv"], &filters[..]].concat());
    let loaded = Catalogue::default().with_reports("printed", &table).unwrap();
    for (i, id) in expected.into_iter().enumerate() {
        assert!(list.contains(id));
        assert_eq!(json[i]["id"], id);
        let flight = catalogue.flight(id).unwrap();
        assert_eq!(loaded.flights()[i].reports, flight.reports);
        assert_eq!(json[i]["reports"].as_array().unwrap().len(), flight.reports.len());
        assert_eq!(json[i]["country"], "North Korea");
        assert_eq!(json[i]["launch_azimuth_deg"], flight.launch_azimuth_deg.unwrap());
    }
    assert_eq!((loaded.flights().len(), json.as_array().unwrap().len()), (2, 2));
    let none = answered(&["catalogue", "--country", "Turkey", "--year", "1999", "--json"]);
    assert_eq!(none, "[]\n");
}

#[test]
fn one_flight_as_json_has_every_estimate() {
    let json: Value =
        serde_json::from_str(&answered(&["catalogue", "HS12-2017-05-14", "--json", "--method", "kepler"]))
            .unwrap();
    let answers = json["answers"].as_array().unwrap();
    assert_eq!(answers.len(), json["reports"].as_array().unwrap().len());
    assert_eq!(answers[0]["consistency"]["verdict"], "underdetermined");
    // 23 minutes alone give no range.
    assert!(answers[2].is_null() && json["reports"][2]["observation"].is_null());
    assert_eq!(json["estimates"][0]["figure"], "point");
    assert_eq!(json["estimates"][0]["made_from"]["apogee_km"], 2_111.5);
}

#[test]
fn the_schema_is_that_of_the_tables() {
    for (table, columns) in
        [("reports", Catalogue::report_columns()), ("estimates", Catalogue::estimate_columns())]
    {
        let schema: Value = serde_json::from_str(&answered(&["catalogue", "--schema", table])).unwrap();
        let fields = schema["fields"].as_array().unwrap();
        assert_eq!(fields.len(), columns.len());
        for (field, column) in fields.iter().zip(columns) {
            assert_eq!(field["name"], column.name);
            assert_eq!(field["constraints"]["required"], column.is_filled, "{}", column.name);
        }
        let of = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap().clone();
        let seen = &of("seen")["constraints"]["enum"];
        assert_eq!(seen.as_array().unwrap().len(), 5);
        if table == "reports" {
            assert_eq!(of("launch_latitude_deg")["constraints"]["minimum"], -90);
            assert_eq!(of("date")["type"], "date");
            assert!(of("kind")["constraints"]["pattern"].as_str().unwrap().starts_with("(lofted|"));
        }
    }
}

#[test]
fn tables_of_ones_own_are_added() {
    let (mine, ranges) = (Scratch::of("mine.csv", MINE), Scratch::of("ranges.csv", RANGES));
    let files = ["--reports", mine.path(), "--estimates", ranges.path()];
    let list = answered(&[&["catalogue", "--country", "atlantis"], &files[..]].concat());
    assert!(list.starts_with("1 of ") && list.contains("X-2024-02-29"), "{list}");
    let shown = answered(&[&["catalogue", "X-2024-02-29", "--method", "kepler"], &files[..]].concat());
    assert!(shown.contains("more than 1,200 km, an institute"), "{shown}");
    // The table with every column is that of the public flights.
    let text = answered(&[&["catalogue", "X-2024-02-29", "--csv"], &files[..]].concat());
    let header = include_str!("../../src/catalogue/reports.csv").lines().find(|line| !line.starts_with('#'));
    assert_eq!(text.lines().next(), header);
    assert_eq!(text.lines().count(), 3);
    let estimates = answered(&[&["catalogue", "X-2024-02-29", "--csv=estimates"], &files[..]].concat());
    assert_eq!(estimates.lines().count(), 2);
    assert_eq!(Catalogue::from_csv(text, estimates).unwrap().flights().len(), 1);
}

/// The words of a cell are neither lost nor changed in a table that is printed, and they are shown.
#[test]
fn the_words_of_a_cell_are_kept() {
    let mine = Scratch::of("words.csv", MINE.replace("about 550 km", "some 550 km"));
    let ask = |rest: &[&str]| {
        answered(
            &[&["catalogue", "X-2024-02-29", "--method", "kepler", "--reports", mine.path()], rest].concat(),
        )
    };
    let table = ask(&["--csv"]);
    assert!(table.contains(",some 550 km,480 km,14 min,"), "{table}");
    let shown = ask(&[]);
    assert!(
        shown.contains("apogee about 550 km") && shown.contains("\nas printed             some 550 km\n")
    );
    let json: Value = serde_json::from_str(&ask(&["--json"])).unwrap();
    assert_eq!(json["reports"][0]["as_printed"], "some 550 km");
    assert_eq!(json["reports"][1]["as_printed"], Value::Null);
}

/// What the public record would not take is said, on standard error and a line for each flight.
#[test]
fn what_the_record_would_not_take_is_warned_of() {
    let named = MINE.replace("X-2024-02-29", "X").replace("Atlantis", "").replace("whole", "");
    let near = MINE.replace(",lofted,", ",near_standard,");
    for (table, id, expected) in [
        (
            named,
            "X",
            "lofted: warning: flight X: its name does not end in its day, 2024-02-29; the column country is empty; \
             the column seen is empty in 1 of its 2 rows\n",
        ),
        (
            near,
            "X-2024-02-29",
            "lofted: warning: flight X-2024-02-29: near_standard differs from the figures of a ministry: their apogee is \
             4.67 times that of the arc of least energy over their ground range, and near_standard is 0.75 to 1.25, \
             lofted above 1.5\n",
        ),
    ] {
        let table = Scratch::of("objected.csv", table);
        for form in ["--csv", "--json", "--seed=1"] {
            let mut command = lofted();
            command.args(["catalogue", id, form, "--method", "kepler", "--reports", table.path()]);
            let ran = ran(&mut command);
            assert_eq!((ran.status, ran.err.as_str()), (0, expected), "{form}");
        }
    }
    // A table of many flights is not answered with as many lines.
    let header = MINE.lines().next().unwrap();
    let rows: String = (0..13).map(|i| format!("X{i},2024-02-29,unnamed,me,1 km,,,,here,,,\n")).collect();
    let many = Scratch::of("many.csv", format!("{header}\n{rows}"));
    let ran = ran(lofted().args(["catalogue", "--reports", many.path()]));
    assert_eq!((ran.status, ran.err.lines().count()), (0, 11), "{}", ran.err);
    assert!(ran.err.ends_with("lofted: warning: 3 more flights have such a warning; show one by its name\n"));
}

#[test]
fn what_is_wrong_is_named() {
    let misspelt = Scratch::of("misspelt.csv", MINE.replace(",seen\n", ",sen\n"));
    let wrong = Scratch::of("wrong.csv", MINE.replace("about 550 km", "about 550 klicks"));
    let orphan = Scratch::of("orphan.csv", RANGES.replace("X-2024", "Y-2024"));
    let none = "no-such-file.csv".to_owned();
    for (arguments, parts) in [
        (vec!["--country", "Korea"], vec!["--country: no flight is of \"Korea\"", "North Korea, Pakistan"]),
        (vec!["--kind", "loft"], vec!["--kind", "lofted, near_standard"]),
        (vec!["--year", "17"], vec!["--year: ", "from 1900 on"]),
        (vec!["--year", "2018-2016"], vec!["--year: 2018 is after 2016"]),
        (vec!["HS14-2017-07-04", "--year", "2017"], vec!["--year: one flight is named already"]),
        (vec!["--json", "--csv"], vec!["--json", "--csv"]),
        (vec!["--csv=flights"], vec!["--csv", "reports, estimates"]),
        (vec!["--schema", "reports", "--json"], vec!["--schema"]),
        (vec!["--reports", &none], vec!["no-such-file.csv: cannot be read"]),
        (vec!["--reports", wrong.path()], vec!["line 2, column apogee", "klicks"]),
        (vec!["--reports", misspelt.path()], vec!["line 1, column sen:", "write seen if that is meant"]),
        (vec!["--estimates", orphan.path()], vec!["line 2, column flight", "Y-2024-02-29"]),
    ] {
        let line = refused(lofted().arg("catalogue").args(&arguments));
        for part in parts {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
}
