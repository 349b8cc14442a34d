//! Several flights of one missile: what they say together.
//!
//! What the flights share is the propulsion: stages, burn times, thrusts, structures, specific
//! impulses and the size of the body. What differs is the payload, the loft, and who reported what.
//! The model, step by step:
//!
//! 1. Each flight is [estimated](crate::estimate()) alone.
//! 2. The vehicles that fly one of the flights, with their weights, are flown as the others were:
//!    the payload and the kick that meet apogee and ground range are found, and the flight time
//!    follows. A vehicle weighs as much as the prior of the payloads and the likelihood of every
//!    flight time say. The first flight is the one whose time is known best, whatever the order of
//!    the rows; where few of its vehicles fly the others, those of the next flight are added.
//! 3. With its payload of each flight the vehicle is flown for maximum range.
//!
//! The payloads of all flights lie within 0.5 to 1.5 of one unknown design. Rows of one name are
//! reports of one flight and pooled if they agree. Two flights with the same figures are taken for
//! one flight reported twice.
//!
//! It breaks where the missiles are not one: another engine or another first stage under the same
//! name, a stage not spent, a payload outside the bounds. [`OneMissile`] tells how well the flight
//! times go together.

mod common;
mod flown_alone;
mod join;
mod one_missile;
mod print;
mod together;
mod warning;

use crate::compare::{MAX_REPORTS, NamedReport};
use crate::error::Result;
use crate::error::check::within;
use crate::model::Model;

use flown_alone::{FlownAlone, flights_of};

pub use join::{Family, FamilyFlight};
pub use one_missile::OneMissile;
pub use together::{Shared, Together};
pub use warning::{FamilyWarning, WhyApart};

/// Infers from several flights of one missile together.
///
/// ```
/// use lofted::{Method, Model, NamedReport, Observation, family};
///
/// let first = Observation::builder().apogee_km(2_802.0).ground_range_km(933.0).flight_time_min(37.0);
/// let second = Observation::builder().apogee("3,724.9 km".parse()?).ground_range_km(998.0);
/// let second = second.flight_time_s(2_832.0);
/// let reports = [NamedReport::new("4 July", first)?, NamedReport::new("28 July", second)?];
/// let found = family(&reports, &Model::default().with_draws(32)?)?;
/// assert!(found.flights[0].together.is_some());
/// println!("{found}");
/// # Ok::<(), lofted::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for no reports and for more than
/// [`MAX_REPORTS`]; [`Error::ContradictoryReports`](crate::Error::ContradictoryReports) where two
/// reports of one flight contradict each other; the errors of [`estimate`](crate::estimate()).
pub fn family(reports: &[NamedReport], model: &Model) -> Result<Family> {
    let is_allowed = (1..=MAX_REPORTS).contains(&reports.len());
    within(is_allowed, "the number of reports of one missile", reports.len() as f64, "from 1 to 16")?;
    // The flights of a missile are not of one place.
    let model = model.clone().without_launch_site();
    let alone = flights_of(reports, &model)?
        .into_iter()
        .map(|report| FlownAlone::of(report, &model))
        .collect::<Result<Vec<FlownAlone>>>()?;
    join::join(alone, model)
}
