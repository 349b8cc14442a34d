//! Post-stratification of the flown sample onto the frame of all feasible proposals.
//!
//! Some hundreds of vehicles are flown, of a thousand feasible proposals. The covariates of a
//! vehicle, known before it is flown, determine most of its range: a linear working model of ln
//! range, fitted to the flown vehicles, explains eight to nine tenths of its variance, where the
//! burn time alone explains three tenths. All feasible proposals are ordered by the working model
//! and cut into strata of equal weight; in each stratum the weights are multiplied by the proposed
//! share over the chosen share. A chosen vehicle that was rejected or lost counts with weight zero;
//! a stratum without a chosen vehicle is left out.
//!
//! The model is fitted to the ranges that it orders (endogenous post-stratification): the bias is
//! of the order of one over the number of draws.
//!
//! Sources: C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling (Springer,
//! 1992), 6.4, 7.6 and 9; F. J. Breidt and J. D. Opsomer, Annals of Statistics 36 (2008) 403–427.

use crate::physics::earth::Sphere;
use crate::posterior::covariates::COVARIATES;
use crate::posterior::flown_draw::FlownDraw;
use crate::posterior::frame::FrameUnit;
use crate::posterior::linear_model::{Known, LinearModel};

/// Weights flown draws so that they stand for the frame they were chosen from. Returns the working
/// model; none where too few were flown for one.
pub(super) fn poststratify(
    flown: &mut [FlownDraw<'_>],
    frame: &[FrameUnit],
    sphere: Sphere,
) -> Option<LinearModel<COVARIATES>> {
    let sampled: Vec<SampledUnit> = flown
        .iter()
        .map(|FlownDraw { frame_index, weight, reach, .. }| {
            let range_m = reach.sortable_range_m().min(sphere.half_circumference_m());
            SampledUnit { frame_index: *frame_index, weight: *weight, ln_range: range_m.ln() }
        })
        .collect();
    if sampled.len() < MIN_SAMPLED {
        return None;
    }
    let working_model = working_model(frame, &sampled)?;
    let factors = factors(frame, &sampled, &working_model)?;
    for draw in flown {
        draw.weight *= factors.get(draw.frame_index).copied().unwrap_or(1.0);
    }
    Some(working_model)
}

/// A unit that was flown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct SampledUnit {
    /// The index of its unit in the frame.
    frame_index: usize,
    weight: f64,
    /// The natural logarithm of its range in m.
    ln_range: f64,
}

/// Fits the working model of ln range to the flown units; none where it has no solution.
fn working_model(frame: &[FrameUnit], sampled: &[SampledUnit]) -> Option<LinearModel<COVARIATES>> {
    let known = |SampledUnit { frame_index, weight, ln_range }: &SampledUnit| {
        let covariates = frame.get(*frame_index)?.covariates.values();
        Some(Known { weight: *weight, covariates, number: *ln_range })
    };
    LinearModel::fit(&sampled.iter().filter_map(known).collect::<Vec<_>>())
}

/// The smallest sample that a working model is fitted to, and the number of sampled units per
/// stratum.
const MIN_SAMPLED: usize = 4 * COVARIATES;
const SAMPLED_PER_STRATUM: usize = 12;

