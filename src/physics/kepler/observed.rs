//! The arc from its observed quantities: the apogee altitude and the ground range of a flight from
//! the surface to the surface. The whole library is based on this form.

use std::f64::consts::PI;

use crate::error::check::{finite, positive, within};
use crate::error::{Error, Result};
use crate::numerics::roots::{RootSearch, root};
use crate::numerics::scalar::Scalar;
use crate::physics::earth::Sphere;

/// The observed quantities of an arc from the surface to the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observed<S> {
    /// The apogee altitude h, m, above 0.
    pub apogee_altitude_m: S,
    /// The range angle L = ground range / R, rad, from 0 to π.
    pub range_angle_rad: S,
}

/// An arc from the surface to the surface, and its initial state.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ObservedArc<S> {
    /// The flight time T from surface to surface, s.
    pub flight_time_s: S,
    /// The speed v at the surface, m/s.
    pub speed_m_per_s: S,
    /// The flight-path angle φ at the surface, rad.
    pub flight_path_angle_rad: S,
    /// The speed ratio squared Q at the surface.
    pub speed_ratio_squared: S,
    /// The difference 1 − Q without cancellation; 0 or less where the speed is enough to reach
    /// every point of the surface.
    pub one_minus_speed_ratio_squared: S,
    /// The eccentricity e.
    pub eccentricity: S,
    /// The semi-major axis a, m.
    pub semi_major_axis_m: S,
}

impl<S: Copy> ObservedArc<S> {
    /// Converts every number.
    #[inline(always)]
    pub(crate) fn map<T>(self, of: impl Fn(S) -> T) -> ObservedArc<T> {
        ObservedArc {
            flight_time_s: of(self.flight_time_s),
            speed_m_per_s: of(self.speed_m_per_s),
            flight_path_angle_rad: of(self.flight_path_angle_rad),
            speed_ratio_squared: of(self.speed_ratio_squared),
            one_minus_speed_ratio_squared: of(self.one_minus_speed_ratio_squared),
            eccentricity: of(self.eccentricity),
            semi_major_axis_m: of(self.semi_major_axis_m),
        }
    }
}

/// Computes the arc from its apogee altitude and range angle; a kernel.
///
/// # Formula
///
/// With σ = sin²(L/4):
///
/// ```text
/// e = h / (h + 2Rσ)                              a = (R + h)(h + 2Rσ) / (2 (h + Rσ))
/// tan(η/2) = √(h/R + σ) / cos(L/4)               T = 2 √(a³/μ) (η + e sin η)
/// Q = 2 [h² + Rσ (R + 2h)] / [(R + h)(h + 2Rσ)]  1 − Q = h (R cos(L/2) − h) / [(R + h)(h + 2Rσ)]
/// v = √(μQ/R)                                    φ = atan2(h cos(L/4), (R + h) sin(L/4))
/// ```
///
/// From the equation of the orbit counted from apogee, r = p/(1 − e cos θ), at θ = 0 and θ =
/// L/2; exact from L = 0 (rectilinear) to L = π. Derived in METHODS; not found in print.
#[inline(always)]
pub fn arc_kernel<S: Scalar>(observed: Observed<S>, sphere: Sphere) -> ObservedArc<S> {
    let Observed { apogee_altitude_m: h, range_angle_rad } = observed;
    let (radius, mu) = (sphere.radius_m, sphere.gravitational_parameter_m3_per_s2);
    let (sin_quarter, cos_quarter) = (range_angle_rad * 0.25).sin_cos();
    let sigma = sin_quarter * sin_quarter;
    let apogee_radius = h + radius;
    let sag = h + sigma * (2.0 * radius);
    let eccentricity = h / sag;
    let semi_major_axis_m = apogee_radius * sag / ((h + sigma * radius) * 2.0);
    let half_anomaly = (h / radius + sigma).sqrt().atan2(cos_quarter);
    // sin η = 2 tan(η/2) / (1 + tan²(η/2)), with both terms multiplied by cos²(L/4); σ +
    // cos²(L/4) = 1.
    let sin_anomaly = (h / radius + sigma).sqrt() * cos_quarter * 2.0 / (h / radius + 1.0);
    let unit = (semi_major_axis_m / mu).sqrt() * semi_major_axis_m;
    let denominator = apogee_radius * sag;
    let speed_ratio_squared = (h * h + sigma * radius * (h * 2.0 + radius)) * 2.0 / denominator;
    let cos_half = -(sigma * 2.0) + 1.0;
    ObservedArc {
        flight_time_s: unit * (half_anomaly * 2.0 + eccentricity * sin_anomaly) * 2.0,
        speed_m_per_s: (speed_ratio_squared * (mu / radius)).sqrt(),
        flight_path_angle_rad: (h * cos_quarter).atan2(apogee_radius * sin_quarter),
        speed_ratio_squared,
        one_minus_speed_ratio_squared: h * (cos_half * radius - h) / denominator,
        eccentricity,
        semi_major_axis_m,
    }
}

