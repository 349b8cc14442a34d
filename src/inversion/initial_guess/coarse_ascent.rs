//! A coarse integration of the ascent, for what closed forms do not give: the turn of the velocity.

use std::f64::consts::{FRAC_PI_2, PI};

use fearless_simd::Simd;

use crate::inversion::initial_guess::stages::{DENSITY_SCALE_M, GROUND_DENSITY_KG_PER_M3, PRESSURE_SCALE_M};
use crate::inversion::search_flights::{GREATEST_KICK_RAD, LEAST_KICK_RAD};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, of_each, run};
use crate::physics::earth::Sphere;
use crate::physics::kepler::unequal::{Burnout, free_flight_kernel};
use crate::physics::vehicle::MOST_STAGES;
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
        let ascent = CoarseAscent::of(of, LoftSteering::GravityTurn, last_delta_v_m_per_s, ln_kick);
        let [speed, zenith_angle, altitude, _] = ascent.burnout(sphere);
        let wanted = maximum_range_turn(speed, sphere.radius_m + altitude, sphere);
        let step = wanted - (0.5 * zenith_angle).tan().max(1e-12).ln();
        ln_kick = (ln_kick + step.clamp(-1.5, 1.5)).clamp(LEAST_KICK_RAD.ln(), GREATEST_KICK_RAD.ln());
        if step.abs() < CLOSE_ENOUGH {
            break;
        }
    }
    ln_kick
}

/// Returns ln tan(χ/2) of the arc of maximum range from a burnout, χ its zenith angle, for a speed,
/// m/s, and a radius, m.
pub(crate) fn maximum_range_turn(speed_m_per_s: f64, radius_m: f64, sphere: Sphere) -> f64 {
    let ratio = speed_m_per_s * speed_m_per_s * radius_m / sphere.gravitational_parameter_m3_per_s2;
    let sine = (ratio / (2.0 - ratio).max(1e-3)).min(1.0);
    let angle = 0.25 * (PI - 2.0 * sine.asin());
    (0.5 * (FRAC_PI_2 - angle)).tan().ln()
}

/// The ascent of a vehicle, integrated by the midpoint rule in few steps; of one vehicle or of
/// several in lanes.
#[derive(Debug, Clone, Copy)]
pub(super) struct CoarseAscent<S> {
    /// The stages below the last, then nothing, then the last.
    stages: [CoarseStage<S>; MOST_STAGES],
    kick_time_s: S,
    /// The logarithm of the angle of the steering in rad.
    ln_angle: S,
    /// The end of the pitch programme, s; the end of the rise for a gravity turn.
    programme_end_s: S,
    /// One for a pitch programme, zero for a gravity turn.
    is_programme: S,
    /// The part of its thrust that the first stage loses at the ground.
    lost: S,
    /// The ballistic coefficient at lift-off, kg/m².
    ballistic_coefficient: S,
}

/// The places of the stages.
const STAGE_PLACES: [usize; MOST_STAGES] = [0, 1, 2, 3];

/// A stage of a coarse ascent; all zero where there is none.
#[derive(Debug, Clone, Copy)]
struct CoarseStage<S> {
    exhaust_m_per_s: S,
    log_ratio: S,
    burn_s: S,
    gap_s: S,
    /// One for the first stage, zero for others.
    is_first: S,
}

