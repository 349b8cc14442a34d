//! The fit of a vehicle and its ascent to a reported loft. Everything unreported is given; two
//! numbers are found, the thrust of the last stage and the kick.

mod asked_trial;
mod bracketed;
mod newton;
mod with_time;
mod fitted;
mod trial_flight;

use crate::error::Result;
use crate::inversion::initial_guess::{InitialGuess, LoftApproximation, guesses};
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::SearchFlights;
use crate::inversion::side_by_side::search_side_by_side;
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::Stepping;
use crate::prior::Unreported;

use fitted::fitted;
use newton::NewtonOutcome;
use trial_flight::{Solution, TrialFlight, TrialFlights};

pub use fitted::Fitted;
pub(crate) use newton::LoftSearch;
pub(crate) use trial_flight::FitTolerance;
pub(crate) use with_time::{FittedWithTime, LoftAndTime, LoftAndTimeSearch, is_credible_slope};

/// The tolerance of a single fit.
const CLOSE: FitTolerance = FitTolerance { apogee_m: 0.5, ground_range_m: 0.5 };

/// Finds the thrust of the last stage and the kick with which a vehicle flies a loft.
///
/// By Newton's method from an initial guess in closed form; where that does not converge, by two
/// nested bracketed roots. The flight found meets apogee and ground range to half a metre, or,
/// after the bracketed roots, to a ten-thousandth of the greater of them: a root that is only a
/// jump of the function is no fit.
///
/// # Errors
///
/// [`Error::LoftUnreachable`](crate::Error::LoftUnreachable) where the last stage burning all its
/// propellant does not reach the apogee, the stages below it alone fly higher, or no kick reaches
/// the ground range at that apogee; [`Error::OutsideDomain`](crate::Error::OutsideDomain) for
/// properties that make no vehicle.
pub fn fit(unreported: &Unreported, loft: Loft, sphere: Sphere, tolerance: f64) -> Result<Fitted> {
    fit_with(unreported, loft, sphere, Stepping::Controlled { tolerance })
}

/// Fits as [`fit`] does, by flights in given steps.
pub(crate) fn fit_with(
    unreported: &Unreported,
    loft: Loft,
    sphere: Sphere,
    stepping: Stepping,
) -> Result<Fitted> {
    Ok(fit_near(unreported, loft, None, sphere, stepping)?.0)
}

/// Fits as [`fit_with`] does, from a fit nearby where there is one. Returns the fit and an initial
/// guess for another nearby.
pub(crate) fn fit_near(
    unreported: &Unreported,
    loft: Loft,
    near: Option<InitialGuess>,
    sphere: Sphere,
    stepping: Stepping,
) -> Result<(Fitted, Option<InitialGuess>)> {
    let start = near.or_else(|| LoftApproximation::new(loft, sphere).guess(unreported));
    let search = FitSearch { start, fit_tolerance: CLOSE, least_last_m_per_s: 0.0 };
    fit_from(unreported, loft, search, sphere, stepping)
}

/// Fits vehicles to a loft side by side, in fixed steps: see [`fit`].
pub(crate) fn fit_side_by_side(vehicles: &[Unreported], loft: Loft, sphere: Sphere) -> Vec<Result<Fitted>> {
    let lofts = LoftApproximation::new(loft, sphere);
    let fits: Vec<_> = vehicles.iter().map(|of| (lofts, of)).collect();
    let starts =
        if loft.ground_range_m > 0.0 { guesses(&fits, Width::Widest) } else { vec![None; fits.len()] };
    let begun = vehicles.iter().zip(&starts);
    let mut searches: Vec<LoftSearch> = begun
        .filter_map(|(of, start)| start.map(|start| LoftSearch::new(of, loft, start, CLOSE, sphere)))
        .collect();
    search_side_by_side(&mut searches, sphere);
    let mut found = searches.into_iter().map(LoftSearch::found);
    vehicles
        .iter()
        .zip(starts)
        .map(|(of, start)| match start.and_then(|_| found.next().flatten()) {
            Some(fitted) => Ok(fitted),
            None => fit_with(of, loft, sphere, Stepping::Fixed),
        })
        .collect()
}

