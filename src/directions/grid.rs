//! The number of azimuths and of vehicles flown in each.

use crate::error::Result;
use crate::error::check::within;

/// The number of azimuths, and the number of vehicles flown in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct AzimuthGrid {
    pub(super) azimuths: u32,
    pub(super) vehicles: u32,
}

/// The smallest number of azimuths: 10 degrees apart.
const MIN_AZIMUTHS: u32 = 36;
/// The greatest number of azimuths: 1 degree apart.
const MAX_AZIMUTHS: u32 = 360;
/// The smallest number of vehicles: with 16 the ends of the interval are the longest and the
/// shortest range.
const MIN_VEHICLES: u32 = 16;
/// The greatest number of vehicles: more than the posterior has.
const MAX_VEHICLES: u32 = 1_024;

impl AzimuthGrid {
    /// Sets the number of azimuths, evenly spaced, the first of them north.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the number is from 36
    /// to 360.
    pub fn with_azimuths(self, azimuths: u32) -> Result<Self> {
        let is_allowed = (MIN_AZIMUTHS..=MAX_AZIMUTHS).contains(&azimuths);
        within(is_allowed, "the number of azimuths", f64::from(azimuths), "from 36 (10 deg apart) to 360")?;
        Ok(Self { azimuths, ..self })
    }

    /// Sets the number of vehicles of the posterior that are flown in each azimuth.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the number is from 16
    /// to 1,024.
    pub fn with_vehicles(self, vehicles: u32) -> Result<Self> {
        let is_allowed = (MIN_VEHICLES..=MAX_VEHICLES).contains(&vehicles);
        let quantity = "the number of vehicles flown in each direction";
        within(is_allowed, quantity, f64::from(vehicles), "from 16 to 1,024")?;
        Ok(Self { vehicles, ..self })
    }
}

impl Default for AzimuthGrid {
    /// Returns an azimuth every ten degrees, with 64 vehicles in each.
    fn default() -> Self {
        Self { azimuths: MIN_AZIMUTHS, vehicles: 64 }
    }
}
