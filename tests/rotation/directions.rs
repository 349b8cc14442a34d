//! The range by direction: against what it is over a non-rotating Earth, its symmetries, its
//! outline, and what it refuses.

use crate::common::globe::{near, site};
use crate::common::reports;
use crate::common::tolerance::{
    DIRECTIONS_NEIGHBOURS, DIRECTIONS_NON_ROTATING_RELATIVE, DOCUMENTED_KM, NON_ROTATING_BEARING_RAD,
    SAME_FIT_RELATIVE, SHARE_AS_STATED,
};
use lofted::physics::globe::LaunchSite;
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::{AzimuthGrid, Directions, Model, Observation, Reach, Verdict, directions};

fn july_4() -> Observation {
    Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build().unwrap()
}

fn few() -> Model {
    Model::default().with_draws(128).unwrap()
}

fn from(observation: &Observation, launch: LaunchSite) -> Directions {
    let grid = AzimuthGrid::default().with_vehicles(16).unwrap();
    directions(observation, &few(), launch, grid).unwrap()
}

fn medians_km(found: &Directions) -> Vec<Option<f64>> {
    found.directions.iter().map(|at| at.reach.median.range_km()).collect()
}

#[test]
fn over_a_non_rotating_earth_every_direction_is_the_same() {
    let launch = LaunchSite::from_site(site(40.0, 127.0))
        .with_bearing_deg(75.0)
        .unwrap()
        .with_globe(Globe::NON_ROTATING);
    let found = from(&july_4(), launch);
    assert_eq!(found.directions.len(), 36);
    assert_eq!(found.lost_vehicles, 0);
    let non_rotating = found.non_rotating.range_km().unwrap();
    let fitted = found.posterior().unwrap().reach.median.range_km().unwrap();
    near(fitted / non_rotating, 1.0, SAME_FIT_RELATIVE, "the fit over a non-rotating Earth is the fit");
    for at in &found.directions {
        let median = at.reach.median.range_km().unwrap();
        near(
            median / non_rotating,
            1.0,
            DIRECTIONS_NON_ROTATING_RELATIVE,
            &format!("{} deg", at.azimuth_deg()),
        );
        for impact_point in at.impact_points.iter().flatten() {
            near(impact_point.bearing_rad, at.azimuth_rad, NON_ROTATING_BEARING_RAD, "bearing");
        }
    }
}

/// The estimate of 4 July 2017 from 40 N, by the vehicles of the default: how much further east,
/// how much shorter west.
#[test]
fn four_july_goes_further_east_and_shorter_west() {
    let launch = LaunchSite::from_site(site(40.0, 126.0)).with_bearing_deg(75.0).unwrap();
    let found = directions(&july_4(), &Model::default(), launch, AzimuthGrid::default()).unwrap();
    assert_eq!(found.lost_vehicles, 0);
    let fitted = found.posterior().unwrap().reach.median.range_km().unwrap();
    let share = |place: usize| 100.0 * (medians_km(&found)[place].unwrap() / fitted - 1.0);
    for (place, per_cent) in [(0, -0.2), (9, 11.5), (18, 0.5), (27, -8.1)] {
        near(share(place), per_cent, SHARE_AS_STATED, &format!("{} deg", 10 * place));
    }
    // The time that the rotating Earth takes of the surplus shortens the burn, and that the range.
    let non_rotating = found.non_rotating.range_km().unwrap();
    near(non_rotating, 6_922.0, DOCUMENTED_KM, "non-rotating");
    near(fitted, 6_745.0, DOCUMENTED_KM, "fitted");
}

