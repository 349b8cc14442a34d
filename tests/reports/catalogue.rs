//! The public flights load and are what they are; a table that is wrong is refused where it is
//! wrong.

use crate::common::seeded::{SEED, config};
use crate::common::tolerance::{KINDS_OF_ARC, WHOLE_AS_STATED};
use lofted::catalogue::{
    Catalogue, EarthRotation, FigureKind, Filter, Flight, FlightKind, PublishedEstimate, Seen, estimates_csv,
    reports_csv,
};
use lofted::physics::earth::Sphere;
use lofted::{Error, Model, Verdict, consistency, estimate};
use proptest::prelude::*;

/// What is counted in the public record. A flight that is added changes the counts: write here what
/// the failed test has found, if that is what was added.
const COUNTED: Counts = Counts {
    flights: 86,
    reports: 147,
    reports_with_fewer_than_two_figures: 34,
    near_standard_by_apogee_and_range: 21,
    lofted_by_apogee_and_range: 56,
    published_ranges: 65,
    published_ranges_with_a_lost_source: 1,
};

#[derive(Debug, PartialEq, Eq)]
struct Counts {
    flights: usize,
    reports: usize,
    reports_with_fewer_than_two_figures: usize,
    near_standard_by_apogee_and_range: usize,
    lofted_by_apogee_and_range: usize,
    published_ranges: usize,
    published_ranges_with_a_lost_source: usize,
}

const REPORTS: &str = "\
# A remark.
flight,date,missile,reporter,apogee,ground_range,flight_time,note,source
A,2017-07-04,Alpha,KCNA,\"2,802 km\",933 km,39 min,,a paper
A,2017-07-04,Alpha,JCS,,930 km,,\"with a comma, and a \"\"quote\"\"\",recalled
B,2024-02-29,Beta,JCS,,,,no figures,https://example.org/recalled-missile
";

const ESTIMATES: &str = "\
flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source
A,6700,6700,one,,no,a paper
A,5500,,two,a guess,unspecified,\"Recalled, not read\"
A,,7000,three,,yes,a paper
A,7000,10000,flown,,no,a paper
";

#[track_caller]
fn refused(result: Result<Catalogue, Error>, message: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.to_string(), message);
    assert!(!message.contains('\n'));
}

#[track_caller]
fn reports(change: (&str, &str), message: &str) {
    assert!(REPORTS.contains(change.0), "{change:?}");
    let text = REPORTS.replacen(change.0, change.1, 1);
    refused(Catalogue::default().with_reports("r.csv", text), message);
}

#[track_caller]
fn estimates(change: (&str, &str), message: &str) {
    assert!(ESTIMATES.contains(change.0), "{change:?}");
    let catalogue = Catalogue::default().with_reports("r.csv", REPORTS).unwrap();
    refused(catalogue.with_estimates("e.csv", ESTIMATES.replacen(change.0, change.1, 1)), message);
}

