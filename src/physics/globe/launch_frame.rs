//! The axes of a launch, which rotate with the Earth: ahead along an azimuth over the ground, up,
//! and to the right.

use std::f64::consts::TAU;

use nalgebra::{Rotation3, Unit, Vector3};

use crate::physics::globe::model::{Ellipsoid, Globe};
use crate::physics::globe::position::GeodeticPosition;
use crate::physics::motion::{Oblate, radial_height_m};

/// The axes of a launch site and a launch azimuth, and the Earth in these axes. All vectors are in
/// the launch frame unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LaunchFrame {
    /// The model of the Earth.
    pub(crate) globe: Globe,
    /// The launch site.
    pub(crate) site: GeodeticPosition,
    /// The position of the pad from the centre of the Earth, m.
    pub(crate) from_centre_m: Vector3<f64>,
    /// The unit vector of the Earth's axis, northward.
    axis: Vector3<f64>,
    /// The angular velocity of the Earth, rad/s.
    pub(crate) rotation_rad_per_s: Vector3<f64>,
    /// The unit vector ahead, in axes whose x points to the meridian of the pad and whose z is the
    /// Earth's axis.
    ahead: Vector3<f64>,
    /// The unit vector up, in the same axes.
    up: Vector3<f64>,
    /// The unit vector to the right, in the same axes.
    right: Vector3<f64>,
}

/// A position and a velocity in the launch frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FrameState {
    /// The position from the centre of the Earth, m.
    pub(crate) from_centre_m: Vector3<f64>,
    /// The velocity over the ground, m/s.
    pub(crate) over_ground_m_per_s: Vector3<f64>,
}

/// The impact point of a flight.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ImpactPoint {
    /// The position on the surface.
    pub site: GeodeticPosition,
    /// The shortest distance over the surface from the launch site, m.
    pub ground_range_m: f64,
    /// The bearing from the launch site, clockwise from north, from 0 to 2π, rad.
    pub bearing_rad: f64,
    /// The Earth-central angle along the great circle of the launch, rad: more than π beyond the
    /// antipode.
    pub downrange_angle_rad: f64,
}

