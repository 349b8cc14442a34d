//! The initial guess of a fit: the two numbers, and the slopes of apogee and range by them.

/// An initial guess of the last stage and the kick, and how apogee and range change with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InitialGuess {
    /// The ideal velocity of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    /// The natural logarithm of the kick angle in rad.
    pub(crate) ln_kick: f64,
    /// The slopes ∂(apogee m, ground range m)/∂(last Δv m/s, ln kick), by rows.
    pub(crate) slopes: [[f64; 2]; 2],
}

impl InitialGuess {
    /// Returns the last stage's ideal velocity, m/s, and the logarithm of the kick.
    pub(crate) fn at(&self) -> [f64; 2] {
        [self.last_delta_v_m_per_s, self.ln_kick]
    }

    /// Returns the step from another guess to this one.
    pub(crate) fn step_from(self, before: Self) -> [f64; 2] {
        [self.last_delta_v_m_per_s - before.last_delta_v_m_per_s, self.ln_kick - before.ln_kick]
    }

    /// Returns the guess moved by a step, or this one where the step is longer than allowed.
    pub(crate) fn nearby(self, step: [f64; 2]) -> Self {
        let is_near = step.iter().zip(LONGEST_STEP).all(|(step, longest)| step.abs() <= longest);
        let there = self.moved(step, 1.0);
        if is_near && there.last_delta_v_m_per_s > 0.5 * self.last_delta_v_m_per_s { there } else { self }
    }

    /// Returns the guess moved by a share of a step, with the same slopes.
    pub(crate) fn moved(self, step: [f64; 2], share: f64) -> Self {
        Self {
            last_delta_v_m_per_s: self.last_delta_v_m_per_s + share * step[0],
            ln_kick: self.ln_kick + share * step[1],
            ..self
        }
    }

    /// Returns the Newton step that makes up for a miss of apogee and range, m, within limits.
    pub(crate) fn step(&self, [too_low, too_short]: [f64; 2]) -> [f64; 2] {
        let [[a, b], [c, d]] = self.slopes;
        let determinant = a * d - b * c;
        let step = [(d * too_low - b * too_short) / determinant, (a * too_short - c * too_low) / determinant];
        [step[0].clamp(-LONGEST_STEP[0], LONGEST_STEP[0]), step[1].clamp(-LONGEST_STEP[1], LONGEST_STEP[1])]
    }

    /// Updates the slopes as little as possible so that they explain the last step (C. G. Broyden,
    /// Mathematics of Computation 19 (1965) 577–593).
    pub(crate) fn broyden_update(&mut self, step: [f64; 2], change: [f64; 2]) {
        // A metre per second and a thousandth of a kick weigh the same.
        let weights = [1.0, 1e6];
        let norm: f64 = step.iter().zip(weights).map(|(step, weight)| weight * step * step).sum();
        if !(norm > 0.0) {
            return;
        }
        for (row, change) in self.slopes.iter_mut().zip(change) {
            let explained: f64 = row.iter().zip(step).map(|(slope, step)| slope * step).sum();
            for ((slope, step), weight) in row.iter_mut().zip(step).zip(weights) {
                *slope += (change - explained) * weight * step / norm;
            }
        }
    }
}

/// The longest step of the ideal velocity, m/s, and of the logarithm of the kick.
const LONGEST_STEP: [f64; 2] = [800.0, 1.0];