#[test]
fn the_public_flights_load() {
    let catalogue = Catalogue::public().unwrap();
    let flights = catalogue.flights();
    let reports = || flights.iter().flat_map(|flight| &flight.reports);
    let estimates = || flights.iter().flat_map(|flight| &flight.estimates);
    assert!(!reports().any(|report| report.is_recalled));
    // A source that could not be found again is marked twice, for people and for programs.
    let lost: Vec<&PublishedEstimate> =
        estimates().filter(|published| published.is_recalled || published.seen == Some(Seen::Lost)).collect();
    for lost in &lost {
        assert!(lost.is_recalled && lost.seen == Some(Seen::Lost) && !lost.counts(), "{}", lost.estimated_by);
    }
    let [near_standard_by_apogee_and_range, lofted_by_apogee_and_range] = kinds_by_arc(flights);
    let counted = Counts {
        flights: flights.len(),
        reports: reports().count(),
        reports_with_fewer_than_two_figures: reports().filter(|report| report.observation.is_none()).count(),
        near_standard_by_apogee_and_range,
        lofted_by_apogee_and_range,
        published_ranges: estimates().count(),
        published_ranges_with_a_lost_source: lost.len(),
    };
    assert_eq!(
        counted, COUNTED,
        "the public record has other counts: write those on the left into COUNTED in tests/reports/catalogue.rs"
    );
    // Nothing of what the command warns of in a table of one's own.
    for flight in flights {
        assert_eq!(flight.objections(), [], "{}", flight.id);
    }
    // Every row says where it was read and how well.
    assert!(reports().all(|report| !report.source.is_empty() && report.seen.is_some()));
    assert!(estimates().all(|published| !published.source.is_empty() && published.seen.is_some()));
    assert!(flights.iter().all(|flight| !flight.country.is_empty()));
    for flight in flights {
        // The names carry the dates.
        assert!(flight.id.ends_with(&flight.date.to_string()), "{}", flight.id);
        for report in &flight.reports {
            let figures = [report.apogee, report.ground_range, report.flight_time];
            let observation = report.observation;
            assert_eq!(figures.iter().flatten().count() >= 2, observation.is_some(), "{}", flight.id);
            if let Some(observation) = observation {
                assert_eq!(
                    [observation.apogee(), observation.ground_range(), observation.flight_time()],
                    figures
                );
            }
        }
    }

    let july = catalogue.flight("HS14-2017-07-04").unwrap();
    assert_eq!((july.date.year(), july.date.month(), july.date.day()), (2017, 7, 4));
    assert_eq!(july.missile, "Hwasong-14");
    assert_eq!(july.reports.len(), 4);
    let ranges: Vec<_> = july.estimates.iter().map(|estimate| estimate.range.to_string()).collect();
    assert_eq!(
        ranges[..5],
        ["6,700 km", "6,700 km", "up to 7,000 km", "between 7,000 and 10,000 km", "8,000 km"]
    );
    let may = catalogue.flight("HS12-2017-05-14").unwrap();
    assert!(may.date < july.date);
    let russia = may.reports.iter().find(|report| report.reporter == "Russia MoD").unwrap();
    assert_eq!(russia.flight_time.unwrap().to_string(), "23 min");
    assert_eq!(russia.observation, None);
    let wright = catalogue.flight("HS14-2017-07-28").unwrap().estimates[0].clone();
    assert_eq!(wright.earth_rotation, EarthRotation::LeftOut);
    assert_eq!(catalogue.flight("HS14"), None);
}

/// Databases have exchanged the apogee and the distance of three flights; the tables have what the
/// authorities said.
#[test]
fn exchanged_figures_are_put_right() {
    let catalogue = Catalogue::public().unwrap();
    for (id, reporter, apogee, ground_range) in [
        ("HS12-2022-01-30", "JCS", "about 2,000 km", "about 800 km"),
        ("ICBM-2022-05-25", "JCS", "about 540 km", "about 360 km"),
        ("MRBM-2022-12-18", "Japan MoD (Ino)", "about 550 km", "about 500 km"),
    ] {
        let reports = &catalogue.flight(id).unwrap().reports;
        let report = reports.iter().find(|report| report.reporter == reporter).unwrap();
        assert_eq!(report.apogee.unwrap().to_string(), apogee, "{id}");
        assert_eq!(report.ground_range.unwrap().to_string(), ground_range, "{id}");
        assert!(report.note.contains("exchanged"), "{id}");
    }
}

/// The range that the ministry reported to parliament is a lower bound, and payloads stand where
/// their authors named them.
#[test]
fn bounds_and_payloads_are_those_of_their_authors() {
    let catalogue = Catalogue::public().unwrap();
    let published = |id: &str, by: &str| {
        let flight = catalogue.flight(id).unwrap();
        flight.estimates.iter().find(|published| published.estimated_by == by).unwrap().clone()
    };
    let ministry = published("HS15-2017-11-29", "ROK MND (to parliament)");
    assert_eq!(
        (ministry.range.to_string().as_str(), ministry.figure),
        ("more than 13,000 km", FigureKind::Bound)
    );
    let elleman = published("HS15-2017-11-29", "M. Elleman (AP)");
    assert_eq!((elleman.range_km_low, elleman.payload_kg), (Some(13_000.0), Some(150.0)));
    let july = catalogue.flight("HS14-2017-07-04").unwrap();
    let later = catalogue.flight("HS14-2017-07-28").unwrap();
    assert!(july.reports[0].note.contains("500 kg") && later.reports[0].note.contains("300 kg"));
    assert_eq!(published("HS14-2017-07-04", "Schilling (38 North; Yonhap)").payload_kg, Some(500.0));
}

