//! Another flight of a drawn vehicle, with another payload.
//!
//! The vehicle is given by a flight that it flies: its stages, burn times, thrusts, structures and
//! size. The other flight's apogee and ground range are drawn from the likelihood of what was
//! reported of it. The payload and the kick that fly them are found, and the flight time follows:
//! it is the evidence for or against one vehicle.

use crate::error::Result;
use crate::inversion::{FitSearch, InitialGuess, Loft, LoftApproximation, fit_from};
use crate::model::Model;
use crate::numerics::quasirandom::ScrambledSobol;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::physics::flight::Stepping;
use crate::posterior::fit_to_target::{FAR_BELOW, FittedDraw, Fitter};
use crate::posterior::flown_draw::{FlownDraw, fly_for_range};
use crate::posterior::likelihood::ReportLikelihood;
use crate::posterior::proposal::Proposer;
use crate::prior::{PayloadMasses, Unreported};
use crate::reach::Reach;

/// A draw of a posterior, with what is needed to fly the vehicle again.
#[derive(Debug, Clone)]
pub(crate) struct DrawnVehicle {
    /// The place of the draw among the proposals.
    place: u32,
    pub(crate) weight: f64,
    draw: FittedDraw,
    pub(crate) reach: Reach,
}

impl DrawnVehicle {
    pub(super) fn of(flown: &FlownDraw<'_>) -> Self {
        Self {
            place: flown.frame_index as u32,
            weight: flown.weight,
            draw: flown.fitted_draw.clone(),
            reach: flown.reach,
        }
    }

    /// Returns everything of the vehicle except for the thrust of its last stage.
    pub(crate) fn unreported(&self) -> &Unreported {
        &self.draw.unreported
    }
}

/// The points of other flights are not those of the draws.
const OTHER_FLIGHTS_SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// The coordinate of the last stage's structure, which is the same in every flight of a vehicle.
const STRUCTURE: u32 = 0;
/// The coordinate of a flight's steering.
const STEERING: u32 = 1;

/// A report of a flight that drawn vehicles of another flight may have flown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherReport<'a> {
    model: &'a Model,
    report: ReportLikelihood,
    lofts: Proposer<'a>,
    steering: ScrambledSobol,
}

/// A flight of a drawn vehicle with another payload.
#[derive(Debug, Clone)]
pub(crate) struct OtherFlight {
    /// Its payload over that of the vehicle's own flight.
    pub(crate) payload_ratio: f64,
    /// The change of that ratio for a relative change of the apogee: the density of the apogee is
    /// that of the ratio times this.
    pub(crate) ratio_per_ln_apogee: f64,
    /// The likelihood of the reported flight time, 1/s; one where none was reported or it is
    /// ignored.
    pub(crate) time_likelihood: f64,
    draw: FittedDraw,
}

impl<'a> OtherReport<'a> {
    /// Returns the report of a flight, of which the time may be ignored. Flights of different
    /// places have points of their own.
    pub(crate) fn new(
        observation: &Observation,
        model: &'a Model,
        is_time_ignored: bool,
        place: u64,
    ) -> Self {
        let report = ReportLikelihood::of(observation, model.prior());
        let report = if is_time_ignored { report.without_time() } else { report };
        let seed = model.seed() ^ OTHER_FLIGHTS_SEED.wrapping_mul(place + 1);
        Self {
            model,
            report,
            lofts: Proposer::new(model, report, seed),
            steering: ScrambledSobol::seeded(seed),
        }
    }

    /// Flies a drawn vehicle as reported; none where no payload does.
    pub(crate) fn fly(&self, vehicle: &DrawnVehicle) -> Option<OtherFlight> {
        let DrawnVehicle { place, draw: FittedDraw { unreported, fitted, .. }, .. } = vehicle;
        let loft = self.lofts.draw_loft(self.report.apogee?, *place)?;
        let structure =
            ScrambledSobol::seeded(self.model.seed() ^ OTHER_FLIGHTS_SEED).coordinate(*place, STRUCTURE);
        let steering = self.model.prior().steering_of(
            loft.apogee_altitude_m,
            loft.ground_range_m,
            self.steering.coordinate(*place, STEERING),
        );
        let steered = Unreported { loft_steering: steering, ..unreported.clone() };
        let masses = PayloadMasses::of(&steered, fitted.last_acceleration_m_per_s2, structure)?;
        let search = PayloadSearch { masses: &masses, loft, sphere: self.model.sphere() };
        let (ln_ratio, slope) = search.sketched()?;
        let (ln_ratio, draw) = search.flown(ln_ratio, slope)?;
        let time_likelihood =
            self.report.flight_time.map_or(1.0, |time| time.density(draw.fitted.flight_time_s));
        let ratio = ln_ratio.exp();
        Some(OtherFlight {
            payload_ratio: ratio,
            ratio_per_ln_apogee: ratio * search.ln_ratio_per_ln_apogee(ln_ratio, slope)?,
            time_likelihood,
            draw,
        })
    }

