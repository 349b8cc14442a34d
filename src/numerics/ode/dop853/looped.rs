//! A step as a loop over its stages. The rate stands in the code once instead of twelve times: in
//! lanes, where a rate is hundreds of instructions for each kind of registers, that is most of the
//! time to build. The sums are short and stand there one by one: as loops over the tableau they take
//! a fifth of a flight.

use super::coefficients::{A, B, C, E3, E5};
use super::{Dop853, combined_error};
use crate::numerics::ode::runge_kutta::Rate;
use crate::numerics::scalar::Scalar;

/// The number of stages of a step.
const STAGES: usize = 12;

impl Dop853 {
    /// Computes the state at the end of a step of length `h` from the state `y`, and the estimated
    /// error in units of `scales` of that state. The time counts from the beginning of the step.
    #[inline(always)]
    pub(crate) fn looped_step<S: Scalar>(
        f: impl Rate<4, S>,
        y: &[S; 4],
        h: S,
        scales: impl Fn(&[S; 4]) -> [S; 4],
    ) -> ([S; 4], S) {
        let mut rates = [*y; STAGES];
        let mut at = *y;
        for (stage, node) in C.iter().take(STAGES).enumerate() {
            let rate = f.at(h * *node, &at);
            if let Some(place) = rates.get_mut(stage) {
                *place = rate;
            }
            let ([a, b, c, d], [ya, yb, yc, yd]) = (after(stage, &rates, h), *y);
            at = [a.mul_add(h, ya), b.mul_add(h, yb), c.mul_add(h, yc), d.mul_add(h, yd)];
        }
        let (fifth, third) = (weighted(E5, &rates, h), weighted(E3, &rates, h));
        (at, combined_error(&fifth, &third, h, &scales(&at)))
    }
}

/// Computes the mean rate with which the stage after a given one is begun; after the last, that of
/// the whole step. Each sum stands in the code by itself, so that its weights are known there.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // By constants.
fn after<S: Scalar>(stage: usize, rates: &[[S; 4]; STAGES], like: S) -> [S; 4] {
    macro_rules! of_stage {
        ($($stage:literal)*) => {
            match stage {
                $($stage => weighted(const { A[$stage + 1] }, rates, like),)*
                _ => weighted(B, rates, like),
            }
        };
    }
    of_stage!(0 1 2 3 4 5 6 7 8 9 10)
}

/// Computes Σ aⱼ kⱼ. The sums are written out, so that they stay in registers.
#[inline(always)]
fn weighted<S: Scalar>(row: &[f64], rates: &[[S; 4]; STAGES], like: S) -> [S; 4] {
    let zero = like.constant(0.0);
    let (mut a, mut b, mut c, mut d) = (zero, zero, zero, zero);
    for (weight, [ra, rb, rc, rd]) in row.iter().zip(rates) {
        if *weight != 0.0 {
            let weight = like.constant(*weight);
            a = ra.mul_add(weight, a);
            b = rb.mul_add(weight, b);
            c = rc.mul_add(weight, c);
            d = rd.mul_add(weight, d);
        }
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::ode::method::StepStart;
    use crate::numerics::ode::runge_kutta::RungeKutta;

    /// An oscillator whose frequency grows, and what it drives.
    struct Chirp;

    impl Rate<4, f64> for Chirp {
        fn at(&self, t: f64, &[x, v, p, q]: &[f64; 4]) -> [f64; 4] {
            [v, -(1.0 + t) * x, x * q, v - p]
        }
    }

    /// The loops and the written-out step agree to rounding.
    #[test]
    fn the_loops_are_the_step() {
        let (y, h, scales) = ([0.3, -1.1, 0.2, 0.7], 0.4, [1e-3, 2e-3, 1e-3, 2e-3]);
        let k1 = Chirp.at(0.0, &y);
        let (end, stages) = Dop853::stages(Chirp, StepStart { t: 0.0, y: &y, derivatives: &k1 }, h);
        let error = Dop853::error(&k1, &stages, h, &scales);
        let (looped, estimate) = Dop853::looped_step(Chirp, &y, h, |_| scales);
        for (a, b) in end.iter().zip(looped) {
            assert!((a - b).abs() < 1e-15, "{a} {b}");
        }
        assert!((error - estimate).abs() < 1e-6 * error, "{error} {estimate}");
    }
}
