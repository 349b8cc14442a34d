//! Flights that come down through the air: the arc to the edge of the air, and the fall from there.

use fearless_simd::Simd;

use crate::error::Result;
use crate::numerics::gauss::{Nodes, Row};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, hold_four, run};
use crate::physics::arc::entry::{
    FallEnd, FallStart, fall_to_ground, neglected_climb_drag_m, neglected_drag_m, negligible_drag_height_m,
};
use crate::physics::arc::integrated::{integrated_landing, longest_step_in_air_s};
use crate::physics::arc::landing::{Landing, Propagation, check, reported_error_m};
use crate::physics::arc::panels::fall_in_panels;
use crate::physics::arc::whole_arc::{LandingLanes, SingleArc, land_remaining, load_states, propagate_lanes};
use crate::physics::motion::{Level, OblateWithDrag};

/// The ratio of speed to descent for which the edge of the air is set; the error of a flatter
/// flight is estimated again.
const SPEED_OVER_DESCENT: f64 = 3.0;
/// The smallest allowed error, m, for which the steps of a fall are tried before the panels: their
/// estimate is seldom smaller.
const LEAST_FOR_STEPS_M: f64 = 0.5;
/// The ways of a fall, one tried after the other before DOP853 with error control.
const WAYS: [FallBy; 6] = [
    FallBy::Steps { parts: 1 },
    FallBy::Panels { parts: 1 },
    FallBy::Panels { parts: 2 },
    FallBy::Panels { parts: 4 },
    FallBy::Steps { parts: 2 },
    FallBy::Steps { parts: 4 },
];

/// A method for the fall through the air, and into how many parts its steps or panels are divided.
#[derive(Debug, Clone, Copy)]
enum FallBy {
    /// A fixed row of steps of DOP853.
    Steps { parts: u32 },
    /// Picard's iteration on fixed panels.
    Panels { parts: u32 },
}

/// Computes the flight of a body over the Earth's bulge and through its air, from a state (m, m/s)
/// down to the WGS 84 ellipsoid.
///
/// Above the height from which drag is negligible the whole arc is propagated at once, as by
/// [`landing`](super::landing). Below it the fall is computed over the height, by Picard's
/// iteration on panels or, for an error of half a metre or more in narrow registers, by steps of
/// DOP853. A flight that begins with a climb through the air is integrated by DOP853 alone. The
/// error of the position is at most `error_m`, by the estimate in the result.
///
/// # Errors
///
/// The errors of [`landing`](super::landing).
pub fn landing_with_drag(
    model: &OblateWithDrag,
    state: [f64; 6],
    error_m: f64,
    width: Width,
) -> Result<Landing> {
    let ground = Level::at_height_m(0.0);
    check(&ground, &state, error_m)?;
    let air = DragRegion::new(model, error_m);
    let [x, y, z, vx, vy, vz] = state;
    let (above_edge, _) = air.edge.above([x, y, z], [vx, vy, vz]);
    let (above, rise) = ground.above([x, y, z], [vx, vy, vz]);
    // On the ellipsoid and above it `above` is twice the height over the radius.
    let (entry, height_m) = if above_edge > 0.0 {
        let allowed_m = 0.25 * error_m;
        let (gravity, level, below_m) = (&model.gravity, &air.edge, air.edge_m);
        let arc = SingleArc { gravity, level, below_m, state, allowed_m };
        (run(width, arc), air.edge_m)
    } else {
        let propagation = Propagation::Regular { pieces: 0 };
        let here = Landing { time_s: 0.0, state, error_m: 0.0, evaluations: 0, propagation };
        ((rise < 0.0).then_some(here), 0.5 * above * ground.radius_m)
    };
    let landing = entry.and_then(|entry| air.landing(state, &entry, height_m, width));
    match landing {
        Some(landing) => Ok(landing),
        None => {
            let longest_step_s = longest_step_in_air_s(error_m);
            integrated_landing(model, &model.gravity, &ground, state, error_m, longest_step_s)
        }
    }
}

/// The region in which drag is computed, from an edge down to the ground.
struct DragRegion<'a> {
    model: &'a OblateWithDrag,
    ground: Level,
    edge: Level,
    /// The height of the edge, m.
    edge_m: f64,
    /// The allowed error of the impact, m.
    allowed_m: f64,
}

impl<'a> DragRegion<'a> {
    /// Returns the region for an allowed error of the impact, m.
    fn new(model: &'a OblateWithDrag, allowed_m: f64) -> Self {
        let edge_m = negligible_drag_height_m(model, SPEED_OVER_DESCENT, allowed_m);
        let (ground, edge) = (Level::at_height_m(0.0), Level::at_height_m(edge_m));
        Self { model, ground, edge, edge_m, allowed_m }
    }

    /// Computes the fall from an entry at a height to the ground; none if no way meets the allowed
    /// error.
    fn landing(&self, begin: [f64; 6], entry: &Landing, height_m: f64, width: Width) -> Option<Landing> {
        let start = FallStart { state: entry.state, time_s: entry.time_s, from_m: height_m };
        let mut evaluations = entry.evaluations;
        let with_steps = self.allowed_m >= LEAST_FOR_STEPS_M;
        for way in WAYS {
            let fall = match way {
                FallBy::Steps { .. } if !with_steps => continue,
                // Side by side in four lanes the nodes of a panel are faster than steps.
                FallBy::Steps { parts: 1 } if hold_four(width) => continue,
                FallBy::Steps { parts } => fall_by_steps(self.model, &self.ground, entry, height_m, parts),
                FallBy::Panels { parts } => run(width, SingleFall { air: self, start, parts }),
            };
            evaluations += fall.evaluations;
            let climb_m = neglected_climb_drag_m(self.model, &self.ground, begin, fall.time_s);
            let entry_m = self.error_at_ground_m(entry.state, height_m, entry.error_m + climb_m);
            let error_m = reported_error_m(fall.error_m + entry_m, self.allowed_m);
            if error_m <= self.allowed_m {
                let (time_s, state, propagation) = (fall.time_s, fall.state, entry.propagation);
                return Some(Landing { time_s, state, error_m, evaluations, propagation });
            }
        }
        None
    }