#[test]
fn neighbouring_directions_are_alike_from_everywhere() {
    for (latitude, longitude) in [(0.0, 179.9), (90.0, 0.0), (-90.0, 30.0), (40.0, -180.0), (-40.0, 180.0)] {
        let found = from(&july_4(), LaunchSite::from_site(site(latitude, longitude)));
        let medians = medians_km(&found);
        for (here, there) in medians.iter().zip(medians.iter().cycle().skip(1)) {
            let (here, there) = (here.unwrap(), there.unwrap());
            assert!(
                (here / there - 1.0).abs() < DIRECTIONS_NEIGHBOURS,
                "{latitude} {longitude}: {here} {there}"
            );
        }
        for at in &found.directions {
            assert!(
                at.impact_points.iter().flatten().all(|impact_point| impact_point.bearing_rad.is_finite())
            );
        }
        if latitude.abs() == 90.0 {
            // From a pole no direction is another.
            let (least, most) = medians
                .iter()
                .flatten()
                .fold((f64::INFINITY, 0.0_f64), |(least, most), km| (least.min(*km), most.max(*km)));
            assert!(most / least - 1.0 < DIRECTIONS_NON_ROTATING_RELATIVE, "{least} {most}");
        }
    }
}

#[test]
fn a_mirrored_launch_has_the_mirrored_ranges() {
    let bearing = |deg: f64| LaunchSite::from_site(site(35.0, 10.0)).with_bearing_deg(deg).unwrap();
    let north = from(&july_4(), bearing(60.0));
    let south = from(&july_4(), LaunchSite::from_site(site(-35.0, -70.0)).with_bearing_deg(120.0).unwrap());
    let (north, south) = (medians_km(&north), medians_km(&south));
    for (place, north) in north.iter().enumerate() {
        let mirrored = (36 + 18 - place) % 36;
        near(
            south[mirrored].unwrap() / north.unwrap(),
            1.0,
            DIRECTIONS_NON_ROTATING_RELATIVE,
            &format!("{place}"),
        );
    }
}

#[test]
fn two_figures_and_short_flights_have_directions_too() {
    let place = LaunchSite::from_site(site(40.0, 126.0));
    for observation in [
        Observation::builder().apogee_km(535.0).ground_range_km(510.0).flight_time_min(14.0).build().unwrap(),
        Observation::builder().apogee_km(2_802.0).flight_time_min(37.0).build().unwrap(),
        Observation::builder().ground_range_km(930.0).flight_time_min(37.0).build().unwrap(),
        Observation::builder().apogee_km(30.0).ground_range_km(70.0).build().unwrap(),
        Observation::builder().apogee_km(2_802.0).ground_range_km(0.0).build().unwrap(),
        Observation::builder().apogee_km(90_000.0).ground_range_km(3_000.0).build().unwrap(),
    ] {
        let found = from(&observation, place.with_bearing_deg(75.0).unwrap());
        assert_eq!(found.directions.len(), 36, "{observation}");
        assert_eq!(found.lost_vehicles, 0, "{observation}");
        for at in &found.directions {
            let reach = at.reach;
            let km = |reach: Reach| reach.range_km().unwrap_or(f64::INFINITY);
            assert!(km(reach.p05) <= km(reach.median) && km(reach.median) <= km(reach.p95), "{observation}");
            assert!((0.0..=1.0).contains(&at.global_reach_probability));
        }
    }
}

#[test]
fn an_impossible_report_has_a_verdict_and_no_ranges() {
    let observation = reports::impossible();
    let found = from(&observation, LaunchSite::from_site(site(39.2, 125.7)).with_bearing_deg(75.0).unwrap());
    assert_eq!(found.verdict(), Verdict::Impossible);
    assert!(found.directions.is_empty() && found.posterior().is_none());
    assert!(found.to_string().contains("59 s more than reported"), "{found}");
}

#[test]
fn a_report_that_no_vehicle_flies_has_a_verdict_and_no_ranges() {
    let place = LaunchSite::from_site(site(40.0, 126.0));
    let comma =
        Observation::builder().apogee_km(2.802).ground_range_km(930.0).flight_time_min(37.0).build().unwrap();
    let found = from(&comma, place);
    assert!(found.directions.is_empty() && found.posterior().is_none());
    assert_eq!((found.non_rotating.reach, found.verdict()), (None, Verdict::Possible));
    // Along the ground, where a non-rotating Earth has a flight and the rotating one none.
    let skimming = Observation::builder().apogee_km(1.0).ground_range_km(15_000.0).build().unwrap();
    let found = from(&skimming, place);
    assert!(found.directions.is_empty() && found.lost_vehicles == 16);
    assert!(found.to_string().contains("no flight of it over the rotating one"), "{found}");
}

