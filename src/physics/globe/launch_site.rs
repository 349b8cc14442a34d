//! From where, and in which direction, a reported flight was flown.

use crate::error::{Error, Result};
use crate::physics::globe::{GeodeticPosition, Globe};

/// From where a reported flight was launched, over what Earth, and where its impact lies from there if that is known.
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
    /// From a place on the turning sphere, nobody knows in which direction.
    pub const fn from_site(site: GeodeticPosition) -> Self {
        Self { site, bearing_rad: None, globe: Globe::ROTATING }
    }

    /// In a direction: that of the reported impact from the launch, clockwise from north, deg.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 0 to 360.
    pub fn with_bearing_deg(self, bearing_deg: f64) -> Result<Self> {
        if (0.0..=360.0).contains(&bearing_deg) {
            Ok(Self { bearing_rad: Some(bearing_deg.to_radians()), ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the bearing in deg",
                value: bearing_deg,
                allowed: "from 0 to 360, clockwise from north (90 is east)",
            })
        }
    }

    /// Over another Earth.
    #[must_use]
    pub const fn with_globe(self, globe: Globe) -> Self {
        Self { globe, ..self }
    }

    /// The place.
    pub const fn site(&self) -> GeodeticPosition {
        self.site
    }

    /// Where the reported impact lies from there, clockwise from north, rad; none where nobody said.
    pub const fn bearing_rad(&self) -> Option<f64> {
        self.bearing_rad
    }

    /// The Earth.
    pub const fn globe(&self) -> Globe {
        self.globe
    }
}
