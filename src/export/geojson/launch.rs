//! The launch site as a point on the map.

use serde_json::{Value, json};

use crate::export::geojson::antimeridian::rounded_deg;
use crate::physics::globe::GeodeticPosition;

/// Returns the launch site as a feature named `launch`.
pub(super) fn launch(site: GeodeticPosition) -> Value {
    json!({
        "type": "Feature",
        "properties": {"name": "launch"},
        "geometry": {
            "type": "Point",
            "coordinates": [rounded_deg(site.longitude_deg()), rounded_deg(site.latitude_deg())],
        },
    })
}
