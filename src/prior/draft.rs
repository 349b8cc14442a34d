//! A vehicle of the prior, except for the burn time and the thrust of its last stage, and the
//! limits of both.

use crate::prior::bounds::Bounds;
use crate::prior::exclusion::Exclusion;
use crate::prior::loft_steering::LoftSteering;
use crate::prior::marginal::Marginal;
use crate::prior::unreported::Unreported;

/// A vehicle of the prior, except for the burn time and the thrust of its last stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// The vehicle; the burn time of its last stage is a placeholder.
    pub(super) unreported: Unreported,
    /// The burn time of the last stage, s, within everything that bounds it; empty (low above high)
    /// if nothing is left.
    pub(crate) last_burn_time_s: Bounds,
    /// The prior of the last stage's burn time.
    pub(super) burn_time_prior: BurnTimePrior,
    /// The thrust over the weight at the ignition of the last stage: at the ground for an only
    /// stage, in vacuum for others.
    pub(super) last_thrust_to_weight: Bounds,
    /// The mass of the last stage's propellant over the mass at its ignition.
    pub(super) last_propellant_share: Bounds,
    /// The greatest thrust acceleration at a burnout, in standard gravities.
    pub(super) greatest_acceleration_g: f64,
    /// The fraction of the prior that was left to choose from, over all steps of the draw.
    pub(crate) weight: f64,
}

/// The prior of the last stage's burn time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum BurnTimePrior {
    /// An only stage: the burn time follows from the propellant and from the thrust over weight,
    /// which has this distribution.
    OfThrust(Marginal),
    /// The last of several stages: its burn time over that of the first, `first_s`, has this
    /// distribution.
    OfRatio { marginal: Marginal, first_s: f64 },
}

/// Returns the end of the vertical rise, s, in the first part of the first burn, s.
pub(super) fn kick_time_within(kick_time_s: f64, first_burn_s: f64) -> f64 {
    kick_time_s.min(0.3 * first_burn_s)
}

/// Returns whether a flight to an apogee altitude over a ground range, m, counts as a loft.
pub(super) fn is_lofted(apogee_altitude_m: f64, ground_range_m: f64) -> bool {
    !(ground_range_m > FLATTEST_LOFT * apogee_altitude_m)
}

/// The greatest ground range over apogee of a flight that counts as a loft: it leaves the ground at
/// more than 69 degrees.
const FLATTEST_LOFT: f64 = 1.5;

impl Draft {
    /// Returns the vehicle for a flight to an apogee altitude over a ground range, m. One that is
    /// not lofted is flown for range, and so by a gravity turn: a slow pitch programme would give
    /// range away.
    pub(crate) fn for_flight(mut self, apogee_altitude_m: f64, ground_range_m: f64) -> Self {
        if !is_lofted(apogee_altitude_m, ground_range_m) {
            self.unreported.loft_steering = LoftSteering::GravityTurn;
        }
        self
    }

    /// Returns the vehicle with the burn time of its last stage, s.
    pub(crate) fn with_last_burn_time_s(&self, burn_time_s: f64) -> Unreported {
        let mut unreported = self.unreported.clone();
        unreported.last_stage.burn_time_s = burn_time_s;
        if unreported.lower_stages.is_empty() {
            unreported.kick_time_s = kick_time_within(unreported.kick_time_s, burn_time_s);
        }
        unreported
    }

    /// Returns the vehicle with a placeholder for the burn time of its last stage.
    pub(crate) fn unfinished(&self) -> &Unreported {
        &self.unreported
    }

    /// Returns the density of the prior at a burn time of the last stage, 1/s, without the factor
    /// [`Draft::thrust_density`]; zero outside the bounds.
    pub(crate) fn density_per_s(&self, burn_time_s: f64) -> f64 {
        if !self.last_burn_time_s.holds(burn_time_s) {
            return 0.0;
        }
        let ln_density = match self.burn_time_prior {
            BurnTimePrior::OfThrust(_) => 1.0,
            BurnTimePrior::OfRatio { marginal, first_s } => marginal.log_density(burn_time_s / first_s),
        };
        ln_density / burn_time_s
    }

    /// Returns the density of the logarithm of an only stage's thrust over weight, for its burn
    /// time, s, and its propellant over its mass at ignition; zero outside the bounds, and one for
    /// the last of several stages or a known thrust.
    pub(crate) fn thrust_density(&self, burn_time_s: f64, share: impl FnOnce() -> f64) -> f64 {
        match self.burn_time_prior {
            BurnTimePrior::OfThrust(marginal) if !marginal.bounds().is_known() => {
                marginal.log_density(share() * self.unreported.last_stage.impulse.sea_level_s / burn_time_s)
            }
            _ => 1.0,
        }
    }

    /// Returns the bounds of the last stage's propellant over its mass at ignition, for a burn time
    /// in s: where its own bounds, those of its thrust and the greatest acceleration all hold.
    pub(crate) fn last_share(&self, burn_time_s: f64) -> Bounds {
        let ShareLimits { propellant, thrust, acceleration } = self.last_share_limits(burn_time_s);
        propellant.and(thrust).and(Bounds { low: 0.0, high: acceleration })
    }

    /// Returns each limit of the last stage's propellant over its mass at ignition, for a burn time
    /// in s.
    fn last_share_limits(&self, burn_time_s: f64) -> ShareLimits {
        let impulse = self.unreported.last_stage.impulse;
        // The share is thrust over weight × burn time / impulse, with the impulse at the ground
        // for an only stage.
        let per_thrust = burn_time_s / impulse.sea_level_s;
        let Bounds { low, high } = self.last_thrust_to_weight.widened_if_known();
        let thrust = Bounds { low: low * per_thrust, high: high * per_thrust };
        // The acceleration at burnout is n/(1 − f) with n = f I/t. It is at most a, so f is at
        // most a/(a + I/t).
        let impulse_per_burn_time = impulse.vacuum_s / burn_time_s;
        let acceleration =
            self.greatest_acceleration_g / (self.greatest_acceleration_g + impulse_per_burn_time);
        ShareLimits { propellant: self.last_propellant_share, thrust, acceleration }
    }

    /// Returns which bound excludes a last stage with a burn time, s, and a propellant share that
    /// may miss its bounds by a little; none if it is possible.
    pub(crate) fn exclusion(
        &self,
        burn_time_s: f64,
        is_below: impl Fn(f64) -> bool,
        is_above: impl Fn(f64) -> bool,
    ) -> Option<Exclusion> {
        let limits = self.last_share_limits(burn_time_s);
        let highest = [
            (limits.acceleration, Exclusion::Acceleration),
            (limits.thrust.high, Exclusion::ThrustTooHigh),
            (limits.propellant.high, Exclusion::PropellantTooMuch),
        ];
        let lowest = [
            (limits.thrust.low, Exclusion::ThrustTooLow),
            (limits.propellant.low, Exclusion::PropellantTooLittle),
        ];
        let (high, above) = highest.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let (low, below) = lowest.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        if is_above(high) || low > high {
            Some(above)
        } else if is_below(low) {
            Some(below)
        } else {
            None
        }
    }
}

/// The limits of the last stage's propellant over its mass at ignition.
#[derive(Debug, Clone, Copy, PartialEq)]
struct ShareLimits {
    /// Those of its own bounds.
    propellant: Bounds,
    /// Those at which its thrust is within its bounds.
    thrust: Bounds,
    /// The greatest at which the acceleration at burnout is within its bound.
    acceleration: f64,
}
