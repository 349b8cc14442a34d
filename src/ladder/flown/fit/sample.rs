//! Flights of one set of unreported properties, as a search for the loft sees them.

use crate::error::Result;
use crate::ladder::flown::flights::Flights;
use crate::physics::flight::{FlightState, Outcome};
use crate::physics::steering::Steering;
use crate::prior::Unreported;

/// A flight, as the search sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    /// Infinite if it leaves for good.
    pub(super) apogee_m: f64,
    /// Infinite if it does not come down.
    pub(super) range_m: f64,
    pub(super) time_s: f64,
    pub(super) burnout: Option<FlightState>,
}

/// Flies one set of unreported properties.
pub(super) struct Range<'a> {
    pub(super) unreported: &'a Unreported,
    pub(super) flights: Flights,
}

impl Range<'_> {
    /// The apogee and range of one flight.
    pub(super) fn fly(&mut self, thrust: f64, kick_angle_rad: f64) -> Result<Sample> {
        let vehicle = self.unreported.vehicle(thrust)?;
        let steering = Steering::GravityTurn { kick_time_s: self.unreported.kick_time_s, kick_angle_rad };
        let end = self.flights.fly_with_top(&vehicle, &steering)?;
        Ok(match end.outcome {
            Outcome::Impact(impact) => Sample {
                apogee_m: end.apogee_altitude_m.unwrap_or(0.0),
                range_m: impact.range_angle_rad * self.flights.sphere.radius_m,
                time_s: impact.time_s,
                burnout: end.burnout,
            },
            Outcome::StaysOnThePad { .. } => {
                Sample { apogee_m: 0.0, range_m: 0.0, time_s: 0.0, burnout: None }
            }
            Outcome::Orbit { apogee_altitude_m, .. } => Sample {
                apogee_m: apogee_altitude_m,
                range_m: f64::INFINITY,
                time_s: f64::INFINITY,
                burnout: end.burnout,
            },
            Outcome::Escape { .. } | Outcome::OutOfSky { .. } | Outcome::StillUp { .. } => Sample {
                apogee_m: f64::INFINITY,
                range_m: f64::INFINITY,
                time_s: f64::INFINITY,
                burnout: end.burnout,
            },
        })
    }
}
