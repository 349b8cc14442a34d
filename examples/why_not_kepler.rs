//! 4 July 2017 from Kepler to flown: one vehicle that flies the reported loft, and the quantities
//! that are invariant when it is flown for range.
//!
//! `cargo run --release --example why_not_kepler`

use std::fmt::Write;

use lofted::Loft;
use lofted::physics::earth::Sphere;
use lofted::physics::flight::{DeltaVBudget, Flight, MarkKind};
use lofted::physics::steering::Steering;
use lofted::{Error, Result, StandardTrajectory, Unreported};
use lofted::{Fitted, MaximumRangeFlight, fit, invariants, maximum_range};

const SPHERE: Sphere = Sphere::MEAN;
const JULY_2017: Loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };

/// The burn time of the nominal vehicle at which the loft takes 37 minutes, s.
const BURN_TIME_S: f64 = 213.0;

/// One flight of the vehicle: its delta-v budget, and the altitude and distance of its burnout, km.
struct Flown {
    account: DeltaVBudget,
    burnout_km: (f64, f64),
    flight_time_min: f64,
}

fn fly(fitted: &Fitted, steering: &Steering) -> Result<Flown> {
    let flight =
        Flight { vehicle: &fitted.vehicle, steering, sphere: SPHERE, has_air: true, tolerance: 1e-9 };
    let trajectory = flight.trajectory()?;
    let missing = || Error::NotFinite { x: trajectory.end_s(), value: f64::NAN };
    let burnout = trajectory.mark(MarkKind::Burnout { stage: 1 }).ok_or_else(missing)?;
    Ok(Flown {
        account: trajectory.delta_v_budget.ok_or_else(missing)?,
        burnout_km: (burnout.altitude_m / 1e3, burnout.range_angle_rad * SPHERE.radius_m() / 1e3),
        flight_time_min: trajectory.end_s() / 60.0,
    })
}

/// Computes the vehicle and its flights for range under both definitions.
fn flights() -> Result<(Unreported, Fitted, [MaximumRangeFlight; 2])> {
    let unreported = Unreported::nominal(BURN_TIME_S)?;
    let fitted = fit(&unreported, JULY_2017, SPHERE, 1e-8)?;
    let far = |definition| maximum_range(&fitted.vehicle, &unreported, definition, SPHERE, 1e-8);
    let both = [far(StandardTrajectory::GravityTurn)?, far(StandardTrajectory::Greatest)?];
    Ok((unreported, fitted, both))
}

/// Returns the output of the program.
pub fn report() -> Result<String> {
    let (unreported, fitted, [turn, greatest]) = flights()?;
    let mut text = format!(
        "4 July 2017: 2,802 km up, 933 km far, a nominal vehicle of two stages burning {:.0} s\n\n",
        unreported.burn_time_s()
    );
    text.push_str("                              lofted  gravity turn  greatest\n");
    let columns =
        [fly(&fitted, &fitted.steering)?, fly(&fitted, &turn.steering)?, fly(&fitted, &greatest.steering)?];
    let mut row = |name: &str, decimals: usize, of: fn(&Flown) -> f64| {
        let [a, b, c] = columns.each_ref().map(of);
        let _ = writeln!(text, "{name:<25} {a:>10.decimals$}  {b:>12.decimals$}  {c:>8.decimals$}");
    };
    row("ideal delta-v       m/s", 0, |flown| flown.account.ideal_delta_v_m_per_s);
    row("gravity loss        m/s", 0, |flown| flown.account.gravity_loss_m_per_s);
    row("drag loss           m/s", 0, |flown| flown.account.drag_loss_m_per_s);
    row("back-pressure loss  m/s", 0, |flown| flown.account.back_pressure_loss_m_per_s);
    row("steering loss       m/s", 0, |flown| flown.account.steering_loss_m_per_s.abs());
    row("speed at burnout    m/s", 0, |flown| flown.account.gained_speed_m_per_s);
    row("altitude there       km", 0, |flown| flown.burnout_km.0);
    row("distance there       km", 0, |flown| flown.burnout_km.1);
    row("flight time         min", 1, |flown| flown.flight_time_min);

    text.push_str("\nkept from the loft to the flight for range                            range\n");
    for step in invariants(&fitted, &turn, SPHERE)? {
        let _ = writeln!(text, "{step}");
    }
    let _ =
        writeln!(text, "{:<62} {:>9}", "the same, and the best attitude of the second stage", greatest.reach);
    Ok(text)
}

/// Prints the report and checks its numbers.
pub fn main() -> Result<()> {
    print!("{}", report()?);
    let (_, fitted, [turn, greatest]) = flights()?;
    let km = |flight: &MaximumRangeFlight| flight.reach.range_km().unwrap_or(f64::INFINITY);
    assert!((fitted.flight_time_s / 60.0 - 37.0).abs() < 0.01, "{} s", fitted.flight_time_s);
    // The published range is roughly 6,700 km; nothing here was fitted to it.
    assert!((km(&turn) - 6_825.0).abs() < 5.0, "{} km", km(&turn));
    assert!((km(&greatest) - 7_047.0).abs() < 5.0, "{} km", km(&greatest));
    Ok(())
}
