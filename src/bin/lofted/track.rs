//! `lofted track`: one report, where its flight was over the turning Earth.

use std::path::PathBuf;

use clap::Args;
use lofted::ladder::flown::Departs;
use lofted::track::line::geojson;
use lofted::{Error, Method, track};

use crate::estimate::exit;
use crate::failure::{Failure, Outcome};
use crate::options::{Assumptions, Figures};
use crate::output;
use crate::place::{self, Earth, Place, degrees};

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    #[command(flatten)]
    place: Place,
    /// In which direction over the ground the flight ascended, in degrees clockwise from north
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    azimuth: f64,
    /// The Earth that turns; a map is of the ellipsoid
    #[arg(long, value_enum, default_value_t = Earth::Wgs84)]
    earth: Earth,
    #[command(flatten)]
    assumptions: Assumptions,
    /// Write the flight as a line on the map to a file, in GeoJSON
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
}

pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.assumptions.model()?;
    if model.method() != Method::Flown {
        return Err(Failure::input("--method", "track flies a vehicle that fits; leave it out"));
    }
    let wrong = |error: Error| Failure::Input(error.to_string());
    let (site, globe) = (options.place.site()?, options.earth.globe());
    let departs = Departs::toward_deg(site, options.azimuth, globe).map_err(wrong)?;
    let track = track(&observation, &model, departs).map_err(|error| match error {
        Error::AzimuthUnreachable { .. } => wrong(error),
        error => error.into(),
    })?;
    if let Some(file) = &options.geojson {
        place::write(file, &geojson(&track))?;
    }
    output::show(&format!("{track}{}", options.assumptions.narrowed()))?;
    Ok(exit(track.verdict()))
}
