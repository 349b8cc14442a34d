//! Free flight from the surface of a rotating sphere to the surface.
//!
//! In inertial space the arc is an ellipse; its velocity is the sum of the velocity over the ground
//! and that of the ground, and the target moves with the ground during the flight. A launch
//! determines the velocity over the ground.

mod free_arc;

use std::f64::consts::{FRAC_PI_2, PI};

use nalgebra::Vector3;

use crate::error::check::{finite, positive, within};
use crate::error::{Error, Result};
use crate::numerics::maximum::{MaximumSearch, maximum};
use crate::physics::earth::Sphere;
use crate::physics::globe::{FrameState, GeodeticPosition, Globe, ImpactPoint, LaunchFrame, half_turn};
use crate::physics::kepler::observed::{Observed, arc};
use crate::physics::kepler::symmetric::{self, CanonicalBurnout};
use crate::physics::kepler::unequal::free_flight;

pub(crate) use free_arc::FreeArcOverGround;

/// A velocity over the ground at the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaunchVelocity {
    /// The speed over the ground, m/s.
    pub speed_m_per_s: f64,
    /// The angle above the horizontal, from 0 to π/2, rad.
    pub elevation_rad: f64,
    /// The azimuth, clockwise from north, rad.
    pub azimuth_rad: f64,
}

/// A free arc over the rotating ground.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GroundArc {
    /// The time from surface to surface, s.
    pub flight_time_s: f64,
    /// The apogee altitude above the surface, m.
    pub apogee_altitude_m: f64,
    /// The impact point.
    pub impact_point: ImpactPoint,
}

/// Computes the free arc of a velocity over the ground. Only the rotation of the globe is taken
/// into account.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for a speed or an angle outside its domain; [`Error::Escapes`] and
/// [`Error::NeverComesDown`] where the arc does not come down.
pub fn ground_arc(launch: LaunchVelocity, site: GeodeticPosition, globe: &Globe) -> Result<GroundArc> {
    let launch = launch.checked()?;
    let frame = LaunchFrame::new(spherical(globe), site, launch.azimuth_rad);
    let (sin, cos) = launch.elevation_rad.sin_cos();
    let over_ground_m_per_s = Vector3::new(launch.speed_m_per_s * cos, launch.speed_m_per_s * sin, 0.0);
    let begin = FrameState { from_centre_m: frame.from_centre_m, over_ground_m_per_s };
    let free_arc = FreeArcOverGround::begin(&frame, begin);
    let sphere = globe.sphere();
    let mu = sphere.gravitational_parameter_m3_per_s2();
    let flight = free_flight(free_arc.burnout(), sphere.radius_m(), mu)?;
    let end = free_arc.end(&frame, &flight, sphere.radius_m());
    Ok(GroundArc {
        flight_time_s: flight.flight_time_s,
        apogee_altitude_m: flight.apogee_radius_m - sphere.radius_m(),
        impact_point: frame.impact_point(end.state.from_centre_m, end.downrange_rad),
    })
}

/// The observed quantities of an arc over the rotating Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedOverGround {
    /// The apogee altitude above the surface, m.
    pub apogee_altitude_m: f64,
    /// The ground range over the surface, m.
    pub ground_range_m: f64,
    /// The bearing of the impact from the launch site, clockwise from north, rad.
    pub bearing_rad: f64,
}

/// The launch of a free arc with an observed apogee and an observed impact point.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LaunchSolution {
    /// The velocity over the ground.
    pub launch: LaunchVelocity,
    /// The flight time, s.
    pub flight_time_s: f64,
}

