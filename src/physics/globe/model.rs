//! The model of the Earth under a flight: its rotation, its bulge and its surface.

use crate::error::Result;
use crate::error::check::within;
use crate::physics::earth::{
    EQUATORIAL_RADIUS_M, FLATTENING, J2, MEAN_RADIUS_M, ROTATION_RATE_RAD_PER_S, Sphere,
};

/// The model of the surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ellipsoid {
    /// The sphere of the mean radius, as in published ranges; a latitude is geocentric.
    Sphere,
    /// The WGS 84 ellipsoid; a latitude is geodetic.
    Wgs84,
}

/// The properties of the Earth that act on a flight in three dimensions.
///
/// ```
/// use lofted::physics::globe::{Ellipsoid, Globe};
///
/// assert_eq!(Globe::ROTATING.ellipsoid(), Ellipsoid::Sphere);
/// assert_eq!(Globe::ROTATING.with_j2().with_ellipsoid(Ellipsoid::Wgs84), Globe::WGS84);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Globe {
    rotation_rate_rad_per_s: f64,
    j2: f64,
    ellipsoid: Ellipsoid,
}

/// The rate of rotation above which a body on the equator would leave the ground, rad/s.
const FASTEST_RAD_PER_S: f64 = 1.2e-3;

impl Globe {
    /// The non-rotating sphere with the gravitation of a point, which published ranges and the
    /// planar flights assume.
    pub const NON_ROTATING: Self =
        Self { rotation_rate_rad_per_s: 0.0, j2: 0.0, ellipsoid: Ellipsoid::Sphere };

    /// The same sphere, rotating with its air.
    pub const ROTATING: Self =
        Self { rotation_rate_rad_per_s: ROTATION_RATE_RAD_PER_S, ..Self::NON_ROTATING };

    /// The rotating WGS 84 ellipsoid with its bulge.
    pub const WGS84: Self = Self { j2: J2, ellipsoid: Ellipsoid::Wgs84, ..Self::ROTATING };

    /// Adds the gravitation of the bulge, J₂.
    #[must_use]
    pub const fn with_j2(self) -> Self {
        Self { j2: J2, ..self }
    }

    /// Sets the model of the surface.
    #[must_use]
    pub const fn with_ellipsoid(self, ellipsoid: Ellipsoid) -> Self {
        Self { ellipsoid, ..self }
    }

    /// Sets the rate of rotation, rad/s, eastward positive.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless it is at most 1.2e-3 either
    /// way: faster, the equator would leave the ground.
    pub fn with_rotation_rate_rad_per_s(self, rotation_rate_rad_per_s: f64) -> Result<Self> {
        within(
            rotation_rate_rad_per_s.abs() <= FASTEST_RAD_PER_S,
            "the rate of rotation in rad/s",
            rotation_rate_rad_per_s,
            "at most 0.0012 either way (faster, the equator would leave the ground)",
        )?;
        Ok(Self { rotation_rate_rad_per_s, ..self })
    }

    /// Returns the rate at which Earth and air rotate, rad/s.
    pub const fn rotation_rate_rad_per_s(&self) -> f64 {
        self.rotation_rate_rad_per_s
    }

    /// Returns the second zonal harmonic of the gravitation; zero for a point.
    pub const fn j2(&self) -> f64 {
        self.j2
    }

    /// Returns the model of the surface.
    pub const fn ellipsoid(&self) -> Ellipsoid {
        self.ellipsoid
    }

    /// Returns the radius that turns Earth-central angles into ground ranges, m: on the ellipsoid
    /// that of its equator, where distances have a further correction.
    pub(crate) const fn radius_m(&self) -> f64 {
        match self.ellipsoid {
            Ellipsoid::Sphere => MEAN_RADIUS_M,
            Ellipsoid::Wgs84 => EQUATORIAL_RADIUS_M,
        }
    }

    /// Returns the sphere that the closed forms use.
    pub(crate) const fn sphere(&self) -> Sphere {
        Sphere::MEAN
    }

    /// Returns whether free flight is in closed form: about a point, over a sphere.
    pub(crate) fn has_closed_form_free_flight(&self) -> bool {
        self.j2 == 0.0 && self.ellipsoid == Ellipsoid::Sphere
    }

    /// Returns the flattening of the surface.
    pub(crate) const fn flattening(&self) -> f64 {
        match self.ellipsoid {
            Ellipsoid::Sphere => 0.0,
            Ellipsoid::Wgs84 => FLATTENING,
        }
    }
}
