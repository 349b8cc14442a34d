//! A vehicle that flies the report, flown for range.

use std::f64::consts::FRAC_PI_2;

use crate::error::{Error, Result};
use crate::ladder::flown::sketch::standard_ln_kick;
use crate::ladder::flown::{standard, standard_near};
use crate::physics::earth::Sphere;
use crate::physics::flight::Flight;
use crate::physics::steering::Steering;
use crate::posterior::census::Placed;
use crate::posterior::sample::Match;
use crate::posterior::{Draw, Middle, quantiles};
use crate::prior::StandardTrajectory;
use crate::reach::Reach;

/// A match, flown for range.
pub(super) struct Flown<'a> {
    pub(super) found: &'a Match,
    /// Its place in the frame.
    pub(super) place: usize,
    pub(super) weight: f64,
    pub(super) steering: Steering,
    pub(super) reach: Reach,
}

impl<'a> Flown<'a> {
    pub(super) fn farthest(
        Placed { place, found }: &'a Placed,
        definition: StandardTrajectory,
        sphere: Sphere,
    ) -> Result<Self> {
        let (steering, reach) = farthest(found, definition, sphere)?;
        Ok(Self { found, place: *place, weight: found.weight, steering, reach })
    }

    /// What is kept of it, of a whole weight.
    pub(super) fn draw(&self, total: f64) -> Draw {
        let Match { unreported, fitted, .. } = self.found;
        Draw {
            weight: self.weight / total,
            reach: self.reach,
            stages: unreported.lower_stages.len() + 1,
            burn_time_s: unreported.burn_time_s(),
            ideal_delta_v_m_per_s: fitted.ideal_delta_v_m_per_s,
            loft_loss_m_per_s: fitted.ideal_delta_v_m_per_s - fitted.burnout.speed_m_per_s,
            flight_time_s: fitted.flight_time_s,
        }
    }
}

/// The same vehicle flown for range, from where a sketch says that the best kick is.
fn farthest(found: &Match, definition: StandardTrajectory, sphere: Sphere) -> Result<(Steering, Reach)> {
    let Match { unreported, fitted, .. } = found;
    let last_delta_v = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
    // From the lean of the loft to that of a flight for range; a vertical loft has none.
    let lean = (FRAC_PI_2 - fitted.burnout.flight_path_angle_rad).max(1e-6);
    let guess = fitted.kick_angle_rad.max(1e-9).ln() + (0.45_f64.tan() / (0.5 * lean).tan()).ln();
    let start = standard_ln_kick(unreported, last_delta_v, guess, sphere) + SKETCH_IS_SHORT;
    match standard_near(&fitted.vehicle, unreported, definition, start, sphere, Flight::TOLERANCE) {
        Ok((steering, reach)) if quantiles::number(reach) > 0.0 => Ok((steering, reach)),
        // A guess from which nothing flies, or a search that does not end: the long way.
        Ok(_) | Err(Error::NotConverged { .. }) => {
            let flight = standard(&fitted.vehicle, unreported, definition, sphere, Flight::TOLERANCE)?;
            Ok((flight.steering, flight.reach))
        }
        Err(error) => Err(error),
    }
}

/// See [`Middle`]; none of none.
pub(super) fn middle(flown: &[Flown], median: f64) -> Option<Middle> {
    let mean = flown.iter().map(|flown| flown.weight).sum::<f64>() / flown.len() as f64;
    let away = |flown: &&Flown| match quantiles::number(flown.reach) {
        number if number == median => 0.0,
        number => (number - median).abs(),
    };
    let counting = flown.iter().filter(|flown| flown.weight >= mean);
    counting.min_by(|a, b| away(a).total_cmp(&away(b))).map(|flown| Middle {
        unreported: flown.found.unreported.clone(),
        fitted: flown.found.fitted.clone(),
        steering: flown.steering.clone(),
        reach: flown.reach,
    })
}

/// The sketch's kick is this short of the best one, in its logarithm, by and large.
const SKETCH_IS_SHORT: f64 = 0.2;