/// Computes the velocity over the ground and the flight time of the free arc with an apogee and an
/// impact point.
///
/// # Formula
///
/// The inertial position of the target at impact follows from the flight time T, and T from the
/// inertial range angle to it: the two are iterated until they agree. T depends little on the range
/// angle, so that each iteration reduces the error by two digits for a loft, and by one for a flat
/// arc.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for an apogee, a range or a bearing outside its domain;
/// [`Error::NotConverged`], which has not been seen.
pub fn launch_velocity(
    observed: ObservedOverGround,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<LaunchSolution> {
    let sphere = globe.sphere();
    let bearing = finite("the bearing in rad", observed.bearing_rad)?;
    let frame = LaunchFrame::new(spherical(globe), site, bearing);
    // A range of half the circumference may be too long by a rounding.
    let range = observed.ground_range_m / sphere.radius_m();
    let range = if range > PI && range < PI + 1e-12 { PI } else { range };
    let (sin, cos) = range.sin_cos();
    let target = Vector3::new(sin, cos, 0.0);
    let free_arc = |range_angle_rad: f64| {
        arc(Observed { apogee_altitude_m: observed.apogee_altitude_m, range_angle_rad }, sphere)
    };
    let mut free = free_arc(range)?;
    for _ in 0..MAX_ITERATIONS {
        // The axes rotate with the ground: in inertial space the target moves the other way.
        let then = frame.inertial_in_frame(target, -free.flight_time_s);
        let across = then.x.hypot(then.z);
        let next = free_arc(across.atan2(then.y).clamp(0.0, PI))?;
        let change = (next.flight_time_s - free.flight_time_s).abs();
        free = next;
        if change <= 1e-13 * free.flight_time_s {
            let (climb, level) = free.flight_path_angle_rad.sin_cos();
            let (up, out) = (free.speed_m_per_s * climb, free.speed_m_per_s * level);
            let unit = |x: f64| if across > 0.0 { x / across } else { 0.0 };
            let inertial = Vector3::new(out * unit(then.x), up, out * unit(then.z));
            let [x, y, z] = frame.velocity_over_ground_m_per_s(frame.from_centre_m, inertial).into();
            let launch = LaunchVelocity {
                speed_m_per_s: x.hypot(y).hypot(z),
                elevation_rad: y.atan2(x.hypot(z)),
                azimuth_rad: half_turn(bearing + z.atan2(x)),
            };
            return Ok(LaunchSolution { launch, flight_time_s: free.flight_time_s });
        }
    }
    Err(Error::NotConverged {
        iteration: "place of the target after the flight",
        iterations: MAX_ITERATIONS,
        x: free.flight_time_s,
        residual: f64::NAN,
    })
}

/// The flight over a non-rotating Earth with the same velocity over the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct NonRotatingEquivalent {
    /// The apogee altitude over the non-rotating Earth, m.
    pub apogee_altitude_m: f64,
    /// The ground range over the non-rotating Earth, m.
    pub ground_range_m: f64,
    /// The azimuth of the velocity over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// The flight time over the rotating Earth less that over the non-rotating one, s.
    pub time_excess_s: f64,
}

/// Computes the non-rotating equivalent of a flight observed over the rotating Earth: the flight
/// with the same velocity over the ground, which is the velocity that the vehicle has to give.
///
/// # Errors
///
/// The errors of [`launch_velocity`]; [`Error::Escapes`] where the arc returns only because of the
/// Earth's rotation.
pub fn non_rotating_equivalent(
    observed: ObservedOverGround,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<NonRotatingEquivalent> {
    let rotating = launch_velocity(observed, site, globe)?;
    let sphere = globe.sphere();
    let non_rotating = rotating.launch.over_non_rotating_earth(sphere)?;
    Ok(NonRotatingEquivalent {
        apogee_altitude_m: non_rotating.observed.apogee_altitude_m,
        ground_range_m: non_rotating.observed.range_angle_rad * sphere.radius_m(),
        azimuth_rad: rotating.launch.azimuth_rad,
        time_excess_s: rotating.flight_time_s - non_rotating.flight_time_s,
    })
}

/// The greatest number of iterations. Seven are typical of a loft; a flat arc near half the
/// circumference takes thirty.
const MAX_ITERATIONS: usize = 200;

/// The free arc of greatest range for a speed over the ground and an azimuth.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MaximumRangeGroundArc {
    /// The velocity over the ground, at the elevation of greatest range.
    pub launch: LaunchVelocity,
    /// The arc.
    pub arc: GroundArc,
}

