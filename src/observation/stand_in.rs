//! A top speed in place of a missing apogee, beside the ground range or the flight time alone.
//!
//! The speed gives the energy of the free arc; the ground range or the time then singles out the
//! arc, up to the allowances of [`ENTRY_ALTITUDE_M`], [`LEAST_FREE_SHARE`], [`GREATEST_EXCESS`] and
//! [`LONGEST_SURPLUS_S`]. Over a ground range two arcs have one energy; the higher is taken.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::error::{Error, Result};
use crate::physics::earth::Sphere;
use crate::physics::flight::MAX_APOGEE_M;
use crate::physics::kepler::observed::{Observed, arc};
use crate::reported::{Reported, SiFigure};

/// The altitude, m, down to which a falling body keeps the speed of its arc, since the air above
/// slows nothing. Half the apogee where that is lower.
pub(crate) const ENTRY_ALTITUDE_M: f64 = 120e3;

/// The share of the ground range that the free arc has at least; the powered ascent covers the
/// rest.
pub(crate) const LEAST_FREE_SHARE: f64 = 0.85;

/// The factor by which the greatest speed of a powered flight, which loses some to drag after its
/// burnout, may exceed that of the free arc at the surface.
pub(crate) const GREATEST_EXCESS: f64 = 1.1;

/// The longest time by which a flight outlasts its free arc, s: that of the longest burn known.
const LONGEST_SURPLUS_S: f64 = 600.0;

/// The bisections of an angle: to 1e-12 of it.
const BISECTIONS: usize = 40;

/// The figures that a top speed and one other figure stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct StandIn {
    /// The apogee altitude, m.
    pub apogee_altitude_m: SiFigure,
    /// The ground range, m, where it was not reported.
    pub ground_range_m: Option<SiFigure>,
}

/// A free arc from the surface.
#[derive(Clone, Copy)]
struct Arc {
    apogee_altitude_m: f64,
    range_angle_rad: f64,
}

/// Returns the square of the speed at the surface over that of a circular orbit there, of the arc
/// over a range angle that leaves at an angle above the horizontal.
fn ratio_over(range_angle_rad: f64, elevation_rad: f64) -> f64 {
    let cosine = elevation_rad.cos();
    (1.0 - range_angle_rad.cos()) / (cosine * (cosine - (elevation_rad + range_angle_rad).cos()))
}

/// Returns the arc of a speed ratio squared and an elevation; none where it does not come down.
fn arc_of(ratio: f64, elevation_rad: f64, sphere: Sphere) -> Option<Arc> {
    let parameter = ratio * elevation_rad.cos().powi(2);
    let eccentricity =
        (1.0 - ratio.min(2.0) * (2.0 - ratio.min(2.0)) * elevation_rad.cos().powi(2)).max(0.0).sqrt();
    if !(ratio < 2.0 && eccentricity > 0.0) {
        return None;
    }
    let apogee_radius = (1.0 + eccentricity) / (2.0 - ratio);
    let half_rad = ((1.0 - parameter) / eccentricity).clamp(-1.0, 1.0).acos();
    Some(Arc {
        apogee_altitude_m: (apogee_radius - 1.0) * sphere.radius_m(),
        range_angle_rad: (2.0 * half_rad).min(PI),
    })
}

