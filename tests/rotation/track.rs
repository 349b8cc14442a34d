//! The reported flight over the ground: against the report, the flight, the geodesic, and as a map
//! wants it.

use crate::common::globe::{GLOBES, near, site};
use crate::common::reports;
use crate::common::tolerance::{
    DOCUMENTED_KM, GEODETIC_HEIGHT_RELATIVE, NON_ROTATING_BEARING_RAD, TRACK_M, TRACK_TIME_S,
};
use lofted::LaunchDirection;
use lofted::physics::flight::MarkKind;
use lofted::physics::globe::{GeodeticPosition, Globe};
use lofted::{Error, Model, Observation, Track, Verdict, track};

fn observation(apogee_km: f64, ground_range_km: f64, flight_time_s: f64) -> Observation {
    Observation::builder()
        .apogee_km(apogee_km)
        .ground_range_km(ground_range_km)
        .flight_time_s(flight_time_s)
        .build()
        .unwrap()
}

fn july_4() -> Observation {
    observation(2_802.0, 930.0, 2_220.0)
}

fn from(observation: &Observation, from: GeodeticPosition, azimuth_deg: f64, globe: Globe) -> Track {
    let launch_direction = LaunchDirection::toward_deg(from, azimuth_deg, globe).unwrap();
    track(observation, &Model::default().with_draws(128).unwrap(), launch_direction).unwrap()
}

#[test]
fn it_flies_what_was_reported() {
    for (apogee_km, range_km, time_s, latitude, longitude, azimuth_deg) in [
        (2_802.0, 930.0, 2_220.0, 40.0, 126.0, 60.0),
        (3_724.9, 998.0, 2_832.0, 40.61, 126.43, 60.0),
        (4_475.0, 950.0, 3_180.0, 39.4, 125.9, 40.0),
        (535.0, 510.0, 840.0, 40.0, 179.0, 75.0),
        (2_802.0, 930.0, 2_220.0, -90.0, 0.0, 10.0),
    ] {
        for globe in GLOBES {
            let what = format!("{apogee_km} {range_km} from {latitude} {longitude} over {globe:?}");
            let found = from(
                &observation(apogee_km, range_km, time_s),
                site(latitude, longitude),
                azimuth_deg,
                globe,
            );
            let flown = found.flown.as_ref().unwrap();
            let apogee = flown.path.mark(MarkKind::Apogee).unwrap();
            near(
                apogee.altitude_m,
                1e3 * apogee_km,
                TRACK_M + GEODETIC_HEIGHT_RELATIVE * 1e3 * apogee_km,
                &what,
            );
            near(flown.impact_point.ground_range_m, 1e3 * range_km, TRACK_M, &what);
            near(flown.fitted.flight_time_s, time_s, TRACK_TIME_S, &what);
            // What is recorded is the flight that was fitted.
            assert_eq!(flown.path.end.outcome, flown.fitted.end.outcome, "{what}");
            assert_eq!(Some(flown.impact_point), flown.fitted.end.impact_point, "{what}");
            if globe == Globe::NON_ROTATING {
                near(
                    flown.impact_point.bearing_rad,
                    found.launch_direction.azimuth_rad,
                    NON_ROTATING_BEARING_RAD,
                    &what,
                );
            }
        }
    }
}

#[test]
fn what_was_not_reported_or_as_a_bound_is_as_drawn() {
    let place = site(40.0, 126.0);
    for builder in [
        Observation::builder().apogee_km(2_802.0).flight_time_min(37.0),
        Observation::builder().ground_range_km(930.0).flight_time_min(37.0),
        Observation::builder().apogee("more than 2,500 km".parse().unwrap()).ground_range_km(930.0),
    ] {
        let observation = builder.build().unwrap();
        let found = from(&observation, place, 60.0, Globe::WGS84);
        let flown = found.flown.unwrap();
        assert!(flown.impact_point.ground_range_m > 100e3, "{observation}");
        assert!(flown.path.mark(MarkKind::Apogee).unwrap().altitude_m > 2_400e3, "{observation}");
    }
}

