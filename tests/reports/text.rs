//! Figures from text and back: which texts are read, and which are refused and where.

use std::collections::HashSet;

use crate::common::seeded::{SEED, config};
use crate::common::tables::{number, rows};
use crate::common::tolerance::FIGURE_RELATIVE;
use lofted::{Error, Observation, Reported, ReportedBounds};
use proptest::prelude::*;

/// The number of figures of the public record: a flight that is added changes it.
const FIGURES_OF_THE_RECORD: usize = 293;

/// Returns the text with its escapes replaced.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, length) = match after.as_bytes()[0] {
            b't' => ('\t', 1),
            b'n' => ('\n', 1),
            b'r' => ('\r', 1),
            b'u' => {
                let end = after.find('}').unwrap();
                (char::from_u32(u32::from_str_radix(&after[2..end], 16).unwrap()).unwrap(), end + 1)
            }
            other => panic!("escape {other} in {text}"),
        };
        out.push(c);
        rest = &after[length..];
    }
    out + rest
}

/// Returns the wording in the print.
fn kind(printed: &str) -> &'static str {
    match printed.split(' ').next().unwrap() {
        "about" => "about",
        "more" => "at_least",
        "up" => "at_most",
        "between" => "interval",
        _ if printed.contains('±') => "tolerance",
        _ => "plain",
    }
}

fn is_near(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= FIGURE_RELATIVE * expected.abs()
}

#[test]
fn every_phrasing_is_read_as_its_row_says() {
    let table = rows("phrasings.csv");
    assert!(table.len() >= 150);
    let texts: HashSet<_> = table.iter().map(|row| &row["text"]).collect();
    assert_eq!(texts.len(), table.len(), "a phrasing stands there twice");
    for row in &table {
        let text = unescaped(&row["text"]);
        let reported: Reported = text.parse().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(reported.to_string(), row["printed"], "{text:?}");
        assert_eq!(kind(&row["printed"]), row["kind"], "{text:?}");
        assert_eq!(reported.unit().symbol(), row["unit"], "{text:?}");
        assert_eq!(reported.is_one_sided(), matches!(row["kind"].as_str(), "at_least" | "at_most"));
        let ReportedBounds { low, high, .. } = reported.bounds();
        assert!(is_near(reported.value(), number(row, "value")), "{text:?}: {}", reported.value());
        assert!(is_near(low, number(row, "low")), "{text:?}: {low}");
        match (high, row["high"].as_str()) {
            (None, "") => {}
            (Some(high), expected) if !expected.is_empty() => {
                assert!(is_near(high, number(row, "high")), "{text:?}: {high}");
            }
            other => panic!("{text:?}: {other:?}"),
        }
        assert_eq!(row["printed"].parse(), Ok(reported), "{text:?}");
    }
}

#[test]
fn every_refusal_states_the_place_and_the_reason() {
    let table = rows("refusals.csv");
    assert!(table.len() >= 60);
    for row in &table {
        let text = unescaped(&row["text"]);
        let error = match text.parse::<Reported>() {
            Ok(reported) => panic!("{text:?} was read as {reported}"),
            Err(error) => error,
        };
        let message = error.to_string();
        assert!(!message.contains('\n'), "{message:?} is more than a line");
        // A message does not escape a no-break space, but the table has to.
        let marked = row["marked"].replace("\\u{a0}", "\u{a0}");
        assert!(
            message.starts_with(&format!("cannot read \"{marked}\" as a figure: ")),
            "{text:?}: {message}"
        );
        assert!(message.contains(&row["reason"]), "{text:?}: {message}");
        let Error::UnreadableFigure { text: kept, start, end, problem, remedy } = error else {
            panic!("{text:?}: {error:?}");
        };
        assert_eq!(kept, text);
        assert!(text.get(start..end).is_some(), "{text:?}: {start}..{end}");
        assert!(message.ends_with(&format!("{problem}; {remedy}")));
    }
}

#[test]
fn every_published_figure_is_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalogue/reports.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).unwrap();
    let rows: Vec<std::collections::HashMap<String, String>> =
        reader.deserialize().map(|row| row.unwrap()).collect();
    let mut read = 0;
    for row in &rows {
        for column in ["apogee", "ground_range", "flight_time"] {
            let text = &row[column];
            if !text.is_empty() {
                let reported: Reported = text.parse().unwrap_or_else(|error| panic!("{column}: {error}"));
                // The print may have other words, but is the same figure.
                assert_eq!(reported.to_string().parse(), Ok(reported), "{text}");
                read += 1;
            }
        }
    }
    assert_eq!(
        read, FIGURES_OF_THE_RECORD,
        "the public record has other figures: write their count into FIGURES_OF_THE_RECORD in tests/reports/text.rs"
    );
}

