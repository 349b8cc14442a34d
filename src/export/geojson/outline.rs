//! The range by launch azimuth as an outline on the map, in GeoJSON. (Feature `geojson`.)
//!
//! The outline is a line around the launch site, not around a target: points inside it are within
//! the range in their direction. Geodesics of the WGS 84 ellipsoid are computed by
//! `geographiclib-rs`. As RFC 7946 asks, an outline is cut where it crosses the antimeridian,
//! follows the edge of the map over a pole that it encloses, and runs counterclockwise around its
//! inside; an outline that encloses both poles is the whole map with a hole.

mod ring;

use geographiclib_rs::{DirectGeodesic, Geodesic};
use serde_json::{Value, json};

use crate::directions::{AzimuthRange, Directions};
use crate::export::geojson::launch::launch;
use crate::physics::globe::{GeodeticPosition, ImpactPoint, half_turn};
use crate::posterior::ReachPercentiles;
use crate::reach::Reach;

/// The greatest range on the map, m. Beyond it geodesics from one point begin to cross; longer
/// ranges that are reached in some directions only are cut to it.
const MAX_MAPPED_RANGE_M: f64 = 19_900e3;

/// The range up to which bearings of impact points are used, m. Beyond it the bearing swings as the
/// impact passes the antipode on one side or the other; the bearing of the vehicle whose range is
/// nearest to this one is used.
const MAX_BEARING_RANGE_M: f64 = 15_000e3;

/// The greatest difference in bearing between neighbouring points of an outline, deg.
const MAX_BEARING_STEP_DEG: f64 = 1.0;
/// The greatest difference in longitude between neighbouring points of an outline, deg.
const MAX_LONGITUDE_STEP_DEG: f64 = 15.0;
/// The greatest difference in range between neighbouring points of an outline, m.
const MAX_RANGE_STEP_M: f64 = 100e3;

/// The smallest step in bearing, deg. It is reached near a pole, where the longitude changes fast,
/// and where reach becomes global and the range changes fast.
const MIN_BEARING_STEP_DEG: f64 = 1e-7;

/// Returns the outlines of the 5th, 50th and 95th percentile of the range, and the launch site, as
/// a `FeatureCollection`; the launch site alone for an impossible report.
#[must_use]
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

/// Returns a closed line around the launch site, its inside on the left, as longitudes and
/// latitudes, deg. The first point is not repeated at the end.
fn outline(
    site: GeodeticPosition,
    directions: &[AzimuthRange],
    pick: fn(&ReachPercentiles) -> Reach,
) -> Vec<[f64; 2]> {
    // In the order of the bearings of the impacts from the launch site.
    let mut corners: Vec<Corner> = directions.iter().map(|at| corner(at, pick(&at.reach))).collect();
    corners.sort_by(|a, b| a.bearing_deg.total_cmp(&b.bearing_deg));
    let range_m = |bearing_deg: f64| {
        let after = corners.partition_point(|corner| corner.bearing_deg <= bearing_deg);
        let (Some(first), Some(last)) = (corners.first(), corners.last()) else { return 0.0 };
        let Corner { bearing_deg: b0, range_m: r0 } =
            match after.checked_sub(1).and_then(|before| corners.get(before)) {
                Some(corner) => *corner,
                None => Corner { bearing_deg: last.bearing_deg - 360.0, ..*last },
            };
        let Corner { bearing_deg: b1, range_m: r1 } = corners
            .get(after)
            .copied()
            .unwrap_or(Corner { bearing_deg: first.bearing_deg + 360.0, ..*first });
        if b1 > b0 { r0 + (r1 - r0) * (bearing_deg - b0) / (b1 - b0) } else { r0 }
    };
    let geodesic = Geodesic::wgs84();
    let point_at = |bearing_deg: f64| -> ([f64; 2], f64) {
        let range_m = range_m(bearing_deg.rem_euclid(360.0));
        let (latitude, longitude): (f64, f64) =
            geodesic.direct(site.latitude_deg(), site.longitude_deg(), bearing_deg, range_m);
        ([longitude, latitude], range_m)
    };
    // The bearing decreases, so that the inside is on the left.
    let mut line = vec![(360.0, point_at(360.0))];
    let mut next = 360.0 - MAX_BEARING_STEP_DEG;
    while let Some((bearing, ([longitude, _], range_m))) = line.last().copied() {
        // The line ends at north, where it began; the last step to north is refined like the
        // others.
        let there = point_at(next);
        let ([longitude_there, _], range_there_m) = there;
        let longitude_step_deg = half_turn((longitude_there - longitude).to_radians()).to_degrees().abs();
        let is_far =
            longitude_step_deg > MAX_LONGITUDE_STEP_DEG || (range_there_m - range_m).abs() > MAX_RANGE_STEP_M;
        if is_far && bearing - next > MIN_BEARING_STEP_DEG {
            next = 0.5 * (bearing + next);
            continue;
        }
        if next <= 0.0 {
            break;
        }
        line.push((next, there));
        next = (next - MAX_BEARING_STEP_DEG).max(0.0);
    }
    line.into_iter().map(|(_, (point, _))| point).collect()
}

/// A corner of an outline, seen from the launch site.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Corner {
    /// The bearing, clockwise from north, deg.
    bearing_deg: f64,
    /// The range, m.
    range_m: f64,
}

/// Returns the corner of a percentile of the range in one azimuth; its bearing is that of the
/// vehicle whose range is nearest.
fn corner(direction: &AzimuthRange, reach: Reach) -> Corner {
    let range_m = match reach {
        Reach::Within { ground_range_m } => ground_range_m.min(MAX_MAPPED_RANGE_M),
        Reach::Global => MAX_MAPPED_RANGE_M,
    };
    let off =
        |impact_point: &ImpactPoint| (impact_point.ground_range_m - range_m.min(MAX_BEARING_RANGE_M)).abs();
    let nearest = direction.impact_points.iter().flatten().min_by(|a, b| off(a).total_cmp(&off(b)));
    let bearing_rad = nearest.map_or(direction.azimuth_rad, |impact_point| impact_point.bearing_rad);
    Corner { bearing_deg: bearing_rad.to_degrees().rem_euclid(360.0), range_m }
}