/// Returns the apogee over that of the free arc of least energy over the ground range.
fn over_least_arc(apogee_km: f64, ground_range_km: f64) -> f64 {
    let radius_km = 1e-3 * Sphere::MEAN.radius_m();
    let half_rad = 0.5 * ground_range_km / radius_km;
    apogee_km / (0.5 * radius_km * (half_rad.sin() + half_rad.cos() - 1.0))
}

/// Checks that flights are near standard or lofted by their figures, not by whether their estimates
/// fit, and returns of how many reports that could be checked.
fn kinds_by_arc(flights: &[Flight]) -> [usize; 2] {
    let [near, lofted] = KINDS_OF_ARC;
    let mut seen = [0, 0];
    for flight in flights {
        assert!(!flight.is(FlightKind::Lofted) || !flight.is(FlightKind::NearStandard), "{}", flight.id);
        let both = flight.is(FlightKind::Lofted) || flight.is(FlightKind::NearStandard);
        assert!(flight.is_ballistic() || !both, "{}", flight.id);
        for report in flight.reports.iter().filter(|report| report.doubt.is_empty()) {
            let km = |figure: lofted::Reported| figure.value() * figure.unit().in_si() / 1e3;
            let (Some(apogee), Some(ground_range)) = (report.apogee, report.ground_range) else { continue };
            let ratio = over_least_arc(km(apogee), km(ground_range));
            // A rival who has another flight altogether does not decide.
            if report.note.starts_with("rival claim") {
                continue;
            }
            if flight.is(FlightKind::NearStandard) {
                assert!((1.0 - near..=1.0 + near).contains(&ratio), "{}: {ratio}", flight.id);
                seen[0] += 1;
            }
            if flight.is(FlightKind::Lofted) {
                assert!(ratio > 1.0 + lofted, "{}: {ratio}", flight.id);
                seen[1] += 1;
            }
        }
    }
    seen
}

#[test]
fn filters_select_flights() {
    let catalogue = Catalogue::public().unwrap();
    let found =
        |filter: &Filter| catalogue.matching(filter).map(|flight| flight.id.clone()).collect::<Vec<_>>();
    assert_eq!(found(&Filter::default()).len(), catalogue.flights().len());
    assert_eq!(found(&Filter::default().with_country("turkey")), ["TAYFUN-2022-10-18"]);
    assert_eq!(found(&Filter::default().with_country("Korea")), [""; 0]);
    assert_eq!(found(&Filter::default().with_missile("HWASONG14")), ["HS14-2017-07-04", "HS14-2017-07-28"]);
    assert_eq!(found(&Filter::default().with_missile("hs19")), ["HS19-2024-10-31"]);
    assert_eq!(found(&Filter::default().with_years(1942..=1955)), ["V2-1942-10-03"]);
    let gliders = Filter::default().with_kind(FlightKind::Gliding);
    assert_eq!(found(&gliders).len(), 5);
    assert_eq!(found(&gliders.with_years(2025..=2025)), ["HS16B-2025-01-06"]);
}

