//! Propagation over its whole domain, from rectilinear to hyperbolic, against sixty digits.
//!
//! An error is measured as the distance from the exact end of the `f64` inputs over its length, and
//! judged in units of the condition number, at least one: Σ |xᵢ| |∂r/∂xᵢ| / |r|, by how much the
//! answer moves if every input is wrong by a rounding.

mod reference;

use std::f64::consts::PI;

use crate::common::random::Random;
use crate::common::tables::{number, rows};
use crate::common::tolerance::{REFERENCES_AGREE, TWO_BODY_RELATIVE};
use lofted::Error;
use lofted::physics::kepler::propagation::State;
use reference::{big, condition, inputs, propagate, relative, sum};

const MU: f64 = 3.986_004_418e14;

/// The random states of a test, in thousands; `.ci/long` sets a hundred.
fn thousands() -> usize {
    std::env::var("TWO_BODY_THOUSANDS").map_or(2, |thousands| thousands.parse().unwrap())
}

/// The strata of states.
const STRATA: [&str; 12] = [
    "rectilinear, bound",
    "rectilinear, unbound",
    "near rectilinear",
    "elliptic",
    "near circular",
    "near parabolic, bound",
    "near parabolic, unbound",
    "at escape speed",
    "hyperbolic",
    "fast hyperbolic",
    "fast, toward the centre",
    "slow",
];

/// Returns a number whose logarithm is uniform.
fn log(random: &mut Random, low: f64, high: f64) -> f64 {
    (random.between(low.ln(), high.ln())).exp()
}

/// Draws a state and an interval of a stratum.
fn draw(random: &mut Random, stratum: &str) -> (State, f64) {
    let radius = log(random, 1e6, 1e9);
    let escape = (2.0 * MU / radius).sqrt();
    let time_scale = radius / escape;
    let sign = random.one_of(&[1.0, -1.0]);
    if let Some(kind) = stratum.strip_prefix("rectilinear, ") {
        let speed =
            escape * if kind == "bound" { random.between(0.0, 0.999) } else { log(random, 1.001, 100.0) };
        return rectilinear(random, radius, speed * sign);
    }
    let speed = escape
        * match stratum {
            "near rectilinear" => random.between(0.01, 1.5),
            "elliptic" => random.between(0.1, 0.99),
            "slow" => log(random, 1e-9, 0.1),
            "near circular" => 0.5_f64.sqrt() * (1.0 + sign * log(random, 1e-17, 1e-3)),
            "near parabolic, bound" => 1.0 - log(random, 1e-16, 1e-2),
            "near parabolic, unbound" => 1.0 + log(random, 1e-16, 1e-2),
            "at escape speed" => 1.0,
            "hyperbolic" => random.between(1.01, 3.0),
            _ => log(random, 3.0, 1e3), // "fast" of either kind
        };
    // The angle of the velocity above the horizontal.
    let elevation = match stratum {
        "near rectilinear" => sign * (PI / 2.0 - log(random, 1e-12, 1e-2)),
        "near circular" => sign * log(random, 1e-17, 1e-3),
        "fast, toward the centre" => sign * (PI / 2.0 - log(random, 1e-8, 1.0)),
        _ => random.between(-1.5, 1.5),
    };
    let [a, b, c] = [random.between(0.0, 2.0 * PI), random.between(-1.5, 1.5), random.between(0.0, 2.0 * PI)];
    // Up, and a horizontal direction.
    let up = [a.cos() * b.cos(), a.sin() * b.cos(), b.sin()];
    let (east, north) = ([-a.sin(), a.cos(), 0.0], [-a.cos() * b.sin(), -a.sin() * b.sin(), b.cos()]);
    let along: [f64; 3] = std::array::from_fn(|i| c.cos() * east[i] + c.sin() * north[i]);
    let state = State {
        position_m: up.map(|x| radius * x),
        velocity_m_per_s: std::array::from_fn(|i| {
            speed * (elevation.sin() * up[i] + elevation.cos() * along[i])
        }),
    };
    (state, random.one_of(&[1.0, -1.0]) * time_scale * log(random, 1e-9, 1e4))
}

