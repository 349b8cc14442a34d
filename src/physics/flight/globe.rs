//! The flight in three dimensions, over a globe that may rotate and have a bulge.
//!
//! # Conventions
//!
//! A state is [the motion in a plane over a non-rotating sphere: 4; the motion over the globe: 6].
//! Both are counted from the pad, in axes that rotate with the ground: x ahead, y up, z to the
//! right. Where the globe does not rotate the second is the first.
//!
//! The first gives the steering. A free gravity turn cannot be programmed on a rotating Earth: the
//! turn grows out of a sideways velocity of centimetres a second, and Coriolis alone pushes a
//! vehicle in its rise by as much, westward whatever the azimuth asked for. What is flown is the
//! programme: at every time the attitude over the ground that the gravity turn over a non-rotating
//! Earth has then ([`Turn::Programmed`]). The angle to the air that this leaves is a fraction of a
//! degree.

mod end;
mod forces;
mod path;
mod propagator;
mod ascent;
mod coast;

use nalgebra::Vector3;

use crate::error::Result;
use crate::error::check::finite;
use crate::physics::flight::forces::lift_off_thrust_to_weight;
use crate::physics::flight::outcome::Outcome;
use crate::physics::flight::state::MarkKind;
use crate::physics::globe::{GeodeticPosition, Globe, LaunchFrame};
use crate::physics::kepler::rotating::LaunchVelocity;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

use ascent::Ascent;
use coast::COAST_TOLERANCE;
use path::PathRecorder;
use propagator::{BurnoutOverGround, GlobePropagator};

pub use end::GlobeFlightEnd;
pub use forces::Turn;
pub use path::{GroundMark, GroundPath, GroundState};

/// A flight over a globe, to be integrated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobeFlight<'a> {
    /// The vehicle.
    pub vehicle: &'a Vehicle,
    /// The steering programme. Attitudes are fixed in inertial space, in the plane of the launch at
    /// lift-off.
    pub steering: &'a Steering,
    /// How a gravity turn is flown.
    pub turn: Turn,
    /// The Earth.
    pub globe: Globe,
    /// The launch site.
    pub site: GeodeticPosition,
    /// The azimuth of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// Whether the Earth has an atmosphere, which rotates with it.
    pub has_air: bool,
    /// The relative tolerance of the solver per step, as in
    /// [`Flight`](crate::physics::flight::Flight).
    pub tolerance: f64,
}

impl GlobeFlight<'_> {
    /// Integrates the flight and keeps its end only.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for an azimuth that is not finite and
    /// for a steering programme that the vehicle cannot fly; the errors of the solver, with the
    /// state reached.
    pub fn fly(&self) -> Result<GlobeFlightEnd> {
        self.propagate(None)
    }

    /// Integrates the flight and keeps its states, at most `step_s` apart (s), and its notable
    /// moments.
    ///
    /// # Errors
    ///
    /// The errors of [`fly`](Self::fly); [`Error::OutsideDomain`](crate::Error::OutsideDomain)
    /// unless the step is from 0.1 s to 600 s.
    pub fn path(&self, step_s: f64) -> Result<GroundPath> {
        let mut recorder = PathRecorder::with_step_s(step_s)?;
        let end = self.propagate(Some(&mut recorder))?;
        Ok(recorder.path(end))
    }

    /// Integrates the flight from the pad to its end, and records its path where a recorder is
    /// given.
    fn propagate(&self, recorder: Option<&mut PathRecorder>) -> Result<GlobeFlightEnd> {
        finite("the azimuth in rad", self.azimuth_rad)?;
        if let Some(first) = self.vehicle.stages().first() {
            self.steering.check(first.burn_time_s())?;
        }
        let frame = LaunchFrame::new(self.globe, self.site, self.azimuth_rad);
        let weight = frame.gravitation_m_per_s2(frame.from_centre_m)
            + frame.coriolis_and_centrifugal_m_per_s2(frame.from_centre_m, Vector3::zeros());
        let thrust_to_weight = lift_off_thrust_to_weight(self.vehicle, -weight.y, self.has_air);
        let mut propagator = GlobePropagator::on_the_pad(frame, self.tolerance, recorder);
        propagator.record_state();
        if !(thrust_to_weight > 1.0) {
            return Ok(propagator.end(Outcome::NoLiftOff { thrust_to_weight }, None));
        }
        let ascent =
            Ascent { vehicle: self.vehicle, steering: self.steering, turn: self.turn, has_air: self.has_air };
        let mut burnout = None;
        let outcome = match propagator.ascend(&ascent)? {
            Some(impact) => impact,
            None => {
                burnout = Some(BurnoutOverGround {
                    altitude_m: propagator.altitude_m(),
                    speed_m_per_s: propagator.state.over_ground_m_per_s.norm(),
                });
                let coefficient = self.vehicle.reentry_ballistic_coefficient_kg_per_m2();
                propagator.coast(if self.has_air { coefficient } else { f64::INFINITY })?
            }
        };
        if matches!(outcome, Outcome::Impact(_)) {
            propagator.record_mark(MarkKind::Impact);
        }
        Ok(propagator.end(outcome, burnout))
    }
}

/// Computes the free flight, without air, of a body that leaves the ground with a velocity over it,
/// on any globe: free flight that is not in closed form is integrated.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a velocity outside its domain; the
/// errors of the solver.
pub fn free_flight_over_ground(
    launch: LaunchVelocity,
    site: GeodeticPosition,
    globe: Globe,
) -> Result<GlobeFlightEnd> {
    let launch = launch.checked()?;
    let (climb, level) = launch.elevation_rad.sin_cos();
    let frame = LaunchFrame::new(globe, site, launch.azimuth_rad);
    let mut propagator = GlobePropagator::on_the_pad(frame, COAST_TOLERANCE, None);
    propagator.state.over_ground_m_per_s =
        Vector3::new(launch.speed_m_per_s * level, launch.speed_m_per_s * climb, 0.0);
    let outcome = propagator.coast(f64::INFINITY)?;
    Ok(propagator.end(outcome, None))
}
