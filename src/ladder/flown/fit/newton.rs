//! The loft by Newton's method from a sketch: quick, and given up where it does not close in.

use crate::error::Result;
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::Solution;
use crate::ladder::flown::fit::sample::Range;
use crate::ladder::flown::flights::GREATEST_KICK_RAD;
use crate::ladder::flown::sketch::Sketch;

/// How close a flight has to come to a loft.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Closeness {
    /// Of the apogee, m.
    pub(crate) apogee_m: f64,
    /// Of the ground range, m.
    pub(crate) ground_range_m: f64,
}

/// Flights allowed; three to six are typical.
const PATIENCE: usize = 10;

impl Range<'_> {
    /// The thrust and the kick that fly a loft, from a sketch, whose slopes learn from each flight. None where it does
    /// not close in.
    pub(super) fn newton(
        &mut self,
        loft: Loft,
        start: Sketch,
        closeness: Closeness,
    ) -> Result<Option<Solution>> {
        let mut sketch = start;
        let mut before: Option<([f64; 2], [f64; 2])> = None;
        for _ in 0..PATIENCE {
            let thrust = self.unreported.last_acceleration_m_per_s2(sketch.last_delta_v_m_per_s);
            let kick = sketch.ln_kick.exp();
            if !(thrust > 0.0 && kick > 0.0 && kick <= GREATEST_KICK_RAD) {
                return Ok(None);
            }
            let sample = self.fly(thrust, kick)?;
            let now = [sample.apogee_m, sample.range_m];
            let miss = [loft.apogee_altitude_m - sample.apogee_m, loft.ground_range_m - sample.range_m];
            let [too_low, too_short] = miss;
            if !(too_low.is_finite() && too_short.is_finite()) || sample.burnout.is_none() {
                return Ok(None);
            }
            if too_low.abs() <= closeness.apogee_m && too_short.abs() <= closeness.ground_range_m {
                return Ok(Some(Solution { thrust, kick, sample }));
            }
            if let Some((step, then)) = before {
                sketch.learn(step, [now[0] - then[0], now[1] - then[1]]);
            }
            let step = sketch.step(miss);
            sketch.last_delta_v_m_per_s += step[0];
            sketch.ln_kick += step[1];
            before = Some((step, now));
        }
        Ok(None)
    }
}