/// Returns the factor by which each frame unit's weight is corrected.
fn factors(
    frame: &[FrameUnit],
    sampled: &[SampledUnit],
    working_model: &LinearModel<COVARIATES>,
) -> Option<Vec<f64>> {
    let mut order: Vec<(f64, usize)> = frame
        .iter()
        .enumerate()
        .map(|(frame_index, unit)| (working_model.predict(&unit.covariates.values()), frame_index))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let total: f64 = frame.iter().map(|unit| unit.weight).sum();
    let chosen: f64 = frame.iter().map(|unit| f64::from(unit.multiplicity)).sum();
    let strata = sampled.len() / SAMPLED_PER_STRATUM;
    // The proposed weight and the number chosen, in each stratum.
    let mut sums = vec![(0.0, 0.0); strata];
    let mut within = vec![0; frame.len()];
    let mut below = 0.0;
    for (_, frame_index) in order {
        let (unit, stratum) = (frame.get(frame_index)?, within.get_mut(frame_index)?);
        let middle = below + 0.5 * unit.weight;
        below += unit.weight;
        *stratum = ((middle / total * strata as f64) as usize).min(strata - 1);
        let (weight, multiplicity) = sums.get_mut(*stratum)?;
        *weight += unit.weight;
        *multiplicity += f64::from(unit.multiplicity);
    }
    let factor = |stratum: usize| {
        let (weight, multiplicity) = sums.get(stratum).copied()?;
        Some(if multiplicity > 0.0 { weight / total * chosen / multiplicity } else { 1.0 })
    };
    within.into_iter().map(factor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::quasirandom::ScrambledSobol;
    use crate::posterior::covariates::Covariates;

    /// Returns a frame of random covariates, of which the first `chosen` units are sampled.
    fn frame(seed: u64, size: u32, chosen: u32) -> Vec<FrameUnit> {
        let unit = |frame_index: u32| {
            let points = ScrambledSobol::seeded(seed << 32 | u64::from(frame_index));
            let at = |k| points.coordinate(0, k);
            let mut numbers = [0.0; COVARIATES];
            // The other covariates are the same for all.
            for (k, number) in numbers.iter_mut().enumerate().take(6) {
                *number = at(k as u32);
            }
            FrameUnit {
                weight: 0.5 + at(40),
                multiplicity: u32::from(frame_index < chosen),
                covariates: Covariates::from_values(numbers),
            }
        };
        (0..size).map(unit).collect()
    }

    /// Returns ln range as the covariates and the noise determine it.
    fn ln_range(unit: &FrameUnit, noise: f64) -> f64 {
        let [a, b, c, d, ..] = unit.covariates.values().data.0[0];
        8.0 + 0.2 * a - 0.1 * b + 0.15 * c + 0.05 * d + 0.01 * noise
    }

    fn sampled(frame: &[FrameUnit], seed: u64) -> Vec<SampledUnit> {
        let points = ScrambledSobol::seeded(seed ^ 0xabc);
        let chosen = frame.iter().enumerate().filter(|(_, unit)| unit.multiplicity > 0);
        let see = |(frame_index, unit): (usize, &FrameUnit)| {
            let noise = points.coordinate(frame_index as u32, 50) - 0.5;
            SampledUnit { frame_index, weight: unit.weight, ln_range: ln_range(unit, noise) }
        };
        chosen.map(see).collect()
    }

    /// Returns the errors of the sample mean without and with post-stratification.
    fn errors(seed: u64) -> (f64, f64) {
        // An unequal choice: the first units, regardless of weight.
        let mut frame = frame(seed, 1_000, 100);
        for unit in &mut frame {
            unit.weight = 1.0;
        }
        let sampled = sampled(&frame, seed);
        let model = working_model(&frame, &sampled).unwrap();
        let factors = factors(&frame, &sampled, &model).unwrap();
        let whole = frame.iter().map(|unit| ln_range(unit, 0.0)).sum::<f64>() / frame.len() as f64;
        let mean = |factor: &dyn Fn(usize) -> f64| {
            let weight: f64 = sampled.iter().map(|sampled| factor(sampled.frame_index)).sum();
            sampled.iter().map(|sampled| factor(sampled.frame_index) * sampled.ln_range).sum::<f64>() / weight
                - whole
        };
        (mean(&|_| 1.0), mean(&|frame_index| factors[frame_index]))
    }

    /// Checks that nine tenths of the explained variance is removed.
    #[test]
    fn strata_correct_an_unequal_choice() {
        let squares =
            (0..20).map(errors).fold((0.0, 0.0), |(plain, evened), (a, b)| (plain + a * a, evened + b * b));
        assert!(squares.1 < 0.1 * squares.0, "{squares:?}");
    }

    /// Checks that factors above and below one balance.
    #[test]
    fn the_total_weight_is_kept() {
        let frame = frame(7, 1_000, 120);
        let sampled = sampled(&frame, 7);
        let model = working_model(&frame, &sampled).unwrap();
        let factors = factors(&frame, &sampled, &model).unwrap();
        let count = |factor: &dyn Fn(usize) -> f64| -> f64 {
            frame
                .iter()
                .enumerate()
                .map(|(frame_index, unit)| f64::from(unit.multiplicity) * factor(frame_index))
                .sum()
        };
        assert!((count(&|frame_index| factors[frame_index]) - count(&|_| 1.0)).abs() < 1e-9);
        assert!(factors.iter().all(|factor| *factor > 0.3 && *factor < 3.0), "{factors:?}");
    }

    /// Equal ranges have no order, and do no harm.
    #[test]
    fn equal_ranges_have_factors() {
        let frame = frame(3, 1_000, 120);
        let same: Vec<SampledUnit> =
            sampled(&frame, 3).iter().map(|sampled| SampledUnit { ln_range: 8.0, ..*sampled }).collect();
        let model = working_model(&frame, &same).unwrap();
        assert!(factors(&frame, &same, &model).unwrap().iter().all(|factor| factor.is_finite()));
    }
}
