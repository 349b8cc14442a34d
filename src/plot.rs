//! Pictures as SVG: both flights to scale, the range with its interval, the methods side by side,
//! reports against the bound of what a flight can do, and where known ranges fall in their
//! estimates. (Feature `plot`.)
//!
//! The pictures are made for print. A picture is 850 units wide; in a column of 85 mm a unit is a
//! tenth of a millimetre, and the smallest text has six points. Text is written as text, and no two
//! texts overlap. The two colours differ in greyscale and for colour-blind readers, and no
//! information is given by colour alone. The same estimate gives the same bytes.
//!
//! ```
//! use lofted::{Method, Model, Observation, estimate, plot};
//!
//! let observation = Observation::builder()
//!     .apogee_km(2_802.0)
//!     .ground_range_km(930.0)
//!     .flight_time_min(37.0)
//!     .build()?;
//! let estimate = estimate(&observation, &Model::default().with_method(Method::FlownNominal))?;
//! let picture = plot::flights(&estimate)?;
//! assert!(picture.svg().starts_with("<svg"));
//! # Ok::<(), lofted::Error>(())
//! ```

mod axis;
mod canvas;
mod classes;
mod family;
mod flights;
mod heading;
mod ladder;
mod measure;
mod picture;
mod placements;
mod plane;
mod posterior;

pub use family::family;
pub use flights::flights;
pub use ladder::ladder;
pub use picture::Picture;
pub use placements::{Placement, Placements, placements};
pub use plane::plane;
pub use posterior::posterior;
