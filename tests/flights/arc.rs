//! The whole-arc method: right to its own error estimate, by itself and in lanes, against DOP853
//! and the references.

use crate::common::random::Random;
use crate::common::scenarios::{LONG_ENOUGH_S, Motion, departures, p2, p3};
use crate::common::tolerance;
use lofted::Error;
use lofted::numerics::ode::{Dop853, Event};
use lofted::numerics::wide::Width;
use lofted::physics::arc::{
    Landing, Propagation, landing, landing_in, landing_with_drag, landings, landings_with_drag,
};
use lofted::physics::motion::{Oblate, OblateWithDrag, SphericalState, above_ellipsoid};

const WIDTHS: [Width; 3] = [Width::Widest, Width::Baseline, Width::Single];

/// The number of random flights of each kind. The constants of the error estimate were found on
/// other flights.
const FLIGHTS: usize = 4_000;

/// Draws a state at any latitude, from the ground to 1,000 km, at 1.5 to 7.6 km/s, one in five 20°
/// to 60° downward and the others 5° to 89.9° upward.
fn anything(random: &mut Random) -> [f64; 6] {
    let down = random.between(0.0, 1.0) < 0.2;
    let (least, most) = if down { (-60.0, -20.0) } else { (5.0, 89.9) };
    SphericalState {
        radius_m: 6_378.2e3 + 1e6 * random.between(0.0, 1.0).powi(2),
        latitude_rad: std::f64::consts::PI * random.between(-0.5, 0.5),
        longitude_rad: random.between(0.0, std::f64::consts::TAU),
        speed_m_per_s: random.between(1_500.0, 7_600.0),
        flight_path_angle_rad: random.between(least, most).to_radians(),
        azimuth_rad: random.between(0.0, std::f64::consts::TAU),
    }
    .state()
}

/// Returns the landing, or nothing where the error says that the flight does not come down and its
/// perigee is above ground.
fn landed(landing: lofted::Result<Landing>) -> Option<Landing> {
    if let Err(Error::NeverComesDown { impact_radius_m, perigee_radius_m, .. }) = landing {
        assert!(perigee_radius_m > impact_radius_m, "{landing:?}");
        return None;
    }
    Some(landing.unwrap())
}

