//! The effect of the Earth's rotation on a reported flight, and the range of its vehicle in each
//! direction.
//!
//! ```sh
//! cargo run --release --example rotation
//! ```
//!
//! First the free arc alone, in closed form; then one vehicle flown in three dimensions, over the
//! rotating sphere, with oblate gravity, and over the ellipsoid; the effect of the burn time; a
//! report that is impossible with rotation and without; and the vehicles that fly the report of 28
//! July 2017, by direction, beside the estimate without rotation.

use std::error::Error;
use std::fmt::Write;

use lofted::Basis;
use lofted::Loft;
use lofted::physics::earth::Sphere;
use lofted::physics::globe::{Degrees, Ellipsoid, GeodeticPosition, Globe, LaunchSite};
use lofted::physics::kepler::rotating::{
    ObservedOverGround, maximum_range_ground_arc, non_rotating_equivalent,
};
use lofted::physics::kepler::symmetric::minimum_energy;
use lofted::physics::vehicle::Vehicle;
use lofted::{
    AzimuthGrid, Consistency, Model, Observation, Reach, StandardTrajectory, Unreported, consistency,
    consistency_over_ground, directions,
};
use lofted::{LaunchDirection, fit, flown_nominal, maximum_range, maximum_range_over_ground};

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

/// Prints the report and checks its numbers.
pub fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", report()?);
    the_report_of_24_march_2022()?;
    the_vehicles_of_28_july_2017()
}

/// Returns the output that METHODS shows.
pub fn report() -> Result<String, Box<dyn Error>> {
    Ok([free_arcs()?, one_vehicle()?, longer_burns()?].join("\n"))
}

fn names() -> String {
    DIRECTIONS.map(|(name, _)| format!("{name:>7}")).concat()
}

fn free_arcs() -> Result<String, Box<dyn Error>> {
    let site = GeodeticPosition::new(Degrees { latitude_deg: 39.9, longitude_deg: 125.0 })?;
    let mut shown = String::from(
        "free flight from 39.9 N; 2,802 and 933 km over the rotating Earth are, over one at rest,\n\
         \x20     toward  apogee km   range km          s\n",
    );
    for (name, bearing_deg) in DIRECTIONS.into_iter().step_by(2) {
        let observed = ObservedOverGround {
            apogee_altitude_m: 2_802e3,
            ground_range_m: 933e3,
            bearing_rad: bearing_deg.to_radians(),
        };
        let equivalent = non_rotating_equivalent(observed, site, &Globe::ROTATING)?;
        let (apogee_km, range_km) = (equivalent.apogee_altitude_m / 1e3, equivalent.ground_range_m / 1e3);
        writeln!(
            shown,
            "{name:>12} {apogee_km:>10.1} {range_km:>10.1} {:>+10.1}",
            -equivalent.time_excess_s
        )?;
    }
    writeln!(
        shown,
        "and a speed over the ground goes, at its best elevation, by azimuth, km\n  m/s  still{}",
        names()
    )?;
    for (speed_m_per_s, still_km, east_km) in [(6_466.6, 6_700.0, 7_333.0), (7_262.2, 10_400.0, 12_403.0)] {
        let range_km = |azimuth_deg: f64, globe: &Globe| -> Result<f64, Box<dyn Error>> {
            let greatest = maximum_range_ground_arc(speed_m_per_s, azimuth_deg.to_radians(), site, globe)?;
            Ok(greatest.ok_or("global reach")?.arc.impact_point.ground_range_m / 1e3)
        };
        write!(shown, "{speed_m_per_s:>5.0}{:>7.0}", range_km(0.0, &Globe::NON_ROTATING)?)?;
        for (_, azimuth_deg) in DIRECTIONS {
            write!(shown, "{:>7.0}", range_km(azimuth_deg, &Globe::ROTATING)?)?;
        }
        writeln!(shown)?;
        assert!((range_km(0.0, &Globe::NON_ROTATING)? - still_km).abs() < 1.0);
        assert!((range_km(90.0, &Globe::ROTATING)? - east_km).abs() < 1.0);
    }
    Ok(shown)
}

/// Computes the greatest range of a vehicle from 40 N, km.
fn range_km(
    vehicle: &Vehicle,
    unreported: &Unreported,
    azimuth_deg: f64,
    globe: Globe,
) -> Result<f64, Box<dyn Error>> {
    let site = GeodeticPosition::new(Degrees { latitude_deg: 40.0, longitude_deg: 126.0 })?;
    let launch_direction = LaunchDirection { site, azimuth_rad: azimuth_deg.to_radians(), globe };
    let flight = maximum_range_over_ground(
        vehicle,
        unreported,
        StandardTrajectory::GravityTurn,
        launch_direction,
        None,
        1e-6,
    )?;
    Ok(flight.impact_point.ok_or("global reach")?.ground_range_m / 1e3)
}

