//! Fitted draws flown for maximum range.
//!
//! The best kick is a smooth function of what is known of a vehicle: it is searched for on some of
//! the draws, and a linear model of its logarithm predicts those of the others. A kick off by δ costs
//! ½ κ δ² of the range, κ its curvature; where the expected loss is too great, the kick is searched
//! for as well.

use std::f64::consts::FRAC_PI_2;

use nalgebra::SVector;

use crate::error::{Error, Result};
use crate::inversion::{
    FoundKick, KickSearch, LoftApproximation, maximum_range, maximum_range_ln_kick, maximum_range_near,
    maximum_range_turn, search_side_by_side,
};
use crate::model::Model;
use crate::numerics::parallel;
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Stepping};
use crate::physics::steering::Steering;
use crate::posterior::covariates::NO_DRAG;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::frame::SampledDraw;
use crate::posterior::importance_sample::SIDE_BY_SIDE;
use crate::posterior::linear_model::{Known, LinearModel};
use crate::prior::StandardTrajectory;
use crate::reach::Reach;

/// A fitted draw, flown for maximum range.
pub(super) struct FlownDraw<'a> {
    pub(super) fitted_draw: &'a FittedDraw,
    /// The index of its unit in the frame.
    pub(super) frame_index: usize,
    pub(super) weight: f64,
    pub(super) steering: Steering,
    pub(super) reach: Reach,
}

impl<'a> FlownDraw<'a> {
    fn new(SampledDraw { frame_index, draw }: &'a SampledDraw, steering: Steering, reach: Reach) -> Self {
        Self { fitted_draw: draw, frame_index: *frame_index, weight: draw.weight, steering, reach }
    }
}

/// Flies each draw for maximum range. Returns the flown draws, and how many were lost to a solver
/// that failed.
pub(super) fn fly_all_for_range<'a>(draws: &'a [SampledDraw], model: &Model) -> (Vec<FlownDraw<'a>>, u32) {
    let sphere = model.sphere();
    let found = match model.standard_trajectory() {
        StandardTrajectory::GravityTurn => fly_turns(draws, sphere),
        trajectory @ StandardTrajectory::Greatest => {
            parallel::map(draws, |sampled| fly_for_range(&sampled.draw, trajectory, sphere))
        }
    };
    let mut flown = Vec::with_capacity(draws.len());
    let mut lost = 0;
    for (sampled, found) in draws.iter().zip(found) {
        match found {
            Ok((steering, reach)) => flown.push(FlownDraw::new(sampled, steering, reach)),
            Err(_) => lost += 1,
        }
    }
    (flown, lost)
}

/// The number of draws whose best kick is searched for, to predict those of the others, and the least
/// number that must have one.
const TRAINED: usize = 32;
const LEAST_TRAINED: usize = 24;
/// The least part of an error that a draw's own weight in the fit leaves.
const LEAST_UNEXPLAINED: f64 = 0.1;
/// The typical turn of a flight of maximum range, and the step of a search that begins there.
const TYPICAL_TURN: f64 = -0.7;
const COARSE_STEP: f64 = 0.1;
/// The relative tolerance of the range of a first search, which another follows, and of the last.
const COARSE_GAIN: f64 = 0.01;
const NEAR_GAIN: f64 = 1e-4;
/// The step of a search that begins near the best turn.
const FINE_STEP: f64 = 0.03;
/// The typical turn of a flight of maximum range, with its air, less that of the arc of maximum range.
const FIRST_TURN: f64 = 0.15;
/// The number of first flights tried, and how much less the logarithm of the kick is from one to the
/// next: too great a kick leads into the ground.
const FIRST_FLIGHTS: usize = 3;
const LESS_KICK: f64 = 0.8;
/// The greatest kick of a first flight, rad.
const GREATEST_FIRST_KICK_RAD: f64 = 1.0;
/// The first step of a search from a predicted turn, in units of the error expected.
const PREDICTED_STEP: f64 = 2.0;
/// The bounds of that step.
const STEPS: (f64, f64) = (0.02, 0.3);
/// The greatest expected loss of range at a predicted kick, relative.
const MAX_LOSS: f64 = 3e-4;

