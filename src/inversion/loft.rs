//! A loft: the reported flight by its apogee and ground range, over a sphere or over the rotating
//! Earth.

use std::f64::consts::FRAC_PI_2;

use crate::error::check::finite;
use crate::error::{Error, Result};
use crate::numerics::roots::{RootSearch, root};
use crate::physics::globe::{GeodeticPosition, Globe, half_turn};
use crate::physics::kepler::rotating::{
    LaunchVelocity, NonRotatingEquivalent, ObservedOverGround, ground_arc, launch_velocity,
    non_rotating_equivalent,
};

/// A reported flight by its apogee and ground range, over a non-rotating sphere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loft {
    /// The apogee altitude above the surface, m.
    pub apogee_altitude_m: f64,
    /// The ground range from launch to impact, m.
    pub ground_range_m: f64,
}

impl Loft {
    /// Returns the error of a loft that cannot be flown: which quantity was not reached, and its
    /// nearest value, m.
    pub(crate) fn unreachable(self, what: &'static str, nearest_m: f64) -> Error {
        Error::LoftUnreachable {
            apogee_km: self.apogee_altitude_m / 1e3,
            ground_range_km: self.ground_range_m / 1e3,
            what,
            nearest_km: nearest_m / 1e3,
        }
    }
}

/// A loft over the ground of the Earth, launched from a known site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoftOverGround {
    /// The apogee and the ground range.
    pub loft: Loft,
    /// The bearing of the impact from the launch, clockwise from north, rad.
    pub bearing_rad: f64,
    /// The position of the launch.
    pub site: GeodeticPosition,
    /// The Earth model.
    pub globe: Globe,
}

impl LoftOverGround {
    /// Returns the same loft with another apogee, m.
    pub(crate) fn as_high_as(self, apogee_altitude_m: f64) -> Self {
        Self { loft: Loft { apogee_altitude_m, ..self.loft }, ..self }
    }

    /// Returns the bearing of the impact of a free arc that has this apogee and ground range and
    /// sets out over the ground in an azimuth, both clockwise from north, rad. The loft's own
    /// bearing is not used.
    ///
    /// The azimuth rises with the bearing, and differs from it by less than a quarter turn, as long
    /// as the ground range exceeds the distance that the Earth rotates under the flight.
    ///
    /// # Errors
    ///
    /// [`Error::AzimuthUnreachable`] where it does not; as [`non_rotating_equivalent`] and [`root`]
    /// otherwise.
    pub fn bearing_of_ascent_rad(&self, azimuth_rad: f64) -> Result<f64> {
        finite("the azimuth in rad", azimuth_rad)?;
        let Loft { apogee_altitude_m, ground_range_m } = self.loft;
        let past = |bearing_rad: f64| {
            let observed = ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad };
            let launch = launch_velocity(observed, self.site, &self.globe)?.launch;
            Ok(half_turn(launch.azimuth_rad - azimuth_rad))
        };
        let drift_m = self.drift_m()?;
        let unreachable = Error::AzimuthUnreachable {
            azimuth_deg: azimuth_rad.to_degrees(),
            apogee_km: apogee_altitude_m / 1e3,
            ground_range_km: ground_range_m / 1e3,
            drift_km: drift_m / 1e3,
        };
        if !(ground_range_m > drift_m) {
            return Err(unreachable);
        }
        let (low, high) = (azimuth_rad - FRAC_PI_2, azimuth_rad + FRAC_PI_2);
        let search = RootSearch { low, high, tolerance: 1e-12, max_evaluations: 100 };
        match root(search, past) {
            Ok(found) => Ok(half_turn(found.x)),
            // Within a few hundredths of the drift of a vertical flight.
            Err(Error::RootNotBracketed { .. }) => Err(unreachable),
            Err(error) => Err(error),
        }
    }

    /// Returns the distance from the launch at which a body thrown straight up to the apogee comes
    /// down, m.
    fn drift_m(&self) -> Result<f64> {
        let sphere = self.globe.sphere();
        let (radius, apogee) = (sphere.radius_m(), self.loft.apogee_altitude_m);
        let square = 2.0 * sphere.gravitational_parameter_m3_per_s2() * apogee / (radius * (radius + apogee));
        let up = LaunchVelocity { speed_m_per_s: square.sqrt(), elevation_rad: FRAC_PI_2, azimuth_rad: 0.0 };
        Ok(ground_arc(up, self.site, &self.globe)?.impact_point.ground_range_m)
    }

    /// Returns the loft over a non-rotating Earth that leaves the ground with the same inertial
    /// velocity, and how the two flights differ.
    ///
    /// # Errors
    ///
    /// As [`non_rotating_equivalent`].
    pub(crate) fn non_rotating_equivalent(&self) -> Result<(Loft, NonRotatingEquivalent)> {
        let Loft { apogee_altitude_m, ground_range_m } = self.loft;
        let observed =
            ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad: self.bearing_rad };
        let equivalent = non_rotating_equivalent(observed, self.site, &self.globe)?;
        Ok((
            Loft {
                apogee_altitude_m: equivalent.apogee_altitude_m,
                ground_range_m: equivalent.ground_range_m,
            },
            equivalent,
        ))
    }
}
