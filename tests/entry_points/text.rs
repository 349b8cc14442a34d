//! Feeds the reader of figures: any text gives a figure that prints and reads back alike, or an
//! error that marks its place.

use lofted::{Error, Reported, ReportedBounds};

use super::slowest;
use super::source::{Source, one_clear_line};

/// Parts of phrasings, and texts that resemble them.
const PARTS: &[&str] = &[
    " ",
    "",
    "about ",
    "more than ",
    "up to ",
    "between ",
    " and ",
    " to ",
    "-",
    "–",
    "±",
    " ± ",
    "+",
    "over ",
    "nearly ",
    "at least ",
    "roughly ",
    "some ",
    "around ",
    "approximately ",
    "less than ",
    "from ",
    "km",
    " km",
    " m",
    " s",
    " min",
    " minutes",
    " h",
    "h",
    "m",
    "s",
    " miles",
    " nmi",
    " nautical miles",
    " feet",
    " ft",
    " seconds",
    " hours",
    ":",
    ",",
    ".",
    "'",
    "\u{a0}",
    "\u{202f}",
    "\u{2009}",
    "0",
    "1",
    "9",
    "00",
    "000",
    "37",
    "2,802",
    "930",
    "4052",
    "47",
    "12",
    "0.5",
    "1e5",
    "½",
    "NaN",
    "inf",
    "١",
    "٣",
    "ﬁ",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\n",
    "\t",
    "\r",
    "\0",
    "\u{1b}[31m",
    "(",
    ")",
    "~",
    ">",
    "<",
    "≈",
    "≤",
    "one",
    "a",
    "the ",
    "KM",
    "Min",
    "İ",
    "ß",
    "😀",
    "-0",
    "999999999999999",
    "9999999999999999",
    "0.000000000000001",
    "00000000000000000000",
    "half ",
    "hour",
    "%",
    "/",
    "\"",
];

/// Reads the text in one input as a figure.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let text = match source.byte() {
        // Any text at all.
        0..64 => String::from_utf8_lossy(source.rest()).into_owned(),
        // A figure as people print it, in words that may fit.
        64..128 => {
            let value = source.within(1e-3, 1e6);
            let decimals = source.below(4);
            let (before, after) = (source.one_of(PARTS), source.one_of(PARTS));
            let (unit, last) = (source.one_of(PARTS), source.one_of(PARTS));
            format!("{before}{value:.decimals$}{unit}{after}{last}")
        }
        128.. => (0..=source.below(12)).map(|_| source.one_of(PARTS)).collect(),
    };
    read(&text);
}

/// Reads any text and checks the figure or the error.
pub fn read(text: &str) {
    match slowest::of("Reported::from_str", || text.parse::<Reported>()) {
        Ok(figure) => is_sound(text, figure),
        Err(error) => {
            one_clear_line(&error.to_string(), &text);
            let Error::UnreadableFigure { text: kept, start, end, problem, remedy } = error else {
                panic!("{text:?}: {error:?}")
            };
            assert!(!problem.is_empty() && !remedy.is_empty(), "{text:?}");
            assert!(
                start <= end && end <= kept.len() && text.starts_with(&kept),
                "{text:?}: {start} to {end}"
            );
            assert!(kept.is_char_boundary(start) && kept.is_char_boundary(end), "{text:?}: {start} to {end}");
        }
    }
}

/// Checks that a figure has ordered, finite bounds and prints as text that reads back alike.
fn is_sound(text: &str, figure: Reported) {
    let printed = figure.to_string();
    one_clear_line(&printed, &text);
    assert_eq!(printed.parse(), Ok(figure), "{text:?} prints {printed:?}");
    let (value, ReportedBounds { low, high, .. }) = (figure.value(), figure.bounds());
    assert!(value.is_finite() && value >= 0.0, "{text:?}: {value}");
    assert!(low.is_finite() && low >= 0.0 && low <= value, "{text:?}: {low} of {value}");
    assert!(high.is_none_or(|high| high.is_finite() && high >= value), "{text:?}: {high:?} of {value}");
}