/// Computes the arc from its apogee altitude and range angle.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless the apogee altitude is finite and above zero and the range angle
/// is from 0 to π.
pub fn arc(observed: Observed<f64>, sphere: Sphere) -> Result<ObservedArc<f64>> {
    positive("the apogee altitude in m", observed.apogee_altitude_m)?;
    range_angle(observed.range_angle_rad)?;
    let arc = arc_kernel(observed, sphere);
    finite("the speed ratio squared (of an apogee whose square overflows)", arc.speed_ratio_squared)?;
    Ok(arc)
}

/// Returns the time of the vertical flight to an apogee altitude (m) and back, s: the shortest time
/// of any flight without downward thrust.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless the altitude is finite and above zero.
pub fn rectilinear_time_s(apogee_altitude_m: f64, sphere: Sphere) -> Result<f64> {
    Ok(arc(Observed { apogee_altitude_m, range_angle_rad: 0.0 }, sphere)?.flight_time_s)
}

/// Returns the time to cover a range angle at circular speed along the surface, s: the shortest
/// time of any flight without downward thrust.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless the angle is from 0 to π.
pub fn circular_time_s(range_angle_rad: f64, sphere: Sphere) -> Result<f64> {
    range_angle(range_angle_rad)?;
    Ok(range_angle_rad
        * (sphere.radius_m / sphere.gravitational_parameter_m3_per_s2).sqrt()
        * sphere.radius_m)
}

/// Finds the apogee altitude, m, of the free arc over a range angle in a given time.
///
/// The time rises with the apogee from that at circular speed along the surface, so that there is
/// one solution or none.
///
/// # Errors
///
/// [`Error::FasterThanCircular`] below the time at circular speed; [`Error::OutsideDomain`] unless
/// the angle is from 0 to π and the time finite and above zero.
pub fn apogee_altitude_m(range_angle_rad: f64, flight_time_s: f64, sphere: Sphere) -> Result<f64> {
    let least_flight_time_s = circular_time_s(range_angle_rad, sphere)?;
    positive("the flight time in s", flight_time_s)?;
    if !(flight_time_s > least_flight_time_s) {
        return Err(Error::FasterThanCircular {
            ground_range_m: range_angle_rad * sphere.radius_m,
            flight_time_s,
            least_flight_time_s,
        });
    }
    let time = |altitude: f64| {
        arc_kernel(Observed { apogee_altitude_m: altitude, range_angle_rad }, sphere).flight_time_s
    };
    let (low, high) = apogee_bracket_m(flight_time_s, sphere, time)?;
    let search = RootSearch { low: low.ln(), high: high.ln(), tolerance: 0.0, max_evaluations: 200 };
    Ok(root(search, |ln_altitude| Ok(time(ln_altitude.exp()) - flight_time_s))?.x.exp())
}

/// Finds two apogee altitudes, m, whose flight times, s, by a function bracket a flight time.
///
/// On a flat Earth h = g T²/8. On the sphere gravity weakens with altitude, and the curvature
/// lowers h: the bracket is widened until it contains the solution. The caller searches in ln h, in
/// which T is close to linear.
fn apogee_bracket_m(flight_time_s: f64, sphere: Sphere, time_s: impl Fn(f64) -> f64) -> Result<(f64, f64)> {
    let not_converged = |iterations: usize, altitude_m: f64| Error::NotConverged {
        iteration: "bracket of the apogee altitude",
        iterations,
        x: altitude_m,
        residual: time_s(altitude_m) - flight_time_s,
    };
    let gravity = sphere.gravitational_parameter_m3_per_s2 / (sphere.radius_m * sphere.radius_m);
    let mut high = gravity * flight_time_s * flight_time_s / 8.0;
    let mut doublings = 0;
    while !(time_s(high) >= flight_time_s) {
        high *= 2.0;
        doublings += 1;
        if doublings > 200 || !high.is_finite() {
            return Err(not_converged(doublings, high));
        }
    }
    let mut low = high;
    let mut quarterings = 0;
    while !(time_s(low) <= flight_time_s) {
        low *= 0.25;
        quarterings += 1;
        if quarterings > 500 || !(low > 0.0) {
            return Err(not_converged(quarterings, low));
        }
    }
    Ok((low, high))
}

/// Checks that a range angle is from 0 to π, and returns it.
fn range_angle(angle: f64) -> Result<f64> {
    let allowed = "from 0 to π (half the circumference)";
    within((0.0..=PI).contains(&angle), "the range angle in rad", angle, allowed)
}
