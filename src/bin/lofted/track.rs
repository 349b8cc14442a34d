//! `lofted track`: one report, where its flight was over the turning Earth.

use clap::Args;
use lofted::LaunchDirection;
use lofted::export::track_geojson;
use lofted::track;

use crate::failure::{Failure, Outcome};
use crate::launch_options::{Earth, Mapped, Place, degrees};
use crate::options::Figures;
use crate::output;

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
    mapped: Mapped,
}

pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.mapped.model()?;
    let (site, globe) = (options.place.site()?, options.earth.globe());
    let launch_direction =
        LaunchDirection::toward_deg(site, options.azimuth, globe).map_err(Failure::refused)?;
    let track = track(&observation, &model, launch_direction)?;
    options.mapped.write(|| track_geojson(&track))?;
    output::show(&format!("{track}{}", options.mapped.narrowed()))?;
    Ok(track.verdict().into())
}