impl CoarseAscent<f64> {
    /// Returns the ascent of a vehicle with an ideal velocity of its last stage, m/s, and the
    /// logarithm of the angle of a steering in rad.
    pub(super) fn of(of: &Unreported, steering: LoftSteering, last_delta_v: f64, ln_angle: f64) -> Self {
        let none =
            CoarseStage { exhaust_m_per_s: 0.0, log_ratio: 0.0, burn_s: 0.0, gap_s: 0.0, is_first: 0.0 };
        let mut stages = [none; MOST_STAGES];
        for (place, stage) in stages.iter_mut().zip(&of.lower_stages) {
            *place = CoarseStage {
                exhaust_m_per_s: stage.impulse.exhaust_m_per_s(),
                log_ratio: -(-stage.propellant_share).ln_1p(),
                burn_s: stage.burn_time_s,
                gap_s: stage.ignition_delay_s,
                is_first: 0.0,
            };
        }
        let last = of.last_stage;
        let [.., place] = &mut stages;
        let exhaust_m_per_s = last.impulse.exhaust_m_per_s();
        *place = CoarseStage {
            exhaust_m_per_s,
            log_ratio: last_delta_v / exhaust_m_per_s,
            burn_s: last.burn_time_s,
            gap_s: last.ignition_delay_s,
            is_first: 0.0,
        };
        if let Some(first) = stages.iter_mut().find(|stage| stage.burn_s > 0.0) {
            first.is_first = 1.0;
        }
        let first = of.lower_stages.first().map_or(last.impulse, |first| first.impulse);
        let programme_end_s = steering.end_s(of.kick_time_s, of.burn_time_s());
        Self {
            stages,
            kick_time_s: of.kick_time_s,
            ln_angle,
            programme_end_s: programme_end_s.unwrap_or(of.kick_time_s + 1.0),
            is_programme: if programme_end_s.is_some() { 1.0 } else { 0.0 },
            lost: 1.0 - first.sea_level_s / first.vacuum_s,
            ballistic_coefficient: of.lift_off_ballistic_coefficient_kg_per_m2,
        }
    }
}

/// A part of the burn or the gap of a stage.
#[derive(Clone, Copy)]
struct Stride<S> {
    /// The time from lift-off at its beginning, s, and from the ignition.
    clock_s: S,
    t: S,
    long_s: S,
    /// The part of the mass at ignition that burns in a second.
    flow: S,
    exhaust_m_per_s: S,
    /// The mass at ignition over that at lift-off.
    mass: S,
    is_first: S,
}

impl<S: Scalar> CoarseAscent<S> {
    /// Loads up to eight ascents, one into each lane.
    #[inline(always)]
    fn load(ascents: &[CoarseAscent<f64>], load: impl Fn([f64; LANES]) -> S) -> Self {
        let each = |number: fn(&CoarseAscent<f64>) -> f64| load(of_each(ascents, number));
        Self {
            stages: STAGE_PLACES.map(|place| {
                let each = |number: fn(&CoarseStage<f64>) -> f64| {
                    load(of_each(ascents, |of| of.stages.get(place).map_or(0.0, number)))
                };
                CoarseStage {
                    exhaust_m_per_s: each(|stage| stage.exhaust_m_per_s),
                    log_ratio: each(|stage| stage.log_ratio),
                    burn_s: each(|stage| stage.burn_s),
                    gap_s: each(|stage| stage.gap_s),
                    is_first: each(|stage| stage.is_first),
                }
            }),
            kick_time_s: each(|of| of.kick_time_s),
            ln_angle: each(|of| of.ln_angle),
            programme_end_s: each(|of| of.programme_end_s),
            is_programme: each(|of| of.is_programme),
            lost: each(|of| of.lost),
            ballistic_coefficient: each(|of| of.ballistic_coefficient),
        }
    }

