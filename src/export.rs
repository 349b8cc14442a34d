//! The answers for other programs: JSON through serde (feature `serde`) and maps in GeoJSON
//! (feature `geojson`).

#[cfg(feature = "geojson")]
mod geojson;
#[cfg(feature = "serde")]
mod json;

#[cfg(feature = "geojson")]
#[cfg_attr(docsrs, doc(cfg(feature = "geojson")))]
pub use geojson::{directions_geojson, track_geojson};
#[cfg(feature = "serde")]
#[cfg_attr(docsrs, doc(cfg(feature = "serde")))]
pub use json::{
    AloneJson, CheckJson, ClassProbabilitiesJson, ClassProbabilityJson, ConsistencyJson, ConstraintsJson,
    DirectionJson, DirectionsJson, EndsJson, EstimateJson, FamilyFlightJson, FamilyJson, FieldJson,
    FittedJson, FlightJson, LaunchSiteJson, ObservationJson, OneMissileJson, PercentilesJson, PublishedJson,
    RangeJson, ReportJson, RungJson, SharedJson, TableSchemaJson, TogetherJson, WarningJson,
};