#[test]
fn too_long_a_text_is_refused_by_its_length_alone() {
    let long = format!("{}37 min", " ".repeat(194));
    assert_eq!(long.parse(), Ok(Reported::min(37.0)));
    let longer = format!("é 37 min{}", " ".repeat(193));
    let error = longer.parse::<Reported>().unwrap_err();
    let beginning = format!("cannot read \"é 37 min{}[?]\" as a figure", " ".repeat(32));
    assert!(error.to_string().starts_with(&beginning), "{error}");
    assert!(error.to_string().contains("longer than the 200 characters"), "{error}");
    assert!("9".repeat(1_000_000).parse::<Reported>().unwrap_err().to_string().len() < 200);
}

#[test]
fn units_are_converted_to_si() {
    for (text, metres) in [
        ("100 km", 100e3),
        ("100,000 m", 100e3),
        ("100 miles", 160_934.4),
        ("100 nautical miles", 185_200.0),
        ("100,000 feet", 30_480.0),
    ] {
        let observation = Observation::builder()
            .apogee(text.parse().unwrap())
            .flight_time("1 h".parse().unwrap())
            .build()
            .unwrap();
        assert!(is_near(observation.apogee_altitude_m().unwrap().value, metres), "{text}");
        let time = observation.flight_time_s().unwrap();
        assert_eq!((time.value, time.low, time.high), (3_600.0, 1_800.0, Some(5_400.0)));
    }
}

#[test]
fn a_number_and_its_shortest_print_are_one_figure() {
    assert_eq!("2,802 km".parse(), Ok(Reported::km(2_802.0)));
    assert_eq!("about 37.5 min".parse(), Ok(Reported::min(37.5).about()));
    assert_eq!("4,052 ± 1.5 s".parse(), Ok(Reported::s(4_052.0).plus_or_minus(1.5)));
    assert_eq!("45 to 50 min".parse(), Ok(Reported::min(45.0).up_to(50.0)));
    assert_ne!("37.0 min".parse(), Ok(Reported::min(37.0)));
    // A figure that was not read from a text prints as well.
    let apart: Reported = "47 min 12 s".parse().unwrap();
    assert_eq!(apart.up_to(f64::NAN).to_string(), "between 47 min 12 s and NaN s");
    assert_eq!(apart.up_to(1e300 / 3.0).to_string().matches("between 47 min 12 s and 333,").count(), 1);
}

/// Draws a number as printed, with or without commas, of at most fifteen digits.
fn printed_number() -> impl Strategy<Value = String> {
    (0_u64..1_000_000_000, 0_usize..6, any::<bool>()).prop_map(|(digits, decimals, is_grouped)| {
        let scale = 10_u64.pow(decimals as u32);
        let mut whole = (digits / scale).to_string();
        if is_grouped {
            for at in
                (1..whole.len()).rev().filter(|at| (whole.len() - at).is_multiple_of(3)).collect::<Vec<_>>()
            {
                whole.insert(at, ',');
            }
        }
        let rest = if decimals > 0 { format!(".{:0decimals$}", digits % scale) } else { String::new() };
        whole + &rest
    })
}

fn phrasing() -> impl Strategy<Value = String> {
    let unit = || prop::sample::select(vec!["km", "m", "miles", "nautical miles", "feet", "h", "min", "s"]);
    let lead = prop::sample::select(vec!["", "about ", "~", "more than ", "well over ", "up to ", "≤ "]);
    prop_oneof![
        (lead.clone(), printed_number(), unit())
            .prop_map(|(lead, number, unit)| format!("{lead}{number} {unit}")),
        (lead.clone(), 0_u32..100, 0_u32..60, 0_u32..60)
            .prop_map(|(lead, h, min, s)| format!("{lead}{h} h {min} min {s} s")),
        (lead.clone(), 0_u32..3_000, 0_u32..60_000).prop_map(|(lead, min, ms)| format!(
            "{lead}{min} min {}.{:03} s",
            ms / 1_000,
            ms % 1_000
        )),
        (lead, 0_u32..100, 0_u32..60).prop_map(|(lead, h, min)| format!("{lead}{h} h {min} min")),
        (0_u32..100, 0_u32..60).prop_map(|(min, s)| format!("{min}:{s:02}")),
        (printed_number(), unit(), printed_number(), unit(), 0..2)
            .prop_map(|(a, u, b, v, which)| format!("{a} {u} {} {b} {v}", ["to", "±"][which as usize])),
        (0_u32..100, 0_u32..100, 0_u32..60)
            .prop_map(|(a, min, s)| format!("between {a} s and {min} min {s} s")),
        (printed_number(), printed_number(), unit()).prop_map(|(a, b, unit)| format!("{a} ± {b} {unit}")),
    ]
}

