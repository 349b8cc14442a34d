//! The reported flight over the ground as text: lines of a label and a text, then a table.

use std::fmt;

use crate::consistency::Verdict;
use crate::directions::Header;
use crate::physics::flight::{GroundState, MarkKind};
use crate::reported::{Grouped, Line};
use crate::track::{Track, TrackedFlight};

/// Writes the report and its verdict, and a table with a row for each event.
impl fmt::Display for Track {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction =
            format!("the ascent toward {:.0} degrees", self.launch_direction.azimuth_rad.to_degrees());
        let site = self.launch_direction.site;
        write!(f, "{}", Header { site, direction, estimate: &self.estimate })?;
        match &self.flown {
            Some(flown) => write!(f, "\n{flown}"),
            None if self.verdict() == Verdict::Impossible => Ok(()),
            None => write!(f, "\n{}", Line("flown", "by no vehicle of the prior")),
        }
    }
}

/// Writes where the vehicle came down, and a table with a row for each event.
impl fmt::Display for TrackedFlight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let km = |m: f64| Grouped((m / 1e3).round());
        let flown = format!(
            "by the median vehicle of those that fit; impact {} km from the launch, at a bearing of {:.0} degrees",
            km(self.impact_point.ground_range_m),
            self.impact_point.bearing_rad.to_degrees()
        );
        write!(f, "{}", Line("flown", flown))?;
        let columns = ["time s", "altitude km", "speed m/s", "north", "east"];
        write!(f, "\n\n{:<12}", "")?;
        columns.iter().try_for_each(|column| write!(f, "{column:>13}"))?;
        if let Some(launch) = self.path.states.first() {
            row(f, "launch", launch)?;
        }
        for mark in &self.path.marks {
            match mark.kind {
                MarkKind::Burnout { stage } => row(f, &format!("burnout {}", stage + 1), &mark.state)?,
                MarkKind::Apogee => row(f, "apogee", &mark.state)?,
                MarkKind::Impact => row(f, "impact", &mark.state)?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Writes the row of an event.
fn row(f: &mut fmt::Formatter<'_>, name: &str, state: &GroundState) -> fmt::Result {
    // Adding zero removes the sign of a negative zero.
    let tenths = |number: f64| (number * 10.0).round() / 10.0 + 0.0;
    write!(
        f,
        "\n{name:<12}{:>13.1}{:>13.1}{:>13.0}{:>13.2}{:>13.2}",
        state.time_s,
        tenths(state.altitude_m / 1e3),
        state.speed_m_per_s,
        state.below.latitude_deg(),
        state.below.longitude_deg()
    )
}
