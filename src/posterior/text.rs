//! The posterior as lines of an answer.

use std::fmt;

use crate::posterior::{Percentiles, Posterior, Sensitivity};
use crate::reported::{Grouped, Line};

/// Prints the burn time, the ideal delta-v, the sensitivity and the effective sample size, a line
/// each.
impl fmt::Display for Posterior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |number: f64| Grouped(number.round());
        let Percentiles { p05, median, p95 } = self.burn_time_s;
        let burn = format!("{} s; 90 % interval {} to {} s", whole(median), whole(p05), whole(p95));
        writeln!(f, "{}", Line("burn time", burn))?;
        let (ideal, lost) = (self.ideal_delta_v_m_per_s.median, self.loft_loss_m_per_s.median);
        let delta_v = format!("{} m/s, of which the loft loses {} m/s", whole(ideal), whole(lost));
        writeln!(f, "{}", Line("ideal delta-v", delta_v))?;
        if let Some(sensitivity) = self.sensitivity {
            let [first, others @ ..] = &self.sensitivity_lines(sensitivity)[..] else { return Ok(()) };
            writeln!(f, "{}", Line("sensitivity", first))?;
            for other in others {
                writeln!(f, "{}", Line("", other))?;
            }
        }
        let size = format!(
            "{:.0} (of {} draws, seed {})",
            self.effective_sample_size,
            Grouped(f64::from(self.draws)),
            self.seed
        );
        write!(f, "{}", Line("effective sample size", size))
    }
}

impl Posterior {
    /// Returns the sensitivities as sentences, the flight time's first where it was used.
    fn sensitivity_lines(&self, s: Sensitivity) -> Vec<String> {
        let mut lines = Vec::new();
        if self.has_time {
            lines.push(format!(
                "{:+.0} km per minute of flight time, for one vehicle (the answer changes less)",
                s.range_km_per_min
            ));
            lines.push(format!(
                "{:+.1} km per km of apogee at the same flight time",
                s.range_km_per_apogee_km
            ));
        }
        lines.push(format!(
            "{:+.1} km per km of apogee at the same burn time",
            s.range_km_per_apogee_km_at_burn_time
        ));
        lines.push(format!("{:+.1} km per second of burn time", s.range_km_per_burn_s));
        lines
    }
}
