//! Which constant gravity represents the real one in the analytic boost model, and how much does
//! the choice matter?
//!
//! The model's closed form needs one value of gravity for the whole ascent. It takes that of a
//! third of the burnout altitude, the mean over time of a uniformly accelerated ascent. This
//! program prints the effect of other choices on 4 July 2017, and the result of a numerical
//! integration of the same ascent with gravity that decreases with altitude.
//!
//! `cargo run --release --example effective_gravity`

use lofted::Result;
use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::numerics::roots::{RootSearch, root};
use lofted::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use lofted::physics::gravity_turn::{EffectiveGravity, GravityTurn, turn_end_kernel};
use lofted::physics::kepler::unequal::{Burnout, free_flight};
use lofted::{Loft, Turns};

const SPHERE: Sphere = Sphere::MEAN;
const APOGEE_M: f64 = 2_802e3;
const GROUND_RANGE_M: f64 = 933e3;
const BURN_TIME_S: f64 = 200.0;

/// Computes the range by each choice of gravity, km.
fn choices() -> Result<Vec<(&'static str, f64)>> {
    let closed_form = |fraction_of_burnout_altitude: f64| -> Result<f64> {
        let turns = Turns {
            burn_time_s: BURN_TIME_S,
            gravity: EffectiveGravity { fraction_of_burnout_altitude },
            sphere: SPHERE,
        };
        let loft = Loft { apogee_altitude_m: APOGEE_M, ground_range_m: GROUND_RANGE_M };
        let acceleration = turns.loft(loft)?.thrust_acceleration_m_per_s2;
        Ok(turns.maximum_range(acceleration)?.reach().range_km().unwrap_or(f64::INFINITY))
    };
    Ok(vec![
        ("the ground", closed_form(0.0)?),
        ("a third of the burnout altitude", closed_form(1.0 / 3.0)?),
        ("0.4 of it", closed_form(0.4)?),
        ("half of it", closed_form(0.5)?),
        ("every altitude, integrated", integrated()? / 1e3),
    ])
}

/// Returns the output of the program.
pub fn report() -> Result<String> {
    let mut text = String::from("gravity of                        range\n");
    for (name, range_km) in choices()? {
        text.push_str(&format!("{name:<31} {range_km:>4.0} km\n"));
    }
    Ok(text)
}

/// Prints the report and checks its numbers.
pub fn main() -> Result<()> {
    print!("{}", report()?);
    for ((name, range_km), expected_km) in
        choices()?.into_iter().zip([6_991.0, 6_746.0, 6_702.0, 6_639.0, 6_770.0])
    {
        assert!((range_km - expected_km).abs() < 1.0, "{name}: {range_km} km, expected {expected_km}");
    }
    Ok(())
}

/// Integrates speed, angle from the vertical, downrange and altitude to burnout with gravity that
/// decreases with altitude: dv/dt = a − g cos β, v dβ/dt = g sin β. It starts from the closed
/// form, because the angle of a body at rest is undefined.
fn burnout(acceleration: f64, tangent_at_start: f64) -> [f64; 4] {
    const START_S: f64 = 0.5;
    const STEPS: usize = 2_000;
    let start = turn_end_kernel(
        GravityTurn {
            thrust_acceleration_m_per_s2: acceleration,
            burn_time_s: START_S,
            tangent_of_half_angle: tangent_at_start,
        },
        STANDARD_GRAVITY_M_PER_S2,
    );
    let slope = |[v, beta, _, y]: [f64; 4]| {
        let ratio = SPHERE.radius_m() / (SPHERE.radius_m() + y);
        let g = STANDARD_GRAVITY_M_PER_S2 * ratio * ratio;
        let (sin, cos) = beta.sin_cos();
        [acceleration - g * cos, g * sin / v, v * sin, v * cos]
    };
    let mut s = [start.speed_m_per_s, 2.0 * tangent_at_start.atan(), start.downrange_m, start.altitude_m];
    // The steps grow with time, because the turn is quickest where the speed is smallest.
    let ratio = (BURN_TIME_S / START_S).powf(1.0 / STEPS as f64);
    let mut t = START_S;
    for _ in 0..STEPS {
        let dt = t * (ratio - 1.0);
        let at = |k: [f64; 4], f: f64| std::array::from_fn(|i| s[i] + f * dt * k[i]);
        let k1 = slope(s);
        let k2 = slope(at(k1, 0.5));
        let k3 = slope(at(k2, 0.5));
        let k4 = slope(at(k3, 1.0));
        s = std::array::from_fn(|i| s[i] + dt / 6.0 * (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]));
        t += dt;
    }
    s
}

/// Computes apogee altitude and ground range of an integrated ascent and the free flight after it.
fn flight(acceleration: f64, tangent_at_start: f64) -> Result<(f64, f64)> {
    let [speed_m_per_s, beta, downrange, altitude] = burnout(acceleration, tangent_at_start);
    if altitude < 0.0 {
        // The ascent turns into the ground before burnout.
        return Ok((altitude, 0.0));
    }
    let burnout = Burnout {
        radius_m: SPHERE.radius_m() + altitude,
        speed_m_per_s,
        flight_path_angle_rad: std::f64::consts::FRAC_PI_2 - beta,
    };
    let coast = free_flight(burnout, SPHERE.radius_m(), SPHERE.gravitational_parameter_m3_per_s2())?;
    Ok((coast.apogee_radius_m - SPHERE.radius_m(), downrange + SPHERE.radius_m() * coast.range_angle_rad))
}

/// Finds the thrust of the loft, then the greatest range with it.
fn integrated() -> Result<f64> {
    let search = |low, high| RootSearch { low, high, tolerance: 0.0, max_evaluations: 100 };
    let thrust = |start: f64| Ok(root(search(20.0, 45.0), |a| Ok(flight(a, start)?.0 - APOGEE_M))?.x);
    let start = root(search(1e-4, 0.05), |start| Ok(flight(thrust(start)?, start)?.1 - GROUND_RANGE_M))?.x;
    let acceleration = thrust(start)?;
    let search = MaximumSearch { low: 0.01, high: 0.3, cells: 40, tolerance: 1e-8, max_evaluations: 100 };
    let best = maximum(search, |start| Ok(flight(acceleration, start)?.1))?;
    Ok(best.value)
}
