//! The axes of a launch, which turn with the Earth: ahead, up and to the right of a direction over the ground.

use std::f64::consts::TAU;

use nalgebra::{Rotation3, Unit, Vector3};

use crate::physics::globe::{Ellipsoid, GeodeticPosition, Globe};
use crate::physics::motion::{Oblate, radial_height_m};

/// A place on the surface, a direction over the ground, and the Earth as seen from there. Vectors are in its axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LaunchFrame {
    pub(crate) globe: Globe,
    pub(crate) site: GeodeticPosition,
    /// The pad from the centre of the Earth, m.
    pub(crate) from_centre_m: Vector3<f64>,
    /// The Earth's axis, northward.
    axis: Vector3<f64>,
    /// Its rotation, rad/s.
    pub(crate) rotation_rad_per_s: Vector3<f64>,
    /// Ahead, up and right in axes of which x points to the pad's meridian and z is the Earth's.
    ahead: Vector3<f64>,
    up: Vector3<f64>,
    right: Vector3<f64>,
}

/// Where a flight has come down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImpactPoint {
    /// The place.
    pub site: GeodeticPosition,
    /// From the launch over the surface, the shortest way, m.
    pub ground_range_m: f64,
    /// In which direction it lies from there, clockwise from north, from 0 to 2π, rad.
    pub bearing_rad: f64,
    /// Angle at the centre, measured along the great circle of the launch, rad: past π on the far side of the antipode.
    pub downrange_angle_rad: f64,
}

impl LaunchFrame {
    /// The axes of a launch from a place in a direction, clockwise from north.
    pub(crate) fn new(globe: Globe, site: GeodeticPosition, azimuth_rad: f64) -> Self {
        let (sin, cos) = site.latitude_rad().sin_cos();
        let (sin_azimuth, cos_azimuth) = azimuth_rad.sin_cos();
        let up = Vector3::new(cos, 0.0, sin);
        let (north, east) = (Vector3::new(-sin, 0.0, cos), Vector3::y());
        let ahead = north * cos_azimuth + east * sin_azimuth;
        let right = east * cos_azimuth - north * sin_azimuth;
        // The ellipsoid's point of this geodetic latitude: the normal's length to the axis, and that times (1 − e²).
        let squeeze = (1.0 - globe.flattening()).powi(2);
        let normal = globe.radius_m() / (cos * cos + squeeze * sin * sin).sqrt();
        let place = Vector3::new(normal * cos, 0.0, normal * squeeze * sin);
        let seen = |v: Vector3<f64>| Vector3::new(v.dot(&ahead), v.dot(&up), v.dot(&right));
        let from_centre_m = match globe.ellipsoid() {
            // Straight up, to the last bit.
            Ellipsoid::Sphere => Vector3::new(0.0, globe.radius_m(), 0.0),
            Ellipsoid::Wgs84 => seen(place),
        };
        let axis = seen(Vector3::z());
        Self {
            globe,
            site,
            from_centre_m,
            axis,
            rotation_rad_per_s: axis * globe.rotation_rate_rad_per_s(),
            ahead,
            up,
            right,
        }
    }

    /// A velocity over the ground as one among the stars, m/s, at a place from the centre, m.
    pub(crate) fn inertial(&self, from_centre_m: Vector3<f64>, over_ground: Vector3<f64>) -> Vector3<f64> {
        over_ground + self.rotation_rad_per_s.cross(&from_centre_m)
    }

    /// The reverse of [`inertial`](Self::inertial).
    pub(crate) fn over_ground(&self, from_centre_m: Vector3<f64>, inertial: Vector3<f64>) -> Vector3<f64> {
        inertial - self.rotation_rad_per_s.cross(&from_centre_m)
    }

    /// What is at rest among the stars, as the turning axes see it a time later, s.
    pub(crate) fn after(&self, v: Vector3<f64>, time_s: f64) -> Vector3<f64> {
        let angle = -self.globe.rotation_rate_rad_per_s() * time_s;
        Rotation3::from_axis_angle(&Unit::new_unchecked(self.axis), angle) * v
    }

    /// (distance from the axis squared m², along the axis m) of a place from the centre.
    fn about_the_axis(&self, from_centre_m: Vector3<f64>) -> (f64, f64) {
        let along = self.axis.dot(&from_centre_m);
        ((from_centre_m.norm_squared() - along * along).max(0.0), along)
    }

    /// Height above the surface, m; on the ellipsoid along the radius vector.
    #[inline(always)]
    pub(crate) fn altitude_m(&self, from_centre_m: Vector3<f64>) -> f64 {
        match self.globe.ellipsoid() {
            Ellipsoid::Sphere => from_centre_m.norm() - self.globe.radius_m(),
            Ellipsoid::Wgs84 => {
                let (square, along) = self.about_the_axis(from_centre_m);
                radial_height_m(&[square.sqrt(), 0.0, along, 0.0, 0.0, 0.0])
            }
        }
    }

    /// The pull of gravity, m/s².
    #[inline(always)]
    pub(crate) fn gravity_m_per_s2(&self, from_centre_m: Vector3<f64>) -> Vector3<f64> {
        let mu = self.globe.sphere().gravitational_parameter_m3_per_s2();
        if self.globe.j2() == 0.0 {
            let square = from_centre_m.norm_squared();
            return from_centre_m * (-mu / (square * square.sqrt()));
        }
        let (square, along) = self.about_the_axis(from_centre_m);
        let out = square.sqrt();
        let [inward, _, axial] = Oblate { j2: self.globe.j2(), ..Oblate::default() }.pull([out, 0.0, along]);
        let per_out = if out > 0.0 { inward / out } else { 0.0 };
        (from_centre_m - self.axis * along) * per_out + self.axis * axial
    }

    /// What a turning observer sees besides forces, m/s²: Coriolis and centrifugal.
    #[inline(always)]
    pub(crate) fn turning_m_per_s2(
        &self,
        from_centre_m: Vector3<f64>,
        over_ground: Vector3<f64>,
    ) -> Vector3<f64> {
        let turn = self.rotation_rad_per_s;
        let rate = self.globe.rotation_rate_rad_per_s();
        from_centre_m * (rate * rate) - turn * turn.dot(&from_centre_m) - turn.cross(&over_ground) * 2.0
    }

    /// A place from the centre in axes of which x points to the pad's meridian and z is the Earth's, m.
    pub(crate) fn in_earth_axes(&self, v: Vector3<f64>) -> Vector3<f64> {
        self.ahead * v.x + self.up * v.y + self.right * v.z
    }

    /// The angle at the centre, along the great circle of the launch, of a place that lies about so far on, rad.
    pub(crate) fn downrange_rad(from_centre_m: Vector3<f64>, about_rad: f64) -> f64 {
        let angle = from_centre_m.x.atan2(from_centre_m.y);
        angle + TAU * ((about_rad - angle) / TAU).round()
    }

    /// Where a flight has come down that has gone about so far along its great circle, rad.
    pub(crate) fn impact_point(&self, from_centre_m: Vector3<f64>, about_rad: f64) -> ImpactPoint {
        let [x, y, z] = self.in_earth_axes(from_centre_m).into();
        let site = self.site.under([x, y, z], &self.globe);
        ImpactPoint {
            site,
            ground_range_m: self.globe.ground_range_m(self.site, site),
            bearing_rad: self.globe.bearing_rad(self.site, site),
            downrange_angle_rad: Self::downrange_rad(from_centre_m, about_rad),
        }
    }
}
