//! The probability of each class of a scheme.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::class::RangeClass;
use crate::estimate::Estimate;
use crate::export::json::range::probability;

/// The probability of each class of a scheme, in its order, and of no class last.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassProbabilitiesJson(pub Vec<ClassProbabilityJson>);

/// The probability of one class.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ClassProbabilityJson {
    /// The class.
    pub class: RangeClass,
    /// The probability of the class; none without a posterior, and where the arc lies in the
    /// air.
    pub probability: Option<f64>,
}

impl ClassProbabilitiesJson {
    /// Returns the probabilities of the posterior; without a posterior, the classes alone.
    pub(super) fn of(estimate: &Estimate) -> Self {
        let scheme = estimate.model.scheme();
        let entry = |class, probability| ClassProbabilityJson { class, probability };
        Self(match estimate.posterior().filter(|_| !estimate.is_arc_in_air()) {
            Some(posterior) => {
                let found = posterior.class_probabilities(scheme).into_iter();
                found.map(|(class, found)| entry(class, Some(probability(found)))).collect()
            }
            None => scheme.classes().into_iter().map(|class| entry(class, None)).collect(),
        })
    }
}

impl Serialize for ClassProbabilitiesJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for ClassProbabilityJson { class, probability } in &self.0 {
            map.serialize_entry(class.name(), probability)?;
        }
        map.end()
    }
}
