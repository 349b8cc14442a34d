//! Eight flights side by side in lanes, or one flight alone.

use fearless_simd::Simd;

use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::fixed_steps::fall::fall;
use crate::physics::flight::fixed_steps::motion::{Ascent, Attitude, Fall};
use crate::physics::flight::fixed_steps::numbers::{Alone, Eight, InLanes, Numbers};
use crate::physics::flight::fixed_steps::plan::{Plan, Step};
use crate::physics::flight::outcome::EDGE_OF_AIR_M;
use crate::physics::kepler::unequal::{Burnout, free_flight_kernel};

/// Eight plans side by side. Where there are fewer, the last is repeated.
#[derive(Default)]
pub(super) struct Group {
    /// The number of plans.
    plans: usize,
    steps: Vec<EightSteps>,
    has_attitude: bool,
    kick_sin: Eight,
    kick_cos: Eight,
    half_drag_area_m2: Eight,
    payload_mass_kg: Eight,
    half_per_coefficient: Eight,
    burn_time_s: Eight,
}

/// A step of each of eight plans. A plan that has fewer ends with steps of no duration.
#[derive(Clone)]
struct EightSteps {
    duration_s: Eight,
    mass_kg: Eight,
    mass_flow_kg_per_s: Eight,
    vacuum_thrust_n: Eight,
    exit_area_m2: Eight,
    attitude_rad: Eight,
    attitude_rate_rad_per_s: Eight,
    is_attitude: Eight,
    /// Whether the pressure of the air acts on any nozzle.
    feels_pressure: bool,
}

/// Steps of no duration.
const NO_STEPS: EightSteps = EightSteps {
    duration_s: [0.0; LANES],
    mass_kg: [1.0; LANES],
    mass_flow_kg_per_s: [0.0; LANES],
    vacuum_thrust_n: [0.0; LANES],
    exit_area_m2: [0.0; LANES],
    attitude_rad: [0.0; LANES],
    attitude_rate_rad_per_s: [0.0; LANES],
    is_attitude: [0.0; LANES],
    feels_pressure: false,
};

impl Group {
    /// Returns up to eight plans side by side.
    pub(super) fn of(plans: &[Plan], all_steps: &[Step]) -> Self {
        let most = plans.iter().map(|plan| plan.steps).max().unwrap_or(0);
        let mut group = Self { plans: plans.len(), steps: vec![NO_STEPS; most], ..Self::default() };
        let Some(last) = plans.last() else { return group };
        for lane in 0..LANES {
            let plan = plans.get(lane).unwrap_or(last);
            group.put(plan, lane);
            let own = all_steps.iter().skip(plan.first).take(plan.steps);
            for (eight, step) in group.steps.iter_mut().zip(own) {
                eight.put(step, lane);
            }
        }
        group
    }

    #[allow(clippy::indexing_slicing)] // Both callers keep the lane below their number.
    fn put(&mut self, plan: &Plan, lane: usize) {
        self.has_attitude |= plan.has_attitude;
        [self.kick_sin[lane], self.kick_cos[lane]] = plan.kick;
        self.half_drag_area_m2[lane] = plan.half_drag_area_m2;
        self.payload_mass_kg[lane] = plan.payload_mass_kg;
        self.half_per_coefficient[lane] = plan.half_per_coefficient;
        self.burn_time_s[lane] = plan.burn_time_s;
    }
}

impl EightSteps {
    #[allow(clippy::indexing_slicing)] // As above.
    fn put(&mut self, step: &Step, lane: usize) {
        self.duration_s[lane] = step.duration_s;
        self.mass_kg[lane] = step.mass_kg;
        self.mass_flow_kg_per_s[lane] = step.mass_flow_kg_per_s;
        self.vacuum_thrust_n[lane] = step.vacuum_thrust_n;
        self.exit_area_m2[lane] = step.exit_area_m2;
        self.attitude_rad[lane] = step.attitude_rad;
        self.attitude_rate_rad_per_s[lane] = step.attitude_rate_rad_per_s;
        self.is_attitude[lane] = step.is_attitude;
        self.feels_pressure |= step.exit_area_m2 > 0.0;
    }
}