#[test]
fn the_tables_are_written_as_they_are_loaded() {
    let catalogue = Catalogue::public().unwrap();
    let again = Catalogue::from_csv(reports_csv(catalogue.flights()), estimates_csv(catalogue.flights()));
    assert_eq!(again.unwrap(), catalogue);
    let own = Catalogue::from_csv(REPORTS, ESTIMATES).unwrap();
    let text = reports_csv(own.flights());
    assert!(text.contains("\"with a comma, and a \"\"quote\"\"\""), "{text}");
    let again = Catalogue::from_csv(text, estimates_csv(own.flights())).unwrap();
    assert_eq!(again, own);
    // A name with the sign of a remark is not written as one.
    let odd = Catalogue::default().with_reports("r.csv", REPORTS.replace("B,2024", "\"#B\",2024")).unwrap();
    let again = Catalogue::default().with_reports("r.csv", reports_csv(odd.flights())).unwrap();
    assert_eq!(again, odd);
    assert_eq!(reports_csv(std::iter::empty::<&Flight>()).lines().count(), 1);
    // The header is the schema, and the public tables have all of it.
    for (text, columns) in [
        (include_str!("../../src/catalogue/reports.csv"), Catalogue::report_columns()),
        (include_str!("../../src/catalogue/estimates.csv"), Catalogue::estimate_columns()),
    ] {
        let header = text.lines().find(|line| !line.starts_with('#')).unwrap();
        assert_eq!(header, columns.iter().map(|column| column.name).collect::<Vec<_>>().join(","));
    }
}

/// What only belongs to the flight may stand in any of its rows, once.
#[test]
fn a_flight_is_described_once() {
    let header = "flight,date,missile,reporter,apogee,ground_range,flight_time,note,source,country,kind,\
                  launch_place,launch_latitude_deg,launch_longitude_deg,launch_azimuth_deg,seen,as_printed,doubt\n";
    let row =
        |(i, rest): (usize, &&str)| format!("A,2017-07-04,Alpha,source {i},1 km,2 km,,,a paper,{rest}\n");
    let read = |rows: &[&str]| {
        let rows: String = rows.iter().enumerate().map(row).collect();
        Catalogue::default().with_reports("r.csv", format!("{header}{rows}"))
    };
    let whole = "Atlantis,failed lofted,The Pier,39.5,-125.25,86,excerpt,half a mile,too low";
    for rows in [[whole, ",,,,,,,,"], [",,,,,,,,", whole], [whole, whole]] {
        let catalogue = read(&rows).unwrap();
        let [flight] = catalogue.flights() else { panic!("{catalogue:?}") };
        assert_eq!((flight.country.as_str(), flight.launch_azimuth_deg), ("Atlantis", Some(86.0)));
        assert_eq!(flight.kinds, [FlightKind::Lofted, FlightKind::Failed]);
        let place = flight.launch_place.as_ref().unwrap();
        assert_eq!(place.to_string(), "The Pier (39.5° N, -125.25° E)");
        let seen: Vec<_> = flight.reports.iter().map(|report| report.seen).collect();
        assert!(seen.contains(&Some(Seen::Excerpt)));
        assert!(
            flight
                .reports
                .iter()
                .any(|report| report.as_printed == "half a mile" && report.doubt == "too low")
        );
        assert!(flight.is_ballistic());
    }
    for (rest, message) in [
        (
            "Mu,,,,,,,,",
            "column country: flight A is here \"Mu\" and was \"Atlantis\" before; all rows of a flight say the same",
        ),
        (
            ",lofted,,,,,,,",
            "column kind: flight A is here \"lofted\" and was \"lofted failed\" before; all rows of a flight say the same",
        ),
        (
            ",,,1,2,,,,",
            "column launch_place: flight A is here \"1° N, 2° E\" and was \"The Pier (39.5° N, -125.25° E)\" before; all rows of a flight say the same",
        ),
        (
            ",,,,,87,,,",
            "column launch_azimuth_deg: flight A is here \"87\" and was \"86\" before; all rows of a flight say the same",
        ),
        (
            ",loft,,,,,,,",
            "column kind: \"loft\" is none of the words of this column; write lofted, near_standard, not_spent, failed, quasi_ballistic or gliding, \
             several with a space between them",
        ),
        (",failed failed,,,,,,,", "column kind: the cell has \"failed\" twice; keep one"),
        (
            ",,,91,0,,,,",
            "column launch_latitude_deg: \"91\" is not a number from -90 to 90; write it plainly, without a comma or a unit, as in 39.5",
        ),
        (
            ",,,1,,,,,",
            "column launch_longitude_deg: a place has a latitude and a longitude; fill both or neither",
        ),
        (
            ",,,,1,,,,",
            "column launch_latitude_deg: a place has a latitude and a longitude; fill both or neither",
        ),
        (
            ",,,,,86°,,,",
            "column launch_azimuth_deg: \"86°\" is not a number from 0 to 360; write it plainly, without a comma or a unit, as in 85",
        ),
        (
            ",,,,,NaN,,,",
            "column launch_azimuth_deg: \"NaN\" is not a number from 0 to 360; write it plainly, without a comma or a unit, as in 85",
        ),
        (
            ",,,,,,well,,",
            "column seen: \"well\" is none of the words of this column; write whole, excerpt, field, unchecked or lost",
        ),
    ] {
        refused(read(&[whole, rest]), &format!("r.csv, line 3, {message}"));
    }
}

