//! `lofted track`: the path of one reported flight over the ground of the rotating Earth.

use clap::Args;
use lofted::export::track_geojson;
use lofted::{LaunchDirection, track};

use crate::failure::{Failure, Outcome};
use crate::launch_options::{Earth, LaunchSiteOptions, MapOptions, degrees};
use crate::options::Figures;
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    #[command(flatten)]
    launch_site: LaunchSiteOptions,
    /// Azimuth of the ascent over the ground, in degrees clockwise from north
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    azimuth: f64,
    /// The figure of the rotating Earth; maps are of the ellipsoid
    #[arg(long, value_enum, default_value_t = Earth::Wgs84)]
    earth: Earth,
    #[command(flatten)]
    map: MapOptions,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.map.model()?;
    let (site, globe) = (options.launch_site.position()?, options.earth.globe());
    let launch_direction =
        LaunchDirection::toward_deg(site, options.azimuth, globe).map_err(Failure::refused)?;
    let track = track(&observation, &model, launch_direction)?;
    options.map.write(|| track_geojson(&track))?;
    output::show(&format!("{track}{}", options.map.narrowed()))?;
    Ok(track.verdict().into())
}
