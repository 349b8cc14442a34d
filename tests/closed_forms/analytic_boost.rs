//! The analytic boost model against an independent computation, and its closed forms against an
//! integration of their equations.

use crate::common::tables::{number, rows};
use crate::common::tolerance::{
    ANALYTIC_BOOST_ANGLE_DEG, ANALYTIC_BOOST_KM, ANALYTIC_BOOST_M_PER_S, ANALYTIC_BOOST_M_PER_S2,
    ANALYTIC_BOOST_S, TURN_RELATIVE,
};
use approx::assert_relative_eq;
use lofted::Basis;
use lofted::Model;
use lofted::physics::earth::Sphere;
use lofted::physics::gravity_turn::{GravityTurn, turn_end_kernel};
use lofted::physics::kepler::observed::{self, Observed};
use lofted::{AnalyticBoost, BoostedFlight, BoostedRange, analytic_boost};

fn boost(apogee_km: f64, ground_range_km: f64, burn_time_s: f64) -> AnalyticBoost {
    let model = Model::default().with_burn_time_s(burn_time_s).unwrap();
    let basis =
        Basis::ApogeeAndRange { apogee_altitude_m: apogee_km * 1e3, ground_range_m: ground_range_km * 1e3 };
    analytic_boost(basis, &model).unwrap()
}

#[test]
fn every_reference_case_is_reproduced() {
    let table = rows("analytic_boost_reference.csv");
    assert_eq!(table.len(), 36);
    let mut global = 0;
    for row in &table {
        let get = |column: &str| number(row, column);
        let boost = boost(get("apogee_km"), get("ground_range_km"), get("burn_time_s"));
        let check = |what: &str, got: f64, tolerance: f64| {
            let expected = get(what);
            assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected}, in {row:?}");
        };
        check("thrust_acceleration_m_per_s2", boost.thrust_acceleration_m_per_s2, ANALYTIC_BOOST_M_PER_S2);
        check("ideal_delta_v_m_per_s", boost.ideal_delta_v_m_per_s, ANALYTIC_BOOST_M_PER_S);
        check("loft_flight_time_s", boost.loft.flight_time_s, ANALYTIC_BOOST_S);
        check("loft_burnout_speed_m_per_s", boost.loft.burnout.speed_m_per_s, ANALYTIC_BOOST_M_PER_S);
        check("loft_burnout_altitude_km", boost.loft.burnout.altitude_m / 1e3, ANALYTIC_BOOST_KM);
        check("loft_gravity_loss_m_per_s", boost.loft.burnout.gravity_loss_m_per_s, ANALYTIC_BOOST_M_PER_S);
        match boost.standard {
            BoostedRange::Global => {
                global += 1;
                assert_eq!(row["standard_range_km"], "global", "{row:?}");
            }
            BoostedRange::Flight(leg) => {
                check("standard_range_km", leg.ground_range_m / 1e3, ANALYTIC_BOOST_KM);
                check("standard_burnout_speed_m_per_s", leg.burnout.speed_m_per_s, ANALYTIC_BOOST_M_PER_S);
                check("standard_burnout_altitude_km", leg.burnout.altitude_m / 1e3, ANALYTIC_BOOST_KM);
                check("standard_burnout_downrange_km", leg.burnout.downrange_m / 1e3, ANALYTIC_BOOST_KM);
                check(
                    "standard_flight_path_angle_deg",
                    leg.burnout.flight_path_angle_rad.to_degrees(),
                    ANALYTIC_BOOST_ANGLE_DEG,
                );
                check(
                    "standard_gravity_loss_m_per_s",
                    leg.burnout.gravity_loss_m_per_s,
                    ANALYTIC_BOOST_M_PER_S,
                );
                check("standard_flight_time_s", leg.flight_time_s, ANALYTIC_BOOST_S);
            }
        }
    }
    assert_eq!(global, 1);
}

