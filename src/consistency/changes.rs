//! The changes of single figures that would change the verdict.

use crate::consistency::change::Change;
use crate::consistency::time_bounds::{LeastTimes, TimeBounds};
use crate::consistency::verdict::Verdict;
use crate::error::{Figure, Result};
use crate::numerics::roots::{RootSearch, root};
use crate::physics::kepler::observed::apogee_altitude_m;

impl TimeBounds {
    /// Finds the threshold of each figure beyond which the verdict differs, the other figures
    /// unchanged.
    pub(super) fn changes(&self, verdict: Verdict) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let Some((time, longest_s)) = self.figures.flight_time_s.and_then(|time| Some((time, time.high?)))
        else {
            return Ok(changes);
        };
        let LeastTimes { unbeatable_s, free_s } = self.least_times()?;
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
        Ok(without_repeated(changes))
    }

    /// Returns the apogee of free flight over a ground range in a given time, m; none where there
    /// is none. The time rises with the apogee.
    fn apogee_of_free_time_m(&self, ground_range_m: f64, time_s: f64) -> Result<Option<f64>> {
        let non_rotating_m =
            apogee_altitude_m(self.range_angle_rad(ground_range_m), time_s, self.sphere).ok();
        let (Some(non_rotating_m), Some(_)) = (non_rotating_m, self.launch) else {
            return Ok(non_rotating_m);
        };
        // The rotating Earth moves it by a few per cent at the most.
        let (low, high) = (0.7 * non_rotating_m, 1.4 * non_rotating_m);
        let late = |apogee: f64| Ok(self.free_time_s(apogee, ground_range_m)? - time_s);
        if late(low)? > 0.0 || late(high)? < 0.0 {
            return Ok(None);
        }
        let search = RootSearch { low, high, tolerance: 1e-3, max_evaluations: 200 };
        Ok(Some(root(search, late)?.x))
    }

    /// Returns the ground range over which free flight to an apogee takes a given time, m; none
    /// where there is none. The time rises with the range.
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

/// Leaves out a threshold that is printed like a later one of the same figure, which has the better
/// verdict.
fn without_repeated(changes: Vec<Change>) -> Vec<Change> {
    let is_repeated = |at: usize, change: &Change| {
        changes.iter().skip(at + 1).any(|later| {
            (later.figure, later.at_most) == (change.figure, change.at_most)
                && later.printed_threshold() == change.printed_threshold()
        })
    };
    let kept = changes.iter().enumerate().filter(|(at, change)| !is_repeated(*at, change));
    kept.map(|(_, change)| *change).collect()
}
