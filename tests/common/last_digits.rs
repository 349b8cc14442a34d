//! Texts with numbers, compared but for the last digits of the numbers.

use super::tolerance::LAST_DIGIT;

/// Returns whether two lines are the same but for the last digits of their numbers: an estimate
/// differs from one kind of registers to another by its rounding, and a number near the middle
/// between two that are printed is printed as either.
pub fn are_alike(one: &str, other: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let words = |line: &str| -> Vec<String> {
        let mut words = vec![String::new()];
        let mut in_number = false;
        for c in line.chars() {
            if is_of_number(c) != in_number {
                in_number = !in_number;
                words.push(String::new());
            }
            words.last_mut().unwrap().push(c);
        }
        words
    };
    let (one, other) = (words(one), words(other));
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i64>();
    one.len() == other.len()
        && one.iter().zip(&other).all(|(a, b)| {
            a == b
                || a.len().abs_diff(b.len()) <= 1
                    && matches!((digits(a), digits(b)), (Ok(a), Ok(b)) if (a - b).abs() <= LAST_DIGIT)
        })
}

#[test]
fn last_digits_alone_are_alike() {
    assert!(are_alike("| 10,780 km, 3.2 % |", "| 10,781 km, 3.3 % |"));
    assert!(are_alike("999 km", "1000 km"));
    for other in ["| 10,790 km, 3.2 % |", "| 10,780 m, 3.2 % |", "| 10,780 km |", "| 10,780 km, inside |"] {
        assert!(!are_alike("| 10,780 km, 3.2 % |", other), "{other}");
    }
}