/// Integrates the equations of the turn forward in time from a closed-form state of the same turn:
/// dv/dt = a − g cos β, v dβ/dt = g sin β, dx/dt = v sin β, dy/dt = v cos β.
#[test]
fn closed_forms_solve_their_equations() {
    let g = 9.7;
    for acceleration in [11.0, 15.0, 36.0, 120.0] {
        for z in [1e-3, 0.1, 0.5, 1.0, 1.2] {
            let n = acceleration / g;
            let end = |z: f64, burn_time_s: f64| {
                let turn = GravityTurn {
                    thrust_acceleration_m_per_s2: acceleration,
                    burn_time_s,
                    tangent_of_half_angle: z,
                };
                turn_end_kernel(turn, g)
            };
            let burn_time_s = 200.0;
            let last = end(z, burn_time_s);
            // An earlier state of the same turn: B = A z^(n−1) with the same A, and t = (B/g)
            // [1/(n−1) + z²/(n+1)].
            let earlier_z = 0.9 * z;
            let time = |z: f64| 1.0 / (n - 1.0) + z * z / (n + 1.0);
            let earlier_s = burn_time_s * (earlier_z / z).powf(n - 1.0) * time(earlier_z) / time(z);
            let first = end(earlier_z, earlier_s);

            let slope = |[v, beta, _, _]: [f64; 4]| {
                let (sin, cos) = beta.sin_cos();
                [acceleration - g * cos, g * sin / v, v * sin, v * cos]
            };
            let mut s = [first.speed_m_per_s, 2.0 * earlier_z.atan(), first.downrange_m, first.altitude_m];
            let steps = 4_000;
            let dt = (burn_time_s - earlier_s) / f64::from(steps);
            for _ in 0..steps {
                let at = |k: [f64; 4], f: f64| std::array::from_fn(|i| s[i] + f * dt * k[i]);
                let k1 = slope(s);
                let k2 = slope(at(k1, 0.5));
                let k3 = slope(at(k2, 0.5));
                let k4 = slope(at(k3, 1.0));
                s = std::array::from_fn(|i| s[i] + dt / 6.0 * (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]));
            }
            let expected = [last.speed_m_per_s, 2.0 * z.atan(), last.downrange_m, last.altitude_m];
            for (got, expected) in s.into_iter().zip(expected) {
                assert_relative_eq!(got, expected, epsilon = 0.0, max_relative = TURN_RELATIVE);
            }
            let loss = acceleration * burn_time_s - s[0];
            assert_relative_eq!(loss, last.gravity_loss_m_per_s, epsilon = 0.0, max_relative = TURN_RELATIVE);
            assert_relative_eq!(
                std::f64::consts::FRAC_PI_2 - s[1],
                last.flight_path_angle_rad,
                epsilon = TURN_RELATIVE,
                max_relative = TURN_RELATIVE
            );
        }
    }
}

/// In a vertical ascent the only loss of speed is g per second.
#[test]
fn a_vertical_turn_is_a_vertical_climb() {
    let turn =
        GravityTurn { thrust_acceleration_m_per_s2: 30.0, burn_time_s: 100.0, tangent_of_half_angle: 0.0 };
    let end = turn_end_kernel(turn, 10.0);
    assert_relative_eq!(end.speed_m_per_s, 2_000.0, max_relative = TURN_RELATIVE);
    assert_relative_eq!(end.altitude_m, 100_000.0, max_relative = TURN_RELATIVE);
    assert_relative_eq!(end.gravity_loss_m_per_s, 1_000.0, max_relative = TURN_RELATIVE);
    assert_eq!(end.downrange_m, 0.0);
}

/// The surplus over free flight per second of burn is as METHODS says.
#[test]
fn surplus_is_half_to_seven_tenths_of_the_burn() {
    let (mut loft, mut standard) = (Vec::new(), Vec::new());
    for (apogee_km, ground_range_km) in
        [(100.0, 80.0), (200.0, 300.0), (535.0, 510.0), (1_413.6, 400.0), (2_802.0, 933.0), (4_475.0, 950.0)]
    {
        for burn_time_s in [1.0, 60.0, 100.0, 200.0, 300.0] {
            let boost = boost(apogee_km, ground_range_km, burn_time_s);
            let per_burn = |leg: BoostedFlight| {
                let observed = Observed {
                    apogee_altitude_m: leg.apogee_altitude_m,
                    range_angle_rad: leg.ground_range_m / Sphere::MEAN.radius_m(),
                };
                let free = observed::arc(observed, Sphere::MEAN).unwrap().flight_time_s;
                (leg.flight_time_s - free) / burn_time_s
            };
            loft.push(per_burn(boost.loft));
            if let BoostedRange::Flight(leg) = boost.standard {
                standard.push(per_burn(leg));
            }
        }
    }
    let extremes = |fractions: &[f64]| {
        fractions.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), x| (low.min(*x), high.max(*x)))
    };
    let rounded = |(low, high): (f64, f64)| ((100.0 * low).floor() / 100.0, (100.0 * high).ceil() / 100.0);
    assert_eq!(rounded(extremes(&loft)), (0.5, 0.71));
    assert_eq!(rounded(extremes(&standard)), (0.49, 0.61));
}

/// The flight times of the model itself imply the long burns that METHODS names.
#[test]
fn its_own_flight_times_imply_long_burns() {
    for (burn_time_s, minutes) in [(282.0, 37.0), (478.0, 39.0)] {
        let time = boost(2_802.0, 933.0, burn_time_s).loft.flight_time_s;
        let per_second_of_burn = 0.6;
        assert!((time - 60.0 * minutes).abs() < per_second_of_burn, "{time} s");
    }
}
