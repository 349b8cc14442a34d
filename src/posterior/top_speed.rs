//! The weight of a reported top speed.

use crate::observation::stand_in::ENTRY_ALTITUDE_M;
use crate::physics::earth::Sphere;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::flown_draw::FlownDraw;
use crate::posterior::likelihood::Likelihood;

/// The mean relative likelihood below which the draws leave a top speed unexplained: it is ignored
/// then, since it would choose among the few vehicles in its tail.
const MIN_MEAN_LIKELIHOOD: f64 = 1e-3;

/// Weighs flown draws by a reported top speed, unless it is one that hardly any of them has.
/// Returns whether they were weighed.
pub(super) fn weigh(flown: &mut [FlownDraw<'_>], top_speed: Likelihood, sphere: Sphere) -> bool {
    let relative: Vec<f64> = flown
        .iter()
        .map(|draw| top_speed.relative_density(top_speed_m_per_s(draw.fitted_draw, sphere)))
        .collect();
    let total: f64 = flown.iter().map(|draw| draw.weight).sum();
    let weighed: f64 = flown.iter().zip(&relative).map(|(draw, relative)| draw.weight * relative).sum();
    if !(weighed > MIN_MEAN_LIKELIHOOD * total) {
        return false;
    }
    for (draw, relative) in flown.iter_mut().zip(relative) {
        draw.weight *= relative;
    }
    true
}

/// Returns the top speed of a draw in its loft, m/s: the greater of that at the last burnout and
/// that on re-entry, where it falls through 120 km, or through half of a lower apogee.
fn top_speed_m_per_s(draw: &FittedDraw, sphere: Sphere) -> f64 {
    let burnout = draw.fitted.burnout;
    let (radius_m, mu) = (sphere.radius_m(), sphere.gravitational_parameter_m3_per_s2());
    let potential = |altitude_m: f64| -mu / (radius_m + altitude_m);
    let entry_m = ENTRY_ALTITUDE_M.min(0.5 * draw.loft.apogee_altitude_m);
    let gained = 2.0 * (potential(burnout.altitude_m) - potential(entry_m));
    let on_entry = (burnout.speed_m_per_s * burnout.speed_m_per_s + gained).max(0.0).sqrt();
    burnout.speed_m_per_s.max(on_entry)
}
