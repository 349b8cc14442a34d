//! The reported flight of a fitted vehicle and its flight for maximum range, kept whole.

use crate::error::Result;
use crate::inversion::Fitted;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Trajectory};
use crate::physics::steering::Steering;

/// Flights are integrated to this tolerance.
const TOLERANCE: f64 = 1e-6;

/// Two flights of one vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectories {
    /// The reported one.
    pub loft: Trajectory,
    /// The one for range; in global reach, one that gets there.
    pub maximum_range: Trajectory,
}

impl Trajectories {
    /// Flies the loft of a fitted vehicle, and the same vehicle by the steering of its standard flight, keeping everything.
    ///
    /// # Errors
    ///
    /// As [`Flight::trajectory`].
    pub fn of(fitted: &Fitted, maximum_range: &Steering, sphere: Sphere) -> Result<Self> {
        let course = |steering: &Steering| {
            let vehicle = &fitted.vehicle;
            Flight { vehicle, steering, sphere, has_air: true, tolerance: TOLERANCE }.trajectory()
        };
        Ok(Self { loft: course(&fitted.steering)?, maximum_range: course(maximum_range)? })
    }
}
