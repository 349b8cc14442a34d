//! Properties of every flight. A solve that fails is a test that fails.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::common::methods;
use crate::common::seeded::{SEED, config};
use crate::common::tolerance::{
    ARC_ROUND_TRIP_RELATIVE, GUN_RELATIVE, LOFT_REPRODUCED_RELATIVE, ONE_ROUNDING_RELATIVE,
    PROPAGATED_RELATIVE, REVOLUTION_ROUNDINGS, SHORT_RANGE_RELATIVE, SLOPES_RELATIVE,
};
use lofted::numerics::dual::Dual;
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::gravity_turn::EffectiveGravity;
use lofted::physics::kepler::error_coefficients::error_coefficients;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::propagation::State;
use lofted::physics::kepler::symmetric::{self, CanonicalBurnout};
use lofted::physics::kepler::unequal::{Burnout, free_flight};
use lofted::{Basis, ImpliedBurnTime, kepler};
use lofted::{BoostedRange, Loft, Turns};
use lofted::{Method, Model, Observation, Reach, Reported, Verdict, consistency, estimate};
use proptest::prelude::*;

const SPHERE: Sphere = Sphere::MEAN;

/// Draws numbers from 10^low to 10^high, uniform in the logarithm.
fn decades(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (low..high).prop_map(|power| 10.0_f64.powf(power))
}

#[track_caller]
fn close(got: f64, expected: f64, relative: f64) {
    assert!((got - expected).abs() <= relative * expected.abs(), "{got}, expected {expected}");
}

