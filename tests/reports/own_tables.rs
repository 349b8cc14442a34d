//! Tables of one's own: their words are kept, what no table can have is refused, and what the
//! public record does not take is an objection.

use crate::common::tolerance::TENTHS_AS_STATED;
use lofted::Reported;
use lofted::catalogue::{Catalogue, FlightKind, Objection, estimates_csv, reports_csv};

const HEADER: &str = "flight,date,missile,reporter,apogee,ground_range,flight_time,note,source,country,kind,seen,doubt,as_printed\n";

/// Returns the catalogue of a row for each text, which begins with the reporter.
fn read(rows: &[&str]) -> Result<Catalogue, lofted::Error> {
    let rows: String = rows.iter().map(|row| format!("X-2024-02-29,2024-02-29,unnamed,{row}\n")).collect();
    Catalogue::default().with_reports("r.csv", format!("{HEADER}{rows}"))
}

const RANGES: &str = "\
flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source,seen,from_apogee,from_ground_range,from_flight_time
X-2024-02-29,1200,,one,,no,a paper,whole,some 640 km,,14 minutes
";

/// The words of a cell come back in the table that is written, whether or not `as_printed` is
/// filled, and stand in for it where it is empty.
#[test]
fn the_words_of_the_cells_are_kept() {
    for (as_printed, words) in [("", "some 640 km; 14 minutes"), ("half the Moon", "half the Moon")] {
        let row = format!("one,some 640 km,480 km,14 minutes,,a paper,Atlantis,lofted,whole,,{as_printed}");
        let catalogue = read(&[&row]).unwrap().with_estimates("e.csv", RANGES).unwrap();
        let report = &catalogue.flights()[0].reports[0];
        assert_eq!(report.apogee, Some(Reported::km(640.0).about()));
        assert_eq!((report.as_printed.as_str(), report.words_of_source().as_str()), (as_printed, words));
        let table = reports_csv(catalogue.flights());
        assert!(table.contains(",some 640 km,480 km,14 minutes,"), "{table}");
        let estimates = estimates_csv(catalogue.flights());
        assert!(estimates.contains(",some 640 km,,14 minutes,"), "{estimates}");
        assert_eq!(Catalogue::from_csv(&table, &estimates).unwrap(), catalogue);
    }
    // Where nothing differs there are no other words.
    let plain = read(&["one,about 640 km,480 km,14 min,,a paper,,,,,"]).unwrap();
    assert_eq!(plain.flights()[0].reports[0].words_of_source(), "");
    // A figure that was changed since is written as it is now.
    let mut changed = read(&["one,some 640 km,some 480 km,,,a paper,,,,,"]).unwrap().flights()[0].clone();
    changed.reports[0].apogee = Some(Reported::km(650.0));
    changed.reports[0].flight_time = Some(Reported::min(14.0));
    assert!(reports_csv([&changed]).contains(",650 km,some 480 km,14 min,"), "{}", reports_csv([&changed]));
    assert_eq!(changed.reports[0].words_of_source(), "some 480 km");
}

/// Every cell of the public tables is written as it stands there.
#[test]
fn the_public_tables_are_written_cell_by_cell() {
    let catalogue = Catalogue::public().unwrap();
    let (text, table) = (include_str!("../../src/catalogue/reports.csv"), reports_csv(catalogue.flights()));
    let [before, after] = [text, &table].map(|text| {
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let figures = ["apogee", "ground_range", "flight_time"]
            .map(|name| header.iter().position(|column| column == name).unwrap());
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| {
                let row = row.unwrap();
                [0, 9].into_iter().chain(figures).map(|index| row[index].to_owned()).collect()
            })
            .collect();
        // Rows of one flight are written together.
        rows.sort();
        rows
    });
    assert_eq!(before, after);
}

#[test]
fn columns_that_no_table_has_are_refused() {
    let columns: Vec<&str> = Catalogue::report_columns().iter().map(|column| column.name).collect();
    let all = format!("leave it out; the columns are {}", columns.join(", "));
    let row = "X-2024-02-29,2024-02-29,unnamed,me,1 km,,,,a paper,,";
    for (name, remedy) in [
        ("as_print", "write as_printed if that is meant, or leave the column out"),
        ("Country", "write country if that is meant, or leave the column out"),
        ("launch_azimuth", "write launch_azimuth_deg if that is meant, or leave the column out"),
        // The nearest name is there already.
        ("notes", &all),
        ("mood", &all),
        ("\"a\nb\"", &all),
    ] {
        let header = HEADER.trim_end().split(",country").next().unwrap();
        let table = format!("{header},{name},\n{row}\n");
        let error = Catalogue::default().with_reports("r.csv", table).unwrap_err().to_string();
        let shown = name.trim_matches('"').replace('\n', "\\n");
        assert_eq!(error, format!("r.csv, line 1, column {shown}: the table has no such column; {remedy}"));
    }
    // A name that is missing is named first.
    let error = Catalogue::default().with_reports("r.csv", "flight,mood\n").unwrap_err().to_string();
    assert!(error.starts_with("r.csv, line 1, column date: the header has no such column"), "{error}");
    // What stands under no name is not dropped.
    let table =
        HEADER.replace(",as_printed", ",") + "X-2024-02-29,2024-02-29,unnamed,me,1 km,,,,a paper,,,,,lost\n";
    assert_eq!(
        Catalogue::default().with_reports("r.csv", table).unwrap_err().to_string(),
        "r.csv, line 2, column 14: the header has no name above \"lost\"; write one, or empty the cell"
    );
}

