//! How far a source errs beyond its words and digits.
//!
//! The letters beside the values name their sources, which `prior/distribution.rs` lists.

use crate::error::Result;
use crate::prior::bounds::{Bounds, Setting, settings};

/// How far a source errs beyond its words and digits.
// The getters say what each field is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Reporting {
    apogee_error: f64,
    ground_range_error: f64,
    flight_time_error_s: f64,
    one_sided: f64,
}

impl Default for Reporting {
    fn default() -> Self {
        Self {
            // Sources on one apogee agree within their rounding, 0.6 % (R); outliers are another
            // report, not an error.
            apogee_error: 0.002,
            // 930 and 933, 950 and 960, 1,080 to 1,100 km (R).
            ground_range_error: 0.005,
            // What counts as lift-off and as impact (J).
            flight_time_error_s: 1.0,
            // "Greatly exceeded 2,500 km" of 2,802 (R).
            one_sided: 0.2,
        }
    }
}

impl Reporting {
    settings! {
        /// The scale of the logistic error, as a fraction of the apogee.
        apogee_error: f64, with_apogee_error(f64):
            "the error of an apogee", 0.0, 0.2, "from 0 to 0.2";

        /// The scale of the logistic error, as a fraction of the ground range.
        ground_range_error: f64, with_ground_range_error(f64):
            "the error of a ground range", 0.0, 0.2, "from 0 to 0.2";

        /// The scale of the logistic error, s: at least 0.1 s, because a flight meets the time
        /// drawn for it only to 0.3 s.
        flight_time_error_s: f64, with_flight_time_error_s(f64):
            "the error of a flight time in s", 0.1, 600.0, "from 0.1 to 600";

        /// How far beyond "more than X" the figure may be, and below "up to X", as a fraction of X.
        one_sided: f64, with_one_sided(f64):
            "how far a one-sided figure may be off", 0.0, 1.0, "from 0 to 1";
    }
}
