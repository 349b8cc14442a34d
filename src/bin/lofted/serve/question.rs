//! A question as the page and programs ask it, read as the command reads its options: an option
//! that the command gains, the page has.

use std::error::Error as _;

use axum::extract::Query;
use axum::http::Uri;
use clap::Parser;
use lofted::{Error, Figure, Model, Observation};
use serde_json::Value;

use super::refusal::Refusal;
use crate::failure;
use crate::options::{Assumptions, Figures};

/// The greatest number of draws that are computed for the page: seconds, where the command may take
/// minutes.
const MAX_DRAWS: u32 = 4_096;

/// The names of what was asked with its texts, without those left blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

/// The figures of one report, and the assumptions.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
pub struct Question {
    #[command(flatten)]
    figures: Figures,
    #[command(flatten)]
    assumptions: Assumptions,
}

impl Fields {
    /// Reads an object of JSON: texts, numbers, true and false. Null and a blank text are no
    /// answer.
    pub fn of_json(text: &[u8]) -> Result<Self, Refusal> {
        match serde_json::from_slice(text) {
            Ok(Value::Object(object)) => Self::of_object(object),
            Ok(_) => {
                Err(Refusal::input(None, "the body is no object; write {\"apogee\": \"2,802 km\", ...}"))
            }
            Err(error) => Err(Refusal::input(None, format!("the body is not JSON: {error}"))),
        }
    }

    /// Reads an object of JSON.
    pub fn of_object(object: serde_json::Map<String, Value>) -> Result<Self, Refusal> {
        let mut fields = Vec::new();
        for (key, value) in object {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(is_so) => is_so.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    return Err(Refusal::input(Some(&key), "one text belongs here, as \"2,802 km\""));
                }
            };
            fields.push((key, text));
        }
        Ok(Self::of_pairs(fields))
    }

    /// Reads the query of an address.
    pub fn of_query(uri: &Uri) -> Result<Self, Refusal> {
        match Query::<Vec<(String, String)>>::try_from_uri(uri) {
            Ok(Query(pairs)) => Ok(Self::of_pairs(pairs)),
            Err(error) => Err(Refusal::input(None, error.to_string())),
        }
    }

    /// Leaves out what is blank; the last of several with one name counts.
    fn of_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (key, text) in pairs.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            fields.retain(|(known, _)| *known != key);
            fields.push((key, text));
        }
        fields.sort();
        Self(fields)
    }

    /// Returns a field's text.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, text)| text.as_str())
    }

    /// Removes a field and returns its text.
    pub fn take(&mut self, key: &str) -> Option<String> {
        let place = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(place).1)
    }

    /// Returns every name with its text.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Returns the fields with these names only.
    fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(key, _)| names.contains(&key.as_str())).cloned().collect())
    }

    /// Reads the fields as the options of a command.
    pub fn read<T: Parser>(&self) -> Result<T, Refusal> {
        let command = T::command();
        let mut arguments = Vec::new();
        for (key, text) in &self.0 {
            let option = |argument: &&clap::Arg| argument.get_long().is_some_and(|long| *key == named(long));
            let Some(argument) = command.get_arguments().find(option) else {
                let known = command.get_arguments().filter_map(clap::Arg::get_long).map(named);
                let known = known.collect::<Vec<_>>().join(", ");
                return Err(Refusal::input(Some(key), format!("there is no {key:?}; there are {known}")));
            };
            let long = argument.get_long().unwrap_or_default();
            match (argument.get_action().takes_values(), text.trim()) {
                // In one argument, so that no text is taken for an option.
                (true, _) => arguments.push(format!("--{long}={text}")),
                (false, "true" | "on" | "yes") => arguments.push(format!("--{long}")),
                (false, "false" | "off" | "no") => {}
                (false, _) => return Err(Refusal::input(Some(key), "write true or false")),
            }
        }
        T::try_parse_from(arguments).map_err(|error| refused(&error))
    }
}

/// Returns the name of an option as a key.
fn named(option: &str) -> String {
    option.replace('-', "_")
}

/// Returns an error of the options' parser with its key.
fn refused(error: &clap::Error) -> Refusal {
    let (option, problem) = failure::fault_of_value(error);
    let key = option.map(|option| named(option.trim_start_matches("--")));
    let problem = problem.unwrap_or_else(|| match (&key, error.source()) {
        (_, Some(source)) => source.to_string(),
        (Some(key), None) => format!("{key} is missing or not as it should be"),
        (None, None) => "the question cannot be read".to_owned(),
    });
    Refusal::input(key.as_deref(), problem)
}

