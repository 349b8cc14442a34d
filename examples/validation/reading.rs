//! Places a published range in the posterior and explains a miss. Every word follows from the
//! numbers.

use std::fmt;

use lofted::OutsidePrior;
use lofted::catalogue::PublishedEstimate;
use lofted::{Posterior, Reported, Verdict};

use super::work::{Computed, Report, interval, number};

/// The place of a published range in a sample.
#[derive(Clone, Copy)]
pub struct Place {
    /// The percentages of the sample below the ends of the range.
    from: Option<f64>,
    to: Option<f64>,
    side: Side,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Inside,
    Below,
    Above,
}

/// Places a published range in a sample; returns nothing for a range that is not a number.
pub fn place(published: &PublishedEstimate, found: &Posterior) -> Option<Place> {
    place_of(published.range, found)
}

/// Places a range, km, in a sample; returns nothing for a range that is not a number.
pub fn place_of(range: Reported, found: &Posterior) -> Option<Place> {
    let lofted::ReportedBounds { low, high, .. } = range.bounds();
    let end_km = |reach: lofted::Reach| reach.range_km().unwrap_or(f64::INFINITY);
    let (p05, p95) = (end_km(found.reach.p05), end_km(found.reach.p95));
    let side = if p95 < low {
        Side::Above
    } else if high.is_some_and(|high| high < p05) {
        Side::Below
    } else {
        Side::Inside
    };
    let share = |km: f64| 100.0 * found.share_within_km(km);
    let value = range.value();
    if !value.is_finite() {
        return None;
    }
    // An interval has two ends; a bound or a figure has one, because its rounding is not an
    // interval.
    let is_interval = high.is_some_and(|high| range.to_string().contains("between") && high > low);
    let (from, to) = match (range.is_one_sided(), high) {
        (true, None) => (Some(share(low)), None),
        (true, Some(high)) => (None, Some(share(high))),
        (false, Some(high)) if is_interval => (Some(share(low)), Some(share(high))),
        (false, _) => (Some(share(value)), Some(share(value))),
    };
    Some(Place { from, to, side })
}

impl Place {
    /// Returns the percentage at which a single number falls; the middle of the two of an interval.
    pub fn percent(self) -> Option<f64> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Some(0.5 * (from + to)),
            (from, to) => from.or(to),
        }
    }

    pub fn is_inside(self) -> bool {
        self.side == Side::Inside
    }

    pub fn word(self) -> &'static str {
        match self.side {
            Side::Inside => "inside",
            Side::Below => "below",
            Side::Above => "above",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from.map(number), self.to.map(number)) {
            (Some(from), None) => write!(f, "{from} and up"),
            (None, Some(to)) => write!(f, "up to {to}"),
            (Some(from), Some(to)) if from != to => write!(f, "{from} to {to}"),
            (Some(at), _) => f.write_str(&at),
            (None, None) => Ok(()),
        }
    }
}

/// The relative distance from a published range within which the burn times of draws are read.
const NEAR: f64 = 0.03;

/// The multiple of the range of free flight over a report's figures beyond which an estimate was
/// not made from them.
const OTHER_FIGURES: f64 = 2.0;

/// The reason of a miss.
#[derive(Clone, Copy, PartialEq)]
pub enum Miss {
    /// The estimate was made from other figures.
    OtherFigures,
    /// The range lies inside the interval of the report without its flight time.
    TheTime,
    /// No such reason was found.
    Neither,
}

pub fn miss(published: &PublishedEstimate, report: &Report, found: &Posterior) -> Miss {
    let times = report.kepler_km().map(|kepler_km| nearest_km(published, found) / kepler_km);
    let without = report.without_time.as_ref().and_then(|without| without.posterior());
    if !times.is_some_and(|times| times <= OTHER_FIGURES) {
        Miss::OtherFigures
    } else if without.and_then(|without| place(published, without)).is_some_and(Place::is_inside) {
        Miss::TheTime
    } else {
        Miss::Neither
    }
}

/// Returns the reasons why published ranges lie outside a report's interval, a sentence each.
pub fn readings(missed: &[&PublishedEstimate], report: &Report, all: &Computed) -> Vec<String> {
    let Some(found) = report.posterior() else { return Vec::new() };
    let times = |published: &PublishedEstimate| {
        report.kepler_km().map(|kepler_km| nearest_km(published, found) / kepler_km).unwrap_or(f64::NAN)
    };
    let (far, near): (Vec<_>, Vec<_>) =
        missed.iter().copied().partition(|published| miss(published, report, found) == Miss::OtherFigures);
    let mut sentences: Vec<String> = Vec::new();
    for (i, published) in near.iter().copied().enumerate() {
        let is_same = |other: &&&PublishedEstimate| other.range == published.range;
        // The same range by two estimators is one miss.
        if near.iter().take(i).any(|earlier| is_same(&earlier)) {
            continue;
        }
        let by: Vec<_> = near.iter().filter(is_same).map(|same| same.estimated_by.as_str()).collect();
        let mut reasons = vec![of_free_flight(times(published))];
        reasons.push(of_burning(nearest_km(published, found), report, found));
        reasons.extend(of_the_time(published, report));
        for same in near.iter().filter(is_same) {
            reasons.extend(of_its_own_figures(same, report, all));
        }
        sentences.push(format!(
            "{}: {} ({}) is {}. {}.",
            report.reporter,
            published.range,
            by.join("; "),
            place(published, found).map_or("", Place::word),
            reasons.join("; ")
        ));
    }
    let far_times = far.iter().map(|published| times(published));
    if !far.is_empty() {
        let (least, most) = far_times
            .fold((f64::INFINITY, 0.0_f64), |(least, most), times| (least.min(times), most.max(times)));
        let how_far = if far.len() == 1 { format!("{least:.1}") } else { format!("{least:.1} to {most:.1}") };
        let ranges: Vec<_> = far.iter().map(|published| published.range.to_string()).collect();
        sentences.push(format!(
            "{}: {} {how_far} times the range of free flight alone with its figures; none can have been made from them.",
            report.reporter,
            match ranges.as_slice() {
                [one] => format!("{one} is"),
                _ => format!("{} published ranges are", ranges.len()),
            },
        ));
    }
    sentences
}

