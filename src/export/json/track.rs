//! The path of the reported flight over the ground.

use crate::export::json::directions::LaunchSiteJson;
use crate::export::json::report::{ConsistencyJson, ObservationJson};
use crate::physics::flight::{GroundState, MarkKind};
use crate::track::{Track, TrackedFlight};

/// The reported flight over the ground of the rotating Earth.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TrackJson {
    /// The reported figures.
    pub observation: ObservationJson,
    /// Whether the figures can be one flight from this site in this azimuth.
    pub consistency: ConsistencyJson,
    /// The launch site.
    pub launch: LaunchSiteJson,
    /// The azimuth of the ascent over the ground, clockwise from north, deg.
    pub azimuth_deg: f64,
    /// The flight of the median vehicle; none for a report that is impossible or that no vehicle
    /// flies.
    pub flown: Option<TrackedFlightJson>,
    /// Whether the Earth rotates under the flight; it does on the default globe.
    pub earth_rotation: bool,
    /// The number of vehicles drawn.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

/// The flight of one vehicle over the ground.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TrackedFlightJson {
    /// The bearing of the impact from the launch, clockwise from north, deg.
    pub bearing_deg: f64,
    /// The shortest distance over the ground from launch to impact, km.
    pub ground_range_km: f64,
    /// The time from lift-off to impact, s.
    pub flight_time_s: f64,
    /// Launch, burnouts, apogee and impact, in their order.
    pub events: Vec<FlightEventJson>,
}

/// An event of a flight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FlightEventJson {
    /// The name: launch, burnout, apogee or impact.
    pub name: &'static str,
    /// The number of the stage that burns out, from 1; none for the other events.
    pub stage: Option<usize>,
    /// The time since lift-off, s.
    pub time_s: f64,
    /// The altitude above the surface, km.
    pub altitude_km: f64,
    /// The speed over the ground, m/s.
    pub speed_m_per_s: f64,
    /// The latitude of the point below, deg, north positive.
    pub latitude_deg: f64,
    /// The longitude of the point below, deg, east positive.
    pub longitude_deg: f64,
}

impl TrackJson {
    /// Converts a track.
    pub fn of(track: &Track) -> Self {
        let Track { launch_direction, estimate, flown } = track;
        let site = launch_direction.site;
        Self {
            observation: ObservationJson::of(&estimate.observation),
            consistency: ConsistencyJson::of(&estimate.consistency),
            launch: LaunchSiteJson { latitude_deg: site.latitude_deg(), longitude_deg: site.longitude_deg() },
            azimuth_deg: launch_direction.azimuth_rad.to_degrees(),
            flown: flown.as_ref().map(TrackedFlightJson::of),
            earth_rotation: launch_direction.globe.rotation_rate_rad_per_s() != 0.0,
            draws: estimate.posterior().map_or(estimate.model.draws(), |found| found.draws),
            seed: estimate.model.seed(),
        }
    }
}

impl TrackedFlightJson {
    /// Converts a flight.
    fn of(flown: &TrackedFlight) -> Self {
        let launch = flown.path.states.first().map(|state| FlightEventJson::of("launch", None, state));
        let events = flown.path.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Burnout { stage } => Some(FlightEventJson::of("burnout", Some(stage + 1), &mark.state)),
            MarkKind::Apogee => Some(FlightEventJson::of("apogee", None, &mark.state)),
            MarkKind::Impact => Some(FlightEventJson::of("impact", None, &mark.state)),
            _ => None,
        });
        Self {
            bearing_deg: flown.impact_point.bearing_rad.to_degrees(),
            ground_range_km: flown.impact_point.ground_range_m / 1e3,
            flight_time_s: flown.fitted.flight_time_s,
            events: launch.into_iter().chain(events).collect(),
        }
    }
}

impl FlightEventJson {
    /// Converts a state of the flight.
    fn of(name: &'static str, stage: Option<usize>, state: &GroundState) -> Self {
        Self {
            name,
            stage,
            time_s: state.time_s,
            altitude_km: state.altitude_m / 1e3,
            speed_m_per_s: state.speed_m_per_s,
            latitude_deg: state.below.latitude_deg(),
            longitude_deg: state.below.longitude_deg(),
        }
    }
}