/// Finds the elevation of greatest range for a speed over the ground and an azimuth, and its arc;
/// none where an elevation reaches beyond half the circumference.
///
/// # Errors
///
/// The errors of [`ground_arc`] for the speed and the azimuth; [`Error::NotConverged`] from the
/// search.
pub fn maximum_range_ground_arc(
    speed_m_per_s: f64,
    azimuth_rad: f64,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<Option<MaximumRangeGroundArc>> {
    let launch = |elevation_rad: f64| LaunchVelocity { speed_m_per_s, elevation_rad, azimuth_rad };
    let half_circumference_m = globe.sphere().half_circumference_m();
    let mut is_global = false;
    let search =
        MaximumSearch { low: 0.0, high: FRAC_PI_2, cells: 128, tolerance: 1e-9, max_evaluations: 100 };
    let best = maximum(search, |elevation_rad| {
        let range_m = match ground_arc(launch(elevation_rad), site, globe) {
            Ok(arc) => arc.impact_point.signed_range_m(half_circumference_m),
            Err(Error::NeverComesDown { .. } | Error::Escapes { .. }) => half_circumference_m,
            Err(error) => return Err(error),
        };
        is_global |= range_m >= half_circumference_m;
        Ok(range_m)
    })?;
    if is_global {
        return Ok(None);
    }
    let launch = launch(best.x);
    Ok(Some(MaximumRangeGroundArc { launch, arc: ground_arc(launch, site, globe)? }))
}

/// Returns the sphere with the rotation of a globe.
fn spherical(globe: &Globe) -> Globe {
    Globe::NON_ROTATING
        .with_rotation_rate_rad_per_s(globe.rotation_rate_rad_per_s())
        .unwrap_or(Globe::ROTATING)
}

impl ImpactPoint {
    /// Returns the ground range as the objective of searches, m: negative behind the launch site,
    /// and half the circumference from the antipode on.
    pub(crate) fn signed_range_m(&self, half_circumference_m: f64) -> f64 {
        if self.downrange_angle_rad >= PI {
            half_circumference_m
        } else {
            // Some points of the ellipsoid are farther than half the mean circumference.
            let range_m = self.ground_range_m.min(half_circumference_m * (1.0 - f64::EPSILON));
            if self.downrange_angle_rad < 0.0 { -range_m } else { range_m }
        }
    }
}

/// A free arc over a non-rotating Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct NonRotatingArc {
    /// The apogee altitude and the range angle.
    pub observed: Observed<f64>,
    /// The flight time, s.
    pub flight_time_s: f64,
}

impl LaunchVelocity {
    /// Checks the speed and the angles, and returns the velocity.
    pub(crate) fn checked(self) -> Result<Self> {
        positive("the speed in m/s", self.speed_m_per_s)?;
        let is_allowed = (0.0..=FRAC_PI_2).contains(&self.elevation_rad);
        within(is_allowed, "the elevation in rad", self.elevation_rad, "from 0 to π/2")?;
        finite("the azimuth in rad", self.azimuth_rad)?;
        Ok(self)
    }

    /// Computes the arc over a non-rotating Earth that leaves the ground with the same velocity,
    /// which the vehicle has to give.
    ///
    /// # Errors
    ///
    /// [`Error::Escapes`] where the arc returns only because of the Earth's rotation.
    pub fn over_non_rotating_earth(&self, sphere: Sphere) -> Result<NonRotatingArc> {
        let (radius, mu) = (sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2());
        let burnout = CanonicalBurnout {
            speed_ratio_squared: self.speed_m_per_s * self.speed_m_per_s * radius / mu,
            flight_path_angle_rad: self.elevation_rad,
        };
        let arc = symmetric::arc(burnout)?;
        let observed = Observed {
            apogee_altitude_m: (arc.apogee_radius_over_r - 1.0) * radius,
            range_angle_rad: arc.range_angle_rad,
        };
        let flight_time_s = arc.flight_time_over_unit * (radius / mu).sqrt() * radius;
        Ok(NonRotatingArc { observed, flight_time_s })
    }
}