/// Returns the reasons why a published range lies outside the interval of the figures that it is
/// judged by.
pub fn own_reading(published: &PublishedEstimate, report: &Report, found: &Posterior) -> Vec<String> {
    let nearest_km = nearest_km(published, found);
    let times = report.kepler_km().map(|kepler_km| nearest_km / kepler_km);
    let of_free_flight = times.map(|times| of_free_flight(times).replacen("It is", "it is", 1));
    of_free_flight.into_iter().chain([of_burning(nearest_km, report, found)]).collect()
}

/// Returns the end of a published range that is nearest to the interval.
fn nearest_km(published: &PublishedEstimate, found: &Posterior) -> f64 {
    let lofted::ReportedBounds { low, high, .. } = published.range.bounds();
    match place(published, found).map(|place| place.side) {
        Some(Side::Above) => low,
        _ => high.unwrap_or(low),
    }
}

fn of_free_flight(times: f64) -> String {
    let percent = 100.0 * (times - 1.0);
    let side = if percent < 0.0 { "below" } else { "above" };
    format!("It is {} % {side} the range of free flight alone", number(percent.abs()))
}

/// Returns the burn times of the vehicles whose range is near the given one.
fn of_burning(range_km: f64, report: &Report, found: &Posterior) -> String {
    let is_near = |km: f64| (km / range_km - 1.0).abs() <= NEAR;
    let near: Vec<_> =
        found.sample.iter().filter(|draw| draw.reach.range_km().is_some_and(is_near)).collect();
    let implied = match report.flight_time {
        Some(_) if !found.is_time_ignored => format!(
            "the flight time implies {} to {} s of burning",
            number(found.burn_time_s.p05),
            number(found.burn_time_s.p95)
        ),
        _ => "no flight time determines the burn time".to_owned(),
    };
    if near.len() < 3 {
        return format!("almost no vehicle of the sample is within 3 % of it, and {implied}");
    }
    let weight: f64 = near.iter().map(|draw| draw.weight).sum();
    let burn_s = near.iter().map(|draw| draw.weight * draw.burn_time_s).sum::<f64>() / weight;
    format!("the vehicles within 3 % of it burn for {} s on average, and {implied}", number(burn_s))
}

/// Checks whether the flight time causes the miss.
fn of_the_time(published: &PublishedEstimate, report: &Report) -> Option<String> {
    let without = report.without_time.as_ref()?.posterior()?;
    let place = place(published, without)?;
    Some(format!(
        "without its flight time the report gives {} km, where it falls at {place}, {}",
        interval(without),
        place.word()
    ))
}

/// Checks whether an estimate was made from other figures, and returns the range that those give.
fn of_its_own_figures(published: &PublishedEstimate, report: &Report, all: &Computed) -> Option<String> {
    let own = all.own_of(&report.flight, &published.estimated_by)?;
    if own.has_figures_of(report) {
        return None;
    }
    let place = place(published, own.posterior()?)?;
    Some(format!(
        "{} used other figures ({}), for which it falls at {place}, {}",
        published.estimated_by,
        own.figures(),
        place.word()
    ))
}

/// Returns the remarks on the row of a report.
pub fn remark(report: &Report) -> Option<String> {
    if report.verdict() == Some(Verdict::Impossible) {
        let estimate = report.estimate.as_ref()?;
        return Some(format!("impossible, {}", estimate.consistency.reasons.first()?));
    }
    let found = report.posterior()?;
    let mut remarks = Vec::new();
    match found.outside_prior {
        Some(OutsidePrior::BurnTooLong) => {
            remarks.push("almost no vehicle of the prior burns long enough for its flight time".to_owned())
        }
        Some(OutsidePrior::BurnTooShort) => {
            remarks.push("almost no vehicle of the prior burns briefly enough for its flight time".to_owned())
        }
        None => {}
    }
    if found.is_time_ignored {
        remarks.push("the flight time is ignored".to_owned());
    }
    if found.has_few_draws() {
        remarks.push(format!(
            "the effective sample size is only {}, too small for the ends of the interval to be reliable",
            number(found.effective_sample_size)
        ));
    }
    (!remarks.is_empty()).then(|| remarks.join("; "))
}