impl Question {
    /// Returns the observation, once the figures are checked.
    pub fn observation(&self, fields: &Fields) -> Result<Observation, Refusal> {
        self.figures.builder().build().map_err(|error| {
            let of = Figure::ALL.into_iter().find(|figure| is_at_fault(*figure, fields));
            Refusal::input(of.map(Figure::name), error.to_string())
        })
    }

    /// Returns the model with all assumptions.
    pub fn model(&self) -> Result<Model, Refusal> {
        let model = self.assumptions.model()?;
        if model.draws() > MAX_DRAWS {
            let message = format!(
                "the page computes at most {MAX_DRAWS} draws; ask for fewer, or use lofted estimate --draws {}",
                model.draws()
            );
            return Err(Refusal::input(Some("draws"), message));
        }
        Ok(model)
    }

    /// Returns the line that says how the prior was narrowed; empty if it was not.
    pub fn narrowed(&self) -> String {
        self.assumptions.narrowed()
    }

    /// Returns the builder with the figures, not yet checked.
    pub fn builder(&self) -> lofted::ObservationBuilder {
        self.figures.builder()
    }
}

/// Returns whether one figure alone is outside its domain.
fn is_at_fault(figure: Figure, fields: &Fields) -> bool {
    let alone = fields.only(&[figure.name()]).read::<Question>();
    alone.is_ok_and(|alone| {
        alone.figures.builder().build().is_err_and(|error| {
            !matches!(
                error,
                Error::NothingReported
                    | Error::ApogeeAlone { .. }
                    | Error::GroundRangeAlone { .. }
                    | Error::FlightTimeAlone { .. }
            )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(json: &str) -> Result<(Observation, Model), Refusal> {
        let fields = Fields::of_json(json.as_bytes())?;
        let question = fields.read::<Question>()?;
        Ok((question.observation(&fields)?, question.model()?))
    }

    #[test]
    fn a_question_is_read_as_the_command_reads_its_options() {
        let (observation, model) = question(
            r#"{"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min", "stages": 2,
                "propellant": "liquid", "steering": "greatest", "scheme": "inf", "draws": 64, "seed": 7,
                "first_stage_burn_time": "about 2 min", "ballistic": true, "method": ""}"#,
        )
        .unwrap();
        assert_eq!(observation.to_string(), "apogee 2,802 km, ground range 930 km, flight time 37 min");
        assert_eq!((model.draws(), model.seed(), model.scheme().name()), (64, 7, "inf"));
        assert!(model.is_ballistic());
        assert_eq!(model.standard_trajectory().name(), "greatest");
    }

    #[test]
    fn wrong_input_names_its_field() {
        for (json, field) in [
            ("", None),
            ("{", None),
            ("[]", None),
            ("{}", None),
            (r#"{"apogee": "2,802 km"}"#, None),
            (r#"{"apogee": "2,802 furlongs", "flight_time": "37 min"}"#, Some("apogee")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 km"}"#, Some("flight_time")),
            (r#"{"apogee": "2,802 km", "ground_range": "30,000 km"}"#, Some("ground_range")),
            (r#"{"apogee": ["2,802 km"]}"#, Some("apogee")),
            (r#"{"apogee": 2802, "flight_time": "37 min"}"#, Some("apogee")),
            (r#"{"apgee": "2,802 km"}"#, Some("apgee")),
            (r#"{"json": true}"#, Some("json")),
            (r#"{"help": true}"#, Some("help")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 min", "stages": 4}"#, Some("stages")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 min", "stages": true}"#, Some("stages")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 min", "ballistic": "maybe"}"#, Some("ballistic")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 min", "draws": 65536}"#, Some("draws")),
            (r#"{"apogee": "2,802 km", "flight_time": "37 min", "propellant": "steam"}"#, Some("propellant")),
            (
                r#"{"apogee": "2,802 km", "flight_time": "37 min", "stages": 2, "method": "flat"}"#,
                Some("stages"),
            ),
        ] {
            let refusal = question(json).unwrap_err();
            assert_eq!(refusal.field.as_deref(), field, "{json}: {}", refusal.message);
            assert!(!refusal.message.contains("--help"), "{json}: {}", refusal.message);
            assert_eq!(refusal.status().as_u16(), 422, "{json}");
        }
    }
}