    /// Returns the speed, the zenith angle, the altitude and the range angle at the last burnout.
    #[inline(always)]
    pub(super) fn burnout(&self, sphere: Sphere) -> [S; 4] {
        let of = |value: f64| self.ln_angle.constant(value);
        let (zero, one) = (of(0.0), of(1.0));
        let angle = self.ln_angle.exp();
        let has_programme = self.is_programme.largest() > 0.0;
        let mut state = [zero; 4];
        let (mut mass, mut clock_s) = (one, zero);
        for CoarseStage { exhaust_m_per_s, log_ratio, burn_s, gap_s, is_first } in self.stages {
            if !(burn_s.largest() > 0.0) {
                continue;
            }
            let left = (-log_ratio).exp();
            let burns = S::select(zero.lt(burn_s), burn_s, one);
            let flow = (one - left) / burns;
            let ignition_s = clock_s + gap_s;
            let rise_s = is_first * self.kick_time_s;
            // Growing steps: the turn is quickest at first.
            let step_s = (burn_s - rise_s) * ((GROWTH - 1.0) / (GROWTH.powi(STRIDES) - 1.0));
            let (mut t, mut growth) = (zero, 1.0);
            for number in -2..STRIDES {
                let stride = match number {
                    -2 => Stride {
                        clock_s,
                        t: zero,
                        long_s: gap_s,
                        flow: zero,
                        exhaust_m_per_s,
                        mass,
                        is_first,
                    },
                    -1 => Stride {
                        clock_s: ignition_s,
                        t,
                        long_s: rise_s,
                        flow,
                        exhaust_m_per_s,
                        mass,
                        is_first,
                    },
                    _ => {
                        let long_s = step_s * growth;
                        growth *= GROWTH;
                        Stride { clock_s: ignition_s + t, t, long_s, flow, exhaust_m_per_s, mass, is_first }
                    }
                };
                // A first stage has no gap, a later one no vertical rise.
                if stride.long_s.largest() > 0.0 {
                    state = self.after(state, stride, angle, has_programme, sphere);
                }
                if number >= -1 {
                    t = t + stride.long_s;
                }
                if number == -1 {
                    // The kick.
                    let turns = is_first * (-self.is_programme + 1.0);
                    let [speed, zenith_angle, altitude, swept] = state;
                    let kicked = S::select(of(0.5).lt(turns), angle, zenith_angle);
                    state = [speed, kicked, altitude, swept];
                }
            }
            mass = mass * left;
            clock_s = ignition_s + burn_s;
        }
        let [speed, zenith_angle, altitude, swept] = state;
        let (slow, low, high) = (of(100.0), of(1e-9), of(2.5));
        let zenith_angle = S::select(zenith_angle.lt(low), low, zenith_angle);
        [
            S::select(speed.lt(slow), slow, speed),
            S::select(high.lt(zenith_angle), high, zenith_angle),
            S::select(altitude.lt(zero), zero, altitude),
            swept,
        ]
    }

    /// Returns the state after a stride, by the midpoint rule.
    #[inline(always)]
    fn after(
        &self,
        state: [S; 4],
        stride: Stride<S>,
        angle: S,
        has_programme: bool,
        sphere: Sphere,
    ) -> [S; 4] {
        let Stride { clock_s, t, long_s, flow, exhaust_m_per_s, mass, is_first } = stride;
        let half_s = long_s * 0.5;
        let (begin, middle, end) = (-flow * t + 1.0, -flow * (t + half_s) + 1.0, -flow * (t + long_s) + 1.0);
        // The thrust at the middle of a step is less than the mean of a growing one.
        let burned = flow * long_s;
        let burns = burned.constant(1e-9).lt(burned);
        let one = burned.constant(1.0);
        let mean = S::select(burns, (begin / end).ln() * middle / S::select(burns, burned, one), one);
        let mut here = state;
        let mut passed_s = half_s.constant(0.0);
        let (mut left, mut factor) = (begin, one);
        let mut ahead_s = half_s;
        // Half a stride by the slope at its beginning, then the whole by that at its middle.
        for _ in 0..2 {
            let [_, _, altitude, _] = here;
            let back = -is_first * self.lost * (altitude * (-1.0 / PRESSURE_SCALE_M)).exp() + 1.0;
            let thrust = exhaust_m_per_s * flow / left * back * factor;
            let slope =
                self.slope(here, clock_s + passed_s, thrust, mass * left, angle, has_programme, sphere);
            let [v, zenith_angle, y, swept] = state;
            let [dv, dz, dy, ds] = slope;
            here = [v + dv * ahead_s, zenith_angle + dz * ahead_s, y + dy * ahead_s, swept + ds * ahead_s];
            (passed_s, left, factor, ahead_s) = (half_s, middle, mean, long_s);
        }
        here
    }

