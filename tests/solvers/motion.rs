//! Motion about the Earth: coasts against their closed form, conserved quantities, and impacts
//! against an independent reference.

use crate::common::scenarios::{LONG_ENOUGH_S, Motion, Scenario, p2, p3};
use crate::common::tolerance;
use lofted::Error;
use lofted::numerics::dual::Dual;
use lofted::numerics::ode::{
    AbsoluteTolerance, Dop853, Dopri5, Event, Kernel, Method, Rk4, Solver, Taylor, Verner98,
};
use lofted::physics::earth::{EQUATORIAL_RADIUS_M, FLATTENING, GRAVITATIONAL_PARAMETER_M3_PER_S2, Sphere};
use lofted::physics::motion::{
    Oblate, OblateWithDrag, SphericalState, TwoBody, above_ellipsoid, above_sphere, radial_height_m,
};

const MU: f64 = GRAVITATIONAL_PARAMETER_M3_PER_S2;
const RADIUS_M: f64 = Sphere::MEAN.radius_m();

/// A free flight in closed form from the surface of the sphere to the surface.
struct Coast {
    departure: SphericalState,
    apogee_altitude_m: f64,
    flight_time_s: f64,
    impact: [f64; 3],
}

/// Computes the flight from launch speed, angle and range angle. The time is twice that of Kepler's
/// equation from launch to apogee.
fn coast(speed_m_per_s: f64, flight_path_angle_rad: f64, range_angle_rad: f64) -> Coast {
    let (latitude_rad, longitude_rad, azimuth_rad) = (0.7_f64, 2.1_f64, 1.1_f64);
    let departure = SphericalState {
        radius_m: RADIUS_M,
        latitude_rad,
        longitude_rad,
        speed_m_per_s,
        flight_path_angle_rad,
        azimuth_rad,
    };
    let q = speed_m_per_s * speed_m_per_s * RADIUS_M / MU;
    let semi_axis_m = RADIUS_M / (2.0 - q);
    let level = flight_path_angle_rad.cos();
    let eccentricity = (1.0 - q * (2.0 - q) * level * level).sqrt();
    // e sin E and e cos E at launch need no division by e.
    let sine = q.sqrt() * (2.0 - q).sqrt() * flight_path_angle_rad.sin();
    let anomaly = sine.atan2(q - 1.0);
    let flight_time_s = 2.0 * (semi_axis_m.powi(3) / MU).sqrt() * (std::f64::consts::PI - anomaly + sine);
    // Along the great circle: the vertical at the departure, rotated toward the horizontal
    // velocity.
    let state = SphericalState { flight_path_angle_rad: 0.0, ..departure }.state();
    let impact = [0, 1, 2].map(|i| {
        state[i] * range_angle_rad.cos() + RADIUS_M * range_angle_rad.sin() * state[i + 3] / speed_m_per_s
    });
    let apogee_altitude_m = semi_axis_m * (1.0 + eccentricity) - RADIUS_M;
    Coast { departure, apogee_altitude_m, flight_time_s, impact }
}

/// Returns the test of 4 July 2017, launched from the surface: apogee 2,802 km at a ground range of
/// 933 km.
fn loft() -> Coast {
    let loft = coast(6_203.657_037_657_252, 1.451_457_260_830_489_6, 933e3 / RADIUS_M);
    assert!((loft.flight_time_s - 2_065.478_722_129_967).abs() < tolerance::CLOSED_FORM_S);
    assert!((loft.apogee_altitude_m - 2_802e3).abs() < tolerance::MILLIMETRE_M);
    loft
}

/// Returns a flight of 10,000 km at the smallest speed.
fn minimum_energy() -> Coast {
    let angle = 10_000e3 / RADIUS_M;
    let half_sine = (0.5 * angle).sin();
    let speed = (MU / RADIUS_M * 2.0 * half_sine / (1.0 + half_sine)).sqrt();
    coast(speed, 0.25 * (std::f64::consts::PI - angle), angle)
}

