//! Free flight from the surface of a sphere to the surface, the sphere turning under it.
//!
//! Among the stars the arc is an ellipse; its speed is that over the ground and the ground's own, and while it is flown the
//! target turns away. What a launch gives is the speed over the ground.

use std::f64::consts::{FRAC_PI_2, PI};

use nalgebra::Vector3;

use crate::error::check::{finite, positive};
use crate::error::{Error, Result};
use crate::numerics::maximum::{MaximumSearch, maximum};
use crate::physics::earth::Sphere;
use crate::physics::globe::{GeodeticPosition, Globe, ImpactPoint, LaunchFrame, half_turn};
use crate::physics::kepler::observed::{Observed, arc};
use crate::physics::kepler::propagation::State;
use crate::physics::kepler::symmetric::{self, Start};
use crate::physics::kepler::unequal::{Burnout, FreeFlight, free_flight};

/// A velocity over the ground, at the surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaunchVelocity {
    /// m/s.
    pub speed_m_per_s: f64,
    /// Above the horizontal, from 0 to π/2, rad.
    pub elevation_rad: f64,
    /// Clockwise from north, rad.
    pub azimuth_rad: f64,
}

/// An arc as the ground sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroundArc {
    /// From the surface to the surface, s.
    pub flight_time_s: f64,
    /// Above the surface, m.
    pub apogee_altitude_m: f64,
    /// Where it comes down.
    pub impact_point: ImpactPoint,
}

/// The free arc that a velocity over the ground leads to. Of the globe its rotation counts.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for a speed or an angle that cannot be; [`Error::Escapes`] and [`Error::NeverComesDown`] where it does
/// not come back.
pub fn ground_arc(launch: LaunchVelocity, site: GeodeticPosition, globe: &Globe) -> Result<GroundArc> {
    let launch = launch.checked()?;
    let pad = LaunchFrame::new(spherical(globe), site, launch.azimuth_rad);
    let (sin, cos) = launch.elevation_rad.sin_cos();
    let leg = Leg::begin(
        &pad,
        pad.from_centre_m,
        Vector3::new(launch.speed_m_per_s * cos, launch.speed_m_per_s * sin, 0.0),
    );
    let sphere = globe.sphere();
    let flight = free_flight(leg.burnout(), sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2())?;
    let end = leg.end(&pad, &flight, sphere.radius_m());
    Ok(GroundArc {
        flight_time_s: flight.flight_time_s,
        apogee_altitude_m: flight.apogee_radius_m - sphere.radius_m(),
        impact_point: pad.impact_point(end.from_centre_m, end.downrange_rad),
    })
}

/// What is observed of an arc over the turning Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedOverGround {
    /// Above the surface, m.
    pub apogee_altitude_m: f64,
    /// Over the surface, m.
    pub ground_range_m: f64,
    /// The direction in which the impact lies from the launch, clockwise from north, rad.
    pub bearing_rad: f64,
}

/// The velocity over the ground, and the flight time, s, of the free arc with an apogee and a place of impact.
///
/// # Formula
///
/// Where the target will be after T follows from T, and T from how far that is among the stars: the two are put into each other
/// until they agree. T depends little on the distance, so that each round takes two digits of the error of a loft, and one of a
/// flat arc's.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for an apogee, a range or a bearing that cannot be; [`Error::NotConverged`], which has not been seen.
pub fn launch_velocity(
    observed: ObservedOverGround,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<(LaunchVelocity, f64)> {
    let sphere = globe.sphere();
    let bearing = finite("the bearing in rad", observed.bearing_rad)?;
    let pad = LaunchFrame::new(spherical(globe), site, bearing);
    // A range of half the circumference may come in a rounding longer than it is.
    let range = observed.ground_range_m / sphere.radius_m();
    let range = if range > PI && range < PI + 1e-12 { PI } else { range };
    let (sin, cos) = range.sin_cos();
    let target = Vector3::new(sin, cos, 0.0);
    let of = |range_angle_rad: f64| {
        arc(Observed { apogee_altitude_m: observed.apogee_altitude_m, range_angle_rad }, sphere)
    };
    let mut free = of(range)?;
    for _ in 0..ROUNDS {
        // The axes turn with the ground: among the stars the target moves the other way.
        let then = pad.after(target, -free.flight_time_s);
        let across = then.x.hypot(then.z);
        let next = of(across.atan2(then.y).clamp(0.0, PI))?;
        let change = (next.flight_time_s - free.flight_time_s).abs();
        free = next;
        if change <= 1e-13 * free.flight_time_s {
            let (climb, level) = free.flight_path_angle_rad.sin_cos();
            let (up, out) = (free.speed_m_per_s * climb, free.speed_m_per_s * level);
            let unit = |x: f64| if across > 0.0 { x / across } else { 0.0 };
            let inertial = Vector3::new(out * unit(then.x), up, out * unit(then.z));
            let [x, y, z] = pad.over_ground(pad.from_centre_m, inertial).into();
            return Ok((
                LaunchVelocity {
                    speed_m_per_s: x.hypot(y).hypot(z),
                    elevation_rad: y.atan2(x.hypot(z)),
                    azimuth_rad: half_turn(bearing + z.atan2(x)),
                },
                free.flight_time_s,
            ));
        }
    }
    Err(Error::NotConverged {
        iteration: "place of the target after the flight",
        iterations: ROUNDS,
        x: free.flight_time_s,
        residual: f64::NAN,
    })
}

/// The same flight over an Earth that does not turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NonRotatingEquivalent {
    /// Of the arc that leaves the ground with the same velocity, m.
    pub apogee_altitude_m: f64,
    /// Of that arc, m.
    pub ground_range_m: f64,
    /// The direction of that velocity over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// What the flight takes longer over the turning Earth, s.
    pub time_excess_s: f64,
}

