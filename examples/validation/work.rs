//! Computes the estimates, and writes each of their numbers as a cell of a table.

use std::thread;

use lofted::catalogue::{Catalogue, Flight, Seen};
use lofted::{
    Error, Estimate, Method, Model, Observation, Posterior, Reach, Reported, StandardTrajectory, Verdict,
    estimate,
};

/// All results that are computed for the file.
pub struct Computed {
    reports: Vec<Report>,
    /// The results from the estimators' own figures, in the order of the catalogue.
    own: Vec<Report>,
}

/// One report with its estimates.
pub struct Report {
    pub flight: String,
    pub reporter: String,
    pub flight_time: Option<Reported>,
    figures: [Option<Reported>; 3],
    /// What is asked of the report.
    asked: Asked,
    /// The estimate by gravity turn; none for a single figure, and for a flight that is no arc.
    pub estimate: Option<Estimate>,
    greatest: Option<Estimate>,
    /// The estimate by apogee and ground range alone, where all three figures were reported and a
    /// range was published.
    pub without_time: Option<Estimate>,
}

/// The estimates that are asked of a report.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// None: the flight is no ballistic arc.
    Nothing,
    /// Both definitions of the standard trajectory.
    Both,
    /// Both, and the estimate without the time, which explains misses of published ranges.
    All,
}

/// Computes both definitions of the standard trajectory for every report of a ballistic flight and
/// for the figures of every estimator, on two threads; the results do not depend on the thread.
pub fn computed(catalogue: &Catalogue) -> lofted::Result<Computed> {
    let mut reports: Vec<Report> = Vec::new();
    for flight in catalogue.flights() {
        let asked = match (flight.is_ballistic(), flight.estimates.is_empty()) {
            (false, _) => Asked::Nothing,
            (true, true) => Asked::Both,
            (true, false) => Asked::All,
        };
        for report in &flight.reports {
            let figures = [report.apogee, report.ground_range, report.flight_time];
            reports.push(Report::of(&flight.id, &report.reporter, figures, asked));
        }
    }
    let of_the_catalogue = reports.len();
    for flight in catalogue.flights() {
        for published in &flight.estimates {
            let Some(own) = &published.made_from else { continue };
            let figures = [own.apogee(), own.ground_range(), own.flight_time()];
            reports.push(Report::of(&flight.id, &published.estimated_by, figures, Asked::Both));
        }
    }
    let work = |from: usize| {
        let own = reports.iter().enumerate().skip(from).step_by(2);
        own.map(|(place, report)| Ok((place, report.computed()?))).collect::<lofted::Result<Vec<_>>>()
    };
    let done = thread::scope(|scope| {
        let other = scope.spawn(|| work(1));
        let own = work(0);
        // A panic is a failed assertion and is passed on.
        let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        own.and_then(|own| Ok([own, other?].concat()))
    })?;
    for (place, [gravity_turn, greatest, without_time]) in done {
        if let Some(report) = reports.get_mut(place) {
            report.estimate = gravity_turn;
            report.greatest = greatest;
            report.without_time = without_time;
        }
    }
    let own = reports.split_off(of_the_catalogue);
    Ok(Computed { reports, own })
}

impl Computed {
    /// Returns the results for the figures from which an estimate is known to have been made.
    pub fn own_of(&self, flight: &str, estimated_by: &str) -> Option<&Report> {
        self.own.iter().find(|report| report.flight == flight && report.reporter == estimated_by)
    }

    /// Returns the report of a flight that the counts use: of the reports with a range and without
    /// a doubt, the first of those with the most figures.
    pub fn leading<'a>(&'a self, flight: &'a Flight) -> Option<&'a Report> {
        let usable = self.of(flight).zip(&flight.reports).filter(|(computed, report)| {
            computed.posterior().is_some() && report.doubt.is_empty() && report.seen != Some(Seen::Field)
        });
        let usable: Vec<&Report> = usable.map(|(computed, _)| computed).collect();
        let most = usable.iter().map(|report| report.count()).max()?;
        usable.into_iter().find(|report| report.count() == most)
    }

    /// Returns the reports of a flight, in its order.
    pub fn of<'a>(&'a self, flight: &'a Flight) -> impl Iterator<Item = &'a Report> {
        self.reports.iter().filter(|report| report.flight == flight.id)
    }
}

impl Report {
    fn of(flight: &str, reporter: &str, figures: [Option<Reported>; 3], asked: Asked) -> Self {
        let (flight, reporter) = (flight.to_owned(), reporter.to_owned());
        Self {
            flight,
            reporter,
            flight_time: figures[2],
            figures,
            asked,
            estimate: None,
            greatest: None,
            without_time: None,
        }
    }

    /// Computes the estimate by gravity turn, by the other definition, and by gravity turn without
    /// the time.
    fn computed(&self) -> lofted::Result<[Option<Estimate>; 3]> {
        let [apogee, ground_range, flight_time] = self.figures;
        let gravity_turn = Model::default().with_method(Method::Flown);
        let greatest = gravity_turn.clone().with_standard_trajectory(StandardTrajectory::Greatest);
        let all = observation(self.figures)?;
        if self.asked == Asked::Nothing {
            return Ok([None, None, None]);
        }
        let is_complete = apogee.is_some() && ground_range.is_some() && flight_time.is_some();
        let is_wanted = is_complete && self.asked == Asked::All;
        let without_time = if is_wanted { observation([apogee, ground_range, None])? } else { None };
        let of = |observation: Option<Observation>, model| {
            observation.map(|observation| estimate(&observation, model)).transpose()
        };
        Ok([of(all, &gravity_turn)?, of(all, &greatest)?, of(without_time, &gravity_turn)?])
    }

