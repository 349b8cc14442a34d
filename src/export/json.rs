//! The answers as serde structures: the names and the order of the keys are a contract.

mod catalogue;
mod class_probabilities;
mod directions;
mod estimate;
mod family;
mod range;
mod report;
mod warning;

pub use catalogue::{
    ConstraintsJson, EndsJson, FieldJson, FlightJson, PublishedJson, ReportJson, TableSchemaJson,
};
pub use class_probabilities::{ClassProbabilitiesJson, ClassProbabilityJson};
pub use directions::{DirectionJson, DirectionsJson, FittedJson, LaunchSiteJson};
pub use estimate::{EstimateJson, RungJson};
pub use family::{
    AloneJson, FamilyFlightJson, FamilyJson, OneMissileJson, PercentilesJson, SharedJson, TogetherJson,
};
pub use range::RangeJson;
pub use report::{CheckJson, ConsistencyJson, ObservationJson};
pub use warning::WarningJson;
