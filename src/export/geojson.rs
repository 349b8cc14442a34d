//! Maps after RFC 7946: the range by launch azimuth as outlines, and the path of a reported flight
//! as a line.

mod antimeridian;
mod launch;
mod outline;
mod track_line;

pub use outline::directions_geojson;
pub use track_line::track_geojson;
