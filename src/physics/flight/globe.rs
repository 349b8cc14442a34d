//! The flight in three dimensions, over a globe that may turn and bulge.
//!
//! # Conventions
//!
//! A state is [the motion in a plane over a still sphere: 4; the motion over the globe: 6]. Both are counted from the pad, in axes that
//! turn with the ground: x ahead, y up, z to the right. Where the globe does not turn the second is the first.
//!
//! The first is there for the steering. A gravity turn left to itself is no programme on a turning Earth: the turn grows out of a
//! sideways velocity of centimetres a second, and Coriolis alone pushes a vehicle in its rise by as much, westward whatever
//! the direction asked for. What is flown is the programme: at every time the attitude over the ground that the gravity turn over a still
//! Earth has then ([`Turn::Programmed`]). The angle to the air that this leaves is a fraction of a degree.

mod forces;
mod path;
mod walk;

use nalgebra::Vector3;

use crate::error::Result;
use crate::error::check::finite;
use crate::physics::flight::{MarkKind, Outcome, lift_off_thrust_to_weight};
use crate::physics::globe::{GeodeticPosition, Globe, ImpactPoint, LaunchFrame};
use crate::physics::kepler::rotating::LaunchVelocity;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

use path::{Kept, Recorder};
use walk::{COAST_TOLERANCE, Walk};

pub use path::{GroundMark, GroundPath, GroundState};

/// What a gravity turn is over a globe that turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The programme of attitudes over the ground that the gravity turn over a still Earth has.
    Programmed,
    /// Thrust along the velocity over the ground, to the letter. From a small kick it goes where Coriolis pushes.
    AlongVelocity,
}

/// A flight over a globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobeFlight<'a> {
    /// What flies.
    pub vehicle: &'a Vehicle,
    /// How it is steered. Attitudes are fixed in space, in the plane that the launch is in at lift-off.
    pub steering: &'a Steering,
    /// What a gravity turn is.
    pub turn: Turn,
    /// The Earth.
    pub globe: Globe,
    /// From where.
    pub site: GeodeticPosition,
    /// In which direction over the ground the ascent turns, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// Whether there is air on it, turning with it.
    pub has_air: bool,
    /// As in [`Flight`](crate::physics::flight::Flight).
    pub tolerance: f64,
}

/// What a flight over a globe came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobeFlightEnd {
    /// How it ended. Angles are along the great circle of the launch, speeds over the ground.
    pub outcome: Outcome,
    /// Where, if on the ground.
    pub impact_point: Option<ImpactPoint>,
    /// The greatest altitude, m; none where it leaves for good, and before the first time that it stops climbing.
    pub apogee_altitude_m: Option<f64>,
    /// Of the last burnout, m; none if it did not get there.
    pub burnout_altitude_m: Option<f64>,
    /// Over the ground, at the last burnout, m/s.
    pub burnout_speed_m_per_s: Option<f64>,
    /// Evaluations of the right-hand side.
    pub evaluations: u64,
}

impl GlobeFlight<'_> {
    /// Flies it.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for an azimuth that is no number and for a steering that the vehicle
    /// cannot fly; the solver's own errors, with the state reached.
    pub fn fly(&self) -> Result<GlobeFlightEnd> {
        Ok(self.course(None)?.0)
    }

    /// Flies it, keeping where it is at least every so often, s, and what happens on the way.
    ///
    /// # Errors
    ///
    /// As [`fly`](Self::fly); [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the step is from 0.1 s to 600 s.
    pub fn path(&self, step_s: f64) -> Result<GroundPath> {
        let (end, kept) = self.course(Recorder::with_step_s(step_s)?.into())?;
        Ok(kept.path(end))
    }

    /// The walk from pad to end, with what was kept.
    fn course(&self, recorder: Option<Recorder>) -> Result<(GlobeFlightEnd, Kept)> {
        finite("the azimuth in rad", self.azimuth_rad)?;
        if let Some(first) = self.vehicle.stages().first() {
            self.steering.check(first.burn_time_s())?;
        }
        let pad = LaunchFrame::new(self.globe, self.site, self.azimuth_rad);
        let weight = pad.gravity_m_per_s2(pad.from_centre_m)
            + pad.turning_m_per_s2(pad.from_centre_m, Vector3::zeros());
        let thrust_to_weight = lift_off_thrust_to_weight(self.vehicle, -weight.y, self.has_air);
        let mut walk = Walk::from_the_pad(pad, self.tolerance);
        walk.recorder = recorder;
        walk.keep_state();
        let mut burnout = None;
        let outcome = if thrust_to_weight > 1.0 {
            match walk.ascend(self)? {
                Some(impact) => impact,
                None => {
                    burnout = Some((walk.altitude_m(), walk.over_ground.norm()));
                    let coefficient = self.vehicle.reentry_ballistic_coefficient_kg_per_m2();
                    walk.coast(if self.has_air { coefficient } else { f64::INFINITY })?
                }
            }
        } else {
            Outcome::NoLiftOff { thrust_to_weight }
        };
        if matches!(outcome, Outcome::Impact(_)) {
            walk.keep_mark(MarkKind::Impact);
        }
        let kept = walk.recorder.take().map(Recorder::kept).unwrap_or_default();
        Ok((walk.end(outcome, burnout), kept))
    }
}

/// A body that leaves the ground with a velocity over it, without air, on any globe: where free flight is not in closed form it is
/// integrated.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a velocity that cannot be; the solver's own.
pub fn thrown_over_ground(
    launch: LaunchVelocity,
    site: GeodeticPosition,
    globe: Globe,
) -> Result<GlobeFlightEnd> {
    let launch = launch.checked()?;
    let (climb, level) = launch.elevation_rad.sin_cos();
    let mut walk = Walk::from_the_pad(LaunchFrame::new(globe, site, launch.azimuth_rad), COAST_TOLERANCE);
    walk.over_ground = Vector3::new(launch.speed_m_per_s * level, launch.speed_m_per_s * climb, 0.0);
    let outcome = walk.coast(f64::INFINITY)?;
    Ok(walk.end(outcome, None))
}
