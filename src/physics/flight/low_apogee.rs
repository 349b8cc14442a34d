//! The apogee of a flight that does not climb to it in free flight: it is reached under power, or
//! low in the air.

use crate::error::Result;
use crate::numerics::ode::{Event, EventFunction, FinalState, System};
use crate::physics::flight::Flight;
use crate::physics::flight::observer::{EndObserver, FlightObserver, Span};
use crate::physics::flight::outcome::FlightEnd;
use crate::physics::flight::state::geocentric;

/// The observer that keeps the final state, and the greatest altitude at which the integrated
/// motion changes from climb to descent.
struct ApogeeObserver {
    end: EndObserver,
    apogee_altitude_m: Option<f64>,
}

impl Flight<'_> {
    /// Integrates the flight as [`fly`](Self::fly) does, in the same steps. The apogee is that of
    /// free flight or, where there is none, the greatest altitude reached before, under power or in
    /// the air; none if the flight never changes from climb to descent before its impact.
    ///
    /// # Errors
    ///
    /// The errors of [`fly`](Self::fly).
    pub(crate) fn fly_with_any_apogee(&self) -> Result<FlightEnd> {
        let end = EndObserver::new(self.tolerance, self.sphere.radius_m);
        let mut observer = ApogeeObserver { end, apogee_altitude_m: None };
        let flown = self.propagate(&mut observer)?;
        let apogee_altitude_m = flown.apogee_altitude_m.or(observer.apogee_altitude_m);
        Ok(FlightEnd { apogee_altitude_m, evaluations: observer.end.evaluations(), ..flown })
    }
}

impl FlightObserver<4> for ApogeeObserver {
    fn integrate<S: System<4>>(
        &mut self,
        system: &S,
        span: Span<4>,
        events: &mut [&mut dyn EventFunction<4>],
    ) -> Result<FinalState<4>> {
        let radius_m = self.end.radius_m();
        // An event keeps the times of its crossings only. The altitude at a crossing is among those
        // at which it was evaluated.
        let mut evaluated: Vec<(f64, f64)> = Vec::new();
        let mut apogee = Event::falling(|t, state: &[f64; 4]| {
            let [x, y, vx, vy] = geocentric(state, radius_m);
            evaluated.push((t, x.hypot(y) - radius_m));
            x * vx + y * vy
        })
        .terminal(false);
        let mut all_events: Vec<&mut dyn EventFunction<4>> = Vec::with_capacity(events.len() + 1);
        for event in events.iter_mut() {
            all_events.push(*event);
        }
        all_events.push(&mut apogee);
        let final_state = self.end.integrate(system, span, &mut all_events)?;
        let apogees_s = [apogee.first_time(), apogee.last_time()];
        for apogee_s in apogees_s.into_iter().flatten() {
            if let Some((_, altitude_m)) = evaluated.iter().rev().find(|(t, _)| *t == apogee_s) {
                let greatest_m =
                    self.apogee_altitude_m.map_or(*altitude_m, |before_m| before_m.max(*altitude_m));
                self.apogee_altitude_m = Some(greatest_m);
            }
        }
        Ok(final_state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::earth::Sphere;
    use crate::physics::flight::state::MarkKind;
    use crate::physics::steering::Steering;
    use crate::prior::Unreported;

    /// With a growing kick, a vehicle comes to fly level under power: the apogee is that of the
    /// whole trajectory, and observing it changes nothing else of the flight.
    #[test]
    fn the_apogee_is_that_of_the_trajectory() {
        let unreported = Unreported::nominal(150.0).unwrap();
        let vehicle = unreported.vehicle(30.0).unwrap();
        let mut under_power = 0;
        for kick_angle_rad in [0.0, 1e-3, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2] {
            let steering = Steering::GravityTurn { kick_time_s: unreported.kick_time_s, kick_angle_rad };
            let flight = Flight {
                vehicle: &vehicle,
                steering: &steering,
                sphere: Sphere::MEAN,
                has_air: true,
                tolerance: 1e-9,
            };
            let (end, with_apogee) = (flight.fly().unwrap(), flight.fly_with_any_apogee().unwrap());
            assert_eq!((end.outcome, end.burnout), (with_apogee.outcome, with_apogee.burnout));
            let recorded_m =
                flight.trajectory().unwrap().mark(MarkKind::Apogee).map(|state| state.altitude_m);
            match (end.apogee_altitude_m, recorded_m, with_apogee.apogee_altitude_m) {
                (Some(free_m), _, any_m) => assert_eq!(any_m, Some(free_m)),
                (None, Some(recorded_m), Some(any_m)) => {
                    under_power += 1;
                    // The trajectory is integrated with its losses, in other steps: millimetres at
                    // this tolerance.
                    assert!((any_m - recorded_m).abs() < 0.1, "{kick_angle_rad}: {any_m} m, {recorded_m} m");
                }
                (None, recorded_m, any_m) => assert_eq!(any_m, recorded_m, "{kick_angle_rad}"),
            }
        }
        assert!(under_power >= 2, "{under_power}");
    }
}