#[test]
fn what_cannot_be_is_refused() {
    let says = |result: lofted::Result<()>, words: &str| {
        let message = result.unwrap_err().to_string();
        assert!(message.contains(words), "{message}");
    };
    let degrees = |latitude_deg, longitude_deg| {
        GeodeticPosition::new(Degrees { latitude_deg, longitude_deg }).map(|_| ())
    };
    says(degrees(91.0, 0.0), "from -90 (the South Pole) to 90 (the North Pole)");
    says(degrees(f64::NAN, 0.0), "the latitude in deg is NaN");
    says(degrees(0.0, f64::INFINITY), "the longitude in deg is inf");
    says(degrees(0.0, 181.0), "from -180 to 180");
    let launch = LaunchSite::from_site(site(0.0, 0.0));
    says(launch.with_bearing_deg(-1.0).map(|_| ()), "clockwise from north");
    says(launch.with_bearing_deg(f64::NAN).map(|_| ()), "the bearing in deg is NaN");
    says(AzimuthGrid::default().with_azimuths(35).map(|_| ()), "from 36 (10 deg apart) to 360");
    says(AzimuthGrid::default().with_azimuths(361).map(|_| ()), "from 36 (10 deg apart) to 360");
    says(AzimuthGrid::default().with_vehicles(15).map(|_| ()), "from 16 to 1,024");
    says(Globe::ROTATING.with_rotation_rate_rad_per_s(1.0).map(|_| ()), "the equator would leave the ground");
    says(Globe::ROTATING.with_rotation_rate_rad_per_s(f64::NAN).map(|_| ()), "the rate of rotation");
}

#[cfg(feature = "geojson")]
mod outline {
    use super::*;
    use crate::common::globe::turned_rad;
    use crate::common::tolerance::{
        LAMBERT_BEARING_DEG, LAMBERT_FAR_M, LAMBERT_M, OUTLINE_AREA_RELATIVE, TENTHS_AS_STATED,
    };
    use geographiclib_rs::{Geodesic, InverseGeodesic};
    use lofted::export::directions_geojson as geojson;
    use serde_json::Value;

    type Ring = Vec<[f64; 2]>;

    /// The polygons of one percentile.
    fn polygons(json: &Value, percentile: &str) -> Vec<Vec<Ring>> {
        let feature = json["features"]
            .as_array()
            .unwrap()
            .iter()
            .find(|feature| feature["properties"]["percentile"] == percentile)
            .unwrap();
        let coordinates = feature["geometry"]["coordinates"].clone();
        match feature["geometry"]["type"].as_str().unwrap() {
            "Polygon" => vec![serde_json::from_value(coordinates).unwrap()],
            "MultiPolygon" => serde_json::from_value(coordinates).unwrap(),
            other => panic!("{other}"),
        }
    }

    /// ∮ sin(latitude) d(longitude) of the ring, rad: minus its area on the unit sphere where it
    /// is counterclockwise.
    fn area(ring: &Ring) -> f64 {
        -ring
            .windows(2)
            .map(|pair| {
                let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
                (x1 - x0).to_radians() * 0.5 * (y0.to_radians().sin() + y1.to_radians().sin())
            })
            .sum::<f64>()
    }

