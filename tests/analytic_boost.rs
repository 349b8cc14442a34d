//! The analytic boost model against an independent computation, and its closed forms against an integration of their
//! equations.

mod common {
    pub mod tables;
    pub mod tolerance;
}

use common::tables::{number, rows};
use common::tolerance::{
    ANALYTIC_BOOST_ANGLE_DEG, ANALYTIC_BOOST_KM, ANALYTIC_BOOST_M_PER_S, ANALYTIC_BOOST_M_PER_S2,
    ANALYTIC_BOOST_S,
};
use lofted::Model;
use lofted::ladder::Basis;
use lofted::ladder::analytic_boost::{AnalyticBoost, Standard, analytic_boost};

fn boost(apogee_km: f64, ground_range_km: f64, burn_time_s: f64) -> AnalyticBoost {
    let model = Model::default().with_burn_time_s(burn_time_s).unwrap();
    let basis =
        Basis::ApogeeAndRange { apogee_altitude_m: apogee_km * 1e3, ground_range_m: ground_range_km * 1e3 };
    analytic_boost(basis, &model).unwrap()
}

#[test]
fn every_reference_case() {
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
            Standard::Global => {
                global += 1;
                assert_eq!(row["standard_range_km"], "global", "{row:?}");
            }
            Standard::Flight(leg) => {
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
