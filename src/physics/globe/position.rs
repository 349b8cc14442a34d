//! Positions on the surface, and the conversion of points in space to them.

use std::f64::consts::{PI, TAU};

use crate::error::Result;
use crate::error::check::within;
use crate::physics::globe::model::Globe;

/// A latitude and a longitude in degrees, north and east positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// The latitude north, from −90 to 90, deg.
    pub latitude_deg: f64,
    /// The longitude east, from −180 to 180, deg.
    pub longitude_deg: f64,
}

/// A position on the surface.
///
/// On the sphere its latitude is geocentric, on the ellipsoid geodetic. At a pole, where every
/// direction is south or north, azimuths count from the meridian of its longitude, as they do close
/// to the pole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeodeticPosition {
    latitude_rad: f64,
    longitude_rad: f64,
}

impl GeodeticPosition {
    /// Returns the position at a latitude and a longitude.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a latitude beyond a pole or a
    /// longitude beyond ±180°.
    pub fn new(degrees: Degrees) -> Result<Self> {
        let Degrees { latitude_deg, longitude_deg } = degrees;
        within(
            latitude_deg.abs() <= 90.0,
            "the latitude in deg",
            latitude_deg,
            "from -90 (the South Pole) to 90 (the North Pole); north is positive",
        )?;
        within(
            longitude_deg.abs() <= 180.0,
            "the longitude in deg",
            longitude_deg,
            "from -180 to 180; east is positive",
        )?;
        Ok(Self { latitude_rad: latitude_deg.to_radians(), longitude_rad: longitude_deg.to_radians() })
    }

    /// Returns the latitude, north positive, rad.
    pub const fn latitude_rad(&self) -> f64 {
        self.latitude_rad
    }

    /// Returns the longitude, east positive, from −π to π, rad.
    pub const fn longitude_rad(&self) -> f64 {
        self.longitude_rad
    }

    /// Returns the latitude, north positive, deg.
    pub fn latitude_deg(&self) -> f64 {
        self.latitude_rad.to_degrees()
    }

    /// Returns the longitude, east positive, from −180 to 180, deg.
    pub fn longitude_deg(&self) -> f64 {
        self.longitude_rad.to_degrees()
    }

    /// Returns the position of a point on the surface, given in axes whose x points to the meridian
    /// of `self` and whose z is the Earth's axis, m.
    pub(crate) fn on_surface(&self, [x, y, z]: [f64; 3], globe: &Globe) -> Self {
        // On the ellipsoid tan(geodetic) = tan(geocentric)/(1 − f)², exactly.
        let squeeze = (1.0 - globe.flattening()).powi(2);
        Self {
            latitude_rad: z.atan2(squeeze * x.hypot(y)),
            longitude_rad: half_turn(self.longitude_rad + y.atan2(x)),
        }
    }

    /// Returns the position vertically below a point in the same axes, and the height of the point
    /// above it.
    pub(crate) fn below(&self, [x, y, z]: [f64; 3], globe: &Globe) -> GeodeticFoot {
        let Geodetic { latitude_rad, height_m } = globe.geodetic(x.hypot(y), z);
        let longitude_rad = half_turn(self.longitude_rad + y.atan2(x));
        GeodeticFoot { position: Self { latitude_rad, longitude_rad }, height_m }
    }
}

/// The position vertically below a point, and the height of the point above it.
pub(crate) struct GeodeticFoot {
    /// The position on the surface.
    pub(crate) position: GeodeticPosition,
    /// The geodetic height of the point, m.
    pub(crate) height_m: f64,
}

/// The geodetic coordinates of a point in a meridian plane.
pub(crate) struct Geodetic {
    /// The geodetic latitude, rad.
    pub(crate) latitude_rad: f64,
    /// The height above the surface, m.
    pub(crate) height_m: f64,
}

impl Globe {
    /// Returns the geodetic latitude and height of a point, given its distances from the axis and
    /// along it, m.
    ///
    /// # Formula
    ///
    /// With p the distance from the axis, z along it, e² = f (2 − f), b = a (1 − f) and the
    /// reduced latitude β,
    ///
    /// ```text
    /// tan φ = (z + e² a²/b sin³β) / (p − e² a cos³β)      tan β = (1 − f) tan φ, at first (z/p) (a/b)
    /// h = p cos φ + z sin φ − a √(1 − e² sin²φ)
    /// ```
    ///
    /// B. R. Bowring, Survey Review 23 (1976) 323. Three iterations leave roundings at any height
    /// above 50 km below the surface; on the sphere the first is exact.
    pub(crate) fn geodetic(&self, from_axis_m: f64, along_axis_m: f64) -> Geodetic {
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
        let height_m = p * cos + z * sin - a * (1.0 - e2 * sin * sin).sqrt();
        Geodetic { latitude_rad: latitude, height_m }
    }
}

/// Returns an angle reduced to the interval from −π to π, rad.
pub(crate) fn half_turn(angle: f64) -> f64 {
    let reduced = angle - TAU * (angle / TAU).round();
    reduced.clamp(-PI, PI)
}

/// Returns an angle reduced to the interval from 0 to 2π, 2π excluded, rad.
pub(crate) fn full_turn(angle: f64) -> f64 {
    let reduced = angle.rem_euclid(TAU);
    if reduced < TAU { reduced } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the point at a geodetic latitude and height: the foot of the normal plus the height
    /// along it, which is exact.
    fn position(globe: &Globe, latitude_rad: f64, height_m: f64) -> (f64, f64) {
        let (sin, cos) = latitude_rad.sin_cos();
        let squeeze = (1.0 - globe.flattening()).powi(2);
        let normal = globe.radius_m() / (cos * cos + squeeze * sin * sin).sqrt();
        ((normal + height_m) * cos, (normal * squeeze + height_m) * sin)
    }

    #[test]
    fn geodetic_inverts_the_normal() {
        for globe in [Globe::ROTATING, Globe::WGS84] {
            for latitude_deg in [-90.0_f64, -89.999, -45.0, -1e-9, 0.0, 1e-6, 12.0, 40.0, 44.9, 67.0, 90.0] {
                for height_m in [-50e3, -1.0, 0.0, 1.0, 120e3, 2.8e6, 2e7, 1e8] {
                    let latitude_rad = latitude_deg.to_radians();
                    let (p, z) = position(&globe, latitude_rad, height_m);
                    let Geodetic { latitude_rad: latitude, height_m: height } = globe.geodetic(p.max(0.0), z);
                    // A few roundings of an angle, and of a hundred thousand kilometres.
                    assert!((latitude - latitude_rad).abs() < 2e-15, "{latitude_deg} {height_m}: {latitude}");
                    assert!((height - height_m).abs() < 1e-7, "{latitude_deg} {height_m}: {height}");
                }
            }
        }
        assert!(Globe::WGS84.geodetic(f64::NAN, 0.0).height_m.is_nan());
    }
}