    /// Flies the vehicle of a flight for maximum range, with its payload of that flight.
    ///
    /// # Errors
    ///
    /// The solver's own.
    pub(crate) fn reach(&self, flight: &OtherFlight) -> Result<Reach> {
        let (_, reach) = fly_for_range(&flight.draw, self.model.standard_trajectory(), self.model.sphere())?;
        Ok(reach)
    }
}

/// The search for the payload with which a vehicle flies a loft.
struct PayloadSearch<'a> {
    masses: &'a PayloadMasses<'a>,
    loft: Loft,
    sphere: Sphere,
}

/// The maximum number of steps of the sketch, and of fits.
const MAX_STEPS: usize = 12;
const MAX_FITS: usize = 5;
/// The longest step of the logarithm of the payload's ratio, and its greatest size: beyond it the
/// prior has no payload.
const LONGEST_STEP: f64 = 0.5;
const FURTHEST: f64 = 1.3;
/// The increment of the logarithm of the ratio from which its first slope is measured.
const PROBE: f64 = 0.05;
/// The tolerance of the last stage's ideal velocity, m/s, in the sketch and in flight.
const SKETCH_CLOSE_M_PER_S: f64 = 1.0;
const CLOSE_M_PER_S: f64 = 0.7;
/// The relative increment of the apogee from which the dependence of the payload on it is
/// estimated.
const HIGHER: f64 = 5e-3;

impl PayloadSearch<'_> {
    /// Returns the ideal velocity of the last stage that the loft lacks in closed form, m/s, with a
    /// payload ratio.
    fn lacking_m_per_s(&self, loft: Loft, ln_ratio: f64) -> Option<f64> {
        let (unreported, acceleration) = self.masses.with_payload_times(ln_ratio.exp());
        let needed = LoftApproximation::new(loft, self.sphere).rough_guess(&unreported)?;
        Some(needed.last_delta_v_m_per_s - unreported.last_delta_v_m_per_s(acceleration))
    }

    /// Finds the payload ratio in closed form, by the secant method. Returns its logarithm and the
    /// slope of the lacking velocity by it, m/s.
    fn sketched(&self) -> Option<(f64, f64)> {
        let lacking = |ln_ratio| self.lacking_m_per_s(self.loft, ln_ratio);
        let (mut at, mut here) = (0.0, lacking(0.0)?);
        let mut slope = (lacking(PROBE)? - here) / PROBE;
        for _ in 0..MAX_STEPS {
            // More payload always needs more of the last stage.
            if !(slope > 0.0) {
                return None;
            }
            if here.abs() < SKETCH_CLOSE_M_PER_S {
                return Some((at, slope));
            }
            let next = at + (-here / slope).clamp(-LONGEST_STEP, LONGEST_STEP);
            if next.abs() > FURTHEST {
                return None;
            }
            let there = lacking(next)?;
            slope = (there - here) / (next - at);
            (at, here) = (next, there);
        }
        None
    }

    /// Finds the payload ratio by integrated flights, from a sketch. Returns its logarithm and the
    /// fitted vehicle.
    fn flown(&self, sketched: f64, slope: f64) -> Option<(f64, FittedDraw)> {
        let lofts = LoftApproximation::new(self.loft, self.sphere);
        let fit_tolerance = Fitter::fit_tolerance(self.loft);
        let (mut at, mut slope) = (sketched, slope);
        let mut before: Option<(f64, f64)> = None;
        let mut start: Option<InitialGuess> = None;
        for _ in 0..MAX_FITS {
            let (unreported, acceleration) = self.masses.with_payload_times(at.exp());
            let has = unreported.last_delta_v_m_per_s(acceleration);
            let search = FitSearch {
                start: start.or_else(|| lofts.guess(&unreported)),
                fit_tolerance,
                least_last_m_per_s: FAR_BELOW * has,
            };
            let (fitted, next_start) =
                fit_from(&unreported, self.loft, search, self.sphere, Stepping::Fixed).ok()?;
            let lacking = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2) - has;
            if lacking.abs() < CLOSE_M_PER_S {
                let draw = FittedDraw { weight: 1.0, unreported, loft: self.loft, over_ground: None, fitted };
                return Some((at, draw));
            }
            if let Some((earlier, was_lacking)) = before {
                let measured = (lacking - was_lacking) / (at - earlier);
                if measured > 0.3 * slope && measured < 3.0 * slope {
                    slope = measured;
                }
            }
            before = Some((at, lacking));
            start = next_start;
            at += (-lacking / slope).clamp(-LONGEST_STEP, LONGEST_STEP);
            if at.abs() > FURTHEST {
                return None;
            }
        }
        None
    }

    /// Returns the closed-form estimate of how the logarithm of the payload ratio depends on that
    /// of the apogee, at the same ground range; its absolute value.
    fn ln_ratio_per_ln_apogee(&self, ln_ratio: f64, slope: f64) -> Option<f64> {
        let apogee_altitude_m = (1.0 + HIGHER) * self.loft.apogee_altitude_m;
        let higher = Loft { apogee_altitude_m, ..self.loft };
        let more = self.lacking_m_per_s(higher, ln_ratio)? - self.lacking_m_per_s(self.loft, ln_ratio)?;
        Some((more / (slope * HIGHER.ln_1p())).abs())
    }
}