fn apart_m(a: &[f64; 6], b: &[f64; 6]) -> f64 {
    a.iter().zip(b).take(3).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

/// Integrates a flight in short steps: long ones can pass over the dense air before the error
/// estimate contains it, by 7 mm even at this tolerance.
fn by_dop853<K: Motion>(model: &K, state: [f64; 6]) -> ([f64; 6], f64) {
    let mut impact = Event::falling(|_t, y: &[f64; 6]| above_ellipsoid(y));
    let solver = Dop853::with_tolerance(1e-12).longest_step(tolerance::STEP_INTO_AIR_S);
    let end = solver.run(model, 0.0, state, LONG_ENOUGH_S, &mut [&mut impact]).unwrap();
    assert_eq!(end.stopped_by, Some(0));
    (end.state, end.t)
}

/// Compares a landing with DOP853 at 1e-12; returns its distance from it and that distance as a
/// fraction of the estimated error.
fn share_used<K: Motion>(model: &K, state: [f64; 6], landing: &Landing) -> f64 {
    share_of(&by_dop853(model, state), landing)
}

fn share_of((exact, time_s): &([f64; 6], f64), landing: &Landing) -> f64 {
    let off = apart_m(&landing.state, exact);
    let speed = exact[3..].iter().map(|v| v * v).sum::<f64>().sqrt();
    let late = (landing.time_s - time_s).abs() * speed;
    assert!(above_ellipsoid(&landing.state).abs() < tolerance::ON_GROUND, "{landing:?}");
    (off.max(late) - tolerance::STEP_BY_STEP_M).max(0.0) / landing.error_m
}

#[test]
fn the_scenarios_land_at_their_references_with_few_evaluations() {
    let (flights, gravity) = p2();
    for flight in &flights {
        for (error_m, evaluations) in [(1.0, 16), (0.1, 24)] {
            let landing = landing(&gravity, flight.initial, error_m).unwrap();
            assert!(flight.error_m(&landing.state) < error_m, "{}: {landing:?}", flight.name);
            assert_eq!(landing.evaluations, evaluations, "{}: {landing:?}", flight.name);
            assert_eq!(landing.propagation, Propagation::Regular { pieces: 1 });
        }
        let landing = landing(&gravity, flight.initial, tolerance::MILLIMETRE_M).unwrap();
        assert!(flight.error_m(&landing.state) < tolerance::MILLIMETRE_M, "{}: {landing:?}", flight.name);
        assert_eq!(landing.evaluations, 48, "{}: {landing:?}", flight.name);
        assert_eq!(landing.propagation, Propagation::Regular { pieces: 2 });
    }
    let (flights, model) = p3();
    for flight in &flights {
        for width in WIDTHS {
            let landing = landing_with_drag(&model, flight.initial, 1.0, width).unwrap();
            assert!(flight.error_m(&landing.state) < 0.1, "{}: {landing:?}", flight.name);
            // Six steps, or in wide registers about twenty sweeps over panels.
            let most = if width == Width::Widest { 176 } else { 96 };
            assert!(landing.evaluations <= most, "{}: {landing:?}", flight.name);
            let landing = landing_with_drag(&model, flight.initial, tolerance::MILLIMETRE_M, width).unwrap();
            let off_m = flight.error_m(&landing.state);
            assert!(off_m < tolerance::MILLIMETRE_M, "{}: {landing:?}", flight.name);
            assert_ne!(landing.propagation, Propagation::Dop853, "{}: {landing:?}", flight.name);
            assert!(landing.evaluations <= 360, "{}: {landing:?}", flight.name);
        }
    }
}

#[test]
fn the_error_estimate_holds_for_every_flight_that_comes_down() {
    let gravity = Oblate::default();
    for error_m in [100.0, 1.0, 1e-3] {
        let mut random = Random::seeded(20_170_704);
        let (mut worst, mut regular) = (0.0_f64, 0);
        let states: Vec<[f64; 6]> = (0..FLIGHTS).map(|_| anything(&mut random)).collect();
        let side_by_side = landings(&gravity, &states, error_m, Width::Widest);
        assert_eq!(side_by_side.len(), FLIGHTS);
        for (k, (state, beside)) in states.iter().zip(side_by_side).enumerate() {
            let Some(landing) = landed(landing(&gravity, *state, error_m)) else { continue };
            let exact = by_dop853(&gravity, *state);
            for landing in [&landing, &beside.unwrap()] {
                assert!(landing.error_m <= error_m);
                let used = share_of(&exact, landing);
                assert!(used <= 1.0, "flight {k} uses {used} of its error: {landing:?}");
                worst = worst.max(used);
            }
            regular += usize::from(landing.propagation != Propagation::Dop853);
        }
        println!("{error_m} m: {regular} of {FLIGHTS} by the whole arc, {worst:.3} of the error used");
        assert!(regular * 100 >= FLIGHTS * 99, "only {regular} by the whole arc at {error_m} m");
    }
}

#[test]
fn the_error_estimate_holds_in_the_air() {
    for error_m in [100.0, 1.0, tolerance::MILLIMETRE_M] {
        let mut random = Random::seeded(20_170_704);
        let (mut worst, mut planned) = (0.0_f64, 0);
        for k in 0..FLIGHTS {
            let state = anything(&mut random);
            let model = OblateWithDrag::new(500.0 * 100_f64.powf(random.between(0.0, 1.0))).unwrap();
            // One width after the other, so that each has flights of every kind.
            let width = WIDTHS[k % WIDTHS.len()];
            let landing = landed(landing_with_drag(&model, state, error_m, width));
            let Some(landing) = landing else { continue };
            assert!(landing.error_m <= error_m);
            let used = share_used(&model, state, &landing);
            assert!(used <= 1.0, "flight {k} uses {used} of its error: {landing:?}");
            worst = worst.max(used);
            planned += usize::from(landing.propagation != Propagation::Dop853);
        }
        println!(
            "{error_m} m: {planned} of {FLIGHTS} in rows of steps or panels, {worst:.3} of the error used"
        );
    }
}

#[test]
fn a_batch_equals_its_single_flights_in_every_width() {
    let states = departures(203);
    let (gravity, model) = (Oblate::default(), OblateWithDrag::new(5_000.0).unwrap());
    let free: Vec<Landing> = states.iter().map(|state| landing(&gravity, *state, 1.0).unwrap()).collect();
    let braked: Vec<Landing> =
        states.iter().map(|s| landing_with_drag(&model, *s, 1.0, Width::Single).unwrap()).collect();
    for width in WIDTHS {
        let (all_free, all_braked) =
            (landings(&gravity, &states, 1.0, width), landings_with_drag(&model, &states, 1.0, width));
        assert_eq!((all_free.len(), all_braked.len()), (states.len(), states.len()), "{width:?}");
        for (one, many) in free.iter().zip(all_free) {
            let many = many.unwrap();
            assert!(apart_m(&one.state, &many.state) < tolerance::WIDTHS_M, "{width:?}: {one:?} {many:?}");
        }
        for (one, many) in braked.iter().zip(all_braked) {
            let many = many.unwrap();
            // In a batch every flight makes as many sweeps as the slowest one, so the two agree
            // only to their errors.
            assert!(apart_m(&one.state, &many.state) < one.error_m, "{width:?}: {one:?} {many:?}");
        }
    }
    for (state, landing) in states.iter().zip(landings_with_drag(&model, &states, 1.0, Width::Widest)) {
        assert!(share_used(&model, *state, &landing.unwrap()) <= 1.0);
    }
    for (state, landing) in states.iter().zip(landings(&gravity, &states, 1.0, Width::Widest)) {
        assert!(share_used(&gravity, *state, &landing.unwrap()) <= 1.0);
    }
}

/// In lanes and alone, and where lanes are refined: flights of one kind, which lanes land at once,
/// and of every kind, of which some lanes miss the error.
#[test]
fn batches_are_right_to_a_millimetre_in_every_width() {
    let error_m = tolerance::MILLIMETRE_M;
    let (gravity, model) = (Oblate::default(), OblateWithDrag::new(5_000.0).unwrap());
    let mut random = Random::seeded(5);
    let mixed: Vec<[f64; 6]> = (0..FLIGHTS / 10).map(|_| anything(&mut random)).collect();
    let alike = departures(203);
    for (states, most_integrated) in [(&alike, 0), (&mixed, mixed.len() / 2)] {
        let (mut by_air, mut by_gravity) = (Vec::new(), Vec::new());
        for width in WIDTHS {
            by_gravity.push(landings(&gravity, states, error_m, width));
            by_air.push(landings_with_drag(&model, states, error_m, width));
        }
        let mut integrated = [0; 2];
        for (k, state) in states.iter().enumerate() {
            let exact = by_gravity[0][k].is_ok().then(|| by_dop853(&gravity, *state));
            for landing in by_gravity.iter().filter_map(|all| landed(all[k].clone())) {
                assert!(landing.error_m <= error_m);
                let used = share_of(&exact.unwrap(), &landing);
                assert!(used <= 1.0, "flight {k} uses {used} of its error: {landing:?}");
                integrated[0] += usize::from(landing.propagation == Propagation::Dop853);
            }
            let exact = by_air[0][k].is_ok().then(|| by_dop853(&model, *state));
            for landing in by_air.iter().filter_map(|all| landed(all[k].clone())) {
                assert!(landing.error_m <= error_m);
                let used = share_of(&exact.unwrap(), &landing);
                assert!(used <= 1.0, "flight {k} uses {used} of its error in the air: {landing:?}");
                integrated[1] += usize::from(landing.propagation == Propagation::Dop853);
            }
        }
        // Those that begin with a climb through the air are integrated.
        println!("{integrated:?} of {} in three widths integrated", states.len());
        assert!(integrated[1] <= 3 * most_integrated && integrated[0] * 100 <= 3 * states.len());
    }
}

#[test]
fn a_flight_that_fails_leaves_the_others_of_a_batch_unchanged() {
    let gravity = Oblate::default();
    let mut states = departures(11);
    states[3][1] = f64::NAN;
    states[5] = [7e6, 0.0, 0.0, 0.0, 11_000.0, 0.0];
    states[6] = [7e6, 0.0, 0.0, 0.0, 7_546.0, 0.0];
    states[9] = [6e6, 0.0, 0.0, 0.0, 1_000.0, 0.0];
    let model = OblateWithDrag::new(5_000.0).unwrap();
    for width in WIDTHS {
        for landings in
            [landings(&gravity, &states, 1.0, width), landings_with_drag(&model, &states, 1.0, width)]
        {
            for (k, landing) in landings.iter().enumerate() {
                match k {
                    3 | 9 => assert!(matches!(landing, Err(Error::OutsideDomain { .. })), "{k}: {landing:?}"),
                    5 => assert!(matches!(landing, Err(Error::Escapes { .. })), "{landing:?}"),
                    6 => assert!(matches!(landing, Err(Error::NeverComesDown { .. })), "{landing:?}"),
                    _ => assert!(landing.is_ok(), "{k}: {landing:?}"),
                }
            }
        }
    }
    for error_m in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        for width in WIDTHS {
            assert!(landing_in(&gravity, states[0], error_m, width).is_err());
            assert!(landings(&gravity, &states, error_m, width).iter().all(Result::is_err));
            assert!(landings_with_drag(&model, &states, error_m, width).iter().all(Result::is_err));
        }
    }
    let message = landing(&gravity, states[9], 1.0).unwrap_err().to_string();
    assert!(message.contains("over the ellipsoid") && message.contains("zero or more"), "{message}");
    assert!(landings(&gravity, &[], 1.0, Width::Widest).is_empty());
}

