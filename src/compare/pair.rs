//! Two reports compared: whether one flight can have the figures of both.

use crate::compare::judged_report::JudgedReport;
use crate::compare::named_report::NamedReport;
use crate::compare::pool::pooled;
use crate::consistency::{Consistency, Verdict, consistency};
use crate::error::{Error, Figure, Result};
use crate::observation::Observation;
use crate::prior::{ImpliedBurnTime, OutsidePrior, Prior, Reporting};

/// The error of a source that is allowed for, in scales of its logistic distribution: all but one
/// in a thousand of the errors are smaller. ln(2/0.001 − 1). The catalogue alone has 39 pairs of
/// figures, so that a limit of one in twenty would reject a few honest sources.
const ALLOWED_SCALES: f64 = 7.600_402;

/// The difference between two reports in one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FigureDifference {
    /// The figure.
    pub figure: Figure,
    /// The distance between the two intervals that the digits and words allow, m or s; zero if they
    /// overlap.
    pub difference_si: f64,
    /// The greatest difference that the errors of the two sources allow, m or s.
    pub allowed_difference_si: f64,
}

impl FigureDifference {
    /// Computes the difference in a figure; none unless both reports give it.
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
            difference_si: over(one.low, other.high).max(over(other.low, one.high)),
            allowed_difference_si: ALLOWED_SCALES * (scale(one.value) + scale(other.value)),
        })
    }

    /// Returns whether one flight can have both figures: the difference is no greater than the
    /// allowed difference.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.difference_si <= self.allowed_difference_si
    }
}

/// The arc of one report, its apogee and ground range as far as it gives them, checked with the
/// flight time of the other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CrossCheck {
    /// The index of the report whose apogee and ground range are used.
    pub arc_report: usize,
    /// The index of the report whose flight time is used.
    pub time_report: usize,
    /// The verdict of physics alone on these figures.
    pub consistency: Consistency,
    /// The burn times that the flight time is consistent with over that arc; none where a figure is
    /// a one-sided bound, and where the flight took no longer than free flight.
    pub implied_burn_time: Option<ImpliedBurnTime>,
    /// The side on which the flight time lies outside the prior over that arc; none where it lies
    /// inside.
    pub outside_prior: Option<OutsidePrior>,
}

impl CrossCheck {
    /// Checks the arc of one report with the flight time of the other; none where one of them gives
    /// no arc or the other no time.
    fn of(
        (arc_report, arc): (usize, &NamedReport),
        (time_report, time): (usize, &NamedReport),
        prior: &Prior,
    ) -> Result<Option<Self>> {
        let Some(flight_time) = time.figure(Figure::FlightTime) else {
            return Ok(None);
        };
        let builder = [Figure::Apogee, Figure::GroundRange]
            .into_iter()
            .fold(Observation::builder(), |builder, figure| builder.figure(figure, arc.figure(figure)));
        let observation = match builder.flight_time(flight_time).build() {
            // The report gives neither apogee nor ground range.
            Err(Error::FlightTimeAlone { .. }) => return Ok(None),
            observation => observation?,
        };
        let consistency = consistency(&observation)?;
        let outside_prior = OutsidePrior::by_surplus(&consistency, prior);
        let implied_burn_time = ImpliedBurnTime::of(&consistency, &observation.figures());
        Ok(Some(Self { arc_report, time_report, consistency, implied_burn_time, outside_prior }))
    }

    /// Returns whether a vehicle of the prior can have a flight with these figures.
    #[must_use]
    pub fn is_feasible(&self) -> bool {
        is_consistent(&self.consistency) && self.outside_prior.is_none()
    }
}

/// The arc of one report, checked with the top speed of the other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SpeedCheck {
    /// The index of the report whose apogee and ground range are used.
    pub arc_report: usize,
    /// The index of the report whose top speed is used.
    pub speed_report: usize,
    /// The verdict of physics alone on these figures.
    pub consistency: Consistency,
}

