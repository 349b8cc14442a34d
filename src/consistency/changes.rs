//! What change of which figure would change the verdict.

use std::fmt;

use crate::consistency::{Check, Verdict};
use crate::error::{Figure, Result};
use crate::numerics::roots::{RootSearch, root};
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::reported::Grouped;

/// A change of one figure that would change the verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The figure to change.
    pub figure: Figure,
    /// Whether it would have to be at most (else at least) this.
    pub at_most: bool,
    /// Where the verdict changes, m or s. It is the true value that has to be there, not the printed one.
    pub threshold_si: f64,
    /// By how much of the reported figure that differs from it, as a fraction; below zero for less.
    pub relative: f64,
    /// What the verdict would then be.
    pub verdict: Verdict,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { figure, at_most, threshold_si, relative, verdict } = *self;
        let (value, unit) = match figure {
            Figure::FlightTime => (threshold_si, "s"),
            Figure::Apogee | Figure::GroundRange => (threshold_si / 1e3, "km"),
        };
        let bound = if at_most { "at most" } else { "at least" };
        write!(
            f,
            "would be {verdict} with {} {figure} of {bound} {:.1} {unit} ",
            article(figure),
            Grouped(value)
        )?;
        write!(f, "({:+.1} %)", 100.0 * relative)
    }
}

fn article(figure: Figure) -> &'static str {
    if figure == Figure::Apogee { "an" } else { "a" }
}

impl Check {
    /// Where each figure would have to be for another verdict, the others as they are.
    pub(super) fn changes(&self, verdict: Verdict) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let Some((time, longest_s)) = self.figures.flight_time_s.and_then(|time| Some((time, time.high?)))
        else {
            return Ok(changes);
        };
        let (unbeatable_s, free_s) = self.bounds_s()?;
        let mut push = |figure, at_most, threshold_si: f64, reported: f64, verdict| {
            let relative = threshold_si / reported - 1.0;
            if relative.is_finite() {
                changes.push(Change { figure, at_most, threshold_si, relative, verdict });
            }
        };
        // A vertical flight leaves no room between the free arc and the unbeatable bound.
        let can_be_strained = free_s > unbeatable_s;
        let acceptable = if self.figures.apogee_altitude_m.is_some() {
            Verdict::Possible
        } else {
            Verdict::Underdetermined
        };
        let over_range = self.figures.ground_range_m.map_or(0.0, |range| range.low);
        let highest_on_an_arc = self.apogee_of_free_time_m(over_range, longest_s)?;
        let longest_range_on_an_arc = self
            .figures
            .apogee_altitude_m
            .map_or(Ok(None), |apogee| self.range_of_free_time_m(apogee.low, longest_s))?;
        match verdict {
            Verdict::Impossible | Verdict::Strained => {
                if let Some(apogee) = self.figures.apogee_altitude_m {
                    let quick_enough = longest_s >= self.least_time_over_ground_s(over_range)?;
                    if verdict == Verdict::Impossible && can_be_strained && quick_enough {
                        let vertical = apogee_altitude_m(0.0, longest_s, self.sphere)?;
                        push(Figure::Apogee, true, vertical, apogee.value, Verdict::Strained);
                    }
                    if let Some(arc) = highest_on_an_arc {
                        push(Figure::Apogee, true, arc, apogee.value, acceptable);
                    }
                    if let (Some(range), Some(short)) = (self.figures.ground_range_m, longest_range_on_an_arc)
                    {
                        push(Figure::GroundRange, true, short, range.value, acceptable);
                    }
                }
                if verdict == Verdict::Impossible && can_be_strained {
                    push(Figure::FlightTime, false, unbeatable_s, time.value, Verdict::Strained);
                }
                push(Figure::FlightTime, false, free_s, time.value, acceptable);
            }
            Verdict::Possible | Verdict::Underdetermined => {
                let worse = if can_be_strained { Verdict::Strained } else { Verdict::Impossible };
                if let (Some(apogee), Some(arc)) = (self.figures.apogee_altitude_m, highest_on_an_arc) {
                    push(Figure::Apogee, false, arc, apogee.value, worse);
                }
                if let (Some(range), Some(long)) = (self.figures.ground_range_m, longest_range_on_an_arc) {
                    push(Figure::GroundRange, false, long, range.value, Verdict::Strained);
                }
                if free_s > 0.0 {
                    push(Figure::FlightTime, true, free_s, time.value, worse);
                }
            }
        }
        Ok(changes)
    }

    /// The apogee of free flight over a ground range in a given time, m, if there is one: the time rises with the apogee.
    fn apogee_of_free_time_m(&self, ground_range_m: f64, time_s: f64) -> Result<Option<f64>> {
        let still = apogee_altitude_m(self.range_angle_rad(ground_range_m), time_s, self.sphere).ok();
        let (Some(still), Some(_)) = (still, self.launch) else { return Ok(still) };
        // The turning Earth moves it by a few per cent at the most.
        let (low, high) = (0.7 * still, 1.4 * still);
        let late = |apogee: f64| Ok(self.free_time_s(apogee, ground_range_m)? - time_s);
        if late(low)? > 0.0 || late(high)? < 0.0 {
            return Ok(None);
        }
        let search = RootSearch { low, high, tolerance: 1e-3, max_evaluations: 200 };
        Ok(Some(root(search, late)?.x))
    }

    /// The ground range over which free flight to an apogee takes a given time, m, if there is one: the time rises with the
    /// range.
    fn range_of_free_time_m(&self, apogee_altitude_m: f64, time_s: f64) -> Result<Option<f64>> {
        let half_circumference_m = self.sphere.half_circumference_m();
        let late = |range: f64| Ok(self.free_time_s(apogee_altitude_m, range)? - time_s);
        if late(0.0)? > 0.0 || late(half_circumference_m)? < 0.0 {
            return Ok(None);
        }
        let search =
            RootSearch { low: 0.0, high: half_circumference_m, tolerance: 1e-3, max_evaluations: 200 };
        Ok(Some(root(search, late)?.x))
    }
}
