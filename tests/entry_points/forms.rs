//! Feeds the closed forms, the tables and the class schemes: any arguments give finite numbers, or
//! an error.

use std::f64::consts::{FRAC_PI_2, PI};
use std::fmt::Debug;

use lofted::numerics::quasirandom::ScrambledSobol;
use lofted::numerics::spline::Spline;
use lofted::physics::atmosphere::{AirTable, air, temperature_k};
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::gravity_turn::{EffectiveGravity, GravityTurn, turn_end};
use lofted::physics::kepler::error_coefficients::error_coefficients;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::propagation::State;
use lofted::physics::kepler::symmetric::{self, CanonicalBurnout};
use lofted::physics::kepler::unequal::{self, Burnout, Transfer, free_flight};
use lofted::{Band, ClassScheme, RangeClass, Reach};
use lofted::{Loft, Turns};

use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// Checks that a call gives finite numbers or a clear error.
#[track_caller]
fn sound<T: Debug>(what: &'static str, call: impl Fn() -> lofted::Result<T>, given: &impl Debug) {
    match slowest::of(what, call) {
        Ok(answer) => all_finite(what, &answer, given),
        Err(error) => one_clear_line(&error.to_string(), given),
    }
}

/// Calls one group of closed forms with the arguments in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    match source.below(4) {
        0 => arcs(&mut source),
        1 => motion(&mut source),
        2 => turns(&mut source),
        _ => tables(&mut source),
    }
}

/// Reads the mean sphere, or one of another radius.
fn sphere(source: &mut Source) -> Sphere {
    if source.is() {
        Sphere::MEAN
    } else {
        Sphere::MEAN.with_radius_m(source.number(1e6, 1e8)).unwrap_or(Sphere::MEAN)
    }
}

/// Calls the closed forms of observed and symmetric arcs.
fn arcs(source: &mut Source) {
    let sphere = sphere(source);
    let (altitude, angle, time) =
        (source.number(1e-3, 1e9), source.number(1e-9, PI), source.number(1e-3, 1e6));
    let (q, slope) = (source.number(1e-9, 2.0), source.number(1e-9, FRAC_PI_2));
    let given = (sphere, altitude, angle, time, q, slope);
    let arc = Observed { apogee_altitude_m: altitude, range_angle_rad: angle };
    sound("kepler::observed::arc", || observed::arc(arc, sphere), &given);
    sound("kepler::observed::rectilinear_time_s", || observed::rectilinear_time_s(altitude, sphere), &given);
    sound("kepler::observed::circular_time_s", || observed::circular_time_s(angle, sphere), &given);
    sound("kepler::observed::apogee_altitude_m", || observed::apogee_altitude_m(angle, time, sphere), &given);
    let start = CanonicalBurnout { speed_ratio_squared: q, flight_path_angle_rad: slope };
    sound("kepler::symmetric::arc", || symmetric::arc(start), &given);
    sound("kepler::symmetric::greatest_range", || symmetric::greatest_range(q), &given);
    sound("kepler::symmetric::minimum_energy", || symmetric::minimum_energy(angle), &given);
    sound("kepler::symmetric::flight_path_angles", || symmetric::flight_path_angles(q, angle), &given);
}

/// Calls the closed forms of free flight between unequal radii, and the propagation.
fn motion(source: &mut Source) {
    let mu = if source.byte() < 200 { MU } else { source.number(1.0, 1e20) };
    let burnout = Burnout {
        radius_m: source.number(6.3e6, 1e8),
        speed_m_per_s: source.number(1.0, 2e4),
        flight_path_angle_rad: source.number(1e-6, FRAC_PI_2),
    };
    let (impact, angle) = (source.number(6.3e6, 1e8), source.number(1e-9, PI));
    sound("kepler::unequal::free_flight", || free_flight(burnout, impact, mu), &(burnout, impact, mu));
    sound("kepler::error_coefficients", || error_coefficients(burnout, mu), &(burnout, mu));
    let transfer =
        Transfer { burnout_radius_m: burnout.radius_m, impact_radius_m: impact, range_angle_rad: angle };
    sound("kepler::unequal::minimum_energy", || unequal::minimum_energy(transfer, mu), &(transfer, mu));
    let mut along = |low: f64, high: f64| {
        let size = source.number(low, high);
        if source.is() { size } else { -size }
    };
    let state = State {
        position_m: [along(1.0, 1e8), along(1.0, 1e8), along(1.0, 1e8)],
        velocity_m_per_s: [along(1e-3, 1e5), along(1e-3, 1e5), along(1e-3, 1e5)],
    };
    let interval = along(1e-3, 1e8);
    sound("kepler::propagation::State::after", || state.after(interval, mu), &(state, interval, mu));
}

