//! The gravity turn at constant thrust acceleration over a flat Earth, in closed form.
//!
//! # Conventions
//!
//! | symbol | meaning |
//! |---|---|
//! | a, t_b | thrust acceleration (constant) and burn time; a t_b is the ideal delta-v |
//! | g | effective gravity, uniform over the ascent |
//! | n | a / g, above 1 |
//! | β | angle of the velocity from the vertical at burnout |
//! | z | tan(β/2): 0 vertical, 1 horizontal, above 1 descending |
//! | v, x, y | speed, distance over the ground, altitude, at burnout |
//!
//! The thrust is along the velocity from rest on; z at the end selects one turn. The model keeps
//! the most important property of a powered ascent, that a steep burn loses more to gravity than a
//! flat one, and leaves out drag, staging and the curvature of the Earth under the ascent.
//!
//! Sources: G. J. Culler, B. D. Fried, "Universal gravity turn trajectories", Journal of Applied
//! Physics 28 (1957) 672–676, for the solution v = A z^{n−1}(1 + z²); the displacements are
//! integrated from it in METHODS.

use crate::error::Result;
use crate::error::check::{not_negative, positive, within};
use crate::numerics::roots::{RootSearch, root};
use crate::numerics::scalar::Scalar;
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};

/// A gravity turn: its thrust acceleration, its burn time and the direction of its velocity at the
/// end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GravityTurn<S> {
    /// The thrust acceleration a, m/s², greater than gravity.
    pub thrust_acceleration_m_per_s2: S,
    /// The burn time t_b, s.
    pub burn_time_s: S,
    /// The tangent of half the angle of the velocity from the vertical at burnout, z = tan(β/2),
    /// zero or more.
    pub tangent_of_half_angle: S,
}

/// The burnout of a gravity turn.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TurnEnd<S> {
    /// The speed v, m/s.
    pub speed_m_per_s: S,
    /// The angle of the velocity above the horizontal, 90° − β, rad.
    pub flight_path_angle_rad: S,
    /// The altitude y, m.
    pub altitude_m: S,
    /// The distance over the ground x, m.
    pub downrange_m: S,
    /// The gravity loss, ideal delta-v less speed, m/s.
    pub gravity_loss_m_per_s: S,
}

/// Computes the end of a turn in uniform gravity; a kernel.
///
/// # Formula
///
/// ```text
/// B = g t_b / [1/(n−1) + z²/(n+1)]          v = B (1 + z²)
/// x = (2B²/g) [z/(2n−1) + z³/(2n+1)]        y = (B²/g) [1/(2n−2) − z⁴/(2n+2)]
/// loss = a t_b [1 − (1 + z²)(n² − 1) / (n ((n+1) + (n−1) z²))] = g t_b ((n+1) − (n−1) z²) / ((n+1) + (n−1) z²)
/// ```
///
/// B is A z^{n−1} of the source, so that no power n is taken and a short burn does not underflow.
pub fn turn_end_kernel<S: Scalar>(turn: GravityTurn<S>, gravity_m_per_s2: S) -> TurnEnd<S> {
    let GravityTurn { thrust_acceleration_m_per_s2, burn_time_s, tangent_of_half_angle: z } = turn;
    let g = gravity_m_per_s2;
    let one = g.constant(1.0);
    let n = thrust_acceleration_m_per_s2 / g;
    let (below, above) = (n - 1.0, n + 1.0);
    let z_squared = z * z;
    let b = g * burn_time_s / (one / below + z_squared / above);
    let length = b * b / g;
    let (rising, turning) = (above, below * z_squared);
    TurnEnd {
        speed_m_per_s: b * (z_squared + 1.0),
        // 90° − 2 atan z = atan2(1 − z², 2z)
        flight_path_angle_rad: (-z_squared + 1.0).atan2(z * 2.0),
        altitude_m: length * (one / below - z_squared * z_squared / above) * 0.5,
        downrange_m: length * z * (one / (n * 2.0 - 1.0) + z_squared / (n * 2.0 + 1.0)) * 2.0,
        gravity_loss_m_per_s: g * burn_time_s * (rising - turning) / (rising + turning),
    }
}

/// The uniform gravity that replaces the real one, which falls with altitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectiveGravity {
    /// The altitude at which gravity is taken, as a fraction of the burnout altitude.
    pub fraction_of_burnout_altitude: f64,
}

impl EffectiveGravity {
    /// The gravity at a third of the burnout altitude. The gravity loss is an impulse, and the mean
    /// altitude *over time* of a uniformly accelerated climb, y ∝ t², is a third of the last.
    /// METHODS prints the results of other choices.
    pub const MEAN_OVER_TIME: Self = Self { fraction_of_burnout_altitude: 1.0 / 3.0 };

    /// The gravity at the ground throughout the ascent.
    pub const AT_THE_GROUND: Self = Self { fraction_of_burnout_altitude: 0.0 };

    /// Returns the gravity g for a burnout altitude, m/s²: g₀ (R/(R + f y))².
    fn at(&self, burnout_altitude_m: f64, sphere: Sphere) -> f64 {
        let ratio =
            sphere.radius_m / (sphere.radius_m + self.fraction_of_burnout_altitude * burnout_altitude_m);
        STANDARD_GRAVITY_M_PER_S2 * ratio * ratio
    }
}

impl Default for EffectiveGravity {
    fn default() -> Self {
        Self::MEAN_OVER_TIME
    }
}

/// Computes the end of a turn in the effective gravity of its own burnout altitude, which is solved
/// for.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) if the thrust does not lift (a ≤ g₀),
/// the burn time is not above zero, z is below zero, the fraction is outside 0 to 1, or the turn
/// ends below the ground; [`Error::NotConverged`](crate::Error::NotConverged) from the solution
/// for the altitude.
pub fn turn_end(turn: GravityTurn<f64>, gravity: EffectiveGravity, sphere: Sphere) -> Result<TurnEnd<f64>> {
    let acceleration = turn.thrust_acceleration_m_per_s2;
    within(
        acceleration > STANDARD_GRAVITY_M_PER_S2 && acceleration.is_finite(),
        "the thrust acceleration in m/s²",
        acceleration,
        "finite and above the standard gravity of 9.80665, or it does not lift",
    )?;
    positive("the burn time in s", turn.burn_time_s)?;
    let z = turn.tangent_of_half_angle;
    not_negative("the tangent of half the angle from the vertical", z)?;
    let fraction = gravity.fraction_of_burnout_altitude;
    let is_allowed = (0.0..=1.0).contains(&fraction);
    within(is_allowed, "the fraction of the burnout altitude", fraction, "from 0 to 1")?;
    let altitude = |assumed: f64| turn_end_kernel(turn, gravity.at(assumed, sphere)).altitude_m;
    let lowest = altitude(0.0);
    within(
        lowest >= 0.0,
        "the tangent of half the angle from the vertical",
        z,
        "such that burnout is above the ground; make it smaller",
    )?;
    if lowest == 0.0 {
        return Ok(turn_end_kernel(turn, gravity.at(0.0, sphere)));
    }
    // Weaker gravity raises the end of a steep turn and lowers that of a flat one, but never above
    // the climb without gravity.
    let highest = 0.5 * acceleration * turn.burn_time_s * turn.burn_time_s;
    let search = RootSearch { low: 0.0, high: highest, tolerance: 0.0, max_evaluations: 100 };
    let burnout_altitude_m = root(search, |assumed| Ok(altitude(assumed) - assumed))?.x;
    Ok(turn_end_kernel(turn, gravity.at(burnout_altitude_m, sphere)))
}