/// A flight that does not come down is reported by its conic: from every point of the ellipse, by
/// its perigee and apogee.
#[test]
fn an_orbit_is_reported_by_its_perigee_and_apogee() {
    let gravity = Oblate::default();
    let (axis_m, eccentricity) = (9e6, 0.2);
    for anomaly in [0.0, 1.0, 2.5] {
        let radius_m = axis_m * (1.0 - eccentricity * f64::cos(anomaly));
        let pace = (gravity.gravitational_parameter_m3_per_s2 * axis_m).sqrt() / radius_m;
        let minor = f64::sqrt(1.0 - eccentricity * eccentricity);
        let (sin, cos) = f64::sin_cos(anomaly);
        let place = [axis_m * (cos - eccentricity), axis_m * minor * sin];
        let velocity = [-pace * sin, pace * minor * cos];
        let state = [place[0], place[1], 0.0, velocity[0], velocity[1], 0.0];
        let Err(Error::NeverComesDown { perigee_radius_m, apogee_radius_m, .. }) =
            landing(&gravity, state, 1.0)
        else {
            panic!("it comes down from an anomaly of {anomaly}")
        };
        for (got, share) in [(perigee_radius_m, 1.0 - eccentricity), (apogee_radius_m, 1.0 + eccentricity)] {
            let expected = axis_m * share;
            assert!((got - expected).abs() < tolerance::CONIC_RELATIVE * expected, "{got}, not {expected}");
        }
    }
}

#[test]
fn extreme_inputs_are_answered_or_refused_in_finite_time() {
    let gravity = Oblate::default();
    let model = OblateWithDrag::new(5_000.0).unwrap();
    for position in [6.4e6, 1e7, 1e12, 1e200] {
        for speed in [0.0, 1e-300, 1.0, 3e3, 1e5, 1e200] {
            for direction in [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [-0.6, 0.8]] {
                let state = [position, 0.0, 0.0, speed * direction[0], speed * direction[1], 0.0];
                let answers =
                    [landing(&gravity, state, 1.0), landing_with_drag(&model, state, 1.0, Width::Widest)];
                for landing in answers.into_iter().flatten() {
                    assert!(landing.time_s.is_finite() && landing.state.iter().all(|x| x.is_finite()));
                    assert!(landing.time_s >= 0.0, "{state:?}: {landing:?}");
                }
            }
        }
    }
}
