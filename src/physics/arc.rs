//! Unpowered flight down to the WGS 84 ellipsoid in as little work as its error allows.
//!
//! # The method
//!
//! In the variables u of Kustaanheimo and Stiefel, x = L(u) u, r = |u|², and the time s, dt = r ds, a two-body arc is
//! u″ = −ω² u, ω² half the binding energy (with that of the bulge, which is kept): no singularity, and no square root.
//! The bulge adds F = −(μ J₂ a²/2) r⁻³ [(1 − 6 ζ²) u + 3 ζ (u₃, u₄, u₁, u₂)], ζ = z/r. Written as
//! u = α cos ωs + β sin ωs, α′ = −F sin ωs/ω and β′ = F cos ωs/ω, α and β hardly change over the whole arc, so that eight
//! Gauss–Legendre nodes and two or three sweeps of Picard's iteration do; the time has an integral of its own,
//! t = [μ s − Δ(u·u′) + ∫ (u·F − V r/2) ds]/(2 ω²). The end is a Taylor series of a few seconds.
//!
//! Sources: E. L. Stiefel and G. Scheifele, *Linear and Regular Celestial Mechanics*, Springer 1971, sections 9 and 11;
//! X. Bai and J. L. Junkins, "Modified Chebyshev–Picard iteration methods for orbit propagation", J. Astronaut. Sci. 58
//! (2011) 583–613, for the sweeps over a whole arc.
//!
//! # The error
//!
//! It is estimated from three sides: what the last sweep moved, times what it left of the move before it; the last
//! Legendre coefficient that the nodes tell; and the first terms left out of the series at the end. More sweeps, then
//! shorter pieces, then DOP853 are taken until the sum is within what is allowed.

mod drag;
mod entry;
mod regular;

pub use drag::{landing_with_drag, landings_with_drag};

use fearless_simd::Simd;

use crate::error::check::{finite, positive};
use crate::error::{Error, Result};
use crate::numerics::gauss::{Nodes, Row};
use crate::numerics::ode::{Dop853, Event, Kernel};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, run};
use crate::physics::motion::{Level, Oblate};
use regular::{Aimed, Met, aimed, cartesian, met, propagated};

/// By which method an arc was flown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Propagation {
    /// The whole arc at once, in so many pieces.
    Regular {
        /// One, or a small power of two; zero where a flight begins on its way down through the air.
        pieces: u32,
    },
    /// Step by step, because the arc is too perturbed, too long or not bound.
    Dop853,
}

/// The end of an unpowered flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Landing {
    /// Time since the state it began with, s.
    pub time_s: f64,
    /// The state where the flight meets the surface, as [`motion`](crate::physics::motion) counts it.
    pub state: [f64; 6],
    /// The estimated error of its position, m.
    pub error_m: f64,
    /// Evaluations of the perturbation, or of the right-hand side.
    pub evaluations: u64,
    /// How it was come by.
    pub propagation: Propagation,
}

/// Most pieces that an arc is cut into.
const MOST_PIECES: u32 = 4;
/// The share of the error that the sweeps may leave, before the slant of the impact.
const SWEPT: f64 = 0.3;
/// How often the end of an arc is aimed anew.
const MOST_AIMS: u32 = 3;

/// What is claimed of an estimated error: half as much again, and no less than a fifth of what was allowed, for an estimate so
/// far down is not to be trusted. NaN stays NaN.
#[inline(always)]
fn claimed<T: Scalar>(estimate_m: T, allowed_m: f64) -> T {
    let (claim, least) = (estimate_m * 1.5, estimate_m.constant(0.2 * allowed_m));
    T::select(claim.lt(least), least, claim)
}

/// The whole-arc method for one flight, its nodes in lanes.
struct One<'a> {
    gravity: &'a Oblate,
    level: &'a Level,
    state: [f64; 6],
    allowed_m: f64,
}

impl One<'_> {
    #[inline(always)]
    fn land<N: Nodes<One = f64>>(&self, kind: N) -> Option<Landing> {
        let whole = aimed(self.gravity, self.state, self.level.radius_m);
        let (mut quarter, mut evaluations, mut pieces) = (whole.quarter, 0, 1);
        let mut aims = 0;
        // NaN is a two-body arc that does not come down.
        while quarter > 0.0 && pieces <= MOST_PIECES {
            let mut piece = Aimed { quarter: quarter / f64::from(pieces), ..whole };
            let (mut time_s, mut error_m) = (0.0, 0.0);
            for _ in 0..pieces {
                let part = propagated(kind, self.gravity, &piece, SWEPT * self.allowed_m / f64::from(pieces));
                evaluations += u64::from(part.sweeps) * LANES as u64;
                time_s += part.time_s;
                error_m += part.unswept_m + part.unsampled_m;
                piece.begin = part.end;
            }
            let end = cartesian(&piece.begin, piece.frequency);
            let met = met(self.gravity, self.level, end);
            let error_m = claimed(error_m * met.obliquity + met.left_out_m, self.allowed_m);
            if error_m <= self.allowed_m {
                let propagation = Propagation::Regular { pieces };
                return Some(Landing {
                    time_s: time_s + met.after_s,
                    state: met.state,
                    error_m,
                    evaluations,
                    propagation,
                });
            }
            if met.left_out_m > 0.5 * self.allowed_m && aims < MOST_AIMS {
                // δ(ωs)/2 = ω δt/(2r).
                let r = (end[0] * end[0] + end[1] * end[1] + end[2] * end[2]).sqrt();
                quarter += 0.5 * piece.frequency * met.after_s / r;
                aims += 1;
            } else {
                pieces *= 2;
            }
        }
        None
    }
}

