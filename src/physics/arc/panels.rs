//! The fall through the air by Picard's iteration on panels of height. Its estimate is of its own
//! order, so that it meets errors that the steps of [`entry`](super::entry) do not.
//!
//! With w = e⁻ᴷ u for the velocity relative to the air, dK/dt = ρ |w|/(2 β) takes up the whole
//! drag, and u changes by gravity alone: du/dt = eᴷ (g − ω × v). Over the fallen height σ, whose
//! rate is proportional to w, the course u/σ̇ and dK/dσ do not depend on K, so that a few sweeps
//! over eight Gauss–Legendre nodes suffice for each panel.

use crate::numerics::gauss::{NodeFunction, Nodes, neglected};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::LANES;
use crate::physics::arc::entry::{FallEnd, FallStart, onto_ground};
use crate::physics::motion::{Level, OblateWithDrag, height_share};

/// The heights at which the panels end, m, for an allowed error of a decimetre or more, and for
/// less, chosen so that 6.4 to 6.6 km/s, 30° to 80° and 5,000 kg/m² need no finer ones at 1 m and
/// at 1 mm.
const COARSE_PANELS: &[f64] = &[60_000.0, 25_000.0, 8_000.0, 0.0];
const FINE_PANELS: &[f64] = &[90_000.0, 50_000.0, 26_000.0, 13_000.0, 5_000.0, 0.0];
/// The least allowed error, m, for the coarse panels.
const COARSE_M: f64 = 0.1;

/// The share of the allowed error for the sweeps of all panels.
const SWEEP_SHARE: f64 = 0.2;
/// The least number of sweeps: the error is estimated from two ratios of changes.
const FEWEST_SWEEPS: u32 = 3;
/// The greatest number of sweeps: an iteration that ten do not settle does not converge well.
const MOST_SWEEPS: u32 = 10;

/// What a neglected coefficient of degree 8 does at the nodes, as a fraction of it, doubled: ∫P₈ up
/// to a zero of P₈ is −P₇/9, at most 1/31.
const AT_NODES: f64 = 1.0 / 16.0;
/// The greatest K of a panel. Beyond, the body falls as fast as its weight lets it, and forgets its
/// state more than once within a panel.
const MOST_BRAKING: f64 = 6.0;

/// The derivatives of the position, of u, of K and of the time, in this order, with respect to the
/// fallen height; functions of the share of the height in the radius, the position, u and K.
struct Descent<'a> {
    model: &'a OblateWithDrag,
    ground: &'a Level,
}

impl NodeFunction<8, 8> for Descent<'_> {
    #[inline(always)]
    fn at<T: Scalar>(&self, [share, x, y, z, ux, uy, uz, braking]: [T; 8]) -> [T; 8] {
        let omega = self.model.rotation_rate_rad_per_s;
        let growth = braking.exp();
        // The air's own motion is along the level.
        let (_, rate) = self.ground.above([x, y, z], [ux, uy, uz]);
        let per_fall = rate.constant(-1.0) / rate;
        let [gx, gy, gz] = self.model.gravity.gravitation_m_per_s2([x, y, z]);
        let r = (x * x + y * y + z * z).sqrt();
        let speed = (ux * ux + uy * uy + uz * uz).sqrt();
        let time = per_fall * growth;
        let (carried_x, carried_y) = (y * growth * -omega, x * growth * omega);
        let (ax, ay) = (x.mul_add(x.constant(omega * omega), gx), y.mul_add(y.constant(omega * omega), gy));
        [
            (ux + carried_x) * per_fall,
            (uy + carried_y) * per_fall,
            uz * per_fall,
            ax.mul_add(growth, uy * omega) * time,
            ay.mul_add(growth, ux * -omega) * time,
            gz * growth * time,
            self.model.drag_per_metre(share * r) * speed * per_fall,
            time,
        ]
    }
}