/// The kind of a published range follows from its ends, or agrees with them.
#[test]
fn a_published_range_is_of_the_kind_of_its_ends() {
    let header = "flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source,figure,payload_kg,hearsay,\
                  from_apogee,from_ground_range,from_flight_time\n";
    let read = |ends: &str, rest: &str| {
        let catalogue = Catalogue::default().with_reports("r.csv", REPORTS).unwrap();
        catalogue.with_estimates("e.csv", format!("{header}A,{ends},one,,no,a paper,{rest}\n"))
    };
    let first = |ends: &str, rest: &str| read(ends, rest).unwrap().flights()[0].estimates[0].clone();
    for (ends, kind) in [
        ("5,5", FigureKind::Point),
        ("5,6", FigureKind::Band),
        ("5,", FigureKind::Bound),
        (",5", FigureKind::Bound),
    ] {
        for rest in [",,,,,".to_owned(), format!("{kind},,,,,")] {
            assert_eq!(first(ends, &rest).figure, kind);
        }
        assert_eq!(first(ends, "class,,,,,").figure, FigureKind::Class);
        assert_eq!(first(ends, ",,,,,").counts(), kind == FigureKind::Point);
    }
    let whole = first("5,5", "point,150.5,yes,\"2,802 km\",930 km,");
    assert_eq!((whole.payload_kg, whole.is_hearsay, whole.counts()), (Some(150.5), true, false));
    assert_eq!(whole.made_from.unwrap().to_string(), "apogee 2,802 km, ground range 930 km");
    for (ends, rest, message) in [
        ("5,6", "point,,,,,", "column figure: a point has two equal ends; correct the ends, or write band"),
        (
            "5,5",
            "band,,,,,",
            "column figure: a band has two different ends; correct the ends, or write point",
        ),
        ("5,6", "bound,,,,,", "column figure: a bound has one end; correct the ends, or write band"),
        (
            "5,5",
            "guess,,,,,",
            "column figure: \"guess\" is none of the words of this column; write point, band, bound or class",
        ),
        (
            "5,5",
            ",1 t,,,,",
            "column payload_kg: \"1 t\" is not a number from 0 to 1000000; write it plainly, without a comma or a unit, as in 85",
        ),
        ("5,5", ",,no,,,", "column hearsay: \"no\" is none of the words of this column; write yes"),
        (
            "5,5",
            ",,,930 km,,",
            "column from_apogee: the apogee alone gives no range; add the ground range or the flight time",
        ),
    ] {
        let error = read(ends, rest).unwrap_err().to_string();
        assert!(error.starts_with("e.csv, line 2, column"), "{error}");
        if rest != ",,,930 km,," {
            assert_eq!(error, format!("e.csv, line 2, {message}"));
        }
    }
}

#[test]
fn its_observations_are_what_the_rest_of_the_crate_takes() {
    let catalogue = Catalogue::public().unwrap();
    let observation = |id: &str, reporter: &str| {
        let flight = catalogue.flight(id).unwrap();
        flight.reports.iter().find(|report| report.reporter == reporter).unwrap().observation.unwrap()
    };
    let march = observation("ICBM-2022-03-24", "KCNA");
    assert_eq!(consistency(&march).unwrap().verdict, Verdict::Impossible);
    let july = estimate(
        &observation("HS14-2017-07-04", "KCNA"),
        &Model::default().with_method(lofted::Method::AnalyticBoost),
    )
    .unwrap();
    assert!((july.range_km().unwrap() - 6_746.0).abs() < WHOLE_AS_STATED);
}

