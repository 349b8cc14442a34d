//! Free flight against values of 32 digits: every row of `kepler_reference.csv`, to a tolerance
//! scaled by the row's own condition number, which dual numbers give.

use std::collections::HashMap;

use crate::common::tables::rows;
use crate::common::tolerance::CLOSED_FORM_RELATIVE;
use lofted::numerics::dual::Dual;
use lofted::numerics::scalar::Scalar;
use lofted::physics::earth::Sphere;
use lofted::physics::kepler::error_coefficients::error_coefficients_kernel;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::propagation::{Invariants, lagrange_kernel};
use lofted::physics::kepler::stumpff::stumpff_kernel;
use lofted::physics::kepler::symmetric::{self, CanonicalBurnout, greatest_range_kernel};
use lofted::physics::kepler::unequal::{self, Burnout, Transfer, free_flight_kernel};

/// The greatest number of inputs of a case: six components and a time.
const INPUTS: usize = 7;
const DEGREE: f64 = std::f64::consts::PI / 180.0;

/// Reads the inputs of a case, as written: "label;a=1;b=2".
fn inputs(text: &str) -> HashMap<String, String> {
    text.split(';')
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// A quantity: its name, its value, and its value with derivatives.
type Quantity = (&'static str, f64, Dual<INPUTS>);

/// The quantities that the library computes for a case, and the inputs from which it computes them.
struct Case {
    at: Vec<f64>,
    quantities: fn(&[f64], &[Dual<INPUTS>]) -> Vec<Quantity>,
}

/// Evaluates one generic closure with `f64` and with dual numbers.
macro_rules! both_ways {
    (|$x:ident: $S:ident| $body:expr) => {{
        fn generic<$S: Scalar>($x: &[$S]) -> Vec<(&'static str, $S)> {
            $body
        }
        |plain: &[f64], dual: &[Dual<INPUTS>]| {
            let with_slopes = generic(dual);
            generic(plain)
                .into_iter()
                .zip(with_slopes)
                .map(|((name, value), (_, d))| (name, value, d))
                .collect()
        }
    }};
}

/// Reads one number of the inputs of a case.
fn number(input: &HashMap<String, String>, key: &str) -> f64 {
    input[key].parse().unwrap_or_else(|_| panic!("{key} in {input:?}"))
}

/// Reads numbers of the inputs of a case.
fn numbers(input: &HashMap<String, String>, keys: &[&str]) -> Vec<f64> {
    keys.iter().map(|key| number(input, key)).collect()
}

/// Returns the case of a row of the table.
fn case(name: &str, input: &HashMap<String, String>) -> Case {
    symmetric_case(name, input)
        .or_else(|| unequal_case(name, input))
        .or_else(|| textbook_case(name, input))
        .unwrap_or_else(|| panic!("no test knows the case {name}"))
}

/// Returns a case of a flight between equal radii.
fn symmetric_case(name: &str, input: &HashMap<String, String>) -> Option<Case> {
    Some(match name {
        "sym_Q_phi" => Case {
            at: numbers(input, &["Q", "phi_deg"]),
            quantities: both_ways!(|x: S| {
                let arc = symmetric::arc_kernel(CanonicalBurnout {
                    speed_ratio_squared: x[0],
                    flight_path_angle_rad: x[1] * DEGREE,
                });
                vec![
                    ("psi_rad", arc.range_angle_rad),
                    ("a", arc.semi_major_axis_over_r),
                    ("e", arc.eccentricity),
                    ("r_apogee", arc.apogee_radius_over_r),
                    ("T", arc.flight_time_over_unit),
                ]
            }),
        },
        "maxrange_Q" | "BMW_p294" => Case {
            at: numbers(input, &["Q"]),
            quantities: both_ways!(|x: S| {
                let greatest = greatest_range_kernel(x[0], -x[0] + 1.0);
                vec![
                    ("psi_max_rad", greatest.range_angle_rad),
                    ("psi_max_deg", greatest.range_angle_rad / DEGREE),
                    ("phi_opt_rad", greatest.flight_path_angle_rad),
                    ("phi_opt_deg", greatest.flight_path_angle_rad / DEGREE),
                    ("e", greatest.eccentricity),
                    ("r_apogee", greatest.apogee_radius_over_r),
                    ("T", greatest.flight_time_over_unit),
                ]
            }),
        },
        "minenergy_range" => Case {
            at: numbers(input, &["psi_deg"]),
            quantities: both_ways!(|x: S| {
                let least = symmetric::minimum_energy_kernel(x[0] * DEGREE);
                vec![
                    ("Q", least.speed_ratio_squared),
                    ("phi_rad", least.flight_path_angle_rad),
                    ("v", least.speed_over_circular),
                    ("e", least.eccentricity),
                    ("a", least.semi_major_axis_over_r),
                    ("r_apogee", least.apogee_radius_over_r),
                    ("T", least.flight_time_over_unit),
                ]
            }),
        },
        "apogee_distance" => {
            assert_eq!((number(input, "R_km"), number(input, "mu")), (6371.0088, 398600.4418));
            Case {
                at: numbers(input, &["h_km", "d_km"]),
                quantities: both_ways!(|x: S| {
                    let sphere = Sphere::MEAN;
                    let arc = observed::arc_kernel(
                        Observed {
                            apogee_altitude_m: x[0] * 1e3,
                            range_angle_rad: x[1] * 1e3 / sphere.radius_m(),
                        },
                        sphere,
                    );
                    let greatest =
                        greatest_range_kernel(arc.speed_ratio_squared, arc.one_minus_speed_ratio_squared);
                    vec![
                        ("T_s", arc.flight_time_s),
                        ("v_kms", arc.speed_m_per_s / 1e3),
                        ("phi_rad", arc.flight_path_angle_rad),
                        ("Q", arc.speed_ratio_squared),
                        ("e", arc.eccentricity),
                        ("a_km", arc.semi_major_axis_m / 1e3),
                        ("Rmax_km", greatest.range_angle_rad * sphere.radius_m() / 1e3),
                    ]
                }),
            }
        }
        _ => return None,
    })
}

/// Returns a case of a flight between unequal radii, or of the Stumpff functions.
fn unequal_case(name: &str, input: &HashMap<String, String>) -> Option<Case> {
    Some(match name {
        "unequal_radii" => Case {
            at: numbers(input, &["r1", "Q", "phi_deg", "r2"]),
            quantities: both_ways!(|x: S| {
                let burnout = Burnout {
                    radius_m: x[0],
                    speed_m_per_s: (x[1] / x[0]).sqrt(),
                    flight_path_angle_rad: x[2] * DEGREE,
                };
                let flight = free_flight_kernel(burnout, x[3], 1.0);
                vec![
                    ("range_rad", flight.range_angle_rad),
                    ("T", flight.flight_time_s),
                    ("r_apogee", flight.apogee_radius_m),
                    ("e", flight.eccentricity),
                ]
            }),
        },
        "minenergy_unequal" => Case {
            at: numbers(input, &["r1", "r2", "psi_deg"]),
            quantities: both_ways!(|x: S| {
                let transfer = Transfer {
                    burnout_radius_m: x[0],
                    impact_radius_m: x[1],
                    range_angle_rad: x[2] * DEGREE,
                };
                let least = unequal::minimum_energy_kernel(transfer, 1.0);
                vec![
                    ("v", least.speed_m_per_s),
                    ("phi_rad", least.flight_path_angle_rad),
                    ("a", least.semi_major_axis_m),
                    ("T", least.flight_time_s),
                    ("r_apogee", least.apogee_radius_m),
                ]
            }),
        },
        "stumpff" => Case {
            at: numbers(input, &["z"]),
            quantities: both_ways!(|x: S| {
                let c = stumpff_kernel(x[0]);
                vec![("c0", c.c0), ("c1", c.c1), ("c2", c.c2), ("c3", c.c3)]
            }),
        },
        _ => return None,
    })
}

/// Returns a case of a textbook.
fn textbook_case(name: &str, input: &HashMap<String, String>) -> Option<Case> {
    let vector = |key: &str| input[key].split(' ').map(|x| x.parse().unwrap()).collect::<Vec<f64>>();
    Some(match name {
        // r = 1 + 1/5, v = 2/3, apogee radius 1 + 1/2: the angle follows from h = r v cos φ = r_a
        // v_a.
        "BMW_p290" => Case {
            at: vec![1.2, 2.0 / 3.0, 1.5],
            quantities: both_ways!(|x: S| {
                let energy = x[1] * x[1] * 0.5 - x[0].constant(1.0) / x[0];
                let speed_at_apogee = ((energy + x[0].constant(1.0) / x[2]) * 2.0).sqrt();
                let along = x[2] * speed_at_apogee / x[0];
                let phi = (x[1] * x[1] - along * along).sqrt().atan2(along);
                let q = x[1] * x[1] * x[0];
                let arc = symmetric::arc_kernel(CanonicalBurnout {
                    speed_ratio_squared: q,
                    flight_path_angle_rad: phi,
                });
                vec![
                    ("energy", energy),
                    ("v_apogee", speed_at_apogee),
                    ("h_angmom", x[2] * speed_at_apogee),
                    ("Q", q),
                    ("phi_deg", phi / DEGREE),
                    ("psi_deg", arc.range_angle_rad / DEGREE),
                    ("T_over_sqrt_r3mu", arc.flight_time_over_unit),
                    ("T_TU", arc.flight_time_over_unit * (x[0] * x[0] * x[0]).sqrt()),
                    ("range_nm60", arc.range_angle_rad / DEGREE * 60.0),
                ]
            }),
        },
        // 30 N 60 E to 30 S 60 W: cos Ψ = −sin² 30° + cos² 30° cos 120° = −0.625.
        "BMW_p291" | "BMW_p291_Qround" => Case {
            at: vec![if name == "BMW_p291" { 1.0817 * 1.0817 * 1.025 } else { 1.2 }, (-0.625_f64).acos()],
            quantities: |x, dual| {
                let angles = symmetric::flight_path_angles(x[0], x[1]).unwrap();
                let sin_half = (dual[1] * 0.5).sin_cos().0;
                let sine = (-dual[0] + 2.0) / dual[0] * sin_half;
                let gamma = (-(sine * sine) + 1.0).sqrt().atan2(sine);
                let middle = -(dual[1] * 0.25) + std::f64::consts::FRAC_PI_4;
                vec![
                    ("Q", x[0], dual[0]),
                    ("psi_deg", x[1] / DEGREE, dual[1] / DEGREE),
                    ("phi_high_deg", angles.high_rad / DEGREE, (middle + gamma * 0.5) / DEGREE),
                    ("phi_low_deg", angles.low_rad / DEGREE, (middle - gamma * 0.5) / DEGREE),
                ]
            },
        },
        "BMW_p295" | "BMW_p295_round" => Case {
            at: vec![if name == "BMW_p295" { 8000.0 / 3443.9336 } else { 2.32 }, 1.1],
            quantities: both_ways!(|x: S| {
                let least = symmetric::minimum_energy_kernel(x[0]);
                vec![
                    ("psi_rad", x[0]),
                    ("Q", least.speed_ratio_squared),
                    ("v_DU_TU", least.speed_over_circular / x[1].sqrt()),
                ]
            }),
        },
        "BMW_p305" => Case {
            at: vec![1.1, 0.905, 30.0, -5e-5, 5e-4, -1e-4],
            quantities: both_ways!(|x: S| {
                let at = |r: S, v: S, phi: S| Burnout {
                    radius_m: r,
                    speed_m_per_s: v,
                    flight_path_angle_rad: phi,
                };
                let angle = |b: Burnout<S>| {
                    let start = CanonicalBurnout {
                        speed_ratio_squared: b.speed_m_per_s * b.speed_m_per_s * b.radius_m,
                        flight_path_angle_rad: b.flight_path_angle_rad,
                    };
                    symmetric::arc_kernel(start).range_angle_rad
                };
                let phi = x[2] * DEGREE;
                let nominal = at(x[0], x[1], phi);
                let c = error_coefficients_kernel(nominal, 1.0);
                let linear = c.by_speed_rad_per_m_per_s * x[3]
                    + c.by_radius_rad_per_m * x[4]
                    + c.by_flight_path_angle_rad_per_rad * x[5];
                vec![
                    ("Q", x[1] * x[1] * x[0]),
                    ("psi_deg", angle(nominal) / DEGREE),
                    ("dpsi_dv", c.by_speed_rad_per_m_per_s),
                    ("dpsi_dr", c.by_radius_rad_per_m),
                    ("dpsi_dphi", c.by_flight_path_angle_rad_per_rad),
                    ("dpsi_linear", linear),
                    ("dpsi_exact", angle(at(x[0] + x[4], x[1] + x[3], phi + x[5])) - angle(nominal)),
                ]
            }),
        },
        "Vallado_ex2-4" | "Curtis_ex3.7" => Case {
            at: [vector("r0"), vector("v0"), vec![number(input, "dt")]].concat(),
            quantities: if name == "Vallado_ex2-4" {
                both_ways!(|x: S| propagated(x, 398_600.441_5))
            } else {
                both_ways!(|x: S| propagated(x, 398_600.0))
            },
        },
        _ => return None,
    })
}

/// Propagates x₀ and v₀ by Δt; the components have the names of the table.
fn propagated<S: Scalar>(x: &[S], mu: f64) -> Vec<(&'static str, S)> {
    let dot = |a: &[S], b: &[S]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    let (r0, v0) = (&x[..3], &x[3..6]);
    let radius_m = dot(r0, r0).sqrt();
    let l = lagrange_kernel(
        Invariants {
            radius_m,
            radius_dot_velocity_m2_per_s: dot(r0, v0),
            reciprocal_semi_major_axis_per_m: radius_m.constant(2.0) / radius_m - dot(v0, v0) / mu,
            interval_s: x[6],
        },
        mu,
    );
    vec![
        ("x", l.f * r0[0] + l.g_s * v0[0]),
        ("y", l.f * r0[1] + l.g_s * v0[1]),
        ("z", l.f * r0[2] + l.g_s * v0[2]),
        ("vx", l.f_dot_per_s * r0[0] + l.g_dot * v0[0]),
        ("vy", l.f_dot_per_s * r0[1] + l.g_dot * v0[1]),
        ("vz", l.f_dot_per_s * r0[2] + l.g_dot * v0[2]),
        ("chi", l.universal_anomaly_sqrt_m),
    ]
}

#[test]
fn every_reference_value_is_met_to_its_condition_number() {
    let table = rows("kepler_reference.csv");
    assert_eq!(table.len(), 1135);
    let mut worst = (0.0, String::new());
    let mut ill_conditioned = 0;
    let mut failures = Vec::new();
    for row in &table {
        let case = case(&row["case"], &inputs(&row["inputs"]));
        let mut at = [0.0; INPUTS];
        at[..case.at.len()].copy_from_slice(&case.at);
        let computed = (case.quantities)(&at, &Dual::variables(at));
        let quantity = row["quantity"].as_str();
        let &(_, value, dual) =
            computed.iter().find(|c| c.0 == quantity).unwrap_or_else(|| panic!("no quantity in {row:?}"));
        let expected: f64 = row["value"].parse().unwrap();
        let (error, condition) = if expected == 0.0 {
            (value.abs(), 1.0)
        } else {
            // A partial derivative may be infinite where the input is zero; then that input is
            // exact.
            let sum: f64 =
                at.iter().zip(dual.partials).filter(|(x, _)| **x != 0.0).map(|(x, d)| (x * d).abs()).sum();
            ((value - expected).abs() / expected.abs(), sum / expected.abs())
        };
        if condition > 10.0 {
            ill_conditioned += 1;
        }
        let used = error / (CLOSED_FORM_RELATIVE * condition.max(1.0));
        if !(used <= 1.0) {
            failures.push(format!(
                "{used:.2} of the tolerance: {value:e} for {row:?}, condition {condition:.1e}"
            ));
        }
        if !(used <= worst.0) {
            worst = (used, format!("{} {} {}", row["case"], row["inputs"], quantity));
        }
    }
    println!(
        "worst: {:.3} of the tolerance, {}; {ill_conditioned} rows with a condition above 10",
        worst.0, worst.1
    );
    assert!(failures.is_empty(), "{} rows of {}:\n{}", failures.len(), table.len(), failures.join("\n"));
}
