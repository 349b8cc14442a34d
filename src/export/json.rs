//! The answers as serde structures: the names and the order of the keys are a contract.

mod batch_row;
mod class_scheme;
mod catalogue;
mod class_probabilities;
mod compare;
mod directions;
mod estimate;
mod family;
mod range;
mod report;
mod track;
mod warning;

pub use batch_row::BatchRowJson;
pub use catalogue::{
    ConstraintsJson, EndsJson, FieldJson, FlightJson, PublishedJson, ReportJson, TableSchemaJson,
};
pub use class_probabilities::{ClassProbabilitiesJson, ClassProbabilityJson};
pub use class_scheme::{BandJson, ClassSchemeJson};
pub use compare::{
    BurnTimeJson, ComparisonJson, CrossCheckJson, DifferenceJson, GroupJson, JudgedReportJson, PairJson,
};
pub use directions::{DirectionJson, DirectionsJson, FittedJson, LaunchSiteJson};
pub use estimate::{EstimateJson, RungJson};
pub use family::{
    AloneJson, FamilyFlightJson, FamilyJson, OneMissileJson, PercentilesJson, SharedJson, TogetherJson,
};
pub use range::RangeJson;
pub use report::{CheckJson, ConsistencyJson, ObservationJson};
pub use track::{FlightEventJson, TrackJson, TrackedFlightJson};
pub use warning::WarningJson;