/// The end of a flight in fixed steps, and its estimated errors.
#[derive(Debug, Clone, Copy)]
pub(super) struct FixedStepsEnd<S> {
    /// The state at the last burnout: the arc, the altitude, and the velocities along and away from
    /// the surface.
    pub(super) burnout: [S; 4],
    /// The least altitude at the end of a step of the ascent, m.
    pub(super) lowest_m: S,
    pub(super) apogee_radius_m: S,
    /// The state on the ground: the arc, the time, and the velocities.
    pub(super) impact: [S; 4],
    /// The estimated error of the ascent, and that of the fall.
    pub(super) errors: [S; 2],
}

/// Groups of flights to be integrated over a sphere.
pub(super) struct FlightBatch<'a> {
    pub(super) groups: &'a [Group],
    pub(super) sphere: Sphere,
    pub(super) air: &'static AirTable,
}

impl Batch for FlightBatch<'_> {
    type Output = Vec<FixedStepsEnd<Eight>>;
    const IS_DEEP: bool = true;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut ends = Vec::with_capacity(self.groups.len());
        for group in self.groups {
            let end = self.fly(group, &InLanes(simd));
            ends.push(FixedStepsEnd {
                burnout: end.burnout.map(|number| number.to_array()),
                lowest_m: end.lowest_m.to_array(),
                apogee_radius_m: end.apogee_radius_m.to_array(),
                impact: end.impact.map(|number| number.to_array()),
                errors: end.errors.map(|number| number.to_array()),
            });
        }
        ends
    }

    fn single(self) -> Self::Output {
        let alone = |group: &Group| {
            let nothing = [f64::NAN; LANES];
            let mut ends = FixedStepsEnd {
                burnout: [nothing; 4],
                lowest_m: nothing,
                apogee_radius_m: nothing,
                impact: [nothing; 4],
                errors: [nothing; 2],
            };
            for lane in 0..group.plans {
                ends.put(lane, &self.fly(group, &Alone(lane)));
            }
            ends
        };
        self.groups.iter().map(alone).collect()
    }
}

impl FixedStepsEnd<Eight> {
    /// Puts the end of one flight into a lane.
    fn put(&mut self, lane: usize, end: &FixedStepsEnd<f64>) {
        let FixedStepsEnd { burnout, lowest_m, apogee_radius_m, impact, errors } = end;
        let places = self.burnout.iter_mut().chain([&mut self.lowest_m, &mut self.apogee_radius_m]);
        let places = places.chain(&mut self.impact).chain(&mut self.errors);
        let numbers = burnout.iter().chain([lowest_m, apogee_radius_m]).chain(impact).chain(errors);
        for (eight, number) in places.zip(numbers) {
            if let Some(place) = eight.get_mut(lane) {
                *place = *number;
            }
        }
    }
}

/// The units of an ascent's estimated errors: the arc and the altitude, m, and the velocities, m/s,
/// that each change the range by about a kilometre.
const SCALES: [f64; 4] = [1e3, 1e3, 1.0, 1.0];

/// The unit of the error of the velocity along the surface, over that velocity, and the least: a
/// gravity turn grows out of its kick, and an early error grows with it.
const TURN_SCALE: f64 = 1e-4;
const LEAST_TURN_SCALE: f64 = 1e-6;

/// The units of a fall's estimated errors: its last half minute leaves an error of its speed little
/// time to grow.
const FALL_SCALES: [f64; 4] = [1e3, 1.0, 30.0, 30.0];

/// The altitude to which a payload that burns out in the air is integrated, m: the drag above it
/// costs a hundredth of a metre per second.
const CLIMBED_M: f64 = 92e3;
/// The shares of the time of that climb that the steps take.
const CLIMB_STEPS: [f64; 4] = [0.08, 0.16, 0.28, 0.48];