proptest! {
    #![proptest_config(config(4_000, SEED))]

    /// Speed and angle from apogee and range give these back by the other formulas.
    #[test]
    fn observed_arcs_and_symmetric_ones_agree(altitude in decades(1.0, 8.0), angle in 1e-6..PI) {
        let arc = observed::arc(Observed { apogee_altitude_m: altitude, range_angle_rad: angle }, SPHERE).unwrap();
        let symmetric = symmetric::arc(CanonicalBurnout {
            speed_ratio_squared: arc.speed_ratio_squared,
            flight_path_angle_rad: arc.flight_path_angle_rad,
        })
        .unwrap();
        // Nearly circular arcs and escaping ones amplify the rounding of their initial state.
        let start = 1.0 / arc.eccentricity.min(1.0) + 1.0 / (2.0 - arc.speed_ratio_squared);
        let unit = (SPHERE.radius_m() / MU).sqrt() * SPHERE.radius_m();
        close(symmetric.flight_time_over_unit * unit, arc.flight_time_s, start * ARC_ROUND_TRIP_RELATIVE);
        // Near the vertical the range depends on the last digit of the angle.
        let slope = error_coefficients(
            Burnout {
                radius_m: 1.0,
                speed_m_per_s: arc.speed_ratio_squared.sqrt(),
                flight_path_angle_rad: arc.flight_path_angle_rad,
            },
            1.0,
        )
        .unwrap()
        .by_flight_path_angle_rad_per_rad;
        let allowed = start * ARC_ROUND_TRIP_RELATIVE * angle + slope.abs() * f64::EPSILON;
        prop_assert!((symmetric.range_angle_rad - angle).abs() <= allowed);
        let altitude_rounding = ARC_ROUND_TRIP_RELATIVE * start * (1.0 + SPHERE.radius_m() / altitude);
        close((symmetric.apogee_radius_over_r - 1.0) * SPHERE.radius_m(), altitude, altitude_rounding);
    }

    /// Range and time give the apogee back, for any ground range.
    #[test]
    fn apogee_comes_back_from_range_and_time(altitude in decades(2.0, 8.0), angle in 0.0..PI) {
        let arc = observed::arc(Observed { apogee_altitude_m: altitude, range_angle_rad: angle }, SPHERE).unwrap();
        let least = observed::circular_time_s(angle, SPHERE).unwrap();
        // Near the circular time the apogee is a small difference of times.
        let condition = arc.flight_time_s / (arc.flight_time_s - least);
        let back = observed::apogee_altitude_m(angle, arc.flight_time_s, SPHERE).unwrap();
        close(back, altitude, ARC_ROUND_TRIP_RELATIVE * condition * 10.0);
    }

    /// The propagation by Kepler's equation ends at the impact of the closed form.
    #[test]
    fn propagation_ends_at_impact(
        up in 0.0..1e6_f64, down in 0.0..1e6_f64, level in any::<bool>(),
        speed in 1_500.0..10_000.0_f64, angle in -FRAC_PI_2..FRAC_PI_2, turn in -PI..PI,
    ) {
        // The impact is at the surface, or at any radius, which may be above the burnout.
        let impact_radius_m = SPHERE.radius_m() + if level { 0.0 } else { down };
        let burnout = Burnout { radius_m: SPHERE.radius_m() + up, speed_m_per_s: speed, flight_path_angle_rad: angle };
        let Ok(flight) = free_flight(burnout, impact_radius_m, MU) else {
            // It escapes, orbits, is already below and descending, or never rises to that radius.
            let alpha = 2.0 / burnout.radius_m - speed * speed / MU;
            let momentum = burnout.radius_m * speed * angle.cos();
            let e = (1.0 - momentum * momentum * alpha / MU).max(0.0).sqrt();
            let (perigee, apogee) = ((1.0 - e) / alpha, (1.0 + e) / alpha);
            let descends_below = angle < 0.0 && burnout.radius_m < impact_radius_m;
            prop_assert!(alpha <= 0.0 || perigee > impact_radius_m * 0.999_999 || apogee < impact_radius_m || descends_below);
            return Ok(());
        };
        prop_assert!(flight.flight_time_s > 0.0 && flight.range_angle_rad >= 0.0);
        let (sin, cos) = angle.sin_cos();
        let (up, ahead) = ([turn.cos(), -turn.sin()], [turn.sin(), turn.cos()]);
        let start = State {
            position_m: [burnout.radius_m * up[0], burnout.radius_m * up[1], 0.0],
            velocity_m_per_s: [speed * (sin * up[0] + cos * ahead[0]), speed * (sin * up[1] + cos * ahead[1]), 0.0],
        };
        let end = start.after(flight.flight_time_s, MU).unwrap();
        let expected = flight.range_angle_rad - turn;
        let miss = (end.position_m[0] - impact_radius_m * expected.cos())
            .hypot(end.position_m[1] - impact_radius_m * expected.sin());
        // A long flight, or one that grazes the surface, amplifies the rounding of its time.
        let grazing = 1.0 / (flight.semi_major_axis_m / SPHERE.radius_m() * (1.0 - flight.eccentricity) - 1.0).abs().min(1.0);
        let path_m = flight.apogee_radius_m + speed * flight.flight_time_s;
        prop_assert!(miss < PROPAGATED_RELATIVE * grazing * path_m, "{miss} m, {flight:?}");
        // Backward to the start: a rounding of the energy at impact grows with the time.
        let drift = 1.0 + flight.flight_time_s * (MU / SPHERE.radius_m().powi(3)).sqrt();
        let back = end.after(-flight.flight_time_s, MU).unwrap();
        let miss = (back.position_m[0] - start.position_m[0]).hypot(back.position_m[1] - start.position_m[1]);
        prop_assert!(miss < PROPAGATED_RELATIVE * grazing * drift * path_m, "{miss} m back");
    }

    /// Hyperbolas are propagated as their own equation in the hyperbolic anomaly gives: M = e sinh
    /// F − F, r = a (1 − e cosh F).
    #[test]
    fn hyperbolas_are_propagated(excess in 100.0..30_000.0_f64, e in 1.001..20.0_f64, end in 0.01..14.0_f64) {
        let a = MU / (excess * excess); // |a|
        let perigee = a * (e - 1.0);
        let speed = (MU * (2.0 / perigee + 1.0 / a)).sqrt();
        let start = State { position_m: [perigee, 0.0, 0.0], velocity_m_per_s: [0.0, speed, 0.0] };
        let time = (a / MU).sqrt() * a * (e * end.sinh() - end);
        let there = start.after(time, MU).unwrap();
        let (x, y) = (a * (e - end.cosh()), a * (e * e - 1.0).sqrt() * end.sinh());
        let miss = (there.position_m[0] - x).hypot(there.position_m[1] - y);
        // Near a parabola a rounding of the speed changes a by much.
        let condition = 1.0 + 1.0 / (e - 1.0);
        prop_assert!(miss < PROPAGATED_RELATIVE * condition * 100.0 * x.hypot(y), "{miss} m of {}", x.hypot(y));
        let back = there.after(-time, MU);
        prop_assert!(back.is_ok(), "{back:?}");
    }

    /// A whole number of revolutions returns to the initial state.
    #[test]
    fn revolutions_come_round(q in 0.3..1.7_f64, angle in -1.4..1.4_f64, share in -1.0..1.0_f64, turns in 1..50_i32) {
        let speed = (q * MU / 7e6).sqrt();
        let start = State {
            position_m: [7e6, 0.0, 0.0],
            velocity_m_per_s: [speed * angle.sin(), speed * angle.cos(), 0.0],
        };
        let a = 7e6 / (2.0 - q);
        let period = std::f64::consts::TAU * (a / MU).sqrt() * a;
        let once = start.after(share * period, MU).unwrap();
        let often = start.after((share + f64::from(turns)) * period, MU).unwrap();
        let miss = (0..3).map(|i| (once.position_m[i] - often.position_m[i]).powi(2)).sum::<f64>().sqrt();
        let fastest = (2.0 * MU / (a * (1.0 - (1.0 - q * (2.0 - q) * angle.cos().powi(2)).sqrt()))).sqrt();
        let rounding = f64::EPSILON * REVOLUTION_ROUNDINGS * f64::from(turns + 1) * period * fastest;
        prop_assert!(miss < rounding, "{miss} m, allowed {rounding}");
    }

    /// The error coefficients are the derivatives of the range angle.
    #[test]
    fn error_coefficients_are_slopes(q in 0.05..1.9_f64, angle in 0.05..1.55_f64) {
        let burnout = Burnout { radius_m: 1.0, speed_m_per_s: q.sqrt(), flight_path_angle_rad: angle };
        let c = error_coefficients(burnout, 1.0).unwrap();
        let [v, r, phi] = Dual::variables([q.sqrt(), 1.0, angle]);
        let slopes = symmetric::arc_kernel(CanonicalBurnout { speed_ratio_squared: v * v * r, flight_path_angle_rad: phi })
            .range_angle_rad
            .partials;
        for (got, expected) in [
            c.by_speed_rad_per_m_per_s,
            c.by_radius_rad_per_m,
            c.by_flight_path_angle_rad_per_rad,
        ].into_iter().zip(slopes) {
            prop_assert!((got - expected).abs() <= SLOPES_RELATIVE * (1.0 + expected.abs()), "{got}, {expected}");
        }
    }

    /// No angle gives more than the greatest range, and none needs less than the minimum energy.
    #[test]
    fn greatest_range_is_greatest(q in 0.01..0.99_f64, angle in 0.0..FRAC_PI_2) {
        let greatest = symmetric::greatest_range(q).unwrap();
        let other = symmetric::arc(CanonicalBurnout { speed_ratio_squared: q, flight_path_angle_rad: angle }).unwrap();
        prop_assert!(other.range_angle_rad <= greatest.range_angle_rad * (1.0 + ARC_ROUND_TRIP_RELATIVE));
        let least = symmetric::minimum_energy(greatest.range_angle_rad).unwrap();
        close(least.speed_ratio_squared, q, ARC_ROUND_TRIP_RELATIVE);
        close(least.flight_time_over_unit, greatest.flight_time_over_unit, ARC_ROUND_TRIP_RELATIVE / (1.0 - q));
    }
}

