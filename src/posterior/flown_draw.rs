//! Fitted draws flown for maximum range.
//!
//! The best kick is searched for on some of the draws, and predicted for the others from theirs.
//! Where the prediction may cost too much of the range, the kick is searched for as well.

use std::f64::consts::FRAC_PI_2;

use crate::error::{Error, Result};
use crate::inversion::{
    FoundKick, KickSearch, LoftApproximation, maximum_range, maximum_range_ln_kick, maximum_range_near,
    maximum_range_turn, search_side_by_side,
};
use crate::model::Model;
use crate::numerics::parallel;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Stepping};
use crate::physics::steering::Steering;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::frame::SampledDraw;
use crate::posterior::importance_sample::SIDE_BY_SIDE;
use crate::posterior::turn_prediction::{DrawTurn, PredictedTurn, TurnPrediction};
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

/// The number of draws whose best kick is searched for, to predict those of the others.
const TRAINED: usize = 32;
/// The typical turn of a flight of maximum range.
const TYPICAL_TURN: f64 = -0.7;
/// The relative tolerance of the range of a first search, which another follows.
const COARSE_GAIN: f64 = 0.01;
/// The step of a search that begins near the best turn.
const FINE_STEP: f64 = 0.03;
/// The typical turn of a flight of maximum range, with its air, less that of the arc of maximum
/// range.
const FIRST_TURN: f64 = 0.15;
/// The number of first flights tried, and how much less the logarithm of the kick is from one to
/// the next: too great a kick leads into the ground.
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
    let draw_turn: Vec<(usize, DrawTurn<'_>)> = turns.iter().copied().flatten().enumerate().collect();
    let (trained, others): (Vec<_>, Vec<_>) =
        draw_turn.into_iter().partition(|(place, _)| is_trained(*place));
    let searched = search_in_groups(&trained, sphere, |(_, draw)| {
        draw.search(TYPICAL_TURN, KickSearch::NEAR_STEP, COARSE_GAIN, sphere)
    });
    let near: Vec<(DrawTurn<'_>, f64)> = trained
        .iter()
        .zip(&searched)
        .map(|((_, draw), found)| {
            let maximum = found.as_ref().ok().and_then(|found| found.maximum);
            (*draw, maximum.map_or(TYPICAL_TURN, |maximum| maximum.ln_kick - draw.ln_kick_less_turn))
        })
        .collect();
    // Once more in small steps: the place of the maximum is to be learned, not its value.
    let searched = search_in_groups(&near, sphere, |(draw, turn)| {
        draw.search(*turn, FINE_STEP, KickSearch::NEAR_GAIN, sphere)
    });
    let prediction = TurnPrediction::of(&trained, &searched);
    let flown = search_in_groups(&others, sphere, |(_, draw)| {
        match prediction.as_ref().map(|prediction| prediction.turn(draw)) {
            None => draw.search(TYPICAL_TURN, KickSearch::NEAR_STEP, KickSearch::NEAR_GAIN, sphere),
            Some(PredictedTurn { turn, loss, .. }) if loss <= MAX_LOSS => draw.flight(turn, sphere),
            Some(PredictedTurn { turn, error, .. }) => {
                let step = (PREDICTED_STEP * error).clamp(STEPS.0, STEPS.1);
                draw.search(turn, step, KickSearch::NEAR_GAIN, sphere)
            }
        }
    });
    let mut found: Vec<_> = trained.into_iter().zip(searched).chain(others.into_iter().zip(flown)).collect();
    found.sort_by_key(|((place, _), _)| *place);
    let mut found = found.into_iter().map(|(_, found)| found);
    draws
        .iter()
        .zip(&turns)
        .map(|(sampled, draw_turn)| {
            let is_as_predicted = |zenith_angle_rad: f64| {
                let predicted = prediction.as_ref().zip(draw_turn.as_ref());
                predicted.is_none_or(|(prediction, draw)| prediction.turn(draw).is_near(zenith_angle_rad))
            };
            match draw_turn.and_then(|_| found.next()) {
                Some(Ok(FoundKick { steering, reach, zenith_angle_rad: Some(zenith_angle_rad), .. }))
                    if is_as_predicted(zenith_angle_rad) =>
                {
                    Ok((steering, reach))
                }
                Some(Err(error)) if !matches!(error, Error::NotConverged { .. }) => Err(error),
                // A kick that leads into the ground or elsewhere, or no convergence. A search near a
                // guess could end at the same lesser maximum.
                _ => search_everywhere(&sampled.draw, StandardTrajectory::GravityTurn, sphere),
            }
        })
        .collect()
}

/// Returns how the turn of each draw depends on its kick, by a flight near that of maximum range;
/// none where that has no burnout.
fn turns(draws: &[SampledDraw], sphere: Sphere) -> Vec<Option<DrawTurn<'_>>> {
    let mut turns: Vec<Option<DrawTurn<'_>>> = draws.iter().map(|_| None).collect();
    let mut starts: Vec<(usize, &FittedDraw, f64)> = draws
        .iter()
        .enumerate()
        .map(|(place, sampled)| (place, &sampled.draw, first_ln_kick(&sampled.draw, sphere)))
        .collect();
    for _ in 0..FIRST_FLIGHTS {
        let flown = search_in_groups(&starts, sphere, |(_, draw, ln_kick)| {
            KickSearch::at(&draw.fitted.vehicle, draw.unreported.kick_time_s, *ln_kick, sphere)
        });
        let mut again = Vec::new();
        for ((place, draw, ln_kick), found) in starts.into_iter().zip(flown) {
            let zenith_angle_rad = found.ok().and_then(|found| found.zenith_angle_rad);
            let draw_turn = zenith_angle_rad.and_then(|angle_rad| DrawTurn::new(draw, ln_kick, angle_rad));
            match turns.get_mut(place) {
                Some(here) if draw_turn.is_some() => *here = draw_turn,
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
        DrawTurn::new(draw, kick_angle_rad.ln(), FRAC_PI_2 - burnout.flight_path_angle_rad)
    });
    let ln_kick = match of_loft {
        Some(draw_turn) => draw_turn.ln_kick_less_turn + turn,
        None => {
            let last_delta_v = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
            let zenith_angle_rad = 2.0 * turn.exp().atan();
            LoftApproximation::new(*loft, sphere).ln_kick(unreported, last_delta_v, zenith_angle_rad)
        }
    };
    ln_kick.min(GREATEST_FIRST_KICK_RAD.ln())
}

/// Runs the searches of draws side by side.
fn search_in_groups<'a, T: Sync>(
    items: &[T],
    sphere: Sphere,
    search: impl Fn(&T) -> KickSearch<'a> + Sync + Send,
) -> Vec<Result<FoundKick>> {
    let groups: Vec<&[T]> = items.chunks(SIDE_BY_SIDE).collect();
    let found = parallel::map(&groups, |group| {
        let mut searches: Vec<_> = group.iter().map(&search).collect();
        search_side_by_side(&mut searches, sphere);
        searches.into_iter().map(KickSearch::found).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

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
        Ok(_) | Err(Error::NotConverged { .. }) => search_everywhere(draw, standard_trajectory, sphere),
        Err(error) => Err(error),
    }
}

/// Finds the maximum range of a fitted vehicle, without a guess.
fn search_everywhere(
    FittedDraw { unreported, fitted, .. }: &FittedDraw,
    standard_trajectory: StandardTrajectory,
    sphere: Sphere,
) -> Result<(Steering, Reach)> {
    let flight = maximum_range(&fitted.vehicle, unreported, standard_trajectory, sphere, Flight::TOLERANCE)?;
    Ok((flight.steering, flight.reach))
}

/// The typical zenith angle of the burnout of a flight for range, rad.
const ZENITH_ANGLE_RAD: f64 = 0.9;
/// The typical deficit of the coarse estimate's kick, in its logarithm.
const LN_KICK_CORRECTION: f64 = 0.2;
