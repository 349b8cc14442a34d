//! The Earth under a flight: rotating or not, with its bulge or without, a sphere or an ellipsoid;
//! and positions on it.

mod model;
mod position;
mod distance;
mod launch_site;
mod launch_frame;

pub use launch_frame::ImpactPoint;
pub(crate) use launch_frame::{FrameState, LaunchFrame};
pub use launch_site::LaunchSite;
pub use model::{Ellipsoid, Globe};
pub use position::{Degrees, GeodeticPosition};
pub(crate) use position::{full_turn, half_turn};
