//! The Earth turns: what that is worth on a reported flight, and how far its vehicle goes in each direction.
//!
//! ```sh
//! cargo run --release --example rotation
//! ```
//!
//! First the free arc alone, in closed form; then one vehicle flown in three dimensions, over the turning sphere, with the bulge of gravity,
//! and over the ellipsoid; then the vehicles that fly the report of 28 July 2017, by direction beside the estimate in which nothing turns.

use std::error::Error;

use lofted::ladder::Basis;
use lofted::ladder::flown::{Departs, farthest_over_ground, flown_nominal};
use lofted::physics::globe::{Degrees, Figure, Globe, Launch, Site};
use lofted::physics::kepler::turning::{ObservedOverGround, farthest_ground_arc, stilled};
use lofted::{
    Compass, Model, Observation, Reach, StandardTrajectory, consistency, consistency_over_ground, directions,
};

const DIRECTIONS: [(&str, f64); 8] = [
    ("N", 0.0),
    ("NE", 45.0),
    ("E", 90.0),
    ("SE", 135.0),
    ("S", 180.0),
    ("SW", 225.0),
    ("W", 270.0),
    ("NW", 315.0),
];

fn main() -> Result<(), Box<dyn Error>> {
    free_arcs()?;
    one_vehicle()?;
    the_report_of_24_march_2022()?;
    the_vehicles_of_28_july_2017()
}

fn free_arcs() -> Result<(), Box<dyn Error>> {
    let site = Site::new(Degrees { latitude_deg: 39.9, longitude_deg: 125.0 })?;
    println!(
        "The loft of 4 July 2017 (2,802 and 933 km) from 39.9 N, as free flight: the same velocity over the ground gives"
    );
    println!("{:>8} {:>12} {:>12} {:>12}", "bearing", "apogee km", "range km", "seconds");
    for (name, bearing_deg) in DIRECTIONS.into_iter().step_by(2) {
        let observed = ObservedOverGround {
            apogee_altitude_m: 2_802e3,
            ground_range_m: 933e3,
            bearing_rad: bearing_deg.to_radians(),
        };
        let still = stilled(observed, site, &Globe::TURNING)?;
        println!(
            "{name:>8} {:>12.1} {:>12.1} {:>+12.1}",
            still.apogee_altitude_m / 1e3,
            still.ground_range_m / 1e3,
            -still.longer_s
        );
    }
    println!("over an Earth that does not turn. And the greatest range of a speed over the ground, km:\n");
    println!("{:>10} {:>8} {}", "m/s", "still", DIRECTIONS.map(|(name, _)| format!("{name:>8}")).concat());
    for (speed_m_per_s, still_km, east_km) in [(6_466.6, 6_700.0, 7_333.0), (7_262.2, 10_400.0, 12_403.0)] {
        let range_km = |azimuth_deg: f64, globe: &Globe| -> Result<f64, Box<dyn Error>> {
            let (_, arc) = farthest_ground_arc(speed_m_per_s, azimuth_deg.to_radians(), site, globe)?
                .ok_or("global reach")?;
            Ok(arc.landing.ground_range_m / 1e3)
        };
        print!("{speed_m_per_s:>10} {:>8.0} ", range_km(0.0, &Globe::STILL)?);
        for (_, azimuth_deg) in DIRECTIONS {
            print!("{:>8.0}", range_km(azimuth_deg, &Globe::TURNING)?);
        }
        println!();
        assert!((range_km(0.0, &Globe::STILL)? - still_km).abs() < 1.0);
        assert!((range_km(90.0, &Globe::TURNING)? - east_km).abs() < 1.0);
    }
    Ok(())
}

