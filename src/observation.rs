//! The three figures of one flight, checked and in SI.

pub(crate) mod stand_in;

use std::fmt;

use crate::error::{Error, Figure, Result};
use crate::physics::earth::Sphere;
use crate::physics::flight::MAX_APOGEE_M;
use crate::reported::{Limits, Reported, SiFigure};

use stand_in::apogee_from_top_speed_m;

/// The least apogee altitude accepted, m. A lesser figure is an error of units.
const MIN_APOGEE_M: f64 = 1.0;

/// The longest flight time accepted, s: three days, twice the time of the free flight to the
/// greatest apogee.
const MAX_FLIGHT_TIME_S: f64 = 3.0 * 86_400.0;

/// The least flight time accepted, s. A flight to the least apogee takes nine tenths of a second.
const MIN_FLIGHT_TIME_S: f64 = 0.5;

/// The report of one flight: at least two of apogee, ground range and flight time, each checked.
///
/// ```
/// use lofted::{Observation, Reported};
///
/// let observation = Observation::builder()
///     .apogee_km(2_802.0)
///     .ground_range_km(930.0)
///     .flight_time(Reported::min(40.0).about())
///     .build()?;
/// assert_eq!(observation.to_string(), "apogee 2,802 km, ground range 930 km, flight time about 40 min");
/// assert_eq!(observation.flight_time_s().unwrap().low, 38.0 * 60.0);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Observation {
    apogee: Option<(Reported, SiFigure)>,
    ground_range: Option<(Reported, SiFigure)>,
    flight_time: Option<(Reported, SiFigure)>,
    top_speed: Option<(Reported, SiFigure)>,
    /// The apogee that the top speed stands for, where the ground range alone was reported with it.
    apogee_from_top_speed_m: Option<SiFigure>,
}

impl Observation {
    /// Returns a builder without any figure.
    pub fn builder() -> ObservationBuilder {
        ObservationBuilder::default()
    }

    /// Returns the apogee as reported; none if nobody reported it.
    pub fn apogee(&self) -> Option<Reported> {
        self.apogee.map(|(reported, _)| reported)
    }

    /// Returns the ground range as reported; none if nobody reported it.
    pub fn ground_range(&self) -> Option<Reported> {
        self.ground_range.map(|(reported, _)| reported)
    }

    /// Returns the flight time as reported; none if nobody reported it.
    pub fn flight_time(&self) -> Option<Reported> {
        self.flight_time.map(|(reported, _)| reported)
    }

    /// Returns the top speed as reported; none if nobody reported it.
    pub fn top_speed(&self) -> Option<Reported> {
        self.top_speed.map(|(reported, _)| reported)
    }

    /// Returns the top speed, m/s, with its bounds.
    pub fn top_speed_m_per_s(&self) -> Option<SiFigure> {
        self.top_speed.map(|(_, si)| si)
    }

    /// Returns the apogee altitude, m, that the top speed stands for; none where two of the other
    /// figures were reported. Of the two arcs at that speed it is that of the higher.
    pub fn apogee_altitude_from_top_speed_m(&self) -> Option<SiFigure> {
        self.apogee_from_top_speed_m
    }

    /// Returns those of the three figures that were reported, in SI.
    pub(crate) fn reported_figures(&self) -> Figures {
        Figures { apogee_altitude_m: self.apogee_altitude_m(), ..self.figures() }
    }

    /// Returns the three figures in SI, with their bounds. Where a top speed stands in for the
    /// apogee, they are those that it stands for.
    pub fn figures(&self) -> Figures {
        let si = |figure: Option<(Reported, SiFigure)>| figure.map(|(_, si)| si);
        Figures {
            apogee_altitude_m: si(self.apogee).or(self.apogee_from_top_speed_m),
            ground_range_m: si(self.ground_range),
            flight_time_s: si(self.flight_time),
        }
    }

    /// Returns the apogee altitude above the surface, m, with its bounds.
    pub fn apogee_altitude_m(&self) -> Option<SiFigure> {
        self.apogee.map(|(_, si)| si)
    }