fn one_vehicle() -> Result<String, Box<dyn Error>> {
    let basis = Basis::ApogeeAndRange { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };
    let nominal = flown_nominal(basis, Some(2_220.0), &Model::default())?;
    let still_km = nominal.standard.reach.range_km().ok_or("global reach")?;
    let mut shown = format!(
        "the nominal vehicle of 4 July 2017, {still_km:.0} km on a still sphere, from 40 N, km\n{:<22}{}\n",
        "",
        names()
    );
    let mut rows = Vec::new();
    for (what, globe) in [
        ("still, J2", Globe::NON_ROTATING.with_j2()),
        ("still, ellipsoid", Globe::NON_ROTATING.with_ellipsoid(Ellipsoid::Wgs84)),
        ("turning", Globe::ROTATING),
        ("turning, J2", Globe::ROTATING.with_j2()),
        ("turning, J2, ellipsoid", Globe::WGS84),
    ] {
        write!(shown, "{what:<22}")?;
        let mut row = Vec::new();
        for (_, azimuth_deg) in DIRECTIONS {
            row.push(range_km(&nominal.fitted.vehicle, &nominal.unreported, azimuth_deg, globe)?);
        }
        for km in &row {
            write!(shown, "{km:>7.0}")?;
        }
        writeln!(shown)?;
        rows.push(row);
    }
    // Rotation changes the range by hundreds of kilometres, the other effects by at most twenty.
    for (place, turning_km) in rows[2].iter().enumerate() {
        for (row, base_km) in [(0, still_km), (1, still_km), (3, *turning_km), (4, *turning_km)] {
            assert!((rows[row][place] - base_km).abs() < 25.0);
        }
    }
    assert!(rows[2][2] > 1.1 * still_km && rows[2][6] < 0.93 * still_km);
    Ok(shown)
}

/// Computes the gain and loss of range by the rotation, per cent, by the burn time of the nominal
/// vehicle, and of free flight from the ground with the same range.
fn longer_burns() -> Result<String, Box<dyn Error>> {
    let site = GeodeticPosition::new(Degrees { latitude_deg: 40.0, longitude_deg: 126.0 })?;
    let sphere = Sphere::MEAN;
    let mut shown = String::from(
        "2,802 and 933 km by the nominal vehicle, by its burn; from 40 N, per cent\n\
         \x20  s   still km  east flown   free  west flown   free\n",
    );
    let mut gains = Vec::new();
    for burn_time_s in [80.0, 150.0, 200.0, 250.0, 350.0] {
        let unreported = Unreported::nominal(burn_time_s)?;
        let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };
        let vehicle = fit(&unreported, loft, sphere, 1e-6)?.vehicle;
        let flight = maximum_range(&vehicle, &unreported, StandardTrajectory::GravityTurn, sphere, 1e-6)?;
        let still_km = flight.reach.range_km().ok_or("global reach")?;
        let arc = minimum_energy(1e3 * still_km / sphere.radius_m())?;
        let circular = (sphere.gravitational_parameter_m3_per_s2() / sphere.radius_m()).sqrt();
        write!(shown, "{burn_time_s:>4.0}{still_km:>11.0}")?;
        for azimuth_deg in [90.0_f64, 270.0] {
            let flown_km = range_km(&vehicle, &unreported, azimuth_deg, Globe::ROTATING)?;
            let speed_m_per_s = arc.speed_over_circular * circular;
            let free =
                maximum_range_ground_arc(speed_m_per_s, azimuth_deg.to_radians(), site, &Globe::ROTATING)?
                    .ok_or("global reach")?
                    .arc;
            let per_cent = |km: f64| 100.0 * (km / still_km - 1.0);
            write!(
                shown,
                "{:>+12.1}{:>+7.1}",
                per_cent(flown_km),
                per_cent(free.impact_point.ground_range_m / 1e3)
            )?;
            gains.push(per_cent(flown_km).abs() / per_cent(free.impact_point.ground_range_m / 1e3).abs());
        }
        writeln!(shown)?;
    }
    // A short burn gains less than free flight from the ground, a long one more.
    assert!(gains.first().is_some_and(|gain| *gain < 1.0) && gains.last().is_some_and(|gain| *gain > 1.0));
    Ok(shown)
}

fn the_report_of_24_march_2022() -> Result<(), Box<dyn Error>> {
    let observation =
        Observation::builder().apogee_km(6_248.5).ground_range_km(1_090.0).flight_time_s(4_052.0).build()?;
    let site = GeodeticPosition::new(Degrees { latitude_deg: 39.2, longitude_deg: 125.7 })?;
    let launch = LaunchSite::from_site(site).with_bearing_deg(75.0)?;
    let (non_rotating, rotating) =
        (consistency(&observation)?, consistency_over_ground(&observation, launch)?);
    let surplus_s = |found: &Consistency| found.surplus_s.map_or(f64::NAN, |surplus| surplus.value);
    println!("24 March 2022 as printed, {observation}: {} either way;", rotating.verdict);
    println!(
        "it is {:.0} s quicker than free flight, and {:.0} s with the Earth turning.",
        -surplus_s(&non_rotating),
        -surplus_s(&rotating)
    );
    assert_eq!(non_rotating.verdict, rotating.verdict);
    assert_eq!((surplus_s(&non_rotating).round(), surplus_s(&rotating).round()), (-23.0, -59.0));
    Ok(())
}

fn the_vehicles_of_28_july_2017() -> Result<(), Box<dyn Error>> {
    let observation =
        Observation::builder().apogee_km(3_724.9).ground_range_km(998.0).flight_time_s(2_832.0).build()?;
    let site = GeodeticPosition::new(Degrees { latitude_deg: 40.61, longitude_deg: 126.43 })?;
    let launch = LaunchSite::from_site(site).with_bearing_deg(75.0)?;
    let found = directions(&observation, &Model::default(), launch, AzimuthGrid::default())?;
    println!("\n28 July 2017\n{found}");
    let non_rotating = found.non_rotating.reach.ok_or("no estimate")?;
    let west = found.directions[27].reach.median;
    assert!(matches!((non_rotating, west), (Reach::Within { .. }, Reach::Within { .. })));
    assert!(found.directions[9].global_reach_probability > found.directions[27].global_reach_probability);
    Ok(())
}
