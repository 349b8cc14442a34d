//! An axis of ranges with the classes of a scheme.

use crate::class::{ClassScheme, RangeClass};
use crate::physics::earth::Sphere;
use crate::plot::axis::Axis;
use crate::plot::canvas::{Canvas, SMALL, Style};
use crate::plot::measure::{Anchor, width};

/// The greatest distance of a class bound from the ranges at which the axis is extended to it,
/// relative to the width of the ranges.
const MAX_BOUND_DISTANCE: f64 = 1.0;

/// Returns an axis that holds ranges, km, and the class bound on either side of them where it is
/// near; `from` and `to` are the coordinates of its ends.
pub(super) fn axis(scheme: &ClassScheme, low_km: f64, high_km: f64, (from, to): (f64, f64)) -> Axis {
    let span = (high_km - low_km).max(0.02 * high_km).max(1.0);
    let (mut low, mut high) = (low_km - 0.08 * span, high_km + 0.08 * span);
    let bounds = bounds(scheme);
    let is_near =
        |bound: &&f64| (*bound - low_km).abs().min((*bound - high_km).abs()) <= MAX_BOUND_DISTANCE * span;
    if let Some(below) = bounds.iter().rfind(|bound| **bound < low_km).filter(is_near) {
        low = low.min(below - 0.12 * span);
    }
    if let Some(above) = bounds.iter().find(|bound| **bound > high_km).filter(is_near) {
        high = high.max(above + 0.12 * span);
    }
    let greatest_km = Sphere::MEAN.half_circumference_m() / 1e3;
    Axis { low: low.max(0.0), high: high.min(greatest_km).max(low.max(0.0) + 1.0), from, to }
}

/// Returns every bound of a scheme, rising, km.
fn bounds(scheme: &ClassScheme) -> Vec<f64> {
    let mut bounds: Vec<f64> = scheme
        .bands()
        .iter()
        .flat_map(|band| [band.lower_km, band.upper_km])
        .filter(|bound| bound.is_finite() && *bound > 0.0)
        .collect();
    bounds.dedup();
    bounds
}

/// Returns the bounds of a scheme that lie on an axis, km.
pub(super) fn bounds_on(scheme: &ClassScheme, axis: &Axis) -> Vec<f64> {
    bounds(scheme).into_iter().filter(|bound| *bound > axis.low && *bound < axis.high).collect()
}

/// Writes the name of every class between its bounds on an axis, and below it the text that `below`
/// gives for the class, where there is room.
pub(super) fn names(
    canvas: &mut Canvas,
    scheme: &ClassScheme,
    axis: &Axis,
    y: f64,
    below: impl Fn(RangeClass) -> Option<String>,
) {
    for band in scheme.bands() {
        let (left, right) = (axis.coordinate_within(band.lower_km), axis.coordinate_within(band.upper_km));
        let texts = [Some(band.class.name().to_owned()), below(band.class)];
        for (text, line) in texts.into_iter().flatten().zip(0_u8..) {
            if width(&text, SMALL) + 6.0 > right - left {
                break;
            }
            let point = (0.5 * (left + right), y + 1.15 * SMALL * f64::from(line));
            canvas.text(&text, point, Style::small(Anchor::Middle));
        }
    }
}
