//! The fall through the air with the height as the independent variable: it ends on the ground
//! without a search, and the density is the same function of the variable on every flight, so that
//! the same steps suit all flights.

use crate::numerics::ode::Kernel;
use crate::numerics::ode::dop853::Dop853;
use crate::numerics::ode::{OfKernel, RungeKutta, StepStart};
use crate::numerics::scalar::Scalar;
use crate::physics::motion::{Level, OblateWithDrag, height_share};

/// The motion as a function of the decrease of the ground's [`Level::above`]; the time is the
/// seventh component.
struct Fall<'a> {
    model: &'a OblateWithDrag,
    ground: &'a Level,
}

impl Kernel<7> for Fall<'_> {
    #[inline(always)]
    fn rate<S: Scalar>(&self, fallen: S, &[x, y, z, vx, vy, vz, _]: &[S; 7]) -> [S; 7] {
        let (_, rate) = self.ground.above([x, y, z], [vx, vy, vz]);
        let per_fall = rate.constant(-1.0) / rate;
        // The height follows from the variable before the state is known.
        let height_m = height_share(-fallen + 1.0) * (x * x + y * y + z * z).sqrt();
        let [vx, vy, vz, ax, ay, az] = self.model.rate_at_height(height_m, &[x, y, z, vx, vy, vz]);
        [vx * per_fall, vy * per_fall, vz * per_fall, ax * per_fall, ay * per_fall, az * per_fall, per_fall]
    }
}

/// The beginning of a fall through the air.
#[derive(Debug, Clone, Copy)]
pub(super) struct FallStart<T> {
    pub(super) state: [T; 6],
    pub(super) time_s: T,
    /// The height, m.
    pub(super) from_m: f64,
}

/// The end of a fall through the air.
#[derive(Debug, Clone, Copy)]
pub(super) struct FallEnd<T> {
    pub(super) state: [T; 6],
    pub(super) time_s: T,
    pub(super) error_m: T,
    pub(super) evaluations: u64,
}

/// The heights at which the steps end, m, and the fraction of the embedded error estimate, of
/// formulas of order 5 and 3, that counts as the error of each. They were fitted to 1,500 falls
/// from 1.5 to 7.8 km/s, 10° to 89° and 500 to 50,000 kg/m².
const STEPS: [(f64, f64); 6] =
    [(72_000.0, 1.0), (48_000.0, 1.0), (28_000.0, 0.5), (14_000.0, 0.5), (5_000.0, 0.5), (0.0, 0.5)];

/// The error estimate, m, above which the cube of an estimate is added to it: long steps have
/// larger errors than their estimates.
const TOO_LONG_M: f64 = 1.5;

/// Integrates a fall to the ground in the fixed steps, each divided into `parts`.
#[inline(always)]
pub(super) fn fall_to_ground<T: Scalar>(
    model: &OblateWithDrag,
    ground: &Level,
    FallStart { state, time_s, from_m }: FallStart<T>,
    parts: u32,
) -> FallEnd<T> {
    let [x, y, z, vx, vy, vz] = state;
    let (above, _) = ground.above([x, y, z], [vx, vy, vz]);
    let fall = Fall { model, ground };
    let mut at = [x, y, z, vx, vy, vz, time_s];
    // A metre, and the speeds that amount to a metre in the last part of the fall.
    let (metre, speed) = (time_s.constant(1.0), time_s.constant(0.02));
    let scales = [metre, metre, metre, speed, speed, speed, metre];
    let mut error = time_s.constant(0.0);
    let (mut high_m, mut evaluations) = (from_m, 0);
    for (low_m, share) in STEPS {
        if !(low_m < high_m) {
            continue;
        }
        // The variable is proportional to the height, to a hundredth.
        let part = (high_m - low_m) / (from_m * f64::from(parts));
        for k in 0..parts {
            let begin = above * (f64::from(k) * part - high_m / from_m);
            let step = above * part;
            let rate = fall.rate(begin, &at);
            let start = StepStart { t: begin, y: &at, derivatives: &rate };
            let (end, stages) = Dop853::stages(OfKernel(&fall), start, step);
            error = error + Dop853::error(&rate, &stages, step, &scales) * share;
            at = end;
            evaluations += Dop853::TABLEAU.stages as u64;
        }
        high_m = low_m;
    }
    let [x, y, z, vx, vy, vz, time_s] = at;
    let (state, remaining_s) = onto_ground(ground, [x, y, z, vx, vy, vz]);
    let time_s = time_s + remaining_s;
    let long = error * (1.0 / TOO_LONG_M);
    // The error of divided steps falls by a power less than their estimate.
    let caution = if parts > 1 { 8.0 } else { 1.0 };
    let error_m = error * (long * long + 1.0) * caution;
    FallEnd { state, time_s, error_m, evaluations }
}

