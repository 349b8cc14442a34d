//! The range by direction as a table.

use std::fmt;

use crate::directions::{AzimuthRange, Directions};
use crate::posterior::ReachPercentiles;
use crate::reach::Reach;

/// Names of the directions that have one, every 45 degrees.
const NAMES: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/// One line a direction, above them the same vehicles over a still Earth.
impl fmt::Display for Directions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.launch.site();
        write!(
            f,
            "launch    {:.2}, {:.2} (degrees north, east), ",
            site.latitude_deg(),
            site.longitude_deg()
        )?;
        match self.launch.bearing_rad() {
            Some(bearing) => write!(f, "the reported impact to {:.0} degrees", bearing.to_degrees())?,
            None => f.write_str("the reported impact in a direction that nobody gave")?,
        }
        write!(f, "\nreported  {}", self.still.observation)?;
        write!(f, "\nverdict   {}", self.verdict())?;
        for reason in &self.turning.consistency.reasons {
            write!(f, "\n          {reason}")?;
        }
        if let Some(posterior) = self.still.posterior() {
            write!(f, "\nstill     {}: as published ranges are, nothing turns", Line(&posterior.reach))?;
        }
        if let Some(posterior) = self.posterior() {
            write!(
                f,
                "\nfitted    {}: the reported flight over the turning Earth, the standard one over a still one",
                Line(&posterior.reach)
            )?;
        }
        if !self.directions.is_empty() {
            write!(f, "\n\n{:<12}{:>11}{:>11}{:>11}{:>10}", "azimuth", "5 %", "50 %", "95 %", "of fitted")?;
        }
        for direction in &self.directions {
            write!(f, "\n{:<12}", name(direction))?;
            let ReachPercentiles { p05, median, p95, .. } = direction.reach;
            for reach in [p05, median, p95] {
                match reach {
                    Reach::Within { .. } => write!(f, "{:>11}", reach.to_string())?,
                    Reach::Global => write!(f, "{:>11}", "global")?,
                }
            }
            let still = self.posterior().and_then(|posterior| posterior.reach.median.range_km());
            match (median.range_km(), still) {
                (Some(range_km), Some(still_km)) => {
                    write!(f, "{:>+9.1}%", 100.0 * (range_km / still_km - 1.0))?
                }
                _ => write!(f, "{:>10}", "-")?,
            }
        }
        if self.lost_vehicles > 0 {
            write!(
                f,
                "\nwarning   {} vehicles that fly the report over a still Earth were found no flight of it over the turning one",
                self.lost_vehicles
            )?;
        }
        Ok(())
    }
}

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

/// A median with its interval, in words.
struct Line<'a>(&'a ReachPercentiles);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReachPercentiles { p05, median, p95, .. } = self.0;
        write!(f, "{median} ({p05} to {p95})")
    }
}