/// Flies draws by the gravity turn of maximum range.
fn fly_turns(draws: &[SampledDraw], sphere: Sphere) -> Vec<Result<(Steering, Reach)>> {
    let turns = turns(draws, sphere);
    // Evenly spaced in the order of the draws.
    let count = turns.iter().flatten().count();
    let is_trained = |place: usize| {
        place * TRAINED / count.max(1) != (place + 1) * TRAINED / count.max(1) || count <= TRAINED
    };
    let turning: Vec<(usize, Turning<'_>)> = turns.iter().copied().flatten().enumerate().collect();
    let (trained, others): (Vec<_>, Vec<_>) = turning.into_iter().partition(|(place, _)| is_trained(*place));
    let searched = fly_side_by_side(&trained, sphere, |(_, turning)| {
        turning.search(TYPICAL_TURN, COARSE_STEP, COARSE_GAIN, sphere)
    });
    let near: Vec<(Turning<'_>, f64)> = trained
        .iter()
        .zip(&searched)
        .map(|((_, turning), found)| {
            let at = found.as_ref().ok().and_then(|found| found.at);
            (*turning, at.map_or(TYPICAL_TURN, |(ln_kick, _)| ln_kick - turning.ln_kick_less_turn))
        })
        .collect();
    // Once more in small steps: the place of the maximum is to be learned, not its value.
    let searched = fly_side_by_side(&near, sphere, |(turning, turn)| {
        turning.search(*turn, FINE_STEP, NEAR_GAIN, sphere)
    });
    let prediction = KickPrediction::of(&trained, &searched);
    let flown = fly_side_by_side(&others, sphere, |(_, turning)| {
        match prediction.as_ref().map(|prediction| prediction.turn(turning)) {
            None => turning.search(TYPICAL_TURN, COARSE_STEP, NEAR_GAIN, sphere),
            Some(PredictedTurn { turn, loss, .. }) if loss <= MAX_LOSS => turning.flight(turn, sphere),
            Some(PredictedTurn { turn, error, .. }) => {
                turning.search(turn, (PREDICTED_STEP * error).clamp(STEPS.0, STEPS.1), NEAR_GAIN, sphere)
            }
        }
    });
    let mut found: Vec<_> = trained.into_iter().zip(searched).chain(others.into_iter().zip(flown)).collect();
    found.sort_by_key(|((place, _), _)| *place);
    let mut found = found.into_iter().map(|(_, found)| found);
    draws
        .iter()
        .zip(&turns)
        .map(|(sampled, turning)| match turning.and_then(|_| found.next()) {
            Some(Ok(FoundKick { steering, reach, .. })) if reach.sortable_range_m() > 0.0 => {
                Ok((steering, reach))
            }
            Some(Err(error)) if !matches!(error, Error::NotConverged { .. }) => Err(error),
            // A kick from which nothing flies, or a search that does not converge.
            _ => fly_for_range(&sampled.draw, StandardTrajectory::GravityTurn, sphere),
        })
        .collect()
}

/// A draw, and how its turn depends on its kick.
///
/// In a gravity turn the tangent of half the angle from the vertical grows in proportion to the kick,
/// by a factor that hardly depends on it: ln tan(χ/2) at the last burnout, its *turn*, is the
/// logarithm of the kick and a constant of the vehicle.
#[derive(Clone, Copy)]
struct Turning<'a> {
    draw: &'a FittedDraw,
    /// The turn of one of its flights, and the logarithm of the kick less that turn.
    known_turn: f64,
    ln_kick_less_turn: f64,
}

impl<'a> Turning<'a> {
    /// Returns the draw with the kick, ln of rad, and the angle from the vertical at the last burnout
    /// of one of its flights, rad.
    fn new(draw: &'a FittedDraw, ln_kick: f64, zenith_angle_rad: f64) -> Option<Self> {
        let known_turn = (0.5 * zenith_angle_rad).tan().ln();
        let ln_kick_less_turn = ln_kick - known_turn;
        ln_kick_less_turn.is_finite().then_some(Self { draw, known_turn, ln_kick_less_turn })
    }

    /// Returns the search for the best kick near a turn, which is off by about a given step.
    fn search(&self, turn: f64, step: f64, gain: f64, sphere: Sphere) -> KickSearch<'a> {
        let FittedDraw { fitted, unreported, .. } = self.draw;
        let ln_kick = self.ln_kick_less_turn + turn;
        KickSearch::near(&fitted.vehicle, unreported.kick_time_s, ln_kick, step, gain, sphere)
    }

    /// Returns the flight with a turn.
    fn flight(&self, turn: f64, sphere: Sphere) -> KickSearch<'a> {
        let FittedDraw { fitted, unreported, .. } = self.draw;
        let ln_kick = self.ln_kick_less_turn + turn;
        KickSearch::at(&fitted.vehicle, unreported.kick_time_s, ln_kick, sphere)
    }
}

