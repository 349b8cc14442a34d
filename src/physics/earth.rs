//! The Earth: its gravity, ellipsoid and rotation. Every constant of nature is cited here and only
//! here.

use std::f64::consts::PI;

use crate::error::Result;
use crate::error::check::within;

/// The geocentric gravitational constant GM, atmosphere included, m³/s².
///
/// Source: IERS Conventions (2010), table 1.1 (3.986 004 418 × 10¹⁴ m³/s², uncertainty 8 ×
/// 10⁵).
pub const GRAVITATIONAL_PARAMETER_M3_PER_S2: f64 = 3.986_004_418e14;

/// The mean radius R₁ = (2a + b)/3 of the reference ellipsoid, m.
///
/// Source: H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74 (2000) 128–133 (6
/// 371 008.7714 m).
pub const MEAN_RADIUS_M: f64 = 6_371_008.8;

/// The standard acceleration of gravity, m/s².
///
/// Source: 3rd General Conference on Weights and Measures (1901); exact by definition.
pub const STANDARD_GRAVITY_M_PER_S2: f64 = 9.806_65;

/// The equatorial radius of the WGS 84 ellipsoid, m.
///
/// Source: NIMA TR8350.2 (2000), table 3.1; exact by definition.
pub const EQUATORIAL_RADIUS_M: f64 = 6_378_137.0;

/// The flattening of the WGS 84 ellipsoid.
///
/// Source: NIMA TR8350.2 (2000), table 3.1; exact by definition.
pub const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// The second zonal harmonic of the geopotential, unnormalised.
///
/// Source: GRS 80 as used with WGS 84 (J₂ = 1.082 63 × 10⁻³); digits of NIMA TR8350.2.
pub const J2: f64 = 1.082_626_68e-3;

/// The rate of rotation, rad/s.
///
/// Source: IERS Conventions (2010), table 1.2 (7.292 115 × 10⁻⁵ rad/s).
pub const ROTATION_RATE_RAD_PER_S: f64 = 7.292_115e-5;

/// The Earth as a non-rotating sphere with the gravitation of a point, which the published ranges
/// assume.
///
/// Every formula over the surface takes a sphere as an argument, so that another radius can be
/// used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sphere {
    pub(crate) gravitational_parameter_m3_per_s2: f64,
    pub(crate) radius_m: f64,
}

impl Sphere {
    /// The sphere of the mean radius.
    pub const MEAN: Self = Self {
        gravitational_parameter_m3_per_s2: GRAVITATIONAL_PARAMETER_M3_PER_S2,
        radius_m: MEAN_RADIUS_M,
    };

    /// Sets the radius, m, and keeps the gravitation.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the radius is from 1 km to
    /// 1,000,000 km.
    pub fn with_radius_m(self, radius_m: f64) -> Result<Self> {
        let is_allowed = (1e3..=1e9).contains(&radius_m);
        within(is_allowed, "the radius of a sphere in m", radius_m, "from 1,000 to 1e9")?;
        Ok(Self { radius_m, ..self })
    }

    /// Returns the gravitational parameter GM, m³/s².
    pub const fn gravitational_parameter_m3_per_s2(&self) -> f64 {
        self.gravitational_parameter_m3_per_s2
    }

    /// Returns the radius, m.
    pub const fn radius_m(&self) -> f64 {
        self.radius_m
    }

    /// Returns half the circumference, which is the greatest possible ground range, m.
    pub const fn half_circumference_m(&self) -> f64 {
        PI * self.radius_m
    }
}

impl Default for Sphere {
    fn default() -> Self {
        Self::MEAN
    }
}
