//! The inversion: the vehicle and the ascent that fly a reported loft, and the same vehicle flown
//! for maximum range.
//!
//! Everything that nobody reported is given (an [`Unreported`](crate::Unreported)); two numbers are
//! found, the thrust of the last stage and the kick. An initial guess in closed form begins the
//! search, trial flights end it.

mod fit;
mod initial_guess;
mod loft;
mod maximum_range;
mod over_ground;
mod search_flights;
mod side_by_side;
mod trajectories;

pub use fit::{Fitted, fit};
pub use loft::{Loft, LoftOverGround};
pub use maximum_range::over_ground::{LaunchDirection, MaximumRangeOverGround, maximum_range_over_ground};
pub use maximum_range::{MaximumRangeFlight, maximum_range};
pub use over_ground::{FittedOverGround, fit_in_azimuth, fit_over_ground};
pub use trajectories::Trajectories;

pub(crate) use fit::{
    FitSearch, FitTolerance, FittedWithTime, LoftAndTime, LoftAndTimeSearch, LoftSearch, fit_from, fit_near,
    fit_side_by_side, fit_with, is_credible_slope,
};
pub(crate) use initial_guess::{
    Burn, BurnSketch, InitialGuess, LoftApproximation, NoBurn, guesses, last_burn_times,
    maximum_range_ln_kick, maximum_range_turn, steps_between,
};
pub(crate) use maximum_range::{FoundKick, KickSearch, maximum_range_near};
pub(crate) use over_ground::{DOES_NOT_COME_DOWN, fit_over_ground_from};
pub(crate) use side_by_side::{FlightSearch, search_side_by_side};
