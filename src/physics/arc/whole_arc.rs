//! The propagation of whole arcs down to a level, one at a time or side by side in lanes.

use fearless_simd::Simd;

use crate::error::Result;
use crate::numerics::gauss::{Nodes, Row};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide};
use crate::physics::arc::crossing::{LevelCrossing, level_crossing};
use crate::physics::arc::landing::{Landing, Propagation, check, reported_error_m};
use crate::physics::arc::regular::{ArcToRadius, arc_to_radius, cartesian, propagate};
use crate::physics::motion::{Level, Oblate};

/// The greatest number of pieces of an arc.
const MOST_PIECES: u32 = 4;
/// The share of the allowed error for the sweeps, before its magnification by a slanting impact.
const SWEEP_SHARE: f64 = 0.3;
/// The greatest number of corrections of the end of an arc.
const MOST_CORRECTIONS: u32 = 3;

/// The whole-arc method for one flight, with its nodes in lanes. The result is none where the
/// allowed error is not met.
pub(super) struct SingleArc<'a> {
    pub(super) gravity: &'a Oblate,
    /// The surface on which the arc ends.
    pub(super) level: &'a Level,
    pub(super) state: [f64; 6],
    pub(super) allowed_m: f64,
}

impl SingleArc<'_> {
    /// Propagates the arc in one piece, and with a corrected end or in more pieces until the
    /// allowed error is met.
    #[inline(always)]
    fn land<N: Nodes<One = f64>>(&self, kind: N) -> Option<Landing> {
        let whole = arc_to_radius(self.gravity, self.state, self.level.radius_m);
        let (mut quarter, mut evaluations, mut pieces) = (whole.quarter, 0, 1);
        let mut corrections = 0;
        // NaN stands for a two-body arc that does not come down.
        while quarter > 0.0 && pieces <= MOST_PIECES {
            let mut piece = ArcToRadius { quarter: quarter / f64::from(pieces), ..whole };
            let (mut time_s, mut error_m) = (0.0, 0.0);
            for _ in 0..pieces {
                let allowed_m = SWEEP_SHARE * self.allowed_m / f64::from(pieces);
                let part = propagate(kind, self.gravity, &piece, allowed_m);
                evaluations += u64::from(part.sweeps) * LANES as u64;
                time_s += part.time_s;
                error_m += part.sweep_error_m + part.quadrature_error_m;
                piece.begin = part.end;
            }
            let end = cartesian(&piece.begin, piece.frequency);
            let crossing = level_crossing(self.gravity, self.level, end);
            let estimate_m = error_m * crossing.obliquity + crossing.truncation_error_m;
            let error_m = reported_error_m(estimate_m, self.allowed_m);
            if error_m <= self.allowed_m {
                return Some(Landing {
                    time_s: time_s + crossing.after_s,
                    state: crossing.state,
                    error_m,
                    evaluations,
                    propagation: Propagation::Regular { pieces },
                });
            }
            if crossing.truncation_error_m > 0.5 * self.allowed_m && corrections < MOST_CORRECTIONS {
                // δ(ωs)/2 = ω δt/(2r).
                let r = (end[0] * end[0] + end[1] * end[1] + end[2] * end[2]).sqrt();
                quarter += 0.5 * piece.frequency * crossing.after_s / r;
                corrections += 1;
            } else {
                pieces *= 2;
            }
        }
        None
    }
}

impl Batch for SingleArc<'_> {
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

/// The whole-arc method for many flights, one in each lane. A result is none where one piece does
/// not meet the allowed error.
pub(super) struct ArcBatch<'a> {
    pub(super) gravity: &'a Oblate,
    /// The surface on which the arcs end.
    pub(super) level: &'a Level,
    pub(super) states: &'a [[f64; 6]],
    pub(super) allowed_m: f64,
}

impl Batch for ArcBatch<'_> {
    type Output = Vec<Option<Landing>>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut landings = Vec::with_capacity(self.states.len());
        for states in self.states.chunks(LANES) {
            let initial = load_states(simd, states);
            let mut lanes = propagate_lanes(self.gravity, self.level, initial, 0.6 * self.allowed_m);
            lanes.error_m = reported_error_m(lanes.error_m, self.allowed_m);
            lanes.store(states.len(), self.allowed_m, &mut landings);
        }
        landings
    }

    fn single(self) -> Self::Output {
        vec![None; self.states.len()]
    }
}

/// The ends of flights side by side in lanes.
pub(super) struct LandingLanes<T> {
    pub(super) state: [T; 6],
    pub(super) time_s: T,
    pub(super) error_m: T,
    pub(super) evaluations: u64,
}

/// Propagates arcs from states, one in each lane, to a level in one piece, until the sweeps leave
/// less than `allowed_m`.
#[inline(always)]
pub(super) fn propagate_lanes<T: Scalar>(
    gravity: &Oblate,
    level: &Level,
    state: [T; 6],
    allowed_m: f64,
) -> LandingLanes<T> {
    let whole = arc_to_radius(gravity, state, level.radius_m);
    let arc = propagate(Row([whole.quarter; LANES]), gravity, &whole, allowed_m);
    let LevelCrossing { state, after_s, truncation_error_m, obliquity } =
        level_crossing(gravity, level, cartesian(&arc.end, whole.frequency));
    let error_m = (arc.sweep_error_m + arc.quadrature_error_m) * obliquity + truncation_error_m;
    let evaluations = u64::from(arc.sweeps) * LANES as u64;
    LandingLanes { state, time_s: arc.time_s + after_s, error_m, evaluations }
}

impl<S: Simd> LandingLanes<Wide<S>> {
    /// Appends the landings of the first `count` lanes, none where the allowed error is not met.
    #[inline(always)]
    pub(super) fn store(self, count: usize, allowed_m: f64, landings: &mut Vec<Option<Landing>>) {
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

/// Returns the state in one lane.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `lane` runs below LANES.
fn at_lane([x, y, z, vx, vy, vz]: &[[f64; LANES]; 6], lane: usize) -> [f64; 6] {
    [x[lane], y[lane], z[lane], vx[lane], vy[lane], vz[lane]]
}

/// Returns the states of up to eight flights component by component; the last state fills the
/// remaining lanes.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `lane` runs below LANES.
pub(super) fn load_states<S: Simd>(simd: S, states: &[[f64; 6]]) -> [Wide<S>; 6] {
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

/// Checks the flights that have landed, and lands the others one by one.
pub(super) fn land_remaining(
    landed: Vec<Option<Landing>>,
    states: &[[f64; 6]],
    error_m: f64,
    land_one: impl Fn([f64; 6]) -> Result<Landing>,
) -> Vec<Result<Landing>> {
    let ground = Level::at_height_m(0.0);
    let each = |(landing, state): (Option<Landing>, &[f64; 6])| match landing {
        Some(landing) => check(&ground, state, error_m).map(|()| landing),
        None => land_one(*state),
    };
    landed.into_iter().zip(states).map(each).collect()
}
