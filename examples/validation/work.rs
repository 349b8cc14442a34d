//! Computes the estimates, and writes each of their numbers as a cell of a table.

use std::thread;

use lofted::catalogue::Catalogue;
use lofted::catalogue::Flight;
use lofted::{
    Error, Estimate, Method, Model, Observation, Posterior, Reach, Reported, StandardTrajectory, Verdict,
    estimate,
};

/// All results that are computed for the file.
pub struct Computed {
    reports: Vec<Report>,
    /// The results from the estimators' own figures, in the order of [`own_figures`].
    pub own: Vec<Report>,
}

/// One report with its estimates.
pub struct Report {
    pub flight: String,
    pub reporter: String,
    pub flight_time: Option<Reported>,
    figures: [Option<Reported>; 3],
    /// The estimate by gravity turn; none for a single figure.
    pub estimate: Option<Estimate>,
    greatest: Option<Estimate>,
    /// The estimate by apogee and ground range alone, where all three figures were reported.
    pub without_time: Option<Estimate>,
}

/// The figures from which a published estimate is known to have been made.
pub struct OwnFigures {
    pub flight: &'static str,
    pub estimated_by: &'static str,
    figures: [&'static str; 3],
}

/// Returns these figures, as the catalogue's column "basis" has them.
pub fn own_figures() -> Vec<OwnFigures> {
    [
        ("HS10-2016-06-22", "Savelsberg and Kiessling (38 North)", ["1,413.6 km", "400 km", ""]),
        ("HS12-2017-05-14", "Schilling (38 North); CSIS", ["2,111.5 km", "787 km", ""]),
        ("HS14-2017-07-04", "United Nations (Jenca)", ["2,802 km", "933 km", "39 min"]),
        ("HS14-2017-07-04", "D. Wright (UCS)", ["more than 2,800 km", "930 km", "37 min"]),
        ("HS14-2017-07-04", "CSIS", ["2,800 km", "930 km", "39 min"]),
        ("HS14-2017-07-28", "D. Wright (UCS)", ["3,700 km", "1,000 km", "about 47 min"]),
        ("HS14-2017-07-28", "CSIS", ["3,724.9 km", "998 km", "47 min 12 s"]),
        ("HS15-2017-11-29", "D. Wright (UCS)", ["4,500 km", "960 km", "about 54 min"]),
    ]
    .map(|(flight, estimated_by, figures)| OwnFigures { flight, estimated_by, figures })
    .into()
}

/// Computes both definitions of the standard trajectory for every report, on two threads; the
/// results do not depend on the thread.
pub fn computed(catalogue: &Catalogue) -> lofted::Result<Computed> {
    let mut reports: Vec<Report> = Vec::new();
    for flight in catalogue.flights() {
        for report in &flight.reports {
            let figures = [report.apogee, report.ground_range, report.flight_time];
            reports.push(Report::of(&flight.id, &report.reporter, figures));
        }
    }
    let of_the_catalogue = reports.len();
    for own in own_figures() {
        let mut figures = [None; 3];
        for (figure, text) in figures.iter_mut().zip(own.figures) {
            *figure = if text.is_empty() { None } else { Some(text.parse()?) };
        }
        reports.push(Report::of(own.flight, own.estimated_by, figures));
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

    /// Returns the reports of a flight, in its order.
    pub fn of<'a>(&'a self, flight: &'a Flight) -> impl Iterator<Item = &'a Report> {
        self.reports.iter().filter(|report| report.flight == flight.id)
    }
}

impl Report {
    fn of(flight: &str, reporter: &str, figures: [Option<Reported>; 3]) -> Self {
        let (flight, reporter) = (flight.to_owned(), reporter.to_owned());
        Self {
            flight,
            reporter,
            flight_time: figures[2],
            figures,
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
        let is_complete = apogee.is_some() && ground_range.is_some() && flight_time.is_some();
        let without_time = if is_complete { observation([apogee, ground_range, None])? } else { None };
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

/// Builds the observation; returns nothing for a single figure.
fn observation(
    [apogee, ground_range, flight_time]: [Option<Reported>; 3],
) -> lofted::Result<Option<Observation>> {
    let mut builder = Observation::builder();
    builder = apogee.map_or(builder, |figure| builder.apogee(figure));
    builder = ground_range.map_or(builder, |figure| builder.ground_range(figure));
    builder = flight_time.map_or(builder, |figure| builder.flight_time(figure));
    match builder.build() {
        Err(Error::ApogeeAlone { .. } | Error::GroundRangeAlone { .. } | Error::FlightTimeAlone { .. }) => {
            Ok(None)
        }
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
