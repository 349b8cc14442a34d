//! The powered flight over a globe.

use crate::error::Result;
use crate::physics::flight::forces::Powered;
use crate::physics::flight::globe::forces::{PoweredOverGlobe, Turn, frame_state};
use crate::physics::flight::globe::propagator::{
    GlobePropagator, GlobeSpan, TURN_VELOCITY_SHARE, VELOCITY_SHARE, solver,
};
use crate::physics::flight::outcome::Outcome;
use crate::physics::flight::pieces::{Piece, pieces};
use crate::physics::flight::state::{MarkKind, PhaseKind};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

/// A powered flight: the vehicle, its steering programme, and whether there is air.
pub(super) struct Ascent<'a> {
    pub(super) vehicle: &'a Vehicle,
    pub(super) steering: &'a Steering,
    pub(super) turn: Turn,
    pub(super) has_air: bool,
}

impl GlobePropagator<'_> {
    /// Integrates from the pad to the last burnout; or to an impact before it, which is returned.
    pub(super) fn ascend(&mut self, ascent: &Ascent<'_>) -> Result<Option<Outcome>> {
        let Ascent { vehicle, steering, turn, has_air } = *ascent;
        let sphere = self.frame.globe.sphere();
        let mut state = [0.0; 10];
        for piece in pieces(vehicle, steering) {
            state = initial_state(&piece, state);
            let planar = Powered::new(vehicle, sphere, has_air, &piece);
            let system = PoweredOverGlobe { planar, frame: self.frame, turn };
            // Small velocities matter where a turn grows out of them.
            let in_plane = if turn == Turn::AlongVelocity { TURN_VELOCITY_SHARE } else { VELOCITY_SHARE };
            let absolute = [
                1.0,
                1.0,
                TURN_VELOCITY_SHARE,
                TURN_VELOCITY_SHARE,
                1.0,
                1.0,
                1.0,
                in_plane,
                in_plane,
                VELOCITY_SHARE,
            ];
            let span = GlobeSpan { kind: piece.kind, state, end_s: piece.end_s, ceiling_m: f64::INFINITY };
            let final_state = self.integrate(&system, solver(self.tolerance, absolute), span)?;
            state = final_state.state;
            self.advance(final_state.t, frame_state(&self.frame, &state));
            if final_state.stopped_by.is_some() {
                return Ok(Some(self.impact(piece.burning.is_some())));
            }
            if let (true, PhaseKind::Powered { stage }) = (piece.burns_out, piece.kind) {
                self.record_mark(MarkKind::Burnout { stage });
            }
        }
        Ok(None)
    }
}

/// Returns the initial state of a piece, with both velocities turned by its kick.
fn initial_state(piece: &Piece, state: [f64; 10]) -> [f64; 10] {
    let [x, y, vx, vy, px, py, pz, wx, wy, wz] = state;
    let [x, y, vx, vy] = piece.initial_state([x, y, vx, vy]);
    let [_, _, wx, wy] = piece.initial_state([0.0, 0.0, wx, wy]);
    [x, y, vx, vy, px, py, pz, wx, wy, wz]
}
