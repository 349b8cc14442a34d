//! What one source reported of a flight, under the name of the source.

use crate::error::{Error, Figure, Result};
use crate::observation::{Observation, ObservationBuilder, listed};
use crate::reported::{Reported, SiFigure};

/// The figures that one source gave of a flight: at least one of the three.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedReport {
    reporter: String,
    figures: [Option<(Reported, SiFigure)>; 3],
    top_speed: Option<(Reported, SiFigure)>,
    observation: Option<Observation>,
}

impl NamedReport {
    /// Checks the figures of a source and keeps them under its name.
    ///
    /// ```
    /// use lofted::{NamedReport, Observation};
    ///
    /// let tracked = Observation::builder().flight_time_min(23.0);
    /// let report = NamedReport::new("Russia MoD", tracked)?;
    /// assert_eq!(report.observation(), None);
    /// # Ok::<(), lofted::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::NothingReported`] where no figure is given, and the errors of
    /// [`ObservationBuilder::build`] for a figure outside its domain. A single figure is accepted
    /// here: it can contradict another report.
    pub fn new(reporter: impl Into<String>, figures: ObservationBuilder) -> Result<Self> {
        let checked = figures.checked()?;
        let observation = match checked.iter().flatten().count() {
            0 => return Err(Error::NothingReported),
            // A top speed may stand in for the second.
            1 => figures.build().ok(),
            _ => Some(figures.build()?),
        };
        let top_speed = figures.checked_top_speed()?;
        Ok(Self { reporter: reporter.into(), figures: checked, top_speed, observation })
    }

    /// Returns the report under another name.
    pub(crate) fn named(self, name: &str) -> Self {
        Self { reporter: name.to_owned(), ..self }
    }

    /// Returns the name of the source.
    pub fn reporter(&self) -> &str {
        &self.reporter
    }

    /// Returns a figure as reported; none if this source did not give it.
    pub fn figure(&self, figure: Figure) -> Option<Reported> {
        self.checked(figure).map(|(reported, _)| reported)
    }

    /// Returns a figure in m or s with the bounds that its digits and words allow; none if this
    /// source did not give it.
    pub fn figure_si(&self, figure: Figure) -> Option<SiFigure> {
        self.checked(figure).map(|(_, si)| si)
    }

    /// Returns the top speed as reported; none if this source did not give it.
    pub fn top_speed(&self) -> Option<Reported> {
        self.top_speed.map(|(reported, _)| reported)
    }

    /// Returns the top speed, m/s, with its bounds; none if this source did not give it.
    pub fn top_speed_m_per_s(&self) -> Option<SiFigure> {
        self.top_speed.map(|(_, si)| si)
    }

    /// Returns the figures as reported, each after its name, in one text.
    pub(crate) fn figures_text(&self) -> String {
        listed(Figure::ALL.map(|figure| self.figure(figure)))
    }

    /// Returns the figures as an observation; none if there is only one figure.
    pub fn observation(&self) -> Option<&Observation> {
        self.observation.as_ref()
    }

    /// Returns a figure as reported and in SI; none if this source did not give it.
    pub(super) fn checked(&self, figure: Figure) -> Option<(Reported, SiFigure)> {
        let [apogee, ground_range, flight_time] = self.figures;
        match figure {
            Figure::Apogee => apogee,
            Figure::GroundRange => ground_range,
            Figure::FlightTime => flight_time,
        }
    }

    /// Returns whether both reports give the same figures.
    pub(crate) fn has_figures_of(&self, other: &Self) -> bool {
        self.figures == other.figures && self.top_speed == other.top_speed
    }
}
