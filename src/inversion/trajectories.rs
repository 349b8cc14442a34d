//! The trajectories of a fitted vehicle: the reported flight, and the flight for maximum range.

use crate::error::Result;
use crate::inversion::Fitted;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Trajectory};
use crate::physics::steering::Steering;

/// The tolerance to which flights are integrated.
const TOLERANCE: f64 = 1e-6;

/// Two trajectories of one vehicle.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Trajectories {
    /// The reported flight.
    pub loft: Trajectory,
    /// The flight for maximum range; in global reach, a flight that gets there.
    pub maximum_range: Trajectory,
}

impl Trajectories {
    /// Integrates the loft of a fitted vehicle, and the same vehicle's flight by the steering of
    /// its maximum range.
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
