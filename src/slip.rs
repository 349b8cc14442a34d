//! Slips of unit and of column: what the figures would be if that were it. Nothing is changed.

use std::fmt;

use crate::consistency::{Consistency, Verdict, consistency};
use crate::error::{Figure, Result};
use crate::low_arc::LowArc;
use crate::observation::Observation;
use crate::prior::{LONGEST_KNOWN_BURN_S, Prior};
use crate::reported::{Grouped, Reported};

/// The length below which a figure in metres, or with three decimals, is doubted even where the
/// figures could be true, m.
const SHORT_M: f64 = 20e3;

/// A slip that would explain figures that no common flight has.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Slip {
    /// `unit_slip`: metres in place of kilometres, a decimal point in place of a mark between
    /// thousands, or a time in hours or seconds in place of minutes, or in minutes in place of
    /// seconds.
    Unit {
        /// The figure.
        figure: Figure,
        /// The figure as it was reported.
        reported: Reported,
        /// The figure if that were it.
        instead: Reported,
        /// The verdict on the figures then.
        verdict: Verdict,
    },
    /// `exchanged_figures`: apogee and ground range exchanged.
    Exchanged {
        /// The apogee if that were it.
        apogee: Reported,
        /// The ground range if that were it.
        ground_range: Reported,
        /// The verdict on the figures then.
        verdict: Verdict,
    },
    /// `clock_time`: a time of day in place of a duration.
    ClockTime {
        /// The flight time as it was reported.
        reported: Reported,
        /// The flight time as hours and minutes in place of minutes and seconds, if it would fit.
        as_hours: Option<Reported>,
    },
    /// `time_to_apogee`: the time from launch to the apogee in place of that to impact.
    TimeToApogee {
        /// The time to impact if that were it, s.
        flight_time_s: f64,
        /// The verdict on the figures then.
        verdict: Verdict,
    },
}

impl Slip {
    /// Returns the slips that would explain the figures; none where they need no explanation. An
    /// arc that lies low is one that needs it, unless the flight is known to be ballistic. Apogee
    /// and ground range are taken as exchanged only where a flight time speaks for it: the
    /// exchanged figures of every flat flight are those of a loft.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`](crate::Error::NotConverged) if a solver fails, in practice never.
    pub fn all(observation: &Observation, prior: &Prior, is_ballistic: bool) -> Result<Vec<Self>> {
        // The low arcs of a flight known to be ballistic are not looked for.
        let prior = (!is_ballistic).then_some(prior);
        let found = consistency(observation)?;
        let is_common = is_common(observation, &found, prior)?;
        let mut slips = Vec::new();
        for (figure, reported) in [
            (Figure::Apogee, observation.apogee()),
            (Figure::GroundRange, observation.ground_range()),
            (Figure::FlightTime, observation.flight_time()),
        ] {
            let Some(reported) = reported else { continue };
            let unit = reported.unit();
            let is_short = unit.is_length() && reported.value() * unit.in_si() < SHORT_M;
            let readings = [
                reported.with_kilometres_for_metres(),
                reported.with_point_for_thousands(),
                reported.with_other_unit_of_time(),
            ];
            for instead in readings.into_iter().flatten().filter(|_| is_short || !is_common) {
                if let Some(verdict) = common_verdict(observation, &[(figure, Some(instead))], prior)? {
                    slips.push(Self::Unit { figure, reported, instead, verdict });
                }
            }
        }
        if is_common {
            return Ok(slips);
        }
        let has_time = observation.flight_time().is_some();
        if let (Some(apogee), Some(ground_range), true) =
            (observation.ground_range(), observation.apogee(), has_time)
        {
            let exchanged = [(Figure::Apogee, Some(apogee)), (Figure::GroundRange, Some(ground_range))];
            if let Some(verdict) = common_verdict(observation, &exchanged, prior)? {
                slips.push(Self::Exchanged { apogee, ground_range, verdict });
            }
        }
        slips.extend(slips_of_time(observation, &found, prior)?);
        Ok(slips)
    }

    /// Returns the stable name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "unit_slip",
            Self::Exchanged { .. } => "exchanged_figures",
            Self::ClockTime { .. } => "clock_time",
            Self::TimeToApogee { .. } => "time_to_apogee",
        }
    }
}

