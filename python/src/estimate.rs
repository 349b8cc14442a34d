//! The estimate from one report, and the check of one.

use std::sync::Arc;
use std::time::Instant;

use lofted::export::{CheckJson, EstimateJson, printed_check};
use lofted::plot;
use lofted::{Draw, Estimate, NamedReport, Observation, ObservationBuilder, Verdict, cautions, consistency};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use pythonize::pythonize;

use crate::assumptions::{Assumptions, printed};
use crate::compute::compute;
use crate::error::{refused, wrong};
use crate::figures::{builder, named, observation};

/// An estimate, kept for its pictures.
#[pyclass(frozen, module = "lofted._native")]
pub struct NativeEstimate {
    estimate: Arc<Estimate>,
    figures: ObservationBuilder,
}

/// The columns of the draws.
#[derive(IntoPyObject)]
struct Columns<'py> {
    weight: Bound<'py, PyBytes>,
    range_km: Bound<'py, PyBytes>,
    burn_time_s: Bound<'py, PyBytes>,
    ideal_delta_v_m_per_s: Bound<'py, PyBytes>,
    loft_loss_m_per_s: Bound<'py, PyBytes>,
    flight_time_s: Bound<'py, PyBytes>,
    stages: Bound<'py, PyBytes>,
}

#[pymethods]
impl NativeEstimate {
    /// Returns a picture as SVG: flights, posterior, ladder or plane; without a name, the one that
    /// suits the answer.
    fn picture(&self, py: Python<'_>, kind: Option<&str>) -> PyResult<String> {
        let kind = kind.map(str::to_owned);
        let (estimate, figures) = (Arc::clone(&self.estimate), self.figures);
        let svg = compute(py, move |_| match kind.as_deref() {
            Some(kind) => picture(kind, &estimate, figures),
            None if estimate.consistency.verdict == Verdict::Impossible => {
                picture("plane", &estimate, figures)
            }
            None => picture("flights", &estimate, figures).or_else(|_| picture("ladder", &estimate, figures)),
        })?;
        svg.map_err(|problem| wrong(py, "kind", problem))
    }

    /// Returns the columns of the draws that have weight, as the bytes of their numbers.
    fn draws<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let sample = self.estimate.posterior().map_or(&[][..], |found| &found.sample);
        let column = |number: fn(&Draw) -> f64| bytes(py, sample, |draw| number(draw).to_ne_bytes());
        let columns = Columns {
            weight: column(|draw| draw.weight),
            range_km: column(|draw| draw.reach.range_km().unwrap_or(f64::INFINITY)),
            burn_time_s: column(|draw| draw.burn_time_s),
            ideal_delta_v_m_per_s: column(|draw| draw.ideal_delta_v_m_per_s),
            loft_loss_m_per_s: column(|draw| draw.loft_loss_m_per_s),
            flight_time_s: column(|draw| draw.flight_time_s),
            stages: bytes(py, sample, |draw| (draw.stages as i64).to_ne_bytes()),
        };
        Ok(columns.into_pyobject(py)?.into_any())
    }
}

/// Returns the bytes of a number of every draw.
fn bytes<'py>(py: Python<'py>, sample: &[Draw], number: impl Fn(&Draw) -> [u8; 8]) -> Bound<'py, PyBytes> {
    PyBytes::new(py, &sample.iter().flat_map(number).collect::<Vec<u8>>())
}

/// Returns a picture as SVG.
fn picture(kind: &str, estimate: &Estimate, figures: ObservationBuilder) -> Result<String, String> {
    let picture = match kind {
        "flights" => plot::flights(estimate),
        "posterior" => plot::posterior(estimate),
        "ladder" => plot::ladder(estimate),
        "plane" => NamedReport::new("as reported", figures).and_then(|report| plot::plane(&[report])),
        other => {
            return Err(format!("{other:?} is no picture; there are flights, posterior, ladder and plane"));
        }
    };
    picture.map(|picture| picture.svg().to_owned()).map_err(|error| error.to_string())
}

/// Estimates the range from one report: the answer's dict, its printed form, and the estimate.
#[pyfunction]
pub fn estimate<'py>(
    figures: &Bound<'py, PyAny>,
    assumptions: &Bound<'py, PyDict>,
) -> PyResult<(Bound<'py, PyAny>, String, NativeEstimate)> {
    let py = figures.py();
    let figures = builder(py, &named(figures)?)?;
    let observation = figures.build().map_err(|error| refused(py, &error))?;
    let assumptions = Assumptions::read(assumptions)?;
    let model = assumptions.model.clone();
    let found = compute(py, move |_| lofted::estimate(&observation, &model))?;
    let estimate = found.map_err(|error| refused(py, &error))?;
    let answer = pythonize(py, &EstimateJson::of(&estimate))?;
    let text = assumptions.printed(&estimate);
    Ok((answer, text, NativeEstimate { estimate: Arc::new(estimate), figures }))
}

/// Returns the seconds that the library's own call takes, on the same threads: what the overhead of
/// Python is measured against (python/benches/overhead.py).
#[pyfunction]
pub fn library_seconds(figures: &Bound<'_, PyAny>, assumptions: &Bound<'_, PyDict>) -> PyResult<f64> {
    let py = figures.py();
    let observation = observation(py, &named(figures)?)?;
    let model = Assumptions::read(assumptions)?.model;
    let (found, seconds) = compute(py, move |_| {
        let begin = Instant::now();
        let found = lofted::estimate(&observation, &model);
        (found, begin.elapsed().as_secs_f64())
    })?;
    found.map(|_| seconds).map_err(|error| refused(py, &error))
}

/// Checks one report by physics alone: the answer's dict and its printed form.
#[pyfunction]
pub fn check<'py>(
    figures: &Bound<'py, PyAny>,
    assumptions: &Bound<'py, PyDict>,
) -> PyResult<(Bound<'py, PyAny>, String)> {
    let py = figures.py();
    let observation: Observation = observation(py, &named(figures)?)?;
    let model = Assumptions::read(assumptions)?.model;
    let found = compute(py, move |_| Ok((consistency(&observation)?, cautions(&observation, &model)?)))?;
    let (found, cautions) = found.map_err(|error: lofted::Error| refused(py, &error))?;
    let answer = pythonize(py, &CheckJson::of(&observation, &found, &cautions))?;
    Ok((answer, printed(&printed_check(&observation, &found, &cautions))))
}
