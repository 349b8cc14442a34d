//! The assumptions of an estimate.

use lofted::{KnownVehicle, Method, Model};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::{refused, wrong};
use crate::value;

/// The model, and what is known of the vehicle.
#[derive(Debug, Clone)]
pub struct Assumptions {
    /// The model.
    pub model: Model,
    /// What is known of the vehicle.
    pub known: KnownVehicle,
}

impl Assumptions {
    /// Reads the assumptions by their names; what is left out or None is the default.
    pub fn read(given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = given.py();
        let mut model = Model::default();
        let mut known = KnownVehicle::default();
        for (name, value) in given {
            let name = value::text("the name of an assumption", &name)?;
            if value.is_none() {
                continue;
            }
            let refused = |error: lofted::Error| wrong(py, &name, error);
            match name.as_str() {
                "method" => model = model.with_method(named(&name, &value)?),
                "scheme" => model = model.with_scheme(named(&name, &value)?),
                "steering" => model = model.with_standard_trajectory(named(&name, &value)?),
                "propellant" => known = known.with_propellant(named(&name, &value)?),
                "stages" => {
                    let stages = value::whole(&name, &value, 3, "from 1 to 3")?;
                    known = known.with_stages(stages as usize).map_err(refused)?;
                }
                "first_stage_burn_time" => {
                    known = known.with_first_stage_burn_time(named(&name, &value)?).map_err(refused)?;
                }
                "ballistic" => model = model.with_ballistic(value::truth(&name, &value)?),
                "draws" => {
                    let draws = value::whole(&name, &value, u64::from(u32::MAX), "from 16 to 65,536")?;
                    let draws = u32::try_from(draws).unwrap_or(u32::MAX);
                    model = model.with_draws(draws).map_err(refused)?;
                }
                "seed" => {
                    let allowed = format!("from 0 to {}", u64::MAX);
                    model = model.with_seed(value::whole(&name, &value, u64::MAX, &allowed)?);
                }
                _ => return Err(wrong(py, &name, "there is no such assumption")),
            }
        }
        let model = model.with_known_vehicle(&known).map_err(|error| match &error {
            lofted::Error::VehicleNotUsed { property, .. } => wrong(py, property, &error),
            _ => self::refused(py, &error),
        })?;
        Ok(Self { model, known })
    }

    /// Reads the assumptions of a map, whose only method is the one that flies the vehicles.
    pub fn read_for_map(given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let read = Self::read(given)?;
        if read.model.method() == Method::Flown {
            return Ok(read);
        }
        let problem = "over the rotating Earth only the method flown is used; leave it out";
        Err(wrong(given.py(), "method", problem))
    }

    /// Returns a printed answer of 80 columns, with what was known of the vehicle.
    pub fn printed(&self, answer: &impl std::fmt::Display) -> String {
        let known = self.known.line().map_or_else(String::new, |line| format!("\n{line}"));
        printed(&format!("{answer}{known}"))
    }
}

/// Returns a printed answer of 80 columns.
pub fn printed(answer: &str) -> String {
    lofted::export::wrapped(answer).trim_end().to_owned()
}

/// Reads what has a text form of its own.
fn named<T: std::str::FromStr<Err = lofted::Error>>(field: &str, given: &Bound<'_, PyAny>) -> PyResult<T> {
    value::text(field, given)?.parse().map_err(|error: lofted::Error| wrong(given.py(), field, error))
}