#[test]
fn a_report_or_a_range_that_is_there_twice_is_refused() {
    let one = "one,about 640 km,480 km,,,a paper,,,,,";
    for again in [one, "one,some 640 km,480 km,,with a note,another paper,,,,,"] {
        assert_eq!(
            read(&[one, again]).unwrap_err().to_string(),
            "r.csv, line 3, column reporter: flight X-2024-02-29 has this report by \"one\" already; leave the row out, \
             or name both texts in one source"
        );
    }
    // Another authority, or other figures of the same, are other reports.
    for other in ["two,about 640 km,480 km,,,a paper,,,,,", "one,640 km,480 km,,,a paper,,,,,"] {
        assert_eq!(read(&[one, other]).unwrap().flights()[0].reports.len(), 2);
    }
    // The public flights printed and loaded again are not counted twice.
    let public = Catalogue::public().unwrap();
    let error = public.clone().with_reports("r.csv", reports_csv(public.flights())).unwrap_err().to_string();
    assert!(error.starts_with("r.csv, line 2, column reporter: "), "{error}");
    let error =
        public.clone().with_estimates("e.csv", estimates_csv(public.flights())).unwrap_err().to_string();
    assert!(error.starts_with("e.csv, line 2, column estimated_by: flight "), "{error}");
}

#[test]
fn kinds_that_exclude_each_other_are_refused() {
    use FlightKind::{Failed, Gliding, Lofted, NearStandard, NotSpent, QuasiBallistic};
    let excluded = [
        [Lofted, NearStandard],
        [Lofted, QuasiBallistic],
        [Lofted, Gliding],
        [NearStandard, QuasiBallistic],
        [NearStandard, Gliding],
    ];
    for one in FlightKind::ALL {
        for other in FlightKind::ALL.into_iter().filter(|other| *other != one) {
            let found = read(&[&format!("one,,,,,a paper,,{one} {other},,,")]);
            if excluded.contains(&[one, other]) || excluded.contains(&[other, one]) {
                assert_eq!(
                    found.unwrap_err().to_string(),
                    format!(
                        "r.csv, line 2, column kind: a flight is not both {one} and {other}; keep one of them"
                    )
                );
            } else {
                assert!([one, other].iter().any(|kind| matches!(kind, Failed | NotSpent | QuasiBallistic)));
                assert!(found.is_ok(), "{found:?}");
            }
        }
    }
    let error = read(&["one,,,,,a paper,,lofted;failed,,,"]).unwrap_err().to_string();
    assert!(error.contains("\"lofted;failed\" is none of the words"), "{error}");
    assert!(error.ends_with("quasi_ballistic or gliding, several with a space between them"), "{error}");
}

/// What only the public record asks for loads, and is an objection; nothing else is.
#[test]
fn the_record_objects_to_what_it_would_not_take() {
    let whole = "one,550 km,480 km,,,a paper,Atlantis,lofted,whole,,";
    let objections = |row: &str| read(&[row]).unwrap().flights()[0].objections();
    assert_eq!(objections(whole), []);
    assert_eq!(objections(&whole.replace("Atlantis", "")), [Objection::NoCountry]);
    assert_eq!(objections(&whole.replace("whole", "")), [Objection::NotSeen { rows: 1, of: 1 }]);
    let ranges = RANGES.replace(",whole,", ",,");
    let with_range = read(&[whole]).unwrap().with_estimates("e.csv", ranges).unwrap();
    assert_eq!(with_range.flights()[0].objections(), [Objection::NotSeen { rows: 1, of: 2 }]);
    let named = HEADER.to_owned() + "X,2024-02-29,unnamed," + whole + "\n";
    let named = Catalogue::default().with_reports("r.csv", named).unwrap();
    let [Objection::NameWithoutDay { date }] = named.flights()[0].objections()[..] else {
        panic!("{named:?}")
    };
    assert_eq!(date, named.flights()[0].date);

    // The apogee of the free arc of least energy over 480 km, on a sphere of 6,371 km, is 117.7 km.
    for (apogee_km, is_near, is_lofted) in [
        (85.0, false, false),
        (90.0, true, false),
        (145.0, true, false),
        (150.0, false, false),
        (175.0, false, false),
        (180.0, false, true),
    ] {
        for (kind, fits) in [
            ("", true),
            ("failed", true),
            ("near_standard", is_near),
            ("near_standard not_spent", is_near),
            ("lofted", is_lofted),
            ("failed lofted", is_lofted),
        ] {
            let row = format!("one,{apogee_km} km,480 km,,NOTE,a paper,Atlantis,{kind},whole,DOUBT,");
            let of = |note: &str, doubt: &str| objections(&row.replace("NOTE", note).replace("DOUBT", doubt));
            // Figures that are doubted or of a rival do not decide.
            assert_eq!(of("rival claim of another flight", ""), []);
            assert_eq!(of("", "too low"), []);
            match &of("", "")[..] {
                [] => assert!(fits, "{row}"),
                [Objection::KindDiffers { kind: found, apogee_over_least_energy, .. }] => {
                    assert!(!fits && kind.contains(found.name()), "{row}");
                    assert!((apogee_km / apogee_over_least_energy - 117.7).abs() < TENTHS_AS_STATED, "{row}");
                }
                other => panic!("{row}: {other:?}"),
            }
        }
    }
    // Without both figures nothing follows.
    for row in [
        "one,550 km,,,,a paper,Atlantis,near_standard,whole,,",
        "one,550 km,0 km,,,a paper,A,near_standard,whole,,",
    ] {
        assert_eq!(objections(row), [], "{row}");
    }
}