/// What a flight observed over the turning Earth would have been over a still one: the same velocity over the ground, which is what the
/// vehicle has to be able to do.
///
/// # Errors
///
/// As [`launch_velocity`]; [`Error::Escapes`] where only the Earth's turning holds it back.
pub fn non_rotating_equivalent(
    observed: ObservedOverGround,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<NonRotatingEquivalent> {
    let (launch, time_s) = launch_velocity(observed, site, globe)?;
    let sphere = globe.sphere();
    let (still, still_s) = launch.over_a_non_rotating_earth(sphere)?;
    Ok(NonRotatingEquivalent {
        apogee_altitude_m: still.apogee_altitude_m,
        ground_range_m: still.range_angle_rad * sphere.radius_m(),
        azimuth_rad: launch.azimuth_rad,
        time_excess_s: time_s - still_s,
    })
}

/// Seven are typical of a loft; a flat arc near half the circumference takes thirty.
const ROUNDS: usize = 200;

/// The elevation at which a speed over the ground goes farthest in a direction, and that arc; none where an elevation reaches past
/// half the circumference.
///
/// # Errors
///
/// As [`ground_arc`] for the speed and the direction; [`Error::NotConverged`] from the search.
pub fn maximum_range_ground_arc(
    speed_m_per_s: f64,
    azimuth_rad: f64,
    site: GeodeticPosition,
    globe: &Globe,
) -> Result<Option<(LaunchVelocity, GroundArc)>> {
    let launch = |elevation_rad: f64| LaunchVelocity { speed_m_per_s, elevation_rad, azimuth_rad };
    let half_circumference_m = globe.sphere().half_circumference_m();
    let mut is_global = false;
    let search =
        MaximumSearch { low: 0.0, high: FRAC_PI_2, cells: 128, tolerance: 1e-9, max_evaluations: 100 };
    let best = maximum(search, |elevation_rad| {
        let range_m = match ground_arc(launch(elevation_rad), site, globe) {
            Ok(arc) => arc.impact_point.reach_m(half_circumference_m),
            Err(Error::NeverComesDown { .. } | Error::Escapes { .. }) => half_circumference_m,
            Err(error) => return Err(error),
        };
        is_global |= range_m >= half_circumference_m;
        Ok(range_m)
    })?;
    if is_global {
        return Ok(None);
    }
    Ok(Some((launch(best.x), ground_arc(launch(best.x), site, globe)?)))
}

/// The same rotation over the sphere.
fn spherical(globe: &Globe) -> Globe {
    Globe::NON_ROTATING
        .with_rotation_rate_rad_per_s(globe.rotation_rate_rad_per_s())
        .unwrap_or(Globe::ROTATING)
}

/// A stretch of free flight about a point, as the turning axes of its pad see its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leg {
    radius_m: f64,
    up: Vector3<f64>,
    /// The horizontal direction of the motion among the stars.
    ahead: Vector3<f64>,
    climb_m_per_s: f64,
    level_m_per_s: f64,
}

/// Where a leg ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LegEnd {
    pub(crate) from_centre_m: Vector3<f64>,
    pub(crate) over_ground_m_per_s: Vector3<f64>,
    /// How far it went, about, along the great circle of the launch, rad.
    pub(crate) downrange_rad: f64,
}

impl Leg {
    /// From a place and a velocity over the ground.
    pub(crate) fn begin(pad: &LaunchFrame, from_centre_m: Vector3<f64>, over_ground: Vector3<f64>) -> Self {
        let velocity = pad.inertial(from_centre_m, over_ground);
        let radius_m = from_centre_m.norm();
        let up = from_centre_m / radius_m;
        let climb_m_per_s = velocity.dot(&up);
        let level = velocity - up * climb_m_per_s;
        let level_m_per_s = level.norm();
        let ahead = if level_m_per_s > 0.0 { level / level_m_per_s } else { Vector3::zeros() };
        Self { radius_m, up, ahead, climb_m_per_s, level_m_per_s }
    }