impl Batch for One<'_> {
    type Output = Option<Landing>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        self.land(Wide::splat(simd, 0.0))
    }

    #[inline(always)]
    fn single(self) -> Self::Output {
        self.land(Row([0.0; LANES]))
    }
}

/// The flight of a body over the Earth's bulge, without air, from a state (m, m/s) down to the WGS 84 ellipsoid.
///
/// The position is right to `error_m`, by the estimate in the answer.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for a state that is not finite or lies inside the ellipsoid, and for an error that is not finite
/// and above zero; [`Error::NeverComesDown`], [`Error::Escapes`]; what the solver of the last resort answers.
pub fn landing(gravity: &Oblate, state: [f64; 6], error_m: f64) -> Result<Landing> {
    landing_in(gravity, state, error_m, Width::Widest)
}

/// [`landing`], in the registers asked for.
pub fn landing_in(gravity: &Oblate, state: [f64; 6], error_m: f64, width: Width) -> Result<Landing> {
    let ground = Level::at_height_m(0.0);
    check(&ground, &state, error_m)?;
    match run(width, One { gravity, level: &ground, state, allowed_m: error_m }) {
        Some(landing) => Ok(landing),
        None => step_by_step((gravity, gravity), &ground, state, error_m),
    }
}

/// [`landing`] for each of many states, one beside the other in lanes. A flight whose error is not met so is flown anew as
/// [`landing`] would.
pub fn landings(gravity: &Oblate, states: &[[f64; 6]], error_m: f64, width: Width) -> Vec<Result<Landing>> {
    let ground = Level::at_height_m(0.0);
    let landed = run(width, Many { gravity, level: &ground, states, allowed_m: error_m });
    onward(landed, states, error_m, |state| landing_in(gravity, state, error_m, width))
}

/// The flights that have landed, checked, and the others by `alone`.
fn onward(
    landed: Vec<Option<Landing>>,
    states: &[[f64; 6]],
    error_m: f64,
    alone: impl Fn([f64; 6]) -> Result<Landing>,
) -> Vec<Result<Landing>> {
    let ground = Level::at_height_m(0.0);
    let each = |(landing, state): (Option<Landing>, &[f64; 6])| match landing {
        Some(landing) => check(&ground, state, error_m).map(|()| landing),
        None => alone(*state),
    };
    landed.into_iter().zip(states).map(each).collect()
}

/// The whole-arc method for many flights, as many at once as there are lanes. None where its first try does not do.
struct Many<'a> {
    gravity: &'a Oblate,
    level: &'a Level,
    states: &'a [[f64; 6]],
    allowed_m: f64,
}

impl Batch for Many<'_> {
    type Output = Vec<Option<Landing>>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut landings = Vec::with_capacity(self.states.len());
        for states in self.states.chunks(LANES) {
            let mut landed = lanes(self.gravity, self.level, loaded(simd, states), 0.6 * self.allowed_m);
            landed.error_m = claimed(landed.error_m, self.allowed_m);
            landed.store(states.len(), self.allowed_m, &mut landings);
        }
        landings
    }

    fn single(self) -> Self::Output {
        vec![None; self.states.len()]
    }
}

/// Flights side by side, landed.
struct Lanes<T> {
    state: [T; 6],
    time_s: T,
    error_m: T,
    evaluations: u64,
}

/// The arcs from so many states to where they meet the level, in one piece each.
#[inline(always)]
fn lanes<T: Scalar>(gravity: &Oblate, level: &Level, state: [T; 6], unswept_m: f64) -> Lanes<T> {
    let whole = aimed(gravity, state, level.radius_m);
    let propagated = propagated(Row([whole.quarter; LANES]), gravity, &whole, unswept_m);
    let Met { state, after_s, left_out_m, obliquity } =
        met(gravity, level, cartesian(&propagated.end, whole.frequency));
    let error_m = (propagated.unswept_m + propagated.unsampled_m) * obliquity + left_out_m;
    let evaluations = u64::from(propagated.sweeps) * LANES as u64;
    Lanes { state, time_s: propagated.time_s + after_s, error_m, evaluations }
}

