//! The methods from the simplest up, one interface: figures in, reach out, with everything between kept.

pub mod analytic_boost;
mod flat;
pub mod flown;
mod kepler;
mod stilled;

use crate::error::check::positive;
use crate::error::{Error, Result};
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::reach::Reach;

pub use analytic_boost::AnalyticBoost;
pub use flat::Flat;
pub use flown::FlownNominal;
pub use kepler::Kepler;
pub(crate) use stilled::stilled_basis;

/// The two numbers that an arc is found from.
///
/// Apogee and ground range fix it well; where both are known the flight time is left over and tests them. A ground range
/// that nobody reported is assumed. An apogee that nobody reported is found from ground range and flight time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// Apogee altitude and ground range.
    ApogeeAndRange {
        /// m.
        apogee_altitude_m: f64,
        /// m; reported or assumed.
        ground_range_m: f64,
    },
    /// Ground range and flight time.
    RangeAndTime {
        /// m.
        ground_range_m: f64,
        /// s.
        flight_time_s: f64,
    },
}

impl Basis {
    /// What an observation leaves to start from. A one-sided bound stands for itself.
    pub fn of(observation: &Observation, model: &Model) -> Self {
        let half_circumference_m = model.sphere().half_circumference_m();
        match (observation.apogee_altitude_m(), observation.ground_range_m(), observation.flight_time_s()) {
            (Some(apogee), Some(range), _) => {
                Self::ApogeeAndRange { apogee_altitude_m: apogee.value, ground_range_m: range.value }
            }
            (Some(apogee), None, _) => Self::ApogeeAndRange {
                apogee_altitude_m: apogee.value,
                ground_range_m: (model.ground_range_per_apogee() * apogee.value).min(half_circumference_m),
            },
            // An observation has two figures, so these are there.
            (None, range, time) => Self::RangeAndTime {
                ground_range_m: range.map_or(0.0, |range| range.value),
                flight_time_s: time.map_or(0.0, |time| time.value),
            },
        }
    }

    /// Whether these are numbers that a flight can have.
    fn check(self, model: &Model) -> Result<()> {
        let (range, (quantity, other)) = match self {
            Self::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
                (ground_range_m, ("the apogee altitude in m", apogee_altitude_m))
            }
            Self::RangeAndTime { ground_range_m, flight_time_s } => {
                (ground_range_m, ("the flight time in s", flight_time_s))
            }
        };
        if !(range >= 0.0 && range <= model.sphere().half_circumference_m()) {
            return Err(Error::OutsideDomain {
                quantity: "the ground range in m",
                value: range,
                allowed: "from 0 to half the circumference",
            });
        }
        positive(quantity, other)?;
        Ok(())
    }
}

/// What one method makes of a flight, with its intermediate results.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Working {
    /// Of [`Method::Flat`].
    Flat(Flat),
    /// Of [`Method::Kepler`].
    Kepler(Kepler),
    /// Of [`Method::AnalyticBoost`].
    AnalyticBoost(AnalyticBoost),
    /// Of [`Method::FlownNominal`].
    FlownNominal(Box<FlownNominal>),
}

impl Working {
    /// How far the vehicle reaches.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Flat(flat) => flat.reach,
            Self::Kepler(kepler) => kepler.reach,
            Self::AnalyticBoost(boost) => boost.standard.reach(),
            Self::FlownNominal(flown) => flown.reach(),
        }
    }
}

/// One method and what it makes of a flight, or why it cannot.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// The method.
    pub method: Method,
    /// Its result.
    pub working: Result<Working>,
}

impl Rung {
    /// One method's answer; that of [`Method::Flown`] is that of its nominal vehicle, one of many. A flight time besides the basis is met by a vehicle that is flown; the methods below do not use it.
    pub fn compute(method: Method, basis: Basis, flight_time_s: Option<f64>, model: &Model) -> Self {
        let working = basis.check(model).and_then(|()| match method {
            Method::Flat => Ok(Working::Flat(flat::flat(basis, model.sphere()))),
            Method::Kepler => kepler::kepler(basis, model.sphere()).map(Working::Kepler),
            Method::AnalyticBoost => analytic_boost::analytic_boost(basis, model).map(Working::AnalyticBoost),
            Method::FlownNominal | Method::Flown => flown::flown_nominal(basis, flight_time_s, model)
                .map(|flown| Working::FlownNominal(Box::new(flown))),
        });
        Self { method, working }
    }

    /// How far the vehicle reaches.
    ///
    /// # Errors
    ///
    /// Why the method has no answer for this flight.
    pub fn reach(&self) -> Result<Reach> {
        self.working.as_ref().map(Working::reach).map_err(Clone::clone)
    }
}

/// The rungs from the lowest up to the chosen method.
pub fn ladder(basis: Basis, flight_time_s: Option<f64>, model: &Model) -> Vec<Rung> {
    Method::ALL
        .into_iter()
        .filter(|method| *method <= model.method() && *method != Method::Flown)
        .map(|method| Rung::compute(method, basis, flight_time_s, model))
        .collect()
}

/// The lowest apogee, m, at which a flight quick enough is looked for: the least that an observation accepts.
const LOWEST_APOGEE_M: f64 = 1.0;

/// An apogee, m, low enough for the flight over a ground range to take no longer than a given time; none if there is none.
///
/// The time, by apogee, falls with it, down to the lowest apogee at which the range can be flown at all (none below): it is
/// looked for between the lowest flown and the highest not flown, until a flight is quick enough or there is no room left.
fn quick_enough(
    highest_m: f64,
    flight_time_s: f64,
    mut time: impl FnMut(f64) -> Result<Option<f64>>,
) -> Result<Option<f64>> {
    let (mut too_slow, mut out_of_reach) = (highest_m, LOWEST_APOGEE_M);
    let mut tried = highest_m;
    loop {
        match time(tried)? {
            Some(time_s) if time_s <= flight_time_s => return Ok(Some(tried)),
            Some(_) => too_slow = tried,
            None if tried < highest_m => out_of_reach = tried,
            None => return Ok(None),
        }
        if !(too_slow > out_of_reach * (1.0 + 1e-9)) {
            return Ok(None);
        }
        tried = (too_slow * out_of_reach).sqrt();
    }
}
