//! The path of a reported flight as a line on the map, in GeoJSON. (Feature `geojson`.)
//!
//! As RFC 7946 asks, coordinates are longitude and latitude, deg, and height above the WGS 84
//! ellipsoid, m, and the line is cut where it crosses the antimeridian. For a flight over the
//! sphere, latitudes and heights are those of the sphere.

use serde_json::{Value, json};

use crate::export::geojson::antimeridian::{Crossing, crossing, rounded_deg};
use crate::export::geojson::launch::launch;
use crate::physics::flight::{GroundState, MarkKind};
use crate::track::{Track, TrackedFlight};

/// Longitude and latitude, deg, and altitude, m.
type Position = [f64; 3];

/// Returns a `FeatureCollection` of the path of the flight, a `LineString` or, where it crosses the
/// antimeridian, a `MultiLineString`, and of launch, burnouts, apogee and impact as points with
/// time, speed over the ground and altitude. For an impossible report it holds the launch site
/// alone.
///
/// ```
/// use lofted::LaunchDirection;
/// use lofted::physics::globe::{Degrees, Globe, GeodeticPosition};
/// use lofted::export::track_geojson;
/// use lofted::{Model, Observation, track};
///
/// let observation = Observation::builder()
///     .apogee_km(2_802.0)
///     .ground_range_km(930.0)
///     .flight_time_min(37.0)
///     .build()?;
/// let site = GeodeticPosition::new(Degrees { latitude_deg: 40.0, longitude_deg: 126.0 })?;
/// let launch_direction = LaunchDirection::toward_deg(site, 60.0, Globe::WGS84)?;
/// let json = track_geojson(&track(&observation, &Model::default().with_draws(64)?, launch_direction)?);
/// assert_eq!(json["features"][0]["geometry"]["type"], "LineString");
/// assert_eq!(json["features"][0]["geometry"]["coordinates"][0], serde_json::json!([126.0, 40.0, 0.0]));
/// # Ok::<(), lofted::Error>(())
/// ```
#[must_use]
pub fn track_geojson(track: &Track) -> Value {
    let mut features = Vec::new();
    if let Some(flown) = &track.flown {
        features.push(line(track, flown));
        features.extend(flown.path.states.first().map(|state| point("launch", None, state)));
        features.extend(flown.path.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Burnout { stage } => Some(point("burnout", Some(stage + 1), &mark.state)),
            MarkKind::Apogee => Some(point("apogee", None, &mark.state)),
            MarkKind::Impact => Some(point("impact", None, &mark.state)),
            _ => None,
        }));
    } else {
        features.push(launch(track.launch_direction.site));
    }
    json!({"type": "FeatureCollection", "features": features})
}

/// Returns the path as a feature with the numbers of the whole flight.
fn line(track: &Track, flown: &TrackedFlight) -> Value {
    let mut positions: Vec<Position> = flown.path.states.iter().map(position).collect();
    resolve_longitudes(&mut positions);
    let pieces = pieces(&positions);
    let geometry = match pieces.as_slice() {
        [one] => json!({"type": "LineString", "coordinates": one}),
        several => json!({"type": "MultiLineString", "coordinates": several}),
    };
    let last_burnout = flown.path.last_burnout();
    json!({
        "type": "Feature",
        "properties": {
            "name": "flight",
            "azimuth_deg": rounded_deg(track.launch_direction.azimuth_rad.to_degrees()),
            "bearing_deg": rounded_deg(flown.impact_point.bearing_rad.to_degrees()),
            "ground_range_m": tenth(flown.impact_point.ground_range_m),
            "apogee_altitude_m": flown.path.mark(MarkKind::Apogee).map(|apogee| tenth(apogee.altitude_m)),
            "burn_time_s": last_burnout.map(|burnout| thousandth(burnout.time_s)),
            "flight_time_s": thousandth(flown.fitted.flight_time_s),
            "earth_rotation": track.launch_direction.globe.rotation_rate_rad_per_s() != 0.0,
        },
        "geometry": geometry,
    })
}

