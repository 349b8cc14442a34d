//! How long a last stage has to burn for its loft to take a time.

use crate::ladder::flown::sketch::{Burnout, HIGHEST_OF_APOGEE, Lofts, Rough};
use crate::prior::Unreported;

/// Why a loft cannot be made to take a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoBurn {
    /// It would have to burn longer than any stage does.
    TooLong,
    /// It would have to burn for no time at all.
    TooShort,
    /// The sketch has no flight there.
    Unknown,
}

impl Lofts {
    /// The burn time of the last stage, s, at which a loft takes a time.
    ///
    /// The burn time and the last stage's ideal velocity are found together: each round corrects both.
    ///
    /// # Errors
    ///
    /// Why there is none between 1 and 1,000 s.
    pub(crate) fn last_burn_time(&self, of: &Unreported, flight_time_s: f64) -> Result<f64, NoBurn> {
        let mut unreported = of.clone();
        let rise_s = flight_time_s - self.fall_s(of);
        let mut slope = TYPICAL_SLOPE;
        let mut delta_v = 0.5 * of.last_stage.impulse.exhaust_m_per_s();
        let mut altitude = 0.0;
        let mut burn_s = 3.0 * of.last_stage.burn_time_s;
        let mut before: Option<(f64, f64)> = None;
        for _ in 0..MOST_ROUNDS {
            unreported.last_stage.burn_time_s = burn_s;
            let burnout = self.ascent(&unreported, delta_v, altitude);
            altitude = burnout.altitude_m.min(HIGHEST_OF_APOGEE * self.loft.apogee_altitude_m);
            let needed = self.arc_speed_m_per_s(self.sphere.radius_m + altitude).ok_or(NoBurn::Unknown)?;
            let missing = needed - burnout.speed_m_per_s;
            delta_v = (delta_v + missing).clamp(1.0, 30e3);
            let late = self.rise_s(&unreported, Burnout { altitude_m: altitude, ..burnout }) - rise_s;
            if late.abs() < 0.1 && missing.abs() < 20.0 {
                return Ok(burn_s);
            }
            if let Some((burn_before, late_before)) = before.filter(|_| missing.abs() < 200.0) {
                let seen = (late - late_before) / (burn_s - burn_before);
                slope = if (0.1..2.0).contains(&seen) { seen } else { TYPICAL_SLOPE };
            }
            before = Some((burn_s, late));
            let next = (burn_s - late / slope).clamp(SHORTEST_S, LONGEST_S);
            // Twice at an end: beyond it.
            if next == burn_s && missing.abs() < 20.0 {
                return Err(if late < 0.0 { NoBurn::TooLong } else { NoBurn::TooShort });
            }
            burn_s = next;
        }
        Err(NoBurn::Unknown)
    }

    /// ∂(flight time)/∂(burn time of the last stage), of a vehicle roughly sketched; none where they do not rise together.
    pub(crate) fn slope(&self, of: &Unreported, rough: Rough) -> Option<f64> {
        let mut longer = of.clone();
        longer.last_stage.burn_time_s *= 1.02;
        let slope =
            (self.roughly(&longer)?.flight_time_s - rough.flight_time_s) / (0.02 * of.last_stage.burn_time_s);
        (slope > 0.05).then_some(slope)
    }
}

/// A second more of burning takes about so much more of flight.
const TYPICAL_SLOPE: f64 = 0.6;
/// Burn times looked at, s: beyond any stage.
const SHORTEST_S: f64 = 1.0;
const LONGEST_S: f64 = 1e3;
/// Rounds allowed; six are typical.
const MOST_ROUNDS: usize = 20;
