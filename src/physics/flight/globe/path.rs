//! The path of a flight over a globe, and its record.

use crate::error::Result;
use crate::error::check::within;
use crate::physics::flight::globe::end::GlobeFlightEnd;
use crate::physics::flight::state::MarkKind;
use crate::physics::globe::{FrameState, GeodeticPosition, LaunchFrame};

/// The position of a flight over the ground, and its speed, at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroundState {
    /// The time from lift-off, s.
    pub time_s: f64,
    /// The point of the surface vertically below.
    pub below: GeodeticPosition,
    /// The height above that point, m. On the ellipsoid it is the geodetic height, which is less
    /// than the height along the radius vector, whose maximum is the apogee, by up to six parts in
    /// a million.
    pub altitude_m: f64,
    /// The speed over the ground, m/s.
    pub speed_m_per_s: f64,
}

impl GroundState {
    /// Returns the geodetic position and the speed of a state in the launch frame.
    pub(super) fn new(frame: &LaunchFrame, time_s: f64, state: FrameState) -> Self {
        let foot = frame.site.below(frame.in_earth_axes(state.from_centre_m).into(), &frame.globe);
        Self {
            time_s,
            below: foot.position,
            altitude_m: foot.height_m,
            speed_m_per_s: state.over_ground_m_per_s.norm(),
        }
    }
}

/// A notable moment of a flight over the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct GroundMark {
    /// The kind of moment: a burnout, the apogee or the impact.
    pub kind: MarkKind,
    /// The state of the flight at it.
    pub state: GroundState,
}

/// A flight over a globe with its path.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GroundPath {
    /// The end of the flight, bit for bit that of [`fly`](crate::physics::flight::GlobeFlight::fly)
    /// but for the evaluations.
    pub end: GlobeFlightEnd,
    /// The states in the order of time: the launch first, then the ends of every kind of motion and
    /// points between them. One state if the vehicle does not lift off.
    pub states: Vec<GroundState>,
    /// The notable moments in the order of time.
    pub marks: Vec<GroundMark>,
}

/// The shortest time between states that may be asked for, s: a flight of three days has some three
/// million of them.
const SHORTEST_STEP_S: f64 = 0.1;

/// The longest time between states that may be asked for, s: the longest flights of less than half
/// the circumference still have several of them.
const LONGEST_STEP_S: f64 = 600.0;

impl GroundPath {
    /// Returns the state at the first mark of a kind.
    pub fn mark(&self, kind: MarkKind) -> Option<GroundState> {
        self.marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.state)
    }

    /// Returns the state at the last burnout; none if the flight ended before it.
    pub fn last_burnout(&self) -> Option<GroundState> {
        let mut burnouts = self.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Burnout { .. }));
        burnouts.next_back().map(|mark| mark.state)
    }
}

/// The record of a flight over a globe.
#[derive(Debug)]
pub(super) struct PathRecorder {
    step_s: f64,
    states: Vec<GroundState>,
    marks: Vec<GroundMark>,
}

impl PathRecorder {
    /// Returns an empty record with a greatest time between states, s.
    pub(super) fn with_step_s(step_s: f64) -> Result<Self> {
        let quantity = "the time between places of a path in s";
        within((SHORTEST_STEP_S..=LONGEST_STEP_S).contains(&step_s), quantity, step_s, "from 0.1 to 600")?;
        Ok(Self { step_s, states: Vec::new(), marks: Vec::new() })
    }

    /// Records a state, unless the last one has its time.
    pub(super) fn record_state(&mut self, state: GroundState) {
        if self.states.last().is_none_or(|last| last.time_s < state.time_s) {
            self.states.push(state);
        }
    }

    /// Records evenly spaced states of an interval of time, both ends included.
    pub(super) fn record_interval(
        &mut self,
        begin_s: f64,
        end_s: f64,
        state_at: impl Fn(f64) -> Result<GroundState>,
    ) -> Result<()> {
        let parts = ((end_s - begin_s) / self.step_s).ceil().max(1.0);
        for part in 0..=parts as u64 {
            let share = part as f64 / parts;
            let time_s = if share < 1.0 { begin_s + share * (end_s - begin_s) } else { end_s };
            self.record_state(state_at(time_s)?);
        }
        Ok(())
    }

    /// Records a notable moment.
    pub(super) fn record_mark(&mut self, kind: MarkKind, state: GroundState) {
        self.marks.push(GroundMark { kind, state });
    }

    /// Returns the path with the end of the flight. Of several apogees it keeps the highest.
    pub(super) fn path(mut self, end: GlobeFlightEnd) -> GroundPath {
        let apogees = self.marks.iter().filter(|mark| mark.kind == MarkKind::Apogee);
        let highest = apogees.map(|mark| mark.state.altitude_m).fold(f64::NEG_INFINITY, f64::max);
        self.marks.retain(|mark| mark.kind != MarkKind::Apogee || mark.state.altitude_m == highest);
        self.marks.sort_by(|a, b| a.state.time_s.total_cmp(&b.state.time_s));
        GroundPath { end, states: self.states, marks: self.marks }
    }
}
