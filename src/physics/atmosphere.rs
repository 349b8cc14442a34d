//! The air: US Standard Atmosphere 1976, from the ground to 1000 km.
//!
//! # Conventions
//!
//! *Geometric* altitude z is height above the surface. *Geopotential* altitude H is the height
//! that would cost the same energy in uniform gravity, H = r₀ z/(r₀ + z); below 86 km the
//! standard is defined in it. Only this module uses it.
//!
//! *Molecular-scale* temperature is T M₀/M, which the perfect-gas law and the speed of sound
//! depend on; it is the kinetic temperature up to 80 km and within 0.05 % of it at 86 km.
//!
//! Source: U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562 (NASA-TM-X-74335): part 1 for the
//! defining equations below 86 km, equations (33) to (39) above, (25) to (31) for the temperature
//! there.

mod standard;
mod table;
mod upper;

pub(crate) use standard::GEOPOTENTIAL_RADIUS_M;
pub use standard::{
    Air, TOP_OF_ATMOSPHERE_M, air, geometric_altitude_m, geopotential_altitude_m, temperature_k,
};
pub use table::{AirTable, TabulatedAir};
