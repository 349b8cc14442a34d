//! The posterior in a report.

use crate::posterior::{Percentiles, Posterior};
use crate::reported::Grouped;

/// What it implies, what it hangs on, and from how many draws; four lines of a report.
impl std::fmt::Display for Posterior {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |p: Percentiles| (Grouped(p.p05.round()), Grouped(p.median.round()), Grouped(p.p95.round()));
        let (low, median, high) = of(self.burn_time_s);
        write!(f, "implied   a burn of {median} s ({low} to {high}), ")?;
        let (_, ideal, _) = of(self.ideal_delta_v_m_per_s);
        let (_, lost, _) = of(self.loft_loss_m_per_s);
        write!(f, "an ideal delta-v of {ideal} m/s, {lost} of it lost on the loft")?;
        if let Some(s) = self.sensitivity {
            write!(f, "\nhangs on  (of one vehicle) ")?;
            if self.is_time_ignored || !self.has_time {
                write!(f, "a km of apogee: {:+.1} km; ", s.range_km_per_apogee_km_at_burn_time)?;
            } else {
                write!(
                    f,
                    "a minute of flight time: {:+.0} km; a km of apogee: {:+.1} km ({:+.1} at the same burn); ",
                    s.range_km_per_min, s.range_km_per_apogee_km, s.range_km_per_apogee_km_at_burn_time
                )?;
            }
            write!(f, "a second of burn: {:+.1} km", s.range_km_per_burn_s)?;
        }
        write!(
            f,
            "\ndraws     {}, worth {:.0} equal ones; seed {}",
            self.draws, self.effective_sample_size, self.seed
        )
    }
}
