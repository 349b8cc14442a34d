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

/// Returns the number of pieces with which the nodes probably meet an allowed error, m: over one
/// piece they neglect about 2 m of the eleventh power of `quarter`, the quarter of the range of the
/// eccentric anomaly.
#[inline(always)]
fn likely_pieces(quarter: f64, allowed_m: f64) -> u32 {
    let square = quarter * quarter;
    let fourth = square * square;
    let neglected_m = 2.0 * fourth * fourth * square * quarter;
    if neglected_m > 0.7 * allowed_m { 2 } else { 1 }
}

/// The whole-arc method for one flight, with its nodes in lanes. The result is none where the
/// allowed error is not met.
pub(super) struct SingleArc<'a> {
    pub(super) gravity: &'a Oblate,
    /// The surface on which the arc ends.
    pub(super) level: &'a Level,
    /// The height of that surface, m.
    pub(super) below_m: f64,
    pub(super) state: [f64; 6],
    pub(super) allowed_m: f64,
}

impl SingleArc<'_> {
    /// Propagates the arc, and with a corrected end or in more pieces until the allowed error is
    /// met.
    #[inline(always)]
    fn land<N: Nodes<One = f64>>(&self, kind: N) -> Option<Landing> {
        let whole = arc_to_radius(self.gravity, self.state, self.level.radius_m);
        let (mut quarter, mut evaluations) = (whole.quarter, 0);
        let mut pieces = likely_pieces(quarter, self.allowed_m);
        let mut corrections = 0;
        // NaN stands for a two-body arc that does not come down.
        while quarter > 0.0 && pieces <= MOST_PIECES {
            // A branch, so that nothing waits for the likely number of pieces.
            let of_piece = if pieces == 1 { quarter } else { quarter / f64::from(pieces) };
            let mut piece = ArcToRadius { quarter: of_piece, ..whole };
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
            let crossing = level_crossing(self.gravity, self.level, self.below_m, end);
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
                quarter += correction(piece.frequency, &end, crossing.after_s);
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

/// The whole-arc method for many flights, one in each lane. A result is none where the pieces do
/// not meet the allowed error.
pub(super) struct ArcBatch<'a> {
    pub(super) gravity: &'a Oblate,
    /// The surface on which the arcs end.
    pub(super) level: &'a Level,
    pub(super) states: &'a [[f64; 6]],
    pub(super) allowed_m: f64,
    /// The number of parts of every piece.
    pub(super) parts: u32,
}

impl Batch for ArcBatch<'_> {
    type Output = Vec<Option<Landing>>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut landings = Vec::with_capacity(self.states.len());
        for states in self.states.chunks(LANES) {
            let initial = load_states(simd, states);
            let sweeps_m = 0.6 * self.allowed_m;
            let mut lanes = propagate_lanes(self.gravity, (self.level, 0.0), initial, self.parts, sweeps_m);
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
    /// The number of pieces of every arc.
    pub(super) pieces: u32,
}

/// Propagates arcs from states, one in each lane, to a level at a height, m, in the likely number
/// of pieces times `parts`, until the sweeps leave less than `allowed_m`. If the series at the end
/// would leave more, the end is corrected once.
#[inline(always)]
pub(super) fn propagate_lanes<T: Scalar>(
    gravity: &Oblate,
    (level, below_m): (&Level, f64),
    state: [T; 6],
    parts: u32,
    allowed_m: f64,
) -> LandingLanes<T> {
    let whole = arc_to_radius(gravity, state, level.radius_m);
    let zero = whole.quarter.constant(0.0);
    let pieces = parts * likely_pieces(whole.quarter.largest(), allowed_m);
    let share = 1.0 / f64::from(pieces);
    let (mut quarter, mut sweeps, mut is_corrected) = (whole.quarter, 0, false);
    loop {
        let mut piece = ArcToRadius { quarter: quarter * share, ..whole };
        let (mut time_s, mut arc_error_m) = (zero, zero);
        for _ in 0..pieces {
            let part = propagate(Row([piece.quarter; LANES]), gravity, &piece, allowed_m * share);
            time_s = time_s + part.time_s;
            arc_error_m = arc_error_m + part.sweep_error_m + part.quadrature_error_m;
            sweeps += part.sweeps;
            piece.begin = part.end;
        }
        let end = cartesian(&piece.begin, whole.frequency);
        let crossing = level_crossing(gravity, level, below_m, end);
        let LevelCrossing { state, after_s, truncation_error_m, obliquity } = crossing;
        if is_corrected || !(truncation_error_m.largest() > allowed_m) {
            let error_m = arc_error_m * obliquity + truncation_error_m;
            let evaluations = u64::from(sweeps) * LANES as u64;
            return LandingLanes { state, time_s: time_s + after_s, error_m, evaluations, pieces };
        }
        quarter = quarter + correction(whole.frequency, &end, after_s);
        is_corrected = true;
    }
}

/// Returns the correction of a quarter of the range of the eccentric anomaly for an end that comes
/// `after_s` later than aimed at: δ(ωs)/2 = ω δt/(2r).
#[inline(always)]
fn correction<T: Scalar>(frequency: T, [x, y, z, ..]: &[T; 6], after_s: T) -> T {
    let r = (*x * *x + *y * *y + *z * *z).sqrt();
    frequency * after_s * 0.5 / r
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
            let propagation = Propagation::Regular { pieces: self.pieces };
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

/// Lands the flights that missed the allowed error, put together, by `in_lanes`.
pub(super) fn land_missed(
    landed: &mut [Option<Landing>],
    states: &[[f64; 6]],
    in_lanes: impl Fn(&[[f64; 6]]) -> Vec<Option<Landing>>,
) {
    let missed = landed.iter_mut().zip(states).filter(|(landing, _)| landing.is_none());
    let (places, remaining): (Vec<_>, Vec<_>) = missed.unzip();
    for (place, landing) in places.into_iter().zip(in_lanes(&remaining)) {
        *place = landing;
    }
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