    fn contains(polygon: &[Ring], [x, y]: [f64; 2]) -> bool {
        let inside = |ring: &Ring| {
            ring.windows(2).fold(false, |inside, pair| {
                let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
                inside ^ ((y0 > y) != (y1 > y) && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0))
            })
        };
        inside(&polygon[0]) && !polygon[1..].iter().any(inside)
    }

    fn check(found: &Directions, what: &str) -> usize {
        let json = geojson(found);
        assert_eq!(json["type"], "FeatureCollection");
        let launch = found.launch.site();
        let geodesic = Geodesic::wgs84();
        let mut pieces = 0;
        for percentile in ["p05", "median", "p95"] {
            let polygons = polygons(&json, percentile);
            pieces += polygons.len();
            let mut total = 0.0;
            for polygon in &polygons {
                for (place, ring) in polygon.iter().enumerate() {
                    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{what}: not closed");
                    assert_eq!(
                        area(ring) > 0.0,
                        place == 0,
                        "{what}: an outer ring goes counterclockwise, a hole clockwise"
                    );
                    for pair in ring.windows(2) {
                        let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
                        for (x, y) in [(x0, y0), (x1, y1)] {
                            assert!(x.abs() <= 180.0 && y.abs() <= 90.0, "{what}: {x} {y} is off the map");
                        }
                        // RFC 7946, 3.1.9: nothing crosses the antimeridian; along a pole is no
                        // crossing.
                        assert!(
                            (x1 - x0).abs() <= 180.0 || y0.abs() == 90.0 && y0 == y1,
                            "{what}: {x0} to {x1} at {y0}"
                        );
                    }
                    total += area(ring);
                }
            }
            // By the ranges themselves: ∫ (1 − cos σ) dβ over the bearings on the mean
            // sphere.
            let mut corners: Vec<(f64, f64)> = found
                .directions
                .iter()
                .map(|at| {
                    let reach = match percentile {
                        "p05" => at.reach.p05,
                        "median" => at.reach.median,
                        _ => at.reach.p95,
                    };
                    let range_m = reach.range_km().map_or(19_900e3, |km| (1e3 * km).min(19_900e3));
                    let off = |m: f64| (m - range_m.min(15_000e3)).abs();
                    let nearest = at
                        .impact_points
                        .iter()
                        .flatten()
                        .min_by(|a, b| off(a.ground_range_m).total_cmp(&off(b.ground_range_m)));
                    (nearest.map_or(at.azimuth_rad, |impact_point| impact_point.bearing_rad), range_m)
                })
                .collect();
            corners.sort_by(|a, b| a.0.total_cmp(&b.0));
            let tau = std::f64::consts::TAU;
            let mut expected = 0.0;
            for (i, (b0, r0)) in corners.iter().enumerate() {
                let (mut b1, r1) = corners[(i + 1) % corners.len()];
                if b1 < *b0 || corners.len() == i + 1 {
                    b1 += tau;
                }
                let cells = 50;
                for cell in 0..cells {
                    let along = (f64::from(cell) + 0.5) / f64::from(cells);
                    let sigma = (r0 + (r1 - r0) * along) / 6_371_008.8;
                    expected += (1.0 - sigma.cos()) * (b1 - b0) / f64::from(cells);
                }
            }
            near(total / expected, 1.0, OUTLINE_AREA_RELATIVE, &format!("{what} {percentile}: area"));
            // Places are inside where they are nearer than the range in their direction.
            let mut tried = 0;
            for i in 0..400 {
                let y = (2.0 * (f64::from(i) + 0.5) / 400.0 - 1.0).asin().to_degrees();
                let x = (f64::from(i) * 0.618_033_988_75).fract() * 360.0 - 180.0;
                let (distance_m, bearing, _, _): (f64, f64, f64, f64) =
                    geodesic.inverse(launch.latitude_deg(), launch.longitude_deg(), y, x);
                let bearing = bearing.to_radians().rem_euclid(tau);
                let after = corners.partition_point(|corner| corner.0 <= bearing);
                let (b0, r0) = if after > 0 {
                    corners[after - 1]
                } else {
                    let l = corners[corners.len() - 1];
                    (l.0 - tau, l.1)
                };
                let (b1, r1) =
                    if after < corners.len() { corners[after] } else { (corners[0].0 + tau, corners[0].1) };
                let range_m = r0 + (r1 - r0) * (bearing - b0) / (b1 - b0).max(1e-12);
                if (distance_m - range_m).abs() > 0.02 * range_m {
                    tried += 1;
                    assert_eq!(
                        polygons.iter().any(|polygon| contains(polygon, [x, y])),
                        distance_m < range_m,
                        "{what} {percentile}: {y} N {x} E, {distance_m} m of {range_m}"
                    );
                }
            }
            assert!(tried > 300);
        }
        pieces
    }

    #[test]
    fn the_outline_holds_what_is_in_range_wherever_the_launch_is() {
        let short = Observation::builder()
            .apogee_km(535.0)
            .ground_range_km(510.0)
            .flight_time_min(14.0)
            .build()
            .unwrap();
        let far = Observation::builder()
            .apogee_km(4_475.0)
            .ground_range_km(950.0)
            .flight_time_min(53.0)
            .build()
            .unwrap();
        for (observation, latitude, longitude, pieces) in [
            // Nothing special; across the antimeridian, in two; around a pole; from a pole.
            (&short, 20.0, 50.0, 3),
            (&short, 20.0, 178.0, 6),
            (&short, 20.0, -180.0, 6),
            (&short, 86.0, 20.0, 3),
            (&short, -90.0, 0.0, 3),
            (&short, 90.0, 120.0, 3),
            (&july_4(), 40.6, 126.4, 3),
            (&july_4(), 0.0, 0.0, 3),
            (&july_4(), -50.0, 170.0, 3),
            // Past both poles: the map with a hole, or cut.
            (&far, 0.0, 20.0, 0),
            (&far, 40.0, 127.0, 0),
            (&far, -10.0, 179.0, 0),
        ] {
            let found = from(observation, LaunchSite::from_site(site(latitude, longitude)));
            let what = format!("{observation} from {latitude} {longitude}");
            let seen = check(&found, &what);
            assert!(pieces == 0 || seen == pieces, "{what}: {seen} polygons, not {pieces}");
        }
    }

    #[test]
    fn lambert_is_near_the_geodesic() {
        let geodesic = Geodesic::wgs84();
        let (mut worst_m, mut worst_deg, mut worst_far_m) = (0.0_f64, 0.0_f64, 0.0_f64);
        for i in 0..4_000 {
            let share = |k: f64| (f64::from(i) * k).fract();
            let latitude = |k: f64| (2.0 * share(k) - 1.0).asin().to_degrees();
            let (a, b) = (
                site(latitude(0.618_034), 360.0 * share(0.754_878) - 180.0),
                site(latitude(0.569_840), 360.0 * share(0.819_173) - 180.0),
            );
            let (distance_m, bearing_deg, _, _): (f64, f64, f64, f64) =
                geodesic.inverse(a.latitude_deg(), a.longitude_deg(), b.latitude_deg(), b.longitude_deg());
            let off_m = (Globe::WGS84.ground_range_m(a, b) - distance_m).abs();
            let turned = turned_rad(Globe::WGS84.bearing_rad(a, b), bearing_deg.to_radians());
            let off_deg = turned.to_degrees().abs();
            if distance_m < 15_000e3 {
                (worst_m, worst_deg) = (worst_m.max(off_m), worst_deg.max(off_deg));
            } else {
                worst_far_m = worst_far_m.max(off_m);
            }
        }
        assert!(worst_m < LAMBERT_M && worst_deg < LAMBERT_BEARING_DEG && worst_far_m < LAMBERT_FAR_M);
        assert!(worst_m > 30.0 && worst_deg > 0.2, "it is better than is said");
        // At the antipode the shortest way is over a pole, and Lambert's is along the equator.
        let (a, b) = (site(0.0, 0.0), site(0.0, 180.0));
        let distance_m: f64 = geodesic.inverse(0.0, 0.0, 0.0, 180.0);
        let longer_km = (Globe::WGS84.ground_range_m(a, b) - distance_m) / 1e3;
        near(longer_km, 33.6, TENTHS_AS_STATED, "the antipode");
    }

    #[test]
    fn an_impossible_report_has_only_its_launch() {
        let observation = reports::impossible();
        let json = geojson(&from(&observation, LaunchSite::from_site(site(39.2, 125.7))));
        assert_eq!(json["features"].as_array().unwrap().len(), 1);
        assert_eq!(json["features"][0]["geometry"]["coordinates"], serde_json::json!([125.7, 39.2]));
    }
}