/// Finds where a rising function of an elevation passes zero, rad.
fn passage(from_rad: f64, to_rad: f64, mut is_past: impl FnMut(f64) -> bool) -> f64 {
    let (mut low, mut high) = (from_rad, to_rad);
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        if is_past(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

impl StandIn {
    /// Returns the figures that a top speed and the ground range or the flight time stand for.
    ///
    /// # Errors
    ///
    /// [`Error::SpeedSettlesNoApogee`] where they stand for none.
    pub(super) fn of(
        (reported, speed): (Reported, SiFigure),
        ground_range_m: Option<SiFigure>,
        flight_time_s: Option<SiFigure>,
    ) -> Result<Option<Self>> {
        let none = |why| Error::SpeedSettlesNoApogee { given: reported.to_string(), why };
        let Some(high_m_per_s) = speed.high.filter(|_| !speed.is_one_sided) else {
            return Err(none("it is a bound on one side only"));
        };
        let sphere = Sphere::MEAN;
        let (radius_m, mu) = (sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2());
        let ratio = |speed_squared: f64| speed_squared * radius_m / mu;
        let gained = 2.0 * mu * ENTRY_ALTITUDE_M / (radius_m * (radius_m + ENTRY_ALTITUDE_M));
        let ratios = [
            ratio((speed.low / GREATEST_EXCESS).powi(2)),
            // A low apogee leaves less to gain, which the ground range or the time then shows.
            ratio(high_m_per_s * high_m_per_s + gained),
        ];
        match (ground_range_m, flight_time_s) {
            (Some(range), None) => {
                let high = range.high.filter(|_| !range.is_one_sided && range.low > 0.0);
                let Some(longest_m) = high else {
                    return Err(none("the ground range is a bound on one side, or may be zero"));
                };
                over_range(ratios, [LEAST_FREE_SHARE * range.low, longest_m], sphere)
                    .ok_or_else(|| none("at that speed no ballistic flight covers the ground range and comes down below the greatest apogee accepted"))
                    .map(Some)
            }
            (None, Some(time)) => {
                let Some(longest_s) = time.high.filter(|_| !time.is_one_sided) else {
                    return Err(none("the flight time is a bound on one side only"));
                };
                in_time(ratios, [(time.low - LONGEST_SURPLUS_S).max(1.0), longest_s], sphere)
                    .ok_or_else(|| none("at that speed no ballistic flight takes the flight time"))
                    .map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// Returns a figure between two bounds.
fn between(low: f64, high: f64) -> SiFigure {
    SiFigure { value: 0.5 * (low + high), low, high: Some(high), is_one_sided: false }
}

/// Returns the apogee of the higher arcs over a range, from the least to the greatest.
fn over_range(ratios: [f64; 2], ranges_m: [f64; 2], sphere: Sphere) -> Option<StandIn> {
    let [slow, fast] = ratios;
    let angle_rad = |range_m: f64| (range_m / sphere.radius_m()).min(PI * 0.999_999);
    let [short, long] = ranges_m.map(angle_rad);
    let highest = |ratio: f64, range_angle_rad: f64| {
        let flattest = 0.25 * (PI - range_angle_rad);
        // Slower than the arc of least energy, no arc covers the range.
        let best = ratio_over(range_angle_rad, flattest);
        if ratio < best {
            return None;
        }
        let elevation_rad = passage(flattest, FRAC_PI_2, |elevation_rad| {
            !(ratio_over(range_angle_rad, elevation_rad) <= ratio)
        });
        Some(arc_of(ratio, elevation_rad, sphere).map_or(MAX_APOGEE_M, |arc| arc.apogee_altitude_m))
    };
    let high_m = highest(fast, short)?.min(MAX_APOGEE_M);
    let low_m = match highest(slow, long) {
        Some(low_m) => low_m,
        // The slowest speed does not cover the range: from the arc of least energy on.
        None => {
            let angle_rad = if highest(fast, long).is_some() { long } else { short };
            let flattest = 0.25 * (PI - angle_rad);
            arc_of(ratio_over(angle_rad, flattest), flattest, sphere)?.apogee_altitude_m
        }
    };
    let is_below = low_m < MAX_APOGEE_M;
    is_below.then(|| StandIn { apogee_altitude_m: between(low_m.min(high_m), high_m), ground_range_m: None })
}

/// Returns the apogee and the ground range of the arcs that take a time, from the least to the
/// greatest.
fn in_time(ratios: [f64; 2], times_s: [f64; 2], sphere: Sphere) -> Option<StandIn> {
    let time_s = |found: Arc| {
        let Arc { apogee_altitude_m, range_angle_rad } = found;
        arc(Observed { apogee_altitude_m, range_angle_rad }, sphere)
            .map_or(f64::INFINITY, |arc| arc.flight_time_s)
    };
    let arc_in = |ratio: f64, seconds: f64| {
        let is_past = |elevation_rad: f64| {
            arc_of(ratio, elevation_rad, sphere).is_none_or(|found| time_s(found) > seconds)
        };
        // A flight straight up is the longest at its speed.
        (is_past(FRAC_PI_2))
            .then(|| passage(0.0, FRAC_PI_2, is_past))
            .and_then(|rad| arc_of(ratio, rad, sphere))
    };
    let mut arcs: Vec<Arc> = Vec::new();
    for seconds in times_s {
        for ratio in ratios {
            arcs.extend(arc_in(ratio, seconds));
        }
    }
    // Where a slower speed, or an earlier return, ends the arcs that take the time: straight up.
    for ratio in ratios {
        let upright = arc_of(ratio, FRAC_PI_2, sphere);
        arcs.extend(upright.filter(|found| (times_s[0]..=times_s[1]).contains(&time_s(*found))));
    }
    // The slowest speed that reaches the time is between the two: straight up in the time.
    let [slow, fast] = ratios;
    for seconds in times_s {
        if arc_in(slow, seconds).is_none() && arc_in(fast, seconds).is_some() {
            let rad = passage(0.0, 1.0, |share| arc_in(slow + share * (fast - slow), seconds).is_some());
            arcs.extend(arc_in(slow + rad * (fast - slow), seconds));
        }
    }
    let low = |of: fn(&Arc) -> f64| arcs.iter().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn(&Arc) -> f64| arcs.iter().map(of).fold(0.0, f64::max);
    let (low_m, high_m) =
        (low(|arc| arc.apogee_altitude_m), high(|arc| arc.apogee_altitude_m).min(MAX_APOGEE_M));
    let (near, far) = (low(|arc| arc.range_angle_rad), high(|arc| arc.range_angle_rad));
    let radius_m = sphere.radius_m();
    (low_m < high_m).then(|| StandIn {
        apogee_altitude_m: between(low_m, high_m),
        ground_range_m: Some(between(
            radius_m * near.max(0.0),
            (radius_m * far / LEAST_FREE_SHARE).min(sphere.half_circumference_m()),
        )),
    })
}
