//! The physics: the Earth, its air, free flight, and the powered ascent.

pub mod arc;
pub mod atmosphere;
pub mod earth;
pub mod flight;
pub mod globe;
pub mod gravity_turn;
pub mod kepler;
pub mod motion;
pub mod steering;
pub mod vehicle;
