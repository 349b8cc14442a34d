//! The closed forms: against values of more digits, derived a second time, and as bounds of every
//! flight.

mod analytic_boost;
mod atmosphere;
mod batch;
mod branch_points;
mod closed_form;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod random;
    pub mod seeded;
    pub mod tables;
    pub mod tolerance;
}
mod rederived;
mod two_body;
mod unbeatable_bound;
