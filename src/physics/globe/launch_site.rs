//! The launch site of a reported flight, and the bearing of its impact.

use crate::error::Result;
use crate::error::check::within;
use crate::physics::globe::model::Globe;
use crate::physics::globe::position::GeodeticPosition;

/// The launch site of a reported flight, the model of the Earth, and the bearing of the impact if
/// it is known.
///
/// ```
/// use lofted::physics::globe::{Degrees, LaunchSite, GeodeticPosition};
///
/// let site = GeodeticPosition::new(Degrees { latitude_deg: 40.61, longitude_deg: 126.43 })?;
/// let launch = LaunchSite::from_site(site).with_bearing_deg(75.0)?;
/// assert!(launch.with_bearing_deg(f64::NAN).is_err());
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaunchSite {
    site: GeodeticPosition,
    bearing_rad: Option<f64>,
    globe: Globe,
}

impl LaunchSite {
    /// Returns a launch site on the rotating sphere, with an unknown bearing.
    pub const fn from_site(site: GeodeticPosition) -> Self {
        Self { site, bearing_rad: None, globe: Globe::ROTATING }
    }

    /// Sets the bearing of the reported impact from the launch site, clockwise from north, deg.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless it is from 0 to 360.
    pub fn with_bearing_deg(self, bearing_deg: f64) -> Result<Self> {
        within(
            (0.0..=360.0).contains(&bearing_deg),
            "the bearing in deg",
            bearing_deg,
            "from 0 to 360, clockwise from north (90 is east)",
        )?;
        Ok(Self { bearing_rad: Some(bearing_deg.to_radians()), ..self })
    }

    /// Sets the model of the Earth.
    #[must_use]
    pub const fn with_globe(self, globe: Globe) -> Self {
        Self { globe, ..self }
    }

    /// Returns the position of the launch site.
    pub const fn site(&self) -> GeodeticPosition {
        self.site
    }

    /// Returns the bearing of the reported impact from the launch site, clockwise from north, rad;
    /// none if it is unknown.
    pub const fn bearing_rad(&self) -> Option<f64> {
        self.bearing_rad
    }

    /// Returns the model of the Earth.
    pub const fn globe(&self) -> Globe {
        self.globe
    }
}