#[test]
fn tables_of_ones_own() {
    let catalogue = Catalogue::from_csv(REPORTS, ESTIMATES).unwrap();
    let [a, b] = catalogue.flights() else { panic!("{catalogue:?}") };
    assert_eq!(a.reports[1].note, "with a comma, and a \"quote\"");
    assert_eq!(a.reports[1].ground_range.unwrap().to_string(), "930 km");
    assert!(a.reports[1].observation.is_none() && a.reports[1].is_recalled && !a.reports[0].is_recalled);
    assert!(b.reports[0].apogee.is_none() && !b.reports[0].is_recalled, "an address is not a confession");
    assert_eq!(b.date.to_string(), "2024-02-29");
    let recalled: Vec<_> = a.estimates.iter().map(|estimate| estimate.is_recalled).collect();
    assert_eq!(recalled, [false, true, false, false]);
    let rotations: Vec<_> = a.estimates.iter().map(|estimate| estimate.earth_rotation.to_string()).collect();
    assert_eq!(rotations, ["no", "unspecified", "yes", "no"]);

    // Beside the public ones, and joining one of them.
    let own = REPORTS.replace("A,2017-07-04,Alpha,JCS", "HS14-2017-07-04,2017-07-04,Hwasong-14,me");
    let public = Catalogue::public().unwrap();
    let reports = |catalogue: &Catalogue| catalogue.flight("HS14-2017-07-04").unwrap().reports.len();
    let joined = public.clone().with_reports("mine.csv", own).unwrap();
    assert_eq!(joined.flights().len(), public.flights().len() + 2);
    assert_eq!(reports(&joined), reports(&public) + 1);
}

#[test]
fn the_form_of_the_file_does_not_matter() {
    let plain = Catalogue::from_csv(REPORTS, ESTIMATES).unwrap();
    let forms: [fn(&str) -> String; 5] = [
        |text| format!("\u{feff}{text}"),
        |text| text.replace('\n', "\r\n"),
        |text| text.replace(',', ", ").replace(", \"", ",\"").replace("2, 802", "2,802").replace(",  ", ", "),
        |text| text.replace('\n', "\n\n# between\n"),
        |text| text.trim_end().to_owned(),
    ];
    for form in forms {
        assert_eq!(Catalogue::from_csv(form(REPORTS), form(ESTIMATES)).unwrap(), plain);
    }
    // Columns in another order, and empty ones without a name, as spreadsheets leave them.
    let more: String = REPORTS
        .lines()
        .map(|line| match line.split_once(',') {
            Some((flight, rest)) => format!("{rest},{flight},,\n"),
            None => format!("{line}\n"),
        })
        .collect();
    assert_eq!(Catalogue::from_csv(more, ESTIMATES).unwrap(), plain);
}

#[test]
fn a_header_that_lacks_a_column() {
    let needed = "flight, date, missile, reporter, apogee, ground_range, flight_time, note, source";
    reports(
        (",note,source\n", ",note,sauce\n"),
        &format!("r.csv, line 2, column source: the header has no such column; it needs {needed}"),
    );
    reports(
        (",note,source\n", ",source,source\n"),
        &format!("r.csv, line 2, column note: the header has no such column; it needs {needed}"),
    );
    reports(
        ("flight,date", "flight,note"),
        &format!("r.csv, line 2, column date: the header has no such column; it needs {needed}"),
    );
    refused(
        Catalogue::default().with_reports("r.csv", REPORTS.replace("source\n", "source,apogee\n")),
        "r.csv, line 2, column apogee: the header has this column twice; keep one",
    );
    for empty in ["", "\n\n", "# only a remark\n"] {
        let error = Catalogue::default().with_reports("r.csv", empty).unwrap_err();
        assert!(error.to_string().contains("column flight: the header has no such column"), "{error}");
    }
}

