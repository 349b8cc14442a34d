//! Free flights in batches: in every width and of every length the same results as single calls.

use crate::common::tolerance;
use lofted::Error;
use lofted::numerics::wide::Width;
use lofted::physics::kepler::batch::free_flights;
use lofted::physics::kepler::unequal::{Burnout, FreeFlight, free_flight};

const MU: f64 = 3.986_004_418e14;
const IMPACT_RADIUS_M: f64 = 6_371e3;
const WIDTHS: [Width; 3] = [Width::Widest, Width::Baseline, Width::Single];

/// Computes the columns of a batch of flights: range, time, apogee, eccentricity, axis.
fn fly(burnouts: &[[f64; 3]], width: Width) -> Result<[Vec<f64>; 5], Error> {
    let [radius, speed, angle]: [Vec<f64>; 3] =
        std::array::from_fn(|i| burnouts.iter().map(|burnout| burnout[i]).collect());
    let mut columns: [Vec<f64>; 5] = std::array::from_fn(|_| vec![0.0; burnouts.len()]);
    let [range, time, apogee, eccentricity, axis] = &mut columns;
    free_flights(
        Burnout { radius_m: &radius, speed_m_per_s: &speed, flight_path_angle_rad: &angle },
        IMPACT_RADIUS_M,
        MU,
        FreeFlight {
            range_angle_rad: range.as_mut_slice(),
            flight_time_s: time.as_mut_slice(),
            apogee_radius_m: apogee.as_mut_slice(),
            eccentricity: eccentricity.as_mut_slice(),
            semi_major_axis_m: axis.as_mut_slice(),
        },
        width,
    )?;
    Ok(columns)
}

fn one([radius_m, speed_m_per_s, flight_path_angle_rad]: [f64; 3]) -> Result<[f64; 5], Error> {
    let flight =
        free_flight(Burnout { radius_m, speed_m_per_s, flight_path_angle_rad }, IMPACT_RADIUS_M, MU)?;
    Ok([
        flight.range_angle_rad,
        flight.flight_time_s,
        flight.apogee_radius_m,
        flight.eccentricity,
        flight.semi_major_axis_m,
    ])
}

/// Draws burnouts from the impact radius to twice that, at 1 to 10 km/s, from vertical to
/// horizontal.
fn burnouts(count: usize) -> Vec<[f64; 3]> {
    let even = |k: usize, step: f64| ((k as f64 + 0.5) * step).fract();
    (0..count)
        .map(|k| {
            [
                IMPACT_RADIUS_M * (1.0 + even(k, 0.618_033_988_749_895).powi(3)),
                1_000.0 + 9_000.0 * even(k, 0.754_877_666_246_693),
                std::f64::consts::FRAC_PI_2 * even(k, 0.569_840_290_998_053),
            ]
        })
        .collect()
}

#[test]
fn lanes_give_the_results_of_single_calls() {
    let burnouts = burnouts(20_003);
    let mut refused = 0;
    let columns = WIDTHS.map(|width| fly(&burnouts, width).unwrap());
    for (k, burnout) in burnouts.iter().enumerate() {
        let expected = one(*burnout);
        for (columns, width) in columns.iter().zip(WIDTHS) {
            let got = [0, 1, 2, 3, 4].map(|i| columns[i][k]);
            match &expected {
                Ok(expected) => {
                    for (got, expected) in got.iter().zip(expected) {
                        // Near escape the axis depends on 2 − Q, and all other quantities on the
                        // axis.
                        let condition = expected.abs() * expectation(burnout);
                        let allowed = tolerance::LANES_RELATIVE * condition;
                        assert!(
                            (got - expected).abs() <= allowed,
                            "{width:?} {burnout:?}: {got}, {expected}"
                        );
                    }
                }
                Err(_) => {
                    refused += 1;
                    assert!(got.iter().all(|value| value.is_nan()), "{width:?} {burnout:?}: {got:?}");
                }
            }
        }
    }
    assert!(refused > 300, "{refused}");
}

/// Computes the condition number of the axis, and with it of the other quantities, with respect to
/// the speed: 2/(2 − Q).
fn expectation([radius_m, speed_m_per_s, _]: &[f64; 3]) -> f64 {
    2.0 / (2.0 - speed_m_per_s * speed_m_per_s * radius_m / MU)
}

#[test]
fn batches_of_every_length_are_computed_and_faulty_ones_refused() {
    for count in 0..20 {
        let burnouts = burnouts(count);
        let expected = fly(&burnouts, Width::Single).unwrap();
        for width in WIDTHS {
            let got = fly(&burnouts, width).unwrap();
            for (got, expected) in got.iter().flatten().zip(expected.iter().flatten()) {
                let same = got.is_nan() && expected.is_nan();
                assert!(
                    same || (got / expected - 1.0).abs() < tolerance::LAST_LANES_RELATIVE,
                    "{width:?}, {count}"
                );
            }
        }
    }
    let bad = [
        [f64::NAN, 6_500.0, 1.0],
        [6.6e6, f64::NAN, 1.0],
        [6.6e6, 6_500.0, f64::NAN],
        [-6.6e6, 6_500.0, 1.0],
        [6.6e6, -6_500.0, 1.0],
        [0.0, 6_500.0, 1.0],
        [6.6e6, 0.0, 1.0],
        [6.6e6, 6_500.0, 1.6],
        [6.6e6, 1e5, 1.0],
        [6.6e6, 7_900.0, 0.0],
        [f64::INFINITY, 6_500.0, 1.0],
        [6.6e6, f64::INFINITY, 1.0],
        [6.6e6, 6_500.0, f64::INFINITY],
        [6.3e6, 6_500.0, -0.5],
    ];
    for width in WIDTHS {
        let columns = fly(&bad, width).unwrap();
        for (k, burnout) in bad.iter().enumerate() {
            assert!(one(*burnout).is_err(), "{burnout:?}");
            assert!(columns.iter().all(|column| column[k].is_nan()), "{width:?} {burnout:?}");
        }
    }
    let (radius, mut out) = ([6.6e6; 2], [[0.0; 2]; 5]);
    let [a, b, c, d, e] = &mut out;
    let refused = free_flights(
        Burnout {
            radius_m: &radius[..],
            speed_m_per_s: &[6_500.0][..],
            flight_path_angle_rad: &[1.0; 2][..],
        },
        IMPACT_RADIUS_M,
        MU,
        FreeFlight {
            range_angle_rad: &mut a[..],
            flight_time_s: &mut b[..],
            apogee_radius_m: &mut c[..],
            eccentricity: &mut d[..],
            semi_major_axis_m: &mut e[..],
        },
        Width::Widest,
    );
    let message = refused.unwrap_err().to_string();
    assert!(message.contains("the length of a slice") && message.contains("one place"), "{message}");
}
