//! What was flown, weighed so that it stands for all that was proposed: post-stratification.
//!
//! Some hundreds of vehicles are flown of a thousand that were proposed and may fly the report. What is known of each before it is
//! flown says most of its range: a line through the flown, ln range by the logarithms of those numbers, explains eight to nine tenths
//! of the variance, where the burn time alone explains three. By that line all proposals are put in order, and cut into strata of
//! one weight; in each, the flown count for as much as was proposed there.
//!
//! The line is fitted to the ranges it orders, but only the order is used: a poor line costs draws and moves nothing.
//!
//! Source: C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling (Springer, 1992), 7.6 and 6.4.

use nalgebra::{SMatrix, SVector};

use crate::ladder::analytic_boost::Loft;
use crate::prior::Unreported;

/// Numbers of a vehicle and its loft before it is flown.
const NUMBERS: usize = 16;

/// What is known of a vehicle before it is flown, that its range goes by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known(SVector<f64, NUMBERS>);

impl Known {
    /// Of a vehicle that is sketched to need so much of its last stage for its loft, m/s.
    pub(super) fn of(unreported: &Unreported, last_delta_v_m_per_s: f64, loft: Loft) -> Self {
        let last = unreported.last_stage;
        let stages = unreported.lower_stages.len() + 1;
        let last_share = -(-last_delta_v_m_per_s / last.impulse.exhaust_m_per_s()).exp_m1();
        let (first_s, first_share, first_impulse) =
            unreported.lower_stages.first().map_or((last.burn_time_s, last_share, last.impulse), |first| {
                (first.burn_time_s, first.propellant_share, first.impulse)
            });
        let lower = unreported.lower_stages.iter();
        let below_m_per_s: f64 =
            lower.map(|stage| -stage.impulse.exhaust_m_per_s() * (-stage.propellant_share).ln_1p()).sum();
        let ideal_m_per_s = below_m_per_s + last_delta_v_m_per_s;
        let has = |so_many: usize| f64::from(u8::from(stages == so_many));
        let drag = |ballistic_coefficient: f64| (1.0 / ballistic_coefficient + NO_DRAG).ln();
        let numbers = [
            has(2),
            has(3),
            has(4),
            unreported.burn_time_s().ln(),
            first_s.ln(),
            last.burn_time_s.ln(),
            (first_share * first_impulse.sea_level_s / first_s).ln(),
            first_impulse.vacuum_s.ln(),
            last.impulse.vacuum_s.ln(),
            (first_impulse.sea_level_s / first_impulse.vacuum_s).ln(),
            ideal_m_per_s.ln(),
            (last_delta_v_m_per_s / ideal_m_per_s).ln(),
            drag(unreported.lift_off_ballistic_coefficient_kg_per_m2),
            drag(unreported.reentry_ballistic_coefficient_kg_per_m2),
            loft.apogee_altitude_m.ln(),
            loft.ground_range_m.ln(),
        ];
        Self(SVector::from(numbers.map(|number| if number.is_finite() { number } else { 0.0 })))
    }
}

/// What is added to an inverse ballistic coefficient, m²/kg, so that no drag has a logarithm.
const NO_DRAG: f64 = 1e-7;

/// One of all that may fly the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Framed {
    /// By which it was chosen.
    pub(super) weight: f64,
    /// How often it was chosen.
    pub(super) times: u32,
    pub(super) known: Known,
}

/// One that was flown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    /// Which of the frame it is.
    pub(super) place: usize,
    pub(super) weight: f64,
    pub(super) ln_range: f64,
}

/// The fewest flown that a line is fitted to, and how many stand for a stratum.
const FEWEST_FOR_A_LINE: usize = 4 * NUMBERS;
const IN_A_STRATUM: usize = 12;
/// Held against the slopes of numbers that say the same, or nothing.
const RIDGE: f64 = 1e-3;

