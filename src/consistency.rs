//! Can these figures belong to one ballistic flight? Physics alone; no vehicle is assumed.

mod changes;
mod reasons;

use std::f64::consts::{PI, TAU};
use std::fmt;

use crate::error::Result;
use crate::observation::{Figures, Observation};
use crate::physics::earth::{ROTATION_RATE_RAD_PER_S, Sphere};
use crate::physics::globe::LaunchSite;
use crate::physics::kepler::observed::{Observed, arc, circular_time_s, rectilinear_time_s};
use crate::physics::kepler::rotating::{ObservedOverGround, launch_velocity};

pub use changes::Change;

/// What physics says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// One ballistic flight can have these figures.
    Possible,
    /// Quicker than free flight over the same apogee and ground range, though not quicker than any flight can be.
    Strained,
    /// No flight that is not driven downward can have these figures.
    Impossible,
    /// Two figures that contradict nothing; there is no third to test them by.
    Underdetermined,
}

impl Verdict {
    /// How the verdict is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Strained => "strained",
            Self::Impossible => "impossible",
            Self::Underdetermined => "underdetermined",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A number with the least and the greatest that the reported digits allow; none where a bound is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// For the figures themselves.
    pub value: f64,
    /// The least.
    pub low: Option<f64>,
    /// The greatest.
    pub high: Option<f64>,
}

/// The check of a report against itself.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Consistency {
    /// The verdict.
    pub verdict: Verdict,
    /// Time of the free flight over apogee and ground range as reported, s; over the apogee alone, flown vertically, where
    /// no ground range was reported; none where no apogee was.
    pub free_flight_time_s: Option<f64>,
    /// Time of the vertical free flight to the apogee and back, s: no flight that is not driven downward is quicker. None
    /// where no apogee was reported.
    pub rectilinear_time_s: Option<f64>,
    /// Time over the ground range at circular speed along the surface, s, shortened for the turning Earth: no flight that is
    /// not driven downward is quicker. None where no ground range was reported.
    pub circular_time_s: Option<f64>,
    /// Flight time less free-flight time, s.
    pub surplus_s: Option<Spread>,
    /// Why, in words.
    pub reasons: Vec<String>,
    /// What change of which figure would change the verdict.
    pub changes: Vec<Change>,
}

/// By how much drag, the one force here that can point downward (on a body coasting up), may undercut the vertical free
/// flight, s, for anything like a missile: at most 10 g at lift-off, burning for 10 s or more, 5 t/m² or more. Of 30,000 such
/// ascents in the tests none undercuts it at all; shells fired at 100 g do, by 15 s, and are outside the premise.
pub const DRAG_MARGIN_S: f64 = 1.0;

/// Tests the reported figures against one another.
///
/// - Apogee, ground range and flight time: all there is to say.
/// - Apogee and flight time: impossible if quicker than the vertical flight, else possible. The ground range would move the
///   time of a loft by seconds and is not solved for.
/// - Apogee and ground range: nothing to test; says what time to expect.
/// - Ground range and flight time: impossible if quicker than circular speed along the surface; says what apogee is the
///   highest that the time leaves room for.
///
/// # Errors
///
/// None for a checked observation but [`Error::NotConverged`](crate::Error::NotConverged), which has not been seen.
pub fn consistency(observation: &Observation) -> Result<Consistency> {
    check(observation, None)
}

/// The same for a flight launched from a known place over the turning Earth: free flight over apogee and ground range then takes some
/// seconds more (thrown eastward) or less. Where its bearing is not known, free flight counts in the direction in which it is quickest.
/// The bounds that no flight can beat are what they are.
///
/// # Errors
///
/// As [`consistency()`]; [`Error::OutsideDomain`](crate::Error::OutsideDomain) has not been seen.
pub fn consistency_over_ground(observation: &Observation, launch: LaunchSite) -> Result<Consistency> {
    check(observation, Some(launch))
}

fn check(observation: &Observation, launch: Option<LaunchSite>) -> Result<Consistency> {
    Check { figures: observation.figures(), sphere: Sphere::MEAN, launch }.answer()
}

/// The figures, and the bounds computed from them.
#[derive(Clone, Copy)]
struct Check {
    figures: Figures,
    sphere: Sphere,
    /// From where over the turning Earth, if that is known.
    launch: Option<LaunchSite>,
}

/// Directions looked at for the quickest: a fiftieth of a second between two.
const BEARINGS: u32 = 72;

impl Check {
    fn range_angle_rad(&self, ground_range_m: f64) -> f64 {
        (ground_range_m / self.sphere.radius_m).min(PI)
    }

