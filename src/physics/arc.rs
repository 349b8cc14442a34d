//! Unpowered flight down to the WGS 84 ellipsoid with the least work for an allowed error.
//!
//! # The method
//!
//! In the variables u of Kustaanheimo and Stiefel, x = L(u) u, r = |u|², and the
//! time s, dt = r ds, a two-body arc is u″ = −ω² u, ω² half the binding energy
//! (including that of the bulge, which is conserved): no singularity and no square
//! root. The bulge adds F = −(μ J₂ a²/2) r⁻³ [(1 − 6 ζ²) u + 3 ζ (u₃, u₄, u₁,
//! u₂)], ζ = z/r. Written as u = α cos ωs + β sin ωs, α′ = −F sin ωs/ω and β′ = F
//! cos ωs/ω, α and β hardly change over the whole arc, so that eight
//! Gauss–Legendre nodes and two or three sweeps of Picard's iteration suffice; the
//! time has an integral of its own, t = [μ s − Δ(u·u′) + ∫ (u·F − V r/2) ds]/(2
//! ω²). The end is a Taylor series of a few seconds.
//!
//! Sources: E. L. Stiefel and G. Scheifele, *Linear and Regular Celestial Mechanics*, Springer
//! 1971, sections 9 and 11; X. Bai and J. L. Junkins, "Modified Chebyshev–Picard iteration
//! methods for orbit propagation", J. Astronaut. Sci. 58 (2011) 583–613, for the sweeps over a
//! whole arc.
//!
//! # The error
//!
//! The estimate is the sum of three terms: the change in the last sweep, times its ratio to the
//! change before it; the last Legendre coefficient that the nodes determine; and the first
//! neglected terms of the series at the end. More sweeps, then shorter pieces, then DOP853 are used
//! until the sum is within the allowed error. In a batch, flights that miss it in lanes are put
//! together and computed in lanes again, in shorter pieces, before any is computed alone.
//!
//! # Through the air
//!
//! The arc ends at the height from which the drag counts. The fall from there is computed over the
//! height, in which the air is the same for all flights: by a row of steps of DOP853, or by the
//! sweeps of the arc on panels of height, which keep a millimetre.

mod landing;
mod regular;
mod crossing;
mod whole_arc;
mod integrated;
mod entry;
mod panels;
mod drag;

use crate::error::Result;
use crate::numerics::wide::{Width, run};
use crate::physics::motion::{Level, Oblate};

use integrated::integrated_landing;
use landing::check;
use whole_arc::{ArcBatch, SingleArc, land_missed, land_remaining};

pub use drag::{landing_with_drag, landings_with_drag};
pub use landing::{Landing, Propagation};

/// Computes the flight of a body over the Earth's bulge, without air, from a state (m, m/s) down to
/// the WGS 84 ellipsoid.
///
/// The error of the position is at most `error_m`, by the estimate in the result.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a state that is not finite or is
/// inside the ellipsoid, and for an error that is not finite and above zero;
/// [`Error::NeverComesDown`](crate::Error::NeverComesDown),
/// [`Error::Escapes`](crate::Error::Escapes); the errors of the solver that integrates where the
/// whole-arc method fails.
pub fn landing(gravity: &Oblate, state: [f64; 6], error_m: f64) -> Result<Landing> {
    landing_in(gravity, state, error_m, Width::Widest)
}

/// Computes [`landing`] in registers of a width.
///
/// # Errors
///
/// The errors of [`landing`].
pub fn landing_in(gravity: &Oblate, state: [f64; 6], error_m: f64, width: Width) -> Result<Landing> {
    let ground = Level::at_height_m(0.0);
    check(&ground, &state, error_m)?;
    match run(width, SingleArc { gravity, level: &ground, below_m: 0.0, state, allowed_m: error_m }) {
        Some(landing) => Ok(landing),
        None => integrated_landing(gravity, gravity, &ground, state, error_m, f64::INFINITY),
    }
}

/// Computes [`landing`] for each of many states, side by side in lanes. Flights whose error is not
/// met are computed again in lanes with more pieces, and then as by [`landing`].
///
/// # Errors
///
/// For each state, those of [`landing`].
#[must_use]
pub fn landings(gravity: &Oblate, states: &[[f64; 6]], error_m: f64, width: Width) -> Vec<Result<Landing>> {
    let ground = Level::at_height_m(0.0);
    let land_one = |state| landing_in(gravity, state, error_m, width);
    if width == Width::Single {
        return states.iter().map(|state| land_one(*state)).collect();
    }
    let in_lanes = |states: &[[f64; 6]], parts| {
        run(width, ArcBatch { gravity, level: &ground, states, allowed_m: error_m, parts })
    };
    let mut landed = in_lanes(states, 1);
    land_missed(&mut landed, states, |missed| in_lanes(missed, 2));
    land_remaining(landed, states, error_m, land_one)
}
