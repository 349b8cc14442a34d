//! What is known of a vehicle beside its flight.

use std::fmt;
use std::str::FromStr;

use crate::error::check::named;
use crate::error::{Error, Result};
use crate::prior::{Bounds, Prior};
use crate::reported::{LABEL_COLUMNS, Reported, ReportedBounds};

/// The propellant of a vehicle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Propellant {
    /// Liquid propellant.
    Liquid,
    /// Solid propellant.
    Solid,
}

impl Propellant {
    /// All propellants.
    pub const ALL: [Self; 2] = [Self::Liquid, Self::Solid];

    /// Returns the name as written in options and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Liquid => "liquid",
            Self::Solid => "solid",
        }
    }
}

impl fmt::Display for Propellant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads a name as [`name`](Propellant::name) writes it.
///
/// # Errors
///
/// [`Error::UnknownName`], with the names that there are.
impl FromStr for Propellant {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        named("propellant", text, &Self::ALL, |one| one.name()).copied()
    }
}

/// What is known of a vehicle beside its flight, as options give it. It narrows the default
/// [`Prior`]; see [`Model::with_known_vehicle`](crate::Model::with_known_vehicle).
///
/// ```
/// use lofted::{KnownVehicle, Propellant};
///
/// let known = KnownVehicle::default()
///     .with_propellant(Propellant::Liquid)
///     .with_stages(2)?
///     .with_first_stage_burn_time("55 to 65 s".parse()?)?;
/// let in_words = "liquid propellant, 2 stages, a first stage that burns for 55 to 65 s";
/// assert_eq!(known.to_string(), in_words);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[must_use]
pub struct KnownVehicle {
    propellant: Option<Propellant>,
    stages: Option<usize>,
    first_stage_burn_time_s: Option<Bounds>,
}

impl KnownVehicle {
    /// Sets the propellant.
    pub fn with_propellant(self, propellant: Propellant) -> Self {
        Self { propellant: Some(propellant), ..self }
    }

    /// Sets the number of stages.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless there are one to three.
    pub fn with_stages(self, stages: usize) -> Result<Self> {
        Prior::default().with_stages(stages).map(|_| Self { stages: Some(stages), ..self })
    }

    /// Sets the burn time of the first stage, within the bounds that its words allow; where they
    /// leave an end open, it is the prior's own.
    ///
    /// # Errors
    ///
    /// [`Error::NotATime`] for a length; [`Error::OutsideDomain`] and [`Error::ReversedBounds`] for
    /// bounds that no first stage has.
    pub fn with_first_stage_burn_time(self, burn_time: Reported) -> Result<Self> {
        let unit = burn_time.unit();
        if unit.is_length() || unit.is_speed() {
            return Err(Error::NotATime {
                quantity: "a burn time",
                given: if unit.is_speed() { "speed" } else { "length" },
                unit: unit.symbol(),
            });
        }
        let unit_s = unit.in_si();
        let known = Prior::default().first_stage_burn_time_s();
        let ReportedBounds { low, high, .. } = burn_time.bounds();
        let low = if low > 0.0 { low * unit_s } else { known.low };
        let high = high.map_or(known.high, |high| high * unit_s);
        Prior::default()
            .with_first_stage_burn_time_s(low..=high)
            .map(|_| Self { first_stage_burn_time_s: Some(Bounds { low, high }), ..self })
    }

    /// Returns the name of the first property that is known, as options name it; none if nothing
    /// is.
    pub fn first_known(&self) -> Option<&'static str> {
        [
            (self.propellant.is_some(), "propellant"),
            (self.stages.is_some(), "stages"),
            (self.first_stage_burn_time_s.is_some(), "first_stage_burn_time"),
        ]
        .into_iter()
        .find_map(|(is_known, name)| is_known.then_some(name))
    }

    /// Returns the default prior, narrowed by what is known.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`]; in practice never, because the setters have checked everything.
    pub fn prior(&self) -> Result<Prior> {
        let mut prior = match self.propellant {
            Some(Propellant::Liquid) => Prior::default().liquid(),
            Some(Propellant::Solid) => Prior::default().solid(),
            None => Prior::default(),
        };
        if let Some(stages) = self.stages {
            prior = prior.with_stages(stages)?;
        }
        if let Some(Bounds { low, high }) = self.first_stage_burn_time_s {
            prior = prior.with_first_stage_burn_time_s(low..=high)?;
        }
        Ok(prior)
    }

    /// Returns the line of a printed answer that says what was known; none if nothing was.
    pub fn line(&self) -> Option<String> {
        self.first_known().map(|_| format!("{:<LABEL_COLUMNS$}{self}", "given"))
    }
}

/// Writes what is known in words; nothing if nothing is.
impl fmt::Display for KnownVehicle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let propellant = self.propellant.map(|propellant| format!("{propellant} propellant"));
        let stages = self.stages.map(|stages| match stages {
            1 => "one stage".to_owned(),
            stages => format!("{stages} stages"),
        });
        let burn_time = self
            .first_stage_burn_time_s
            .map(|Bounds { low, high }| format!("a first stage that burns for {low} to {high} s"));
        let known: Vec<String> = [propellant, stages, burn_time].into_iter().flatten().collect();
        f.write_str(&known.join(", "))
    }
}