fn flies<M, A>(name: &str, solver: &Solver<M, A>, coast: &Coast)
where
    M: Method<6, TwoBody>,
    A: AbsoluteTolerance<6>,
{
    let above = above_sphere(RADIUS_M);
    let mut impact = Event::falling(move |_t, y: &[f64; 6]| above(y));
    let mut apogee =
        Event::falling(|_t, y: &[f64; 6]| y[0] * y[3] + y[1] * y[4] + y[2] * y[5]).terminal(false);
    let solution = solver
        .solve(
            &TwoBody::default(),
            0.0,
            coast.departure.state(),
            LONG_ENOUGH_S,
            &mut [&mut impact, &mut apogee],
        )
        .unwrap();
    let end = solution.end_state();
    let off = (0..3).map(|i| (end[i] - coast.impact[i]).powi(2)).sum::<f64>().sqrt();
    let late = solution.event_time().unwrap() - coast.flight_time_s;
    let highest = solution.state_at(apogee.first_time().unwrap()).unwrap();
    let high = highest[..3].iter().map(|x| x * x).sum::<f64>().sqrt() - RADIUS_M - coast.apogee_altitude_m;
    assert!(off < tolerance::COAST_AS_PRINTED_M, "{name}: impact off by {off} m");
    assert!(high.abs() < tolerance::COAST_AS_PRINTED_M, "{name}: apogee off by {high} m");
    // A millimetre at the speed of impact.
    let speed = end[3..].iter().map(|v| v * v).sum::<f64>().sqrt();
    assert!(late.abs() * speed < tolerance::MILLIMETRE_M, "{name}: {late} s late");
}

#[test]
fn coasts_are_accurate_to_a_millimetre() {
    for (name, coast) in [("loft", loft()), ("10,000 km", minimum_energy())] {
        flies(&format!("{name}, RK4"), &Rk4::with_step(1.0), &coast);
        flies(&format!("{name}, DOPRI5"), &Dopri5::with_tolerance(1e-11), &coast);
        flies(&format!("{name}, DOP853"), &Dop853::with_tolerance(1e-11), &coast);
        flies(&format!("{name}, Verner"), &Verner98::with_tolerance(1e-10), &coast);
        flies(&format!("{name}, Taylor"), &Taylor::<21>::with_tolerance(1e-11), &coast);
        let each = [1e-3, 1e-3, 1e-3, 1e-6, 1e-6, 1e-6].map(|a: f64| a * 1e-2);
        flies(&format!("{name}, each"), &Dop853::with_tolerance(1e-11).absolute_tolerances(each), &coast);
    }
}

