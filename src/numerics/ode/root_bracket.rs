//! What the values and slopes of an event function at both ends of an interval tell about its zeros
//! inside.

/// A place in a step, with the value and the slope of the event function there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EventSample {
    /// The fraction of the step that has passed.
    pub(super) theta: f64,
    /// The function's value.
    pub(super) value: f64,
    /// The function's derivative by `theta`.
    pub(super) slope: f64,
}

/// What is known of the zeros of the event function in an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RootBracket {
    /// No zero.
    Clear,
    /// A monotonic function: one zero if the values at the ends differ in sign, else none.
    Monotonic,
    /// An unknown number of zeros: the interval is to be divided.
    Open,
}

/// A value of the event function inside an interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct InteriorValue {
    /// The fraction of the interval.
    pub(super) fraction: f64,
    /// The function's value.
    pub(super) value: f64,
}

/// The factor by which the observed error of the cubic is multiplied.
const CUBIC_ERROR_FACTOR: f64 = 8.0;
/// The error of the difference quotients, relative to the largest difference of the Bernstein
/// coefficients.
const QUOTIENT_ERROR: f64 = 1e-5;

/// Returns the sign of a value: 1 above zero, −1 below, 0 at zero.
pub(super) fn sign_of(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// Determines what is known of the zeros between `a` and `b`, from the cubic through both ends and
/// their slopes and from the function's values at two places inside.
#[inline(always)]
pub(super) fn bracket_of(a: &EventSample, b: &EventSample, interior: [InteriorValue; 2]) -> RootBracket {
    let width = b.theta - a.theta;
    // The inner Bernstein coefficients: the cubic stays between the least and the greatest of the
    // four.
    let (first, second) = (a.value + a.slope * width / 3.0, b.value - b.slope * width / 3.0);
    let mut error = 0.0_f64;
    for InteriorValue { fraction: u, value } in interior {
        let v = 1.0 - u;
        let cubic = v * v * (v * a.value + 3.0 * u * first) + u * u * (3.0 * v * second + u * b.value);
        let difference = (value - cubic).abs();
        // An interior state of low order can lie where the function is not defined: then nothing is
        // known.
        if !difference.is_finite() {
            return RootBracket::Open;
        }
        error = error.max(difference);
    }
    let (rise_0, rise_1, rise_2) = (first - a.value, second - first, b.value - second);
    let margin =
        CUBIC_ERROR_FACTOR * error + QUOTIENT_ERROR * rise_0.abs().max(rise_1.abs()).max(rise_2.abs());
    let least_rise = rise_0.min(rise_1).min(rise_2);
    let greatest_rise = rise_0.max(rise_1).max(rise_2);
    if least_rise > margin || greatest_rise < -margin {
        return RootBracket::Monotonic;
    }
    let lowest = a.value.min(b.value).min(first).min(second);
    let highest = a.value.max(b.value).max(first).max(second);
    if lowest > margin || highest < -margin { RootBracket::Clear } else { RootBracket::Open }
}
