//! Flights that come down through the air: the arc to its edge, and the fall from there.

use fearless_simd::Simd;

use super::entry::{edge_m, fallen, left_out_m, left_out_upward_m};
use super::{Landing, Lanes, One, Propagation, check, claimed, lanes, loaded, onward, step_by_step};
use crate::error::Result;
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, run};
use crate::physics::motion::{Level, OblateWithDrag};

/// Speed over descent for which the edge of the air is set; a flight that is flatter there is looked at again.
const SPEED_OVER_DESCENT: f64 = 3.0;
/// Into how many parts the steps of a fall are cut before DOP853 is asked.
const PARTS: [u32; 3] = [1, 2, 4];

/// The flight of a body over the Earth's bulge and through its air, from a state (m, m/s) down to the WGS 84 ellipsoid.
///
/// Above the height from which the air no longer matters the whole arc is taken at once, as [`landing`](super::landing) does;
/// below it DOP853 goes down in steps of height. A flight that begins in the air on its way up is flown by DOP853 alone. The
/// position is right to `error_m`, by the estimate in the answer.
///
/// # Errors
///
/// As [`landing`](super::landing).
pub fn landing_with_drag(
    model: &OblateWithDrag,
    state: [f64; 6],
    error_m: f64,
    width: Width,
) -> Result<Landing> {
    let ground = Level::at_height_m(0.0);
    check(&ground, &state, error_m)?;
    let air = Air::new(model, error_m);
    let [x, y, z, vx, vy, vz] = state;
    let (above_edge, _) = air.edge.above([x, y, z], [vx, vy, vz]);
    let (above, rise) = ground.above([x, y, z], [vx, vy, vz]);
    // On and over the ellipsoid `above` is twice the height over the radius.
    let (entry, height_m) = if above_edge > 0.0 {
        let arc = One { gravity: &model.gravity, level: &air.edge, state, allowed_m: 0.25 * error_m };
        (run(width, arc), air.edge_m)
    } else {
        let propagation = Propagation::Regular { pieces: 0 };
        let here = Landing { time_s: 0.0, state, error_m: 0.0, evaluations: 0, propagation };
        ((rise < 0.0).then_some(here), 0.5 * above * ground.radius_m)
    };
    let landing = entry.and_then(|entry| air.landing(state, &entry, height_m));
    match landing {
        Some(landing) => Ok(landing),
        None => step_by_step((model, &model.gravity), &ground, state, error_m),
    }
}

/// The air, as far down as it matters.
struct Air<'a> {
    model: &'a OblateWithDrag,
    ground: Level,
    edge: Level,
    edge_m: f64,
    allowed_m: f64,
}

impl<'a> Air<'a> {
    fn new(model: &'a OblateWithDrag, allowed_m: f64) -> Self {
        let edge_m = edge_m(model, SPEED_OVER_DESCENT, allowed_m);
        let (ground, edge) = (Level::at_height_m(0.0), Level::at_height_m(edge_m));
        Self { model, ground, edge, edge_m, allowed_m }
    }

    /// From an entry at a height to the ground, if a row of steps does.
    fn landing(&self, begin: [f64; 6], entry: &Landing, height_m: f64) -> Option<Landing> {
        let mut evaluations = entry.evaluations;
        for parts in PARTS {
            let fall = fallen(self.model, &self.ground, (entry.state, entry.time_s), height_m, parts);
            evaluations += fall.evaluations;
            let up_m = left_out_upward_m(self.model, &self.ground, begin, fall.time_s);
            let entry_m = self.grown_m(entry.state, height_m, entry.error_m + up_m);
            let error_m = claimed(fall.error_m + entry_m, self.allowed_m);
            if error_m <= self.allowed_m {
                let (time_s, state, propagation) = (fall.time_s, fall.state, entry.propagation);
                return Some(Landing { time_s, state, error_m, evaluations, propagation });
            }
        }
        None
    }

    /// What an error at the entry, with what the air above it would have done, comes to on the ground, m: a shallow entry
    /// magnifies it.
    #[inline(always)]
    fn grown_m<T: Scalar>(&self, [x, y, z, vx, vy, vz]: [T; 6], height_m: f64, error_m: T) -> T {
        let (_, rate) = self.edge.above([x, y, z], [vx, vy, vz]);
        let descent = rate * (0.5 * self.edge.radius_m);
        let ratio_squared = (vx * vx + vy * vy + vz * vz) / (descent * descent);
        let error_m = ratio_squared * left_out_m(self.model, 1.0, height_m) + error_m;
        let (one, growth) = (error_m.constant(1.0), ratio_squared.sqrt() * 0.5);
        T::select(growth.lt(one), error_m, error_m * growth)
    }
}

/// [`landing_with_drag`] for each of many states, side by side in lanes. The steps are the same in every lane, so that none
/// waits for another; a flight whose error is not met so is flown anew, alone.
pub fn landings_with_drag(
    model: &OblateWithDrag,
    states: &[[f64; 6]],
    error_m: f64,
    width: Width,
) -> Vec<Result<Landing>> {
    let landed = run(width, Many { air: Air::new(model, error_m), states });
    onward(landed, states, error_m, |state| landing_with_drag(model, state, error_m, width))
}

struct Many<'a> {
    air: Air<'a>,
    states: &'a [[f64; 6]],
}

impl Batch for Many<'_> {
    type Output = Vec<Option<Landing>>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut landings = Vec::with_capacity(self.states.len());
        let air = &self.air;
        for states in self.states.chunks(LANES) {
            let state = loaded(simd, states);
            let [x, y, z, vx, vy, vz] = state;
            let (above_edge, _) = air.edge.above([x, y, z], [vx, vy, vz]);
            let entry = lanes(&air.model.gravity, &air.edge, state, 0.08 * air.allowed_m);
            let fall = fallen(air.model, &air.ground, (entry.state, entry.time_s), air.edge_m, 1);
            let up_m = left_out_upward_m(air.model, &air.ground, state, fall.time_s);
            let entry_m = air.grown_m(entry.state, air.edge_m, entry.error_m + up_m);
            let error_m = claimed(fall.error_m + entry_m, air.allowed_m);
            // Where it begins in the air there is no arc to speak of.
            let nowhere = error_m.constant(f64::NAN);
            let error_m = Wide::select(error_m.constant(0.0).lt(above_edge), error_m, nowhere);
            let whole = Lanes {
                state: fall.state,
                time_s: fall.time_s,
                error_m,
                evaluations: entry.evaluations + fall.evaluations,
            };
            whole.store(states.len(), air.allowed_m, &mut landings);
        }
        landings
    }

    fn single(self) -> Self::Output {
        vec![None; self.states.len()]
    }
}
