//! The arc from burnout at one radius down to impact at another.

use std::f64::consts::PI;

use crate::error::check::{finite, positive, within};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

/// The initial state of a free flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burnout<S> {
    /// The distance r from the centre, m.
    pub radius_m: S,
    /// The speed v, m/s.
    pub speed_m_per_s: S,
    /// The flight-path angle φ, rad, from −π/2 to π/2.
    pub flight_path_angle_rad: S,
}

/// A free flight from burnout to impact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FreeFlight<S> {
    /// The range angle from burnout to impact, rad, from 0 to 2π.
    pub range_angle_rad: S,
    /// The time from burnout to impact, s.
    pub flight_time_s: S,
    /// The apogee radius of the **ellipse**, m; the flight itself reaches it if it begins upward.
    pub apogee_radius_m: S,
    /// The eccentricity e.
    pub eccentricity: S,
    /// The semi-major axis a, m.
    pub semi_major_axis_m: S,
}

/// Computes the free flight from burnout down to a radius. Kernel; NaN for escape and for arcs that
/// do not come down to the impact radius.
///
/// # Formula
///
/// With 1 for burnout (outward speed ṙ₁), 2 for impact (inward speed ṙ₂), h = r₁ v cos
/// φ, p = h²/μ:
///
/// ```text
/// ṙ₂² = ṙ₁² + (r₁ − r₂)/(r₁ r₂) · [2μ − (v cos φ)² r₁ (r₁ + r₂)/r₂]
/// e sin θᵢ = ṙᵢ h/μ        e cos θᵢ = 1 − p/rᵢ        e sin ηᵢ = rᵢ ṙᵢ/√(μa)        e cos ηᵢ = rᵢ/a − 1
/// Ψ = θ₁ + θ₂              T = √(a³/μ) [η₁ + η₂ + e (sin η₁ + sin η₂)]
/// ```
///
/// These are the equation of the orbit and Kepler's equation, counted from apogee. The sums of
/// angles are those of products of complex numbers, so that two arc tangents are taken instead of
/// four.
#[inline(always)]
pub fn free_flight_kernel<S: Scalar>(burnout: Burnout<S>, impact_radius_m: S, mu: f64) -> FreeFlight<S> {
    let Burnout { radius_m: r1, speed_m_per_s: v, flight_path_angle_rad } = burnout;
    let r2 = impact_radius_m;
    // The factors that do not depend on the sine and cosine are computed before them, and there are
    // only three divisions: the time of a call is that of its longest chain of dependent
    // operations.
    let per_mu = 1.0 / mu;
    let per_radii = r1.constant(1.0) / (r1 * r2);
    let drop = (r1 - r2) * per_radii;
    let v_squared = v * v;
    let q = v_squared * r1 * per_mu;
    let one_minus_q = -q + 1.0;
    let two_minus_q = -q + 2.0;
    let one_minus_q_at_impact = (q * r1).mul_add(-drop, one_minus_q); // 1 − Q r₁/r₂
    let a = r1 / two_minus_q;
    let per_a = two_minus_q * r2 * per_radii;
    let root = (a * per_mu).sqrt(); // √(a/μ)
    let per_unit = root * per_a; // 1/√(μa)
    let fall = drop * (2.0 * mu);
    let sweep = v_squared * drop * (r1 + r2) * (r1 * r1 * per_radii);

    let (sin, cos) = flight_path_angle_rad.sin_cos();
    let (sin_squared, cos_squared) = (sin * sin, cos * cos);
    let zero = sin.constant(0.0);
    let down_squared = v_squared.mul_add(sin_squared, sweep.mul_add(-cos_squared, fall));
    // A body that already descends below the impact radius does not come down to it.
    let descends = sin.lt(zero);
    let down_squared =
        S::select(drop.lt(zero), S::select(descends, sin.constant(f64::NAN), down_squared), down_squared);
    let down = down_squared.sqrt();
    let eccentricity = (one_minus_q * one_minus_q).mul_add(cos_squared, sin_squared).sqrt();
    // 1 − p/rᵢ = sin²φ + (1 − Q r₁/rᵢ) cos²φ
    let e_cos1 = one_minus_q.mul_add(cos_squared, sin_squared);
    let e_cos2 = one_minus_q_at_impact.mul_add(cos_squared, sin_squared);
    let (e_sin1, e_sin2) = (q * sin * cos, down * (r1 * v * per_mu * cos));
    let (k1, k2) = (r1 * v * per_unit * sin, down * (r2 * per_unit));
    let anomaly = sum_of_angles((k1, one_minus_q), (k2, r2 * per_a - 1.0), descends);
    FreeFlight {
        range_angle_rad: sum_of_angles((e_sin1, e_cos1), (e_sin2, e_cos2), descends),
        flight_time_s: root * a * (anomaly + k1 + k2),
        apogee_radius_m: a * (eccentricity + 1.0),
        eccentricity,
        semi_major_axis_m: a,
    }
}

