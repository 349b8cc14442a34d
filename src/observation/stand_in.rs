//! A top speed in place of a missing apogee, beside the ground range.
//!
//! The speed gives the energy of the free arc and the ground range singles out the arc, up to the
//! allowances of [`ENTRY_ALTITUDE_M`], [`LEAST_FREE_SHARE`] and [`GREATEST_EXCESS`]. Two arcs have
//! one energy; the higher is taken, as for a test flown short of its range. Beside a flight time
//! alone it stands in for nothing: the time holds a burn of unknown length, so that arcs from
//! straight up to flat take it.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::error::{Error, Result};
use crate::physics::earth::Sphere;
use crate::physics::flight::MAX_APOGEE_M;
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

/// The bisections of an angle: to 1e-12 of it.
const BISECTIONS: usize = 40;

/// Returns the square of the speed at the surface over that of a circular orbit there, of the arc
/// over a range angle that leaves at an angle above the horizontal.
fn ratio_over(range_angle_rad: f64, elevation_rad: f64) -> f64 {
    let cosine = elevation_rad.cos();
    (1.0 - range_angle_rad.cos()) / (cosine * (cosine - (elevation_rad + range_angle_rad).cos()))
}

/// Returns the apogee altitude, m, of the arc of a speed ratio squared that leaves at an angle
/// above the horizontal; the greatest accepted where it does not come down.
fn apogee_m(ratio: f64, elevation_rad: f64, sphere: Sphere) -> f64 {
    if !(ratio < 2.0) {
        return MAX_APOGEE_M;
    }
    let parameter = ratio * elevation_rad.cos().powi(2);
    let eccentricity = (1.0 - parameter * (2.0 - ratio)).max(0.0).sqrt();
    let radius_ratio = (1.0 + eccentricity) / (2.0 - ratio);
    ((radius_ratio - 1.0) * sphere.radius_m()).min(MAX_APOGEE_M)
}

/// Returns the elevation of the arc of least energy over a range angle, rad.
fn flattest_rad(range_angle_rad: f64) -> f64 {
    0.25 * (PI - range_angle_rad)
}

/// Returns the apogee altitude, m, of the higher arc of a speed ratio squared over a range angle;
/// none where the speed does not cover the range.
fn higher_apogee_m(ratio: f64, range_angle_rad: f64, sphere: Sphere) -> Option<f64> {
    let (mut low, mut high) = (flattest_rad(range_angle_rad), FRAC_PI_2);
    if ratio < ratio_over(range_angle_rad, low) {
        return None;
    }
    // Above the arc of least energy the speed over a range rises with the elevation.
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        if ratio_over(range_angle_rad, middle) <= ratio { low = middle } else { high = middle }
    }
    Some(apogee_m(ratio, low, sphere))
}

/// Returns the apogee altitude, m, that a top speed stands for over a ground range.
///
/// # Errors
///
/// [`Error::SpeedSettlesNoApogee`] where it stands for none.
pub(super) fn apogee_from_top_speed_m(
    (reported, speed): (Reported, SiFigure),
    ground_range_m: Option<SiFigure>,
) -> Result<SiFigure> {
    let none = |why| Error::SpeedSettlesNoApogee { given: reported.to_string(), why };
    let Some(range) = ground_range_m else {
        return Err(none(
            "a flight time holds a burn of unknown length, so that arcs from straight up to flat take it",
        ));
    };
    let Some(high_m_per_s) = speed.high.filter(|_| !speed.is_one_sided) else {
        return Err(none("it is a bound on one side only"));
    };
    let Some(longest_m) = range.high.filter(|_| !range.is_one_sided && range.low > 0.0) else {
        return Err(none("the ground range is a bound on one side only, or may be zero"));
    };
    let sphere = Sphere::MEAN;
    let (radius_m, mu) = (sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2());
    let ratio = |speed_squared: f64| speed_squared * radius_m / mu;
    let gained = 2.0 * mu * ENTRY_ALTITUDE_M / (radius_m * (radius_m + ENTRY_ALTITUDE_M));
    let slow = ratio((speed.low / GREATEST_EXCESS).powi(2));
    let fast = ratio(high_m_per_s * high_m_per_s + gained);
    let angle_rad = |range_m: f64| (range_m / radius_m).min(0.999_999 * PI);
    let (short, long) = (angle_rad(LEAST_FREE_SHARE * range.low), angle_rad(longest_m));
    let Some(high) = higher_apogee_m(fast, short, sphere) else {
        return Err(none("it is too slow for a ballistic flight over the ground range"));
    };
    // Where the least speed does not cover the range, from the arc of least energy on.
    let least_energy_m = |angle_rad: f64| {
        let elevation_rad = flattest_rad(angle_rad);
        apogee_m(ratio_over(angle_rad, elevation_rad), elevation_rad, sphere)
    };
    let low = higher_apogee_m(slow, long, sphere)
        .unwrap_or_else(|| least_energy_m(short).min(least_energy_m(long)))
        .min(high);
    if !(low < MAX_APOGEE_M) {
        return Err(none("it is too fast for a flight that comes down from the greatest apogee accepted"));
    }
    Ok(SiFigure { value: 0.5 * (low + high), low, high: Some(high), is_one_sided: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::kepler::observed::{Observed, arc};

    #[test]
    fn the_higher_arc_is_that_of_the_observed_quantities() {
        let sphere = Sphere::MEAN;
        for (apogee_altitude_m, range_angle_rad) in
            [(130e3, 0.07), (2_000e3, 0.12), (970e3, 0.7), (1_400e3, 1.5), (6_100e3, 0.16)]
        {
            let speed = arc(Observed { apogee_altitude_m, range_angle_rad }, sphere).unwrap();
            let found = higher_apogee_m(speed.speed_ratio_squared, range_angle_rad, sphere).unwrap();
            assert!((found / apogee_altitude_m - 1.0).abs() < 1e-6, "{found}, {apogee_altitude_m}");
        }
    }
}
