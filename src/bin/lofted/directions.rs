//! `lofted directions`: one report, the range by direction on the turning Earth.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lofted::directions::outline::geojson;
use lofted::export::DirectionsJson;
use lofted::physics::globe::{Degrees, Globe, Site};
use lofted::{Compass, Launch, Method, directions};

use crate::estimate::exit;
use crate::failure::{Failure, Outcome};
use crate::options::{Assumptions, Figures};
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    /// Of the launch, in degrees, north positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    latitude: f64,
    /// Of the launch, in degrees, east positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    longitude: f64,
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

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Earth {
    /// With the gravity of a point
    Sphere,
    /// The WGS 84 ellipsoid with its bulge (J2)
    Wgs84,
}

pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let model = options.assumptions.model()?;
    if model.method() != Method::Flown {
        return Err(Failure::input("--method", "directions flies every vehicle that fits; leave it out"));
    }
    let wrong = |error: lofted::Error| Failure::Input(error.to_string());
    let site = Site::new(Degrees { latitude_deg: options.latitude, longitude_deg: options.longitude })
        .map_err(wrong)?;
    let launch = Launch::from_site(site).with_globe(match options.earth {
        Earth::Sphere => Globe::TURNING,
        Earth::Wgs84 => Globe::WGS84,
    });
    let launch = match options.bearing {
        Some(bearing_deg) => launch.with_bearing_deg(bearing_deg).map_err(wrong)?,
        None => launch,
    };
    let compass = Compass::default().with_azimuths(options.azimuths).map_err(wrong)?;
    let directions = directions(&observation, &model, launch, compass)?;
    if let Some(file) = &options.geojson {
        write(file, &format!("{:#}\n", geojson(&directions)))?;
    }
    if options.json {
        output::json(&DirectionsJson::of(&directions))?;
    } else {
        output::show(&format!("{directions}{}", options.assumptions.narrowed()))?;
    }
    Ok(exit(directions.verdict()))
}

/// Writes a file whole or not at all.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, file)).map_err(|error| {
        // What cannot be removed either is the same trouble.
        let _ = fs::remove_file(&beside);
        Failure::input("--geojson", format!("cannot write {}: {error}", file.display()))
    })
}

fn degrees(text: &str) -> Result<f64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of degrees; write one like 40.61 or -75.5"))
}

fn azimuths(text: &str) -> Result<u32, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of directions; write a whole number from 36 to 360"))
}
