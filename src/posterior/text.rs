//! The posterior as lines of an answer.

use std::fmt;

use crate::posterior::{Percentiles, Posterior, Sensitivity, Slope};
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
        for (place, line) in self.sensitivity.lines(self.has_time).into_iter().enumerate() {
            writeln!(f, "{}", Line(if place == 0 { "sensitivity" } else { "" }, line))?;
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

impl Sensitivity {
    /// Returns the sensitivities as sentences, the flight time's first.
    fn lines(&self, has_time: bool) -> Vec<String> {
        let per_min = self
            .range_km_per_min
            .map(|slope| format!("{:+.0} km per minute of flight time", printed(slope, 1.0)));
        let at = if has_time { " at the same flight time" } else { "" };
        let per_apogee_km = self
            .range_km_per_apogee_km
            .map(|slope| format!("{:+.1} km per km of apogee{at}", printed(slope, 0.1)));
        per_min.into_iter().chain(per_apogee_km).collect()
    }
}

/// Returns a slope rounded to the power of ten of its standard error, and at least to a step. Zero
/// has no minus sign.
fn printed(slope: Slope, least_step: f64) -> f64 {
    let step = 10_f64.powf(slope.standard_error.max(least_step).log10().floor());
    (slope.value / step).round() * step + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_have_the_digits_that_their_errors_allow() {
        let shown = |value, standard_error, least_step| {
            format!("{:+.1}", printed(Slope { value, standard_error }, least_step))
        };
        assert_eq!(shown(376.2, 14.0, 1.0), "+380.0");
        assert_eq!(shown(-0.3, 0.1, 1.0), "+0.0");
        assert_eq!(shown(-0.04, 0.01, 0.1), "+0.0");
        assert_eq!(shown(2.34, 0.01, 0.1), "+2.3");
    }
}
