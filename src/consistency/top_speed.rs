//! The reported top speed against the free arc of apogee and ground range.

use crate::consistency::time_bounds::TimeBounds;
use crate::error::Result;
use crate::observation::stand_in::{ENTRY_ALTITUDE_M, GREATEST_EXCESS, LEAST_FREE_SHARE};
use crate::physics::kepler::observed::{Observed, arc};
use crate::reported::{Grouped, SiFigure};

/// The number of apogees, between the bounds of the reported one, at which the speed is computed.
const APOGEES: u32 = 64;

/// The least and the greatest top speed that an arc allows, m/s.
struct Speeds {
    least_m_per_s: f64,
    /// None where the bounds of the figures are open.
    greatest_m_per_s: Option<f64>,
}

impl TimeBounds {
    /// Returns whether the top speed contradicts the arc of apogee and ground range, and the
    /// reason.
    ///
    /// A body that fell from the apogee to the upper edge of the air over the free part of the
    /// ground range had the speed of the arc there, whatever its engines did before. The flight is
    /// taken over a non-rotating Earth.
    pub(super) fn judge_top_speed(&self, speed: SiFigure) -> Result<(bool, String)> {
        let (Some(apogee), Some(range)) = (self.figures.apogee_altitude_m, self.figures.ground_range_m)
        else {
            let reason =
                "the top speed is not tested: the arc is known from apogee and ground range together only";
            return Ok((false, reason.to_owned()));
        };
        let speeds = self.top_speeds(apogee, range)?;
        let reported = match speed.high {
            Some(high) => format!("at most {} km/s", km_per_s(high)),
            None => format!("at least {} km/s", km_per_s(speed.low)),
        };
        if speed.high.is_some_and(|high| high < speeds.least_m_per_s) {
            let least = km_per_s(speeds.least_m_per_s);
            let reason = format!(
                "the top speed contradicts apogee and ground range: it was {reported}, but the arc needs {least} km/s above the air"
            );
            return Ok((true, reason));
        }
        if let Some(greatest) = speeds.greatest_m_per_s.filter(|greatest| speed.low > *greatest) {
            let reason = format!(
                "the top speed contradicts apogee and ground range: it was at least {} km/s, but the arc allows at most {} km/s",
                km_per_s(speed.low),
                km_per_s(greatest)
            );
            return Ok((true, reason));
        }
        let bound = speeds
            .greatest_m_per_s
            .map_or_else(|| "or more".to_owned(), |greatest| format!("to {} km/s", km_per_s(greatest)));
        let least = km_per_s(speeds.least_m_per_s);
        let unit = if speeds.greatest_m_per_s.is_some() { "" } else { " km/s" };
        Ok((false, format!("the top speed fits the arc, which allows {least}{unit} {bound}")))
    }

    /// Returns the speeds that the digits and words of apogee and ground range allow.
    fn top_speeds(&self, apogee: SiFigure, range: SiFigure) -> Result<Speeds> {
        // Above the reported apogee the speed over a range rises with the apogee, once past the
        // arc of least energy, which is nowhere higher than 1,320 km.
        let highest_m = apogee.high.unwrap_or_else(|| apogee.low.max(2_000e3));
        let lowest_m = apogee.low.max(1.0);
        let speed_m_per_s = |apogee_altitude_m: f64, ground_range_m: f64| {
            let range_angle_rad = self.range_angle_rad(ground_range_m);
            Ok::<_, crate::Error>(
                arc(Observed { apogee_altitude_m, range_angle_rad }, self.sphere)?.speed_m_per_s,
            )
        };
        let mut least_m_per_s = f64::INFINITY;
        for i in 0..=APOGEES {
            let apogee_m = lowest_m + (highest_m - lowest_m) * f64::from(i) / f64::from(APOGEES);
            let surface = speed_m_per_s(apogee_m, LEAST_FREE_SHARE * range.low)?;
            let altitude_m = ENTRY_ALTITUDE_M.min(0.5 * apogee_m);
            least_m_per_s = least_m_per_s.min(self.speed_at_m_per_s(surface, altitude_m));
        }
        let greatest_m_per_s = match (apogee.high, range.high) {
            // Over one range the speed has a single least, so it is greatest at an end.
            (Some(high), Some(range)) => {
                let greatest = speed_m_per_s(lowest_m, range)?.max(speed_m_per_s(high.max(lowest_m), range)?);
                Some(GREATEST_EXCESS * greatest)
            }
            _ => None,
        };
        Ok(Speeds { least_m_per_s, greatest_m_per_s })
    }

    /// Returns the speed at an altitude of an arc with a given speed at the surface, m/s.
    fn speed_at_m_per_s(&self, surface_m_per_s: f64, altitude_m: f64) -> f64 {
        let (radius, mu) = (self.sphere.radius_m(), self.sphere.gravitational_parameter_m3_per_s2());
        let lost = 2.0 * mu * altitude_m / (radius * (radius + altitude_m));
        (surface_m_per_s * surface_m_per_s - lost).max(0.0).sqrt()
    }
}

fn km_per_s(speed_m_per_s: f64) -> String {
    format!("{:.2}", Grouped(speed_m_per_s / 1e3))
}
