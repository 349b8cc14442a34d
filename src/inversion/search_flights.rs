//! The flights of one search, and their cost.

use crate::error::Result;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, FlightEnd, Outcome, Stepping};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

/// The least kick of a flight for range, rad. A vehicle that hardly lifts itself turns by itself:
/// with a thrust of 1.16 times the weight and an early kick the best is some 5e-7, and a loft's
/// fifty times less.
pub(super) const LEAST_KICK_RAD: f64 = 1e-8;

/// The greatest kick tried, rad: the velocity ten degrees above the horizontal.
pub(super) const GREATEST_KICK_RAD: f64 = 1.4;

/// Integrates the flights of a search and counts them.
#[derive(Debug, Clone, Copy)]
pub(super) struct SearchFlights {
    pub(super) sphere: Sphere,
    stepping: Stepping,
    pub(super) flown: u32,
    pub(super) evaluations: u64,
    /// Whether an apogee was reached under power or in the air: then nearby flights' are too, and
    /// their apogee is looked for from the start.
    is_low: bool,
}

impl SearchFlights {
    pub(super) fn new(sphere: Sphere, stepping: Stepping) -> Self {
        Self { sphere, stepping, flown: 0, evaluations: 0, is_low: false }
    }

    /// Returns a flight through the air, ready to be integrated.
    fn of<'a>(&self, vehicle: &'a Vehicle, steering: &'a Steering) -> Flight<'a> {
        let tolerance = match self.stepping {
            Stepping::Controlled { tolerance } => tolerance,
            Stepping::Fixed => Flight::TOLERANCE,
        };
        Flight { vehicle, steering, sphere: self.sphere, has_air: true, tolerance }
    }

    /// Integrates a flight.
    pub(super) fn fly(&mut self, vehicle: &Vehicle, steering: &Steering) -> Result<FlightEnd> {
        let flight = self.of(vehicle, steering);
        let end = match self.stepping {
            Stepping::Controlled { .. } => flight.fly()?,
            Stepping::Fixed => flight.fly_in_fixed_steps()?,
        };
        Ok(self.counted(end))
    }

    /// Integrates a flight; its apogee is the greatest altitude wherever it is reached, for a
    /// flight that comes down.
    pub(super) fn fly_with_any_apogee(
        &mut self,
        vehicle: &Vehicle,
        steering: &Steering,
    ) -> Result<FlightEnd> {
        if !self.is_low {
            let end = self.fly(vehicle, steering)?;
            self.is_low = end.apogee_altitude_m.is_none() && matches!(end.outcome, Outcome::Impact(_));
            if !self.is_low {
                return Ok(end);
            }
        }
        let end = self.of(vehicle, steering).fly_with_any_apogee()?;
        Ok(self.counted(end))
    }

    /// Counts a flight that was integrated elsewhere.
    pub(super) fn counted(&mut self, end: FlightEnd) -> FlightEnd {
        self.flown += 1;
        self.evaluations += end.evaluations;
        end
    }
}
