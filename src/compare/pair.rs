//! Two reports: can one flight have the figures of both?

use super::{Judged, NamedReport, pool};
use crate::consistency::{Consistency, Verdict, consistency};
use crate::error::{Error, Figure, Result};
use crate::observation::Observation;
use crate::prior::{ImpliedBurnTime, OutsidePrior, Prior, Reporting};

/// How far a figure may be from what a source says, in scales of that source's logistic error: all but one in a thousand of its
/// errors are less. ln(2/0.001 − 1). The catalogue alone has 39 pairs of figures, so that at one in twenty a few honest sources
/// would be called liars.
const GRANTED_SCALES: f64 = 7.600_402;

/// One figure as two reports have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Which figure.
    pub figure: Figure,
    /// What lies between the two as their digits and words have them, m or s; zero if they overlap.
    pub apart_si: f64,
    /// What the errors of the two sources allow to lie between, m or s.
    pub granted_si: f64,
}

impl Gap {
    fn of(figure: Figure, one: &NamedReport, other: &NamedReport, reporting: &Reporting) -> Option<Self> {
        let (one, other) = (one.figure_si(figure)?, other.figure_si(figure)?);
        let over = |low: f64, high: Option<f64>| high.map_or(0.0, |high| (low - high).max(0.0));
        let scale = |value: f64| match figure {
            Figure::Apogee => reporting.apogee_error() * value,
            Figure::GroundRange => reporting.ground_range_error() * value,
            Figure::FlightTime => reporting.flight_time_error_s(),
        };
        Some(Self {
            figure,
            apart_si: over(one.low, other.high).max(over(other.low, one.high)),
            granted_si: GRANTED_SCALES * (scale(one.value) + scale(other.value)),
        })
    }

    /// Whether one flight can have both.
    pub fn is_bridged(&self) -> bool {
        self.apart_si <= self.granted_si
    }
}

/// The apogee and the ground range of one report, as far as it gave them, in the flight time of the other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Exchange {
    /// Whose apogee and ground range, by its place among the reports.
    pub arc_of: usize,
    /// Whose flight time, by its place among the reports.
    pub time_of: usize,
    /// What physics says of them.
    pub consistency: Consistency,
    /// The burn times that the flight time is consistent with over that arc; none where a figure is a one-sided bound, and where the
    /// flight took no longer than free flight.
    pub implied_burn_time: Option<ImpliedBurnTime>,
    /// Set where the prior has no burn time as long, or as short, as they need.
    pub outside_prior: Option<OutsidePrior>,
}

impl Exchange {
    fn of(
        (arc_of, arc): (usize, &NamedReport),
        (time_of, time): (usize, &NamedReport),
        prior: &Prior,
    ) -> Result<Option<Self>> {
        let Some(flight_time) = time.figure(Figure::FlightTime) else {
            return Ok(None);
        };
        let builder = [Figure::Apogee, Figure::GroundRange]
            .into_iter()
            .fold(Observation::builder(), |builder, figure| builder.figure(figure, arc.figure(figure)));
        let observation = match builder.flight_time(flight_time).build() {
            // There is no arc to put the time to.
            Err(Error::FlightTimeAlone { .. }) => return Ok(None),
            observation => observation?,
        };
        let consistency = consistency(&observation)?;
        let outside_prior = OutsidePrior::by_surplus(&consistency, prior);
        let implied_burn_time = ImpliedBurnTime::of(&consistency, &observation.figures());
        Ok(Some(Self { arc_of, time_of, consistency, implied_burn_time, outside_prior }))
    }

    /// Whether a flight of the prior can have these figures.
    pub fn can_be(&self) -> bool {
        can_be(&self.consistency) && self.outside_prior.is_none()
    }
}

fn can_be(found: &Consistency) -> bool {
    !matches!(found.verdict, Verdict::Impossible | Verdict::Strained)
}

/// Two reports, held against each other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// The place of the one among the reports.
    pub first: usize,
    /// The place of the other, a later one.
    pub second: usize,
    /// Which of the two, by its place, is impossible on its own.
    pub impossible_alone: Vec<usize>,
    /// The figures that both gave.
    pub gaps: Vec<Gap>,
    /// The arc of each in the time of the other, where there are both.
    pub exchanges: Vec<Exchange>,
    /// What physics says of what both allow, where nothing above speaks against it and there are two figures of it.
    pub together: Option<Consistency>,
}

impl Pair {
    pub(super) fn of(
        (first, one): (usize, &Judged),
        (second, other): (usize, &Judged),
        prior: &Prior,
    ) -> Result<Self> {
        let is_impossible = |judged: &Judged| {
            judged.estimate.as_ref().is_some_and(|found| found.consistency.verdict == Verdict::Impossible)
        };
        let impossible_alone = [(first, one), (second, other)]
            .into_iter()
            .filter(|(_, judged)| is_impossible(judged))
            .map(|(place, _)| place)
            .collect();
        let (one, other) = (&one.report, &other.report);
        let gaps = Figure::ALL
            .into_iter()
            .filter_map(|figure| Gap::of(figure, one, other, prior.reporting()))
            .collect();
        let exchanges = [
            Exchange::of((first, one), (second, other), prior)?,
            Exchange::of((second, other), (first, one), prior)?,
        ];
        let exchanges = exchanges.into_iter().flatten().collect();
        let mut pair = Self { first, second, impossible_alone, gaps, exchanges, together: None };
        if pair.agrees() {
            let pooled = pool::pooled(&[one, other], String::new())?;
            pair.together = pooled.observation.as_ref().map(consistency).transpose()?;
        }
        Ok(pair)
    }

    /// Whether one flight can have the figures of both.
    pub fn agrees(&self) -> bool {
        self.impossible_alone.is_empty()
            && self.gaps.iter().all(Gap::is_bridged)
            && self.exchanges.iter().all(Exchange::can_be)
            && self.together.as_ref().is_none_or(can_be)
    }

    /// Whether nothing but the flight time stands between them: then each arc in the time of the other may still be a flight, with
    /// another burn time.
    pub fn differs_in_time_alone(&self) -> bool {
        let [mut in_time, mut elsewhere] = [false; 2];
        for gap in self.gaps.iter().filter(|gap| !gap.is_bridged()) {
            match gap.figure {
                Figure::FlightTime => in_time = true,
                Figure::Apogee | Figure::GroundRange => elsewhere = true,
            }
        }
        in_time && !elsewhere && self.impossible_alone.is_empty()
    }
}
