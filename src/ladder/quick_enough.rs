//! The search for an apogee low enough for a flight to be as quick as reported.

use std::f64::consts::PI;

use crate::error::Result;
use crate::physics::earth::Sphere;
use crate::physics::kepler::observed::apogee_altitude_m;

/// Returns the apogee of free flight over a ground range in a flight time, m: no powered flight of
/// that time is higher.
///
/// # Errors
///
/// [`Error::FasterThanCircular`](crate::Error::FasterThanCircular) where no free arc covers the
/// ground range in the time.
pub(super) fn free_arc_apogee_m(ground_range_m: f64, flight_time_s: f64, sphere: Sphere) -> Result<f64> {
    apogee_altitude_m((ground_range_m / sphere.radius_m()).min(PI), flight_time_s, sphere)
}

/// The lowest apogee, m, that is searched: the least that an observation accepts.
const LOWEST_APOGEE_M: f64 = 1.0;

/// Finds an apogee, m, low enough for the flight over a ground range to take no longer than a given
/// time; none where there is none.
///
/// The flight time falls with the apogee, down to the lowest apogee at which the range can be flown
/// at all. The search is between the lowest apogee flown and the highest not flown, until a flight
/// is quick enough or the interval is empty.
pub(super) fn quick_enough(
    highest_m: f64,
    flight_time_s: f64,
    mut time: impl FnMut(f64) -> Result<Option<f64>>,
) -> Result<Option<f64>> {
    let (mut too_slow, mut out_of_reach) = (highest_m, LOWEST_APOGEE_M);
    let mut tried = highest_m;
    loop {
        match time(tried)? {
            Some(time_s) if time_s <= flight_time_s => return Ok(Some(tried)),
            Some(_) => too_slow = tried,
            None if tried < highest_m => out_of_reach = tried,
            None => return Ok(None),
        }
        if !(too_slow > out_of_reach * (1.0 + 1e-9)) {
            return Ok(None);
        }
        tried = (too_slow * out_of_reach).sqrt();
    }
}