impl<S: Simd> Lanes<Wide<S>> {
    /// Appends the first `count` of them, None where the error is not met.
    #[inline(always)]
    fn store(self, count: usize, allowed_m: f64, landings: &mut Vec<Option<Landing>>) {
        let [x, y, z, vx, vy, vz] = self.state;
        let ends = [x.to_array(), y.to_array(), z.to_array(), vx.to_array(), vy.to_array(), vz.to_array()];
        let rest = self.time_s.to_array().into_iter().zip(self.error_m.to_array());
        for (lane, (time_s, error_m)) in rest.enumerate().take(count) {
            let state = at_lane(&ends, lane);
            let propagation = Propagation::Regular { pieces: 1 };
            let landing = Landing { time_s, state, error_m, evaluations: self.evaluations, propagation };
            landings.push((error_m <= allowed_m).then_some(landing));
        }
    }
}

#[inline(always)]
#[allow(clippy::indexing_slicing)] // `lane` runs below LANES.
fn at_lane([x, y, z, vx, vy, vz]: &[[f64; LANES]; 6], lane: usize) -> [f64; 6] {
    [x[lane], y[lane], z[lane], vx[lane], vy[lane], vz[lane]]
}

/// The states of up to eight flights, component by component; the last stands in the lanes left over.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `lane` runs below LANES.
fn loaded<S: Simd>(simd: S, states: &[[f64; 6]]) -> [Wide<S>; 6] {
    let mut components = [[f64::NAN; LANES]; 6];
    for lane in 0..LANES {
        if let Some(state) = states.get(lane).or(states.last()) {
            for (component, value) in components.iter_mut().zip(state) {
                component[lane] = *value;
            }
        }
    }
    let [x, y, z, vx, vy, vz] = components;
    [
        Wide::new(simd, x),
        Wide::new(simd, y),
        Wide::new(simd, z),
        Wide::new(simd, vx),
        Wide::new(simd, vy),
        Wide::new(simd, vz),
    ]
}

/// Below the surface by no more than the rounding of a state that was put on it.
const ON_SURFACE: f64 = -1e-12;

fn check(level: &Level, state: &[f64; 6], error_m: f64) -> Result<()> {
    positive("the error allowed of an impact in m", error_m)?;
    for value in state {
        finite("a component of the state of a flight", *value)?;
    }
    let [x, y, z, vx, vy, vz] = *state;
    let (above, _) = level.above([x, y, z], [vx, vy, vz]);
    if above >= ON_SURFACE {
        return Ok(());
    }
    Err(Error::OutsideDomain {
        quantity: "the height of a flight over the ellipsoid it is to come down on, in m,",
        value: 0.5 * above * level.radius_m,
        allowed: "zero or more: begin where the flight begins",
    })
}

/// The relative tolerance of DOP853 per metre of error.
const TOLERANCE_PER_METRE: f64 = 3e-10;

/// The flight by DOP853.
#[cold]
#[inline(never)]
fn step_by_step<K: Kernel<6>>(
    (model, gravity): (&K, &Oblate),
    level: &Level,
    state: [f64; 6],
    error_m: f64,
) -> Result<Landing> {
    let [x, y, z, vx, vy, vz] = state;
    let radius_m = (x * x + y * y + z * z).sqrt();
    let speed_m_per_s = (vx * vx + vy * vy + vz * vz).sqrt();
    let mu = gravity.gravitational_parameter_m3_per_s2;
    let per_axis = 2.0 / radius_m - speed_m_per_s * speed_m_per_s / mu;
    if !(per_axis > 0.0) {
        return Err(Error::Escapes { speed_m_per_s, escape_speed_m_per_s: (2.0 * mu / radius_m).sqrt() });
    }
    // A revolution, and what the bulge may add to it.
    let long_enough_s = 1.1 * std::f64::consts::TAU / (mu * per_axis.powi(3)).sqrt();
    let mut impact =
        Event::falling(|_t, &[x, y, z, vx, vy, vz]: &[f64; 6]| level.above([x, y, z], [vx, vy, vz]).0);
    let tolerance = (TOLERANCE_PER_METRE * error_m).clamp(1e-14, 1e-4);
    let final_state =
        Dop853::with_tolerance(tolerance).run(model, 0.0, state, long_enough_s, &mut [&mut impact])?;
    if final_state.stopped_by.is_none() {
        let outward = x * vx + y * vy + z * vz;
        let level_speed_squared = speed_m_per_s * speed_m_per_s - outward * outward / (radius_m * radius_m);
        let semi_latus_m = level_speed_squared * radius_m * radius_m / mu;
        let eccentricity = (1.0 - semi_latus_m * per_axis).max(0.0).sqrt();
        return Err(Error::NeverComesDown {
            impact_radius_m: level.radius_m,
            perigee_radius_m: (1.0 - eccentricity) / per_axis,
            apogee_radius_m: (1.0 + eccentricity) / per_axis,
        });
    }
    Ok(Landing {
        time_s: final_state.t,
        state: final_state.state,
        error_m,
        evaluations: final_state.statistics.evaluations,
        propagation: Propagation::Dop853,
    })
}