/// Returns a state of the flight as a named point with time, speed and altitude; stages are counted
/// from 1.
fn point(name: &str, stage: Option<usize>, state: &GroundState) -> Value {
    let mut properties = json!({
        "name": name,
        "time_s": thousandth(state.time_s),
        "speed_m_per_s": thousandth(state.speed_m_per_s),
        "altitude_m": tenth(state.altitude_m),
    });
    if let (Some(stage), Some(properties)) = (stage, properties.as_object_mut()) {
        properties.insert("stage".to_owned(), stage.into());
    }
    json!({
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": position(state)},
    })
}

/// Returns the position of a state, rounded as it is printed.
fn position(state: &GroundState) -> Position {
    let degrees = [state.below.longitude_deg(), state.below.latitude_deg()];
    let [longitude, latitude] = degrees.map(|degrees| rounded_deg(degrees) + 0.0);
    [longitude, latitude, tenth(state.altitude_m)]
}

/// Rounds to a tenth, as altitudes are printed; a negative zero loses its sign.
fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0 + 0.0
}

/// Rounds to a thousandth; a negative zero loses its sign.
fn thousandth(number: f64) -> f64 {
    (number * 1e3).round() / 1e3 + 0.0
}

/// Chooses the longitude of positions where it is ambiguous: at a pole, and on the antimeridian.
/// The longitude chosen is the one with which the flight continues.
fn resolve_longitudes(positions: &mut [Position]) {
    let mut onward: Option<f64> = None;
    for [longitude, latitude, _] in positions.iter_mut().rev() {
        match onward {
            Some(onward) if latitude.abs() == 90.0 => *longitude = onward,
            Some(onward) if longitude.abs() == 180.0 => *longitude = longitude.copysign(onward),
            _ => onward = Some(*longitude),
        }
    }
}

/// Cuts a line at the antimeridian into pieces of at least two positions.
fn pieces(positions: &[Position]) -> Vec<Vec<Position>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Position> = Vec::new();
    for &[longitude, latitude, altitude_m] in positions {
        if let Some([x, y, z]) = piece.last().copied()
            && let Some(Crossing { edge_deg, fraction }) = crossing(x, longitude)
        {
            let (y, z) = (rounded_deg(y + fraction * (latitude - y)), tenth(z + fraction * (altitude_m - z)));
            piece.push([edge_deg, y, z]);
            pieces.push(std::mem::replace(&mut piece, vec![[-edge_deg, y, z]]));
        }
        piece.push([longitude, latitude, altitude_m]);
    }
    pieces.push(piece);
    for piece in &mut pieces {
        piece.dedup();
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(longitudes: &[f64]) -> Vec<Vec<f64>> {
        let mut positions: Vec<Position> =
            longitudes.iter().zip(1..).map(|(longitude, i)| [*longitude, 20.0, f64::from(i)]).collect();
        resolve_longitudes(&mut positions);
        pieces(&positions)
            .iter()
            .map(|piece| piece.iter().map(|[longitude, ..]| *longitude).collect())
            .collect()
    }

    #[test]
    fn a_rise_along_the_antimeridian_is_on_the_side_it_leaves_by() {
        assert_eq!(cut(&[-180.0, -180.0, 179.9]), [[180.0, 180.0, 179.9]]);
        assert_eq!(cut(&[180.0, 180.0, -179.9]), [[-180.0, -180.0, -179.9]]);
        assert_eq!(cut(&[179.9, 180.0, 179.9]), [[179.9, 180.0, 179.9]]);
        // Come from the other side, it is cut where it comes to the edge.
        assert_eq!(cut(&[179.9, 180.0, -179.9]), [[179.9, 180.0], [-180.0, -179.9]]);
    }

    #[test]
    fn a_step_aside_at_first_is_a_piece() {
        let found = cut(&[-180.0, 179.999_999, -179.9]);
        assert_eq!(found, [[180.0, 179.999_999, 180.0].as_slice(), &[-180.0, -179.9]]);
    }
}