/// Returns the slips of the flight time.
fn slips_of_time(observation: &Observation, found: &Consistency, prior: Option<&Prior>) -> Result<Vec<Slip>> {
    let mut slips = Vec::new();
    let (Some(reported), Some(time)) = (observation.flight_time(), observation.flight_time_s()) else {
        return Ok(slips);
    };
    let has_two_more = observation.apogee().is_some() && observation.ground_range().is_some();
    if reported.may_be_time_of_day()
        && (!has_two_more || common_verdict(observation, &[(Figure::FlightTime, None)], prior)?.is_some())
    {
        // "1:10" is 1 min 10 s; as 1 h 10 min it has as many minutes as it has seconds now.
        let longer = Reported::min(reported.value());
        let fits = has_two_more
            && common_verdict(observation, &[(Figure::FlightTime, Some(longer))], prior)?.is_some();
        slips.push(Slip::ClockTime { reported, as_hours: fits.then_some(longer) });
    }
    if let (Some(free_s), false) = (found.free_flight_time_s, time.is_one_sided) {
        // The way down takes half of the free flight; the way up no less, and a burn more at most.
        let flight_time_s = time.value + 0.5 * free_s;
        let is_too_short = matches!(found.verdict, Verdict::Impossible | Verdict::Strained);
        if is_too_short && flight_time_s >= free_s {
            let later = [(Figure::FlightTime, Some(Reported::s(flight_time_s.round())))];
            if let Some(verdict) = common_verdict(observation, &later, prior)? {
                slips.push(Slip::TimeToApogee { flight_time_s, verdict });
            }
        }
    }
    Ok(slips)
}

/// Returns whether an ordinary ballistic flight has the figures: possible by physics, no longer
/// than the longest known burn allows, and on an arc of free flight.
fn is_common(observation: &Observation, found: &Consistency, prior: Option<&Prior>) -> Result<bool> {
    let is_possible = matches!(found.verdict, Verdict::Possible | Verdict::Underdetermined);
    let is_quick = found.surplus_s.is_none_or(|surplus| surplus.value < LONGEST_KNOWN_BURN_S);
    let low = prior.map_or(Ok(None), |prior| LowArc::of(&observation.figures(), prior))?;
    Ok(is_possible && is_quick && low.is_none())
}

/// Returns the verdict on the figures with some of them replaced; none unless an ordinary ballistic
/// flight has them then.
fn common_verdict(
    observation: &Observation,
    replaced: &[(Figure, Option<Reported>)],
    prior: Option<&Prior>,
) -> Result<Option<Verdict>> {
    let as_reported = [
        (Figure::Apogee, observation.apogee()),
        (Figure::GroundRange, observation.ground_range()),
        (Figure::FlightTime, observation.flight_time()),
    ];
    let figures = as_reported.iter().chain(replaced);
    let builder = figures
        .fold(Observation::builder(), |builder, (figure, reported)| builder.figure(*figure, *reported));
    // Outside its domain a figure explains nothing.
    let Ok(instead) = builder.build() else { return Ok(None) };
    let found = consistency(&instead)?;
    Ok(is_common(&instead, &found, prior)?.then_some(found.verdict))
}

/// Returns a verdict as what the figures would be.
fn would_be(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Possible { "it would be possible" } else { "nothing would speak against it" }
}

/// Prints a sentence.
impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit { figure, reported, instead, verdict } => write!(
                f,
                "the {figure} was read as {reported}; as {instead} {}, if its unit or its point is a slip",
                would_be(*verdict)
            ),
            Self::Exchanged { apogee, ground_range, verdict } => write!(
                f,
                "with an apogee of {apogee} and a ground range of {ground_range} {}, if the two were exchanged",
                would_be(*verdict)
            ),
            Self::ClockTime { reported, as_hours: Some(longer) } => write!(
                f,
                "the flight time was read as {reported}; as hours and minutes, {longer}, nothing would speak against it; write \
                 h and min to say so"
            ),
            Self::ClockTime { reported, as_hours: None } => write!(
                f,
                "the flight time was read as {reported}; a time of day is no duration, and without it nothing would speak \
                 against the figures"
            ),
            Self::TimeToApogee { flight_time_s, verdict } => write!(
                f,
                "as the time to the apogee {}: the whole flight would take about {:.0} s",
                would_be(*verdict),
                Grouped(*flight_time_s)
            ),
        }
    }
}
