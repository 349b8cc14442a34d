//! The Earth under a flight as it is, or as it is taken to be: turning or still, with its bulge or without, a sphere or an
//! ellipsoid; and places on it.

mod distance;
mod launch_site;
mod launch_frame;
mod position;

use crate::error::{Error, Result};
use crate::physics::earth::{
    EQUATORIAL_RADIUS_M, FLATTENING, J2, MEAN_RADIUS_M, ROTATION_RATE_RAD_PER_S, Sphere,
};

pub use launch_frame::ImpactPoint;
pub(crate) use launch_frame::LaunchFrame;
pub use launch_site::LaunchSite;
pub use position::{Degrees, GeodeticPosition};
pub(crate) use position::{full_turn, half_turn};

/// What stands for the surface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ellipsoid {
    /// The sphere of the mean radius, as in published ranges; a latitude is geocentric.
    Sphere,
    /// The WGS 84 ellipsoid; a latitude is geodetic.
    Wgs84,
}

/// Which of the Earth's properties a flight in three dimensions feels.
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

/// Faster than this a place on the equator would leave the ground, rad/s.
const FASTEST_RAD_PER_S: f64 = 1.2e-3;

impl Globe {
    /// The sphere that does not turn, with the gravity of a point: what published ranges assume, and the plane of the other flights.
    pub const NON_ROTATING: Self =
        Self { rotation_rate_rad_per_s: 0.0, j2: 0.0, ellipsoid: Ellipsoid::Sphere };

    /// The same sphere, turning with its air.
    pub const ROTATING: Self =
        Self { rotation_rate_rad_per_s: ROTATION_RATE_RAD_PER_S, ..Self::NON_ROTATING };

    /// The turning ellipsoid with its bulge.
    pub const WGS84: Self = Self { j2: J2, ellipsoid: Ellipsoid::Wgs84, ..Self::ROTATING };

    /// With the gravity of the bulge, J₂.
    #[must_use]
    pub const fn with_j2(self) -> Self {
        Self { j2: J2, ..self }
    }

    /// With another surface.
    #[must_use]
    pub const fn with_ellipsoid(self, ellipsoid: Ellipsoid) -> Self {
        Self { ellipsoid, ..self }
    }

    /// Turning at another rate, rad/s, eastward positive.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is at most 1.2e-3 either way: faster, the equator would leave the ground.
    pub fn with_rotation_rate_rad_per_s(self, rotation_rate_rad_per_s: f64) -> Result<Self> {
        if rotation_rate_rad_per_s.abs() <= FASTEST_RAD_PER_S {
            Ok(Self { rotation_rate_rad_per_s, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the rate of rotation in rad/s",
                value: rotation_rate_rad_per_s,
                allowed: "at most 0.0012 either way (faster, the equator would leave the ground)",
            })
        }
    }

    /// The rate at which Earth and air turn, rad/s.
    pub const fn rotation_rate_rad_per_s(&self) -> f64 {
        self.rotation_rate_rad_per_s
    }

    /// The second zonal harmonic of its gravity; zero without.
    pub const fn j2(&self) -> f64 {
        self.j2
    }

    /// What stands for its surface.
    pub const fn ellipsoid(&self) -> Ellipsoid {
        self.ellipsoid
    }

    /// The radius over which angles at the centre become ground ranges, m: on the ellipsoid that of its equator, where distances are
    /// corrected besides.
    pub(crate) const fn radius_m(&self) -> f64 {
        match self.ellipsoid {
            Ellipsoid::Sphere => MEAN_RADIUS_M,
            Ellipsoid::Wgs84 => EQUATORIAL_RADIUS_M,
        }
    }

    /// The sphere that stands for it where a flight is in closed form.
    pub(crate) const fn sphere(&self) -> Sphere {
        Sphere::MEAN
    }

    /// Whether free flight is in closed form: about a point, over a sphere.
    pub(crate) fn is_simple(&self) -> bool {
        self.j2 == 0.0 && self.ellipsoid == Ellipsoid::Sphere
    }

    pub(crate) const fn flattening(&self) -> f64 {
        match self.ellipsoid {
            Ellipsoid::Sphere => 0.0,
            Ellipsoid::Wgs84 => FLATTENING,
        }
    }
}
