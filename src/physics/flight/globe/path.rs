//! What is kept of a flight over a globe that is recorded.

use nalgebra::Vector3;

use crate::error::{Error, Result};
use crate::physics::flight::globe::GlobeFlightEnd;
use crate::physics::flight::globe::walk::Walk;
use crate::physics::flight::record::time_to_apogee_s;
use crate::physics::flight::{FlightState, MarkKind};
use crate::physics::globe::{GeodeticPosition, LaunchFrame};
use crate::physics::kepler::rotating::Leg;

/// Where a flight is, and how fast it moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroundState {
    /// From lift-off, s.
    pub time_s: f64,
    /// The place straight below.
    pub below: GeodeticPosition,
    /// Above that, m. On the ellipsoid it is the geodetic height, which is less than the height along the radius vector, where flights
    /// have their apogee, by up to six parts in a million.
    pub altitude_m: f64,
    /// Over the ground, m/s.
    pub speed_m_per_s: f64,
}

/// Something that happens at a moment, over the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroundMark {
    /// What: a burnout, the apogee or the impact.
    pub kind: MarkKind,
    /// Where and when.
    pub state: GroundState,
}

/// A flight over a globe with its course, from place to place.
#[derive(Debug, Clone, PartialEq)]
pub struct GroundPath {
    /// What it came to, to the last bit as [`fly`](crate::physics::flight::GlobeFlight::fly) has it but for the evaluations.
    pub end: GlobeFlightEnd,
    /// In the order of time, the launch first; where a stretch of one kind of motion ends, too. One state for a flight that stays on the
    /// pad.
    pub states: Vec<GroundState>,
    /// In the order of time.
    pub marks: Vec<GroundMark>,
}

/// The shortest and the longest time between states that may be asked for, s: of a flight of three days the former are some three
/// million, and in the latter the longest flights of less than half the circumference still have several.
const STEP_BOUNDS_S: (f64, f64) = (0.1, 600.0);

impl GroundPath {
    /// The first mark of a kind.
    pub fn mark(&self, kind: MarkKind) -> Option<GroundState> {
        self.marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.state)
    }

    /// At the last burnout; none if it did not get there.
    pub fn last_burnout(&self) -> Option<GroundState> {
        let mut burnouts = self.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Burnout { .. }));
        burnouts.next_back().map(|mark| mark.state)
    }
}

/// What was kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    states: Vec<GroundState>,
    marks: Vec<GroundMark>,
}

/// Keeps states on the way.
pub(super) struct Recorder {
    step_s: f64,
    kept: Kept,
}

impl Recorder {
    /// With states so far apart at the most, s.
    pub(super) fn with_step_s(step_s: f64) -> Result<Self> {
        let (shortest, longest) = STEP_BOUNDS_S;
        if (shortest..=longest).contains(&step_s) {
            Ok(Self { step_s, kept: Kept::default() })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the time between places of a path in s",
                value: step_s,
                allowed: "from 0.1 to 600",
            })
        }
    }

    /// A state, unless the last one was at its time.
    pub(super) fn state(&mut self, state: GroundState) {
        if self.kept.states.last().is_none_or(|last| last.time_s < state.time_s) {
            self.kept.states.push(state);
        }
    }

    /// A stretch of motion, evenly.
    pub(super) fn stretch(
        &mut self,
        (begin_s, end_s): (f64, f64),
        at: impl Fn(f64) -> Result<GroundState>,
    ) -> Result<()> {
        let parts = ((end_s - begin_s) / self.step_s).ceil().max(1.0);
        for part in 0..=parts as u64 {
            let share = part as f64 / parts;
            self.state(at(if share < 1.0 { begin_s + share * (end_s - begin_s) } else { end_s })?);
        }
        Ok(())
    }

    pub(super) fn mark(&mut self, kind: MarkKind, state: GroundState) {
        self.kept.marks.push(GroundMark { kind, state });
    }

    pub(super) fn kept(self) -> Kept {
        self.kept
    }
}

impl Kept {
    /// With the end of the flight; of apogees the highest only.
    pub(super) fn path(mut self, end: GlobeFlightEnd) -> GroundPath {
        let tops = self.marks.iter().filter(|mark| mark.kind == MarkKind::Apogee);
        let highest = tops.map(|mark| mark.state.altitude_m).fold(f64::NEG_INFINITY, f64::max);
        self.marks.retain(|mark| mark.kind != MarkKind::Apogee || mark.state.altitude_m == highest);
        self.marks.sort_by(|a, b| a.state.time_s.total_cmp(&b.state.time_s));
        GroundPath { end, states: self.states, marks: self.marks }
    }
}

/// A walk keeps nothing where nobody asks for it.
impl Walk {
    /// The walk's own place and velocity.
    fn now(&self) -> GroundState {
        seen(&self.pad, self.t, (self.from_centre_m, self.over_ground))
    }

    pub(super) fn keep_state(&mut self) {
        let now = self.now();
        if let Some(recorder) = &mut self.recorder {
            recorder.state(now);
        }
    }

    pub(super) fn keep_mark(&mut self, kind: MarkKind) {
        let now = self.now();
        if let Some(recorder) = &mut self.recorder {
            recorder.mark(kind, now);
        }
    }

    pub(super) fn keep_apogee(&mut self, state: GroundState) {
        if let Some(recorder) = &mut self.recorder {
            recorder.mark(MarkKind::Apogee, state);
        }
    }

    /// A stretch of free flight about a point, of which the closed form has the end only.
    pub(super) fn keep_leg(&mut self, leg: &Leg, begin: FlightState, duration_s: f64) -> Result<()> {
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        let (pad, begun_s) = (self.pad, begin.time_s);
        let at = |now: f64| Ok(seen(&pad, now, leg.after(&pad, now - begun_s)?));
        recorder.stretch((begun_s, begun_s + duration_s), at)?;
        if let Some(climb_s) = time_to_apogee_s(begin, pad.globe.sphere()) {
            recorder.mark(MarkKind::Apogee, at(begun_s + climb_s)?);
        }
        Ok(())
    }
}

/// A place from the centre, m, and a velocity over the ground, m/s, as the map has them.
pub(super) fn seen(
    pad: &LaunchFrame,
    time_s: f64,
    (from_centre_m, over_ground): (Vector3<f64>, Vector3<f64>),
) -> GroundState {
    let (below, altitude_m) = pad.site.below(pad.in_earth_axes(from_centre_m).into(), &pad.globe);
    GroundState { time_s, below, altitude_m, speed_m_per_s: over_ground.norm() }
}