/// Returns the sum of the angle of (c1, s1), negative where the flight `descends`, and of that of
/// (c2, s2), which is not; the sum is in [0, 2π].
///
/// It uses the arc tangent of one argument, which takes a third of the time of that of two: the
/// half-plane is known from the signs of the sum's sine and cosine.
#[inline(always)]
fn sum_of_angles<S: Scalar>((s1, c1): (S, S), (s2, c2): (S, S), descends: S::Mask) -> S {
    let zero = s1.constant(0.0);
    // Adding zero turns −0, which would put the angle on the wrong side of the axis, into 0.
    let (s, c) = (s1.mul_add(c2, c1 * s2), c1.mul_add(c2, -(s1 * s2)) + 0.0);
    let angle = s.quotient_atan(c);
    let second_or_third = angle + PI;
    // Where the cosine is positive, a negative angle is either one above 3π/2, or (for a flight
    // that descends from the start) zero but for rounding.
    let below = S::select(descends, zero, angle + 2.0 * PI);
    S::select(c.lt(zero), second_or_third, S::select(angle.lt(zero), below, angle))
}

/// Computes the free flight from burnout down to an impact radius, about a point of gravitational
/// parameter `mu` (m³/s²).
///
/// Where the impact radius is above the burnout radius, impact is the descending passage through
/// it. A level burnout at the impact radius itself is impact at once.
///
/// The time of an arc that begins downward is a difference of anomalies: its relative error grows
/// as (a/r)^{3/2}, and near escape few digits are correct.
///
/// # Errors
///
/// [`Error::Escapes`]; [`Error::NeverComesDown`] where the impact radius is below the perigee or
/// above the apogee, or above a burnout that already descends; [`Error::OutsideDomain`] for any
/// argument outside its domain.
#[inline(always)]
pub fn free_flight(burnout: Burnout<f64>, impact_radius_m: f64, mu: f64) -> Result<FreeFlight<f64>> {
    let flight = free_flight_kernel(burnout, impact_radius_m, mu);
    // One test for the common case; every failure shows as NaN here.
    if flight.flight_time_s.is_finite()
        && impact_radius_m > 0.0
        && burnout.radius_m > 0.0
        && burnout.speed_m_per_s > 0.0
        && burnout.flight_path_angle_rad.abs() <= std::f64::consts::FRAC_PI_2
        && mu > 0.0
    {
        Ok(flight)
    } else {
        Err(argument_error(burnout, impact_radius_m, mu))
    }
}

/// Returns the error of arguments for which [`free_flight`] has no result.
#[cold]
fn argument_error(burnout: Burnout<f64>, impact_radius_m: f64, mu: f64) -> Error {
    let angle = burnout.flight_path_angle_rad;
    let is_angle = angle.abs() <= std::f64::consts::FRAC_PI_2;
    let checked = positive("the gravitational parameter in m³/s²", mu)
        .and_then(|_| positive("the impact radius in m", impact_radius_m))
        .and_then(|_| positive("the burnout radius in m", burnout.radius_m))
        .and_then(|_| positive("the burnout speed in m/s", burnout.speed_m_per_s))
        .and_then(|_| within(is_angle, "the flight-path angle in rad", angle, "from −π/2 to π/2"));
    if let Err(error) = checked {
        return error;
    }
    let speed = burnout.speed_m_per_s;
    let escape_speed_m_per_s = (2.0 * mu / burnout.radius_m).sqrt();
    if speed >= escape_speed_m_per_s {
        return Error::Escapes { speed_m_per_s: speed, escape_speed_m_per_s };
    }
    let flight = free_flight_kernel(burnout, burnout.radius_m, mu);
    Error::NeverComesDown {
        impact_radius_m,
        perigee_radius_m: flight.semi_major_axis_m * (1.0 - flight.eccentricity),
        apogee_radius_m: flight.apogee_radius_m,
    }
}