    /// As the closed forms take it.
    pub(crate) fn burnout(&self) -> Burnout<f64> {
        Burnout {
            radius_m: self.radius_m,
            speed_m_per_s: self.climb_m_per_s.hypot(self.level_m_per_s),
            flight_path_angle_rad: self.climb_m_per_s.atan2(self.level_m_per_s),
        }
    }

    /// After a time of free flight, s: place from the centre, m, and velocity over the ground, m/s.
    ///
    /// # Errors
    ///
    /// As [`State::after`].
    pub(crate) fn after(&self, pad: &LaunchFrame, time_s: f64) -> Result<(Vector3<f64>, Vector3<f64>)> {
        let begin = State {
            position_m: (self.up * self.radius_m).into(),
            velocity_m_per_s: (self.up * self.climb_m_per_s + self.ahead * self.level_m_per_s).into(),
        };
        let now = begin.after(time_s, pad.globe.sphere().gravitational_parameter_m3_per_s2())?;
        let from_centre_m = pad.after(now.position_m.into(), time_s);
        Ok((from_centre_m, pad.over_ground(from_centre_m, pad.after(now.velocity_m_per_s.into(), time_s))))
    }

    /// After the flight that the closed form has, down to a radius.
    pub(crate) fn end(&self, pad: &LaunchFrame, flight: &FreeFlight<f64>, radius_m: f64) -> LegEnd {
        let mu = pad.globe.sphere().gravitational_parameter_m3_per_s2();
        let (sin, cos) = flight.range_angle_rad.sin_cos();
        let (up, ahead) = (self.up * cos + self.ahead * sin, self.ahead * cos - self.up * sin);
        let along = self.level_m_per_s * self.radius_m / radius_m;
        let square = self.climb_m_per_s.powi(2)
            + self.level_m_per_s.powi(2)
            + 2.0 * mu * (1.0 / radius_m - 1.0 / self.radius_m);
        let down = (square - along * along).max(0.0).sqrt();
        let time_s = flight.flight_time_s;
        let from_centre_m = pad.after(up * radius_m, time_s);
        let velocity = pad.after(ahead * along - up * down, time_s);
        // The axes' z is to the right of the plane of the launch: what turns about −z goes ahead.
        let ground_rate = -pad.rotation_rad_per_s.z;
        let plane = -self.up.cross(&self.ahead).z;
        let swept = flight.range_angle_rad * if plane.is_sign_negative() { -1.0 } else { 1.0 };
        LegEnd {
            from_centre_m,
            over_ground_m_per_s: pad.over_ground(from_centre_m, velocity),
            downrange_rad: swept - ground_rate * time_s,
        }
    }
}

impl ImpactPoint {
    /// The ground range as a number for searches, m: below zero behind the launch, and no less than the greatest from the antipode
    /// on.
    pub(crate) fn reach_m(&self, half_circumference_m: f64) -> f64 {
        if self.downrange_angle_rad >= PI {
            half_circumference_m
        } else {
            // Some places of the ellipsoid lie farther than half the mean circumference.
            let range_m = self.ground_range_m.min(half_circumference_m * (1.0 - f64::EPSILON));
            if self.downrange_angle_rad < 0.0 { -range_m } else { range_m }
        }
    }
}

impl LaunchVelocity {
    /// Itself, if it can be.
    pub(crate) fn checked(self) -> Result<Self> {
        positive("the speed in m/s", self.speed_m_per_s)?;
        if !(0.0..=FRAC_PI_2).contains(&self.elevation_rad) {
            return Err(Error::OutsideDomain {
                quantity: "the elevation in rad",
                value: self.elevation_rad,
                allowed: "from 0 to π/2",
            });
        }
        finite("the azimuth in rad", self.azimuth_rad)?;
        Ok(self)
    }

    /// The arc over a still Earth that leaves the ground with the same velocity, and its time, s: what the vehicle has to be able to do.
    ///
    /// # Errors
    ///
    /// [`Error::Escapes`] where the Earth's turning is what holds it back.
    pub fn over_a_non_rotating_earth(&self, sphere: Sphere) -> Result<(Observed<f64>, f64)> {
        let (radius, mu) = (sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2());
        let start = Start {
            speed_ratio_squared: self.speed_m_per_s * self.speed_m_per_s * radius / mu,
            flight_path_angle_rad: self.elevation_rad,
        };
        let arc = symmetric::arc(start)?;
        let observed = Observed {
            apogee_altitude_m: (arc.apogee_radius_over_r - 1.0) * radius,
            range_angle_rad: arc.range_angle_rad,
        };
        Ok((observed, arc.flight_time_over_unit * (radius / mu).sqrt() * radius))
    }
}
