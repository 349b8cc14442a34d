//! The top of a flight that does not climb to it in free flight: it is reached under power, or low in the air.

use crate::error::Result;
use crate::numerics::ode::{Event, EventFunction, FinalState, System};
use crate::physics::flight::{Flight, FlightEnd, FlightObserver, ObserverOfEnd, PhaseKind, plane, solver};

/// Keeps the end, and the greatest altitude at which what is integrated turns from climbing to falling.
struct ObserverOfApogee {
    quick: ObserverOfEnd,
    top_m: Option<f64>,
}

impl Flight<'_> {
    /// As [`fly`](Self::fly), in the same steps; the apogee is that of free flight or, where there is none, the greatest altitude
    /// reached before, under power or in the air. None if the flight never turns to fall before it comes down.
    ///
    /// # Errors
    ///
    /// As [`fly`](Self::fly).
    pub(crate) fn fly_with_any_apogee(&self) -> Result<FlightEnd> {
        let quick =
            ObserverOfEnd { solver: solver(self.tolerance), radius_m: self.sphere.radius_m, evaluations: 0 };
        let mut observer = ObserverOfApogee { quick, top_m: None };
        let (outcome, burnout, apogee_altitude_m) = self.walk(&mut observer)?;
        let apogee_altitude_m = apogee_altitude_m.or(observer.top_m);
        Ok(FlightEnd { outcome, burnout, apogee_altitude_m, evaluations: observer.quick.evaluations })
    }
}

impl FlightObserver<4> for ObserverOfApogee {
    fn draw<S: System<4>>(
        &mut self,
        system: &S,
        kind: PhaseKind,
        span: (f64, [f64; 4], f64),
        events: &mut [&mut dyn EventFunction<4>],
        angle: f64,
    ) -> Result<FinalState<4>> {
        let radius_m = self.quick.radius_m;
        // An event keeps the times of its crossings only: the altitude there is among those that it was asked at.
        let mut seen: Vec<(f64, f64)> = Vec::new();
        let mut turns = Event::falling(|t, state: &[f64; 4]| {
            let [x, y, vx, vy] = plane(state, radius_m);
            seen.push((t, x.hypot(y) - radius_m));
            x * vx + y * vy
        })
        .terminal(false);
        let mut watched: Vec<&mut dyn EventFunction<4>> = Vec::with_capacity(events.len() + 1);
        for event in events.iter_mut() {
            watched.push(*event);
        }
        watched.push(&mut turns);
        let final_state = self.quick.draw(system, kind, span, &mut watched, angle)?;
        let tops_s = [turns.first_time(), turns.last_time()];
        for top_s in tops_s.into_iter().flatten() {
            if let Some((_, altitude_m)) = seen.iter().rev().find(|(t, _)| *t == top_s) {
                self.top_m = Some(self.top_m.map_or(*altitude_m, |top_m| top_m.max(*altitude_m)));
            }
        }
        Ok(final_state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::physics::earth::Sphere;
    use crate::physics::flight::MarkKind;
    use crate::physics::steering::Steering;
    use crate::prior::Unreported;

    /// Kicked over further and further, a vehicle comes to fly level under power: the top is that of the whole course, and nothing
    /// else of the flight changes for its being watched.
    #[test]
    fn the_top_is_that_of_the_course() {
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
            let (end, with_top) = (flight.fly().unwrap(), flight.fly_with_any_apogee().unwrap());
            assert_eq!((end.outcome, end.burnout), (with_top.outcome, with_top.burnout));
            let course = flight.trajectory().unwrap().mark(MarkKind::Apogee).map(|top| top.altitude_m);
            match (end.apogee_altitude_m, course, with_top.apogee_altitude_m) {
                (Some(apogee_m), _, top_m) => assert_eq!(top_m, Some(apogee_m)),
                (None, Some(course_m), Some(top_m)) => {
                    under_power += 1;
                    // The course is integrated with its losses, in other steps: millimetres at this tolerance.
                    assert!((top_m - course_m).abs() < 0.1, "{kick_angle_rad}: {top_m} m, {course_m} m");
                }
                (None, course, top) => assert_eq!(top, course, "{kick_angle_rad}"),
            }
        }
        assert!(under_power >= 2, "{under_power}");
    }
}
