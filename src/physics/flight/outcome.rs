//! How a flight ends.

use crate::physics::flight::state::FlightState;

/// The altitude below which drag on the payload is computed, m.
pub const EDGE_OF_AIR_M: f64 = 120e3;

/// The greatest apogee altitude in the domain of two-body motion, m: there the Moon's tide reaches
/// a thousandth of the Earth's gravitation.
pub const MAX_APOGEE_M: f64 = 1e8;

/// How a flight ends.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// An impact on the ground.
    Impact(Impact),
    /// An orbit: the perigee is above the air, or the vehicle has left the air for the twentieth time
    /// after its last burnout.
    Orbit {
        /// The perigee altitude above the surface, m.
        perigee_altitude_m: f64,
        /// The apogee altitude above the surface, m.
        apogee_altitude_m: f64,
    },
    /// An escape: the speed at burnout is escape speed or more.
    Escape {
        /// The hyperbolic excess speed, m/s.
        excess_speed_m_per_s: f64,
    },
    /// A flight outside the domain of two-body motion: the apogee is beyond [`MAX_APOGEE_M`].
    AboveMaxApogee {
        /// The apogee altitude above the surface, m.
        apogee_altitude_m: f64,
    },
    /// A body that is still in the air after two days: it floats, or circles low at a ballistic
    /// coefficient beyond any real one.
    StillUp {
        /// The altitude above the surface after two days, m.
        altitude_m: f64,
    },
    /// A vehicle that never leaves the pad: the thrust at lift-off is no more than the weight.
    NoLiftOff {
        /// The thrust over the weight at lift-off.
        thrust_to_weight: f64,
    },
}

/// The time, the place and the velocity of an impact.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Impact {
    /// The time from lift-off, s.
    pub time_s: f64,
    /// The Earth-central angle from the pad, rad, positive ahead; more than π beyond the antipode.
    pub range_angle_rad: f64,
    /// The impact speed, m/s.
    pub speed_m_per_s: f64,
    /// The flight-path angle above the local horizontal, rad; negative at an impact.
    pub flight_path_angle_rad: f64,
    /// Whether a stage was burning at the impact.
    pub under_power: bool,
}

impl Impact {
    /// Returns the impact without power at a state on the ground.
    pub(super) fn unpowered(at: FlightState) -> Self {
        Self {
            time_s: at.time_s,
            range_angle_rad: at.range_angle_rad,
            speed_m_per_s: at.speed_m_per_s,
            flight_path_angle_rad: at.flight_path_angle_rad,
            under_power: false,
        }
    }
}

/// The end of a flight, without its trajectory.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FlightEnd {
    /// How the flight ended.
    pub outcome: Outcome,
    /// The state at the last burnout; none if the flight ended before it.
    pub burnout: Option<FlightState>,
    /// The greatest altitude of free flight after the last burnout, m; none where the flight does
    /// not return, and where it does not climb out of the air after burnout. An altitude reached
    /// earlier, under power, is not considered: the
    /// [trajectory](crate::physics::flight::Flight::trajectory) has the greatest altitude of the
    /// whole flight.
    pub apogee_altitude_m: Option<f64>,
    /// The number of evaluations of the right-hand side.
    pub evaluations: u64,
}
