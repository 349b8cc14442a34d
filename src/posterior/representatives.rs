//! A few equally weighted vehicles that represent the posterior.

use crate::inversion::{Fitted, LoftOverGround};
use crate::physics::steering::Steering;
use crate::posterior::flown_draw::FlownDraw;
use crate::prior::Unreported;
use crate::reach::Reach;

/// One of several equally weighted vehicles.
#[derive(Debug, Clone)]
pub(crate) struct Representative {
    pub(crate) unreported: Unreported,
    pub(crate) fitted: Fitted,
    /// The loft that it flew over the rotating Earth; none where no launch site is known.
    pub(crate) over_ground: Option<LoftOverGround>,
    /// The steering of its flight for maximum range.
    pub(crate) steering: Steering,
    pub(crate) reach: Reach,
}

/// Chooses `count` vehicles systematically by weight, in the order of their ranges; a heavy one may
/// be chosen more than once.
pub(super) fn representatives(flown: &[FlownDraw<'_>], count: u32) -> Vec<Representative> {
    let total: f64 = flown.iter().map(|draw| draw.weight).sum();
    let mut by_range: Vec<&FlownDraw<'_>> = flown.iter().collect();
    by_range.sort_by(|a, b| a.reach.sortable_range_m().total_cmp(&b.reach.sortable_range_m()));
    let mut representatives = Vec::with_capacity(count as usize);
    let (mut below, mut chosen) = (0.0, 0_u32);
    for one in by_range {
        below += one.weight / total;
        while chosen < count && below >= (f64::from(chosen) + 0.5) / f64::from(count) {
            representatives.push(Representative {
                unreported: one.fitted_draw.unreported.clone(),
                fitted: one.fitted_draw.fitted.clone(),
                over_ground: one.fitted_draw.over_ground,
                steering: one.steering.clone(),
                reach: one.reach,
            });
            chosen += 1;
        }
    }
    representatives
}
