//! Feeds the maps: any report from any launch site gets a range in every direction and a path over
//! the ground, or the reason for neither.

use std::time::{Duration, Instant};

use lofted::LaunchDirection;
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe, LaunchSite};
use lofted::track;
use lofted::{AzimuthGrid, directions};
use lofted::{Method, Model, Observation};

use super::builder::figures;
use super::estimate::model;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// Reads an angle, deg, mostly within its bounds.
fn degrees(source: &mut Source, low: f64, high: f64) -> f64 {
    if source.byte() < 245 { source.between(low, high) } else { source.number(1.0, high) }
}

/// Computes the directions or the track of the report in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let Some(model) = model(&mut source, Method::Flown) else { return };
    let Ok(observation) = figures(&mut source).build() else { return };
    let degrees_of_site = Degrees {
        latitude_deg: degrees(&mut source, -90.0, 90.0),
        longitude_deg: degrees(&mut source, -180.0, 180.0),
    };
    let site = match GeodeticPosition::new(degrees_of_site) {
        Ok(site) => site,
        Err(error) => return one_clear_line(&error.to_string(), &degrees_of_site),
    };
    let globe = source.one_of(&[Globe::ROTATING, Globe::WGS84, Globe::NON_ROTATING]);
    let azimuth_deg = degrees(&mut source, 0.0, 360.0);
    if source.is() {
        by_direction(&observation, &model, LaunchSite::from_site(site).with_globe(globe), azimuth_deg);
    } else {
        match LaunchDirection::toward_deg(site, azimuth_deg, globe) {
            Ok(launch_direction) => over_ground(&observation, &model, launch_direction),
            Err(error) => one_clear_line(&error.to_string(), &azimuth_deg),
        }
    }
}

/// Computes the range in every direction; the bearing of the reported flight is known where it lies
/// in the eastern half.
fn by_direction(observation: &Observation, model: &Model, launch: LaunchSite, bearing_deg: f64) {
    let launch =
        if bearing_deg < 180.0 { launch.with_bearing_deg(bearing_deg).unwrap_or(launch) } else { launch };
    let given = (observation.to_string(), launch);
    let compass = AzimuthGrid::default().with_vehicles(16).unwrap();
    let begin = Instant::now();
    let found = match slowest::of("directions, 36 by 16 vehicles of 16 draws", || {
        directions(observation, model, launch, compass)
    }) {
        Ok(found) => found,
        Err(error) => return one_clear_line(&error.to_string(), &given),
    };
    if begin.elapsed() > Duration::from_secs(1) {
        println!("{:?} for {given:?}, {}", begin.elapsed(), model.standard_trajectory());
    }
    all_finite("the directions", &found.directions, &given);
    assert!(found.directions.is_empty() || found.directions.len() == 36, "{given:?}");
    for line in found.to_string().lines().filter(|line| !line.is_empty()) {
        one_clear_line(line, &given);
    }
    #[cfg(feature = "geojson")]
    is_a_map(&slowest::of("directions::outline::geojson", || lofted::export::directions_geojson(&found)));
}

/// Computes the path over the ground of the reported flight.
fn over_ground(observation: &Observation, model: &Model, launch_direction: LaunchDirection) {
    let given = (observation.to_string(), launch_direction);
    let found = match slowest::of("track, of 16 draws", || track(observation, model, launch_direction)) {
        Ok(found) => found,
        Err(error) => return one_clear_line(&error.to_string(), &given),
    };
    all_finite("the track", &found.flown, &given);
    for line in found.to_string().lines().filter(|line| !line.is_empty()) {
        one_clear_line(line, &given);
    }
    #[cfg(feature = "geojson")]
    is_a_map(&slowest::of("track::line::geojson", || lofted::export::track_geojson(&found)));
}

/// Checks that a map has at least the launch site, and only places on Earth.
#[cfg(feature = "geojson")]
fn is_a_map(json: &serde_json::Value) {
    fn are_places(coordinates: &serde_json::Value) -> bool {
        let Some(list) = coordinates.as_array() else { return false };
        let numbers: Vec<f64> = list.iter().filter_map(serde_json::Value::as_f64).collect();
        match numbers.as_slice() {
            [] => list.iter().all(are_places),
            [longitude, latitude, ..] => longitude.abs() <= 180.0 && latitude.abs() <= 90.0,
            [_] => false,
        }
    }
    let features = json["features"].as_array().unwrap();
    assert!(!features.is_empty(), "{json}");
    for feature in features {
        assert!(are_places(&feature["geometry"]["coordinates"]), "{feature}");
    }
}
