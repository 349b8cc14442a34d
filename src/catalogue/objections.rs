//! What a table of one's own may have or lack, and the public record may not.

use std::fmt;

use crate::catalogue::date::Date;
use crate::catalogue::flight::{Flight, Report};
use crate::catalogue::words::FlightKind;
use crate::physics::earth::Sphere;
use crate::physics::kepler::symmetric;

/// The share of the least-energy apogee by which that of a flight near its standard trajectory may
/// differ from it. The best trajectory of a vehicle that burns for minutes is not the free arc of
/// least energy: the flights of the record differ from it by up to 22 %.
const NEAR_STANDARD: f64 = 0.25;

/// The least-energy apogees above which a flight is lofted. Every loft of the record is above.
const LOFTED: f64 = 1.5;

/// The beginning of the note of a report that claims another flight altogether; its figures do not
/// decide the kind.
const RIVAL: &str = "rival claim";

/// An objection to a flight: the table loads, but the public record does not take the flight so.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Objection {
    /// The name of the flight does not end in its day.
    NameWithoutDay {
        /// The day.
        date: Date,
    },
    /// The country is empty.
    NoCountry,
    /// Rows do not say how well their source was seen.
    NotSeen {
        /// The number of these rows.
        rows: usize,
        /// The number of rows of the flight in both tables.
        of: usize,
    },
    /// The figures of a report are not those of the kind of the flight.
    KindDiffers {
        /// The kind of the flight.
        kind: FlightKind,
        /// The reporter of the figures.
        reporter: String,
        /// The apogee over that of the arc of least energy over the same ground range.
        apogee_over_least_energy: f64,
    },
}

impl Flight {
    /// Returns what keeps the flight out of the public record, in which every flight names its
    /// country and ends in its day, every row says how well its source was seen, and the kind
    /// follows from the figures: near standard within a quarter of the apogee of the free arc of
    /// least energy over the ground range, lofted above one and a half times that. Figures with a
    /// doubt and those of a rival claim do not decide the kind.
    ///
    /// ```
    /// use lofted::catalogue::Catalogue;
    ///
    /// let reports = "\
    /// flight,date,missile,country,kind,reporter,apogee,ground_range,flight_time,seen,note,source
    /// X-1,2024-02-29,unnamed,Atlantis,near_standard,a ministry,550 km,480 km,,whole,,its page
    /// ";
    /// let catalogue = Catalogue::default().with_reports("mine.csv", reports)?;
    /// let objections: Vec<String> =
    ///     catalogue.flights()[0].objections().iter().map(|objection| objection.to_string()).collect();
    /// assert_eq!(objections[0], "its name does not end in its day, 2024-02-29");
    /// assert!(objections[1].starts_with("near_standard differs from the figures of a ministry"));
    /// # Ok::<(), lofted::Error>(())
    /// ```
    pub fn objections(&self) -> Vec<Objection> {
        let mut objections = Vec::new();
        if !self.id.ends_with(&self.date.to_string()) {
            objections.push(Objection::NameWithoutDay { date: self.date });
        }
        if self.country.is_empty() {
            objections.push(Objection::NoCountry);
        }
        let reports = self.reports.iter().map(|report| report.seen);
        let seen: Vec<_> = reports.chain(self.estimates.iter().map(|published| published.seen)).collect();
        let rows = seen.iter().filter(|seen| seen.is_none()).count();
        if rows > 0 {
            objections.push(Objection::NotSeen { rows, of: seen.len() });
        }
        objections.extend(self.reports.iter().filter_map(|report| self.kind_against(report)));
        objections
    }

    /// Returns the objection to the kind of the flight by the figures of a report.
    fn kind_against(&self, report: &Report) -> Option<Objection> {
        let decides = report.doubt.is_empty() && !report.note.starts_with(RIVAL);
        let ratio = report.apogee_over_least_energy().filter(|_| decides)?;
        let near = 1.0 - NEAR_STANDARD..=1.0 + NEAR_STANDARD;
        let differs = |kind: &&FlightKind| match kind {
            FlightKind::NearStandard => !near.contains(&ratio),
            FlightKind::Lofted => ratio <= LOFTED,
            _ => false,
        };
        let kind = *self.kinds.iter().find(differs)?;
        let reporter = report.reporter.clone();
        Some(Objection::KindDiffers { kind, reporter, apogee_over_least_energy: ratio })
    }
}

impl Report {
    /// Returns the apogee over that of the free arc of least energy over the same ground range;
    /// none without both figures or over a ground range of nothing.
    fn apogee_over_least_energy(&self) -> Option<f64> {
        let radius_m = Sphere::MEAN.radius_m();
        let [apogee_m, ground_range_m] =
            [self.apogee?, self.ground_range?].map(|figure| figure.value() * figure.unit().in_si());
        let least = symmetric::minimum_energy(ground_range_m / radius_m).ok()?;
        Some(apogee_m / (radius_m * (least.apogee_radius_over_r - 1.0)))
    }
}

/// Writes the objection as a clause: what is so, and what the record has.
impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameWithoutDay { date } => write!(f, "its name does not end in its day, {date}"),
            Self::NoCountry => f.write_str("the column country is empty"),
            Self::NotSeen { rows, of } => write!(f, "the column seen is empty in {rows} of its {of} rows"),
            Self::KindDiffers { kind, reporter, apogee_over_least_energy } => write!(
                f,
                "{kind} differs from the figures of {reporter}: their apogee is {apogee_over_least_energy:.2} times that of \
                 the arc of least energy over their ground range, and near_standard is {} to {}, lofted above {LOFTED}",
                1.0 - NEAR_STANDARD,
                1.0 + NEAR_STANDARD,
            ),
        }
    }
}