/// Returns how the turn of each draw depends on its kick, by a flight near that of maximum range; none
/// where that has no burnout.
fn turns(draws: &[SampledDraw], sphere: Sphere) -> Vec<Option<Turning<'_>>> {
    let mut turns: Vec<Option<Turning<'_>>> = draws.iter().map(|_| None).collect();
    let mut starts: Vec<(usize, &FittedDraw, f64)> = draws
        .iter()
        .enumerate()
        .map(|(place, sampled)| (place, &sampled.draw, first_ln_kick(&sampled.draw, sphere)))
        .collect();
    for _ in 0..FIRST_FLIGHTS {
        let flown = fly_side_by_side(&starts, sphere, |(_, draw, ln_kick)| {
            KickSearch::at(&draw.fitted.vehicle, draw.unreported.kick_time_s, *ln_kick, sphere)
        });
        let mut again = Vec::new();
        for ((place, draw, ln_kick), found) in starts.into_iter().zip(flown) {
            let zenith_angle_rad = found.ok().and_then(|found| found.zenith_angle_rad);
            let turning = zenith_angle_rad.and_then(|angle_rad| Turning::new(draw, ln_kick, angle_rad));
            match turns.get_mut(place) {
                Some(here) if turning.is_some() => *here = turning,
                _ => again.push((place, draw, ln_kick - LESS_KICK)),
            }
        }
        starts = again;
    }
    turns
}

/// Returns a kick near that of maximum range, ln of rad: from the turn of the loft where that was a
/// gravity turn, else in closed form.
fn first_ln_kick(draw: &FittedDraw, sphere: Sphere) -> f64 {
    let FittedDraw { fitted, loft, unreported, .. } = draw;
    let burnout = fitted.burnout;
    let turn =
        maximum_range_turn(burnout.speed_m_per_s, sphere.radius_m + burnout.altitude_m, sphere) + FIRST_TURN;
    let of_loft = fitted.steering.kick_angle_rad().and_then(|kick_angle_rad| {
        Turning::new(draw, kick_angle_rad.ln(), FRAC_PI_2 - burnout.flight_path_angle_rad)
    });
    let ln_kick = match of_loft {
        Some(turning) => turning.ln_kick_less_turn + turn,
        None => {
            let last_delta_v = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
            let zenith_angle_rad = 2.0 * turn.exp().atan();
            LoftApproximation::new(*loft, sphere).ln_kick(unreported, last_delta_v, zenith_angle_rad)
        }
    };
    ln_kick.min(GREATEST_FIRST_KICK_RAD.ln())
}