/// By what each of a frame counts for more or less than it was chosen for; none where too few were flown to tell.
pub(super) fn factors(frame: &[Framed], seen: &[Seen]) -> Option<Vec<f64>> {
    if seen.len() < FEWEST_FOR_A_LINE {
        return None;
    }
    let line = line(frame, seen)?;
    let mut order: Vec<(f64, usize)> =
        frame.iter().enumerate().map(|(place, framed)| (line.dot(&framed.known.0), place)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let total: f64 = frame.iter().map(|framed| framed.weight).sum();
    let chosen: f64 = frame.iter().map(|framed| f64::from(framed.times)).sum();
    let strata = seen.len() / IN_A_STRATUM;
    // What was proposed in each, and what was chosen.
    let mut sums = vec![(0.0, 0.0); strata];
    let mut within = vec![0; frame.len()];
    let mut below = 0.0;
    for (_, place) in order {
        let (framed, stratum) = (frame.get(place)?, within.get_mut(place)?);
        let middle = below + 0.5 * framed.weight;
        below += framed.weight;
        *stratum = ((middle / total * strata as f64) as usize).min(strata - 1);
        let (weight, times) = sums.get_mut(*stratum)?;
        *weight += framed.weight;
        *times += f64::from(framed.times);
    }
    let factor = |stratum: usize| {
        let (weight, times) = sums.get(stratum).copied()?;
        Some(if times > 0.0 { weight / total * chosen / times } else { 1.0 })
    };
    within.into_iter().map(factor).collect()
}

/// Slopes of the least squares of ln range, by what is known.
fn line(frame: &[Framed], seen: &[Seen]) -> Option<SVector<f64, NUMBERS>> {
    let rows =
        || seen.iter().filter_map(|seen| Some((seen.weight, frame.get(seen.place)?.known.0, seen.ln_range)));
    let total: f64 = rows().map(|(weight, ..)| weight).sum();
    let mean: SVector<f64, NUMBERS> = rows().map(|(weight, x, _)| x * (weight / total)).sum();
    let mean_ln_range: f64 = rows().map(|(weight, _, y)| y * weight / total).sum();
    let mut squares = SMatrix::<f64, NUMBERS, NUMBERS>::zeros();
    let mut products = SVector::<f64, NUMBERS>::zeros();
    for (weight, x, y) in rows() {
        let away = x - mean;
        squares += away * away.transpose() * (weight / total);
        products += away * ((y - mean_ln_range) * weight / total);
    }
    for k in 0..NUMBERS {
        let square = squares.get_mut((k, k))?;
        // A number that is the same for all has no slope.
        *square = if *square > 1e-18 { *square * (1.0 + RIDGE) } else { 1.0 };
    }
    let slopes = squares.cholesky()?.solve(&products);
    slopes.iter().all(|slope| slope.is_finite()).then_some(slopes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::quasirandom::Points;

    /// A frame whose numbers are drawn, each place by itself, of which the first so many are chosen.
    fn frame(seed: u64, size: u32, chosen: u32) -> Vec<Framed> {
        let framed = |place: u32| {
            let points = Points::seeded(seed << 32 | u64::from(place));
            let at = |k| points.coordinate(0, k);
            let mut numbers = [0.0; NUMBERS];
            // The rest is the same for all.
            for (k, number) in numbers.iter_mut().enumerate().take(6) {
                *number = at(k as u32);
            }
            Framed {
                weight: 0.5 + at(40),
                times: u32::from(place < chosen),
                known: Known(SVector::from(numbers)),
            }
        };
        (0..size).map(framed).collect()
    }

    /// What the numbers say of ln range, and what they do not.
    fn ln_range(framed: &Framed, noise: f64) -> f64 {
        let [a, b, c, d, ..] = framed.known.0.data.0[0];
        8.0 + 0.2 * a - 0.1 * b + 0.15 * c + 0.05 * d + 0.01 * noise
    }

    fn seen(frame: &[Framed], seed: u64) -> Vec<Seen> {
        let points = Points::seeded(seed ^ 0xabc);
        let chosen = frame.iter().enumerate().filter(|(_, framed)| framed.times > 0);
        let see = |(place, framed): (usize, &Framed)| {
            let noise = points.coordinate(place as u32, 50) - 0.5;
            Seen { place, weight: framed.weight, ln_range: ln_range(framed, noise) }
        };
        chosen.map(see).collect()
    }

    /// The error of the mean of the flown, and the same as the strata weigh them.
    fn errors(seed: u64) -> (f64, f64) {
        // Chosen as they come, by no weight: an uneven choice.
        let mut frame = frame(seed, 1_000, 100);
        for framed in &mut frame {
            framed.weight = 1.0;
        }
        let seen = seen(&frame, seed);
        let factors = factors(&frame, &seen).unwrap();
        let whole = frame.iter().map(|framed| ln_range(framed, 0.0)).sum::<f64>() / frame.len() as f64;
        let mean = |factor: &dyn Fn(usize) -> f64| {
            let weight: f64 = seen.iter().map(|seen| factor(seen.place)).sum();
            seen.iter().map(|seen| factor(seen.place) * seen.ln_range).sum::<f64>() / weight - whole
        };
        (mean(&|_| 1.0), mean(&|place| factors[place]))
    }

    /// Nine tenths of the variance of what a line explains goes.
    #[test]
    fn strata_make_up_for_an_uneven_choice() {
        let squares =
            (0..20).map(errors).fold((0.0, 0.0), |(plain, evened), (a, b)| (plain + a * a, evened + b * b));
        assert!(squares.1 < 0.1 * squares.0, "{squares:?}");
    }

    /// What counts for more is made up for by what counts for less.
    #[test]
    fn the_whole_counts_for_as_much() {
        let frame = frame(7, 1_000, 120);
        let factors = factors(&frame, &seen(&frame, 7)).unwrap();
        let count = |factor: &dyn Fn(usize) -> f64| -> f64 {
            frame.iter().enumerate().map(|(place, framed)| f64::from(framed.times) * factor(place)).sum()
        };
        assert!((count(&|place| factors[place]) - count(&|_| 1.0)).abs() < 1e-9);
        assert!(factors.iter().all(|factor| *factor > 0.3 && *factor < 3.0), "{factors:?}");
    }

    #[test]
    fn of_too_few_nothing_is_said() {
        let few = frame(3, 1_000, FEWEST_FOR_A_LINE as u32 - 1);
        assert_eq!(factors(&few, &seen(&few, 3)), None);
        // A range that is the same for all has no order and no harm.
        let frame = frame(3, 1_000, 120);
        let same: Vec<Seen> = seen(&frame, 3).iter().map(|seen| Seen { ln_range: 8.0, ..*seen }).collect();
        assert!(factors(&frame, &same).unwrap().iter().all(|factor| factor.is_finite()));
    }

    /// No number of a vehicle without drag, or with a last stage of nothing, is none.
    #[test]
    fn what_is_known_is_finite() {
        let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 930e3 };
        let mut of = Unreported::nominal(200.0).unwrap();
        of.lift_off_ballistic_coefficient_kg_per_m2 = f64::INFINITY;
        for last_delta_v_m_per_s in [0.0, 1.0, 4_000.0, f64::INFINITY] {
            let Known(numbers) = Known::of(&of, last_delta_v_m_per_s, loft);
            assert!(numbers.iter().all(|number| number.is_finite()), "{last_delta_v_m_per_s}: {numbers}");
        }
        let single = Unreported { lower_stages: Vec::new(), ..of };
        let Known(numbers) = Known::of(&single, 3_000.0, loft);
        assert!(numbers.iter().all(|number| number.is_finite()), "{numbers}");
    }
}
