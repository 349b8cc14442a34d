//! Rounded coordinates, and lines that cross the antimeridian, as RFC 7946 asks for them.

/// Rounds an angle to six decimals of a degree, a tenth of a metre, which section 11.2 of the RFC
/// calls sufficient.
pub(super) fn rounded_deg(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// The point where a line crosses the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossing {
    /// The longitude of the edge of the map at which the line leaves, deg: +180 eastward, −180
    /// westward. It enters again at the other edge.
    pub(super) edge_deg: f64,
    /// The part of the way between the two longitudes that lies before the crossing.
    pub(super) fraction: f64,
}

/// Finds where the shorter way from one longitude to another, deg, crosses the antimeridian; none
/// where it does not.
pub(super) fn crossing(from_deg: f64, to_deg: f64) -> Option<Crossing> {
    if (to_deg - from_deg).abs() > 180.0 {
        let edge_deg = 180.0_f64.copysign(from_deg);
        let beyond_deg = to_deg + 360.0_f64.copysign(from_deg);
        let fraction =
            if beyond_deg == from_deg { 0.5 } else { (edge_deg - from_deg) / (beyond_deg - from_deg) };
        Some(Crossing { edge_deg, fraction })
    } else {
        None
    }
}
