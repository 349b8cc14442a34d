//! Places on the surface, and positions turned into them.

use std::f64::consts::{PI, TAU};

use crate::error::{Error, Result};
use crate::physics::globe::Globe;

/// A latitude and a longitude in degrees, north and east positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// North, from −90 to 90.
    pub latitude_deg: f64,
    /// East, from −180 to 180.
    pub longitude_deg: f64,
}

/// A place on the surface.
///
/// On the sphere its latitude is geocentric, on the ellipsoid geodetic. At a pole, where every direction is south or north,
/// directions count from the meridian of its longitude, as they do a step before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    latitude_rad: f64,
    longitude_rad: f64,
}

impl Site {
    /// The place at these degrees.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a latitude beyond a pole or a longitude beyond ±180°.
    pub fn new(degrees: Degrees) -> Result<Self> {
        let Degrees { latitude_deg, longitude_deg } = degrees;
        let within = |quantity, value: f64, bound: f64, allowed| {
            if value.abs() <= bound {
                Ok(value)
            } else {
                Err(Error::OutsideDomain { quantity, value, allowed })
            }
        };
        within(
            "the latitude in deg",
            latitude_deg,
            90.0,
            "from -90 (the South Pole) to 90 (the North Pole); north is positive",
        )?;
        within("the longitude in deg", longitude_deg, 180.0, "from -180 to 180; east is positive")?;
        Ok(Self { latitude_rad: latitude_deg.to_radians(), longitude_rad: longitude_deg.to_radians() })
    }

    /// North positive, rad.
    pub const fn latitude_rad(&self) -> f64 {
        self.latitude_rad
    }

    /// East positive, from −π to π, rad.
    pub const fn longitude_rad(&self) -> f64 {
        self.longitude_rad
    }

    /// North positive, deg.
    pub fn latitude_deg(&self) -> f64 {
        self.latitude_rad.to_degrees()
    }

    /// East positive, from −180 to 180, deg.
    pub fn longitude_deg(&self) -> f64 {
        self.longitude_rad.to_degrees()
    }

    /// The place under a position on the surface, in axes of which x points to this site's meridian and z is the Earth's.
    pub(crate) fn under(&self, [x, y, z]: [f64; 3], globe: &Globe) -> Self {
        // On the ellipsoid tan(geodetic) = tan(geocentric)/(1 − f)², exactly.
        let squeeze = (1.0 - globe.flattening()).powi(2);
        Self {
            latitude_rad: z.atan2(squeeze * x.hypot(y)),
            longitude_rad: half_turn(self.longitude_rad + y.atan2(x)),
        }
    }
}

/// An angle brought between −π and π, rad.
pub(crate) fn half_turn(angle: f64) -> f64 {
    let turned = angle - TAU * (angle / TAU).round();
    turned.clamp(-PI, PI)
}

/// An angle brought between 0 and 2π, the latter left out, rad.
pub(crate) fn full_turn(angle: f64) -> f64 {
    let turned = angle.rem_euclid(TAU);
    if turned < TAU { turned } else { 0.0 }
}
