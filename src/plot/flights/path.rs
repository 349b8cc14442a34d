//! One flight as a line in the picture.

use crate::error::{Error, Result};
use crate::physics::flight::{FlightState, MarkKind, Trajectory};
use crate::plot::canvas::{Canvas, GREY, Stroke};
use crate::plot::flights::view::{INTERVALS, View};

/// One flight as it is rendered.
pub(super) struct Path {
    /// States along the flight, in the order of time.
    pub(super) states: Vec<FlightState>,
    /// The time of the last burnout, s.
    burnout_s: f64,
    /// The state at apogee.
    pub(super) apogee: FlightState,
    /// The last state: the impact, or the state at half the circumference.
    pub(super) end: FlightState,
}

impl Path {
    /// Returns the states of a trajectory up to half the circumference; beyond it the other way
    /// round would be shorter.
    pub(super) fn of(trajectory: &Trajectory) -> Result<Self> {
        let burnouts = trajectory.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Burnout { .. }));
        let burnout_s = burnouts.map(|mark| mark.state.time_s).fold(0.0, f64::max);
        // The states lie close together at both ends, where the flight is fast and curved.
        let end_s = trajectory.end_s();
        let time_s =
            |i: usize| 0.5 * end_s * (1.0 - (std::f64::consts::PI * i as f64 / INTERVALS as f64).cos());
        let mut states = (0..=INTERVALS)
            .map(|i| trajectory.state_at(time_s(i).min(end_s)))
            .collect::<Result<Vec<FlightState>>>()?;
        let beyond = |state: &FlightState| state.range_angle_rad.abs() > std::f64::consts::PI;
        states.truncate(states.iter().position(beyond).unwrap_or(states.len()));
        let nothing =
            Error::NothingToPlot { picture: "the flights", missing: "the vehicle does not lift off" };
        let (Some(end), Some(highest)) = (
            states.last().copied(),
            states.iter().copied().max_by(|a, b| a.altitude_m.total_cmp(&b.altitude_m)),
        ) else {
            return Err(nothing);
        };
        Ok(Self {
            burnout_s,
            apogee: trajectory.mark(MarkKind::Apogee).filter(|apogee| !beyond(apogee)).unwrap_or(highest),
            end,
            states,
        })
    }

    /// Renders the flight, its boost as a thick line, its apogee with a line to the ground, and its
    /// impact.
    pub(super) fn render(&self, canvas: &mut Canvas, view: &View, stroke: Stroke) {
        let points = |is_shown: &dyn Fn(&FlightState) -> bool| -> Vec<(f64, f64)> {
            self.states.iter().filter(|state| is_shown(state)).map(|state| view.point_of(state)).collect()
        };
        let ground = |angle: f64| view.point(angle, 0.0);
        let all = points(&|_| true);
        canvas.keep_clear(&all, 5.0);
        canvas.curve(&all, stroke);
        let boost = points(&|state| state.time_s <= self.burnout_s);
        canvas.curve(&boost, Stroke::solid(stroke.colour, 8.0));
        let (apogee, below) = (view.point_of(&self.apogee), ground(self.apogee.range_angle_rad));
        canvas.line(apogee, below, Stroke::dashed(GREY, 1.5, "3 5"));
        let along = |i: usize| {
            let fraction = i as f64 / INTERVALS as f64;
            (apogee.0 + (below.0 - apogee.0) * fraction, apogee.1 + (below.1 - apogee.1) * fraction)
        };
        canvas.keep_clear(&(0..=INTERVALS).map(along).collect::<Vec<_>>(), 2.0);
        canvas.dot(apogee, 7.0, stroke.colour);
        if self.comes_down() {
            canvas.dot(ground(self.end.range_angle_rad), 8.0, stroke.colour);
            canvas.keep_clear(&[ground(self.end.range_angle_rad)], 10.0);
        }
        canvas.keep_clear(&[apogee], 10.0);
    }

    /// Returns whether the impact lies within half the circumference.
    pub(super) fn comes_down(&self) -> bool {
        self.end.altitude_m.abs() < 1e3
    }
}