impl LaunchFrame {
    /// Returns the axes of a launch from a site along an azimuth, clockwise from north, rad.
    pub(crate) fn new(globe: Globe, site: GeodeticPosition, azimuth_rad: f64) -> Self {
        let (sin, cos) = site.latitude_rad().sin_cos();
        let (sin_azimuth, cos_azimuth) = azimuth_rad.sin_cos();
        let up = Vector3::new(cos, 0.0, sin);
        let (north, east) = (Vector3::new(-sin, 0.0, cos), Vector3::y());
        let ahead = north * cos_azimuth + east * sin_azimuth;
        let right = east * cos_azimuth - north * sin_azimuth;
        // The ellipsoid's point of this geodetic latitude: the normal's length to the axis, and
        // that times (1 − e²).
        let squeeze = (1.0 - globe.flattening()).powi(2);
        let normal = globe.radius_m() / (cos * cos + squeeze * sin * sin).sqrt();
        let place = Vector3::new(normal * cos, 0.0, normal * squeeze * sin);
        let in_frame = |v: Vector3<f64>| Vector3::new(v.dot(&ahead), v.dot(&up), v.dot(&right));
        let from_centre_m = match globe.ellipsoid() {
            // Exactly vertical, without a rounding.
            Ellipsoid::Sphere => Vector3::new(0.0, globe.radius_m(), 0.0),
            Ellipsoid::Wgs84 => in_frame(place),
        };
        let axis = in_frame(Vector3::z());
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

    /// Returns the inertial velocity, m/s, of a velocity over the ground at a position from the
    /// centre, m.
    pub(crate) fn inertial_velocity_m_per_s(
        &self,
        from_centre_m: Vector3<f64>,
        over_ground: Vector3<f64>,
    ) -> Vector3<f64> {
        over_ground + self.rotation_rad_per_s.cross(&from_centre_m)
    }

    /// Returns the velocity over the ground, m/s, of an inertial velocity at a position from the
    /// centre, m.
    pub(crate) fn velocity_over_ground_m_per_s(
        &self,
        from_centre_m: Vector3<f64>,
        inertial: Vector3<f64>,
    ) -> Vector3<f64> {
        inertial - self.rotation_rad_per_s.cross(&from_centre_m)
    }

    /// Returns a position and a velocity, given in the inertial axes that coincide with the launch
    /// frame at time zero, in the launch frame at a time, s.
    pub(crate) fn state_from_inertial_axes(
        &self,
        position_m: Vector3<f64>,
        velocity_m_per_s: Vector3<f64>,
        time_s: f64,
    ) -> FrameState {
        let from_centre_m = self.inertial_in_frame(position_m, time_s);
        let velocity = self.inertial_in_frame(velocity_m_per_s, time_s);
        FrameState {
            from_centre_m,
            over_ground_m_per_s: self.velocity_over_ground_m_per_s(from_centre_m, velocity),
        }
    }

    /// Returns a vector, given in the inertial axes that coincide with the launch frame at time
    /// zero, in the launch frame at a time, s.
    pub(crate) fn inertial_in_frame(&self, v: Vector3<f64>, time_s: f64) -> Vector3<f64> {
        let angle = -self.globe.rotation_rate_rad_per_s() * time_s;
        Rotation3::from_axis_angle(&Unit::new_unchecked(self.axis), angle) * v
    }

    /// Returns the squared distance from the Earth's axis, m², and the distance along it, m, of a
    /// position from the centre.
    fn axial_coordinates(&self, from_centre_m: Vector3<f64>) -> (f64, f64) {
        let along = self.axis.dot(&from_centre_m);
        ((from_centre_m.norm_squared() - along * along).max(0.0), along)
    }

    /// Returns the height above the surface, m; on the ellipsoid it is measured along the radius
    /// vector.
    #[inline(always)]
    pub(crate) fn altitude_m(&self, from_centre_m: Vector3<f64>) -> f64 {
        match self.globe.ellipsoid() {
            Ellipsoid::Sphere => from_centre_m.norm() - self.globe.radius_m(),
            Ellipsoid::Wgs84 => {
                let (square, along) = self.axial_coordinates(from_centre_m);
                radial_height_m(&[square.sqrt(), 0.0, along, 0.0, 0.0, 0.0])
            }
        }
    }

    /// Returns the gravitation, m/s².
    #[inline(always)]
    pub(crate) fn gravitation_m_per_s2(&self, from_centre_m: Vector3<f64>) -> Vector3<f64> {
        let mu = self.globe.sphere().gravitational_parameter_m3_per_s2();
        if self.globe.j2() == 0.0 {
            let square = from_centre_m.norm_squared();
            return from_centre_m * (-mu / (square * square.sqrt()));
        }
        let (square, along) = self.axial_coordinates(from_centre_m);
        let out = square.sqrt();
        let [inward, _, axial] =
            Oblate { j2: self.globe.j2(), ..Oblate::default() }.gravitation_m_per_s2([out, 0.0, along]);
        let per_out = if out > 0.0 { inward / out } else { 0.0 };
        (from_centre_m - self.axis * along) * per_out + self.axis * axial
    }

    /// Returns the sum of the Coriolis and the centrifugal acceleration in the rotating axes,
    /// m/s².
    #[inline(always)]
    pub(crate) fn coriolis_and_centrifugal_m_per_s2(
        &self,
        from_centre_m: Vector3<f64>,
        over_ground: Vector3<f64>,
    ) -> Vector3<f64> {
        let omega = self.rotation_rad_per_s;
        let rate = self.globe.rotation_rate_rad_per_s();
        from_centre_m * (rate * rate) - omega * omega.dot(&from_centre_m) - omega.cross(&over_ground) * 2.0
    }

    /// Returns a vector in axes whose x points to the meridian of the pad and whose z is the
    /// Earth's axis.
    pub(crate) fn in_earth_axes(&self, v: Vector3<f64>) -> Vector3<f64> {
        self.ahead * v.x + self.up * v.y + self.right * v.z
    }

    /// Returns the Earth-central angle of a position along the great circle of the launch, rad: of
    /// the angles that differ by whole turns, the one nearest to an approximate angle.
    pub(crate) fn downrange_rad(from_centre_m: Vector3<f64>, about_rad: f64) -> f64 {
        let angle = from_centre_m.x.atan2(from_centre_m.y);
        angle + TAU * ((about_rad - angle) / TAU).round()
    }

    /// Returns the impact point at a position from the centre, given its approximate Earth-central
    /// angle along the great circle of the launch, rad.
    pub(crate) fn impact_point(&self, from_centre_m: Vector3<f64>, about_rad: f64) -> ImpactPoint {
        let [x, y, z] = self.in_earth_axes(from_centre_m).into();
        let site = self.site.on_surface([x, y, z], &self.globe);
        ImpactPoint {
            site,
            ground_range_m: self.globe.ground_range_m(self.site, site),
            bearing_rad: self.globe.bearing_rad(self.site, site),
            downrange_angle_rad: Self::downrange_rad(from_centre_m, about_rad),
        }
    }
}
