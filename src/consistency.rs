//! Can these figures belong to one ballistic flight? Physics alone; no vehicle is assumed.

mod change;
mod changes;
mod finding;
mod reasons;
mod time_bounds;
mod top_speed;
mod verdict;

use crate::error::Result;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::physics::globe::LaunchSite;

use time_bounds::TimeBounds;

pub use change::Change;
pub use finding::{Consistency, Spread};
pub use reasons::DRAG_MARGIN_S;
pub use verdict::Verdict;

/// Tests the reported figures against one another.
///
/// - Apogee, ground range and flight time: a full test.
/// - Apogee and flight time: impossible if quicker than the vertical flight, else possible. The
///   ground range would move the time of a loft by seconds and is not solved for.
/// - Apogee and ground range: nothing to test; the reasons give the time to expect.
/// - Ground range and flight time: impossible if quicker than circular speed along the surface; the
///   reasons give the greatest apogee that the time allows.
///
/// A reported top speed is held against the free arc of apogee and ground range; where they
/// contradict one another, the figures are strained. Without both it is not tested.
///
/// # Errors
///
/// [`Error::NotConverged`](crate::Error::NotConverged) if a solver fails, in practice never.
pub fn consistency(observation: &Observation) -> Result<Consistency> {
    check(observation, None)
}

/// Tests the figures of a flight launched from a known site on the rotating Earth.
///
/// Free flight over apogee and ground range then takes some seconds more (thrown eastward) or less.
/// Where the bearing is unknown, free flight counts in the direction in which it is quickest. The
/// bounds that no flight can beat are the same.
///
/// # Errors
///
/// As [`consistency()`]; [`Error::OutsideDomain`](crate::Error::OutsideDomain) has not been seen.
pub fn consistency_over_ground(observation: &Observation, launch_site: LaunchSite) -> Result<Consistency> {
    check(observation, Some(launch_site))
}

fn check(observation: &Observation, launch: Option<LaunchSite>) -> Result<Consistency> {
    let bounds = TimeBounds { figures: observation.reported_figures(), sphere: Sphere::MEAN, launch };
    let vertical_s =
        bounds.figures.apogee_altitude_m.map(|apogee| bounds.vertical_time_s(apogee.value)).transpose()?;
    let circular_s = bounds
        .figures
        .ground_range_m
        .map(|range| bounds.least_time_over_ground_s(range.value))
        .transpose()?;
    let free_s = match (bounds.figures.apogee_altitude_m, bounds.figures.ground_range_m) {
        (Some(apogee), Some(range)) => Some(bounds.free_time_s(apogee.value, range.value)?),
        _ => vertical_s,
    };
    let verdict = bounds.verdict()?;
    let mut found = Consistency {
        verdict,
        free_flight_time_s: free_s,
        rectilinear_time_s: vertical_s,
        circular_time_s: circular_s,
        surplus_s: bounds.surplus_s(free_s)?,
        is_top_speed_contradicted: false,
        reasons: Vec::new(),
        changes: bounds.changes(verdict)?,
    };
    found.reasons = bounds.reasons(&found)?;
    if let Some(speed) = observation.top_speed_m_per_s() {
        let (is_contradicted, reason) = bounds.judge_top_speed(speed)?;
        if is_contradicted && verdict != Verdict::Impossible {
            // They are changes from the verdict of the other figures.
            found.changes.clear();
            found.verdict = Verdict::Strained;
        }
        found.is_top_speed_contradicted = is_contradicted;
        found.reasons.push(reason);
    }
    Ok(found)
}
