//! The words of an answer for those who never met them.

/// The label of a line, and what it means.
const WORDS: [(&str, &str); 14] = [
    ("90 % interval", "By this method the true range lies in here with a probability of nine in ten."),
    ("68 % interval", "The same with a probability of about two in three."),
    (
        "class probability",
        "How likely each class is; classes are names for distances, and authorities differ.",
    ),
    ("global reach", "How likely the missile could come down anywhere on Earth."),
    ("reported", "The figures as they were read; check that they say what the source says."),
    ("outside the prior", "Almost no missile that the method holds possible flies this flight time."),
    (
        "simpler methods",
        "What a calculation with fewer facts gives from the same figures; they usually fall short.",
    ),
    ("this answer", "Many possible missiles, each fitted to the report and then flown for greatest range."),
    ("burn time", "How long the engines ran, as the flight time suggests."),
    ("ideal delta-v", "The speed that the engines could give without gravity and air."),
    ("sensitivity", "How far the range moves if a figure was a little different."),
    ("effective sample size", "How many equally good draws the answer rests on: more is steadier."),
    ("assumed", "What the answer takes for granted."),
    ("given", "What was known of the missile, and narrowed the answer."),
];

/// Returns what a label means, if it has a sentence.
pub fn explained(label: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == label).map(|(_, words)| *words)
}