fn cross(a: &[f64], b: &[f64]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Computes the relative drifts of the energy and of the conserved part of the angular momentum
/// over a flight.
fn drift<M: Method<6, Oblate>>(solver: &Solver<M>, gravity: &Oblate, begin: [f64; 6]) -> f64 {
    let end = solver.run(gravity, 0.0, begin, 1_800.0, &mut []).unwrap().state;
    let energy = gravity.energy_j_per_kg(&end) / gravity.energy_j_per_kg(&begin) - 1.0;
    let (h0, h1) = (cross(&begin[..3], &begin[3..]), cross(&end[..3], &end[3..]));
    let size = h0.iter().map(|h| h * h).sum::<f64>().sqrt();
    let mut drift = energy.abs().max((h1[2] - h0[2]).abs() / size);
    if gravity.j2 == 0.0 {
        drift = drift.max((h1[0] - h0[0]).abs() / size).max((h1[1] - h0[1]).abs() / size);
    }
    drift
}

#[test]
fn energy_and_angular_momentum_are_kept_to_the_tolerance() {
    let sphere = Oblate { j2: 0.0, ..Oblate::default() };
    for coast in [loft(), minimum_energy()] {
        let begin = coast.departure.state();
        for gravity in [sphere, Oblate::default()] {
            for exponent in 4..=13 {
                let tol = 10_f64.powi(-exponent);
                let drifts = [
                    drift(&Dopri5::with_tolerance(tol), &gravity, begin),
                    drift(&Dop853::with_tolerance(tol), &gravity, begin),
                    drift(&Verner98::with_tolerance(tol), &gravity, begin),
                    drift(&Taylor::<21>::with_tolerance(tol), &gravity, begin),
                ];
                let allowed = tolerance::DRIFT_IN_TOLERANCES * tol + tolerance::DRIFT_ROUNDING;
                assert!(drifts.iter().all(|&drift| drift <= allowed), "at {tol:e}: {drifts:?}");
            }
        }
    }
}

fn lands<M, K>(name: &str, solver: &Solver<M>, scenario: &Scenario, system: &K)
where
    M: Method<6, K>,
    K: Motion,
{
    let mut impact = Event::falling(|_t, y: &[f64; 6]| above_ellipsoid(y));
    let final_state = solver.run(system, 0.0, scenario.initial, LONG_ENOUGH_S, &mut [&mut impact]).unwrap();
    let off = scenario.error_m(&final_state.state);
    let late = final_state.t - scenario.impact_time_s;
    assert!(off < tolerance::IMPACT_AS_PRINTED_M, "{}/{name}: off by {off} m", scenario.name);
    let speed = scenario.impact[3..].iter().map(|v| v * v).sum::<f64>().sqrt();
    assert!(late.abs() * speed < tolerance::MILLIMETRE_M, "{}/{name}: {late} s late", scenario.name);
}

fn everyone_lands<K: Motion>((scenarios, system): ([Scenario; 2], K), step: f64) {
    for scenario in &scenarios {
        lands("rk4", &Rk4::with_step(step), scenario, &system);
        lands("dopri5", &Dopri5::with_tolerance(1e-11), scenario, &system);
        lands("dop853", &Dop853::with_tolerance(1e-10), scenario, &system);
        lands("verner98", &Verner98::with_tolerance(1e-10), scenario, &system);
        lands("taylor20", &Taylor::<21>::with_tolerance(1e-10), scenario, &system);
    }
}

#[test]
fn impacts_with_oblateness_are_accurate_to_a_millimetre() {
    everyone_lands(p2(), 1.0);
}

#[test]
fn impacts_with_drag_are_accurate_to_a_millimetre() {
    everyone_lands(p3(), 0.05);
}

#[test]
fn heights_are_zero_on_the_surface_and_smooth_through_it() {
    let polar = EQUATORIAL_RADIUS_M * (1.0 - FLATTENING);
    for degrees in -9..=9 {
        let (sin, cos) = (f64::from(degrees) * 10.0).to_radians().sin_cos();
        // A point of the ellipsoid by its parametric latitude, and others along the same radius.
        let at = |factor: f64| [EQUATORIAL_RADIUS_M * cos * factor, 0.0, polar * sin * factor, 0.0, 0.0, 0.0];
        assert!(above_ellipsoid(&at(1.0)).abs() < tolerance::ON_SURFACE);
        let radius = (at(1.0)[0].powi(2) + at(1.0)[2].powi(2)).sqrt();
        for factor in [0.9, 1.0, 1.3] {
            let height = (factor - 1.0) * radius;
            assert!((radial_height_m(&at(factor)) - height).abs() < tolerance::ON_SURFACE * radius);
            assert!((above_ellipsoid(&at(factor)) - (factor * factor - 1.0)).abs() < tolerance::ON_SURFACE);
        }
    }
    let above = above_sphere(2.0);
    assert_eq!([above(&[2.0, 0.0, 0.0, 1.0, 1.0, 1.0]), above(&[0.0, 4.0, 0.0, 0.0, 0.0, 0.0])], [0.0, 3.0]);
}

#[test]
fn the_acceleration_is_the_gradient_of_the_energy() {
    let gravity = Oblate::default();
    let state = [3.1e6, -4.2e6, 4.7e6, 1.0, 2.0, 3.0];
    let rate = gravity.rate(0.0, &state);
    // The gradient by dual numbers, of a second implementation of the potential.
    let [x, y, z] = Dual::variables([state[0], state[1], state[2]]);
    let square = x * x + y * y + z * z;
    let a = gravity.reference_radius_m;
    let bulge = (z * z / square * 1.5 - 0.5) * (gravity.j2 * a * a) / square;
    let one = lofted::numerics::scalar::Scalar::constant(x, 1.0);
    let potential = (one - bulge) * MU / lofted::numerics::scalar::Scalar::sqrt(square);
    for (acceleration, slope) in rate[3..].iter().zip(potential.partials) {
        approx::assert_relative_eq!(*acceleration, slope, max_relative = tolerance::GRADIENT);
    }
    // The divergence of the kernel's acceleration is zero: Laplace's equation.
    let [x, y, z] = Dual::variables([state[0], state[1], state[2]]);
    let zero = lofted::numerics::scalar::Scalar::constant(x, 0.0);
    let rates = gravity.rate(zero, &[x, y, z, zero, zero, zero]);
    let trace: f64 = (0..3).map(|i| rates[i + 3].partials[i]).sum();
    let size = rates[3].partials[0].abs();
    assert!(trace.abs() < tolerance::GRADIENT * size, "{trace} of {size}");
}

#[test]
fn a_ballistic_coefficient_has_to_be_positive() {
    for bad in [0.0, -1.0, f64::NAN] {
        assert!(matches!(OblateWithDrag::new(bad), Err(Error::OutsideDomain { .. })));
    }
    // An infinite coefficient means no drag.
    let (scenarios, gravity) = p2();
    let free = OblateWithDrag::new(f64::INFINITY).unwrap();
    assert_eq!(free.rate(0.0, &scenarios[0].initial), gravity.rate(0.0, &scenarios[0].initial));
}
