//! The methods from the simplest up, one interface: figures in, reach out, with every intermediate
//! kept.

mod analytic_boost;
mod basis;
mod flat;
mod flown_nominal;
mod kepler;
mod non_rotating;
mod quick_enough;

use crate::error::Result;
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::posterior::Posterior;
use crate::reach::Reach;

use non_rotating::LadderInput;

pub use analytic_boost::{AnalyticBoost, BoostedFlight, BoostedLoft, BoostedRange, Turns, analytic_boost};
pub use basis::Basis;
pub use flat::{Flat, flat};
pub use flown_nominal::{BurnTimeChoice, FlownNominal, Invariant, flown_nominal, invariants};
pub use kepler::{Kepler, kepler};

/// What one method makes of a flight, with its intermediate results.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Working {
    /// The result of [`Method::Flat`].
    Flat(Flat),
    /// The result of [`Method::Kepler`].
    Kepler(Kepler),
    /// The result of [`Method::AnalyticBoost`].
    AnalyticBoost(AnalyticBoost),
    /// The result of [`Method::FlownNominal`].
    FlownNominal(Box<FlownNominal>),
    /// The result of [`Method::Flown`].
    Flown(Box<Posterior>),
}

impl Working {
    /// Returns how far the vehicle reaches; the median where the method has an interval.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Flat(flat) => flat.reach,
            Self::Kepler(kepler) => kepler.reach,
            Self::AnalyticBoost(boost) => boost.standard.reach(),
            Self::FlownNominal(flown) => flown.standard.reach,
            Self::Flown(posterior) => posterior.reach.median,
        }
    }
}

/// One method and what it makes of a flight, or why it cannot.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Rung {
    /// The method.
    pub method: Method,
    /// Its result, or why it has none for this flight.
    pub working: Result<Working>,
}

impl Rung {
    /// Returns how far the vehicle reaches.
    ///
    /// # Errors
    ///
    /// Why the method has no answer for this flight.
    pub fn reach(&self) -> Result<Reach> {
        self.working.as_ref().map(Working::reach).map_err(Clone::clone)
    }
}

/// Computes the rungs from the lowest up to the model's method, and what the methods below
/// [`Method::Flown`] start from.
///
/// `flown` computes the posterior, where the model asks for it.
///
/// # Errors
///
/// Those of the non-rotating equivalent of a flight over the rotating Earth. A method's own error
/// is its rung's.
pub(crate) fn ladder(
    observation: &Observation,
    model: &Model,
    flown: &dyn Fn() -> Result<Posterior>,
) -> Result<(Basis, Vec<Rung>)> {
    let figures = observation.figures();
    let basis = Basis::of(&figures, model);
    let input = LadderInput::of(basis, &figures, model)?;
    let working = |method: Method| match method {
        Method::Flat => flat(input.basis, model).map(Working::Flat),
        Method::Kepler => kepler(input.basis, model).map(Working::Kepler),
        Method::AnalyticBoost => analytic_boost(input.basis, model).map(Working::AnalyticBoost),
        Method::FlownNominal => flown_nominal(input.basis, input.flight_time_s, model)
            .map(|flown| Working::FlownNominal(Box::new(flown))),
        Method::Flown => flown().map(|posterior| Working::Flown(Box::new(posterior))),
    };
    let asked_for = Method::ALL.into_iter().filter(|method| *method <= model.method());
    let rungs = asked_for.map(|method| Rung { method, working: working(method) }).collect();
    Ok((basis, rungs))
}
