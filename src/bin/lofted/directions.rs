//! `lofted directions`: one report, the range by direction on the turning Earth.

use clap::Args;
use lofted::export::DirectionsJson;
use lofted::export::directions_geojson;
use lofted::physics::globe::LaunchSite;
use lofted::{AzimuthGrid, directions};

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
    /// Where the reported impact lies from the launch, in degrees clockwise from north, if it is known
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    bearing: Option<f64>,
    /// The Earth that turns
    #[arg(long, value_enum, default_value_t = Earth::Sphere)]
    earth: Earth,
    /// In how many directions: 36 (10 degrees apart) to 360
    #[arg(long, value_name = "N", value_parser = azimuths, default_value_t = 36, allow_negative_numbers = true)]
    azimuths: u32,
    #[command(flatten)]
    mapped: Mapped,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.mapped.model()?;
    let launch = LaunchSite::from_site(options.place.site()?).with_globe(options.earth.globe());
    let launch = match options.bearing {
        Some(bearing_deg) => launch.with_bearing_deg(bearing_deg).map_err(Failure::refused)?,
        None => launch,
    };
    let compass = AzimuthGrid::default().with_azimuths(options.azimuths).map_err(Failure::refused)?;
    let directions = directions(&observation, &model, launch, compass)?;
    options.mapped.write(|| directions_geojson(&directions))?;
    if options.json {
        output::json(&DirectionsJson::of(&directions))?;
    } else {
        output::show(&format!("{directions}{}", options.mapped.narrowed()))?;
    }
    Ok(directions.verdict().into())
}

fn azimuths(text: &str) -> Result<u32, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of directions; write a whole number from 36 to 360"))
}