    /// Returns the error on the ground, m, of an error at the entry and of the neglected drag above
    /// it: a shallow entry magnifies them.
    #[inline(always)]
    fn error_at_ground_m<T: Scalar>(&self, [x, y, z, vx, vy, vz]: [T; 6], height_m: f64, error_m: T) -> T {
        let (_, rate) = self.edge.above([x, y, z], [vx, vy, vz]);
        let descent = rate * (0.5 * self.edge.radius_m);
        let ratio_squared = (vx * vx + vy * vy + vz * vz) / (descent * descent);
        let error_m = ratio_squared * neglected_drag_m(self.model, 1.0, height_m) + error_m;
        let (one, growth) = (error_m.constant(1.0), ratio_squared.sqrt() * 0.5);
        T::select(growth.lt(one), error_m, error_m * growth)
    }
}

/// Integrates a single flight from an entry at a height to the ground in steps. It is not inlined,
/// because beside other code it is slower.
#[inline(never)]
fn fall_by_steps(
    model: &OblateWithDrag,
    ground: &Level,
    entry: &Landing,
    from_m: f64,
    parts: u32,
) -> FallEnd<f64> {
    fall_to_ground(model, ground, FallStart { state: entry.state, time_s: entry.time_s, from_m }, parts)
}

/// Computes [`landing_with_drag`] for each of many states: for an error of half a metre or more
/// side by side in lanes, in steps that are the same in every lane, so that no lane waits for
/// another; for a smaller error, or where that is not met, one by one with the nodes of a panel in
/// lanes.
///
/// # Errors
///
/// For each state, those of [`landing_with_drag`].
#[must_use]
pub fn landings_with_drag(
    model: &OblateWithDrag,
    states: &[[f64; 6]],
    error_m: f64,
    width: Width,
) -> Vec<Result<Landing>> {
    let land_one = |state| landing_with_drag(model, state, error_m, width);
    // The nodes of a panel fill the lanes by themselves.
    if width == Width::Single || error_m < LEAST_FOR_STEPS_M {
        return states.iter().map(|state| land_one(*state)).collect();
    }
    let air = DragRegion::new(model, error_m);
    land_remaining(run(width, FallBatch { air, states }), states, error_m, land_one)
}

/// A fall through the air in panels, with their nodes in lanes.
struct SingleFall<'a> {
    air: &'a DragRegion<'a>,
    start: FallStart<f64>,
    parts: u32,
}

impl SingleFall<'_> {
    #[inline(always)]
    fn fall<N: Nodes<One = f64>>(&self, kind: N) -> FallEnd<f64> {
        let air = self.air;
        fall_in_panels(kind, air.model, &air.ground, self.start, self.parts, air.allowed_m)
    }
}

impl Batch for SingleFall<'_> {
    type Output = FallEnd<f64>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        self.fall(Wide::splat(simd, 0.0))
    }

    #[inline(always)]
    fn single(self) -> Self::Output {
        self.fall(Row([0.0; LANES]))
    }
}

/// Flights that come down through the air, one in each lane, by steps. A result is none where the
/// allowed error is not met.
struct FallBatch<'a> {
    air: DragRegion<'a>,
    states: &'a [[f64; 6]],
}

impl Batch for FallBatch<'_> {
    type Output = Vec<Option<Landing>>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut landings = Vec::with_capacity(self.states.len());
        let air = &self.air;
        for states in self.states.chunks(LANES) {
            let state = load_states(simd, states);
            let [x, y, z, vx, vy, vz] = state;
            let (above_edge, _) = air.edge.above([x, y, z], [vx, vy, vz]);
            let gravity = &air.model.gravity;
            let entry = propagate_lanes(gravity, (&air.edge, air.edge_m), state, 1, 0.08 * air.allowed_m);
            let start = FallStart { state: entry.state, time_s: entry.time_s, from_m: air.edge_m };
            let fall = fall_to_ground(air.model, &air.ground, start, 1);
            let climb_m = neglected_climb_drag_m(air.model, &air.ground, state, fall.time_s);
            let entry_m = air.error_at_ground_m(entry.state, air.edge_m, entry.error_m + climb_m);
            let error_m = reported_error_m(fall.error_m + entry_m, air.allowed_m);
            // A flight that begins in the air has no arc above it.
            let no_arc = error_m.constant(f64::NAN);
            let error_m = Wide::select(error_m.constant(0.0).lt(above_edge), error_m, no_arc);
            let lanes = LandingLanes {
                state: fall.state,
                time_s: fall.time_s,
                error_m,
                evaluations: entry.evaluations + fall.evaluations,
                pieces: entry.pieces,
            };
            lanes.store(states.len(), air.allowed_m, &mut landings);
        }
        landings
    }

    fn single(self) -> Self::Output {
        vec![None; self.states.len()]
    }
}
