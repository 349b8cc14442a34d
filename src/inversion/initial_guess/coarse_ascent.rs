//! A coarse integration of the ascent, for what closed forms do not give: the turn of the velocity.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::inversion::initial_guess::stages::{
    DENSITY_SCALE_M, GROUND_DENSITY_KG_PER_M3, PRESSURE_SCALE_M, each_stage,
};
use crate::inversion::search_flights::{GREATEST_KICK_RAD, LEAST_KICK_RAD};
use crate::physics::earth::Sphere;
use crate::physics::kepler::unequal::{Burnout, free_flight_kernel};
use crate::prior::{LoftSteering, Unreported};

/// Estimates the kick of the gravity turn of maximum range of a vehicle; returns its logarithm, in
/// rad.
///
/// The turn is integrated in a few steps from a first guess. The difference between its
/// burnout's zenith angle χ and that of the arc of maximum range with the same speed (sin(Ψ/2) =
/// Q/(2 − Q), φ = (π − Ψ)/4) corrects the kick through tan(χ/2).
pub(crate) fn maximum_range_ln_kick(
    of: &Unreported,
    last_delta_v_m_per_s: f64,
    guess: f64,
    sphere: Sphere,
) -> f64 {
    let mut ln_kick = guess;
    for _ in 0..MOST_ROUNDS {
        let [speed, zenith_angle, altitude, _] =
            coarse_burnout(of, LoftSteering::GravityTurn, last_delta_v_m_per_s, ln_kick, sphere);
        let wanted = maximum_range_turn(speed, sphere.radius_m + altitude, sphere);
        let step = wanted - (0.5 * zenith_angle).tan().max(1e-12).ln();
        ln_kick = (ln_kick + step.clamp(-1.5, 1.5)).clamp(LEAST_KICK_RAD.ln(), GREATEST_KICK_RAD.ln());
        if step.abs() < CLOSE_ENOUGH {
            break;
        }
    }
    ln_kick
}

/// Returns ln tan(χ/2) of the arc of maximum range from a burnout, χ its zenith angle, for a speed, m/s,
/// and a radius, m.
pub(crate) fn maximum_range_turn(speed_m_per_s: f64, radius_m: f64, sphere: Sphere) -> f64 {
    let ratio = speed_m_per_s * speed_m_per_s * radius_m / sphere.gravitational_parameter_m3_per_s2;
    let sine = (ratio / (2.0 - ratio).max(1e-3)).min(1.0);
    let angle = 0.25 * (PI - 2.0 * sine.asin());
    (0.5 * (FRAC_PI_2 - angle)).tan().ln()
}

