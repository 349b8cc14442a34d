//! The vehicle that flies a loft, as found.

use crate::error::Result;
use crate::inversion::fit::trial_flight::Solution;
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::SearchFlights;
use crate::physics::flight::FlightState;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

/// A vehicle that flies the loft, and how it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The vehicle.
    pub vehicle: Vehicle,
    /// The first acceleration of its last stage, in vacuum, m/s².
    pub last_acceleration_m_per_s2: f64,
    /// What the propellant could give in vacuum, m/s: what every flight of the vehicle has in common.
    pub ideal_delta_v_m_per_s: f64,
    /// By how much the loft's velocity is turned at the end of its rise, rad.
    pub kick_angle_rad: f64,
    /// How the loft is steered: a gravity turn with that kick.
    pub steering: Steering,
    /// At the last burnout of the loft.
    pub burnout: FlightState,
    /// Of the loft, launch to impact, s.
    pub flight_time_s: f64,
    /// Of the loft as flown, m: the reported one but for the search's tolerance.
    pub apogee_altitude_m: f64,
    /// Of the loft as flown, m.
    pub ground_range_m: f64,
    /// Flights flown to find it.
    pub flights: u32,
    /// Evaluations of the right-hand side in them.
    pub evaluations: u64,
}

/// A solution, with what it implies and what it cost.
pub(super) fn fitted(
    unreported: &Unreported,
    loft: Loft,
    solution: Solution,
    flights: SearchFlights,
) -> Result<Fitted> {
    let Solution { thrust, kick, flight } = solution;
    let vehicle = unreported.vehicle(thrust)?;
    let burnout = flight.burnout.ok_or_else(|| {
        loft.unreachable("it comes down with its engine burning, from an apogee of", flight.apogee_m)
    })?;
    Ok(Fitted {
        ideal_delta_v_m_per_s: vehicle.ideal_delta_v_m_per_s(),
        vehicle,
        last_acceleration_m_per_s2: thrust,
        kick_angle_rad: kick,
        steering: Steering::GravityTurn { kick_time_s: unreported.kick_time_s, kick_angle_rad: kick },
        burnout,
        flight_time_s: flight.time_s,
        apogee_altitude_m: flight.apogee_m,
        ground_range_m: flight.range_m,
        flights: flights.flown,
        evaluations: flights.evaluations,
    })
}
