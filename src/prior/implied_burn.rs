//! The burn times that a flight time implies, from how powered ascents differ from free flight.

use std::fmt;

use crate::consistency::{Consistency, Spread};
use crate::observation::Figures;
use crate::reported::Grouped;

/// The least time that a powered ascent adds to the time of free flight, as a fraction of its burn
/// time.
///
/// A body in free flight from the surface has its full speed at once; a vehicle that takes t_b to
/// reach the altitude κ v t_b loses (1 − κ) t_b compared with it. κ is ½ at constant
/// acceleration, falls toward 0.15 as the acceleration is put off to the end (mass ratios to
/// 1000), and reaches 0.55 where the first of two equal burns gives three fifths of the speed;
/// METHODS derives it.
const LEAST_SURPLUS_PER_BURN: f64 = 0.45;
/// The greatest time that a powered ascent adds to the time of free flight, as a fraction of its
/// burn time.
const GREATEST_SURPLUS_PER_BURN: f64 = 0.85;

/// The burn times that a report's flight time is consistent with, within the reporting precision.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ImpliedBurnTime {
    /// The shortest burn time, s.
    pub shortest_s: f64,
    /// The longest burn time, s.
    pub longest_s: f64,
}

impl ImpliedBurnTime {
    /// Returns the burn times implied by the surplus of the flight time over free flight; none
    /// where there is no surplus, or where a figure is a one-sided bound, which leaves the surplus
    /// open.
    pub fn of(consistency: &Consistency, figures: &Figures) -> Option<Self> {
        let surplus = consistency.surplus_s.filter(|_| !figures.has_one_sided())?;
        let shortest_s = shortest_s(surplus)?.max(0.0);
        let longest_s = longest_s(surplus)?;
        (longest_s > 0.0).then_some(Self { shortest_s, longest_s })
    }
}

impl fmt::Display for ImpliedBurnTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "within the reporting precision, consistent with a burn time of {:.0} to {:.0} s",
            Grouped(self.shortest_s),
            Grouped(self.longest_s)
        )
    }
}

/// Returns the shortest burn time that a surplus can come from, s; below zero where the surplus can
/// be negative.
pub(crate) fn shortest_s(surplus: Spread) -> Option<f64> {
    surplus.low.map(|low| low / GREATEST_SURPLUS_PER_BURN)
}

/// Returns the longest burn time that a surplus can come from, s.
pub(crate) fn longest_s(surplus: Spread) -> Option<f64> {
    surplus.high.map(|high| high / LEAST_SURPLUS_PER_BURN)
}