/// The share of the height in the radius at a node, and a component of position or u there if it
/// keeps its derivative.
struct HeightShare;
struct Straight;

impl NodeFunction<3, 1> for HeightShare {
    #[inline(always)]
    fn at<T: Scalar>(&self, [node, middle, half]: [T; 3]) -> [T; 1] {
        [height_share(-node.mul_add(half, middle) + 1.0)]
    }
}

impl NodeFunction<3, 1> for Straight {
    #[inline(always)]
    fn at<T: Scalar>(&self, [node, begin, by_half]: [T; 3]) -> [T; 1] {
        [(node + 1.0).mul_add(by_half, begin)]
    }
}

/// The state at the beginning of a panel: position, velocity relative to the air, and time.
#[derive(Debug, Clone, Copy)]
struct AirState<T> {
    position: [T; 3],
    velocity: [T; 3],
    time_s: T,
}

/// Falls to the ground in the fixed panels, each divided into `parts`. The error is only a lower
/// bound where it exceeds `allowed_m`.
#[inline(always)]
pub(super) fn fall_in_panels<N: Nodes>(
    kind: N,
    model: &OblateWithDrag,
    ground: &Level,
    FallStart { state, time_s, from_m }: FallStart<N::One>,
    parts: u32,
    allowed_m: f64,
) -> FallEnd<N::One> {
    let [x, y, z, vx, vy, vz] = state;
    let omega = model.rotation_rate_rad_per_s;
    let (above, _) = ground.above([x, y, z], [vx, vy, vz]);
    let descent = Descent { model, ground };
    let mut at = AirState { position: [x, y, z], velocity: [vx + y * omega, vy + x * -omega, vz], time_s };
    let mut error_m = time_s.constant(0.0);
    let (mut high_m, mut sweeps) = (from_m, 0);
    let panels = if allowed_m < COARSE_M { FINE_PANELS } else { COARSE_PANELS };
    let of_panel_m = SWEEP_SHARE * allowed_m / (panels.len() as f64 * f64::from(parts));
    'fall: for &low_m in panels {
        if !(low_m < high_m) {
            continue;
        }
        // The variable is proportional to the height, to a hundredth.
        let part = (high_m - low_m) / (from_m * f64::from(parts));
        for k in 0..parts {
            let begin = above * (f64::from(k) * part - high_m / from_m);
            let panel = Panel { begin, half: above * (0.5 * part) };
            let (end, panel_error_m, panel_sweeps) = panel.sweep(kind, &descent, &at, of_panel_m);
            (at, error_m, sweeps) = (end, error_m + panel_error_m, sweeps + panel_sweeps);
            if (-error_m).largest() < -allowed_m {
                break 'fall;
            }
        }
        high_m = low_m;
    }
    let AirState { position: [x, y, z], velocity: [wx, wy, wz], time_s } = at;
    let (state, remaining_s) = onto_ground(ground, [x, y, z, wx + y * -omega, wy + x * omega, wz]);
    // An iteration that did not converge does not end on the ground.
    let error_m = error_m + remaining_s.abs() * (wx * wx + wy * wy + wz * wz).sqrt();
    let evaluations = u64::from(sweeps) * LANES as u64;
    FallEnd { state, time_s: time_s + remaining_s, error_m, evaluations }
}

/// A piece of a fall: where it begins, and half its length, in the fallen height.
struct Panel<T> {
    begin: T,
    half: T,
}

