//! A fitted draw flown for maximum range.

use crate::error::{Error, Result};
use crate::inversion::{LoftApproximation, maximum_range, maximum_range_ln_kick, maximum_range_near};
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Stepping};
use crate::physics::steering::Steering;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::frame::SampledDraw;
use crate::prior::StandardTrajectory;
use crate::reach::Reach;

/// A fitted draw, flown for maximum range.
pub(super) struct FlownDraw<'a> {
    pub(super) fitted_draw: &'a FittedDraw,
    /// The index of its unit in the frame.
    pub(super) frame_index: usize,
    pub(super) weight: f64,
    pub(super) steering: Steering,
    pub(super) reach: Reach,
}

impl<'a> FlownDraw<'a> {
    pub(super) fn fly_for_range(
        SampledDraw { frame_index, draw }: &'a SampledDraw,
        standard_trajectory: StandardTrajectory,
        sphere: Sphere,
    ) -> Result<Self> {
        let (steering, reach) = fly_for_range(draw, standard_trajectory, sphere)?;
        Ok(Self { fitted_draw: draw, frame_index: *frame_index, weight: draw.weight, steering, reach })
    }
}

/// Finds the maximum range of a fitted vehicle, from a coarse estimate of the best kick.
pub(super) fn fly_for_range(
    draw: &FittedDraw,
    standard_trajectory: StandardTrajectory,
    sphere: Sphere,
) -> Result<(Steering, Reach)> {
    let FittedDraw { unreported, fitted, .. } = draw;
    let last_delta_v = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
    let guess = LoftApproximation::new(draw.loft, sphere).ln_kick(unreported, last_delta_v, ZENITH_ANGLE_RAD);
    let start = maximum_range_ln_kick(unreported, last_delta_v, guess, sphere) + LN_KICK_CORRECTION;
    match maximum_range_near(&fitted.vehicle, unreported, standard_trajectory, start, sphere, Stepping::Fixed)
    {
        Ok((steering, reach)) if reach.sortable_range_m() > 0.0 => Ok((steering, reach)),
        // A guess from which nothing flies, or a search that does not converge: search everywhere.
        Ok(_) | Err(Error::NotConverged { .. }) => {
            let flight =
                maximum_range(&fitted.vehicle, unreported, standard_trajectory, sphere, Flight::TOLERANCE)?;
            Ok((flight.steering, flight.reach))
        }
        Err(error) => Err(error),
    }
}

/// The typical zenith angle of the burnout of a flight for range, rad.
const ZENITH_ANGLE_RAD: f64 = 0.9;
/// The typical deficit of the coarse estimate's kick, in its logarithm.
const LN_KICK_CORRECTION: f64 = 0.2;
