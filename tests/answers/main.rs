//! The answers: every method, the classes, the posterior, the comparison of reports, and the
//! pictures, against known ranges.

mod classes;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod last_digits;
    pub mod methods;
    pub mod reports;
    pub mod seeded;
    pub mod tables;
    pub mod tolerance;
}
mod compare;
mod family;
mod ladder;
#[cfg(feature = "plot")]
pub mod plot;
mod posterior;
pub mod priors;
mod properties;
pub mod record;
