//! A generic two-stage vehicle, flown lofted and flown for range: its delta-v budget, and why the
//! speed at burnout is not what the two flights have in common.
//!
//! `cargo run --release --example custom_vehicle`

use std::fmt::Write;

use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Flight, FlightEnd, MarkKind, Outcome, Trajectory};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::{DragCurve, DragPoint, Stage, Vehicle, VehicleParts};
use lofted::{Error, Result};

const SPHERE: Sphere = Sphere::MEAN;

/// The kick of the lofted flight, rad: a fraction of a degree.
const LOFT_KICK_RAD: f64 = 1.5e-3;

/// Returns a vehicle with round numbers of no particular missile: 30 t at lift-off, 285 and 295 s
/// of specific impulse.
fn vehicle() -> Result<Vehicle> {
    let first = Stage {
        propellant_mass_kg: 21_000.0,
        structure_mass_kg: 1_500.0,
        vacuum_thrust_n: 460e3,
        vacuum_specific_impulse_s: 285.0,
        exit_area_m2: 0.0,
        ignition_delay_s: 0.0,
    }
    .with_sea_level_specific_impulse_s(255.0);
    let second = Stage {
        propellant_mass_kg: 5_900.0,
        structure_mass_kg: 600.0,
        vacuum_thrust_n: 150e3,
        vacuum_specific_impulse_s: 295.0,
        exit_area_m2: 0.0,
        ignition_delay_s: 2.0,
    };
    Vehicle::new(VehicleParts {
        stages: vec![first, second],
        payload_mass_kg: 1_000.0,
        reference_area_m2: 2.0,
        drag: DragCurve::ByMach(
            [(0.0, 0.3), (0.8, 0.3), (1.1, 0.55), (2.0, 0.4), (5.0, 0.25)]
                .map(|(mach, coefficient)| DragPoint { mach, coefficient })
                .to_vec(),
        ),
        reentry_ballistic_coefficient_kg_per_m2: 5_000.0,
    })
}

fn gravity_turn(kick_angle_rad: f64) -> Steering {
    Steering::GravityTurn { kick_time_s: 10.0, kick_angle_rad }
}

fn range_km(end: &FlightEnd) -> f64 {
    match end.outcome {
        Outcome::Impact(impact) => impact.range_angle_rad * SPHERE.radius_m() / 1e3,
        _ => f64::INFINITY,
    }
}

fn fly(vehicle: &Vehicle, kick_angle_rad: f64, tolerance: f64) -> Result<FlightEnd> {
    let steering = gravity_turn(kick_angle_rad);
    Flight { vehicle, steering: &steering, sphere: SPHERE, has_air: true, tolerance }.fly()
}

/// Finds the kick of greatest range among gravity turns, searched in its logarithm.
fn best_kick_rad(vehicle: &Vehicle) -> Result<f64> {
    let search = MaximumSearch {
        low: 1e-3_f64.ln(),
        high: 0.3_f64.ln(),
        cells: 40,
        tolerance: 1e-6,
        max_evaluations: 60,
    };
    Ok(maximum(search, |ln_kick| Ok(range_km(&fly(vehicle, ln_kick.exp(), 1e-10)?)))?.x.exp())
}

/// Returns the numbers of a flight as a column.
fn column(trajectory: &Trajectory) -> Result<[f64; 10]> {
    let missing = || Error::NotFinite { x: trajectory.end_s(), value: f64::NAN };
    let account = trajectory.delta_v_budget.ok_or_else(missing)?;
    let burnout = trajectory.mark(MarkKind::Burnout { stage: 1 }).ok_or_else(missing)?;
    let apogee = trajectory.mark(MarkKind::Apogee).ok_or_else(missing)?;
    let impact = trajectory.mark(MarkKind::Impact).ok_or_else(missing)?;
    Ok([
        account.ideal_delta_v_m_per_s,
        account.gravity_loss_m_per_s,
        account.drag_loss_m_per_s,
        account.back_pressure_loss_m_per_s,
        account.gained_speed_m_per_s,
        burnout.altitude_m / 1e3,
        burnout.flight_path_angle_rad.to_degrees(),
        apogee.altitude_m / 1e3,
        impact.range_angle_rad * SPHERE.radius_m() / 1e3,
        impact.time_s / 60.0,
    ])
}

const ROWS: [&str; 10] = [
    "ideal delta-v            m/s",
    "- lost to gravity        m/s",
    "- lost to drag           m/s",
    "- lost to back pressure  m/s",
    "= speed at burnout       m/s",
    "altitude at burnout       km",
    "flight-path angle        deg",
    "apogee                    km",
    "ground range              km",
    "flight time              min",
];

/// Computes both flights as columns.
fn flights() -> Result<[[f64; 10]; 2]> {
    let vehicle = vehicle()?;
    let record = |kick| {
        let steering = gravity_turn(kick);
        let flight =
            Flight { vehicle: &vehicle, steering: &steering, sphere: SPHERE, has_air: true, tolerance: 1e-9 };
        column(&flight.trajectory()?)
    };
    Ok([record(LOFT_KICK_RAD)?, record(best_kick_rad(&vehicle)?)?])
}

/// Returns the output: the two flights, then the error in range against the solver's tolerance.
pub fn report() -> Result<String> {
    let mut text = String::from("                                lofted  standard\n");
    let [loft, standard] = flights()?;
    for ((row, loft), standard) in ROWS.iter().zip(loft).zip(standard) {
        // The optimum is flat, so tenths of a metre per second are random.
        let decimals = usize::from(row.ends_with("deg") || row.ends_with("min"));
        let _ = writeln!(text, "{row}  {loft:>8.decimals$}  {standard:>8.decimals$}");
    }
    let vehicle = vehicle()?;
    let kick = best_kick_rad(&vehicle)?;
    let exact = range_km(&fly(&vehicle, kick, 1e-12)?);
    text.push_str("\ntolerance  error in the standard range  evaluations\n");
    for tolerance in [1e-3, 1e-4, 1e-5, 1e-6, 1e-7] {
        let end = fly(&vehicle, kick, tolerance)?;
        let error_m = 1e3 * (range_km(&end) - exact).abs();
        let _ = writeln!(text, "{tolerance:>9.0e}  {error_m:>24.0} m  {:>11}", end.evaluations);
    }
    Ok(text)
}

/// Prints the report and checks its numbers.
pub fn main() -> Result<()> {
    print!("{}", report()?);
    let [loft, standard] = flights()?;
    // The same propellant gives the same ideal delta-v but not the same speed: the steep ascent
    // loses half as much again to gravity.
    assert!((loft[0] - standard[0]).abs() < 1e-9);
    assert!(loft[1] > 1.3 * standard[1]);
    assert!(standard[4] > loft[4] + 300.0);
    // A flight at the loose tolerance of thousands of draws is accurate to a kilometre or two.
    let vehicle = vehicle()?;
    let quick = range_km(&fly(&vehicle, best_kick_rad(&vehicle)?, Flight::TOLERANCE)?);
    assert!((quick - standard[8]).abs() < 3.0, "{quick} km, {} km", standard[8]);
    Ok(())
}
