//! Which flights are joined, and the answer for all of them.

use std::cmp::Ordering;

use crate::compare::NamedReport;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::family::common::CommonSample;
use crate::family::flown_alone::FlownAlone;
use crate::family::one_missile::OneMissile;
use crate::family::together::{Shared, Together};
use crate::family::warning::{FamilyWarning, WhyApart};
use crate::model::Model;
use crate::posterior::sample_warnings;
use crate::reported::SiFigure;

/// One flight of a family.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FamilyFlight {
    /// What was reported of it.
    pub report: NamedReport,
    /// The estimate that follows from this flight alone; none for a single figure.
    pub alone: Option<Estimate>,
    /// What all flights together say of this one; none where it stands apart.
    pub together: Option<Together>,
    /// Why it stands apart; none where it is joined with the others.
    pub apart: Option<WhyApart>,
}

/// Several flights of one missile, each alone and together.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Family {
    /// The flights, in the order in which they were first named.
    pub flights: Vec<FamilyFlight>,
    /// What the flights have in common; none where no vehicle flies them all, or none can be
    /// joined.
    pub shared: Option<Shared>,
    /// How well the flight times go together; none for fewer than two times.
    pub one_missile: Option<OneMissile>,
    /// What to know before relying on the answer.
    pub warnings: Vec<FamilyWarning>,
    /// The assumptions.
    pub model: Model,
}

/// Joins the flights that can be joined.
pub(super) fn join(flights: Vec<FlownAlone>, model: Model) -> Result<Family> {
    let mut warnings = Vec::new();
    // The flight whose figures each flight counts as: its own place, or that of the first with the
    // same figures.
    let stands_for: Vec<usize> =
        (0..flights.len()).map(|place| first_with_figures(&flights, place)).collect();
    for (place, first) in stands_for.iter().enumerate().filter(|(place, first)| place != *first) {
        let [first, second] = [*first, place].map(|place| flights.get(place).map(name).unwrap_or_default());
        warnings.push(FamilyWarning::SameReport { first, second });
    }
    let why: Vec<Option<WhyApart>> = flights.iter().map(FlownAlone::why_apart).collect();
    let mut members: Vec<usize> = (0..flights.len())
        .filter(|place| stands_for.get(*place) == Some(place) && why.get(*place) == Some(&None))
        .collect();
    members.sort_by(|one, other| {
        let key = |place: &usize| flights.get(*place).map(order_key).unwrap_or_default();
        key(one).partial_cmp(&key(other)).unwrap_or(Ordering::Equal)
    });
    let of_members: Vec<&FlownAlone> = members.iter().filter_map(|place| flights.get(*place)).collect();
    let found = match of_members.as_slice() {
        [_, _, ..] => Some(CommonSample::of(&of_members, &model)?),
        _ => None,
    };
    let together: Vec<Option<Together>> = stands_for
        .iter()
        .map(|place| together(*place, &members, &of_members, found.as_ref(), &model))
        .collect();
    let shared = found.as_ref().filter(|found| !found.vehicles.is_empty()).map(Shared::of);
    warnings.extend(shared.iter().flat_map(|shared| {
        sample_warnings(shared.effective_sample_size).into_iter().map(FamilyWarning::Sample)
    }));
    let one_missile = found
        .and_then(|found| found.times_as_probable)
        .map(|times_as_probable| OneMissile { times_as_probable });
    let is_unlikely = one_missile.is_some_and(|measure| measure.is_unlikely());
    warnings.extend(is_unlikely.then_some(FamilyWarning::NotOnePropulsion));
    let mut joined = Vec::with_capacity(flights.len());
    for ((flight, together), own) in flights.into_iter().zip(together).zip(why) {
        let why = own.or_else(|| together.is_none().then_some(WhyApart::NoCommonVehicle));
        match why {
            Some(why) => {
                warnings.push(FamilyWarning::NotJoined { flight: name(&flight), why });
                let FlownAlone { report, alone, .. } = flight;
                joined.push(FamilyFlight { report, alone, together: None, apart: Some(why) });
            }
            None => joined.push(FamilyFlight {
                report: flight.report,
                alone: flight.alone,
                together,
                apart: None,
            }),
        }
    }
    Ok(Family { flights: joined, shared, one_missile, warnings, model })
}

/// Returns what all flights together say of the one at a place; none where it is not joined, or no
/// vehicle flies them all.
fn together(
    place: usize,
    members: &[usize],
    of_members: &[&FlownAlone],
    found: Option<&CommonSample>,
    model: &Model,
) -> Option<Together> {
    let index = members.iter().position(|member| *member == place)?;
    match found {
        Some(found) => {
            let first = members.iter().min()?;
            let of_first = members.iter().position(|member| member == first)?;
            Together::of(found, index, of_first, model)
        }
        None => {
            let alone = of_members.get(index)?.alone.as_ref()?;
            Some(Together::of_one(alone.posterior()?, model))
        }
    }
}

fn name(flight: &FlownAlone) -> String {
    flight.report.reporter().to_owned()
}

/// Returns the place of the first flight with the same figures.
fn first_with_figures(flights: &[FlownAlone], place: usize) -> usize {
    let has_same =
        |report: &NamedReport| flights.get(place).is_some_and(|flight| report.has_figures_of(&flight.report));
    flights.iter().position(|flight| has_same(&flight.report)).unwrap_or(place)
}

/// Returns the key by which the flights are ordered, whatever the order of the rows: the one whose
/// time is known best comes first.
fn order_key(flight: &FlownAlone) -> [f64; 4] {
    let Some(alone) = &flight.alone else { return [f64::INFINITY; 4] };
    let figures = alone.observation.figures();
    let time = figures.flight_time_s.filter(|_| !flight.is_time_ignored());
    let width = time.map_or(f64::INFINITY, |time| time.high.unwrap_or(f64::INFINITY) - time.low);
    let value = |figure: Option<SiFigure>| figure.map_or(0.0, |figure| figure.value);
    [width, value(figures.apogee_altitude_m), value(figures.ground_range_m), value(figures.flight_time_s)]
}