/// Draws observations of any figures within the domain, with any of the three left out and in any
/// wording.
fn observations() -> impl Strategy<Value = Observation> {
    let word = |reported: Reported, how: u8| match how {
        0 => reported.about(),
        1 => reported.at_least(),
        2 => reported.at_most(),
        3 => reported.plus_or_minus(0.25 * reported.value()),
        _ => reported,
    };
    let figures = (decades(-3.0, 5.0), decades(-3.0, 4.3), decades(0.0, 5.4));
    (figures, (0..9_u8, 0..9_u8, 0..9_u8), 0..4_u8).prop_map(
        move |((apogee, range, time), words, left_out)| {
            let mut builder = Observation::builder();
            if left_out != 1 {
                builder = builder.apogee(word(Reported::km(apogee), words.0));
            }
            if left_out != 2 {
                builder = builder.ground_range(word(Reported::km(range.min(20_015.0)), words.1));
            }
            if left_out != 3 {
                builder = builder.flight_time(word(Reported::s(time), words.2));
            }
            builder.build().unwrap()
        },
    )
}

proptest! {
    #![proptest_config(config(3_000, SEED))]

    /// Every report gets a verdict with a reason, and a range within half the circumference or the
    /// reason for none.
    #[test]
    fn every_observation_is_answered(observation in observations(), burn_time_s in decades(-3.0, 2.778)) {
        // The flown methods, which take milliseconds, have tests of their own.
        let model = Model::default().with_method(Method::AnalyticBoost).with_burn_time_s(burn_time_s).unwrap();
        let estimate = estimate(&observation, &model).unwrap();
        let found = &estimate.consistency;
        prop_assert!(!found.reasons.is_empty(), "{observation}: {found}");
        prop_assert_eq!(found.verdict == Verdict::Impossible, estimate.ladder.is_empty());
        for number in [found.free_flight_time_s, found.rectilinear_time_s, found.circular_time_s].into_iter().flatten() {
            prop_assert!(number.is_finite() && number >= 0.0);
        }
        for rung in &estimate.ladder {
            match rung.reach() {
                Ok(Reach::Within { ground_range_m }) => {
                    prop_assert!(ground_range_m > 0.0 && ground_range_m < SPHERE.half_circumference_m());
                }
                Ok(Reach::Global) => {}
                Err(why) => prop_assert!(rung.method != Method::Flat && !why.to_string().is_empty()),
            }
        }
        let text = estimate.to_string();
        prop_assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
    }

    /// A higher apogee at the same range gives more range on the standard trajectory, by every
    /// method.
    #[test]
    fn a_higher_apogee_gives_more_range(altitude in decades(4.0, 6.6), ratio in 0.05..1.0_f64, more in 1.01..1.3_f64) {
        let reach = |altitude: f64, method| {
            let basis = Basis::ApogeeAndRange { apogee_altitude_m: altitude, ground_range_m: ratio * altitude };
            // A burn time that fits the flight: a fifth of the free ascent.
            let burn_time_s = (0.2 * (2.0 * altitude / 9.8).sqrt()).max(1.0);
            methods::working(method, basis, &Model::default().with_burn_time_s(burn_time_s).unwrap()).unwrap().reach()
        };
        // The flown rung, which takes milliseconds, has tests of its own.
        for method in [Method::Flat, Method::Kepler, Method::AnalyticBoost] {
            match (reach(altitude, method).range_km(), reach(altitude * more, method).range_km()) {
                (Some(less), Some(more)) => prop_assert!(more > less, "{method}: {less} km, then {more} km"),
                (None, Some(_)) => prop_assert!(false, "{method}: global, then not"),
                _ => {}
            }
        }
    }

    /// A longer flight time at the same apogee does not imply a shorter burn.
    #[test]
    fn a_longer_time_implies_no_shorter_burn(altitude_km in 100.0..8_000.0_f64, seconds in 0.0..500.0_f64, more in 0.0..100.0_f64) {
        let burn = |extra: f64| {
            let least = observed::rectilinear_time_s(altitude_km * 1e3, SPHERE).unwrap();
            let exactly = |reported: Reported| reported.plus_or_minus(0.0);
            let observation = Observation::builder()
                .apogee(exactly(Reported::km(altitude_km)))
                .ground_range(exactly(Reported::km(0.0)))
                .flight_time(exactly(Reported::s(least + 1.0 + extra)))
                .build()
                .unwrap();
            ImpliedBurnTime::of(&consistency(&observation).unwrap(), &observation.figures()).unwrap()
        };
        prop_assert!(burn(seconds + more).shortest_s >= burn(seconds).shortest_s);
        prop_assert!(burn(seconds + more).longest_s >= burn(seconds).longest_s);
    }

    /// The vehicle found flies the reported loft, and its burn makes up for the difference to the
    /// free arc.
    #[test]
    fn the_loft_is_reproduced(altitude in decades(4.5, 6.8), ratio in 0.0..3.0_f64, burn in 0.02..0.4_f64) {
        let burn_time_s = (burn * (2.0 * altitude / 9.8).sqrt()).min(600.0);
        let turns = Turns { burn_time_s, gravity: EffectiveGravity::default(), sphere: SPHERE };
        let ground_range_m = (ratio * altitude).min(0.99 * SPHERE.half_circumference_m());
        let loft = turns.loft(Loft { apogee_altitude_m: altitude, ground_range_m }).unwrap();
        let (acceleration, flight) = (loft.thrust_acceleration_m_per_s2, loft.flight);
        close(flight.apogee_altitude_m, altitude, LOFT_REPRODUCED_RELATIVE);
        close(flight.ground_range_m, ground_range_m, LOFT_REPRODUCED_RELATIVE);
        // The loft never goes farther than the flight for range.
        if let BoostedRange::Flight(standard) = turns.maximum_range(acceleration).unwrap() {
            prop_assert!(standard.ground_range_m >= flight.ground_range_m * (1.0 - LOFT_REPRODUCED_RELATIVE));
        }
        // The same loft is found from its own range and time.
        let again = turns.loft_in_time(flight.ground_range_m, flight.flight_time_s).unwrap();
        close(again.thrust_acceleration_m_per_s2, acceleration, 10.0 * LOFT_REPRODUCED_RELATIVE);
    }

    /// Every loft, also a flat or a slow one, is found again from its own range and time.
    #[test]
    fn every_loft_is_found_from_its_time(altitude in decades(4.0, 6.8), ratio in 0.0..12.0_f64, burn_time_s in 20.0..600.0_f64) {
        let turns = Turns { burn_time_s, gravity: EffectiveGravity::default(), sphere: SPHERE };
        let ground_range_m = (ratio * altitude).min(0.99 * SPHERE.half_circumference_m());
        // Not every range is possible at every apogee.
        if let Ok(loft) = turns.loft(Loft { apogee_altitude_m: altitude, ground_range_m }) {
            let again = turns.loft_in_time(loft.flight.ground_range_m, loft.flight.flight_time_s).unwrap();
            close(again.thrust_acceleration_m_per_s2, loft.thrust_acceleration_m_per_s2, 1e3 * LOFT_REPRODUCED_RELATIVE);
        }
    }

    /// No direction of burnout on a grid finer than that of the search goes farther than the one
    /// found.
    #[test]
    fn the_standard_flight_has_the_greatest_range(net in decades(-2.0, 1.7), burn_time_s in 5.0..300.0_f64, share in 0.0..1.0_f64) {
        let turns = Turns { burn_time_s, gravity: EffectiveGravity::default(), sphere: SPHERE };
        let acceleration = 9.806_65 + net;
        let BoostedRange::Flight(best) = turns.maximum_range(acceleration).unwrap() else { return Ok(()) };
        let n: f64 = acceleration / 9.806_65;
        let steepest = ((n + 1.0) / (n - 1.0)).powf(0.25).atan() * 0.999_999;
        for step in 0..40 {
            let z = (steepest * (f64::from(step) + share) / 40.0).tan();
            let flight = turns.flight(acceleration, z).unwrap();
            prop_assert!(flight.ground_range_m <= best.ground_range_m * (1.0 + LOFT_REPRODUCED_RELATIVE), "{z}");
        }
    }

    /// A burn of zero time is a gun shot, whose flight is Kepler's.
    #[test]
    fn a_burn_of_zero_time_gives_keplers_range(altitude in decades(4.0, 6.7), ratio in 0.0..1.0_f64) {
        let basis = Basis::ApogeeAndRange { apogee_altitude_m: altitude, ground_range_m: ratio * altitude };
        let model = Model::default().with_burn_time_s(0.001).unwrap();
        let reach = |method| methods::working(method, basis, &model).unwrap().reach().range_km();
        match (reach(Method::AnalyticBoost), reach(Method::Kepler)) {
            (Some(boost), Some(kepler)) => close(boost, kepler, GUN_RELATIVE),
            (boost, kepler) => prop_assert_eq!(boost, kepler),
        }
    }

    /// Over short ranges the flat Earth is a good approximation.
    #[test]
    fn short_flights_agree_with_the_flat_earth(altitude in decades(0.0, 3.5)) {
        let basis = Basis::ApogeeAndRange { apogee_altitude_m: altitude, ground_range_m: 0.0 };
        let kepler = kepler(basis, &Model::default()).unwrap();
        close(kepler.reach.range_km().unwrap() * 1e3, 2.0 * altitude, SHORT_RANGE_RELATIVE);
        close(kepler.arc.flight_time_s, (8.0 * altitude / 9.82).sqrt(), SHORT_RANGE_RELATIVE);
    }

    /// The unit of a flight time affects its rounding, not its value.
    #[test]
    fn minutes_and_seconds_agree(minutes in 1.0..200.0_f64) {
        let build = |time: Reported| Observation::builder().apogee_km(500.0).flight_time(time).build().unwrap();
        let value = |time| build(time).flight_time_s().unwrap().value;
        close(value(Reported::min(minutes)), value(Reported::s(60.0 * minutes)), ONE_ROUNDING_RELATIVE);
    }
}