/// Draws characters that occur in figures, and some that do not.
fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            " ",
            ",",
            ".",
            ":",
            "-",
            "–",
            "±",
            "+/-",
            "~",
            ">",
            "<=",
            "'",
            "\u{a0}",
            "\u{2009}",
            "%",
            "e",
            "(",
            "㎞",
            "about",
            "more than",
            "up to",
            "between",
            "and",
            "from",
            "to",
            "or",
            "more",
            "give or take",
            "well",
            "km",
            "m",
            "min",
            "s",
            "h",
            "miles",
            "nautical",
            "0",
            "1",
            "60",
            "2802",
            "000",
            "５",
            "－",
            "NaN",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        printed_number(),
    ]
}

/// Checks that a text gives a figure that reads back, or an error that marks a place in it.
fn holds(text: &str) -> Result<(), TestCaseError> {
    match text.parse::<Reported>() {
        Ok(reported) => {
            let ReportedBounds { low, high, .. } = reported.bounds();
            prop_assert!(
                low >= 0.0 && low <= reported.value() && high.is_none_or(|high| high >= reported.value())
            );
            let printed = reported.to_string();
            let again = printed.parse::<Reported>();
            prop_assert_eq!(again.as_ref(), Ok(&reported), "{:?} printed as {:?}", text, printed);
            prop_assert_eq!(again.unwrap().to_string(), printed);
        }
        Err(Error::UnreadableFigure { text: kept, start, end, .. }) => {
            prop_assert!(text.starts_with(&kept));
            prop_assert!(start <= end && kept.get(start..end).is_some(), "{:?}: {}..{}", text, start, end);
        }
        Err(other) => prop_assert!(false, "{:?}: {:?}", text, other),
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(4_000, SEED))]

    #[test]
    fn text_figure_text_is_the_identity(text in phrasing()) {
        let is_interval = text.contains(" to ") || text.contains("±") || text.contains("between");
        let read = text.parse::<Reported>();
        prop_assert!(is_interval || read.is_ok(), "{:?}: {:?}", text, read);
        holds(&text)?;
    }

    #[test]
    fn numbers_are_read_as_the_language_reads_them(text in printed_number()) {
        let reported: Reported = format!("{text} km").parse().unwrap();
        prop_assert_eq!(reported.value(), text.replace(',', "").parse::<f64>().unwrap());
    }

    #[test]
    fn figures_given_as_numbers_read_back(
        digits in 0_u64..1_000_000_000_000_000, decimals in 0_u32..15, which in 0..6, other in 0_u64..100_000_000,
    ) {
        let value = digits as f64 / 10_f64.powi(decimals as i32);
        let km = Reported::km(value);
        let reported = match which {
            0 => km,
            1 => km.about(),
            2 => km.at_least(),
            3 => km.at_most(),
            4 => km.plus_or_minus(other as f64 / 100.0),
            _ => Reported::min((other / 7) as f64 / 100.0).up_to(other as f64 / 100.0),
        };
        prop_assert_eq!(reported.to_string().parse(), Ok(reported), "{}", reported);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn no_pieces_of_figures_make_the_reader_panic(pieces in prop::collection::vec(fragment(), 0..10)) {
        holds(&pieces.concat())?;
        holds(&pieces.join(" "))?;
    }

    #[test]
    fn no_changed_figure_makes_the_reader_panic(
        text in phrasing(), at in any::<prop::sample::Index>(), piece in fragment(), which in 0..3,
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        match which {
            0 => { characters.remove(at); }
            1 => characters.splice(at..at, piece.chars()).for_each(drop),
            _ => characters.splice(at..=at, piece.chars()).for_each(drop),
        }
        holds(&characters.into_iter().collect::<String>())?;
    }
}
