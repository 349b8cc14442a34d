//! The arc that ends at its initial radius r, in canonical units: lengths are in r, times in
//! √(r³/μ), speeds in √(μ/r).

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use crate::error::check::{positive, within};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

/// The burnout of a symmetric arc in canonical units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanonicalBurnout<S> {
    /// The speed ratio squared Q = v² r / μ, above 0 and below 2.
    pub speed_ratio_squared: S,
    /// The flight-path angle φ, rad, from 0 to π/2.
    pub flight_path_angle_rad: S,
}

/// A symmetric arc, which ends at its initial radius.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Arc<S> {
    /// The range angle Ψ, rad, from 0 (vertical) to 2π.
    pub range_angle_rad: S,
    /// The semi-major axis over r, a/r.
    pub semi_major_axis_over_r: S,
    /// The eccentricity e.
    pub eccentricity: S,
    /// The apogee radius over r.
    pub apogee_radius_over_r: S,
    /// The time from burnout to impact over √(r³/μ).
    pub flight_time_over_unit: S,
}

/// Computes the arc from its burnout; a kernel.
///
/// # Formula
///
/// ```text
/// a = r/(2 − Q)        e = hypot(sin φ, (1 − Q) cos φ)        r_apogee = a (1 + e)
/// tan(Ψ/2) = Q sin φ cos φ / (sin²φ + (1 − Q) cos²φ)
/// T = 2 √(a³/μ) [ atan2(k, 1 − Q) + k ],   k = e sin η = √(Q (2 − Q)) sin φ
/// ```
///
/// BMW 6.2-3, 6.2-11 and 6.2-12, with cos²φ + sin²φ written out in the denominator so that
/// nothing cancels near the vertical, and Kepler's equation counted from apogee. At Q = 1, φ = 0
/// both angles are their limits.
pub fn arc_kernel<S: Scalar>(burnout: CanonicalBurnout<S>) -> Arc<S> {
    let q = burnout.speed_ratio_squared;
    let (sin, cos) = burnout.flight_path_angle_rad.sin_cos();
    let one_minus_q = -q + 1.0;
    let two_minus_q = -q + 2.0;
    let e_cos = one_minus_q * cos;
    let eccentricity = (sin * sin + e_cos * e_cos).sqrt();
    let semi_major_axis_over_r = q.constant(1.0) / two_minus_q;
    Arc {
        range_angle_rad: half_angle(q * sin * cos, sin * sin + one_minus_q * cos * cos) * 2.0,
        semi_major_axis_over_r,
        eccentricity,
        apogee_radius_over_r: semi_major_axis_over_r * (eccentricity + 1.0),
        flight_time_over_unit: flight_time_kernel(q, one_minus_q, sin),
    }
}

/// Computes T of [`arc_kernel`] from Q, 1 − Q (an argument of its own, because T depends on it
/// near Q = 1) and sin φ.
fn flight_time_kernel<S: Scalar>(q: S, one_minus_q: S, sin: S) -> S {
    let two_minus_q = one_minus_q + 1.0;
    let k = (q * two_minus_q).sqrt() * sin;
    let half_anomaly = half_angle(k, one_minus_q);
    (half_anomaly + k) * 2.0 / (two_minus_q * two_minus_q.sqrt())
}

/// Returns the angle of (x, y), y zero or more. At the origin, which is circular flight along the
/// surface, it is the limit π/2 of arcs of greatest range, not the conventional 0.
fn half_angle<S: Scalar>(y: S, x: S) -> S {
    let zero = x.constant(0.0);
    let at_origin = S::select(x.abs().lt(x.constant(f64::MIN_POSITIVE)), x.constant(1.0), zero);
    y.atan2(x) + S::select(zero.lt(y), zero, at_origin) * FRAC_PI_2
}

/// Computes the arc from its burnout.
///
/// # Errors
///
/// [`Error::Escapes`] for Q of 2 and more (speeds in units of circular speed);
/// [`Error::OutsideDomain`] for any other argument outside its domain.
pub fn arc(burnout: CanonicalBurnout<f64>) -> Result<Arc<f64>> {
    let q = positive("the speed ratio squared Q", burnout.speed_ratio_squared)?;
    if q >= 2.0 {
        return Err(Error::Escapes { speed_m_per_s: q.sqrt(), escape_speed_m_per_s: 2.0_f64.sqrt() });
    }
    let angle = burnout.flight_path_angle_rad;
    within((0.0..=FRAC_PI_2).contains(&angle), "the flight-path angle in rad", angle, "from 0 to π/2")?;
    Ok(arc_kernel(burnout))
}

/// The arc of greatest range for a given speed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GreatestRange<S> {
    /// The range angle Ψ, rad.
    pub range_angle_rad: S,
    /// The flight-path angle φ, rad.
    pub flight_path_angle_rad: S,
    /// The eccentricity e.
    pub eccentricity: S,
    /// The apogee radius over r.
    pub apogee_radius_over_r: S,
    /// The time from burnout to impact over √(r³/μ).
    pub flight_time_over_unit: S,
}

/// Computes the greatest range for Q below 1, given Q and 1 − Q (an argument of its own, because
/// the range depends on it as Q → 1); a kernel.
///
/// # Formula
///
/// ```text
/// tan(Ψ/2) = Q / (2 √(1 − Q))        tan φ = e = √(1 − Q)
/// ```
///
/// BMW 6.2-18 to 6.2-20: sin(Ψ/2) = Q/(2 − Q) and φ = (π − Ψ)/4, whose arc sine and
/// difference lose digits.
pub fn greatest_range_kernel<S: Scalar>(q: S, one_minus_q: S) -> GreatestRange<S> {
    let eccentricity = one_minus_q.sqrt();
    let flight_path_angle_rad = eccentricity.atan2(q.constant(1.0));
    // sin φ = tan φ / √(1 + tan²φ), and 1 + e² = 2 − Q.
    let sin = eccentricity / (one_minus_q + 1.0).sqrt();
    GreatestRange {
        range_angle_rad: greatest_range_angle_kernel(q, one_minus_q),
        flight_path_angle_rad,
        eccentricity,
        apogee_radius_over_r: (eccentricity + 1.0) / (one_minus_q + 1.0),
        flight_time_over_unit: flight_time_kernel(q, one_minus_q, sin),
    }
}

