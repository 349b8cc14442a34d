//! The burn time of the last stage at which a loft takes a given flight time.

use crate::inversion::initial_guess::approximation::{LoftApproximation, ON_THE_ARC_M_PER_S};
use crate::prior::Unreported;

/// Why no burn time meets a flight time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoBurn {
    /// The last stage would have to burn longer than any stage does.
    TooLong,
    /// The last stage would have to burn for no time at all.
    TooShort,
    /// The closed form has no flight there.
    Unknown,
}

/// The burn time of the last stage at which a loft takes a flight time, and the end of its search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Burn {
    /// The burn time of the last stage, s.
    pub(crate) burn_time_s: f64,
    /// The ideal velocity of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    burnout_altitude_m: f64,
}

impl LoftApproximation {
    /// Finds the burn time of the last stage at which the loft takes a flight time.
    ///
    /// The burn time and the last stage's ideal velocity are found together: each round corrects
    /// both.
    ///
    /// # Errors
    ///
    /// Why there is no burn time between 1 and 1,000 s.
    pub(crate) fn last_burn_time(&self, of: &Unreported, flight_time_s: f64) -> Result<Burn, NoBurn> {
        let mut unreported = of.clone();
        let rise_s = flight_time_s - self.fall_s(of);
        let mut slope = TYPICAL_SLOPE;
        let mut delta_v = 0.5 * of.last_stage.impulse.exhaust_m_per_s();
        let mut altitude = 0.0;
        let mut burn_s = 3.0 * of.last_stage.burn_time_s;
        let mut before: Option<(f64, f64)> = None;
        for _ in 0..MOST_ROUNDS {
            unreported.last_stage.burn_time_s = burn_s;
            let round = self.round(&unreported, delta_v, altitude).ok_or(NoBurn::Unknown)?;
            (delta_v, altitude) = (round.next_delta_v_m_per_s, round.burnout.altitude_m);
            let missing = round.missing_m_per_s.abs();
            let late = self.rise_s(&unreported, round.burnout) - rise_s;
            if late.abs() < 0.1 && missing < ON_THE_ARC_M_PER_S {
                return Ok(Burn {
                    burn_time_s: burn_s,
                    last_delta_v_m_per_s: delta_v,
                    burnout_altitude_m: altitude,
                });
            }
            if let Some((burn_before, late_before)) = before.filter(|_| missing < 200.0) {
                let measured = (late - late_before) / (burn_s - burn_before);
                slope = if (0.1..2.0).contains(&measured) { measured } else { TYPICAL_SLOPE };
            }
            before = Some((burn_s, late));
            let next = (burn_s - late / slope).clamp(SHORTEST_S, LONGEST_S);
            // The same bound twice: the solution is beyond it.
            if next == burn_s && missing < ON_THE_ARC_M_PER_S {
                return Err(if late < 0.0 { NoBurn::TooLong } else { NoBurn::TooShort });
            }
            burn_s = next;
        }
        Err(NoBurn::Unknown)
    }

    /// Returns ∂(flight time)/∂(burn time of the last stage) at a solution; none where they do
    /// not rise together.
    pub(crate) fn slope(&self, of: &Unreported, burn: Burn) -> Option<f64> {
        let mut unreported = of.clone();
        // The fall does not depend on the ascent.
        let mut rise_s = |burn_time_s: f64| {
            unreported.last_stage.burn_time_s = burn_time_s;
            let Burn { last_delta_v_m_per_s, burnout_altitude_m, .. } = burn;
            let (_, burnout) =
                self.onto_the_arc_from(&unreported, last_delta_v_m_per_s, burnout_altitude_m, ROUNDS_NEARBY)?;
            Some(self.rise_s(&unreported, burnout))
        };
        let longer_s = LONGER * burn.burn_time_s;
        let slope = (rise_s(burn.burn_time_s + longer_s)? - rise_s(burn.burn_time_s)?) / longer_s;
        (slope > 0.05).then_some(slope)
    }
}

/// The relative increment of the burn time for a difference, and the rounds of correction after it.
const LONGER: f64 = 0.02;
const ROUNDS_NEARBY: usize = 1;
/// The approximate d(flight time)/d(burn time).
const TYPICAL_SLOPE: f64 = 0.6;
/// The bounds of the search for the burn time, s: beyond any stage.
const SHORTEST_S: f64 = 1.0;
const LONGEST_S: f64 = 1e3;
/// The maximum number of rounds; six are typical.
const MOST_ROUNDS: usize = 20;
