//! The right-hand sides of motion about the Earth in inertial coordinates, with or without its
//! bulge and its air.
//!
//! # Conventions
//!
//! A state is [x, y, z, vₓ, v_y, v_z] in m and m/s: the origin is the centre of the Earth, z is
//! along its axis of rotation, x and y are fixed in inertial space. At the time zero x points to
//! longitude zero.

use crate::error::Result;
use crate::error::check::ballistic_coefficient;
use crate::numerics::ode::Kernel;
use crate::numerics::scalar::Scalar;
use crate::physics::earth::{
    EQUATORIAL_RADIUS_M, FLATTENING, GRAVITATIONAL_PARAMETER_M3_PER_S2, J2, ROTATION_RATE_RAD_PER_S,
};

/// The gravitation of a point: −μ r / r³.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoBody {
    /// The gravitational parameter GM, m³/s².
    pub gravitational_parameter_m3_per_s2: f64,
}

impl Default for TwoBody {
    fn default() -> Self {
        Self { gravitational_parameter_m3_per_s2: GRAVITATIONAL_PARAMETER_M3_PER_S2 }
    }
}

impl Kernel<6> for TwoBody {
    #[inline(always)]
    fn rate<S: Scalar>(&self, _t: S, &[x, y, z, vx, vy, vz]: &[S; 6]) -> [S; 6] {
        let square = x * x + y * y + z * z;
        let per_metre = square.constant(-self.gravitational_parameter_m3_per_s2) / (square * square.sqrt());
        [vx, vy, vz, per_metre * x, per_metre * y, per_metre * z]
    }
}

/// The gravitation of a point with the second zonal harmonic, the Earth's bulge. With p = 3 J₂
/// a² / (2 r²) and s = z²/r²:
///
/// ẍ = −μ x/r³ (1 + p (1 − 5 s)), the same in y, and z̈ = −μ z/r³ (1 + p (3 − 5 s)).
///
/// Source: O. Montenbruck and E. Gill, *Satellite Orbits*, Springer 2000, section 3.2 (gradient of
/// the J₂ term).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oblate {
    /// The gravitational parameter GM, m³/s².
    pub gravitational_parameter_m3_per_s2: f64,
    /// The reference radius a of the harmonic, m.
    pub reference_radius_m: f64,
    /// The second zonal harmonic J₂, unnormalised.
    pub j2: f64,
}

impl Default for Oblate {
    fn default() -> Self {
        Self {
            gravitational_parameter_m3_per_s2: GRAVITATIONAL_PARAMETER_M3_PER_S2,
            reference_radius_m: EQUATORIAL_RADIUS_M,
            j2: J2,
        }
    }
}

impl Oblate {
    /// Returns the gravitation at a position, m/s².
    #[inline(always)]
    pub(crate) fn gravitation_m_per_s2<S: Scalar>(&self, [x, y, z]: [S; 3]) -> [S; 3] {
        let square = x * x + y * y + z * z;
        let inverse_square = square.constant(1.0) / square;
        // Grouped so that the square root and the quotient, the slowest operations, wait for each
        // other as little as possible.
        let per_metre =
            square.sqrt() * (inverse_square * inverse_square * -self.gravitational_parameter_m3_per_s2);
        let bulge = inverse_square * (1.5 * self.j2 * self.reference_radius_m * self.reference_radius_m);
        let in_plane = bulge * (z * z * inverse_square * -5.0 + 1.0) + 1.0;
        let axial = in_plane + bulge * 2.0;
        [per_metre * (in_plane * x), per_metre * (in_plane * y), per_metre * (axial * z)]
    }

    /// Returns the energy per mass, which is conserved: v²/2 − μ/r (1 − J₂ a²/r² (3 s −
    /// 1)/2), J/kg.
    pub fn energy_j_per_kg(&self, [x, y, z, vx, vy, vz]: &[f64; 6]) -> f64 {
        let square = x * x + y * y + z * z;
        let ratio = self.reference_radius_m * self.reference_radius_m / square;
        let potential = self.gravitational_parameter_m3_per_s2 / square.sqrt()
            * (1.0 - self.j2 * ratio * (1.5 * z * z / square - 0.5));
        0.5 * (vx * vx + vy * vy + vz * vz) - potential
    }
}

impl Kernel<6> for Oblate {
    #[inline(always)]
    fn rate<S: Scalar>(&self, _t: S, &[x, y, z, vx, vy, vz]: &[S; 6]) -> [S; 6] {
        let [ax, ay, az] = self.gravitation_m_per_s2([x, y, z]);
        [vx, vy, vz, ax, ay, az]
    }
}