/// Draws a path exactly through the centre, in any direction, and an interval in which it does not
/// reach it: all components are small integers times one number.
fn rectilinear(random: &mut Random, radius: f64, speed: f64) -> (State, f64) {
    let direction = loop {
        let drawn: [f64; 3] = std::array::from_fn(|_| (random.bits() % 17) as f64 - 8.0);
        if drawn.iter().any(|x| *x != 0.0) {
            break drawn;
        }
    };
    let length = direction.iter().map(|x| x * x).sum::<f64>().sqrt();
    // With the last bits cleared the products are exact.
    let cleared = |x: f64| f64::from_bits((x / length).to_bits() & !0xff);
    let state = State {
        position_m: direction.map(|x| x * cleared(radius)),
        velocity_m_per_s: direction.map(|x| x * cleared(speed)),
    };
    let interval_s = random.one_of(&[1.0, -1.0]) * radius / speed.abs() * log(random, 1e-9, 1e4);
    match state.after(interval_s, MU) {
        Err(Error::ThroughTheCentre { collision_s, .. }) => {
            // Up to a thousandth before the centre.
            let share = if random.bits().is_multiple_of(2) {
                random.between(0.0, 1.0)
            } else {
                1.0 - log(random, 1e-3, 1.0)
            };
            (state, interval_s.signum() * collision_s * share)
        }
        _ => (state, interval_s),
    }
}

/// The worst of a stratum: relative errors of position and velocity, and both in units of the
/// condition number.
#[derive(Debug, Clone, Copy, Default)]
struct Worst {
    position: f64,
    velocity: f64,
    scaled: f64,
    condition: f64,
}

#[test]
fn random_states_of_every_stratum_are_propagated_to_their_conditioning() {
    let mut random = Random::seeded(20_170_704);
    let mut failed = Vec::new();
    println!("{:26} {:>9} {:>9} {:>9} {:>9}", "worst of", "position", "velocity", "scaled", "condition");
    for stratum in STRATA {
        let mut worst = Worst::default();
        for _ in 0..100 * thousands() {
            let (state, interval_s) = draw(&mut random, stratum);
            let after = match state.after(interval_s, MU) {
                Ok(after) => after,
                Err(error) => {
                    failed.push(format!("{stratum}: {error} {state:?} {interval_s:?}"));
                    continue;
                }
            };
            let from = inputs(&state, interval_s, MU);
            let exact = propagate(&from, None);
            let conditions = condition(&from, &exact).map(|k| k.max(1.0));
            let position = relative(&after.position_m.map(big), &exact.position);
            let velocity = relative(&after.velocity_m_per_s.map(big), &exact.velocity);
            let scaled = (position / conditions[0]).max(velocity / conditions[1]);
            if scaled > TWO_BODY_RELATIVE {
                failed.push(format!(
                    "{stratum}: {scaled:e} {position:e} {velocity:e} {conditions:?} {state:?} {interval_s:?}"
                ));
            }
            worst.position = worst.position.max(position);
            worst.velocity = worst.velocity.max(velocity);
            worst.scaled = worst.scaled.max(scaled);
            worst.condition = worst.condition.max(conditions[0]).max(conditions[1]);
        }
        println!(
            "{stratum:26} {:9.1e} {:9.1e} {:9.1e} {:9.1e}",
            worst.position, worst.velocity, worst.scaled, worst.condition
        );
    }
    assert!(
        failed.is_empty(),
        "{} refused or off:\n{}",
        failed.len(),
        failed[..failed.len().min(20)].join("\n")
    );
}

/// Reads a row's state and interval.
fn row_state(row: &std::collections::HashMap<String, String>) -> (State, f64) {
    let state = State {
        position_m: ["x", "y", "z"].map(|name| number(row, name)),
        velocity_m_per_s: ["vx", "vy", "vz"].map(|name| number(row, name)),
    };
    (state, number(row, "interval_s"))
}

