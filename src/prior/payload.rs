//! The payload of a drawn vehicle, and the same vehicle with another.
//!
//! A flight shows the mass that the last stage pushes, not how much of it is payload: that follows
//! from the mass of the last stage's structure, which is drawn.

use crate::prior::bounds::Bounds;
use crate::prior::marginal::{Marginal, marginal};
use crate::prior::reentry::ReentryBody;
use crate::prior::unreported::Unreported;

/// The payload of a flight over the payload of the missile's design, with equal chance within these
/// bounds.
///
/// Named for one missile are 500 kg and 300 kg (Schilling on two flights of one month), and 150 kg
/// to 1,000 kg (Elleman and 38 North on one day): a ratio of 0.3 to 3 between two flights.
const PAYLOAD_FACTOR: Bounds = Bounds { low: 0.5, high: 1.5 };

/// The mass of the last stage's structure over that of its propellant: from the bounds and
/// quartiles of liquid and of solid stages together (`propulsion.rs`).
const LAST_STRUCTURE_PER_PROPELLANT: Marginal = marginal(0.03, [0.06, 0.13], 0.25);

/// The greatest part of what is left after the last burnout that is structure.
const MOST_STRUCTURE_LEFT: f64 = 0.9;

/// The masses of a vehicle that flew, in units of the mass at the ignition of its last stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PayloadMasses<'a> {
    unreported: &'a Unreported,
    last_acceleration_m_per_s2: f64,
    /// The mass at each ignition, the first stage's first, without the last.
    at_ignition: Vec<f64>,
    payload: f64,
}

impl<'a> PayloadMasses<'a> {
    /// Returns the masses of a vehicle whose last stage begins with an acceleration in vacuum,
    /// m/s², for a structure at a fraction of the way through its prior; none where no payload is
    /// left.
    pub(crate) fn of(
        unreported: &'a Unreported,
        last_acceleration_m_per_s2: f64,
        fraction: f64,
    ) -> Option<Self> {
        let share = unreported.last_share(last_acceleration_m_per_s2);
        let most = Bounds { low: 0.0, high: MOST_STRUCTURE_LEFT * (1.0 - share) / share };
        let (structure, _) = LAST_STRUCTURE_PER_PROPELLANT.log_at_within(most, fraction)?;
        let mut above = 1.0;
        let mut at_ignition: Vec<f64> = Vec::with_capacity(unreported.lower_stages.len());
        for lower in unreported.lower_stages.iter().rev() {
            above /= 1.0 - lower.propellant_share * (1.0 + lower.structure_per_propellant);
            at_ignition.push(above);
        }
        at_ignition.reverse();
        let payload = 1.0 - share * (1.0 + structure);
        Some(Self { unreported, last_acceleration_m_per_s2, at_ignition, payload })
    }

    /// Returns the vehicle with its payload multiplied by a factor, and the first acceleration of
    /// its last stage in vacuum, m/s². Thrusts, burn times and structures stay; what comes down
    /// keeps its size.
    pub(crate) fn with_payload_times(&self, factor: f64) -> (Unreported, f64) {
        let more = (factor - 1.0) * self.payload;
        let mut unreported = self.unreported.clone();
        for (lower, mass) in unreported.lower_stages.iter_mut().zip(&self.at_ignition) {
            lower.propellant_share *= mass / (mass + more);
        }
        let lift_off = self.at_ignition.first().copied().unwrap_or(1.0);
        unreported.lift_off_ballistic_coefficient_kg_per_m2 *= (lift_off + more) / lift_off;
        if let ReentryBody::Payload { ballistic_coefficient_kg_per_m2 } = &mut unreported.reentry_body {
            *ballistic_coefficient_kg_per_m2 *= factor;
        }
        (unreported, self.last_acceleration_m_per_s2 / (1.0 + more))
    }
}

/// Returns the prior density of the payloads of flights of one missile over the payload of one
/// flight more, each within [`PAYLOAD_FACTOR`] of the same unknown design.
///
/// # Formula
///
/// With the payload of that flight y times the design's, the others are `r_k` y. Each has density
/// one within the bounds, so for `n` flights in all
///
/// ```text
/// ∫ y^(n−1) dy = (high^n − low^n)/n,   y from max(a, a/r_k) to min(b, b/r_k)
/// ```
pub(crate) fn payload_ratio_density(ratios: &[f64]) -> f64 {
    let Bounds { low, high } = ratios.iter().fold(PAYLOAD_FACTOR, |within, ratio| {
        within.and(Bounds { low: PAYLOAD_FACTOR.low / ratio, high: PAYLOAD_FACTOR.high / ratio })
    });
    if !(low < high) {
        return 0.0;
    }
    let flights = ratios.len() as i32 + 1;
    let width = PAYLOAD_FACTOR.high - PAYLOAD_FACTOR.low;
    (high.powi(flights) - low.powi(flights)) / (f64::from(flights) * width.powi(flights))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_payload_changes_no_thrust_and_no_structure() {
        let mut unreported = Unreported::nominal(180.0).unwrap();
        for lower in &mut unreported.lower_stages {
            lower.structure_per_propellant = 0.08;
        }
        let acceleration = 20.0;
        let masses = PayloadMasses::of(&unreported, acceleration, 0.5).unwrap();
        let vehicle = unreported.vehicle(acceleration).unwrap();
        let (other, slower) = masses.with_payload_times(1.5);
        let heavier = other.vehicle(slower).unwrap();
        // Both vehicles have one lift-off mass, so thrusts are compared over propellant.
        let per_propellant = |vehicle: &crate::physics::vehicle::Vehicle| -> Vec<f64> {
            let first = vehicle.stages()[0].propellant_mass_kg;
            vehicle.stages().iter().map(|stage| stage.propellant_mass_kg / first).collect()
        };
        for (one, two) in per_propellant(&vehicle).into_iter().zip(per_propellant(&heavier)) {
            assert!((one / two - 1.0).abs() < 1e-12, "{one} {two}");
        }
        assert!(heavier.ideal_delta_v_m_per_s() < vehicle.ideal_delta_v_m_per_s());
        let (same, as_fast) = masses.with_payload_times(1.0);
        assert_eq!((&same, as_fast), (&unreported, acceleration));
    }

    #[test]
    fn methods_has_the_bounds() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/methods.md");
        let methods = std::fs::read_to_string(path).unwrap().replace('\n', " ");
        let per_cent = |bounds: Bounds| format!("{:.0} to {:.0} %", 100.0 * bounds.low, 100.0 * bounds.high);
        let structure = LAST_STRUCTURE_PER_PROPELLANT;
        for said in [
            format!("within {} to {} of one unknown design", PAYLOAD_FACTOR.low, PAYLOAD_FACTOR.high),
            format!("{} of its propellant", per_cent(structure.bounds())),
            format!("half of it {}", per_cent(structure.quartiles().unwrap())),
        ] {
            assert!(methods.contains(&said), "METHODS has no {said:?}");
        }
    }

    #[test]
    fn densities_of_payload_ratios_are_normalised() {
        let steps = 4_000;
        let width = (3.0 - 1.0 / 3.0) / f64::from(steps);
        let total: f64 = (0..steps)
            .map(|step| width * payload_ratio_density(&[1.0 / 3.0 + width * (f64::from(step) + 0.5)]))
            .sum();
        assert!((total - 1.0).abs() < 1e-5, "{total}");
        assert_eq!(payload_ratio_density(&[]), 1.0);
        assert_eq!(payload_ratio_density(&[3.1]), 0.0);
        assert_eq!(payload_ratio_density(&[2.0, 0.6]), 0.0);
    }
}
