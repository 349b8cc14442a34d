//! The methods that need only two numbers, called by name.

use lofted::{Basis, Method, Model, Result, Working, analytic_boost, flat, flown_nominal, kepler};

/// Computes the result of one of the methods that need only two numbers.
pub fn working(method: Method, basis: Basis, model: &Model) -> Result<Working> {
    match method {
        Method::Flat => flat(basis, model).map(Working::Flat),
        Method::Kepler => kepler(basis, model).map(Working::Kepler),
        Method::AnalyticBoost => analytic_boost(basis, model).map(Working::AnalyticBoost),
        Method::FlownNominal => {
            flown_nominal(basis, None, model).map(|flown| Working::FlownNominal(Box::new(flown)))
        }
        _ => panic!("{method} starts from an observation"),
    }
}
