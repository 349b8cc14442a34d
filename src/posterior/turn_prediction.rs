//! The prediction of the turn of maximum range from what is known of a vehicle.
//!
//! In a gravity turn the tangent of half the angle from the vertical grows in proportion to the
//! kick, by a factor that hardly depends on it. Its logarithm at the last burnout, ln tan(χ/2), is
//! called the *turn*: the logarithm of the kick and a constant of the vehicle. The turn of maximum
//! range is a smooth function of the vehicle, and a linear model of a few numbers predicts it. One
//! off by δ costs ½ κ δ² of the range, κ its curvature.

use nalgebra::SVector;

use crate::error::Result;
use crate::inversion::{FoundKick, KickSearch};
use crate::physics::earth::Sphere;
use crate::posterior::covariates::ln_drag;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::linear_model::{Known, LinearModel};

/// A draw, and how its turn depends on its kick.
#[derive(Clone, Copy)]
pub(super) struct DrawTurn<'a> {
    draw: &'a FittedDraw,
    /// The turn of one of its flights, and the logarithm of the kick less that turn.
    known_turn: f64,
    pub(super) ln_kick_less_turn: f64,
}

impl<'a> DrawTurn<'a> {
    /// Returns the draw with the kick, ln of rad, and the angle from the vertical at the last burnout
    /// of one of its flights, rad.
    pub(super) fn new(draw: &'a FittedDraw, ln_kick: f64, zenith_angle_rad: f64) -> Option<Self> {
        let known_turn = (0.5 * zenith_angle_rad).tan().ln();
        let ln_kick_less_turn = ln_kick - known_turn;
        ln_kick_less_turn.is_finite().then_some(Self { draw, known_turn, ln_kick_less_turn })
    }

    /// Returns the search for the best kick near a turn, which is off by about a given step.
    pub(super) fn search(&self, turn: f64, step: f64, gain: f64, sphere: Sphere) -> KickSearch<'a> {
        let FittedDraw { fitted, unreported, .. } = self.draw;
        let ln_kick = self.ln_kick_less_turn + turn;
        KickSearch::near(&fitted.vehicle, unreported.kick_time_s, ln_kick, step, gain, sphere)
    }

    /// Returns the flight with a turn.
    pub(super) fn flight(&self, turn: f64, sphere: Sphere) -> KickSearch<'a> {
        let FittedDraw { fitted, unreported, .. } = self.draw;
        let ln_kick = self.ln_kick_less_turn + turn;
        KickSearch::at(&fitted.vehicle, unreported.kick_time_s, ln_kick, sphere)
    }
}

/// The prediction of the turn of a vehicle's flight of maximum range.
pub(super) struct TurnPrediction {
    turn: LinearModel<TURN_COVARIATES>,
    /// The logarithm of the curvature of the range by the turn over the range.
    ln_curvature: LinearModel<TURN_COVARIATES>,
    /// The mean square error of the prediction of a vehicle that is like those it is fitted to.
    variance: f64,
    trained: usize,
}

/// The predicted turn of a vehicle.
#[derive(Debug, Clone, Copy)]
pub(super) struct PredictedTurn {
    pub(super) turn: f64,
    /// The error expected of it.
    pub(super) error: f64,
    /// The loss of range expected, relative.
    pub(super) loss: f64,
}

impl TurnPrediction {
    /// Fits the prediction to searched draws; none where too few of them have a range.
    pub(super) fn of(draws: &[(usize, DrawTurn<'_>)], searched: &[Result<FoundKick>]) -> Option<Self> {
        let known: Vec<(SVector<f64, TURN_COVARIATES>, f64, f64)> = draws
            .iter()
            .zip(searched)
            .filter_map(|((_, draw), found)| {
                let maximum = found.as_ref().ok()?.maximum?;
                let turn = maximum.ln_kick - draw.ln_kick_less_turn;
                Some((turn_covariates(draw), turn, maximum.curvature.ln()))
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

    pub(super) fn turn(&self, draw: &DrawTurn<'_>) -> PredictedTurn {
        let covariates = turn_covariates(draw);
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

impl PredictedTurn {
    /// Returns whether a flight has about the predicted turn, for its angle from the vertical at
    /// the last burnout, rad. One that has not was led elsewhere: its kick was learned from a
    /// flight unlike it, or its search ended at a lesser maximum.
    pub(super) fn is_near(&self, zenith_angle_rad: f64) -> bool {
        ((0.5 * zenith_angle_rad).tan().ln() - self.turn).abs() < FARTHEST_TURN
    }
}

/// How far a turn may be from the predicted one: ten times the error of most, and a loss of a tenth
/// of the range.
const FARTHEST_TURN: f64 = 0.3;
/// The least part of an error that a draw's own weight in the fit leaves.
const LEAST_UNEXPLAINED: f64 = 0.1;
/// The least number of searched draws that a prediction is fitted to.
const LEAST_TRAINED: usize = 24;
/// The number of covariates of a turn.
const TURN_COVARIATES: usize = 6;

/// Returns the covariates of a fitted draw's turn of maximum range.
fn turn_covariates(draw: &DrawTurn<'_>) -> SVector<f64, TURN_COVARIATES> {
    let FittedDraw { unreported, fitted, .. } = draw.draw;
    let ln_net_thrust = (fitted.vehicle.lift_off_thrust_to_weight() - 1.0).max(LEAST_NET_THRUST).ln();
    SVector::from([
        ln_net_thrust,
        ln_net_thrust * ln_net_thrust,
        unreported.burn_time_s().ln(),
        fitted.ideal_delta_v_m_per_s.ln(),
        ln_drag(unreported.lift_off_ballistic_coefficient_kg_per_m2),
        draw.known_turn,
    ])
}

/// The least excess of thrust over weight, in weights, that a turn is predicted for.
const LEAST_NET_THRUST: f64 = 0.01;