    /// Returns the distance over the surface from launch to impact, m, with its bounds.
    pub fn ground_range_m(&self) -> Option<SiFigure> {
        self.ground_range.map(|(_, si)| si)
    }

    /// Returns the time from launch to impact, s, with its bounds.
    pub fn flight_time_s(&self) -> Option<SiFigure> {
        self.flight_time.map(|(_, si)| si)
    }
}

/// The three figures in SI, as the check, the likelihood and the ladder read them; none for a
/// figure that nobody reported.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Figures {
    /// The apogee altitude above the surface, m.
    pub apogee_altitude_m: Option<SiFigure>,
    /// The distance over the surface from launch to impact, m.
    pub ground_range_m: Option<SiFigure>,
    /// The time from launch to impact, s.
    pub flight_time_s: Option<SiFigure>,
}

impl Figures {
    /// Returns whether any figure is a bound on one side only.
    pub(crate) fn has_one_sided(&self) -> bool {
        [self.apogee_altitude_m, self.ground_range_m, self.flight_time_s]
            .into_iter()
            .flatten()
            .any(|figure| figure.is_one_sided)
    }
}

impl fmt::Display for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&listed([self.apogee(), self.ground_range(), self.flight_time()]))?;
        self.top_speed().map_or(Ok(()), |speed| write!(f, ", top speed {speed}"))
    }
}

/// Lists those of apogee, ground range and flight time that were reported, with their names.
pub(crate) fn listed(figures: [Option<Reported>; 3]) -> String {
    let named = Figure::ALL.into_iter().zip(figures);
    let named: Vec<String> =
        named.filter_map(|(figure, reported)| Some(format!("{figure} {}", reported?))).collect();
    named.join(", ")
}

/// A builder of the figures of one flight. A setter called twice keeps the last figure.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[must_use = "call `build` to check the figures"]
pub struct ObservationBuilder {
    apogee: Option<Reported>,
    ground_range: Option<Reported>,
    flight_time: Option<Reported>,
    top_speed: Option<Reported>,
}

impl ObservationBuilder {
    /// Sets the apogee altitude in km, read as its shortest print: 2802.0 is "2,802 km", known to
    /// half a kilometre.
    pub fn apogee_km(self, apogee_km: f64) -> Self {
        self.apogee(Reported::km(apogee_km))
    }

    /// Sets the ground range in km, read as its shortest print: 930.0 is "930 km", known to 5 km.
    pub fn ground_range_km(self, ground_range_km: f64) -> Self {
        self.ground_range(Reported::km(ground_range_km))
    }

    /// Sets the flight time in minutes, read as its shortest print: 37.0 is "37 min", known to half
    /// a minute.
    pub fn flight_time_min(self, flight_time_min: f64) -> Self {
        self.flight_time(Reported::min(flight_time_min))
    }

    /// Sets the flight time in seconds, read as its shortest print: 4052.0 is "4,052 s", known to
    /// half a second.
    pub fn flight_time_s(self, flight_time_s: f64) -> Self {
        self.flight_time(Reported::s(flight_time_s))
    }

    /// Sets the apogee altitude with its words.
    pub fn apogee(self, apogee: Reported) -> Self {
        self.figure(Figure::Apogee, Some(apogee))
    }

    /// Sets the ground range with its words.
    pub fn ground_range(self, ground_range: Reported) -> Self {
        self.figure(Figure::GroundRange, Some(ground_range))
    }

    /// Sets the flight time with its words.
    pub fn flight_time(self, flight_time: Reported) -> Self {
        self.figure(Figure::FlightTime, Some(flight_time))
    }

    /// Sets the greatest speed with its words, that at burnout or on re-entry, whichever is the
    /// greater. [`consistency`](crate::consistency()) holds it against the arc of apogee and ground
    /// range; an estimate weighs it, unless it contradicts them. Beside the ground range
    /// alone it stands in for the apogee.
    pub fn top_speed(self, top_speed: Reported) -> Self {
        Self { top_speed: Some(top_speed), ..self }
    }

