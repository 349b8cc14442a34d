//! Stumpff's functions, the trigonometric functions of universal variables.

use crate::numerics::scalar::Scalar;

/// The functions c₀ to c₃ at one argument.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Stumpff<S> {
    /// The function c₀ = cos √z.
    pub c0: S,
    /// The function c₁ = sin √z / √z.
    pub c1: S,
    /// The function c₂ = (1 − cos √z)/z.
    pub c2: S,
    /// The function c₃ = (√z − sin √z)/z^{3/2}.
    pub c3: S,
}

/// The number of terms of the series: at |z| ≤ 0.1 the next term is below 1e-17 of the sum.
const TERMS: u32 = 7;

/// The magnitude to which arguments are quartered before the series is summed.
const SMALL: f64 = 0.1;

/// Computes Stumpff's functions cₖ(z) = Σ (−z)ʲ/(2j + k)!; a kernel.
///
/// # Formula
///
/// The closed forms cancel near z = 0, so the series is summed at z/4ⁿ, |z/4ⁿ| ≤ 0.1, and the
/// result is carried up by
///
/// ```text
/// c₃(4z) = (c₂ + c₀ c₃)/4        c₂(4z) = c₁²/2        c₁(4z) = c₀ c₁        c₀ = 1 − z c₂
/// ```
///
/// c₀ is computed from the new c₂, not as 2c₀² − 1, which would multiply its rounding by
/// four at each step.
///
/// Source: K. Stumpff, Himmelsmechanik I (1959); the quartering from the double-angle formulas.
pub fn stumpff_kernel<S: Scalar>(z: S) -> Stumpff<S> {
    let mut quarterings = 0;
    let mut scale = 1.0;
    // 600 quarterings bring the greatest double below the limit.
    while z.abs().largest() * scale > SMALL && quarterings < 600 {
        scale *= 0.25;
        quarterings += 1;
    }
    let mut x = z * scale;
    let (mut c2, mut c3) = (z.constant(1.0), z.constant(1.0));
    // Horner, from the last term down: 1 − x/((2j+k−1)(2j+k)) · (…)
    for j in (1..=TERMS).rev() {
        let j = f64::from(j);
        c2 = -(x / ((2.0 * j + 1.0) * (2.0 * j + 2.0)) * c2) + 1.0;
        c3 = -(x / ((2.0 * j + 2.0) * (2.0 * j + 3.0)) * c3) + 1.0;
    }
    (c2, c3) = (c2 / 2.0, c3 / 6.0);
    let (mut c0, mut c1) = (-(x * c2) + 1.0, -(x * c3) + 1.0);
    for _ in 0..quarterings {
        x = x * 4.0;
        c3 = (c2 + c0 * c3) / 4.0;
        c2 = c1 * c1 / 2.0;
        c1 = c0 * c1;
        c0 = -(x * c2) + 1.0;
    }
    Stumpff { c0, c1, c2, c3 }
}