impl SpeedCheck {
    /// Checks the arc of one report with the top speed of the other; none where one of them gives
    /// no arc or the other no top speed.
    fn of(
        (arc_report, arc): (usize, &NamedReport),
        (speed_report, speed): (usize, &NamedReport),
    ) -> Result<Option<Self>> {
        let (Some(apogee), Some(ground_range), Some(top_speed)) =
            (arc.figure(Figure::Apogee), arc.figure(Figure::GroundRange), speed.top_speed())
        else {
            return Ok(None);
        };
        let arc = Observation::builder().apogee(apogee).ground_range(ground_range);
        let consistency = consistency(&arc.top_speed(top_speed).build()?)?;
        Ok(Some(Self { arc_report, speed_report, consistency }))
    }

    /// Returns whether the top speed is one of the arc.
    #[must_use]
    pub fn is_feasible(&self) -> bool {
        !self.consistency.is_top_speed_contradicted
    }
}

/// Returns whether figures are neither impossible nor strained.
fn is_consistent(found: &Consistency) -> bool {
    !matches!(found.verdict, Verdict::Impossible | Verdict::Strained)
}

/// Two reports, compared with each other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// The index of one report.
    pub first: usize,
    /// The index of the other report, greater than `first`.
    pub second: usize,
    /// The indices of those of the two reports that are impossible alone.
    pub impossible_alone: Vec<usize>,
    /// The differences in the figures that both reports give.
    pub differences: Vec<FigureDifference>,
    /// The arc of each report with the flight time of the other, where both are given.
    pub cross_checks: Vec<CrossCheck>,
    /// The arc of each report with the top speed of the other, where both are given.
    pub speed_checks: Vec<SpeedCheck>,
    /// The verdict of physics alone on the figures that both allow, where the checks above find no
    /// contradiction and the pooled report has at least two figures.
    pub together: Option<Consistency>,
}

impl Pair {
    /// Compares two reports, each with its index.
    pub(super) fn of(
        (first, one): (usize, &JudgedReport),
        (second, other): (usize, &JudgedReport),
        prior: &Prior,
    ) -> Result<Self> {
        let impossible_alone = [(first, one), (second, other)]
            .into_iter()
            .filter(|(_, judged)| judged.is_impossible())
            .map(|(index, _)| index)
            .collect();
        let (one, other) = (&one.report, &other.report);
        let differences = Figure::ALL
            .into_iter()
            .filter_map(|figure| FigureDifference::of(figure, one, other, prior.reporting()))
            .collect();
        let cross_checks = [
            CrossCheck::of((first, one), (second, other), prior)?,
            CrossCheck::of((second, other), (first, one), prior)?,
        ];
        let cross_checks = cross_checks.into_iter().flatten().collect();
        let speed_checks =
            [SpeedCheck::of((first, one), (second, other))?, SpeedCheck::of((second, other), (first, one))?];
        let speed_checks = speed_checks.into_iter().flatten().collect();
        let together = None;
        let mut pair =
            Self { first, second, impossible_alone, differences, cross_checks, speed_checks, together };
        if pair.agrees() {
            let pooled = pooled(&[one, other], String::new())?;
            pair.together = pooled.observation().map(consistency).transpose()?;
        }
        Ok(pair)
    }

    /// Returns whether one flight can have the figures of both reports.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.impossible_alone.is_empty()
            && self.differences.iter().all(FigureDifference::agrees)
            && self.cross_checks.iter().all(CrossCheck::is_feasible)
            && self.speed_checks.iter().all(SpeedCheck::is_feasible)
            && self.together.as_ref().is_none_or(is_consistent)
    }

    /// Returns whether the flight time is the only figure in which the two reports disagree. Each
    /// arc with the flight time of the other may then still be a flight, with another burn time.
    #[must_use]
    pub fn differs_in_time_alone(&self) -> bool {
        let [mut in_time, mut elsewhere] = [false; 2];
        for difference in self.differences.iter().filter(|difference| !difference.agrees()) {
            match difference.figure {
                Figure::FlightTime => in_time = true,
                Figure::Apogee | Figure::GroundRange => elsewhere = true,
            }
        }
        in_time && !elsewhere && self.impossible_alone.is_empty()
    }
}
