//! `lofted directions`: the range by direction on the rotating Earth, from one report.

use clap::Args;
use lofted::export::{DirectionsJson, directions_geojson};
use lofted::physics::globe::LaunchSite;
use lofted::{AzimuthGrid, directions};

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
    /// Bearing of the reported impact from the launch, in degrees clockwise from north, if it is
    /// known
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    bearing: Option<f64>,
    /// The figure of the rotating Earth
    #[arg(long, value_enum, default_value_t = Earth::Sphere)]
    earth: Earth,
    /// The number of directions: 36 (10 degrees apart) to 360
    #[arg(long, value_name = "N", value_parser = azimuths, default_value_t = 36, allow_negative_numbers = true)]
    azimuths: u32,
    #[command(flatten)]
    map: MapOptions,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.map.model()?;
    let launch = LaunchSite::from_site(options.launch_site.position()?).with_globe(options.earth.globe());
    let launch = match options.bearing {
        Some(bearing_deg) => launch.with_bearing_deg(bearing_deg).map_err(Failure::refused)?,
        None => launch,
    };
    let azimuths = AzimuthGrid::default().with_azimuths(options.azimuths).map_err(Failure::refused)?;
    let directions = directions(&observation, &model, launch, azimuths)?;
    options.map.write(|| directions_geojson(&directions))?;
    if options.json {
        output::json(&DirectionsJson::of(&directions))?;
    } else {
        output::show(&format!("{directions}{}", options.map.narrowed()))?;
    }
    Ok(directions.verdict().into())
}

/// Reads a number of directions.
fn azimuths(text: &str) -> Result<u32, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is not a number of directions; write a whole number from 36 to 360"))
}