    /// Sets one of the three figures with its words; none if nobody reported it.
    ///
    /// ```
    /// use lofted::{Figure, Observation, Reported};
    ///
    /// let tracked = [(Figure::Apogee, Some(Reported::km(2_802.0))), (Figure::FlightTime, None)];
    /// let mut builder = Observation::builder();
    /// for (figure, reported) in tracked {
    ///     builder = builder.figure(figure, reported);
    /// }
    /// assert_eq!(builder, Observation::builder().apogee_km(2_802.0));
    /// ```
    pub fn figure(mut self, figure: Figure, reported: Option<Reported>) -> Self {
        match figure {
            Figure::Apogee => self.apogee = reported,
            Figure::GroundRange => self.ground_range = reported,
            Figure::FlightTime => self.flight_time = reported,
        }
        self
    }

    /// Checks the figures.
    ///
    /// # Errors
    ///
    /// For a figure outside its domain, the variant that names the fault: [`Error::NotANumber`],
    /// [`Error::Infinite`], [`Error::Negative`], [`Error::Zero`], [`Error::TooSmall`],
    /// [`Error::ApogeeTooHigh`], [`Error::BeyondHalfCircumference`], [`Error::FlightTimeTooLong`],
    /// [`Error::WrongDimension`], [`Error::EmptyInterval`], [`Error::BadTolerance`],
    /// [`Error::BadTopSpeed`], [`Error::SpeedSettlesNoApogee`]. For fewer than two figures
    /// [`Error::NothingReported`], [`Error::ApogeeAlone`], [`Error::GroundRangeAlone`] or
    /// [`Error::FlightTimeAlone`]. Figures that contradict one another are not an error: see
    /// `consistency`.
    pub fn build(self) -> Result<Observation> {
        let [apogee, ground_range, flight_time] = self.checked()?;
        let top_speed = self.checked_top_speed()?;
        let observation = |apogee_from_top_speed_m| Observation {
            apogee,
            ground_range,
            flight_time,
            top_speed,
            apogee_from_top_speed_m,
        };
        if let (None, Some(speed), true) =
            (apogee, top_speed, ground_range.is_some() != flight_time.is_some())
        {
            let range_m = ground_range.map(|(_, si)| si);
            return apogee_from_top_speed_m(speed, range_m).map(|apogee| observation(Some(apogee)));
        }
        match (apogee, ground_range, flight_time) {
            (None, None, None) => Err(Error::NothingReported),
            (Some((_, si)), None, None) => Err(Error::ApogeeAlone { apogee_km: si.value / 1e3 }),
            (None, Some((_, si)), None) => Err(Error::GroundRangeAlone { ground_range_km: si.value / 1e3 }),
            (None, None, Some((_, si))) => Err(Error::FlightTimeAlone { flight_time_s: si.value }),
            _ => Ok(observation(None)),
        }
    }

    /// Checks the top speed.
    pub(crate) fn checked_top_speed(self) -> Result<Option<(Reported, SiFigure)>> {
        self.top_speed.map(|speed| Ok((speed, speed.checked_top_speed()?))).transpose()
    }

    /// Checks apogee, ground range and flight time one by one, however few were reported.
    pub(crate) fn checked(self) -> Result<[Option<(Reported, SiFigure)>; 3]> {
        let check = |figure: Figure, reported: Option<Reported>| {
            reported
                .map(|reported| reported.checked(figure, limits(figure)).map(|si| (reported, si)))
                .transpose()
        };
        Ok([
            check(Figure::Apogee, self.apogee)?,
            check(Figure::GroundRange, self.ground_range)?,
            check(Figure::FlightTime, self.flight_time)?,
        ])
    }
}

/// Returns the limits of a figure, in SI.
pub(crate) fn limits(figure: Figure) -> Limits {
    match figure {
        Figure::Apogee => Limits { is_length: true, least: MIN_APOGEE_M, greatest: MAX_APOGEE_M },
        Figure::GroundRange => {
            Limits { is_length: true, least: 0.0, greatest: Sphere::MEAN.half_circumference_m() }
        }
        Figure::FlightTime => {
            Limits { is_length: false, least: MIN_FLIGHT_TIME_S, greatest: MAX_FLIGHT_TIME_S }
        }
    }
}
