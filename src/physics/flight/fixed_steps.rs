//! Flights by the thousand: in steps that are fixed before a flight begins, side by side in lanes.
//!
//! # Why fixed steps
//!
//! A solver that controls its steps decides after each one, and no two flights decide alike. Here
//! the steps follow from the vehicle and its steering alone, so that eight flights take theirs
//! together; what they miss by is estimated by the formulas embedded in the method, and a flight
//! whose estimate is too great, or that does not climb, fall and land as most do, is left to
//! [`Flight::fly`].
//!
//! The ascent is integrated over time in [local axes](motion), the fall over the height, where the
//! density is the same for all flights. Between the two the flight is free and in closed form.

mod fall;
mod lanes;
mod motion;
mod numbers;
mod plan;

use crate::error::Result;
use crate::numerics::wide::{LANES, Width, run};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::Flight;
use crate::physics::flight::outcome::{EDGE_OF_AIR_M, FlightEnd, Impact, MAX_APOGEE_M, Outcome};
use crate::physics::flight::state::FlightState;

use lanes::{FixedStepsEnd, FlightBatch, Group};
use numbers::Eight;
use plan::Plan;

/// The number of evaluations in a step, and in a fall.
const EVALUATIONS_IN_STEP: u64 = 12;
const EVALUATIONS_IN_FALL: u64 = EVALUATIONS_IN_STEP * fall::STEPS_M.len() as u64;

/// The greatest estimated error of the ascent, and of the fall, in km of range.
const MAX_ERRORS: [f64; 2] = [0.7, 0.5];

/// How the steps of a flight are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stepping {
    /// By their errors, with a relative tolerance.
    Controlled { tolerance: f64 },
    /// In advance; by their errors, with [`Flight::TOLERANCE`], where that does not suit the flight.
    Fixed,
}

impl Flight<'_> {
    /// Integrates the flight in fixed steps and keeps its end only.
    ///
    /// # Errors
    ///
    /// The errors of [`fly`](Self::fly).
    pub(crate) fn fly_in_fixed_steps(&self) -> Result<FlightEnd> {
        let mut steps = Vec::with_capacity(TYPICAL_STEPS);
        let end = Plan::of(self, &mut steps).and_then(|plan| {
            let groups = [Group::of(&[plan], &steps)];
            let batch = FlightBatch { groups: &groups, sphere: self.sphere, air: AirTable::standard() };
            let flown = run(Width::Single, batch);
            flight_end(&of_lane(flown.first()?, 0), &plan, self.sphere)
        });
        end.map_or_else(|| self.fly(), Ok)
    }
}

/// The typical number of steps of an ascent.
const TYPICAL_STEPS: usize = 16;

/// Integrates flights over one sphere in fixed steps, side by side, and keeps their ends only. The
/// end of a flight depends on those beside it by its rounding alone.
///
/// # Errors
///
/// For each flight, the errors of [`Flight::fly`].
pub(crate) fn fly_side_by_side(
    flights: &[Flight<'_>],
    sphere: Sphere,
    width: Width,
) -> Vec<Result<FlightEnd>> {
    let ends = fly_in_fixed_steps(flights, sphere, width);
    flights.iter().zip(ends).map(|(flight, end)| end.map_or_else(|| flight.fly(), Ok)).collect()
}

/// Integrates flights over one sphere side by side. A flight that fixed steps do not suit has no
/// end.
fn fly_in_fixed_steps(flights: &[Flight<'_>], sphere: Sphere, width: Width) -> Vec<Option<FlightEnd>> {
    let mut steps = Vec::with_capacity(TYPICAL_STEPS * flights.len());
    let mut planned: Vec<(usize, Plan)> = Vec::with_capacity(flights.len());
    for (place, flight) in flights.iter().enumerate() {
        planned.extend(Plan::of(flight, &mut steps).map(|plan| (place, plan)));
    }
    // Ascents of a like number of steps fly together.
    planned.sort_by_key(|(place, plan)| (plan.has_attitude, plan.steps, *place));
    let plans: Vec<Plan> = planned.iter().map(|(_, plan)| *plan).collect();
    let side_by_side = if width == Width::Single { 1 } else { LANES };
    let groups: Vec<Group> = plans.chunks(side_by_side).map(|plans| Group::of(plans, &steps)).collect();
    let flown = run(width, FlightBatch { groups: &groups, sphere, air: AirTable::standard() });
    let mut ends = vec![None; flights.len()];
    for (rank, (place, plan)) in planned.iter().enumerate() {
        if let (Some(group), Some(end)) = (flown.get(rank / side_by_side), ends.get_mut(*place)) {
            *end = flight_end(&of_lane(group, rank % side_by_side), plan, sphere);
        }
    }
    ends
}

/// Returns the end in one lane.
fn of_lane(group: &FixedStepsEnd<Eight>, lane: usize) -> FixedStepsEnd<f64> {
    let of = |eight: Eight| eight.get(lane).copied().unwrap_or(f64::NAN);
    FixedStepsEnd {
        burnout: group.burnout.map(of),
        lowest_m: of(group.lowest_m),
        apogee_radius_m: of(group.apogee_radius_m),
        impact: group.impact.map(of),
        errors: group.errors.map(of),
    }
}

/// Returns the end of a flight; none where its estimated errors are too great, it does not climb out
/// of the air, or does not come down.
fn flight_end(end: &FixedStepsEnd<f64>, plan: &Plan, sphere: Sphere) -> Option<FlightEnd> {
    let apogee_altitude_m = end.apogee_radius_m - sphere.radius_m;
    let [arc_m, time_s, along, up] = end.impact;
    let [.., climb_m_per_s] = end.burnout;
    let speed_m_per_s = along.hypot(up);
    let is_regular = end.lowest_m > 0.0
        && end.burnout.iter().chain(&end.impact).all(|number| number.is_finite())
        && end.errors.iter().zip(MAX_ERRORS).all(|(error, most)| *error <= most)
        && apogee_altitude_m > EDGE_OF_AIR_M
        && apogee_altitude_m <= MAX_APOGEE_M
        && climb_m_per_s > 0.0
        && up < 0.0;
    let impact = Impact {
        time_s,
        range_angle_rad: arc_m / sphere.radius_m,
        speed_m_per_s,
        flight_path_angle_rad: up.atan2(along),
        under_power: false,
    };
    let [arc_m, altitude_m, along, up] = end.burnout;
    let burnout = FlightState {
        time_s: plan.burn_time_s,
        altitude_m,
        range_angle_rad: arc_m / sphere.radius_m,
        speed_m_per_s: along.hypot(up),
        flight_path_angle_rad: up.atan2(along),
        mass_kg: plan.payload_mass_kg,
    };
    is_regular.then_some(FlightEnd {
        outcome: Outcome::Impact(impact),
        burnout: Some(burnout),
        apogee_altitude_m: Some(apogee_altitude_m),
        evaluations: plan.steps as u64 * EVALUATIONS_IN_STEP + EVALUATIONS_IN_FALL,
    })
}

#[cfg(test)]
mod tests;