/// [`Oblate`] gravitation, and the drag of an exponential atmosphere that rotates with the Earth:
/// a = −ρ |w| w / (2 β), w = v − ω × r, ρ = ρ₀ exp(−h/H).
///
/// The height h is [`radial_height_m`]. The exponential density is within some 30 % of the real one
/// from 5 to 80 km. It is wrong above 120 km, where the air is too thin to matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OblateWithDrag {
    /// The gravitation.
    pub gravity: Oblate,
    /// The density at height zero, kg/m³.
    pub surface_density_kg_per_m3: f64,
    /// The scale height H, over which the density falls by a factor e, m.
    pub scale_height_m: f64,
    /// The ballistic coefficient β = m/(C_d A), kg/m².
    pub ballistic_coefficient_kg_per_m2: f64,
    /// The rate at which Earth and air rotate, rad/s.
    pub rotation_rate_rad_per_s: f64,
}

impl OblateWithDrag {
    /// Returns air of 1.225 kg/m³ at the surface with a scale height of 7200 m, for a body of a
    /// ballistic coefficient, kg/m².
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the coefficient is above zero
    /// (infinity is no drag).
    pub fn new(ballistic_coefficient_kg_per_m2: f64) -> Result<Self> {
        ballistic_coefficient("the ballistic coefficient in kg/m²", ballistic_coefficient_kg_per_m2)?;
        Ok(Self {
            gravity: Oblate::default(),
            surface_density_kg_per_m3: 1.225,
            scale_height_m: 7_200.0,
            ballistic_coefficient_kg_per_m2,
            rotation_rate_rad_per_s: ROTATION_RATE_RAD_PER_S,
        })
    }
}

impl Kernel<6> for OblateWithDrag {
    #[inline(always)]
    fn rate<S: Scalar>(&self, _t: S, state: &[S; 6]) -> [S; 6] {
        let &[x, y, z, ..] = state;
        self.rate_at_height(radial_height(x, y, z), state)
    }
}

impl OblateWithDrag {
    /// Returns the drag over the square of the air speed, ρ/(2 β), at a height in m, 1/m.
    #[inline(always)]
    pub(super) fn drag_per_metre<S: Scalar>(&self, height_m: S) -> S {
        (height_m * (-1.0 / self.scale_height_m)).exp()
            * (0.5 * self.surface_density_kg_per_m3 / self.ballistic_coefficient_kg_per_m2)
    }

    /// Returns the derivative of the state where its height is known, m.
    #[inline(always)]
    pub(super) fn rate_at_height<S: Scalar>(&self, height_m: S, &[x, y, z, vx, vy, vz]: &[S; 6]) -> [S; 6] {
        // Everything else stands before the exponential, so that it is computed while the
        // exponential waits for its argument.
        let exponent = height_m * (-1.0 / self.scale_height_m);
        let [ax, ay, az] = self.gravity.gravitation_m_per_s2([x, y, z]);
        let omega = self.rotation_rate_rad_per_s;
        let (wx, wy) = (vx + y * omega, vy - x * omega);
        let speed = (wx * wx + wy * wy + vz * vz).sqrt()
            * (-0.5 * self.surface_density_kg_per_m3 / self.ballistic_coefficient_kg_per_m2);
        let drag = exponent.exp() * speed;
        [vx, vy, vz, ax + drag * wx, ay + drag * wy, az + drag * vz]
    }
}

/// The (semi-axes)⁻² of the WGS 84 ellipsoid, in the plane of the equator and along the axis,
/// m⁻².
const INVERSE_SQUARES: (f64, f64) = {
    let polar = EQUATORIAL_RADIUS_M * (1.0 - FLATTENING);
    (1.0 / (EQUATORIAL_RADIUS_M * EQUATORIAL_RADIUS_M), 1.0 / (polar * polar))
};

/// Returns the height above the ellipsoid along the radius vector, m.
#[inline(always)]
fn radial_height<S: Scalar>(x: S, y: S, z: S) -> S {
    let (in_plane, axial) = (x * x + y * y, z * z);
    height_share(in_plane * INVERSE_SQUARES.0 + axial * INVERSE_SQUARES.1) * (in_plane + axial).sqrt()
}

/// Returns the height above the ellipsoid over the distance from the centre, given `level` = (x² +
/// y²)/a² + z²/b².
#[inline(always)]
pub(super) fn height_share<S: Scalar>(level: S) -> S {
    -(level.constant(1.0) / level.sqrt()) + 1.0
}

