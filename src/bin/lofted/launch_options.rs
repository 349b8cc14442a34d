//! Options of the commands that draw a map: the launch site, the Earth, the assumptions and the
//! file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::{Method, Model};
use serde_json::Value;

use crate::failure::Failure;
use crate::options::Assumptions;
use crate::output;

/// The launch site.
#[derive(Debug, Args)]
pub struct LaunchSiteOptions {
    /// Latitude of the launch in degrees, north positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    latitude: f64,
    /// Longitude of the launch in degrees, east positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    longitude: f64,
}

/// The figure of the rotating Earth.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Earth {
    /// A sphere with the gravity of a point
    Sphere,
    /// The WGS 84 ellipsoid with its bulge (J2)
    Wgs84,
}

/// The assumptions about the vehicles that are flown, and the file that the map is written to.
#[derive(Debug, Args)]
pub struct MapOptions {
    #[command(flatten)]
    assumptions: Assumptions,
    /// Also write the answer to a file, as a map in GeoJSON
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
}

impl LaunchSiteOptions {
    /// Returns the launch site, once its coordinates are checked.
    pub fn position(&self) -> Result<GeodeticPosition, Failure> {
        GeodeticPosition::new(Degrees { latitude_deg: self.latitude, longitude_deg: self.longitude })
            .map_err(Failure::refused)
    }
}

impl Earth {
    /// Returns the library's model of that Earth.
    pub fn globe(self) -> Globe {
        match self {
            Self::Sphere => Globe::ROTATING,
            Self::Wgs84 => Globe::WGS84,
        }
    }
}

impl MapOptions {
    /// Returns the model with all assumptions. The only method is the one that flies the vehicles
    /// of the prior.
    pub fn model(&self) -> Result<Model, Failure> {
        let model = self.assumptions.model()?;
        if model.method() != Method::Flown {
            // If the method were replaced without a word, a user would think that the answer is by
            // the one given.
            let problem = "over the rotating Earth only the method flown is used; leave it out";
            return Err(Failure::input("--method", problem));
        }
        Ok(model)
    }

    /// Returns the line that says how the prior was narrowed; see [`Assumptions::narrowed`].
    pub fn narrowed(&self) -> String {
        self.assumptions.narrowed()
    }

    /// Writes the map, if a file for it was given.
    pub fn write(&self, map: impl FnOnce() -> Value) -> Result<(), Failure> {
        let Some(file) = &self.geojson else { return Ok(()) };
        output::file(file, &format!("{:#}\n", map()))
            .map_err(|error| Failure::input("--geojson", format!("cannot write {}: {error}", file.display())))
    }
}

/// Reads an angle in degrees.
pub fn degrees(text: &str) -> Result<f64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is not a number of degrees; write one like 40.61 or -75.5"))
}
