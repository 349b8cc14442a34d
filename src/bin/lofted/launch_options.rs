//! Options of what is put on the map: the place of the launch, the Earth, what is assumed, and the file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::{Method, Model};
use serde_json::Value;

use crate::failure::Failure;
use crate::options::Assumptions;
use crate::output;

/// From where.
#[derive(Debug, Args)]
pub struct Place {
    /// Of the launch, in degrees, north positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    latitude: f64,
    /// Of the launch, in degrees, east positive
    #[arg(long, value_name = "DEG", value_parser = degrees, allow_hyphen_values = true)]
    longitude: f64,
}

/// Over what.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Earth {
    /// With the gravity of a point
    Sphere,
    /// The WGS 84 ellipsoid with its bulge (J2)
    Wgs84,
}

/// What is assumed of vehicles that are flown, and where their map is written.
#[derive(Debug, Args)]
pub struct Mapped {
    #[command(flatten)]
    assumptions: Assumptions,
    /// Write the answer to a file as well, as a map in GeoJSON
    #[arg(long, value_name = "FILE")]
    geojson: Option<PathBuf>,
}

impl Place {
    /// The launch, checked.
    pub fn site(&self) -> Result<GeodeticPosition, Failure> {
        GeodeticPosition::new(Degrees { latitude_deg: self.latitude, longitude_deg: self.longitude })
            .map_err(Failure::refused)
    }
}

impl Earth {
    /// As the library has it.
    pub fn globe(self) -> Globe {
        match self {
            Self::Sphere => Globe::ROTATING,
            Self::Wgs84 => Globe::WGS84,
        }
    }
}

impl Mapped {
    /// All of it in one value, by the one method that flies what the prior holds.
    pub fn model(&self) -> Result<Model, Failure> {
        let model = self.assumptions.model()?;
        if model.method() != Method::Flown {
            // Silently replaced, it would be thought to be in the answer.
            let problem = "over the turning Earth every vehicle that fits is flown; leave it out";
            return Err(Failure::input("--method", problem));
        }
        Ok(model)
    }

    /// See [`Assumptions::narrowed`].
    pub fn narrowed(&self) -> String {
        self.assumptions.narrowed()
    }

    /// Writes the map, if it was asked for.
    pub fn write(&self, map: impl FnOnce() -> Value) -> Result<(), Failure> {
        let Some(file) = &self.geojson else { return Ok(()) };
        output::file(file, &format!("{:#}\n", map()))
            .map_err(|error| Failure::input("--geojson", format!("cannot write {}: {error}", file.display())))
    }
}

pub fn degrees(text: &str) -> Result<f64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of degrees; write one like 40.61 or -75.5"))
}
