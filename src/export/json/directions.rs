//! The range by direction for other programs.

use crate::directions::{AzimuthRange, Directions};
use crate::export::json::{ConsistencyJson, ObservationJson, RangeJson, probability};

/// A place, deg.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct SiteJson {
    /// North positive.
    pub latitude_deg: f64,
    /// East positive.
    pub longitude_deg: f64,
}

/// The vehicles that were flown in every direction.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FittedJson {
    /// Where the reported impact lies from the launch, clockwise from north, deg; none where nobody said.
    pub bearing_deg: Option<f64>,
    /// Their range over an Earth that does not turn; the reported flight was fitted over the turning one.
    pub range_km: RangeJson,
    /// How many were lost to a search that failed.
    pub lost: u32,
}

/// The range in one direction.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct DirectionJson {
    /// Of the ascent over the ground, clockwise from north, deg.
    pub azimuth_deg: f64,
    /// Over the ground.
    pub range_km: RangeJson,
    /// Chance that it is every place on Earth.
    pub global_reach_probability: f64,
}

/// The range by direction.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct DirectionsJson {
    /// What was reported.
    pub observation: ObservationJson,
    /// Whether it can be true, flown over the turning Earth.
    pub consistency: ConsistencyJson,
    /// The estimate as published ones are made: nothing turns.
    pub range_km: RangeJson,
    /// From where.
    pub launch: SiteJson,
    /// By what.
    pub fitted: FittedJson,
    /// Clockwise from north; empty for a report that is impossible or that no vehicle flies.
    pub directions: Vec<DirectionJson>,
    /// The definition of the standard trajectory.
    #[serde(rename = "steering")]
    pub standard_trajectory: &'static str,
    /// Whether the Earth turns under `directions`: it does.
    pub earth_rotation: bool,
    /// How many vehicles were drawn.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

impl DirectionsJson {
    /// The range by direction as it is written out.
    pub fn of(directions: &Directions) -> Self {
        let Directions { still, launch, turning, lost_vehicles, .. } = directions;
        let site = launch.site();
        Self {
            observation: ObservationJson::of(&still.observation),
            consistency: ConsistencyJson::of(&turning.consistency),
            range_km: RangeJson::of(still),
            launch: SiteJson { latitude_deg: site.latitude_deg(), longitude_deg: site.longitude_deg() },
            fitted: FittedJson {
                bearing_deg: launch.bearing_rad().map(f64::to_degrees),
                range_km: RangeJson::of(turning),
                lost: *lost_vehicles,
            },
            directions: directions.directions.iter().map(DirectionJson::of).collect(),
            standard_trajectory: still.model.standard_trajectory().name(),
            earth_rotation: launch.globe().rotation_rate_rad_per_s() != 0.0,
            draws: still.model.draws(),
            seed: still.model.seed(),
        }
    }
}

impl DirectionJson {
    fn of(direction: &AzimuthRange) -> Self {
        Self {
            azimuth_deg: direction.azimuth_deg(),
            range_km: RangeJson::of_reach(&direction.reach),
            global_reach_probability: probability(direction.global_reach_probability),
        }
    }
}
