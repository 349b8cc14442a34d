//! The covariates of a proposed vehicle: numbers that are known before any flight is integrated,
//! and that its range depends on.

use nalgebra::SVector;

use crate::inversion::Loft;
use crate::prior::{LoftSteering, Unreported};

/// The number of covariates.
pub(super) const COVARIATES: usize = 18;

/// The covariates of a vehicle and its loft, most of them logarithms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Covariates(SVector<f64, COVARIATES>);

impl Covariates {
    /// Returns the covariates of a vehicle whose loft is estimated to need a given ideal velocity
    /// of its last stage, m/s.
    pub(super) fn of(unreported: &Unreported, last_delta_v_m_per_s: f64, loft: Loft) -> Self {
        let last = unreported.last_stage;
        let stages = unreported.lower_stages.len() + 1;
        let last_share = -(-last_delta_v_m_per_s / last.impulse.exhaust_m_per_s()).exp_m1();
        let (first_s, first_share, first_impulse) =
            unreported.lower_stages.first().map_or((last.burn_time_s, last_share, last.impulse), |first| {
                (first.burn_time_s, first.propellant_share, first.impulse)
            });
        let lower = unreported.lower_stages.iter();
        let below_m_per_s: f64 =
            lower.map(|stage| -stage.impulse.exhaust_m_per_s() * (-stage.propellant_share).ln_1p()).sum();
        let ideal_m_per_s = below_m_per_s + last_delta_v_m_per_s;
        let has = |number: usize| f64::from(u8::from(stages == number));
        let steering = match unreported.loft_steering {
            LoftSteering::GravityTurn => 0.0,
            LoftSteering::PitchProgramme { share_of_burn } => share_of_burn,
        };
        let numbers = [
            has(2),
            has(3),
            has(4),
            unreported.burn_time_s().ln(),
            (unreported.burn_time_s() / TYPICAL_BURN_S).ln().powi(2),
            first_s.ln(),
            last.burn_time_s.ln(),
            (first_share * first_impulse.sea_level_s / first_s).ln(),
            first_impulse.vacuum_s.ln(),
            last.impulse.vacuum_s.ln(),
            (first_impulse.sea_level_s / first_impulse.vacuum_s).ln(),
            ideal_m_per_s.ln(),
            (last_delta_v_m_per_s / ideal_m_per_s).ln(),
            ln_drag(unreported.lift_off_ballistic_coefficient_kg_per_m2),
            ln_drag(unreported.typical_reentry_ballistic_coefficient_kg_per_m2()),
            loft.apogee_altitude_m.ln(),
            loft.ground_range_m.ln(),
            steering,
        ];
        Self(SVector::from(numbers.map(|number| if number.is_finite() { number } else { 0.0 })))
    }

    /// Returns the numbers as a vector.
    pub(super) fn values(&self) -> SVector<f64, COVARIATES> {
        self.0
    }

    #[cfg(test)]
    pub(super) fn from_values(values: [f64; COVARIATES]) -> Self {
        Self(SVector::from(values))
    }
}

/// Returns the logarithm of the inverse of a ballistic coefficient, kg/m², finite without drag.
pub(super) fn ln_drag(ballistic_coefficient_kg_per_m2: f64) -> f64 {
    (1.0 / ballistic_coefficient_kg_per_m2 + NO_DRAG).ln()
}

/// The burn time about which the range is curved, s.
const TYPICAL_BURN_S: f64 = 120.0;
/// The offset of an inverse ballistic coefficient, m²/kg, so that zero drag has a logarithm.
const NO_DRAG: f64 = 1e-7;

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that the covariates of a vehicle without drag, or with an empty last stage, are
    /// finite.
    #[test]
    fn covariates_are_finite() {
        let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 930e3 };
        let mut of = Unreported::nominal(200.0).unwrap();
        of.lift_off_ballistic_coefficient_kg_per_m2 = f64::INFINITY;
        for last_delta_v_m_per_s in [0.0, 1.0, 4_000.0, f64::INFINITY] {
            let Covariates(numbers) = Covariates::of(&of, last_delta_v_m_per_s, loft);
            assert!(numbers.iter().all(|number| number.is_finite()), "{last_delta_v_m_per_s}: {numbers}");
        }
        let single = Unreported { lower_stages: Vec::new(), ..of };
        let Covariates(numbers) = Covariates::of(&single, 3_000.0, loft);
        assert!(numbers.iter().all(|number| number.is_finite()), "{numbers}");
    }
}