    /// Returns the rate of a state at a time from lift-off, s, under a thrust over the mass, m/s².
    #[inline(always)]
    #[allow(clippy::too_many_arguments)] // What a closure over the loop would capture.
    fn slope(
        &self,
        [v, zenith_angle, y, swept]: [S; 4],
        clock_s: S,
        thrust: S,
        mass: S,
        angle: S,
        has_programme: bool,
        sphere: Sphere,
    ) -> [S; 4] {
        let radius = y + sphere.radius_m;
        let per_radius = radius.constant(1.0) / radius;
        let g = per_radius * per_radius * sphere.gravitational_parameter_m3_per_s2;
        let (sin, cos) = zenith_angle.sin_cos();
        let density = (y * (-1.0 / DENSITY_SCALE_M)).exp() * GROUND_DENSITY_KG_PER_M3;
        let drag = density * v * v * 0.5 / (self.ballistic_coefficient * mass);
        let least = v.constant(3.0);
        let per_speed = v.constant(1.0) / S::select(v.lt(least), least, v);
        let (mut ahead, mut turn) = (thrust, (g * per_speed - v * per_radius) * sin);
        if has_programme {
            let (zero, one) = (v.constant(0.0), v.constant(1.0));
            let share = (clock_s - self.kick_time_s) / (self.programme_end_s - self.kick_time_s);
            let share = S::select(share.lt(zero), zero, S::select(one.lt(share), one, share));
            let (sin, cos) = (angle * share - swept - zenith_angle).sin_cos();
            let is_programme = v.constant(0.5).lt(self.is_programme);
            ahead = S::select(is_programme, thrust * cos, ahead);
            turn = S::select(is_programme, turn + thrust * sin * per_speed, turn);
        }
        [ahead - drag - g * cos, turn, v * cos, v * sin * per_radius]
    }

    /// Returns the apogee altitude and the ground range of the ascent followed by free flight, m.
    #[inline(always)]
    fn reached(&self, sphere: Sphere) -> [S; 2] {
        let [speed, zenith_angle, altitude, angle] = self.burnout(sphere);
        let burnout = Burnout {
            radius_m: altitude + sphere.radius_m,
            speed_m_per_s: speed,
            flight_path_angle_rad: -zenith_angle + FRAC_PI_2,
        };
        let surface_m = speed.constant(sphere.radius_m);
        let flight = free_flight_kernel(burnout, surface_m, sphere.gravitational_parameter_m3_per_s2);
        [flight.apogee_radius_m - sphere.radius_m, (angle + flight.range_angle_rad) * sphere.radius_m]
    }
}

/// Returns the apogee altitude and the ground range of each coarse ascent followed by free flight,
/// m; none where it does not come down.
pub(super) fn coarse_ascents(
    ascents: &[CoarseAscent<f64>],
    sphere: Sphere,
    width: Width,
) -> Vec<Option<[f64; 2]>> {
    let reached = run(width, CoarseBatch { ascents, sphere });
    let is_finite = |reached: &[f64; 2]| reached.iter().all(|reached| reached.is_finite());
    reached.into_iter().map(|reached| Some(reached).filter(is_finite)).collect()
}

/// Coarse ascents, one in each lane.
struct CoarseBatch<'a> {
    ascents: &'a [CoarseAscent<f64>],
    sphere: Sphere,
}

impl Batch for CoarseBatch<'_> {
    type Output = Vec<[f64; 2]>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut reached = Vec::with_capacity(self.ascents.len());
        for group in self.ascents.chunks(LANES) {
            let [apogees, ranges] = CoarseAscent::load(group, |lanes| Wide::new(simd, lanes))
                .reached(self.sphere)
                .map(|number| number.to_array());
            reached.extend(apogees.into_iter().zip(ranges).map(|(a, r)| [a, r]).take(group.len()));
        }
        reached
    }

    fn single(self) -> Self::Output {
        self.ascents.iter().map(|ascent| ascent.reached(self.sphere)).collect()
    }
}

/// The maximum number of corrections of a kick, and the step below which none is worth while: a
/// search begins there.
const MOST_ROUNDS: usize = 6;
const CLOSE_ENOUGH: f64 = 0.03;
/// The number of steps in a stage, and the growth from one to the next.
const STRIDES: i32 = 10;
const GROWTH: f64 = 1.25;
