//! The bounds that physics sets on the time of a flight.

use std::f64::consts::{PI, TAU};

use crate::consistency::finding::Spread;
use crate::consistency::verdict::Verdict;
use crate::error::Result;
use crate::observation::Figures;
use crate::physics::earth::{ROTATION_RATE_RAD_PER_S, Sphere};
use crate::physics::globe::LaunchSite;
use crate::physics::kepler::observed::{Observed, arc, circular_time_s, rectilinear_time_s};
use crate::physics::kepler::rotating::{ObservedOverGround, launch_velocity};

/// The reported figures, and the bounds on the flight time that follow from them.
#[derive(Clone, Copy)]
pub(super) struct TimeBounds {
    pub(super) figures: Figures,
    pub(super) sphere: Sphere,
    /// The launch site on the rotating Earth; none where the flight is taken over a non-rotating
    /// one.
    pub(super) launch: Option<LaunchSite>,
}

/// The times that the longest time allowed by the digits must not be below, s.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeastTimes {
    /// The time that no flight without downward thrust can beat, s.
    pub(super) unbeatable_s: f64,
    /// The time of free flight, s.
    pub(super) free_s: f64,
}

/// The number of directions searched for the quickest: a fiftieth of a second lies between two.
const BEARINGS: u32 = 72;

impl TimeBounds {
    /// Returns the Earth-central angle of a ground range, rad, at most π.
    pub(super) fn range_angle_rad(&self, ground_range_m: f64) -> f64 {
        (ground_range_m / self.sphere.radius_m).min(PI)
    }

    /// Returns the time of free flight over an apogee and a ground range, s; along the surface at
    /// apogee zero.
    pub(super) fn free_time_s(&self, apogee_altitude_m: f64, ground_range_m: f64) -> Result<f64> {
        let range_angle_rad = self.range_angle_rad(ground_range_m);
        if apogee_altitude_m == 0.0 {
            return circular_time_s(range_angle_rad, self.sphere);
        }
        if let Some(launch) = self.launch {
            let time_s = |bearing_rad: f64| {
                let ground_range_m = range_angle_rad * self.sphere.radius_m();
                let observed = ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad };
                Ok(launch_velocity(observed, launch.site(), &launch.globe())?.flight_time_s)
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

    /// Returns the time of the vertical free flight to an apogee and back, s.
    pub(super) fn vertical_time_s(&self, apogee_altitude_m: f64) -> Result<f64> {
        if apogee_altitude_m == 0.0 { Ok(0.0) } else { rectilinear_time_s(apogee_altitude_m, self.sphere) }
    }

    /// Returns the least time over a ground range on an Earth that may rotate either way under the
    /// flight, s: a flight covers at most the angle of circular speed plus that of the rotation.
    pub(super) fn least_time_over_ground_s(&self, ground_range_m: f64) -> Result<f64> {
        let one_radian_s = circular_time_s(1.0, self.sphere)?;
        Ok(self.range_angle_rad(ground_range_m) / (1.0 / one_radian_s + ROTATION_RATE_RAD_PER_S))
    }

    /// Returns the flight time less the free-flight time. Where no ground range was reported it is
    /// taken as zero (value, greatest) and as equal to the apogee (least).
    pub(super) fn surplus_s(&self, free_s: Option<f64>) -> Result<Option<Spread>> {
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

    /// Returns the least times of a flight, at the lowest apogee and the shortest range that the
    /// digits allow.
    pub(super) fn least_times(&self) -> Result<LeastTimes> {
        let apogee = self.figures.apogee_altitude_m.map_or(0.0, |apogee| apogee.low);
        let range = self.figures.ground_range_m.map_or(0.0, |range| range.low);
        let unbeatable_s = self.vertical_time_s(apogee)?.max(self.least_time_over_ground_s(range)?);
        // With two figures only the unbeatable bound is certain.
        let free_s = match (self.figures.apogee_altitude_m, self.figures.ground_range_m) {
            (Some(_), Some(_)) => self.free_time_s(apogee, range)?,
            _ => unbeatable_s,
        };
        Ok(LeastTimes { unbeatable_s, free_s })
    }

    /// Returns the verdict on the figures.
    pub(super) fn verdict(&self) -> Result<Verdict> {
        let Some(time) = self.figures.flight_time_s else {
            return Ok(Verdict::Underdetermined);
        };
        let LeastTimes { unbeatable_s, free_s } = self.least_times()?;
        Ok(match time.high {
            Some(longest) if longest < unbeatable_s => Verdict::Impossible,
            Some(longest) if longest < free_s => Verdict::Strained,
            _ if self.figures.apogee_altitude_m.is_none() => Verdict::Underdetermined,
            _ => Verdict::Possible,
        })
    }
}