/// The frozen table: of another program, in another form. It judges the crate, and the reference of
/// the random states too.
#[test]
fn every_row_of_the_table_is_propagated_to_its_conditioning() {
    let table = rows("two_body.csv");
    assert_eq!(table.len(), 200);
    for row in &table {
        let (state, interval_s) = row_state(row);
        let exact = |names: [&str; 3]| {
            names.map(|name| {
                sum(&[number(row, &format!("{name}_after")), number(row, &format!("{name}_after_rest"))])
            })
        };
        let (position, velocity) = (exact(["x", "y", "z"]), exact(["vx", "vy", "vz"]));
        let from = inputs(&state, interval_s, MU);
        let reference = propagate(&from, None);
        let conditions = condition(&from, &reference).map(|k| k.max(1.0));
        assert!(relative(&reference.position, &position) <= REFERENCES_AGREE * conditions[0], "{row:?}");
        assert!(relative(&reference.velocity, &velocity) <= REFERENCES_AGREE * conditions[1], "{row:?}");
        let after = state.after(interval_s, MU).unwrap();
        let position = relative(&after.position_m.map(big), &position);
        let velocity = relative(&after.velocity_m_per_s.map(big), &velocity);
        assert!(position <= TWO_BODY_RELATIVE * conditions[0], "{position:e}: {row:?}");
        assert!(velocity <= TWO_BODY_RELATIVE * conditions[1], "{velocity:e}: {row:?}");
    }
}

/// Just above escape speed a start value cancelled to zero, and the path was refused.
#[test]
fn just_above_escape_speed_no_path_is_refused() {
    for excess in [1e-15, 1e-12, 1e-10, 1e-8, 1e-6] {
        for interval_s in [1e-9, 1e-3, 1.0, 1e3, 1e6, 1e9] {
            let radius = 6.6e6;
            let speed = (2.0 * MU / radius).sqrt() * (1.0 + excess);
            let state =
                State { position_m: [radius, 0.0, 0.0], velocity_m_per_s: [0.6 * speed, 0.8 * speed, 0.0] };
            for interval_s in [interval_s, -interval_s] {
                let after = state.after(interval_s, MU).unwrap();
                let from = inputs(&state, interval_s, MU);
                let exact = propagate(&from, None);
                let condition = condition(&from, &exact)[0].max(1.0);
                let miss = relative(&after.position_m.map(big), &exact.position);
                assert!(miss <= TWO_BODY_RELATIVE * condition, "{miss:e} {excess:e} {interval_s:e}");
            }
        }
    }
}

/// A body that rises slowly near its apogee meets the centre later than one at rest, by twice its
/// rise: to first order v/g. The arc sine of the whole fall gave half the digits of that.
#[test]
fn the_time_to_the_centre_keeps_its_digits_near_the_apogee() {
    let radius = 7e6_f64;
    let at_rest_s = PI * (radius.powi(3) / (8.0 * MU)).sqrt();
    for share in [0.0, 1e-12, 1e-10, 1e-9, 1e-8] {
        let speed = share * (2.0 * MU / radius).sqrt();
        for upward in [1.0, -1.0] {
            let state =
                State { position_m: [radius, 0.0, 0.0], velocity_m_per_s: [upward * speed, 0.0, 0.0] };
            // After a whole revolution too, or two, it has passed through the centre.
            for times in [1.5, 2.0, 4.0] {
                assert!(matches!(state.after(times * at_rest_s, MU), Err(Error::ThroughTheCentre { .. })));
            }
            let Err(Error::ThroughTheCentre { collision_s, .. }) = state.after(1.5 * at_rest_s, MU) else {
                panic!("through the centre")
            };
            let expected = at_rest_s + upward * speed * radius * radius / MU;
            let miss = (collision_s / expected - 1.0).abs();
            assert!(miss <= TWO_BODY_RELATIVE, "{miss:e} at {speed:e}");
        }
    }
}