#[test]
fn rows_that_do_not_fit() {
    let advice = "put a cell with a comma in it between quotation marks, close them, and keep the commas of empty cells";
    reports(
        ("\"2,802 km\"", "2,802 km"),
        &format!("r.csv, line 3: the row has 10 cells and the header 9; {advice}"),
    );
    reports((",no figures,", ","), &format!("r.csv, line 5: the row has 8 cells and the header 9; {advice}"));
    // A quotation mark that is never closed swallows what follows.
    reports(
        ("39 min,,a paper", "39 min,,\"a paper"),
        &format!("r.csv, line 3: the row has 11 cells and the header 9; {advice}"),
    );
    reports(
        (",recalled\n", ",\"recalled\n"),
        "r.csv, line 4, column source: the cell runs over the end of a line; a quotation mark may not be closed",
    );
    let latin = [REPORTS.as_bytes(), b"C,2024-02-29,Fus\xe9e,JCS,,,,,a paper\n"].concat();
    let error = Catalogue::default().with_reports("r.csv", latin).unwrap_err();
    assert!(matches!(error, Error::CatalogueTable { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "r.csv: line 6 is not in UTF-8; save it as comma-separated values in UTF-8"
    );
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (gap, line) in [("", 5), ("\n", 6), ("# x\n# y\n\n", 8), ("\n# x\n", 7)] {
        for ending in ["\n", "\r\n"] {
            let text = REPORTS.replace("B,2024-02-29", &format!("{gap}B,2024-02-30")).replace('\n', ending);
            let error = Catalogue::default().with_reports("r.csv", text).unwrap_err();
            assert!(error.to_string().starts_with(&format!("r.csv, line {line}, column date")), "{error}");
        }
    }
    // A cell of the last row that spans lines is refused where its row begins.
    let text = REPORTS.replace("no figures", "\"no\nfigures\"");
    let error = Catalogue::default().with_reports("r.csv", text).unwrap_err();
    assert!(error.to_string().starts_with("r.csv, line 5, column note"), "{error}");
}

#[test]
fn cells_that_are_empty_and_may_not_be() {
    for (from, to, line, column, what) in [
        (
            "A,2017-07-04,Alpha,KCNA",
            ",2017-07-04,Alpha,KCNA",
            3,
            "flight",
            "the name of the flight; in the public table it ends in the date",
        ),
        ("B,2024-02-29", "B,", 5, "date", "the day of the flight, in its local time"),
        ("Beta", " ", 5, "missile", "the name of the missile, as far as it is known"),
        ("KCNA", "", 3, "reporter", "the authority that reported the figures"),
        ("a paper", "", 3, "source", "where the row was read, so that others can"),
    ] {
        reports(
            (from, to),
            &format!("r.csv, line {line}, column {column}: the cell is empty; it has to say {what}"),
        );
    }
    for (from, to, line, column, what) in [
        ("A,5500", ",5500", 3, "flight", "the name of the flight in the table of reports"),
        ("three", "", 4, "estimated_by", "the author of the estimate"),
        ("yes,a paper", "yes,", 4, "source", "where the row was read, so that others can"),
    ] {
        estimates(
            (from, to),
            &format!("e.csv, line {line}, column {column}: the cell is empty; it has to say {what}"),
        );
    }
}

#[test]
fn dates_that_never_were() {
    for (text, days) in [
        ("2024-02-30", 29),
        ("2023-02-29", 28),
        ("1900-02-29", 28),
        ("2024-04-31", 30),
        ("2024-01-32", 31),
        ("2024-01-00", 31),
    ] {
        reports(
            ("2024-02-29", text),
            &format!("r.csv, line 5, column date: there is no {text}; that month has {days} days"),
        );
    }
    for text in [
        "29 Feb 2024",
        "2024-2-29",
        "2024-02-29T00:00",
        "29-02-2024",
        "2024/02/29",
        "2024-13-01",
        "2024-00-01",
        "1899-12-31",
        "+024-02-29",
        "２０２４-02-29",
        "-2024-02-29",
        "2024-02",
    ] {
        reports(
            ("2024-02-29", text),
            &format!(
                "r.csv, line 5, column date: \"{text}\" is no date; write year, month and day, as in 2017-07-04, \
                 the year from 1900 on, the month from 01 to 12"
            ),
        );
    }
    let leap = REPORTS.replace("2024-02-29", "2000-02-29");
    assert_eq!(Catalogue::default().with_reports("r.csv", leap).unwrap().flights()[1].date.year(), 2000);
}

#[test]
fn figures_that_are_not_understood_or_belong_to_no_flight() {
    reports(
        ("933 km", "933 klicks"),
        "r.csv, line 3, column ground_range: cannot read \"933 [klicks]\" as a figure: that is no unit known here; \
         write km, m, miles, nautical miles, feet, h, min, s, or for a speed m/s, km/s, km/h or mph, after the number",
    );
    reports(
        ("39 min", "39 km"),
        "r.csv, line 3, column flight_time: the flight time was given in km; it is a time: give it in min or s",
    );
    reports(
        ("930 km", "21000 miles"),
        "r.csv, line 4, column ground_range: the ground range is 21000 mi; the greatest there is, half the circumference \
         of the Earth, is 12436.8 mi: give the shorter way round",
    );
    reports(
        ("\"2,802 km\"", "0 km"),
        "r.csv, line 3, column apogee: the apogee is 0 km; a flight has more than that: leave it out if nobody reported it",
    );
}

#[test]
fn rows_that_do_not_agree() {
    reports(
        ("A,2017-07-04,Alpha,JCS", "A,2017-07-05,Alpha,JCS"),
        "r.csv, line 4, column date: flight A is here \"2017-07-05\" and was \"2017-07-04\" before; \
         all rows of a flight say the same",
    );
    reports(
        ("A,2017-07-04,Alpha,JCS", "A,2017-07-04,Beta,JCS"),
        "r.csv, line 4, column missile: flight A is here \"Beta\" and was \"Alpha\" before; \
         all rows of a flight say the same",
    );
    estimates(
        ("A,5500", "C,5500"),
        "e.csv, line 3, column flight: no report is of a flight \"C\"; load its reports first, or correct the name",
    );
}

#[test]
fn ranges_that_are_none() {
    estimates(
        ("A,5500,,", "A,,,"),
        "e.csv, line 3, column range_km_low: both ends of the range are empty; give one at least",
    );
    estimates(
        ("7000,10000", "10000,7000"),
        "e.csv, line 5, column range_km_high: the range runs from 10000 km to 7000 km; the smaller end comes first",
    );
    for text in ["0", "-1", "NaN", "inf", "6700 km", "6.700.0", "about 6700"] {
        estimates(
            ("A,,7000", &format!("A,,{text}")),
            &format!(
                "e.csv, line 4, column range_km_high: \"{text}\" is no range; write km as a plain number above zero, without a comma, \
                 as in 6700, or leave an open end empty"
            ),
        );
    }
    for text in ["", "true", "Yes"] {
        estimates(
            (",yes,", &format!(",{text},")),
            &format!(
                "e.csv, line 4, column earth_rotation: \"{text}\" does not say whether the Earth turned in the \
                 estimate; write yes, no or unspecified"
            ),
        );
    }
}

proptest! {
    #![proptest_config(config(2_000, SEED))]

    #[test]
    fn a_damaged_table_loads_or_is_refused(
        at in any::<prop::sample::Index>(), length in 0_usize..20, bytes in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut table = REPORTS.as_bytes().to_vec();
        let at = at.index(table.len());
        let end = (at + length).min(table.len());
        table.splice(at..end, bytes);
        match Catalogue::default().with_reports("r.csv", &table) {
            Ok(catalogue) => prop_assert!(catalogue.flights().iter().all(|flight| !flight.reports.is_empty())),
            Err(
                Error::CatalogueCell { line, .. } | Error::CatalogueRow { line, .. },
            ) => prop_assert!((1..=20).contains(&line)),
            Err(Error::CatalogueTable { problem, .. }) => prop_assert!(problem.ends_with("is not in UTF-8")),
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }
}