/// The radii of burnout and impact, and the angle between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transfer<S> {
    /// The burnout radius r₁, m.
    pub burnout_radius_m: S,
    /// The impact radius r₂, m.
    pub impact_radius_m: S,
    /// The range angle Ψ, rad, above 0 and at most π.
    pub range_angle_rad: S,
}

/// The minimum-energy arc between two radii.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MinimumEnergyTransfer<S> {
    /// The speed v at burnout, m/s.
    pub speed_m_per_s: S,
    /// The flight-path angle φ at burnout, rad.
    pub flight_path_angle_rad: S,
    /// The semi-major axis a, m.
    pub semi_major_axis_m: S,
    /// The time from burnout to impact, s.
    pub flight_time_s: S,
    /// The apogee radius, m.
    pub apogee_radius_m: S,
}

/// Computes the minimum-energy arc from r₁ to r₂ over the range angle Ψ; a kernel.
///
/// # Formula
///
/// ```text
/// c² = (r₁ − r₂)² + 4 r₁ r₂ sin²(Ψ/2)        a = (r₁ + r₂ + c)/4        v² = 2μ (c − (r₁ − r₂)) / (r₁ (r₁ + r₂ + c))
/// tan φ = (c + r₂ cos Ψ − r₁) / (r₂ sin Ψ)
/// ```
///
/// BMW 5.1 and 6.2: the second focus lies on the chord c, and the velocity bisects the angle
/// between the vertical and the chord. A difference x − y of nearly equal numbers is computed as
/// (x² − y²)/(x + y).
pub fn minimum_energy_kernel<S: Scalar>(transfer: Transfer<S>, mu: f64) -> MinimumEnergyTransfer<S> {
    let Transfer { burnout_radius_m: r1, impact_radius_m: r2, range_angle_rad } = transfer;
    let (sin_half, cos_half) = (range_angle_rad * 0.5).sin_cos();
    let difference = r1 - r2;
    let chord = (difference * difference + r1 * r2 * sin_half * sin_half * 4.0).sqrt();
    let a = (r1 + r2 + chord) * 0.25;
    let excess = difference_of_like(chord, difference, r1 * r2 * sin_half * sin_half * 4.0);
    let speed_m_per_s = (excess * (2.0 * mu) / (r1 * (r1 + r2 + chord))).sqrt();
    let along = r2 * sin_half * cos_half * 2.0;
    let inward = difference + r2 * sin_half * sin_half * 2.0;
    let flight_path_angle_rad = difference_of_like(chord, inward, along * along).atan2(along);
    let flight = free_flight_kernel(Burnout { radius_m: r1, speed_m_per_s, flight_path_angle_rad }, r2, mu);
    MinimumEnergyTransfer {
        speed_m_per_s,
        flight_path_angle_rad,
        semi_major_axis_m: a,
        flight_time_s: flight.flight_time_s,
        apogee_radius_m: flight.apogee_radius_m,
    }
}

/// Returns x − y for |y| ≤ x, given x² − y², without cancellation.
#[inline]
fn difference_of_like<S: Scalar>(x: S, y: S, difference_of_squares: S) -> S {
    let sum = x + y.abs();
    S::select(y.lt(y.constant(0.0)), sum, difference_of_squares / sum)
}

/// Computes the minimum-energy arc between two radii, about a point of gravitational parameter `mu`
/// (m³/s²).
///
/// # Errors
///
/// [`Error::OutsideDomain`] for any argument outside its domain.
pub fn minimum_energy(transfer: Transfer<f64>, mu: f64) -> Result<MinimumEnergyTransfer<f64>> {
    positive("the gravitational parameter in m³/s²", mu)?;
    positive("the burnout radius in m", transfer.burnout_radius_m)?;
    positive("the impact radius in m", transfer.impact_radius_m)?;
    let angle = transfer.range_angle_rad;
    within(angle > 0.0 && angle <= PI, "the range angle in rad", angle, "above 0 and at most π")?;
    let least = minimum_energy_kernel(transfer, mu);
    finite("the flight time in s (of radii and an angle that differ too much in size)", least.flight_time_s)?;
    Ok(least)
}