/// Calls the closed forms of the gravity turn and the analytic boost.
fn turns(source: &mut Source) {
    let sphere = sphere(source);
    let gravity = EffectiveGravity { fraction_of_burnout_altitude: source.number(1e-3, 1.0) };
    let burn_time_s = source.number(1e-3, 600.0);
    let (acceleration, z) = (source.number(9.8, 1e4), source.number(1e-6, 2.0));
    let turn =
        GravityTurn { thrust_acceleration_m_per_s2: acceleration, burn_time_s, tangent_of_half_angle: z };
    sound("gravity_turn::turn_end", || turn_end(turn, gravity, sphere), &(turn, gravity, sphere));
    let turns = Turns { burn_time_s, gravity, sphere };
    let loft = Loft { apogee_altitude_m: source.number(1.0, 1e8), ground_range_m: source.number(1.0, 2e7) };
    let time = source.number(0.5, 259_200.0);
    sound("analytic_boost::Turns::flight", || turns.flight(acceleration, z), &(turns, acceleration, z));
    sound("analytic_boost::Turns::loft", || turns.loft(loft), &(turns, loft));
    sound(
        "analytic_boost::Turns::loft_in_time",
        || turns.loft_in_time(loft.ground_range_m, time),
        &(turns, loft, time),
    );
    sound(
        "analytic_boost::Turns::maximum_range",
        || turns.maximum_range(acceleration),
        &(turns, acceleration),
    );
}

/// Calls the atmosphere, the quasi-random points, the spline and the class schemes.
fn tables(source: &mut Source) {
    let altitude = source.number(1e-3, 1e7);
    if altitude.is_finite() {
        let tabulated = slowest::of("AirTable::at", || AirTable::standard().at(altitude));
        all_finite("air", &(tabulated, air(altitude)), &altitude);
        all_finite("temperature", &temperature_k(altitude), &altitude);
    }
    let (point, coordinate) = (source.bits() as u32, source.bits() as u32);
    let points = ScrambledSobol::seeded(source.bits());
    let at = slowest::of("Points::coordinate", || points.coordinate(point, coordinate));
    assert!(at > 0.0 && at < 1.0, "{point} {coordinate}: {at}");
    let points: Vec<(f64, f64)> = (0..source.below(9))
        .map(|i| (i as f64 + source.number(1e-3, 1.0), source.number(1e-3, 1e3)))
        .collect();
    let x = source.number(1e-3, 1e2);
    match slowest::of("Spline::through", || Spline::through(&points)) {
        Ok(spline) if x.abs() < 1e6 && points.iter().all(|(_, y)| y.abs() < 1e6) => {
            all_finite("spline", &spline.at(x), &(&points, x));
        }
        Ok(_) => {}
        Err(error) => one_clear_line(&error.to_string(), &points),
    }
    let classes = [RangeClass::Srbm, RangeClass::Icbm, RangeClass::Unclassified, RangeClass::Undetermined];
    let bands: Vec<Band> = (0..source.below(5))
        .map(|_| Band {
            class: source.one_of(&classes),
            lower_km: source.number(1.0, 2e4),
            includes_lower: source.is(),
            upper_km: source.number(1.0, 2e4),
        })
        .collect();
    match slowest::of("ClassScheme::new", || ClassScheme::new("a", "b", bands.clone())) {
        Ok(scheme) => {
            let class = scheme.classify(Reach::Within { ground_range_m: source.number(1.0, 2e7) });
            assert!(class != RangeClass::Undetermined, "{bands:?}");
        }
        Err(error) => one_clear_line(&error.to_string(), &bands),
    }
}
