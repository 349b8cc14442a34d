//! The fitted vehicle flown for maximum range.

mod kick_search;
pub(super) mod over_ground;
mod search;

use crate::error::Result;
use crate::inversion::search_flights::SearchFlights;
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightEnd, Stepping};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{StandardTrajectory, Unreported};
use crate::reach::Reach;

use search::{MaximumRangeSearch, approximate_ranges_m, planar_range_m, search_everywhere, search_near};

pub(crate) use kick_search::{FoundKick, KickSearch};

/// The flight of maximum range.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MaximumRangeFlight {
    /// The maximum range.
    pub reach: Reach,
    /// The steering of that flight; in global reach, a steering that reaches every place.
    pub steering: Steering,
    /// The end of that flight.
    pub end: FlightEnd,
    /// The number of flights integrated to find it.
    pub flights: u32,
    /// The number of evaluations of the right-hand side in those flights.
    pub evaluations: u64,
}

/// Finds the maximum range of a vehicle under a definition of the standard trajectory, with the
/// kick time, and the time from which the attitude is held, of its unreported properties.
///
/// Global reach is looked for before and during the search: past half the circumference ranges have
/// no order.
///
/// # Errors
///
/// The solver's own, and [`Error::NotConverged`](crate::Error::NotConverged) from the search.
pub fn maximum_range(
    vehicle: &Vehicle,
    unreported: &Unreported,
    standard_trajectory: StandardTrajectory,
    sphere: Sphere,
    tolerance: f64,
) -> Result<MaximumRangeFlight> {
    let mut flights = SearchFlights::new(sphere, Stepping::Controlled { tolerance });
    let search = MaximumRangeSearch::new(sphere.half_circumference_m(), |steering: &Steering| {
        planar_range_m(&mut flights, vehicle, steering)
    });
    let mut looks = SearchFlights::new(sphere, Stepping::Fixed);
    let grid = |steerings: &[Steering]| approximate_ranges_m(vehicle, steerings, &mut looks);
    let (steering, reach) = search_everywhere(unreported, standard_trajectory, grid, search)?;
    let end = flights.fly(vehicle, &steering)?;
    let flown = flights.flown + looks.flown;
    let evaluations = flights.evaluations + looks.evaluations;
    Ok(MaximumRangeFlight {
        reach: reach.map_or(Reach::Global, |range_m| Reach::of_ground_range_m(range_m, sphere)),
        steering,
        end,
        flights: flown,
        evaluations,
    })
}

/// Finds the steering of maximum range near a guess of the kick, ln of rad, and the range. The
/// searches are those of [`maximum_range`], begun near their end and ended once less than a
/// ten-thousandth of the range is left to gain.
///
/// # Errors
///
/// As [`maximum_range`].
pub(crate) fn maximum_range_near(
    vehicle: &Vehicle,
    unreported: &Unreported,
    standard_trajectory: StandardTrajectory,
    ln_kick: f64,
    sphere: Sphere,
    stepping: Stepping,
) -> Result<(Steering, Reach)> {
    let mut flights = SearchFlights::new(sphere, stepping);
    let search = MaximumRangeSearch::new(sphere.half_circumference_m(), |steering: &Steering| {
        planar_range_m(&mut flights, vehicle, steering)
    });
    let (steering, range_m) = search_near(unreported, standard_trajectory, ln_kick, search)?;
    Ok((steering, range_m.map_or(Reach::Global, |range_m| Reach::of_ground_range_m(range_m, sphere))))
}
