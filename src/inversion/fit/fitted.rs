//! The vehicle fitted to a loft.

use crate::error::Result;
use crate::inversion::fit::trial_flight::Solution;
use crate::inversion::loft::Loft;
use crate::physics::flight::FlightState;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

/// A vehicle that flies the loft, and its flight.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fitted {
    /// The vehicle.
    pub vehicle: Vehicle,
    /// The first acceleration of its last stage, in vacuum, m/s².
    pub last_acceleration_m_per_s2: f64,
    /// The ideal delta-v of its propellant in vacuum, m/s: the same in every flight of the vehicle.
    pub ideal_delta_v_m_per_s: f64,
    /// The angle of the loft's steering that was solved for, rad: the kick of a gravity turn, or
    /// the angle of the attitude from the vertical at the end of a pitch programme.
    pub steering_angle_rad: f64,
    /// The steering of the loft, with that angle.
    pub steering: Steering,
    /// The state at the last burnout of the loft.
    pub burnout: FlightState,
    /// The flight time of the loft from launch to impact, s.
    pub flight_time_s: f64,
    /// The apogee altitude of the loft as flown, m: the reported one within the fit's tolerance.
    pub apogee_altitude_m: f64,
    /// The ground range of the loft as flown, m.
    pub ground_range_m: f64,
    /// The number of flights integrated to find it.
    pub flights: u32,
    /// The number of evaluations of the right-hand side in those flights.
    pub evaluations: u64,
}

/// Returns the fitted vehicle of a solution, and what it cost: flights and evaluations.
pub(super) fn fitted(
    unreported: &Unreported,
    loft: Loft,
    solution: Solution,
    (flights, evaluations): (u32, u64),
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
        steering_angle_rad: kick,
        steering: unreported.loft_steering_with(kick),
        burnout,
        flight_time_s: flight.time_s,
        apogee_altitude_m: flight.apogee_m,
        ground_range_m: flight.range_m,
        flights,
        evaluations,
    })
}
