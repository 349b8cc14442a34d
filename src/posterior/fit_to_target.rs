//! Fits a proposed vehicle to its target loft, and to its target flight time, by integrated
//! flights.

use crate::error::{Error, Result};
use crate::inversion::{
    FitSearch, FitTolerance, Fitted, FittedWithTime, FlightSearch, InitialGuess, Loft, LoftAndTime,
    LoftAndTimeSearch, LoftApproximation, LoftOverGround, LoftSearch, fit_from, guesses, is_credible_slope,
    search_side_by_side,
};
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightEnd, Stepping};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::posterior::likelihood::{Likelihood, ReportLikelihood};
use crate::posterior::proposal::{FreeParameter, Proposal, TargetLoft, TargetTime};
use crate::prior::{Bounds, Draft, Exclusion, Unreported};

/// A vehicle fitted to its target, with its weight.
#[derive(Debug, Clone)]
pub(super) struct FittedDraw {
    /// The factor that corrects the weight by which it was chosen.
    pub(super) weight: f64,
    pub(super) unreported: Unreported,
    pub(super) loft: Loft,
    /// The loft over the rotating Earth that this one is equivalent to; none where no launch site
    /// is known.
    pub(super) over_ground: Option<LoftOverGround>,
    pub(super) fitted: Fitted,
}

/// The outcome of a fit.
#[derive(Debug, Clone)]
pub(super) enum FitOutcome {
    /// The vehicle flies the report.
    Fitted(Box<FittedDraw>),
    /// The vehicle cannot fly the report.
    Rejected(Exclusion),
}

/// The tolerance of a flight time, s.
const TIME_TOLERANCE_S: f64 = 0.3;
/// The least ideal velocity of the last stage that is considered, as a share of the least that the
/// prior allows.
pub(super) const FAR_BELOW: f64 = 0.3;
/// The maximum number of changes of a vehicle to meet a flight time; one or two are typical.
const MOST_CHANGES: usize = 8;

/// A vehicle fitted to its loft.
struct FittedLoft {
    unreported: Unreported,
    loft: Loft,
    fitted: Fitted,
}

/// A fit, and the start of the next.
struct Attempt {
    current: FittedLoft,
    /// The initial guess of this fit; none where the closed form had none.
    guess: Option<InitialGuess>,
    /// The start of a fit nearby.
    start: Option<InitialGuess>,
}

/// Fits proposals to their targets by integrated flights.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitter {
    /// Likelihood of the reported flight time; none where it was not reported or is ignored.
    flight_time: Option<Likelihood>,
    sphere: Sphere,
}

/// The quick search of a fit, by flights beside those of other fits.
enum QuickSearch {
    /// For a loft.
    Loft(Box<LoftSearch>),
    /// For a loft and its flight time.
    LoftAndTime(Box<LoftAndTimeSearch>),
    /// There is none.
    None,
}

impl QuickSearch {
    fn found_loft(self) -> Option<Fitted> {
        match self {
            Self::Loft(search) => search.found(),
            Self::LoftAndTime(_) | Self::None => None,
        }
    }

    fn found_loft_and_time(self) -> Option<FittedWithTime> {
        match self {
            Self::LoftAndTime(search) => search.found(),
            Self::Loft(_) | Self::None => None,
        }
    }
}

impl FlightSearch for QuickSearch {
    fn asked(&self) -> Option<(&Vehicle, &Steering)> {
        match self {
            Self::Loft(search) => search.asked(),
            Self::LoftAndTime(search) => search.asked(),
            Self::None => None,
        }
    }

    fn tell(&mut self, end: Result<FlightEnd>) {
        match self {
            Self::Loft(search) => search.tell(end),
            Self::LoftAndTime(search) => search.tell(end),
            Self::None => {}
        }
    }
}

impl Fitter {
    /// Returns a fitter for the likelihood of a report.
    pub(super) fn new(report: &ReportLikelihood, sphere: Sphere) -> Self {
        Self { flight_time: report.flight_time, sphere }
    }

    /// Fits proposals side by side: finds for each the thrust and the kick, and the burn time or
    /// the apogee where the flight time is a target. A fit depends on those beside it by its
    /// rounding alone.
    ///
    /// # Errors
    ///
    /// For each proposal, those of the solver.
    pub(super) fn fit_all(&self, proposals: &[&Proposal]) -> Vec<Result<FitOutcome>> {
        let mut searches = self.quick_searches(proposals);
        search_side_by_side(&mut searches, self.sphere);
        proposals.iter().zip(searches).map(|(proposal, search)| self.finish(proposal, search)).collect()
    }

