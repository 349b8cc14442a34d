//! The range by direction, and the path of the reported flight over the ground.

use lofted::export::{DirectionsJson, TrackJson, directions_geojson, track_geojson};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe, LaunchSite};
use lofted::{AzimuthGrid, LaunchDirection};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pythonize::pythonize;

use crate::assumptions::Assumptions;
use crate::compute::compute;
use crate::error::{refused, wrong};
use crate::figures::{named, observation};
use crate::value;

/// The answer's dict, its printed form and its map.
type Mapped<'py> = (Bound<'py, PyAny>, String, Bound<'py, PyAny>);

/// Reads a launch site.
fn position(latitude: &Bound<'_, PyAny>, longitude: &Bound<'_, PyAny>) -> PyResult<GeodeticPosition> {
    let (latitude_deg, longitude_deg) =
        (value::number("latitude_deg", latitude)?, value::number("longitude_deg", longitude)?);
    GeodeticPosition::new(Degrees { latitude_deg, longitude_deg })
        .map_err(|error| refused(latitude.py(), &error))
}

/// Reads the name of an Earth.
fn globe(py: Python<'_>, name: &str) -> PyResult<Globe> {
    match name {
        "sphere" => Ok(Globe::ROTATING),
        "wgs84" => Ok(Globe::WGS84),
        other => Err(wrong(py, "earth", format!("{other:?} is not known; it takes sphere or wgs84"))),
    }
}

/// Computes the range by launch azimuth.
#[pyfunction]
pub fn directions<'py>(
    figures: &Bound<'py, PyAny>,
    assumptions: &Bound<'py, PyDict>,
    latitude_deg: &Bound<'py, PyAny>,
    longitude_deg: &Bound<'py, PyAny>,
    bearing_deg: Option<&Bound<'py, PyAny>>,
    earth: &str,
    azimuths: &Bound<'py, PyAny>,
) -> PyResult<Mapped<'py>> {
    let py = figures.py();
    let observation = observation(py, &named(figures)?)?;
    let assumptions = Assumptions::read_for_map(assumptions)?;
    let launch = LaunchSite::from_site(position(latitude_deg, longitude_deg)?).with_globe(globe(py, earth)?);
    let launch = match bearing_deg {
        Some(bearing) => launch
            .with_bearing_deg(value::number("bearing_deg", bearing)?)
            .map_err(|error| wrong(py, "bearing_deg", error))?,
        None => launch,
    };
    let azimuths = value::whole("azimuths", azimuths, 360, "from 36 to 360")?;
    let grid = AzimuthGrid::default()
        .with_azimuths(azimuths as u32)
        .map_err(|error| wrong(py, "azimuths", error))?;
    let model = assumptions.model.clone();
    let found = compute(py, move |_| {
        let found = lofted::directions(&observation, &model, launch, grid)?;
        let map = directions_geojson(&found);
        Ok((found, map))
    })?;
    let (found, map) = found.map_err(|error: lofted::Error| refused(py, &error))?;
    let answer = pythonize(py, &DirectionsJson::of(&found))?;
    Ok((answer, assumptions.printed(&found), pythonize(py, &map)?))
}

/// Computes the path of the reported flight over the ground.
#[pyfunction]
pub fn track<'py>(
    figures: &Bound<'py, PyAny>,
    assumptions: &Bound<'py, PyDict>,
    latitude_deg: &Bound<'py, PyAny>,
    longitude_deg: &Bound<'py, PyAny>,
    azimuth_deg: &Bound<'py, PyAny>,
    earth: &str,
) -> PyResult<Mapped<'py>> {
    let py = figures.py();
    let observation = observation(py, &named(figures)?)?;
    let assumptions = Assumptions::read_for_map(assumptions)?;
    let site = position(latitude_deg, longitude_deg)?;
    let azimuth_deg = value::number("azimuth_deg", azimuth_deg)?;
    let launch_direction = LaunchDirection::toward_deg(site, azimuth_deg, globe(py, earth)?)
        .map_err(|error| wrong(py, "azimuth_deg", error))?;
    let model = assumptions.model.clone();
    let found = compute(py, move |_| {
        let found = lofted::track(&observation, &model, launch_direction)?;
        let map = track_geojson(&found);
        Ok((found, map))
    })?;
    let (found, map) = found.map_err(|error: lofted::Error| refused(py, &error))?;
    let answer = pythonize(py, &TrackJson::of(&found))?;
    Ok((answer, assumptions.printed(&found), pythonize(py, &map)?))
}
