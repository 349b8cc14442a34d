//! The range by launch azimuth.

use crate::directions::{AzimuthRange, Directions};
use crate::export::json::range::{RangeJson, probability};
use crate::export::json::report::{ConsistencyJson, ObservationJson};

/// A position on the Earth.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct LaunchSiteJson {
    /// The latitude, deg, north positive.
    pub latitude_deg: f64,
    /// The longitude, deg, east positive.
    pub longitude_deg: f64,
}

/// The vehicles that are flown in every azimuth.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FittedJson {
    /// The bearing of the reported impact from the launch, clockwise from north, deg; none where it
    /// is unknown.
    pub bearing_deg: Option<f64>,
    /// The range of the vehicles over a non-rotating Earth, fitted to the reported flight over the
    /// rotating one, km.
    pub range_km: RangeJson,
    /// The number of vehicles lost to a search that failed.
    pub lost: u32,
}

/// The range in one azimuth.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct DirectionJson {
    /// The azimuth of the ascent over the ground, clockwise from north, deg.
    pub azimuth_deg: f64,
    /// The range over the ground, km.
    pub range_km: RangeJson,
    /// The probability of global reach.
    pub global_reach_probability: f64,
}

/// The range by launch azimuth.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct DirectionsJson {
    /// The reported figures.
    pub observation: ObservationJson,
    /// Whether the figures can be one flight over the rotating Earth.
    pub consistency: ConsistencyJson,
    /// The range from the estimate as published ones are made, over a non-rotating Earth, km.
    pub range_km: RangeJson,
    /// The launch site.
    pub launch: LaunchSiteJson,
    /// The vehicles that are flown.
    pub fitted: FittedJson,
    /// The range in each azimuth, clockwise from north; empty for a report that is impossible or
    /// that no vehicle flies.
    pub directions: Vec<DirectionJson>,
    /// The name of the definition of the standard trajectory; its key is `steering`.
    #[serde(rename = "steering")]
    pub standard_trajectory: &'static str,
    /// Whether the Earth rotates under the flights of `directions`; it does on the default globe.
    pub earth_rotation: bool,
    /// The number of vehicles drawn.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

impl DirectionsJson {
    /// Converts the range by launch azimuth.
    pub fn of(directions: &Directions) -> Self {
        let Directions { non_rotating, launch, rotating, lost_vehicles, .. } = directions;
        let site = launch.site();
        Self {
            observation: ObservationJson::of(&non_rotating.observation),
            consistency: ConsistencyJson::of(&rotating.consistency),
            range_km: RangeJson::of(non_rotating),
            launch: LaunchSiteJson { latitude_deg: site.latitude_deg(), longitude_deg: site.longitude_deg() },
            fitted: FittedJson {
                bearing_deg: launch.bearing_rad().map(f64::to_degrees),
                range_km: RangeJson::of(rotating),
                lost: *lost_vehicles,
            },
            directions: directions.directions.iter().map(DirectionJson::of).collect(),
            standard_trajectory: non_rotating.model.standard_trajectory().name(),
            earth_rotation: launch.globe().rotation_rate_rad_per_s() != 0.0,
            draws: non_rotating.posterior().map_or(non_rotating.model.draws(), |found| found.draws),
            seed: non_rotating.model.seed(),
        }
    }
}

impl DirectionJson {
    /// Converts the range in one azimuth.
    fn of(direction: &AzimuthRange) -> Self {
        Self {
            azimuth_deg: direction.azimuth_deg(),
            range_km: RangeJson::of_reach(&direction.reach),
            global_reach_probability: probability(direction.global_reach_probability),
        }
    }
}
