//! Where a fit begins: the two numbers, and the slopes of what a flight reaches by them.

/// What a flight will need, and how far that is from right per unit of each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InitialGuess {
    /// Of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    /// ln of the kick in rad.
    pub(crate) ln_kick: f64,
    /// ∂(apogee m, ground range m)/∂(last Δv m/s, ln kick), by rows.
    pub(crate) slopes: [[f64; 2]; 2],
}

impl InitialGuess {
    /// The last stage, m/s, and ln of the kick.
    pub(crate) fn at(&self) -> [f64; 2] {
        [self.last_delta_v_m_per_s, self.ln_kick]
    }

    /// The step from another.
    pub(crate) fn step_from(self, before: Self) -> [f64; 2] {
        [self.last_delta_v_m_per_s - before.last_delta_v_m_per_s, self.ln_kick - before.ln_kick]
    }

    /// A start nearby, if it is no farther than a step may be.
    pub(crate) fn nearby(self, step: [f64; 2]) -> Self {
        let is_near = step.iter().zip(LONGEST_STEP).all(|(step, longest)| step.abs() <= longest);
        let there = self.moved(step, 1.0);
        if is_near && there.last_delta_v_m_per_s > 0.5 * self.last_delta_v_m_per_s { there } else { self }
    }

    /// A share of a step further, with the same slopes.
    pub(crate) fn moved(self, step: [f64; 2], share: f64) -> Self {
        Self {
            last_delta_v_m_per_s: self.last_delta_v_m_per_s + share * step[0],
            ln_kick: self.ln_kick + share * step[1],
            ..self
        }
    }

    /// The step that its slopes ask for to make up for what a flight missed, m, within limits.
    pub(crate) fn step(&self, [too_low, too_short]: [f64; 2]) -> [f64; 2] {
        let [[a, b], [c, d]] = self.slopes;
        let determinant = a * d - b * c;
        let step = [(d * too_low - b * too_short) / determinant, (a * too_short - c * too_low) / determinant];
        [step[0].clamp(-LONGEST_STEP[0], LONGEST_STEP[0]), step[1].clamp(-LONGEST_STEP[1], LONGEST_STEP[1])]
    }

    /// The slopes changed as little as may be so that they explain the last step (C. G. Broyden, Mathematics of Computation 19 (1965)
    /// 577–593).
    pub(crate) fn broyden_update(&mut self, step: [f64; 2], change: [f64; 2]) {
        // A metre a second and a thousandth of a kick weigh alike.
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

/// The longest step in speed, m/s, and in the logarithm of the kick.
const LONGEST_STEP: [f64; 2] = [800.0, 1.0];
