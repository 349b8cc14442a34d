//! The fit of a vehicle and its ascent to a reported loft. Everything unreported is given; two
//! numbers are found, the thrust of the last stage and the kick.

mod bracketed;
mod newton;
mod with_time;
mod fitted;
mod trial_flight;

use crate::error::Result;
use crate::inversion::initial_guess::{InitialGuess, LoftApproximation};
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::SearchFlights;
use crate::physics::earth::Sphere;
use crate::prior::Unreported;

use fitted::fitted;
use newton::NewtonOutcome;
use trial_flight::TrialFlights;

pub use fitted::Fitted;
pub(crate) use trial_flight::FitTolerance;
pub(crate) use with_time::{LoftAndTime, fit_with_time, is_credible_slope};

/// The tolerance of a single fit.
const CLOSE: FitTolerance = FitTolerance { apogee_m: 0.5, ground_range_m: 0.5 };

/// Finds the thrust of the last stage and the kick with which a vehicle flies a loft.
///
/// By Newton's method from an initial guess in closed form; where that does not converge, by two
/// nested bracketed roots, which always do.
///
/// # Errors
///
/// [`Error::LoftUnreachable`](crate::Error::LoftUnreachable) where the last stage burning all its
/// propellant does not reach the apogee, the stages below it alone fly higher, or no kick reaches
/// the ground range at that apogee; [`Error::OutsideDomain`](crate::Error::OutsideDomain) for
/// properties that make no vehicle.
pub fn fit(unreported: &Unreported, loft: Loft, sphere: Sphere, tolerance: f64) -> Result<Fitted> {
    let start = LoftApproximation::new(loft, sphere).guess(unreported);
    let search = FitSearch { start, fit_tolerance: CLOSE, least_last_m_per_s: 0.0 };
    Ok(fit_from(unreported, loft, search, sphere, tolerance)?.0)
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
    tolerance: f64,
) -> Result<(Fitted, Option<InitialGuess>)> {
    let mut range = TrialFlights { unreported, flights: SearchFlights::new(sphere, tolerance) };
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
        NewtonOutcome::Lost => {
            let solution = range.bracketed(loft, fit_tolerance)?;
            (solution, range.slopes_near(loft, solution)?)
        }
    };
    Ok((fitted(unreported, loft, solution, range.flights)?, guess))
}