impl<T: Scalar> Panel<T> {
    /// Sweeps until the estimated error of the sweeps is below `allowed_m` in every lane. Returns
    /// the state at the end, the estimated error on the ground, m, and the number of sweeps.
    #[inline(always)]
    fn sweep<N: Nodes<One = T>>(
        &self,
        kind: N,
        descent: &Descent<'_>,
        from: &AirState<T>,
        allowed_m: f64,
    ) -> (AirState<T>, T, u32) {
        let half = self.half;
        let AirState { position: [x, y, z], velocity: [wx, wy, wz], time_s } = *from;
        let (zero, one) = (half.constant(0.0), half.constant(1.0));
        let [dx, dy, dz, dux, duy, duz, _, per_fall] = descent.at([zero, x, y, z, wx, wy, wz, zero]);
        let nodes = kind.abscissae();
        let [share] = N::map_nodes(&HeightShare, [nodes, kind.filled(self.begin + half), kind.filled(half)]);
        let mut course = [nodes; 7];
        let begins = [(x, dx), (y, dy), (z, dz), (wx, dux), (wy, duy), (wz, duz), (zero, zero)];
        for (place, (begin, derivative)) in course.iter_mut().zip(begins) {
            let by_half = kind.filled(derivative * half);
            [*place] = N::map_nodes(&Straight, [nodes, kind.filled(begin), by_half]);
        }
        // What a change means on the ground, m: a direction, for the remaining path, which a
        // slanting fall magnifies; a share of the speed, likewise; a time, for the speed.
        let speed = (wx * wx + wy * wy + wz * wz).sqrt();
        let slant = speed * per_fall * (2.0 / descent.ground.radius_m);
        let slant = T::select(slant.lt(one), one, slant);
        let of_braking = speed * per_fall * slant * -self.begin;
        let of_velocity = of_braking / speed;
        let weights = [one, one, one, of_velocity, of_velocity, of_velocity, of_braking, speed];
        let mut totals = [zero; 8];
        let (mut last_change, mut last_ratio, mut sweeps) = (one, one, 0);
        loop {
            let [c1, c2, c3, c4, c5, c6, c7] = course;
            let values = N::map_nodes(descent, [share, c1, c2, c3, c4, c5, c6, c7]);
            sweeps += 1;
            let mut change_squared = zero;
            for ((total, value), weight) in totals.iter_mut().zip(values).zip(weights) {
                let new = value.integral() * half;
                let step = (new - *total) * weight;
                *total = new;
                change_squared = step.mul_add(step, change_squared);
            }
            let change = change_squared.sqrt();
            // The greater of the last two ratios: position and velocity take turns.
            let new_ratio = change / last_change;
            let ratio = T::select(new_ratio.lt(last_ratio), last_ratio, new_ratio);
            (last_change, last_ratio) = (change, new_ratio);
            let sweep_error_m = change * ratio;
            let goes_on =
                sweeps < FEWEST_SWEEPS || (sweeps < MOST_SWEEPS && sweep_error_m.largest() > allowed_m);
            if !goes_on {
                let (mut fifth, mut seventh) = (zero, zero);
                for (value, weight) in values.into_iter().zip(weights) {
                    let (of_fifth, of_seventh) = value.highest_odd_coefficients();
                    let (of_fifth, of_seventh) = (of_fifth * weight, of_seventh * weight);
                    fifth = of_fifth.mul_add(of_fifth, fifth);
                    seventh = of_seventh.mul_add(of_seventh, seventh);
                }
                let quadrature_m = half.abs() * neglected(fifth, seventh, ratio * AT_NODES);
                let [dx, dy, dz, dux, duy, duz, braking, duration] = totals;
                let may_settle = braking.lt(braking.constant(MOST_BRAKING));
                let error_m =
                    T::select(may_settle, quadrature_m + sweep_error_m, zero.constant(f64::INFINITY));
                let slower = (-braking).exp();
                let end = AirState {
                    position: [x + dx, y + dy, z + dz],
                    velocity: [(wx + dux) * slower, (wy + duy) * slower, (wz + duz) * slower],
                    time_s: time_s + duration,
                };
                return (end, error_m, sweeps);
            }
            let begins = [x, y, z, wx, wy, wz, zero];
            for ((place, value), begin) in course.iter_mut().zip(values).zip(begins) {
                *place = value.cumulative_integral(begin, half);
            }
        }
    }
}