    /// Returns the quick search for each proposal.
    fn quick_searches(&self, proposals: &[&Proposal]) -> Vec<QuickSearch> {
        let fits: Vec<_> = proposals
            .iter()
            .map(|Proposal { unreported, target, .. }| {
                (LoftApproximation::new(target.loft, self.sphere), unreported)
            })
            .collect();
        let guesses = guesses(&fits, Width::Widest);
        let with_time: Vec<_> = proposals
            .iter()
            .zip(&guesses)
            .filter_map(|(proposal, guess)| {
                Some((&proposal.unreported, (*guess)?, Self::loft_and_time(proposal)?))
            })
            .collect();
        let mut with_time = LoftAndTimeSearch::all(&with_time, self.sphere).into_iter();
        let quick = |(proposal, guess): (&&Proposal, Option<InitialGuess>)| {
            let Some(guess) = guess else { return QuickSearch::None };
            let Proposal { unreported, target: TargetLoft { loft, .. }, target_time, .. } = proposal;
            match target_time {
                None => {
                    let fit_tolerance = Self::fit_tolerance(*loft);
                    let search = LoftSearch::new(unreported, *loft, guess, fit_tolerance, self.sphere);
                    QuickSearch::Loft(Box::new(search))
                }
                Some(TargetTime { free_parameter: FreeParameter::LastBurnTime, .. }) => {
                    let search = with_time.next().flatten();
                    search.map_or(QuickSearch::None, |search| QuickSearch::LoftAndTime(Box::new(search)))
                }
                Some(TargetTime { free_parameter: FreeParameter::LnApogee, .. }) => QuickSearch::None,
            }
        };
        proposals.iter().zip(guesses).map(quick).collect()
    }

    /// Returns the loft and the flight time that a proposal is to meet by its burn time; none where
    /// that is not free.
    fn loft_and_time(proposal: &Proposal) -> Option<LoftAndTime> {
        let Proposal { draft, target: TargetLoft { loft, .. }, target_time, .. } = proposal;
        let TargetTime { free_parameter, flight_time_s, slope, .. } = (*target_time)?;
        (free_parameter == FreeParameter::LastBurnTime).then_some(LoftAndTime {
            loft: *loft,
            fit_tolerance: Self::fit_tolerance(*loft),
            flight_time_s,
            time_tolerance_s: TIME_TOLERANCE_S,
            slope,
            last_burn_time_s: draft.last_burn_time_s,
        })
    }

    /// Returns the outcome of a fit after its quick search, by a slower search where that found
    /// none.
    fn finish(&self, proposal: &Proposal, search: QuickSearch) -> Result<FitOutcome> {
        let Proposal {
            draft,
            target_time,
            target: TargetLoft { loft: target, over_ground, time_excess_s },
            ..
        } = proposal;
        let likelihood = |fitted: &Fitted| {
            let flight_time_s = fitted.flight_time_s + time_excess_s;
            self.flight_time.map_or(1.0, |time| time.density(flight_time_s))
        };
        let (FittedLoft { unreported, loft, fitted }, weight) = match target_time {
            None => {
                let unreported = proposal.unreported.clone();
                let current = match search.found_loft() {
                    Some(fitted) => FittedLoft { unreported, loft: *target, fitted },
                    None => match self.attempt(draft, unreported, *target, None)? {
                        Some(Attempt { current, .. }) => current,
                        None => return Ok(FitOutcome::Rejected(Exclusion::NoFlight)),
                    },
                };
                let weight = likelihood(&current.fitted);
                (current, weight)
            }
            Some(target_time) => {
                let (current, slope) = match search.found_loft_and_time() {
                    Some(FittedWithTime { unreported, fitted, slope }) => {
                        (FittedLoft { unreported, loft: *target, fitted }, slope)
                    }
                    None => match self.fit_successively(proposal, *target_time)? {
                        Ok(met) => met,
                        Err(outcome) => return Ok(outcome),
                    },
                };
                // The draw was chosen by the prior of the closed-form solution, and is weighted by
                // that of the flown one.
                let prior = target_time.prior_per_s(draft, &current.unreported, slope);
                if !(prior > 0.0) {
                    let is_long = current.unreported.last_stage.burn_time_s > draft.last_burn_time_s.high;
                    return Ok(if is_long {
                        FitOutcome::Rejected(Exclusion::BurnTooLong)
                    } else {
                        FitOutcome::Rejected(Exclusion::BurnTooShort)
                    });
                }
                let estimated = target_time.prior_per_s(draft, &proposal.unreported, target_time.slope);
                let weight = prior / estimated * likelihood(&current.fitted) / target_time.density_per_s;
                (current, weight)
            }
        };
        let share = unreported.last_share(fitted.last_acceleration_m_per_s2);
        let burn_time_s = unreported.last_stage.burn_time_s;
        if let Some(why) = draft.exclusion(burn_time_s, |least| !(share >= least), |most| !(share <= most)) {
            return Ok(FitOutcome::Rejected(why));
        }
        let weight = weight * draft.thrust_density(burn_time_s, || share) / proposal.guessed_thrust_density;
        let climbed = loft.apogee_altitude_m / target.apogee_altitude_m;
        let over_ground = over_ground
            .map(|over_ground| over_ground.as_high_as(climbed * over_ground.loft.apogee_altitude_m));
        Ok(FitOutcome::Fitted(Box::new(FittedDraw { weight, unreported, loft, over_ground, fitted })))
    }