/// DESIGN says by how much a flight over the sphere is off on a map.
#[test]
fn a_map_is_of_the_ellipsoid() {
    let impact = |globe: Globe| {
        let launch_direction = LaunchDirection::toward_deg(site(40.0, 126.0), 45.0, globe).unwrap();
        track(&july_4(), &Model::default(), launch_direction).unwrap().flown.unwrap().impact_point.site
    };
    let off_m = Globe::WGS84.ground_range_m(impact(Globe::ROTATING), impact(Globe::WGS84));
    near(off_m / 1e3, 15.3, DOCUMENTED_KM, "the impact over the sphere");
}

#[test]
fn a_report_that_nothing_flies_has_a_verdict_and_no_flight() {
    let found = from(&reports::impossible(), site(39.2, 125.7), 75.0, Globe::WGS84);
    assert_eq!((found.verdict(), found.flown.is_none()), (Verdict::Impossible, true));
    assert!(!found.to_string().contains("flown"), "{found}");
    let skimming = Observation::builder().apogee_km(1.0).ground_range_km(15_000.0).build().unwrap();
    let found = from(&skimming, site(40.0, 126.0), 75.0, Globe::WGS84);
    assert!(found.flown.is_none() && found.to_string().contains("by no vehicle of the prior"), "{found}");
}

#[test]
fn what_cannot_be_is_refused() {
    let place = site(40.0, 126.0);
    for azimuth_deg in [f64::NAN, -1.0, 360.1, f64::INFINITY] {
        let message = LaunchDirection::toward_deg(place, azimuth_deg, Globe::WGS84).unwrap_err().to_string();
        assert!(message.contains("the azimuth in deg is") && message.contains("from 0 to 360"), "{message}");
    }
    let launch_direction = LaunchDirection { site: place, azimuth_rad: f64::NAN, globe: Globe::WGS84 };
    assert!(track(&july_4(), &Model::default(), launch_direction).is_err());
    // A vertical flight has no azimuth.
    let vertical = Observation::builder().apogee_km(2_802.0).ground_range_km(0.0).build().unwrap();
    let launch_direction = LaunchDirection::toward_deg(place, 75.0, Globe::ROTATING).unwrap();
    let error = track(&vertical, &Model::default(), launch_direction).unwrap_err();
    assert!(matches!(error, Error::AzimuthUnreachable { .. }), "{error}");
    let message = error.to_string();
    for part in ["toward 75.0 deg", "2802.0 km", "comes down 0.0 km", "give a longer ground range"] {
        assert!(message.contains(part), "no {part:?} in {message}");
    }
}

#[cfg(feature = "geojson")]
mod line {
    use super::*;
    use crate::common::tolerance::{LAMBERT_M, MAP_DEG, MAP_S};
    use geographiclib_rs::{Geodesic, InverseGeodesic};
    use lofted::export::track_geojson as geojson;
    use serde_json::Value;

    type Piece = Vec<[f64; 3]>;

    /// The pieces of the line, checked for what every map asks.
    fn pieces(json: &Value) -> Vec<Piece> {
        let line = &json["features"][0];
        assert_eq!((&json["type"], &line["type"]), (&"FeatureCollection".into(), &"Feature".into()));
        let coordinates = line["geometry"]["coordinates"].clone();
        let pieces: Vec<Piece> = match line["geometry"]["type"].as_str().unwrap() {
            "LineString" => vec![serde_json::from_value(coordinates).unwrap()],
            "MultiLineString" => serde_json::from_value(coordinates).unwrap(),
            other => panic!("{other}"),
        };
        for piece in &pieces {
            assert!(piece.len() >= 2);
            for [x, y, _] in piece {
                assert!(x.abs() <= 180.0 && y.abs() <= 90.0, "{x} {y} is off the map");
            }
            // RFC 7946, 3.1.9.
            assert!(piece.windows(2).all(|pair| (pair[1][0] - pair[0][0]).abs() <= 180.0));
        }
        for pair in pieces.windows(2) {
            let ([x0, y0, z0], [x1, y1, z1]) = (*pair[0].last().unwrap(), pair[1][0]);
            assert!(x0.abs() == 180.0 && x1 == -x0 && (y0, z0) == (y1, z1), "cut at {x0} {y0}, {x1} {y1}");
        }
        pieces
    }

