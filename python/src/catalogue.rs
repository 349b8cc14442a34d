//! The public flights, and the schemes of classes.

use lofted::catalogue::{Catalogue, Filter, FlightKind};
use lofted::export::{ClassSchemeJson, FlightJson};
use lofted::{ClassScheme, Reach};
use pyo3::prelude::*;
use pythonize::pythonize;

use crate::error::{refused, wrong};

/// Returns the flights that meet the conditions, as dicts. `reports` and `estimates` are tables of
/// one's own: the name for messages, and the text.
#[pyfunction]
pub fn catalogue<'py>(
    py: Python<'py>,
    country: Option<String>,
    missile: Option<String>,
    years: Option<(u16, u16)>,
    kind: Option<&str>,
    reports: Option<(String, Vec<u8>)>,
    estimates: Option<(String, Vec<u8>)>,
) -> PyResult<Bound<'py, PyAny>> {
    let refused = |error: lofted::Error| refused(py, &error);
    let mut catalogue = Catalogue::public().map_err(refused)?;
    if let Some((file, text)) = reports {
        catalogue = catalogue.with_reports(&file, text).map_err(refused)?;
    }
    if let Some((file, text)) = estimates {
        catalogue = catalogue.with_estimates(&file, text).map_err(refused)?;
    }
    let mut filter = Filter::default();
    if let Some(country) = country {
        filter = filter.with_country(country);
    }
    if let Some(missile) = missile {
        filter = filter.with_missile(missile);
    }
    if let Some((first, last)) = years {
        filter = filter.with_years(first..=last);
    }
    if let Some(name) = kind {
        let kind = FlightKind::from_name(name).ok_or_else(|| {
            let kinds = FlightKind::ALL.map(FlightKind::name).join(", ");
            wrong(py, "kind", format!("{name:?} is no kind of flight; there are {kinds}"))
        })?;
        filter = filter.with_kind(kind);
    }
    let flights: Vec<FlightJson> = catalogue.matching(&filter).map(FlightJson::of).collect();
    Ok(pythonize(py, &flights)?)
}

/// Returns every scheme of classes as a dict, the default first.
#[pyfunction]
pub fn classes(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let schemes: Vec<ClassSchemeJson> = ClassScheme::built_in().iter().map(ClassSchemeJson::of).collect();
    Ok(pythonize(py, &schemes)?)
}

/// Returns the name of the class of a range by a scheme.
#[pyfunction]
pub fn classify(py: Python<'_>, scheme: &str, range_km: f64) -> PyResult<&'static str> {
    let scheme: ClassScheme = scheme.parse().map_err(|error: lofted::Error| wrong(py, "scheme", error))?;
    if !(range_km >= 0.0) {
        return Err(wrong(py, "range_km", format!("{range_km} is no range; give one of zero or more")));
    }
    Ok(scheme.classify(Reach::Within { ground_range_m: 1e3 * range_km }).name())
}
