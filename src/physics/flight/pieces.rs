//! The ascent cut where its right-hand side jumps.

use crate::physics::flight::trajectory::PhaseKind;
use crate::physics::steering::{Direction, Steering};
use crate::physics::vehicle::{Stage, Vehicle};

/// A piece of the ascent within which everything is smooth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) kind: PhaseKind,
    pub(super) begin_s: f64,
    pub(super) end_s: f64,
    /// The stage that burns, and when it was lit; none in a gap.
    pub(super) burning: Option<(Stage, f64)>,
    /// When the stage that burns was lit, or throughout a gap, kg.
    pub(super) mass_kg: f64,
    pub(super) direction: Direction,
    /// The velocity is turned by this at the beginning, rad.
    pub(super) kick_rad: Option<f64>,
    /// Whether the piece is the first of its stage, and the last.
    pub(super) ignites: bool,
    pub(super) burns_out: bool,
}

impl Piece {
    /// Whether it is the vertical rise from the pad.
    pub(super) fn is_rise(&self) -> bool {
        self.begin_s == 0.0
    }

    /// The state with which it begins, from that with which the last one ended.
    pub(super) fn begin<const N: usize>(&self, mut state: [f64; N]) -> [f64; N] {
        if let (Some(kick), [_, _, vx, vy, ..]) = (self.kick_rad, state.as_mut_slice()) {
            // Ahead is clockwise from up.
            let (sin, cos) = kick.sin_cos();
            (*vx, *vy) = (cos * *vx + sin * *vy, cos * *vy - sin * *vx);
        }
        state
    }
}

/// The pieces of the ascent, in order. A piece shorter than a microsecond is left to its neighbour.
pub(super) fn pieces(vehicle: &Vehicle, steering: &Steering) -> Vec<Piece> {
    const SHORTEST_S: f64 = 1e-6;
    let breaks = steering.breaks_s();
    let mut pieces = Vec::with_capacity(2 * vehicle.stages().len() + breaks.len());
    let mut now = 0.0;
    for (place, stage) in vehicle.stages().iter().enumerate() {
        let mass_kg = vehicle.ignition_mass_kg(place);
        let ignition_s = now + stage.ignition_delay_s;
        for (begin_s, end_s, burning) in [
            (now, ignition_s, None),
            (ignition_s, ignition_s + stage.burn_time_s(), Some((*stage, ignition_s))),
        ] {
            let inside =
                breaks.iter().copied().filter(|t| *t > begin_s + SHORTEST_S && *t < end_s - SHORTEST_S);
            let cuts: Vec<f64> =
                std::iter::once(begin_s).chain(inside).chain(std::iter::once(end_s)).collect();
            for cut in cuts.windows(2) {
                if let [from, to] = *cut
                    && to > from
                {
                    pieces.push(Piece {
                        kind: burning.map_or(PhaseKind::Gap, |_| PhaseKind::Powered { stage: place }),
                        begin_s: from,
                        end_s: to,
                        burning,
                        mass_kg,
                        direction: steering.direction(from),
                        kick_rad: steering.kick_rad(from),
                        ignites: burning.is_some() && from == begin_s,
                        burns_out: burning.is_some() && to == end_s,
                    });
                }
            }
            now = end_s;
        }
    }
    pieces
}
