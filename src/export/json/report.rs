//! The figures of a report and the verdict on them.

use serde::ser::Serializer;

use crate::consistency::{Consistency, Verdict};
use crate::export::json::warning::WarningJson;
use crate::observation::Observation;
use crate::posterior::Warning;
use crate::reported::{Reported, SiFigure, Unit};

/// The figures of an observation; none for a figure that nobody reported. A one-sided bound is
/// given as its number.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ObservationJson {
    /// The apogee altitude above the surface, km.
    pub apogee_km: Option<f64>,
    /// The distance over the surface from launch to impact, km.
    pub ground_range_km: Option<f64>,
    /// The time from launch to impact, s.
    pub flight_time_s: Option<f64>,
    /// The top speed, m/s; the key is absent where nobody reported it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_speed_m_per_s: Option<f64>,
}

/// Whether the figures can be one flight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ConsistencyJson {
    /// The verdict, as its name.
    #[serde(serialize_with = "verdict")]
    pub verdict: Verdict,
    /// The time of free flight with this apogee and ground range, s.
    pub free_flight_time_s: Option<f64>,
    /// The reported flight time less that of free flight, s.
    pub surplus_s: Option<f64>,
    /// The reasons for the verdict, in words.
    pub reasons: Vec<String>,
}

/// A report and the verdict of physics alone on it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct CheckJson {
    /// The reported figures.
    pub observation: ObservationJson,
    /// Whether the figures can be one flight.
    pub consistency: ConsistencyJson,
    /// The warnings that the figures alone give rise to.
    pub warnings: Vec<WarningJson>,
}

impl ObservationJson {
    /// Returns the figures of an observation as numbers.
    pub fn of(observation: &Observation) -> Self {
        let length_km = |reported: Option<Reported>, si: Option<SiFigure>| match (reported, si) {
            // A figure in km is given as printed, without a conversion to m and back.
            (Some(reported), _) if reported.unit() == Unit::Kilometre => Some(reported.value()),
            (_, si) => si.map(|si| si.value / 1e3),
        };
        Self {
            apogee_km: length_km(observation.apogee(), observation.apogee_altitude_m()),
            ground_range_km: length_km(observation.ground_range(), observation.ground_range_m()),
            flight_time_s: observation.flight_time_s().map(|time| time.value),
            top_speed_m_per_s: observation.top_speed_m_per_s().map(|speed| speed.value),
        }
    }
}

impl ConsistencyJson {
    /// Returns the verdict and its reasons.
    pub fn of(consistency: &Consistency) -> Self {
        Self {
            verdict: consistency.verdict,
            free_flight_time_s: consistency.free_flight_time_s,
            surplus_s: consistency.surplus_s.map(|surplus| surplus.value),
            reasons: consistency.reasons.clone(),
        }
    }
}

impl CheckJson {
    /// Joins a report, the verdict of physics on it, and its
    /// [`cautions`](crate::cautions()).
    pub fn of(observation: &Observation, consistency: &Consistency, cautions: &[Warning]) -> Self {
        let mut consistency = ConsistencyJson::of(consistency);
        consistency.reasons.extend(cautions.iter().map(Warning::to_string));
        let observation = ObservationJson::of(observation);
        Self { observation, consistency, warnings: cautions.iter().map(WarningJson::from).collect() }
    }
}

/// Writes a verdict as its name.
fn verdict<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict.name())
}
