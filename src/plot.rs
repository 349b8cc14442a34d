//! Pictures as SVG: both flights to scale, the range with its interval, the methods side by side, and reports held against what no
//! flight can do. (Feature `plot`.)
//!
//! Fit to print: a picture is 850 units wide, a tenth of a millimetre each in a column of 85 mm, where its smallest text is of six
//! points. Text is text, and no two texts overlap. The two colours are apart in greyscale and for the colour-blind, and
//! nothing hangs on them alone. The same estimate gives the same bytes.
//!
//! ```
//! use lofted::{Method, Model, Observation, estimate, plot};
//!
//! let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build()?;
//! let estimate = estimate(&observation, &Model::default().with_method(Method::FlownNominal))?;
//! let picture = plot::flights(&estimate)?;
//! assert!(picture.svg().starts_with("<svg"));
//! # Ok::<(), lofted::Error>(())
//! ```

mod axis;
mod canvas;
mod classes;
mod flights;
mod heading;
mod ladder;
mod measure;
mod plane;
mod posterior;

use std::fmt;

pub use flights::flights;
pub use ladder::ladder;
pub use plane::plane;
pub use posterior::posterior;

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    svg: String,
}

impl Picture {
    /// The whole of an SVG file, in UTF-8.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.svg)
    }
}
