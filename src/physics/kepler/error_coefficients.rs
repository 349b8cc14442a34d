//! The sensitivity of the range to small errors at burnout.

use crate::error::check::{positive, within};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;
use crate::physics::kepler::unequal::Burnout;

/// The partial derivatives of the range angle of an arc that ends at its initial radius.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ErrorCoefficients<S> {
    /// The derivative by the flight-path angle ∂Ψ/∂φ, rad per rad; zero at the angle of
    /// greatest range.
    pub by_flight_path_angle_rad_per_rad: S,
    /// The derivative by the speed ∂Ψ/∂v, rad per m/s.
    pub by_speed_rad_per_m_per_s: S,
    /// The derivative by the radius ∂Ψ/∂r, rad per m, where burnout and impact radius change
    /// together.
    pub by_radius_rad_per_m: S,
}

/// Computes the error coefficients at a burnout; a kernel.
///
/// # Formula
///
/// ```text
/// ∂Ψ/∂φ = 2Q [(1 − Q) cos²φ − sin²φ]/e²    ∂Ψ/∂v = 4Q sin φ cos φ/(v e²)    ∂Ψ/∂r = 2Q sin φ cos φ/(r e²)
/// ```
///
/// These are the derivatives of tan(Ψ/2) = Q sin φ cos φ/(1 − Q cos²φ). They equal BMW
/// 6.3 (2 sin(Ψ + 2φ)/sin 2φ − 2, (8μ/(v³r)) sin²(Ψ/2)/sin 2φ, (4μ/(v²r²))
/// sin²(Ψ/2)/sin 2φ), which become 0/0 at the vertical.
pub fn error_coefficients_kernel<S: Scalar>(burnout: Burnout<S>, mu: f64) -> ErrorCoefficients<S> {
    let Burnout { radius_m: r, speed_m_per_s: v, flight_path_angle_rad } = burnout;
    let (sin, cos) = flight_path_angle_rad.sin_cos();
    let q = v * v * r / mu;
    let one_minus_q = -q + 1.0;
    let e_cos = one_minus_q * cos;
    let per_e_squared = q * 2.0 / (sin * sin + e_cos * e_cos);
    ErrorCoefficients {
        by_flight_path_angle_rad_per_rad: (one_minus_q * cos * cos - sin * sin) * per_e_squared,
        by_speed_rad_per_m_per_s: sin * cos * per_e_squared * 2.0 / v,
        by_radius_rad_per_m: sin * cos * per_e_squared / r,
    }
}

/// Computes the error coefficients at a burnout, about a point of gravitational parameter `mu`
/// (m³/s²).
///
/// # Errors
///
/// [`Error::Escapes`] from escape speed on; [`Error::OutsideDomain`] for any other argument outside
/// its domain, and for a circular orbit (Q = 1, φ = 0), where the range jumps.
pub fn error_coefficients(burnout: Burnout<f64>, mu: f64) -> Result<ErrorCoefficients<f64>> {
    positive("the gravitational parameter in m³/s²", mu)?;
    let radius = positive("the burnout radius in m", burnout.radius_m)?;
    let speed = positive("the burnout speed in m/s", burnout.speed_m_per_s)?;
    let angle = burnout.flight_path_angle_rad;
    let is_allowed = (0.0..=std::f64::consts::FRAC_PI_2).contains(&angle);
    within(is_allowed, "the flight-path angle in rad", angle, "from 0 to π/2")?;
    let escape_speed_m_per_s = (2.0 * mu / radius).sqrt();
    if speed >= escape_speed_m_per_s {
        return Err(Error::Escapes { speed_m_per_s: speed, escape_speed_m_per_s });
    }
    let coefficients = error_coefficients_kernel(burnout, mu);
    within(
        coefficients.by_flight_path_angle_rad_per_rad.is_finite(),
        "the flight-path angle in rad",
        angle,
        "above 0 at circular speed, where the range jumps",
    )?;
    Ok(coefficients)
}
