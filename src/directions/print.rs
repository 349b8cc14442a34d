//! The range by azimuth as text: lines of a label and a text, then a table.

use std::fmt;

use crate::directions::{AzimuthRange, Directions, Header};
use crate::posterior::{Posterior, ReachPercentiles};
use crate::reported::Line;

/// Names of the azimuths that have one, every 45 degrees.
const NAMES: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/// Writes the report, the range of the vehicles over a non-rotating Earth, and a table with a row
/// for each azimuth.
impl fmt::Display for Directions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.launch.bearing_rad() {
            Some(bearing_rad) => {
                format!("the reported impact at a bearing of {:.0} degrees", bearing_rad.to_degrees())
            }
            None => "the bearing of the reported impact unknown".to_owned(),
        };
        write!(f, "{}", Header { site: self.launch.site(), direction, estimate: &self.rotating })?;
        let known = &self.rotating.warnings;
        for warning in self.non_rotating.warnings.iter().filter(|warning| !known.contains(warning)) {
            write!(f, "\n{}", Line("warning", format!("over a non-rotating Earth: {warning}")))?;
        }
        if let Some(posterior) = self.non_rotating.posterior() {
            range(f, posterior, "over a non-rotating Earth, as ranges are published")?;
        }
        if let Some(posterior) = self.posterior() {
            let fitted = "over a non-rotating Earth, of vehicles fitted over the rotating one";
            range(f, posterior, fitted)?;
        }
        if !self.directions.is_empty() {
            write!(f, "\n\n{:<12}{:>13}{:>13}{:>13}{:>15}", "azimuth", "5 %", "50 %", "95 %", "from fitted")?;
        }
        for direction in &self.directions {
            self.row(f, direction)?;
        }
        if self.lost_vehicles > 0 {
            let lost = format!(
                "{} that fly the report over a non-rotating Earth have no flight of it over the rotating one",
                self.lost_vehicles
            );
            write!(f, "\n{}", Line("lost vehicles", lost))?;
        }
        Ok(())
    }
}

impl Directions {
    /// Writes the row of an azimuth: percentiles of the range, and the difference of the median
    /// from that of the fitted vehicles over a non-rotating Earth.
    fn row(&self, f: &mut fmt::Formatter<'_>, direction: &AzimuthRange) -> fmt::Result {
        write!(f, "\n{:<12}", name(direction))?;
        let ReachPercentiles { p05, median, p95, .. } = direction.reach;
        for reach in [p05, median, p95] {
            write!(f, "{:>13}", direction.reach.printed(reach))?;
        }
        let fitted = self.posterior().and_then(|posterior| posterior.reach.median.range_km());
        match (median.range_km(), fitted) {
            (Some(range_km), Some(fitted_km)) => {
                write!(f, "{:>+14.1}%", 100.0 * (range_km / fitted_km - 1.0))
            }
            _ => write!(f, "{:>15}", "-"),
        }
    }
}

/// Returns an azimuth in degrees, with its name where it has one.
fn name(direction: &AzimuthRange) -> String {
    let degrees = direction.azimuth_deg();
    let eighth = degrees / 45.0;
    let named = (eighth - eighth.round()).abs() < 1e-9;
    match NAMES.get(eighth.round() as usize) {
        Some(name) if named => format!("{degrees:>5.0} {name}"),
        _ if (degrees - degrees.round()).abs() < 1e-9 => format!("{degrees:>5.0}"),
        _ => format!("{degrees:>7.1}"),
    }
}

/// Writes the median of the range, the Earth that it is over, and its interval.
fn range(f: &mut fmt::Formatter<'_>, posterior: &Posterior, over: &str) -> fmt::Result {
    let ReachPercentiles { p05, median, p95, .. } = posterior.reach;
    let printed = |reach| posterior.reach.printed(reach);
    write!(f, "\n{}", Line("range", format!("{} {over}", printed(median))))?;
    write!(f, "\n{}", Line("90 % interval", format!("{} to {}", printed(p05), printed(p95))))
}
