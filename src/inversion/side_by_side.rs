//! Searches side by side: each asks for a flight, all are integrated together, and each is told how
//! its own ended.

use crate::error::Result;
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, FlightEnd, Outcome, fly_side_by_side};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

/// A search by flights that are integrated elsewhere.
pub(crate) trait FlightSearch {
    /// Returns the vehicle and the steering of the flight that the search asks for; none where it
    /// has ended.
    fn asked(&self) -> Option<(&Vehicle, &Steering)>;

    /// Tells the search how the flight that it asked for ended.
    fn tell(&mut self, end: Result<FlightEnd>);
}

/// Runs searches to their ends, round by round. In each round the flights that all of them ask for
/// are integrated side by side; the apogee of each is the greatest altitude wherever it is reached.
pub(crate) fn search_side_by_side<S: FlightSearch>(searches: &mut [S], sphere: Sphere) {
    loop {
        let mut flights = Vec::with_capacity(searches.len());
        let mut places = Vec::with_capacity(searches.len());
        for (place, search) in searches.iter().enumerate() {
            if let Some((vehicle, steering)) = search.asked() {
                let tolerance = Flight::TOLERANCE;
                flights.push(Flight { vehicle, steering, sphere, has_air: true, tolerance });
                places.push(place);
            }
        }
        if flights.is_empty() {
            return;
        }
        let mut ends = fly_side_by_side(&flights, sphere, Width::Widest);
        for (flight, end) in flights.iter().zip(&mut ends) {
            if let Ok(FlightEnd { apogee_altitude_m: None, outcome: Outcome::Impact(_), .. }) = end {
                *end = flight.fly_with_any_apogee();
            }
        }
        for (place, end) in places.into_iter().zip(ends) {
            if let Some(search) = searches.get_mut(place) {
                search.tell(end);
            }
        }
    }
}