/// Moves a state at the ground by the remaining distance that the level shows, a rounding of the
/// steps. Returns it, and the time that it takes.
#[inline(always)]
pub(super) fn onto_ground<T: Scalar>(ground: &Level, [x, y, z, vx, vy, vz]: [T; 6]) -> ([T; 6], T) {
    let (above, rate) = ground.above([x, y, z], [vx, vy, vz]);
    let remaining_s = -above / rate;
    let (x, y, z) = (vx.mul_add(remaining_s, x), vy.mul_add(remaining_s, y), vz.mul_add(remaining_s, z));
    ([x, y, z, vx, vy, vz], remaining_s)
}

/// Returns the height, m, above which the drag can be neglected for an allowed error: where the
/// loss of speed above it, ρ v² H/(2 β ṙ), times the remaining time of the fall, h/ṙ, is a
/// tenth of `allowed_m`. It is within 20 to 200 km.
pub(super) fn negligible_drag_height_m(
    model: &OblateWithDrag,
    speed_over_descent: f64,
    allowed_m: f64,
) -> f64 {
    let mut height_m = 100_000.0;
    for _ in 0..3 {
        let at_ground =
            neglected_drag_m(model, speed_over_descent, height_m) * (height_m / model.scale_height_m).exp();
        height_m = (model.scale_height_m * (at_ground / (0.1 * allowed_m)).ln()).clamp(20_000.0, 200_000.0);
    }
    height_m
}

/// Returns the displacement of the impact by the drag above a height, m, for a fall with a ratio of
/// speed to descent v/ṙ.
pub(super) fn neglected_drag_m(model: &OblateWithDrag, speed_over_descent: f64, height_m: f64) -> f64 {
    let density = model.surface_density_kg_per_m3 * (-height_m / model.scale_height_m).exp();
    // Twice the estimate and a quarter more: a loss of speed above is not recovered below.
    1.25 * density / model.ballistic_coefficient_kg_per_m2
        * model.scale_height_m
        * height_m
        * speed_over_descent
        * speed_over_descent
}

/// Returns the displacement of the impact by the neglected drag of the climb, m: four times the
/// loss of speed ρ v² H/(2 β ṙ), times the whole flight time, because near orbital speed the
/// effect of a metre per second is four times as large; zero for a state that descends.
#[inline(always)]
pub(super) fn neglected_climb_drag_m<T: Scalar>(
    model: &OblateWithDrag,
    ground: &Level,
    [x, y, z, vx, vy, vz]: [T; 6],
    time_s: T,
) -> T {
    let (above, rate) = ground.above([x, y, z], [vx, vy, vz]);
    let (height_m, climb) = (above * (0.5 * ground.radius_m), rate * (0.5 * ground.radius_m));
    let density = (height_m * (-1.0 / model.scale_height_m)).exp() * model.surface_density_kg_per_m3;
    let speed_squared = vx * vx + vy * vy + vz * vz;
    let neglected_m = density
        * (2.0 * model.scale_height_m / model.ballistic_coefficient_kg_per_m2)
        * speed_squared
        * time_s
        / climb;
    let zero = time_s.constant(0.0);
    T::select(zero.lt(climb), neglected_m, zero)
}