/// The start and the end of a fit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FitSearch {
    pub(crate) start: Option<InitialGuess>,
    pub(crate) fit_tolerance: FitTolerance,
    /// The least ideal velocity of the last stage that the search considers, m/s.
    pub(crate) least_last_m_per_s: f64,
}

/// Fits a vehicle by a given search. Returns the fit and an initial guess for a fit nearby.
pub(crate) fn fit_from(
    unreported: &Unreported,
    loft: Loft,
    FitSearch { start, fit_tolerance, least_last_m_per_s }: FitSearch,
    sphere: Sphere,
    stepping: Stepping,
) -> Result<(Fitted, Option<InitialGuess>)> {
    let mut range = TrialFlights { unreported, flights: SearchFlights::new(sphere, stepping) };
    let quick = match start {
        Some(start) if loft.ground_range_m > 0.0 => {
            range.newton(loft, start, fit_tolerance, least_last_m_per_s)?
        }
        _ => NewtonOutcome::Lost,
    };
    let (solution, guess) = match quick {
        NewtonOutcome::Found(solution, guess) => (solution, Some(guess)),
        NewtonOutcome::Beyond(nearest) => {
            return Err(loft.unreachable(
                "with as small a last stage as is looked for, the nearest apogee is",
                nearest.apogee_m,
            ));
        }
        NewtonOutcome::Lost => range.bracketed_and_met(loft, fit_tolerance)?,
    };
    Ok((fitted(unreported, loft, solution, (range.flights.flown, range.flights.evaluations))?, guess))
}

/// The error of a bracketed fit, relative to the greater of apogee and ground range, up to which it
/// counts as one: the range may change by as much between two neighbouring steps of the kick.
const MET: f64 = 1e-4;

impl TrialFlights<'_> {
    /// Finds the thrust and the kick by bracketed roots, then checks that they fly the loft, and
    /// searches on nearby where they do not. Returns them with a guess for a fit nearby.
    ///
    /// # Errors
    ///
    /// [`Error::LoftUnreachable`](crate::Error::LoftUnreachable) with the nearest flight found.
    fn bracketed_and_met(
        &mut self,
        loft: Loft,
        fit_tolerance: FitTolerance,
    ) -> Result<(Solution, Option<InitialGuess>)> {
        let solution = self.bracketed(loft, fit_tolerance)?;
        let guess = self.slopes_near(loft, solution)?;
        let met_m = MET * loft.apogee_altitude_m.max(loft.ground_range_m);
        let allowed = FitTolerance {
            apogee_m: fit_tolerance.apogee_m.max(met_m),
            ground_range_m: fit_tolerance.ground_range_m.max(met_m),
        };
        let is_met = |flight: &TrialFlight| {
            (flight.apogee_m - loft.apogee_altitude_m).abs() <= allowed.apogee_m
                && (flight.range_m - loft.ground_range_m).abs() <= allowed.ground_range_m
        };
        if is_met(&solution.flight) {
            return Ok((solution, guess));
        }
        if let Some(guess) = guess.filter(|_| loft.ground_range_m > 0.0)
            && let NewtonOutcome::Found(solution, guess) = self.newton(loft, guess, fit_tolerance, 0.0)?
        {
            return Ok((solution, Some(guess)));
        }
        let TrialFlight { apogee_m, range_m, .. } = solution.flight;
        Err(if (apogee_m - loft.apogee_altitude_m).abs() > allowed.apogee_m {
            loft.unreachable("the nearest apogee found is", apogee_m)
        } else {
            loft.unreachable("the nearest ground range found at that apogee is", range_m)
        })
    }
}
