//! What every line on the map needs, as RFC 7946 has it: degrees rounded, and where the antimeridian is crossed.

use serde_json::{Value, json};

use crate::physics::globe::GeodeticPosition;

/// To a tenth of a metre, deg: the RFC's section 11.2 has six decimals for enough.
pub(crate) fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// Where a line runs over the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Crossing {
    /// The edge of the map that it leaves by, deg: +180 eastward, −180 westward. It comes in again by the other.
    pub(crate) edge: f64,
    /// How much of the way lies before it.
    pub(crate) share: f64,
}

/// Where the shorter way from one longitude to another, deg, crosses the antimeridian, if it does.
pub(crate) fn crossing(from: f64, to: f64) -> Option<Crossing> {
    if (to - from).abs() > 180.0 {
        let edge = 180.0_f64.copysign(from);
        let beyond = to + 360.0_f64.copysign(from);
        let share = if beyond == from { 0.5 } else { (edge - from) / (beyond - from) };
        Some(Crossing { edge, share })
    } else {
        None
    }
}

/// The place of the launch, a feature by that name.
pub(crate) fn launch(site: GeodeticPosition) -> Value {
    json!({
        "type": "Feature",
        "properties": {"name": "launch"},
        "geometry": {
            "type": "Point",
            "coordinates": [rounded(site.longitude_deg()), rounded(site.latitude_deg())],
        },
    })
}
