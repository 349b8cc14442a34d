//! The verdict's reasons, in words.

use crate::consistency::finding::{Consistency, Spread};
use crate::consistency::time_bounds::{LeastTimes, TimeBounds};
use crate::consistency::verdict::Verdict;
use crate::error::Result;
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::reported::{Grouped, SiFigure};

/// The time by which drag, the only force here that can point downward (on a body coasting up), may
/// undercut the vertical free flight, s, for anything like a missile: at most 10 g at lift-off,
/// burning for 10 s or more, 5 t/m² or more. Of 30,000 such ascents in the tests none undercuts it
/// at all; shells fired at 100 g do, by 15 s, and are outside the premise.
pub const DRAG_MARGIN_S: f64 = 1.0;

impl TimeBounds {
    /// Returns the reasons for the verdict, a sentence each.
    pub(super) fn reasons(&self, found: &Consistency) -> Result<Vec<String>> {
        let mut reasons = Vec::new();
        match (self.figures.apogee_altitude_m, self.figures.ground_range_m, self.figures.flight_time_s) {
            (Some(_), Some(_), None) => reasons.push(format!(
                "no flight time was reported to test apogee and ground range; free flight over them takes {}, and a powered \
                 ascent takes longer",
                seconds(found.free_flight_time_s)
            )),
            (None, Some(_), Some(time)) => self.reasons_without_apogee(found, time, &mut reasons)?,
            (Some(_), range, Some(time)) => self.reasons_with_apogee(found, time, range, &mut reasons)?,
            _ => {}
        }
        Ok(reasons)
    }

    fn reasons_without_apogee(
        &self,
        found: &Consistency,
        time: SiFigure,
        reasons: &mut Vec<String>,
    ) -> Result<()> {
        let Some(longest_s) = time.high else {
            reasons.push("a lower bound on the flight time excludes nothing".to_owned());
            return Ok(());
        };
        if found.verdict == Verdict::Impossible {
            reasons.push(format!(
                "no flight without downward thrust covers the ground range in under {}, the time at circular speed along the \
                 surface helped by the Earth's rotation; the longest time that the digits allow is {:.1} s",
                seconds(found.circular_time_s),
                Grouped(longest_s)
            ));
        } else {
            let highest = apogee_altitude_m(0.0, longest_s, self.sphere)?;
            reasons.push(format!(
                "no apogee was reported to test ground range and flight time; the time allows an apogee of at most {:.0} km",
                Grouped(highest / 1e3)
            ));
        }
        Ok(())
    }

    fn reasons_with_apogee(
        &self,
        found: &Consistency,
        time: SiFigure,
        range: Option<SiFigure>,
        reasons: &mut Vec<String>,
    ) -> Result<()> {
        let surplus = found.surplus_s.map_or(0.0, |surplus| surplus.value);
        let over =
            if range.is_some() { "over this apogee and ground range" } else { "up to this apogee and back" };
        let over = &format!("{over}{}", self.rotation());
        let LeastTimes { unbeatable_s, free_s } = self.least_times()?;
        let longest = time.high.unwrap_or(f64::INFINITY);
        match found.verdict {
            Verdict::Impossible => {
                let vertical_s = self.vertical_time_s(self.figures.apogee_altitude_m.map_or(0.0, |apogee| apogee.low))?;
                let (what, least) = if vertical_s >= unbeatable_s {
                    ("reaches this apogee and comes back", found.rectilinear_time_s)
                } else {
                    ("covers this ground range", found.circular_time_s)
                };
                reasons.push(format!(
                    "no flight without downward thrust {what} in under {}; {:.1} s is {:.0} s too short",
                    seconds(least),
                    Grouped(time.value),
                    Grouped(least.unwrap_or(unbeatable_s) - time.value),
                ));
                reasons.push(format!(
                    "even the longest time that the digits allow, {:.1} s against {:.1} s, is {:.1} s too short",
                    Grouped(longest),
                    Grouped(unbeatable_s),
                    Grouped(unbeatable_s - longest)
                ));
                if range.is_some() {
                    reasons.push(format!(
                        "free flight {over} takes {}, {:.0} s more than reported",
                        seconds(found.free_flight_time_s),
                        Grouped(-surplus)
                    ));
                }
                if unbeatable_s - longest < DRAG_MARGIN_S {
                    reasons.push(format!(
                        "drag on the way up could explain up to {DRAG_MARGIN_S} s, and so all of what is left within the digits"
                    ));
                }
            }
            Verdict::Strained => reasons.push(format!(
                "the flight is quicker than free flight {over}: the longest time that the digits allow is {:.1} s, free flight \
                 takes {:.1} s at the lowest apogee and shortest range they allow; only a flight {} \
                 could do it, and no flight takes less than {:.1} s",
                Grouped(longest),
                Grouped(free_s),
                if self.launch.is_some() { "that brakes" } else { "thrown westward or braked" },
                Grouped(unbeatable_s)
            )),
            Verdict::Possible | Verdict::Underdetermined => {
                self.reasons_for_possible(found, surplus, over, range.is_some(), reasons);
            }
        }
        Ok(())
    }

    /// Returns how the rotation of the Earth is counted, where a launch site is known.
    fn rotation(&self) -> &'static str {
        match self.launch.filter(|_| self.figures.ground_range_m.is_some()) {
            None => "",
            Some(launch) if launch.bearing_rad().is_some() => ", the Earth rotating,",
            Some(_) => ", the Earth rotating, in the direction in which it is quickest",
        }
    }

    fn reasons_for_possible(
        &self,
        found: &Consistency,
        surplus: f64,
        over: &str,
        has_range: bool,
        reasons: &mut Vec<String>,
    ) {
        let free = seconds(found.free_flight_time_s);
        // A bound on the time bounds the surplus the same way, one on apogee or range the other way
        // round.
        let bound =
            match (self.figures.flight_time_s, self.figures.apogee_altitude_m, self.figures.ground_range_m) {
                _ if !self.figures.has_one_sided() => "",
                (Some(SiFigure { high: None, .. }), ..) => "at least ",
                (_, Some(SiFigure { high: None, .. }), _) | (_, _, Some(SiFigure { high: None, .. })) => {
                    "at most "
                }
                (Some(SiFigure { low: 0.0, .. }), ..) => "at most ",
                _ => "at least ",
            };
        if surplus >= 0.0 {
            reasons.push(format!(
                "free flight, without engines, {over} takes {free}; the flight took {bound}{:.0} s longer",
                Grouped(surplus)
            ));
        } else {
            reasons.push(format!(
                "free flight {over} takes {free}, {:.0} s more than the figure, but within what its digits and words allow",
                Grouped(-surplus)
            ));
        }
        if let (false, Some(Spread { low: Some(low), .. })) = (has_range, found.surplus_s) {
            let left = if low > 0.0 { format!("{:.0} s", Grouped(low)) } else { "nothing".to_owned() };
            reasons.push(format!(
                "no ground range was reported; with one equal to the apogee, {left} of that would be left"
            ));
        }
    }
}

fn seconds(time_s: Option<f64>) -> String {
    time_s.map_or_else(|| "an unknown time".to_owned(), |time_s| format!("{:.1} s", Grouped(time_s)))
}
