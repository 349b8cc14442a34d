//! A few vehicles that stand for all.

use crate::ladder::flown::GroundLoft;
use crate::ladder::flown::fit::Fitted;
use crate::physics::steering::Steering;
use crate::posterior::farthest::Flown;
use crate::posterior::quantiles;
use crate::prior::Unreported;
use crate::reach::Reach;

/// One of a number of vehicles, each as likely.
#[derive(Debug, Clone)]
pub(crate) struct Representative {
    pub(crate) unreported: Unreported,
    pub(crate) fitted: Fitted,
    /// The loft that it flew over the turning Earth, if a launch is known.
    pub(crate) ground: Option<GroundLoft>,
    /// Of its standard flight.
    pub(crate) steering: Steering,
    pub(crate) reach: Reach,
}

/// So many of the vehicles, evenly through the weight in the order of their range; a heavy one more than once.
pub(super) fn representatives(mut flown: Vec<Flown<'_>>, total: f64, count: u32) -> Vec<Representative> {
    flown.sort_by(|a, b| quantiles::number(a.reach).total_cmp(&quantiles::number(b.reach)));
    let mut representatives = Vec::with_capacity(count as usize);
    let (mut below, mut chosen) = (0.0, 0_u32);
    for one in flown {
        below += one.weight / total;
        while chosen < count && below >= (f64::from(chosen) + 0.5) / f64::from(count) {
            representatives.push(Representative {
                unreported: one.found.unreported.clone(),
                fitted: one.found.fitted.clone(),
                ground: one.found.ground,
                steering: one.steering.clone(),
                reach: one.reach,
            });
            chosen += 1;
        }
    }
    representatives
}
