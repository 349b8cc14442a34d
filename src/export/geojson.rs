//! Maps after RFC 7946: the range by direction as outlines, and the track of a reported flight as a line.

mod launch;
mod outline;
mod track_line;

pub use outline::directions_geojson;
pub use track_line::track_geojson;