impl FlightBatch<'_> {
    /// Integrates a group of flights.
    #[inline(always)]
    fn fly<L: Numbers>(&self, group: &Group, numbers: &L) -> FixedStepsEnd<L::Number> {
        let load = |eight: Eight| numbers.load(eight);
        let zero = load([0.0; LANES]);
        let scales = SCALES.map(|scale| load([scale; LANES]));
        let (surface_m, mu) = (self.sphere.radius_m, self.sphere.gravitational_parameter_m3_per_s2);
        let half_per_coefficient = load(group.half_per_coefficient);
        let payload_mass_kg = load(group.payload_mass_kg);
        let mut state = [zero; 4];
        let (mut error, mut lowest_m) = (zero, zero.constant(f64::INFINITY));
        // After the steps of the plans, those of a climb through the air.
        let (mut climb_s, mut burnout) = (zero, state);
        let planned = group.steps.len();
        for index in 0..planned + CLIMB_STEPS.len() {
            let (rate, duration_s) = match group.steps.get(index) {
                Some(step) => (
                    Ascent {
                        sphere: self.sphere,
                        air: self.air,
                        mass_kg: load(step.mass_kg),
                        mass_flow_kg_per_s: load(step.mass_flow_kg_per_s),
                        vacuum_thrust_n: load(step.vacuum_thrust_n),
                        exit_area_m2: step.feels_pressure.then(|| load(step.exit_area_m2)),
                        half_drag_area_m2: load(group.half_drag_area_m2),
                        attitude: group.has_attitude.then(|| Attitude {
                            angle_rad: load(step.attitude_rad),
                            rate_rad_per_s: load(step.attitude_rate_rad_per_s),
                            is_attitude: load(step.is_attitude),
                        }),
                    },
                    load(step.duration_s),
                ),
                None => {
                    if index == planned {
                        burnout = state;
                        climb_s = climb_duration_s(state, self.sphere);
                    }
                    if !(climb_s.largest() > 0.0) {
                        break;
                    }
                    let share = CLIMB_STEPS.get(index - planned).copied().unwrap_or(0.0);
                    (
                        Ascent {
                            sphere: self.sphere,
                            air: self.air,
                            mass_kg: payload_mass_kg,
                            mass_flow_kg_per_s: zero,
                            vacuum_thrust_n: zero,
                            exit_area_m2: None,
                            half_drag_area_m2: payload_mass_kg * half_per_coefficient,
                            attitude: None,
                        },
                        climb_s * share,
                    )
                }
            };
            let estimate;
            let [.., along, _] = state;
            (state, estimate) = L::step(rate, &state, duration_s, |end| {
                let size = (along.abs() + end[2].abs()) * TURN_SCALE + LEAST_TURN_SCALE;
                let [arc, altitude, speed, _] = scales;
                [arc, altitude, L::Number::select(size.lt(speed), size, speed), speed]
            });
            error = error + estimate;
            let [arc_m, altitude_m, along, up] = state;
            lowest_m = L::Number::select(altitude_m.lt(lowest_m), altitude_m, lowest_m);
            if index == 0 {
                let (sin, cos) = (load(group.kick_sin), load(group.kick_cos));
                state = [arc_m, altitude_m, along * cos + up * sin, up * cos - along * sin];
            }
        }
        let [arc_m, altitude_m, along, up] = state;
        let radius_m = altitude_m + surface_m;
        let speed_squared = along * along + up * up;
        let free =
            Burnout { radius_m, speed_m_per_s: speed_squared.sqrt(), flight_path_angle_rad: up.atan2(along) };
        let edge_m = zero.constant(surface_m + EDGE_OF_AIR_M);
        let arc = free_flight_kernel(free, edge_m, mu);
        let along_at_edge = along * radius_m / edge_m;
        let fallen = (radius_m - edge_m) * (2.0 * mu) / (radius_m * edge_m);
        let down_squared = speed_squared + fallen - along_at_edge * along_at_edge;
        let entry = [
            arc.range_angle_rad * surface_m + arc_m,
            load(group.burn_time_s) + climb_s + arc.flight_time_s,
            along_at_edge,
            -down_squared.sqrt(),
        ];
        let falling =
            Fall { sphere: self.sphere, air: self.air, from_m: EDGE_OF_AIR_M, half_per_coefficient };
        let fall_scales = FALL_SCALES.map(|scale| load([scale; LANES]));
        let (impact, fall_error) = fall::<L>(falling, entry, &fall_scales);
        FixedStepsEnd {
            burnout,
            lowest_m,
            apogee_radius_m: arc.apogee_radius_m,
            impact,
            errors: [error, fall_error],
        }
    }
}

/// Returns the time to climb to above the air without drag, s; zero from above the air, NaN where
/// the climb ends below.
#[inline(always)]
fn climb_duration_s<S: Scalar>([_, altitude_m, along, up]: [S; 4], sphere: Sphere) -> S {
    let lack_m = -altitude_m + CLIMBED_M;
    let per_radius = lack_m.constant(1.0) / (altitude_m + sphere.radius_m);
    let gravity = (per_radius * sphere.gravitational_parameter_m3_per_s2 - along * along) * per_radius;
    let end = (up * up - gravity * lack_m * 2.0).sqrt();
    let zero = lack_m.constant(0.0);
    S::select(zero.lt(lack_m), lack_m * 2.0 / (up + end), zero)
}
