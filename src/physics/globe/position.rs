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
pub struct GeodeticPosition {
    latitude_rad: f64,
    longitude_rad: f64,
}

impl GeodeticPosition {
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

    /// The place below a position in the same axes, straight down, and the height of that above it, m.
    pub(crate) fn below(&self, [x, y, z]: [f64; 3], globe: &Globe) -> (Self, f64) {
        let (latitude_rad, height_m) = globe.geodetic(x.hypot(y), z);
        (Self { latitude_rad, longitude_rad: half_turn(self.longitude_rad + y.atan2(x)) }, height_m)
    }
}

impl Globe {
    /// Latitude and height above the surface of a position beside the axis and along it, rad and m.
    ///
    /// # Formula
    ///
    /// With p from the axis, z along it, e² = f (2 − f), b = a (1 − f) and the reduced latitude β,
    ///
    /// ```text
    /// tan φ = (z + e² a²/b sin³β) / (p − e² a cos³β)      tan β = (1 − f) tan φ, at first (z/p) (a/b)
    /// h = p cos φ + z sin φ − a √(1 − e² sin²φ)
    /// ```
    ///
    /// B. R. Bowring, Survey Review 23 (1976) 323. Three rounds leave roundings at any height from 50 km below the surface on; on the
    /// sphere they are exact at once.
    pub(crate) fn geodetic(&self, from_axis_m: f64, along_axis_m: f64) -> (f64, f64) {
        let (p, z, a, f) = (from_axis_m, along_axis_m, self.radius_m(), self.flattening());
        let squeeze = 1.0 - f;
        let e2 = f * (2.0 - f);
        let mut reduced = z.atan2(squeeze * p);
        let mut latitude = reduced;
        for _ in 0..3 {
            let (sin, cos) = reduced.sin_cos();
            latitude = (z + e2 * a / squeeze * sin.powi(3)).atan2(p - e2 * a * cos.powi(3));
            let (sin, cos) = latitude.sin_cos();
            reduced = (squeeze * sin).atan2(cos);
        }
        let (sin, cos) = latitude.sin_cos();
        (latitude, p * cos + z * sin - a * (1.0 - e2 * sin * sin).sqrt())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Forward the formula is exact: the foot of the normal, and on along it.
    fn position(globe: &Globe, latitude_rad: f64, height_m: f64) -> (f64, f64) {
        let (sin, cos) = latitude_rad.sin_cos();
        let squeeze = (1.0 - globe.flattening()).powi(2);
        let normal = globe.radius_m() / (cos * cos + squeeze * sin * sin).sqrt();
        ((normal + height_m) * cos, (normal * squeeze + height_m) * sin)
    }

    #[test]
    fn straight_down_is_undone_by_straight_up() {
        for globe in [Globe::ROTATING, Globe::WGS84] {
            for latitude_deg in [-90.0_f64, -89.999, -45.0, -1e-9, 0.0, 1e-6, 12.0, 40.0, 44.9, 67.0, 90.0] {
                for height_m in [-50e3, -1.0, 0.0, 1.0, 120e3, 2.8e6, 2e7, 1e8] {
                    let latitude_rad = latitude_deg.to_radians();
                    let (p, z) = position(&globe, latitude_rad, height_m);
                    let (latitude, height) = globe.geodetic(p.max(0.0), z);
                    // A few roundings of an angle, and of a hundred thousand kilometres.
                    assert!((latitude - latitude_rad).abs() < 2e-15, "{latitude_deg} {height_m}: {latitude}");
                    assert!((height - height_m).abs() < 1e-7, "{latitude_deg} {height_m}: {height}");
                }
            }
        }
        assert!(Globe::WGS84.geodetic(f64::NAN, 0.0).1.is_nan());
    }
}