    /// Free flight over an apogee and a ground range, s; along the surface at apogee zero.
    fn free_time_s(&self, apogee_altitude_m: f64, ground_range_m: f64) -> Result<f64> {
        let range_angle_rad = self.range_angle_rad(ground_range_m);
        if apogee_altitude_m == 0.0 {
            return circular_time_s(range_angle_rad, self.sphere);
        }
        if let Some(launch) = self.launch {
            let time_s = |bearing_rad: f64| {
                let ground_range_m = range_angle_rad * self.sphere.radius_m();
                let observed = ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad };
                Ok(launch_velocity(observed, launch.site(), &launch.globe())?.1)
            };
            return match launch.bearing_rad() {
                Some(bearing_rad) => time_s(bearing_rad),
                None => (0..BEARINGS).try_fold(f64::INFINITY, |quickest: f64, i| {
                    Ok(quickest.min(time_s(TAU * f64::from(i) / f64::from(BEARINGS))?))
                }),
            };
        }
        Ok(arc(Observed { apogee_altitude_m, range_angle_rad }, self.sphere)?.flight_time_s)
    }

    fn vertical_time_s(&self, apogee_altitude_m: f64) -> Result<f64> {
        if apogee_altitude_m == 0.0 { Ok(0.0) } else { rectilinear_time_s(apogee_altitude_m, self.sphere) }
    }

    /// The least time over a ground range on an Earth that may turn either way under the flight, s: a flight covers at most
    /// circular speed's angle and the Earth's own.
    fn least_time_over_ground_s(&self, ground_range_m: f64) -> Result<f64> {
        let one_radian_s = circular_time_s(1.0, self.sphere)?;
        Ok(self.range_angle_rad(ground_range_m) / (1.0 / one_radian_s + ROTATION_RATE_RAD_PER_S))
    }

    fn answer(&self) -> Result<Consistency> {
        let vertical_s =
            self.figures.apogee_altitude_m.map(|apogee| self.vertical_time_s(apogee.value)).transpose()?;
        let circular_s = self
            .figures
            .ground_range_m
            .map(|range| self.least_time_over_ground_s(range.value))
            .transpose()?;
        let free_s = match (self.figures.apogee_altitude_m, self.figures.ground_range_m) {
            (Some(apogee), Some(range)) => Some(self.free_time_s(apogee.value, range.value)?),
            _ => vertical_s,
        };
        let surplus_s = self.surplus_s(free_s)?;
        let verdict = self.verdict()?;
        let mut consistency = Consistency {
            verdict,
            free_flight_time_s: free_s,
            rectilinear_time_s: vertical_s,
            circular_time_s: circular_s,
            surplus_s,
            reasons: Vec::new(),
            changes: self.changes(verdict)?,
        };
        consistency.reasons = self.reasons(&consistency)?;
        Ok(consistency)
    }

    /// Time less free-flight time. With no ground range reported, from vertical (value, greatest) to one as long as the
    /// apogee is high (least).
    fn surplus_s(&self, free_s: Option<f64>) -> Result<Option<Spread>> {
        let (Some(apogee), Some(time), Some(free_s)) =
            (self.figures.apogee_altitude_m, self.figures.flight_time_s, free_s)
        else {
            return Ok(None);
        };
        let least_range = self.figures.ground_range_m.map_or(0.0, |range| range.low);
        let greatest_range = match self.figures.ground_range_m {
            Some(range) => range.high,
            None => apogee.high,
        };
        let low = match (apogee.high, greatest_range) {
            (Some(apogee), Some(range)) => Some(time.low - self.free_time_s(apogee, range)?),
            _ => None,
        };
        let high = match time.high {
            Some(time) => Some(time - self.free_time_s(apogee.low, least_range)?),
            None => None,
        };
        Ok(Some(Spread { value: time.value - free_s, low, high }))
    }

    /// The bounds that the longest time allowed must not be below: (unbeatable, free arc), s, at the lowest apogee and the
    /// shortest range allowed.
    fn bounds_s(&self) -> Result<(f64, f64)> {
        let apogee = self.figures.apogee_altitude_m.map_or(0.0, |apogee| apogee.low);
        let range = self.figures.ground_range_m.map_or(0.0, |range| range.low);
        let unbeatable = self.vertical_time_s(apogee)?.max(self.least_time_over_ground_s(range)?);
        // With two figures only the unbeatable bound is certain.
        let free = match (self.figures.apogee_altitude_m, self.figures.ground_range_m) {
            (Some(_), Some(_)) => self.free_time_s(apogee, range)?,
            _ => unbeatable,
        };
        Ok((unbeatable, free))
    }

    fn verdict(&self) -> Result<Verdict> {
        let Some(time) = self.figures.flight_time_s else {
            return Ok(Verdict::Underdetermined);
        };
        let (unbeatable_s, free_s) = self.bounds_s()?;
        Ok(match time.high {
            Some(longest) if longest < unbeatable_s => Verdict::Impossible,
            Some(longest) if longest < free_s => Verdict::Strained,
            _ if self.figures.apogee_altitude_m.is_none() => Verdict::Underdetermined,
            _ => Verdict::Possible,
        })
    }
}

/// The verdict, then the reasons, then what would change it, a line each.
impl fmt::Display for Consistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.verdict)?;
        for reason in &self.reasons {
            write!(f, "\n  {reason}")?;
        }
        for change in &self.changes {
            write!(f, "\n  {change}")?;
        }
        Ok(())
    }
}