/// Runs the searches of draws side by side.
fn fly_side_by_side<'a, T: Sync>(
    items: &[T],
    sphere: Sphere,
    search: impl Fn(&T) -> KickSearch<'a> + Sync + Send,
) -> Vec<Result<FoundKick>> {
    let groups: Vec<&[T]> = items.chunks(SIDE_BY_SIDE).collect();
    let found = parallel::map(&groups, |group| {
        let mut searches: Vec<_> = group.iter().map(&search).collect();
        search_side_by_side(&mut searches, sphere, Width::Widest);
        searches.into_iter().map(KickSearch::found).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

/// The prediction of the turn of a vehicle's flight of maximum range.
struct KickPrediction {
    turn: LinearModel<TURN_COVARIATES>,
    /// The logarithm of the curvature of the range by the turn over the range.
    ln_curvature: LinearModel<TURN_COVARIATES>,
    /// The mean square error of the prediction of a vehicle that is like those it is fitted to.
    variance: f64,
    trained: usize,
}

/// The predicted turn of a vehicle.
#[derive(Debug, Clone, Copy)]
struct PredictedTurn {
    turn: f64,
    /// The error expected of it.
    error: f64,
    /// The loss of range expected, relative.
    loss: f64,
}

impl KickPrediction {
    /// Fits the prediction to searched draws; none where too few of them have a range.
    fn of(draws: &[(usize, Turning<'_>)], searched: &[Result<FoundKick>]) -> Option<Self> {
        let known: Vec<(SVector<f64, TURN_COVARIATES>, f64, f64)> = draws
            .iter()
            .zip(searched)
            .filter_map(|((_, turning), found)| {
                let (ln_kick, second) = found.as_ref().ok()?.at?;
                Some((turn_covariates(turning), ln_kick - turning.ln_kick_less_turn, (-second).ln()))
            })
            .collect();
        if known.len() < LEAST_TRAINED {
            return None;
        }
        let fit = |number: &dyn Fn(f64, f64) -> f64| {
            let known = known.iter().map(|(covariates, turn, ln_curvature)| Known {
                weight: 1.0,
                covariates: *covariates,
                number: number(*turn, *ln_curvature),
            });
            LinearModel::fit(&known.collect::<Vec<_>>())
        };
        let (turn, ln_curvature) = (fit(&|turn, _| turn)?, fit(&|_, ln_curvature| ln_curvature)?);
        // Of each draw, the error had it been left out.
        let count = known.len() as f64;
        let squares = known.iter().map(|(covariates, found, _)| {
            let leverage = (1.0 + turn.distance_squared(covariates)) / count;
            ((found - turn.predict(covariates)) / (1.0 - leverage).max(LEAST_UNEXPLAINED)).powi(2)
        });
        let variance = squares.sum::<f64>() / count;
        Some(Self { turn, ln_curvature, variance, trained: known.len() })
    }

    fn turn(&self, turning: &Turning<'_>) -> PredictedTurn {
        let covariates = turn_covariates(turning);
        let far = self.turn.distance_squared(&covariates) / self.trained as f64;
        // The mean square error has the leverage of the draws that it is fitted to.
        let variance = self.variance * (1.0 + far) / (1.0 + TURN_COVARIATES as f64 / self.trained as f64);
        PredictedTurn {
            turn: self.turn.predict(&covariates),
            error: variance.sqrt(),
            loss: 0.5 * self.ln_curvature.predict(&covariates).exp() * variance,
        }
    }
}

/// The number of covariates of a turn.
const TURN_COVARIATES: usize = 6;

/// Returns the covariates of a fitted draw's turn of maximum range.
fn turn_covariates(turning: &Turning<'_>) -> SVector<f64, TURN_COVARIATES> {
    let FittedDraw { unreported, fitted, .. } = turning.draw;
    let ln_net_thrust = (fitted.vehicle.lift_off_thrust_to_weight() - 1.0).max(LEAST_NET_THRUST).ln();
    SVector::from([
        ln_net_thrust,
        ln_net_thrust * ln_net_thrust,
        unreported.burn_time_s().ln(),
        fitted.ideal_delta_v_m_per_s.ln(),
        (1.0 / unreported.lift_off_ballistic_coefficient_kg_per_m2 + NO_DRAG).ln(),
        turning.known_turn,
    ])
}

/// The least excess of thrust over weight, in weights, that a turn is predicted for.
const LEAST_NET_THRUST: f64 = 0.01;

/// Returns the coarse estimate of the logarithm of the best kick.
fn coarse_ln_kick(FittedDraw { unreported, loft, fitted, .. }: &FittedDraw, sphere: Sphere) -> f64 {
    let last_delta_v = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
    let guess = LoftApproximation::new(*loft, sphere).ln_kick(unreported, last_delta_v, ZENITH_ANGLE_RAD);
    maximum_range_ln_kick(unreported, last_delta_v, guess, sphere) + LN_KICK_CORRECTION
}

/// Finds the maximum range of a fitted vehicle, from a coarse estimate of the best kick.
pub(super) fn fly_for_range(
    draw: &FittedDraw,
    standard_trajectory: StandardTrajectory,
    sphere: Sphere,
) -> Result<(Steering, Reach)> {
    let FittedDraw { unreported, fitted, .. } = draw;
    let start = coarse_ln_kick(draw, sphere);
    match maximum_range_near(&fitted.vehicle, unreported, standard_trajectory, start, sphere, Stepping::Fixed)
    {
        Ok((steering, reach)) if reach.sortable_range_m() > 0.0 => Ok((steering, reach)),
        // A guess from which nothing flies, or a search that does not converge: search everywhere.
        Ok(_) | Err(Error::NotConverged { .. }) => {
            let flight =
                maximum_range(&fitted.vehicle, unreported, standard_trajectory, sphere, Flight::TOLERANCE)?;
            Ok((flight.steering, flight.reach))
        }
        Err(error) => Err(error),
    }
}

/// The typical zenith angle of the burnout of a flight for range, rad.
const ZENITH_ANGLE_RAD: f64 = 0.9;
/// The typical deficit of the coarse estimate's kick, in its logarithm.
const LN_KICK_CORRECTION: f64 = 0.2;
