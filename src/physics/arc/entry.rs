//! The fall through the air, with the height for the variable: it ends on the ground without a search, and the air, which is
//! all that bends it, is the same function of the variable on every flight. One row of steps therefore fits them all.

use crate::numerics::ode::Kernel;
use crate::numerics::ode::dop853::Dop853;
use crate::numerics::ode::{OfKernel, RungeKutta};
use crate::numerics::scalar::Scalar;
use crate::physics::motion::{Level, OblateWithDrag, height_share};

/// Motion over what the ground's [`Level::above`] has fallen by; the time is the seventh component.
struct Fall<'a> {
    model: &'a OblateWithDrag,
    ground: &'a Level,
}

impl Kernel<7> for Fall<'_> {
    #[inline(always)]
    fn rate<S: Scalar>(&self, fallen: S, &[x, y, z, vx, vy, vz, _]: &[S; 7]) -> [S; 7] {
        let (_, rate) = self.ground.above([x, y, z], [vx, vy, vz]);
        let per_fall = rate.constant(-1.0) / rate;
        // How high it is the variable says, before the state is known.
        let height_m = height_share(-fallen + 1.0) * (x * x + y * y + z * z).sqrt();
        let [vx, vy, vz, ax, ay, az] = self.model.rate_at_height(height_m, &[x, y, z, vx, vy, vz]);
        [vx * per_fall, vy * per_fall, vz * per_fall, ax * per_fall, ay * per_fall, az * per_fall, per_fall]
    }
}

/// The end of a fall.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fallen<T> {
    pub(super) state: [T; 6],
    pub(super) time_s: T,
    pub(super) error_m: T,
    pub(super) evaluations: u64,
}

/// The heights at which the steps of a row end, m, and how much of its own estimate, which is that of formulas of order 5 and
/// 3, is taken for the error of each. Found over 1,500 falls from 1.5 to 7.8 km/s, 10° to 89° and 500 to 50,000 kg/m².
const ROW: [(f64, f64); 6] =
    [(72_000.0, 1.0), (48_000.0, 1.0), (28_000.0, 0.5), (14_000.0, 0.5), (5_000.0, 0.5), (0.0, 0.5)];

/// An estimate is taken for more than it says, by a third power, from about this on, m: steps that long err by more than
/// they know.
const TOO_LONG_M: f64 = 1.5;

/// Falls to the ground in the steps of the row, each in `parts`.
#[inline(always)]
pub(super) fn fallen<T: Scalar>(
    model: &OblateWithDrag,
    ground: &Level,
    (state, time_s): ([T; 6], T),
    from_m: f64,
    parts: u32,
) -> Fallen<T> {
    let [x, y, z, vx, vy, vz] = state;
    let (above, _) = ground.above([x, y, z], [vx, vy, vz]);
    let fall = Fall { model, ground };
    let mut at = [x, y, z, vx, vy, vz, time_s];
    // A metre, and the speeds that make one in the last of the fall.
    let (metre, speed) = (time_s.constant(1.0), time_s.constant(0.02));
    let scales = [metre, metre, metre, speed, speed, speed, metre];
    let mut error = time_s.constant(0.0);
    let (mut high_m, mut evaluations) = (from_m, 0);
    for (low_m, share) in ROW {
        if !(low_m < high_m) {
            continue;
        }
        // The variable goes with the height, but for a part in a hundred.
        let part = (high_m - low_m) / (from_m * f64::from(parts));
        for k in 0..parts {
            let begin = above * (f64::from(k) * part - high_m / from_m);
            let step = above * part;
            let rate = fall.rate(begin, &at);
            let (end, stages) = Dop853::stages(OfKernel(&fall), (begin, &at, &rate), step);
            error = error + Dop853::error(&rate, &stages, step, &scales) * share;
            at = end;
            evaluations += Dop853::TABLEAU.stages as u64;
        }
        high_m = low_m;
    }
    // The last of the way by the level itself.
    let [x, y, z, vx, vy, vz, time_s] = at;
    let (above, rate) = ground.above([x, y, z], [vx, vy, vz]);
    let wait = -above / rate;
    let (x, y, z, time_s) = (vx.mul_add(wait, x), vy.mul_add(wait, y), vz.mul_add(wait, z), time_s + wait);
    let long = error * (1.0 / TOO_LONG_M);
    // Parts of a step know less of their error, which falls by a power less than the estimate.
    let caution = if parts > 1 { 8.0 } else { 1.0 };
    let error_m = error * (long * long + 1.0) * caution;
    Fallen { state: [x, y, z, vx, vy, vz], time_s, error_m, evaluations }
}

/// Above which height the air can be left out at the price of a metre, per metre of `allowed_m`: where what it would have
/// taken from the speed, ρ v² H/(2 β ṙ), times the rest of the fall, h/ṙ, is a tenth of that. Within 20 to 200 km.
pub(super) fn edge_m(model: &OblateWithDrag, speed_over_descent: f64, allowed_m: f64) -> f64 {
    let mut height_m = 100_000.0;
    for _ in 0..3 {
        let at_ground =
            left_out_m(model, speed_over_descent, height_m) * (height_m / model.scale_height_m).exp();
        height_m = (model.scale_height_m * (at_ground / (0.1 * allowed_m)).ln()).clamp(20_000.0, 200_000.0);
    }
    height_m
}

/// What the air above a height takes from a fall that begins with v over ṙ, m.
pub(super) fn left_out_m(model: &OblateWithDrag, speed_over_descent: f64, height_m: f64) -> f64 {
    let density = model.surface_density_kg_per_m3 * (-height_m / model.scale_height_m).exp();
    // Twice over, and a quarter more: what is lost above is not made good below.
    1.25 * density / model.ballistic_coefficient_kg_per_m2
        * model.scale_height_m
        * height_m
        * speed_over_descent
        * speed_over_descent
}

/// What the air left out on the way up takes from a flight, m: ρ v² H/(2 β ṙ) from its speed, times all of its time, four times
/// over because near orbit a metre per second is worth that; zero on the way down.
#[inline(always)]
pub(super) fn left_out_upward_m<T: Scalar>(
    model: &OblateWithDrag,
    ground: &Level,
    [x, y, z, vx, vy, vz]: [T; 6],
    time_s: T,
) -> T {
    let (above, rate) = ground.above([x, y, z], [vx, vy, vz]);
    let (height_m, climb) = (above * (0.5 * ground.radius_m), rate * (0.5 * ground.radius_m));
    let density = (height_m * (-1.0 / model.scale_height_m)).exp() * model.surface_density_kg_per_m3;
    let speed_squared = vx * vx + vy * vy + vz * vz;
    let left_out = density
        * (2.0 * model.scale_height_m / model.ballistic_coefficient_kg_per_m2)
        * speed_squared
        * time_s
        / climb;
    let zero = time_s.constant(0.0);
    T::select(zero.lt(climb), left_out, zero)
}
