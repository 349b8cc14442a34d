//! Options of what is put on the map: the place of the launch, the Earth, and the file.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use lofted::physics::globe::{Degrees, Globe, Site};
use serde_json::Value;

use crate::failure::Failure;

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

impl Place {
    /// The launch, checked.
    pub fn site(&self) -> Result<Site, Failure> {
        Site::new(Degrees { latitude_deg: self.latitude, longitude_deg: self.longitude })
            .map_err(|error| Failure::Input(error.to_string()))
    }
}

impl Earth {
    /// As the library has it.
    pub fn globe(self) -> Globe {
        match self {
            Self::Sphere => Globe::TURNING,
            Self::Wgs84 => Globe::WGS84,
        }
    }
}

/// Writes a map whole or not at all.
pub fn write(file: &Path, map: &Value) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    fs::write(&beside, format!("{map:#}\n")).and_then(|()| fs::rename(&beside, file)).map_err(|error| {
        // What cannot be removed either is the same trouble.
        let _ = fs::remove_file(&beside);
        Failure::input("--geojson", format!("cannot write {}: {error}", file.display()))
    })
}

pub fn degrees(text: &str) -> Result<f64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no number of degrees; write one like 40.61 or -75.5"))
}