/// Integrates an ascent by the midpoint rule in few steps, for the logarithm of its angle in rad.
/// Returns the speed, the zenith angle, the altitude and the range angle at the last burnout.
fn coarse_burnout(
    of: &Unreported,
    steering: LoftSteering,
    last_delta_v_m_per_s: f64,
    ln_angle: f64,
    sphere: Sphere,
) -> [f64; 4] {
    let angle = ln_angle.exp();
    let programme_end_s = steering.end_s(of.kick_time_s, of.burn_time_s());
    // The angle of the attitude of a pitch programme from the vertical of the launch site.
    let attitude = |clock_s: f64| {
        programme_end_s
            .map(|end_s| angle * ((clock_s - of.kick_time_s) / (end_s - of.kick_time_s)).clamp(0.0, 1.0))
    };
    let first = of.lower_stages.first().map_or(of.last_stage.impulse, |first| first.impulse);
    let lost = 1.0 - first.sea_level_s / first.vacuum_s;
    let (mut state, mut kicked, mut mass, mut clock_s) = ([0.0; 4], false, 1.0, 0.0);
    let mut first_stage = true;
    each_stage(of, last_delta_v_m_per_s, |exhaust, log_ratio, burn_s, gap_s| {
        let flow = -(-log_ratio).exp_m1() / burn_s;
        let ignition_s = clock_s + gap_s;
        let slope = |[v, zenith_angle, y, swept]: [f64; 4], clock_s: f64, thrust: f64, mass: f64| {
            let radius = sphere.radius_m + y;
            let g = sphere.gravitational_parameter_m3_per_s2 / (radius * radius);
            let (sin, cos) = zenith_angle.sin_cos();
            let density = GROUND_DENSITY_KG_PER_M3 * (-y / DENSITY_SCALE_M).exp();
            let drag = 0.5 * density * v * v / (of.lift_off_ballistic_coefficient_kg_per_m2 * mass);
            let turn = (g / v.max(3.0) - v / radius) * sin;
            let (ahead, turn) = match attitude(clock_s) {
                None => (thrust, turn),
                Some(attitude) => {
                    let (sin, cos) = (attitude - swept - zenith_angle).sin_cos();
                    (thrust * cos, turn + thrust * sin / v.max(3.0))
                }
            };
            [ahead - drag - g * cos, turn, v * cos, v * sin / radius]
        };
        // `t` counts from `begin_s` on.
        let stride = |state: &mut [f64; 4], begin_s: f64, t: f64, long: f64, is_burning: bool| {
            let at = |t: f64, y: f64| {
                let left = 1.0 - flow * t;
                let back = if first_stage { 1.0 - lost * (-y / PRESSURE_SCALE_M).exp() } else { 1.0 };
                if is_burning { (exhaust * flow / left * back, mass * left) } else { (0.0, mass) }
            };
            let ahead = |[v, zenith_angle, y, angle]: [f64; 4], by: [f64; 4], s: f64| {
                [v + s * by[0], zenith_angle + s * by[1], y + s * by[2], angle + s * by[3]]
            };
            let (thrust, m) = at(t, state[2]);
            let half = ahead(*state, slope(*state, begin_s + t, thrust, m), 0.5 * long);
            let (thrust, m) = at(t + 0.5 * long, half[2]);
            // The thrust at the middle of a step is less than the mean of a growing one.
            let (begin, middle, end) =
                (1.0 - flow * t, 1.0 - flow * (t + 0.5 * long), 1.0 - flow * (t + long));
            let thrust = thrust * (begin / end).ln() * middle / (flow * long);
            *state = ahead(*state, slope(half, begin_s + t + 0.5 * long, thrust, m), long);
        };
        if gap_s > 0.0 {
            stride(&mut state, clock_s, 0.0, gap_s, false);
        }
        let mut t = 0.0;
        if !kicked {
            stride(&mut state, ignition_s, 0.0, of.kick_time_s, true);
            t = of.kick_time_s;
            if programme_end_s.is_none() {
                state[1] = angle;
            }
            kicked = true;
        }
        // Growing steps: the turn is quickest at first.
        let (from, growth) = (t, 1.25_f64);
        let total = burn_s - from;
        let mut long = total * (growth - 1.0) / (growth.powi(STRIDES) - 1.0);
        for _ in 0..STRIDES {
            stride(&mut state, ignition_s, t, long, true);
            t += long;
            long *= growth;
        }
        mass *= (-log_ratio).exp();
        clock_s = ignition_s + burn_s;
        first_stage = false;
    });
    [state[0].max(100.0), state[1].clamp(1e-9, 2.5), state[2].max(0.0), state[3]]
}

/// Returns the apogee altitude and the ground range of a coarse ascent followed by free flight, m.
pub(super) fn coarse_ascent(
    of: &Unreported,
    [delta_v, ln_angle]: [f64; 2],
    sphere: Sphere,
) -> Option<[f64; 2]> {
    let [speed, zenith_angle, altitude, angle] =
        coarse_burnout(of, of.loft_steering, delta_v, ln_angle, sphere);
    let burnout = Burnout {
        radius_m: sphere.radius_m + altitude,
        speed_m_per_s: speed,
        flight_path_angle_rad: FRAC_PI_2 - zenith_angle,
    };
    let mu = sphere.gravitational_parameter_m3_per_s2;
    let flight = free_flight_kernel(burnout, sphere.radius_m, mu);
    let reached =
        [flight.apogee_radius_m - sphere.radius_m, (angle + flight.range_angle_rad) * sphere.radius_m];
    reached.iter().all(|reached| reached.is_finite()).then_some(reached)
}

/// The maximum number of corrections of a kick, and the step below which none is worth while: a
/// search begins there.
const MOST_ROUNDS: usize = 6;
const CLOSE_ENOUGH: f64 = 0.03;
/// The number of steps in a stage.
const STRIDES: i32 = 10;
