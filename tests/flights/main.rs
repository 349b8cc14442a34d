//! Flights from launch to impact, and vehicles fitted to reported ones.

mod arc;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod random;
    pub mod random_vehicles;
    pub mod scenarios;
    pub mod seeded;
    pub mod tolerance;
    pub mod unreported;
    pub mod vehicles;
}
mod crosscheck;
mod edges;
mod fits_met;
mod flight;
mod flown;
mod flown_properties;
