//! The answers for other programs: JSON through serde (feature `serde`) and maps in GeoJSON
//! (feature `geojson`).

#[cfg(feature = "geojson")]
mod geojson;
#[cfg(feature = "serde")]
mod json;
mod printed;

#[cfg(feature = "geojson")]
#[cfg_attr(docsrs, doc(cfg(feature = "geojson")))]
pub use geojson::{directions_geojson, track_geojson};
#[cfg(feature = "serde")]
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
pub use json::{
    AloneJson, BandJson, BatchRowJson, BurnTimeJson, CheckJson, ClassProbabilitiesJson, ClassProbabilityJson,
    ClassSchemeJson, ComparisonJson, ConsistencyJson, ConstraintsJson, CrossCheckJson, DifferenceJson,
    DirectionJson, DirectionsJson, EndsJson, EstimateJson, FamilyFlightJson, FamilyJson, FieldJson,
    FittedJson, FlightEventJson, FlightJson, GroupJson, JudgedReportJson, LaunchSiteJson, ObservationJson,
    OneMissileJson, PairJson, PercentilesJson, PublishedJson, RangeJson, ReportJson, RungJson, SharedJson,
    TableSchemaJson, TogetherJson, TrackJson, TrackedFlightJson, WarningJson,
};
pub use printed::{printed_check, wrapped};