fn one_vehicle() -> Result<(), Box<dyn Error>> {
    let basis = Basis::ApogeeAndRange { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };
    let nominal = flown_nominal(basis, Some(2_220.0), &Model::default())?;
    let site = Site::new(Degrees { latitude_deg: 40.0, longitude_deg: 126.0 })?;
    let still_km = nominal.reach().range_km().ok_or("global reach")?;
    println!(
        "\nThe nominal vehicle of 4 July 2017, {still_km:.0} km where nothing turns, flown from 40 N, km:\n"
    );
    println!("{:>24} {}", "", DIRECTIONS.map(|(name, _)| format!("{name:>8}")).concat());
    let mut by_globe = Vec::new();
    for (what, globe) in [
        ("still, J2", Globe::STILL.with_j2()),
        ("still, the ellipsoid", Globe::STILL.with_figure(Figure::Wgs84)),
        ("turning", Globe::TURNING),
        ("turning, J2", Globe::TURNING.with_j2()),
        ("turning, J2, ellipsoid", Globe::WGS84),
    ] {
        print!("{what:>24} ");
        let mut ranges_km = Vec::new();
        for (_, azimuth_deg) in DIRECTIONS {
            let departs = Departs { site, azimuth_rad: azimuth_deg.to_radians(), globe };
            let definition = StandardTrajectory::GravityTurn;
            let vehicle = &nominal.fitted.vehicle;
            let flight = farthest_over_ground(vehicle, &nominal.unreported, definition, departs, None, 1e-6)?;
            let range_km = flight.landing.ok_or("global reach")?.ground_range_m / 1e3;
            ranges_km.push(range_km);
            print!("{range_km:>8.0}");
        }
        println!();
        by_globe.push(ranges_km);
    }
    let [still_j2, still_ellipsoid, turning, turning_j2, whole] = by_globe.as_slice() else {
        return Err("a globe is missing".into());
    };
    // Rotation is worth hundreds of kilometres; the rest some ten.
    assert!(turning[2] > 1.10 * still_km && turning[6] < 0.93 * still_km);
    for (with, without) in still_j2
        .iter()
        .zip(std::iter::repeat(&still_km))
        .chain(still_ellipsoid.iter().zip(std::iter::repeat(&still_km)))
        .chain(turning_j2.iter().zip(turning))
        .chain(whole.iter().zip(turning))
    {
        assert!((with - without).abs() < 30.0);
    }
    Ok(())
}

fn the_report_of_24_march_2022() -> Result<(), Box<dyn Error>> {
    let observation =
        Observation::builder().apogee_km(6_248.5).ground_range_km(1_090.0).flight_time_s(4_052.0).build()?;
    let site = Site::new(Degrees { latitude_deg: 39.2, longitude_deg: 125.7 })?;
    let launch = Launch::from_site(site).with_bearing_deg(75.0)?;
    let (still, turning) = (consistency(&observation)?, consistency_over_ground(&observation, launch)?);
    let surplus_s = |found: &lofted::Consistency| found.surplus_s.map_or(f64::NAN, |surplus| surplus.value);
    println!("\n24 March 2022 as printed, {observation}: {} either way;", turning.verdict);
    println!(
        "it is {:.0} s quicker than free flight, and {:.0} s with the Earth turning.",
        -surplus_s(&still),
        -surplus_s(&turning)
    );
    assert_eq!(still.verdict, turning.verdict);
    assert_eq!((surplus_s(&still).round(), surplus_s(&turning).round()), (-23.0, -59.0));
    Ok(())
}

fn the_vehicles_of_28_july_2017() -> Result<(), Box<dyn Error>> {
    let observation =
        Observation::builder().apogee_km(3_724.9).ground_range_km(998.0).flight_time_s(2_832.0).build()?;
    let site = Site::new(Degrees { latitude_deg: 40.61, longitude_deg: 126.43 })?;
    let launch = Launch::from_site(site).with_bearing_deg(75.0)?;
    let found = directions(&observation, &Model::default(), launch, Compass::default())?;
    println!("\n28 July 2017\n{found}");
    let still = found.still.reach.ok_or("no estimate")?;
    let west = found.directions[27].reach.median;
    assert!(matches!((still, west), (Reach::Within { .. }, Reach::Within { .. })));
    assert!(found.directions[9].global_reach_probability > found.directions[27].global_reach_probability);
    Ok(())
}
