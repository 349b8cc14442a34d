//! The ascent, cut where its right-hand side is discontinuous.

use crate::physics::flight::state::PhaseKind;
use crate::physics::steering::{Steering, ThrustDirection};
use crate::physics::vehicle::{Stage, Vehicle};

/// A piece of the ascent within which the right-hand side is smooth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// The kind of motion.
    pub(super) kind: PhaseKind,
    /// The time from lift-off at which the piece begins, s.
    pub(super) begin_s: f64,
    /// The time from lift-off at which the piece ends, s.
    pub(super) end_s: f64,
    /// The burning stage; none in a gap.
    pub(super) burning: Option<BurningStage>,
    /// The mass at the ignition of the burning stage, or throughout a gap, kg.
    pub(super) mass_kg: f64,
    /// The direction of the thrust.
    pub(super) direction: ThrustDirection,
    /// The angle by which the velocity is turned at the beginning, rad.
    pub(super) kick_rad: Option<f64>,
    /// Whether the piece is the first of its stage.
    pub(super) ignites: bool,
    /// Whether the piece is the last of its stage.
    pub(super) burns_out: bool,
}

/// A stage that burns, and the time of its ignition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BurningStage {
    /// The stage.
    pub(super) stage: Stage,
    /// The time of its ignition from lift-off, s.
    pub(super) ignition_s: f64,
}

impl Piece {
    /// Returns whether the piece is the vertical rise from the pad.
    pub(super) fn is_rise(&self) -> bool {
        self.begin_s == 0.0
    }

    /// Returns the initial state of the piece from the final state of the piece before, with the
    /// velocity turned by the kick.
    pub(super) fn initial_state<const N: usize>(&self, mut state: [f64; N]) -> [f64; N] {
        if let (Some(kick), [_, _, vx, vy, ..]) = (self.kick_rad, state.as_mut_slice()) {
            // Ahead is clockwise from up.
            let (sin, cos) = kick.sin_cos();
            (*vx, *vy) = (cos * *vx + sin * *vy, cos * *vy - sin * *vx);
        }
        state
    }
}

/// The distance from a boundary below which a break is taken to be on it, s.
const SHORTEST_S: f64 = 1e-6;

/// The greatest duration of a piece of an ascent or of a fall, s: at no speed that stays on Earth
/// does a flight cover half a revolution in it, so that the angle between the ends of a piece is
/// never ambiguous.
pub(super) const LONGEST_PIECE_S: f64 = 1_000.0;

/// Returns the pieces of the ascent in the order of time.
pub(super) fn pieces(vehicle: &Vehicle, steering: &Steering) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(2 * vehicle.stages().len() + 2);
    each_piece(vehicle, steering, |piece| pieces.push(piece));
    pieces
}

/// Calls a function with each piece of the ascent in the order of time.
pub(super) fn each_piece(vehicle: &Vehicle, steering: &Steering, mut then: impl FnMut(Piece)) {
    let mut now = 0.0;
    for (place, stage) in vehicle.stages().iter().enumerate() {
        let mass_kg = vehicle.ignition_mass_kg(place);
        let ignition_s = now + stage.ignition_delay_s;
        for (begin_s, end_s, burning) in [
            (now, ignition_s, None),
            (ignition_s, ignition_s + stage.burn_time_s(), Some(BurningStage { stage: *stage, ignition_s })),
        ] {
            each_cut(begin_s, end_s, steering, |from, to| {
                then(Piece {
                    kind: burning.map_or(PhaseKind::Gap, |_| PhaseKind::Powered { stage: place }),
                    begin_s: from,
                    end_s: to,
                    burning,
                    mass_kg,
                    // A break within `SHORTEST_S` of the beginning counts as being at it.
                    direction: steering.direction(from + SHORTEST_S),
                    kick_rad: steering.kick_rad(from - SHORTEST_S, from + SHORTEST_S),
                    ignites: burning.is_some() && from == begin_s,
                    burns_out: burning.is_some() && to == end_s,
                });
            });
            now = end_s;
        }
    }
}

/// Calls a function with the ends of each part into which an interval is cut, s: at the breaks of a
/// steering programme inside it, and between where a part would be too long.
fn each_cut(begin_s: f64, end_s: f64, steering: &Steering, mut then: impl FnMut(f64, f64)) {
    let mut last = begin_s;
    while last < end_s {
        // Two breaks within `SHORTEST_S` count as one, and so do a break and the end.
        let inside = steering.break_after_s(last + SHORTEST_S).filter(|t| *t < end_s - SHORTEST_S);
        let next = inside.unwrap_or(end_s);
        let parts = ((next - last) / LONGEST_PIECE_S).ceil().max(1.0);
        let mut from = last;
        for part in 1..=parts as u32 {
            let to =
                if f64::from(part) == parts { next } else { last + (next - last) * f64::from(part) / parts };
            then(from, to);
            from = to;
        }
        last = next;
    }
}
