//! The ascent cut where its right-hand side jumps.

use crate::physics::flight::trajectory::PhaseKind;
use crate::physics::steering::{Steering, ThrustDirection};
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
    pub(super) direction: ThrustDirection,
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

/// A break nearer to a boundary than this is taken to be on it, s.
const SHORTEST_S: f64 = 1e-6;

/// No piece of an ascent or of a fall is longer than this, s: at no speed that stays on Earth does a flight go half round in it, so that
/// the angle between the ends of a piece is never ambiguous.
pub(super) const LONGEST_PIECE_S: f64 = 1_000.0;

/// The pieces of the ascent, in order.
pub(super) fn pieces(vehicle: &Vehicle, steering: &Steering) -> Vec<Piece> {
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
            let cuts = cuts(begin_s, end_s, &breaks);
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
                        // What begins a hair later begins here.
                        direction: steering.direction(from + SHORTEST_S),
                        kick_rad: steering.kick_rad(from - SHORTEST_S, from + SHORTEST_S),
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

/// Where the stretch from one time to another is cut: at its ends, at the breaks inside, and where a piece would be too long.
fn cuts(begin_s: f64, end_s: f64, breaks: &[f64]) -> Vec<f64> {
    let mut cuts = vec![begin_s];
    let inside = breaks.iter().copied().filter(|t| *t > begin_s + SHORTEST_S && *t < end_s - SHORTEST_S);
    for next in inside.chain(std::iter::once(end_s)) {
        let last = cuts.last().copied().unwrap_or(begin_s);
        // A break on the heels of another is that other.
        if next < last + SHORTEST_S && next != end_s {
            continue;
        }
        let parts = ((next - last) / LONGEST_PIECE_S).ceil().max(1.0);
        cuts.extend((1..parts as u32).map(|part| last + (next - last) * f64::from(part) / parts));
        cuts.push(next);
    }
    cuts
}
