//! The vehicle and the ascent that fly a reported loft: everything unreported given, two numbers are found, the thrust of the
//! last stage and the kick.

mod nested;
mod newton;
mod on_time;
mod sample;

use crate::error::Result;
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::flights::Flights;
use crate::ladder::flown::sketch::{Lofts, Sketch};
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightState;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

use sample::{Range, Sample};

use newton::Approach;
pub(crate) use newton::Closeness;
pub(crate) use on_time::{OnTime, fit_on_time, is_learned};

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

/// The two numbers found, and the flight.
#[derive(Debug, Clone, Copy)]
struct Solution {
    /// First acceleration of the last stage, m/s².
    thrust: f64,
    /// rad.
    kick: f64,
    sample: Sample,
}

/// A single answer is found so closely, m.
const CLOSE: Closeness = Closeness { apogee_m: 0.5, ground_range_m: 0.5 };

/// Finds the thrust of the last stage and the kick with which a vehicle flies a loft.
///
/// By Newton's method from a sketch of the loft in closed form, with its slopes or measured ones; where that does not close in, by two nested roots in kept
/// brackets, which lose nothing.
///
/// # Errors
///
/// [`Error::LoftUnreachable`](crate::Error::LoftUnreachable) where the last stage burning all it may does not reach the apogee, the
/// stages below it alone fly higher, or no kick reaches the ground range at that apogee;
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for properties that make no vehicle.
pub fn fit(unreported: &Unreported, loft: Loft, sphere: Sphere, tolerance: f64) -> Result<Fitted> {
    let start = Lofts::new(loft, sphere).sketch(unreported);
    let search = Search { start, closeness: CLOSE, least_last_m_per_s: 0.0 };
    Ok(fit_from(unreported, loft, search, sphere, tolerance)?.0)
}

/// Where a fit begins and where it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search {
    pub(crate) start: Option<Sketch>,
    pub(crate) closeness: Closeness,
    /// A last stage that gives less in vacuum is not looked for, m/s.
    pub(crate) least_last_m_per_s: f64,
}

/// The same by a given search, with the start of a fit nearby.
pub(crate) fn fit_from(
    unreported: &Unreported,
    loft: Loft,
    Search { start, closeness, least_last_m_per_s }: Search,
    sphere: Sphere,
    tolerance: f64,
) -> Result<(Fitted, Option<Sketch>)> {
    let mut range = Range { unreported, flights: Flights::new(sphere, tolerance) };
    let quick = match start {
        Some(start) if loft.ground_range_m > 0.0 => {
            range.newton(loft, start, closeness, least_last_m_per_s)?
        }
        _ => Approach::Lost,
    };
    let (solution, sketch) = match quick {
        Approach::Found(solution, sketch) => (solution, Some(sketch)),
        Approach::Beyond(nearest) => {
            return Err(loft.unreachable(
                "with as small a last stage as is looked for, the nearest apogee is",
                nearest.apogee_m,
            ));
        }
        Approach::Lost => {
            let solution = range.nested(loft, closeness)?;
            (solution, range.slopes_near(loft, solution)?)
        }
    };
    Ok((fitted(unreported, loft, solution, range.flights)?, sketch))
}

/// A solution, with what it implies and what it cost.
fn fitted(unreported: &Unreported, loft: Loft, solution: Solution, flights: Flights) -> Result<Fitted> {
    let Solution { thrust, kick, sample } = solution;
    let vehicle = unreported.vehicle(thrust)?;
    let burnout = sample.burnout.ok_or_else(|| {
        loft.unreachable("it comes down with its engine burning, from an apogee of", sample.apogee_m)
    })?;
    Ok(Fitted {
        ideal_delta_v_m_per_s: vehicle.ideal_delta_v_m_per_s(),
        vehicle,
        last_acceleration_m_per_s2: thrust,
        kick_angle_rad: kick,
        steering: Steering::GravityTurn { kick_time_s: unreported.kick_time_s, kick_angle_rad: kick },
        burnout,
        flight_time_s: sample.time_s,
        apogee_altitude_m: sample.apogee_m,
        ground_range_m: sample.range_m,
        flights: flights.flown,
        evaluations: flights.evaluations,
    })
}
