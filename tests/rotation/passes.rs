//! Passes through the air: how many of them end a flight as an orbit.

use crate::common::globe::{GLOBES, over, site};
use crate::common::vehicles::{flight, two_stage};
use lofted::physics::flight::{EDGE_OF_AIR_M, GroundPath, GroundState, MarkKind, Outcome};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;

/// The height whose crossing upward is counted, m: a tenth of a kilometre below the edge of the
/// air, where the recorded pieces of a flight end.
const JUST_BELOW_EDGE_M: f64 = 119.9e3;

/// The difference of first accelerations down to which the last flight that comes down and the
/// first orbit are searched, m/s²: a pass changes with some thousandths.
const ACCELERATIONS_APART_M_PER_S2: f64 = 2e-4;

/// Flights to the edge of an orbit, by a gravity turn and then nearly level.
struct NearlyInOrbit {
    second_burn_s: f64,
    kick_angle_rad: f64,
    attitude_rad: f64,
    /// The second stage's first accelerations, m/s²: with the first the flight comes down, with the
    /// second it is an orbit.
    second_acceleration_m_per_s2: [f64; 2],
    burns_out_in_air: bool,
}

const BURNING_OUT_IN_AIR: NearlyInOrbit = NearlyInOrbit {
    second_burn_s: 120.0,
    kick_angle_rad: 0.019_6,
    attitude_rad: -0.06,
    second_acceleration_m_per_s2: [20.8, 21.5],
    burns_out_in_air: true,
};

const BURNING_OUT_ABOVE_AIR: NearlyInOrbit = NearlyInOrbit {
    second_burn_s: 65.0,
    kick_angle_rad: 0.013,
    attitude_rad: -0.14,
    second_acceleration_m_per_s2: [36.0, 40.5],
    burns_out_in_air: false,
};

impl NearlyInOrbit {
    fn vehicle(&self, second_acceleration_m_per_s2: f64) -> Vehicle {
        two_stage(self.second_burn_s, second_acceleration_m_per_s2)
    }

    fn steering(&self, vehicle: &Vehicle) -> Steering {
        Steering::GravityTurnThenAttitude {
            kick_time_s: 10.0,
            kick_angle_rad: self.kick_angle_rad,
            from_s: vehicle.stages()[0].burn_time_s() + 2.0,
            attitude_rad: self.attitude_rad,
        }
    }

    /// Returns the last acceleration with which a flight comes down and the first with which it is
    /// an orbit, m/s².
    fn last_down_and_first_orbit(&self, outcome: impl Fn(f64) -> Outcome) -> [f64; 2] {
        let [mut down, mut up] = self.second_acceleration_m_per_s2;
        let ends = [down, up].map(&outcome);
        assert!(matches!(ends, [Outcome::Impact(_), Outcome::Orbit { .. }]), "{ends:?}");
        while up - down > ACCELERATIONS_APART_M_PER_S2 {
            let middle = 0.5 * (down + up);
            match outcome(middle) {
                Outcome::Impact(_) => down = middle,
                Outcome::Orbit { .. } => up = middle,
                other => panic!("{middle} m/s²: {other:?}"),
            }
        }
        [down, up]
    }
}

/// Counts how often a path leaves the air after its last burnout.
fn times_left(path: &GroundPath) -> usize {
    let burnout_s = path.last_burnout().unwrap().time_s;
    let below = |state: &GroundState| state.altitude_m < JUST_BELOW_EDGE_M;
    let pairs = path.states.windows(2).filter(|pair| pair[0].time_s >= burnout_s);
    pairs.filter(|pair| below(&pair[0]) && !below(&pair[1])).count()
}

/// With increasing thrust flights come down after leaving the air more often, up to nineteen times;
/// the first that leaves it twenty times is an orbit, which begins in the air.
#[test]
fn a_flight_that_leaves_the_air_twenty_times_is_an_orbit() {
    for case in [BURNING_OUT_IN_AIR, BURNING_OUT_ABOVE_AIR] {
        for globe in GLOBES {
            let path = |second_acceleration_m_per_s2: f64| {
                let vehicle = case.vehicle(second_acceleration_m_per_s2);
                let steering = case.steering(&vehicle);
                over(&vehicle, &steering, globe, site(40.0, 125.0), 75.0).path(10.0).unwrap()
            };
            let [down, up] = case.last_down_and_first_orbit(|acceleration| path(acceleration).end.outcome);
            let [down, up] = [down, up].map(path);
            let burned_out_m = down.last_burnout().unwrap().altitude_m;
            assert_eq!(burned_out_m < EDGE_OF_AIR_M, case.burns_out_in_air, "{burned_out_m} m");
            assert_eq!([times_left(&down), times_left(&up)], [19, 20], "{globe:?}, {burned_out_m} m");
            let Outcome::Orbit { perigee_altitude_m, .. } = up.end.outcome else { panic!("an orbit") };
            assert!(perigee_altitude_m < EDGE_OF_AIR_M, "{perigee_altitude_m} m");
        }
    }
}

/// The same in the plane, whose record counts the descents into the air: a vehicle that burns out
/// in it has left it once before the first.
#[test]
fn a_planar_flight_that_leaves_the_air_twenty_times_is_an_orbit() {
    for case in [BURNING_OUT_IN_AIR, BURNING_OUT_ABOVE_AIR] {
        let fly = |second_acceleration_m_per_s2: f64| {
            let vehicle = case.vehicle(second_acceleration_m_per_s2);
            flight(&vehicle, &case.steering(&vehicle), 1e-10).trajectory().unwrap()
        };
        let [down, up] = case.last_down_and_first_orbit(|acceleration| fly(acceleration).outcome);
        let descents = [down, up].map(|acceleration| {
            let entries = fly(acceleration).marks;
            entries.iter().filter(|mark| mark.kind == MarkKind::AtmosphereEntry).count()
        });
        let expected = if case.burns_out_in_air { [19, 19] } else { [20, 20] };
        assert_eq!(descents, expected, "{down} and {up} m/s²");
    }
}
