//! Flights over the rotating, oblate Earth: the range by direction, and the ground track.

/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod globe;
    pub mod random_vehicles;
    pub mod reports;
    pub mod seeded;
    pub mod tolerance;
    pub mod vehicles;
}
mod crosscheck;
mod directions;
mod flown;
mod passes;
mod path;
mod tables;
mod track;
