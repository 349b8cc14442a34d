//! What a reader must know before relying on an answer.

use std::fmt;

use crate::low_arc::LowArc;
use crate::posterior::{MIN_EFFECTIVE_SAMPLE_SIZE, MIN_UNWIDENED, Posterior, widening_factor};
use crate::prior::OutsidePrior;
use crate::reported::Grouped;
use crate::slip::Slip;

/// A caution that belongs to an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// `arc_in_air`, and the range has no class, or `depressed`: the arc lies too low to be taken
    /// for free flight without a word.
    LowArc(LowArc),
    /// `unit_slip`, `exchanged_figures`, `clock_time` or `time_to_apogee`: a slip would explain the
    /// figures, which are used as they are.
    Slip(Slip),
    /// `outside_prior`: the flight time lies outside the prior, and the answer uses it.
    OutsidePrior(OutsidePrior),
    /// `time_ignored`: the flight time lies so far outside the prior that the answer ignores it.
    TimeIgnored(OutsidePrior),
    /// `top_speed_ignored`: the reported top speed contradicts the arc of the other figures, or
    /// hardly any vehicle that flies them has it; the answer does not use it.
    TopSpeedIgnored,
    /// `apogee_from_top_speed`: the top speed stands in for an apogee that nobody reported.
    ApogeeFromTopSpeed {
        /// The least apogee that it stands for, m.
        low_m: f64,
        /// The greatest, m.
        high_m: f64,
    },
    /// `few_draws`: the effective sample size is too small for the ends of the interval to be
    /// reliable.
    FewDraws {
        /// Kish's effective sample size.
        effective_sample_size: f64,
    },
    /// `widened_interval`: the effective sample size is so small that the interval was widened.
    WidenedInterval {
        /// Kish's effective sample size.
        effective_sample_size: f64,
        /// The factor by which each half of the interval was widened.
        factor: f64,
    },
    /// `lost_draws`: more than one draw in a hundred was lost to a search or a solver that failed.
    LostDraws {
        /// The number of lost draws.
        lost: u32,
        /// The number of all draws.
        draws: u32,
    },
}

/// The share of lost draws above which a warning is given.
const MAX_LOST_SHARE: f64 = 0.01;

impl Warning {
    /// Returns the stable name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::LowArc(low) => low.kind(),
            Self::Slip(slip) => slip.kind(),
            Self::OutsidePrior(_) => "outside_prior",
            Self::TimeIgnored(_) => "time_ignored",
            Self::TopSpeedIgnored => "top_speed_ignored",
            Self::ApogeeFromTopSpeed { .. } => "apogee_from_top_speed",
            Self::FewDraws { .. } => "few_draws",
            Self::WidenedInterval { .. } => "widened_interval",
            Self::LostDraws { .. } => "lost_draws",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LowArc(low) => write!(f, "{low}"),
            Self::Slip(slip) => write!(f, "{slip}"),
            Self::OutsidePrior(side) => write!(f, "{side}"),
            Self::TimeIgnored(side) => write!(f, "the flight time is ignored, because {side}"),
            Self::TopSpeedIgnored => write!(
                f,
                "the top speed is ignored, because it is not that of the arc of the other figures; one of them is wrong"
            ),
            Self::ApogeeFromTopSpeed { low_m, high_m } => write!(
                f,
                "the apogee was not reported: the top speed stands for {:.0} to {:.0} km, if the flight was lofted; a \
                 flat flight over the same range can have that speed too, and is not told apart",
                Grouped(low_m / 1e3),
                Grouped(high_m / 1e3)
            ),
            Self::FewDraws { effective_sample_size } => write!(
                f,
                "an effective sample size of {effective_sample_size:.0} is below {MIN_EFFECTIVE_SAMPLE_SIZE:.0}, too small for \
                 the ends of the interval; ask for more draws"
            ),
            Self::WidenedInterval { effective_sample_size, factor } => write!(
                f,
                "the interval is widened by {:.0} %, because an effective sample size of \
                 {effective_sample_size:.0} does not show its spread",
                (100.0 * (factor - 1.0)).ceil()
            ),
            Self::LostDraws { lost, draws } => {
                write!(f, "{lost} of {draws} draws were lost to a search that failed")
            }
        }
    }
}

impl Posterior {
    /// Returns the warnings that belong to this posterior, the gravest first.
    pub fn warnings(&self) -> Vec<Warning> {
        let outside = self.outside_prior.map(|side| {
            if self.is_time_ignored { Warning::TimeIgnored(side) } else { Warning::OutsidePrior(side) }
        });
        let lost = Warning::LostDraws { lost: self.lost_draws, draws: self.draws };
        let has_lost_many = f64::from(self.lost_draws) > MAX_LOST_SHARE * f64::from(self.draws);
        let mut warnings: Vec<Warning> = outside.into_iter().collect();
        warnings.extend(self.is_top_speed_ignored.then_some(Warning::TopSpeedIgnored));
        warnings.extend(sample_warnings(self.effective_sample_size));
        warnings.extend(has_lost_many.then_some(lost));
        warnings
    }
}

/// Returns the warnings that belong to an effective sample size, the gravest first.
pub(crate) fn sample_warnings(effective_sample_size: f64) -> Vec<Warning> {
    let is_small = !(effective_sample_size >= MIN_EFFECTIVE_SAMPLE_SIZE);
    let few = Warning::FewDraws { effective_sample_size };
    let factor = widening_factor(effective_sample_size);
    let widened = Warning::WidenedInterval { effective_sample_size, factor };
    let is_widened = effective_sample_size < MIN_UNWIDENED;
    [is_small.then_some(few), is_widened.then_some(widened)].into_iter().flatten().collect()
}
