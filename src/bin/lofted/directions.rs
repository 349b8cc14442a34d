//! `lofted directions`: one report, the range by direction on the turning Earth.

use std::path::PathBuf;

use clap::Args;
use lofted::directions::outline::geojson;
use lofted::export::DirectionsJson;
use lofted::{Compass, Launch, Method, directions};

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
    assumptions: Assumptions,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// Write the outlines around the launch to a file, in GeoJSON
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
}

pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.assumptions.model()?;
    if model.method() != Method::Flown {
        return Err(Failure::input("--method", "directions flies every vehicle that fits; leave it out"));
    }
    let wrong = |error: lofted::Error| Failure::Input(error.to_string());
    let launch = Launch::from_site(options.place.site()?).with_globe(options.earth.globe());
    let launch = match options.bearing {
        Some(bearing_deg) => launch.with_bearing_deg(bearing_deg).map_err(wrong)?,
        None => launch,
    };
    let compass = Compass::default().with_azimuths(options.azimuths).map_err(wrong)?;
    let directions = directions(&observation, &model, launch, compass)?;
    if let Some(file) = &options.geojson {
        place::write(file, &geojson(&directions))?;
    }
    if options.json {
        output::json(&DirectionsJson::of(&directions))?;
    } else {
        output::show(&format!("{directions}{}", options.assumptions.narrowed()))?;
    }
    Ok(exit(directions.verdict()))
}

fn azimuths(text: &str) -> Result<u32, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of directions; write a whole number from 36 to 360"))
}