/// Returns the height above the WGS 84 ellipsoid along the radius vector, m: smooth outside the
/// centre, zero exactly on the ellipsoid, negative inside. It exceeds the geodetic height h by up
/// to h · f²/2, six parts in a million.
pub fn radial_height_m(&[x, y, z, ..]: &[f64; 6]) -> f64 {
    radial_height(x, y, z)
}

/// Returns the event function of an impact on the WGS 84 ellipsoid, (x² + y²)/a² + z²/b² −
/// 1: zero exactly on it, negative inside. It is a polynomial, so that its evaluation costs
/// almost nothing.
#[inline(always)]
pub fn above_ellipsoid(&[x, y, z, ..]: &[f64; 6]) -> f64 {
    (x * x + y * y) * INVERSE_SQUARES.0 + z * z * INVERSE_SQUARES.1 - 1.0
}

/// The surface at a height above the WGS 84 ellipsoid: the ellipsoid whose semi-axes are longer by
/// the height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level {
    /// The (semi-axes)⁻², in the plane of the equator and along the axis, m⁻².
    inverse_squares: (f64, f64),
    /// The mean of the semi-axes, m.
    pub(super) radius_m: f64,
}

impl Level {
    /// Returns the surface at a height above the ellipsoid, m.
    pub(super) fn at_height_m(height_m: f64) -> Self {
        let (equatorial, polar) =
            (EQUATORIAL_RADIUS_M + height_m, EQUATORIAL_RADIUS_M * (1.0 - FLATTENING) + height_m);
        Self {
            inverse_squares: (1.0 / (equatorial * equatorial), 1.0 / (polar * polar)),
            radius_m: 0.5 * (equatorial + polar),
        }
    }

    /// Returns the function of [`above_ellipsoid`] for this surface, and its rate, 1/s.
    #[inline(always)]
    pub(super) fn above<S: Scalar>(&self, [x, y, z]: [S; 3], [vx, vy, vz]: [S; 3]) -> (S, S) {
        let (in_plane, axial) = self.inverse_squares;
        let (x_scaled, y_scaled, z_scaled) = (x * in_plane, y * in_plane, z * axial);
        (
            x.mul_add(x_scaled, y.mul_add(y_scaled, z * z_scaled)) - 1.0,
            vx.mul_add(x_scaled, vy.mul_add(y_scaled, vz * z_scaled)) * 2.0,
        )
    }
}

/// Returns the event function of an impact on a sphere, r²/R² − 1: zero exactly on it, negative
/// inside.
#[inline(always)]
pub fn above_sphere(radius_m: f64) -> impl Fn(&[f64; 6]) -> f64 + Copy {
    let inverse_square = 1.0 / (radius_m * radius_m);
    move |&[x, y, z, ..]| (x * x + y * y + z * z) * inverse_square - 1.0
}

/// A position over the Earth and an inertial velocity in spherical coordinates, as launches and
/// burnouts are described.
///
/// The latitude is geocentric, that of the radius vector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SphericalState {
    /// The distance from the centre, m.
    pub radius_m: f64,
    /// The geocentric latitude, rad.
    pub latitude_rad: f64,
    /// The longitude east, rad.
    pub longitude_rad: f64,
    /// The inertial speed, m/s.
    pub speed_m_per_s: f64,
    /// The angle of the inertial velocity above the plane normal to the radius vector, rad.
    pub flight_path_angle_rad: f64,
    /// The azimuth of the inertial velocity, clockwise from north, rad.
    pub azimuth_rad: f64,
}

impl SphericalState {
    /// Returns the Cartesian state at the time zero.
    pub fn state(&self) -> [f64; 6] {
        let (sin_latitude, cos_latitude) = self.latitude_rad.sin_cos();
        let (sin_longitude, cos_longitude) = self.longitude_rad.sin_cos();
        let (sin_angle, cos_angle) = self.flight_path_angle_rad.sin_cos();
        let (sin_azimuth, cos_azimuth) = self.azimuth_rad.sin_cos();
        let up = [cos_latitude * cos_longitude, cos_latitude * sin_longitude, sin_latitude];
        let east = [-sin_longitude, cos_longitude, 0.0];
        let north = [-sin_latitude * cos_longitude, -sin_latitude * sin_longitude, cos_latitude];
        let position = up.map(|u| self.radius_m * u);
        let mut velocity = [0.0; 3];
        for (v, ((u, n), e)) in velocity.iter_mut().zip(up.into_iter().zip(north).zip(east)) {
            *v = self.speed_m_per_s * (sin_angle * u + cos_angle * (cos_azimuth * n + sin_azimuth * e));
        }
        let ([x, y, z], [vx, vy, vz]) = (position, velocity);
        [x, y, z, vx, vy, vz]
    }
}
