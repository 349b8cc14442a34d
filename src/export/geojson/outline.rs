//! The range by direction as an outline on the map, in GeoJSON. (Feature `geojson`.)
//!
//! A line around the launch, not around a place: what lies inside is within the range in its direction. Geodesics of the WGS 84
//! ellipsoid by `geographiclib-rs`. As RFC 7946 asks, an outline is cut where it crosses the antimeridian, follows the edge of the map
//! over a pole that it encloses, and runs counterclockwise around what is inside; one that encloses both poles is the whole map
//! with a hole.

mod ring;

use geographiclib_rs::{DirectGeodesic, Geodesic};
use serde_json::{Value, json};

use crate::directions::{AzimuthRange, Directions};
use crate::export::geojson::launch::launch;
use crate::physics::globe::{GeodeticPosition, ImpactPoint, half_turn};
use crate::posterior::ReachPercentiles;
use crate::reach::Reach;

/// Beyond this geodesics from one place begin to cross, m: what reaches farther in some directions only is drawn so.
const FARTHEST_DRAWN_M: f64 = 19_900e3;

/// Bearings of what comes down beyond swing about as the antipode is passed on one side or the other, m: those of the vehicles nearest to it
/// are taken.
const LAST_BEARING_M: f64 = 15_000e3;

/// Two places of an outline are at most so far apart in direction and in longitude, deg, and in range, m.
const APART_DEG: f64 = 1.0;
const APART_LONGITUDE_DEG: f64 = 15.0;
const APART_M: f64 = 100e3;

/// Near a pole longitudes run fast, and where reach becomes global ranges do; no finer than this, deg.
const STEEPEST_DEG: f64 = 1e-7;

/// The outlines that 5, 50 and 95 in 100 of the chance fall short of, and the launch: a `FeatureCollection`. Only the launch for
/// an impossible report.
pub fn directions_geojson(directions: &Directions) -> Value {
    let site = directions.launch.site();
    let mut features = Vec::new();
    type Pick = fn(&ReachPercentiles) -> Reach;
    let percentiles: [(&str, Pick); 3] =
        [("p05", |reach| reach.p05), ("median", |reach| reach.median), ("p95", |reach| reach.p95)];
    for (percentile, pick) in percentiles {
        if directions.directions.is_empty() {
            break;
        }
        let global = directions.directions.iter().filter(|at| pick(&at.reach) == Reach::Global).count();
        let everywhere = global == directions.directions.len();
        let polygons = if everywhere {
            vec![vec![ring::WHOLE_MAP.to_vec()]]
        } else {
            ring::polygons(&outline(site, &directions.directions, pick))
        };
        let geometry = match polygons.as_slice() {
            [one] => json!({"type": "Polygon", "coordinates": one}),
            several => json!({"type": "MultiPolygon", "coordinates": several}),
        };
        features.push(json!({
            "type": "Feature",
            "properties": {"percentile": percentile, "global_directions": global, "earth_rotation": true},
            "geometry": geometry,
        }));
    }
    features.push(launch(site));
    json!({"type": "FeatureCollection", "features": features})
}

/// A closed line around a place, inside on the left: longitudes and latitudes, deg, the first place once.
fn outline(
    site: GeodeticPosition,
    directions: &[AzimuthRange],
    pick: fn(&ReachPercentiles) -> Reach,
) -> Vec<[f64; 2]> {
    // By bearing, in which the impacts are seen from the launch.
    let mut corners: Vec<(f64, f64)> = directions.iter().map(|at| corner(at, pick(&at.reach))).collect();
    corners.sort_by(|a, b| a.0.total_cmp(&b.0));
    let range_m = |bearing_deg: f64| {
        let after = corners.partition_point(|corner| corner.0 <= bearing_deg);
        let (Some(first), Some(last)) = (corners.first(), corners.last()) else { return 0.0 };
        let (b0, r0) = match after.checked_sub(1).and_then(|before| corners.get(before)) {
            Some(corner) => *corner,
            None => (last.0 - 360.0, last.1),
        };
        let (b1, r1) = corners.get(after).copied().unwrap_or((first.0 + 360.0, first.1));
        if b1 > b0 { r0 + (r1 - r0) * (bearing_deg - b0) / (b1 - b0) } else { r0 }
    };
    let geodesic = Geodesic::wgs84();
    let place = |bearing_deg: f64| -> ([f64; 2], f64) {
        let range_m = range_m(bearing_deg.rem_euclid(360.0));
        let (latitude, longitude): (f64, f64) =
            geodesic.direct(site.latitude_deg(), site.longitude_deg(), bearing_deg, range_m);
        ([longitude, latitude], range_m)
    };
    // Against the clock the inside is on the left.
    let mut line = vec![(360.0, place(360.0))];
    let mut next = 360.0 - APART_DEG;
    while let Some((bearing, ([longitude, _], range_m))) = line.last().copied() {
        // North again closes it; the way there may want more places.
        let there = place(next);
        let ([longitude_there, _], range_there_m) = there;
        let turned_deg = half_turn((longitude_there - longitude).to_radians()).to_degrees().abs();
        let is_far = turned_deg > APART_LONGITUDE_DEG || (range_there_m - range_m).abs() > APART_M;
        if is_far && bearing - next > STEEPEST_DEG {
            next = 0.5 * (bearing + next);
            continue;
        }
        if next <= 0.0 {
            break;
        }
        line.push((next, there));
        next = (next - APART_DEG).max(0.0);
    }
    line.into_iter().map(|(_, (place, _))| place).collect()
}

/// The bearing and the range of a percentile in a direction, deg and m: the bearing is that of the vehicle nearest to it.
fn corner(direction: &AzimuthRange, reach: Reach) -> (f64, f64) {
    let range_m = match reach {
        Reach::Within { ground_range_m } => ground_range_m.min(FARTHEST_DRAWN_M),
        Reach::Global => FARTHEST_DRAWN_M,
    };
    let off = |impact_point: &ImpactPoint| (impact_point.ground_range_m - range_m.min(LAST_BEARING_M)).abs();
    let nearest = direction.impact_points.iter().flatten().min_by(|a, b| off(a).total_cmp(&off(b)));
    let bearing = nearest.map_or(direction.azimuth_rad, |impact_point| impact_point.bearing_rad);
    (bearing.to_degrees().rem_euclid(360.0), range_m)
}
