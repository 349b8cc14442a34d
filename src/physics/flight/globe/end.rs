//! The end of a flight over a globe.

use crate::physics::flight::outcome::Outcome;
use crate::physics::globe::ImpactPoint;

/// The end of a flight over a globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobeFlightEnd {
    /// How the flight ended. Angles are along the great circle of the launch, speeds are over the
    /// ground.
    pub outcome: Outcome,
    /// The impact point; none if the flight does not come down.
    pub impact_point: Option<ImpactPoint>,
    /// The greatest altitude, m; none where the flight does not return, and where it comes down
    /// without a change from climb to descent.
    pub apogee_altitude_m: Option<f64>,
    /// The altitude of the last burnout, m; none if the flight ended before it.
    pub burnout_altitude_m: Option<f64>,
    /// The speed over the ground at the last burnout, m/s; none if the flight ended before it.
    pub burnout_speed_m_per_s: Option<f64>,
    /// The number of evaluations of the right-hand side.
    pub evaluations: u64,
}