    fn point<'a>(json: &'a Value, name: &str) -> Vec<&'a Value> {
        let features = json["features"].as_array().unwrap();
        features.iter().filter(|feature| feature["properties"]["name"] == name).collect()
    }

    fn place(point: &Value) -> [f64; 3] {
        serde_json::from_value(point["geometry"]["coordinates"].clone()).unwrap()
    }

    #[test]
    fn the_line_is_the_flight_wherever_the_launch_is() {
        for (latitude, longitude, azimuth_deg, cuts) in [
            (40.0, 126.0, 60.0, 0),
            (0.0, 0.0, 90.0, 0),
            // Across the antimeridian, eastward and westward; from it, along it.
            (20.0, 178.0, 90.0, 1),
            (20.0, -178.0, 270.0, 1),
            (20.0, -179.9999, 90.0, 0),
            (20.0, 179.9999, 300.0, 0),
            // Up along it, then away from it. (Eastward Coriolis takes the rise a decimetre west
            // first, a digit or none.)
            (20.0, 180.0, 270.0, 0),
            (20.0, -180.0, 270.0, 0),
            // From a pole and near one.
            (90.0, 120.0, 0.0, 0),
            (-90.0, 0.0, 90.0, 0),
        ] {
            let found = from(&july_4(), site(latitude, longitude), azimuth_deg, Globe::WGS84);
            let json = geojson(&found);
            let what = format!("from {latitude} {longitude} to {azimuth_deg}");
            let pieces = pieces(&json);
            assert_eq!(pieces.len(), cuts + 1, "{what}");
            let flown = found.flown.as_ref().unwrap();
            let impact_point = flown.impact_point.site;
            let launch = place(point(&json, "launch")[0]);
            let impact = place(point(&json, "impact")[0]);
            assert_eq!(*pieces.last().unwrap().last().unwrap(), impact, "{what}");
            near(impact[0], impact_point.longitude_deg(), MAP_DEG, &what);
            near(impact[1], impact_point.latitude_deg(), MAP_DEG, &what);
            assert_eq!(impact[2], 0.0);
            near(launch[1], latitude, MAP_DEG, &what);
            let (distance_m, _, _, _): (f64, f64, f64, f64) =
                Geodesic::wgs84().inverse(launch[1], launch[0], impact[1], impact[0]);
            near(distance_m, 930e3, LAMBERT_M + TRACK_M, &what);
            // The apogee is a point, and no place of the line is higher.
            let apogee = point(&json, "apogee")[0];
            let apogee_m = pieces.iter().flatten().map(|place| place[2]).fold(0.0, f64::max);
            assert!(apogee_m <= apogee["properties"]["altitude_m"].as_f64().unwrap() + 0.1, "{what}");
            assert_eq!(apogee["properties"]["altitude_m"], place(apogee)[2], "{what}");
            for key in ["time_s", "speed_m_per_s", "altitude_m"] {
                for name in ["launch", "burnout", "apogee", "impact"] {
                    assert!(point(&json, name)[0]["properties"][key].is_f64(), "{what}: {name} {key}");
                }
            }
            let line = &json["features"][0]["properties"];
            near(line["flight_time_s"].as_f64().unwrap(), flown.fitted.flight_time_s, MAP_S, &what);
            near(line["azimuth_deg"].as_f64().unwrap(), azimuth_deg, MAP_DEG, &what);
        }
    }

    #[test]
    fn the_same_report_is_the_same_bytes() {
        let text = || geojson(&from(&july_4(), site(40.0, 126.0), 60.0, Globe::WGS84)).to_string();
        let text = (text(), text());
        assert_eq!(text.0, text.1);
        assert!(!text.0.contains("-0.0,") && !text.0.contains("-0.0]"), "a zero with a sign");
    }

    #[test]
    fn an_impossible_report_has_only_its_launch() {
        let json = geojson(&from(&reports::impossible(), site(39.2, 125.7), 75.0, Globe::WGS84));
        assert_eq!(json["features"].as_array().unwrap().len(), 1);
        assert_eq!(json["features"][0]["geometry"]["coordinates"], serde_json::json!([125.7, 39.2]));
    }
}