    /// Checks whether a published estimate was made from exactly these figures.
    pub fn has_figures_of(&self, other: &Self) -> bool {
        self.figures == other.figures
    }

    pub fn posterior(&self) -> Option<&Posterior> {
        self.estimate.as_ref()?.posterior()
    }

    /// Returns the sample for the trajectory of greatest range.
    pub fn posterior_greatest(&self) -> Option<&Posterior> {
        self.greatest.as_ref()?.posterior()
    }

    /// Returns how many figures were reported.
    pub fn count(&self) -> usize {
        self.figures.iter().flatten().count()
    }

    /// Returns the ground range as reported.
    pub fn ground_range(&self) -> Option<Reported> {
        self.figures[1]
    }

    /// Returns the apogee as reported, km.
    pub fn apogee_km(&self) -> Option<f64> {
        self.figures[0].map(km)
    }

    pub fn verdict(&self) -> Option<Verdict> {
        Some(self.estimate.as_ref()?.consistency.verdict)
    }

    /// Returns apogee, ground range and flight time as printed.
    pub fn printed(&self) -> [String; 3] {
        self.figures.map(|figure| figure.map_or_else(nothing, |figure| figure.to_string()))
    }

    /// Returns the figures that were reported, in one cell.
    pub fn figures(&self) -> String {
        self.figures.iter().flatten().map(Reported::to_string).collect::<Vec<_>>().join(", ")
    }

    pub fn surplus(&self) -> String {
        let surplus = self.estimate.as_ref().and_then(|estimate| estimate.consistency.surplus_s);
        surplus.map_or_else(nothing, |surplus| {
            let end = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), number);
            format!("{} s ({} to {})", number(surplus.value), end(surplus.low), end(surplus.high))
        })
    }

    /// Returns the result of a method that gives one number.
    pub fn rung(&self, method: Method) -> String {
        let working = self.estimate.as_ref().and_then(|estimate| estimate.working(method));
        working.map_or_else(nothing, |working| reach(working.reach()))
    }

    pub fn kepler_km(&self) -> Option<f64> {
        self.estimate.as_ref()?.working(Method::Kepler)?.reach().range_km()
    }

    pub fn interval(&self) -> String {
        self.posterior().map_or_else(nothing, interval)
    }

    pub fn greatest(&self) -> String {
        self.greatest.as_ref().and_then(|greatest| greatest.reach).map_or_else(nothing, reach)
    }

    pub fn burn(&self) -> String {
        self.posterior().map_or_else(nothing, |found| {
            let burn = format!("{} – {}", number(found.burn_time_s.p05), number(found.burn_time_s.p95));
            if self.flight_time.is_some() && !found.is_time_ignored { burn } else { format!("({burn})") }
        })
    }

    pub fn global(&self) -> String {
        self.posterior().map_or_else(nothing, |found| number(100.0 * found.global_reach_probability))
    }

    pub fn chances(&self) -> String {
        let (Some(found), Some(estimate)) = (self.posterior(), &self.estimate) else { return nothing() };
        let chances = found.class_probabilities(estimate.model.scheme());
        let worth_a_word = chances.iter().filter(|(_, chance)| *chance >= 0.005);
        worth_a_word
            .map(|(class, chance)| format!("{class} {}", number(100.0 * chance)))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Returns a length in km.
pub fn km(figure: Reported) -> f64 {
    figure.value() * figure.unit().in_si() / 1e3
}

/// Builds the observation; returns nothing for a single figure.
fn observation(
    [apogee, ground_range, flight_time]: [Option<Reported>; 3],
) -> lofted::Result<Option<Observation>> {
    let mut builder = Observation::builder();
    builder = apogee.map_or(builder, |figure| builder.apogee(figure));
    builder = ground_range.map_or(builder, |figure| builder.ground_range(figure));
    builder = flight_time.map_or(builder, |figure| builder.flight_time(figure));
    match builder.build() {
        Err(
            Error::NothingReported
            | Error::ApogeeAlone { .. }
            | Error::GroundRangeAlone { .. }
            | Error::FlightTimeAlone { .. },
        ) => Ok(None),
        observation => observation.map(Some),
    }
}

fn nothing() -> String {
    "-".to_owned()
}

/// Writes the 5th, the 50th and the 95th percentile, km.
pub fn interval(found: &Posterior) -> String {
    let [low, middle, high] = [found.reach.p05, found.reach.median, found.reach.p95].map(reach);
    if low == high { low } else { format!("{low} – {middle} – {high}") }
}

/// Writes a reach in km without its unit.
fn reach(reach: Reach) -> String {
    reach.range_km().map_or_else(|| "global".to_owned(), number)
}

/// Writes an integer with its thousands separated.
pub fn number(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("−{text}") } else { text }
}