    /// Fits a vehicle to a loft, from its initial guess or from a fit nearby; none where it cannot
    /// fly the loft.
    fn attempt(
        &self,
        draft: &Draft,
        unreported: Unreported,
        loft: Loft,
        nearby: Option<&Attempt>,
    ) -> Result<Option<Attempt>> {
        let fit_tolerance = Self::fit_tolerance(loft);
        let shares = draft.last_share(unreported.last_stage.burn_time_s);
        let least_last_m_per_s = FAR_BELOW * unreported.last_delta_v_of_share_m_per_s(shares.low);
        let guess = LoftApproximation::new(loft, self.sphere).guess(&unreported);
        let start = match nearby.and_then(|nearby| Some((nearby.start?, nearby.guess))) {
            // The fit nearby, moved by the difference of the two guesses where both exist.
            Some((flown, before)) => Some(match (before, guess) {
                (Some(before), Some(now)) => flown.nearby(now.step_from(before)),
                _ => flown,
            }),
            None => guess,
        };
        let search = FitSearch { start, fit_tolerance, least_last_m_per_s };
        match fit_from(&unreported, loft, search, self.sphere, Stepping::Fixed) {
            Ok((fitted, start)) => {
                Ok(Some(Attempt { current: FittedLoft { unreported, loft, fitted }, guess, start }))
            }
            Err(Error::LoftUnreachable { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns the tolerances of the fit to a loft.
    pub(super) fn fit_tolerance(loft: Loft) -> FitTolerance {
        FitTolerance {
            apogee_m: 1e-4 * loft.apogee_altitude_m,
            ground_range_m: (1e-3 * loft.ground_range_m).max(10.0),
        }
    }

    /// Fits a proposal to its flight time by successive fits, each with the burn time or the apogee
    /// changed. Returns the fit and the slope of the flight time, or why the time cannot be met.
    fn fit_successively(
        &self,
        proposal: &Proposal,
        target_time: TargetTime,
    ) -> Result<std::result::Result<(FittedLoft, f64), FitOutcome>> {
        let Proposal { draft, target: TargetLoft { loft, .. }, .. } = proposal;
        let TargetTime { flight_time_s, free_parameter, mut slope, .. } = target_time;
        let first = self.attempt(draft, proposal.unreported.clone(), *loft, None)?;
        let Some(mut attempt) = first else { return Ok(Err(FitOutcome::Rejected(Exclusion::NoFlight))) };
        for _ in 0..MOST_CHANGES {
            let Attempt { current, .. } = &attempt;
            let late_s = current.fitted.flight_time_s - flight_time_s;
            if late_s.abs() <= TIME_TOLERANCE_S {
                return Ok(Ok((attempt.current, slope)));
            }
            let change = -late_s / slope;
            let (mut unreported, mut loft) = (current.unreported.clone(), current.loft);
            match free_parameter {
                FreeParameter::LastBurnTime => {
                    let burn_s = unreported.last_stage.burn_time_s;
                    let Bounds { low, high } = draft.last_burn_time_s;
                    if burn_s >= high && change > 0.0 {
                        return Ok(Err(FitOutcome::Rejected(Exclusion::BurnTooLong)));
                    }
                    if burn_s <= low && change < 0.0 {
                        return Ok(Err(FitOutcome::Rejected(Exclusion::BurnTooShort)));
                    }
                    let next_s = (burn_s + change).clamp(0.5 * burn_s, 2.0 * burn_s);
                    unreported.last_stage.burn_time_s = next_s.clamp(low, high);
                }
                FreeParameter::LnApogee => loft.apogee_altitude_m *= change.clamp(-0.5, 0.5).exp(),
            }
            let Some(next) = self.attempt(draft, unreported, loft, Some(&attempt))? else {
                return Ok(Err(FitOutcome::Rejected(Exclusion::NoFlight)));
            };
            let changed = match free_parameter {
                FreeParameter::LastBurnTime => {
                    next.current.unreported.last_stage.burn_time_s - current.unreported.last_stage.burn_time_s
                }
                FreeParameter::LnApogee => {
                    (next.current.loft.apogee_altitude_m / current.loft.apogee_altitude_m).ln()
                }
            };
            let measured = (next.current.fitted.flight_time_s - current.fitted.flight_time_s) / changed;
            if is_credible_slope(measured, slope, late_s) {
                slope = measured;
            }
            attempt = next;
        }
        Ok(Err(FitOutcome::Rejected(Exclusion::NoFlight)))
    }
}
