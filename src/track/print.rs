//! The reported flight as a table.

use std::fmt;

use crate::consistency::Verdict;
use crate::physics::flight::{GroundState, MarkKind};
use crate::reported::Grouped;
use crate::track::{Track, TrackedFlight};

/// One line an event.
impl fmt::Display for Track {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.launch_direction.site;
        write!(
            f,
            "launch    {:.2}, {:.2} (degrees north, east), the ascent toward {:.0} degrees",
            site.latitude_deg(),
            site.longitude_deg(),
            self.launch_direction.azimuth_rad.to_degrees()
        )?;
        write!(f, "\nreported  {}", self.estimate.observation)?;
        write!(f, "\nverdict   {}", self.verdict())?;
        for reason in &self.estimate.consistency.reasons {
            write!(f, "\n          {reason}")?;
        }
        match &self.flown {
            Some(flown) => write!(f, "\n{flown}"),
            None if self.verdict() == Verdict::Impossible => Ok(()),
            None => f.write_str("\nflown     by no vehicle of the prior"),
        }
    }
}

impl fmt::Display for TrackedFlight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let km = |m: f64| Grouped((m / 1e3).round());
        write!(
            f,
            "flown     by the vehicle in the middle of those that fit: down {} km from the launch, to {:.0} degrees",
            km(self.impact_point.ground_range_m),
            self.impact_point.bearing_rad.to_degrees()
        )?;
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

fn row(f: &mut fmt::Formatter<'_>, name: &str, state: &GroundState) -> fmt::Result {
    // Without a sign where rounding leaves nothing.
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