/// Computes the range angle of [`greatest_range_kernel`] alone, rad.
#[inline(always)]
pub(crate) fn greatest_range_angle_kernel<S: Scalar>(q: S, one_minus_q: S) -> S {
    q.atan2(one_minus_q.sqrt() * 2.0) * 2.0
}

/// Computes the greatest range for a speed ratio squared Q below 1.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless Q is above 0 and below 1. From circular speed on there is no
/// greatest range: every point of the sphere is within range.
pub fn greatest_range(speed_ratio_squared: f64) -> Result<GreatestRange<f64>> {
    let q = speed_ratio_squared;
    let allowed = "above 0 and below 1 (at circular speed every place is within reach)";
    within(q > 0.0 && q < 1.0, "the speed ratio squared Q", q, allowed)?;
    Ok(greatest_range_kernel(q, 1.0 - q))
}

/// The minimum-energy arc over a given range angle.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MinimumEnergy<S> {
    /// The speed ratio squared Q.
    pub speed_ratio_squared: S,
    /// The speed over circular speed, v / √(μ/r).
    pub speed_over_circular: S,
    /// The flight-path angle φ, rad.
    pub flight_path_angle_rad: S,
    /// The eccentricity e.
    pub eccentricity: S,
    /// The semi-major axis over r, a/r.
    pub semi_major_axis_over_r: S,
    /// The apogee radius over r.
    pub apogee_radius_over_r: S,
    /// The time from burnout to impact over √(r³/μ).
    pub flight_time_over_unit: S,
}

/// Computes the minimum-energy arc over the range angle Ψ; a kernel.
///
/// # Formula
///
/// ```text
/// Q = 2 sin(Ψ/2) / (1 + sin(Ψ/2))        φ = (π − Ψ)/4        e² = 1 − Q = tan²φ        a = r (1 + sin(Ψ/2))/2
/// ```
///
/// BMW 6.2-18, 6.2-20.
pub fn minimum_energy_kernel<S: Scalar>(range_angle_rad: S) -> MinimumEnergy<S> {
    let (sin_half, _) = (range_angle_rad * 0.5).sin_cos();
    let speed_ratio_squared = sin_half * 2.0 / (sin_half + 1.0);
    let flight_path_angle_rad = (-range_angle_rad + PI) * 0.25;
    let (sin, cos) = flight_path_angle_rad.sin_cos();
    let eccentricity = sin / cos;
    let semi_major_axis_over_r = (sin_half + 1.0) * 0.5;
    MinimumEnergy {
        speed_ratio_squared,
        speed_over_circular: speed_ratio_squared.sqrt(),
        flight_path_angle_rad,
        eccentricity,
        semi_major_axis_over_r,
        apogee_radius_over_r: semi_major_axis_over_r * (eccentricity + 1.0),
        flight_time_over_unit: flight_time_kernel(speed_ratio_squared, eccentricity * eccentricity, sin),
    }
}

/// Computes the minimum-energy arc over a range angle.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless the angle is above 0 and at most π.
pub fn minimum_energy(range_angle_rad: f64) -> Result<MinimumEnergy<f64>> {
    let is_allowed = range_angle_rad > 0.0 && range_angle_rad <= PI;
    within(is_allowed, "the range angle in rad", range_angle_rad, "above 0 and at most π")?;
    Ok(minimum_energy_kernel(range_angle_rad))
}

/// The two flight-path angles that reach a range angle with a given speed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FlightPathAngles {
    /// The flight-path angle of the lofted arc, rad.
    pub high_rad: f64,
    /// The flight-path angle of the depressed arc, rad; negative where Q > 1: the arc then begins
    /// downward, inside the sphere.
    pub low_rad: f64,
}

/// Computes the flight-path angles φ that cover the range angle Ψ with the speed ratio squared Q.
///
/// # Formula
///
/// ```text
/// sin(2φ + Ψ/2) = (2 − Q)/Q · sin(Ψ/2)
/// ```
///
/// BMW 6.2-16, written with the difference γ from the greatest-range angle, 2φ = π/2 − Ψ/2 ±
/// γ.
///
/// # Errors
///
/// [`Error::OutsideDomain`] unless 0 < Q < 2 and 0 < Ψ ≤ π, and where the range is out of reach
/// at that speed.
pub fn flight_path_angles(speed_ratio_squared: f64, range_angle_rad: f64) -> Result<FlightPathAngles> {
    let q = positive("the speed ratio squared Q", speed_ratio_squared)?;
    let least = minimum_energy(range_angle_rad)?.speed_ratio_squared;
    let allowed = "at least that of the arc of least energy over this range angle, and below 2";
    within(q < 2.0 && q >= least, "the speed ratio squared Q", q, allowed)?;
    let sine = (2.0 - q) / q * (0.5 * range_angle_rad).sin();
    // cos γ = sine; atan2 keeps the digits of γ where the two angles meet.
    let gamma = ((1.0 - sine) * (1.0 + sine)).max(0.0).sqrt().atan2(sine);
    let middle = FRAC_PI_4 - 0.25 * range_angle_rad;
    Ok(FlightPathAngles { high_rad: middle + 0.5 * gamma, low_rad: middle - 0.5 * gamma })
}
