//! Proposals for a report of a ground range and a flight time, without an apogee.

use crate::inversion::{Loft, LoftApproximation};
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::posterior::likelihood::Likelihood;
use crate::posterior::proposal::{
    FreeParameter, Proposal, Proposer, REPORT, TargetLoft, TargetTime, propose_from_prior,
};
use crate::prior::{Bounds, Draft, Exclusion};

impl Proposer<'_> {
    /// Proposes a flight whose apogee is solved for to meet the flight time.
    pub(super) fn propose_apogee(
        &self,
        draft: impl Fn(f64) -> Result<Draft, Exclusion>,
        time: Likelihood,
        point: u32,
        at: impl Fn(u32) -> f64 + Copy,
    ) -> Result<Proposal, Exclusion> {
        let range = self.report.ground_range.ok_or(Exclusion::NoFlight)?;
        let ground_range_m = self.ground_range_m(range, at).ok_or(Exclusion::NoFlight)?;
        let drawn_s = time.at(at(REPORT + 5), at(REPORT + 6));
        // The rotation's effect on the loft is taken as that on the free arc.
        let arc_m = apogee_altitude_m(ground_range_m / self.sphere.radius_m, drawn_s, self.sphere)
            .map_err(|_| Exclusion::BurnTooShort)?;
        let target = self
            .target(Loft { apogee_altitude_m: arc_m, ground_range_m }, point)
            .ok_or(Exclusion::NoFlight)?;
        let rises = arc_m / target.loft.apogee_altitude_m;
        let TargetLoft { loft: Loft { ground_range_m, .. }, time_excess_s, .. } = target;
        let range_m = LoftApproximation::new(target.loft, self.sphere).range_by_energy_m();
        let draft = draft(range_m)?.for_flight(arc_m, ground_range_m);
        let Proposal { weight, draft, unreported, .. } = propose_from_prior(draft, target, at);
        let flight_time_s = drawn_s - time_excess_s;
        let wanted_s = flight_time_s - self.time_bias.median_s;
        // The free arc of that time is higher than any powered flight's.
        let highest_m = apogee_altitude_m(ground_range_m / self.sphere.radius_m, wanted_s, self.sphere)
            .map_err(|_| Exclusion::BurnTooShort)?;
        let late = |ln_apogee: f64| {
            let loft = Loft { apogee_altitude_m: ln_apogee.exp(), ground_range_m };
            let rough = LoftApproximation::new(loft, self.sphere).rough_guess(&unreported)?;
            Some(rough.flight_time_s - wanted_s)
        };
        let (mut x0, mut x1) = (highest_m.ln(), highest_m.ln() - 0.1);
        let (mut f0, mut f1) = (late(x0).ok_or(Exclusion::NoFlight)?, late(x1).ok_or(Exclusion::NoFlight)?);
        for _ in 0..SECANTS {
            let slope = (f1 - f0) / (x1 - x0);
            if !(slope > 0.0) {
                return Err(Exclusion::NoFlight);
            }
            let x2 = x1 - (f1 / slope).clamp(-0.5, 0.5);
            if (x2 - x1).abs() < 1e-3 {
                let loft = Loft { apogee_altitude_m: x2.exp(), ground_range_m };
                let density_per_s = time.density(drawn_s);
                let target_time = Some(TargetTime {
                    flight_time_s,
                    density_per_s,
                    free_parameter: FreeParameter::LnApogee,
                    slope,
                });
                let over_ground = target
                    .over_ground
                    .map(|over_ground| over_ground.as_high_as(rises * loft.apogee_altitude_m));
                let weight = weight / slope;
                let target = TargetLoft { loft, over_ground, time_excess_s };
                return Ok(Proposal {
                    weight,
                    draft,
                    unreported,
                    target,
                    target_time,
                    guessed_delta_v_m_per_s: None,
                    guessed_thrust_density: 1.0,
                });
            }
            (x0, f0) = (x1, f1);
            (x1, f1) = (x2, late(x2).ok_or(Exclusion::NoFlight)?);
        }
        Err(Exclusion::NoFlight)
    }

    /// Returns whether the free arc of the reported ground range and flight time lies far below
    /// that of least energy. The closed form of the ascent is not good enough there to solve for an
    /// apogee.
    pub(super) fn is_flat(&self, time: Likelihood) -> bool {
        let Some(range) = self.report.ground_range else { return false };
        let middle = |likelihood: Likelihood| 0.5 * (likelihood.low + likelihood.high);
        let range_angle_rad = middle(range) / self.sphere.radius_m;
        let (sin, cos) = (0.5 * range_angle_rad).sin_cos();
        let least_energy_m = 0.5 * self.sphere.radius_m * (sin + cos - 1.0);
        apogee_altitude_m(range_angle_rad, middle(time), self.sphere)
            .map_or(true, |apogee_m| apogee_m < FLAT * least_energy_m)
    }

    /// Proposes a flat flight without a reported apogee: the apogee is drawn, evenly in its
    /// logarithm, from those whose free arc takes between the flight time and the flight time less
    /// the burn time. The flight time is met by chance alone, and weighs.
    pub(super) fn propose_flat(
        &self,
        draft: impl Fn(f64) -> Result<Draft, Exclusion>,
        time: Likelihood,
        point: u32,
        at: impl Fn(u32) -> f64 + Copy,
    ) -> Result<Proposal, Exclusion> {
        let none = Exclusion::NoFlight;
        let Some(ground_range_m) = self.report.ground_range.and_then(|range| self.ground_range_m(range, at))
        else {
            return Err(none);
        };
        let draft = draft(ground_range_m)?.for_flight(0.0, ground_range_m);
        let burn_s = draft.last_burn_time_s.log_at(at(REPORT + 4));
        let margin_s = TAILS * time.scale;
        let arc_m = |flight_time_s: f64| {
            apogee_altitude_m(ground_range_m / self.sphere.radius_m, flight_time_s, self.sphere)
                .map_or(LOWEST_APOGEE_M, |apogee_m| apogee_m.max(LOWEST_APOGEE_M))
        };
        let burn_time_s = draft.with_last_burn_time_s(burn_s).burn_time_s();
        let apogees =
            Bounds { low: arc_m(time.low - margin_s - burn_time_s), high: arc_m(time.high + margin_s) };
        if !(apogees.low < apogees.high) {
            return Err(Exclusion::BurnTooShort);
        }
        let loft = Loft { apogee_altitude_m: apogees.log_at(at(REPORT + 5)), ground_range_m };
        let Some(target) = self.target(loft, point) else { return Err(none) };
        let proposal = propose_from_prior(draft, target, at);
        // The prior of an apogee is even in its logarithm.
        Ok(Proposal { weight: proposal.weight * (apogees.high / apogees.low).ln(), ..proposal })
    }
}

/// The apogee of a flat flight over that of least energy, at most.
const FLAT: f64 = 0.5;
/// The lowest apogee that is proposed, m.
const LOWEST_APOGEE_M: f64 = 40e3;
/// How far the apogees reach beyond what the flight time allows, in scales of its source error.
const TAILS: f64 = 4.0;

/// The maximum number of secant steps.
const SECANTS: usize = 20;
