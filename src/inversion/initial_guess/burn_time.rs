//! The burn time of the last stage at which a loft takes a given flight time, of one vehicle or of
//! several in lanes.

use fearless_simd::Simd;

use crate::inversion::initial_guess::approximation::{LoftApproximation, ON_THE_ARC_M_PER_S};
use crate::inversion::initial_guess::sketch::{DELTA_V_M_PER_S, Round, Sketch};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, of_each, run};
use crate::physics::earth::Sphere;
use crate::prior::Unreported;

/// Why no burn time meets a flight time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoBurn {
    /// The last stage would have to burn longer than any stage does.
    TooLong,
    /// The last stage would have to burn for no time at all.
    TooShort,
    /// The closed form has no flight there.
    Unknown,
}

/// The burn time of the last stage at which a loft takes a flight time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Burn {
    /// The burn time of the last stage, s.
    pub(crate) burn_time_s: f64,
    /// The ideal velocity of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    /// ∂(flight time)/∂(burn time); none where they do not rise together.
    pub(crate) slope: Option<f64>,
}

/// A vehicle whose last stage is to burn until its loft takes a flight time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BurnSketch {
    sketch: Sketch<f64>,
    /// The time from lift-off to the apogee, s.
    rise_s: f64,
    first_burn_s: f64,
    longest_burn_s: f64,
}

impl BurnSketch {
    /// Returns the same sketch with a flight time that is longer by a time, s.
    pub(crate) fn later(self, by_s: f64) -> Self {
        Self { rise_s: self.rise_s + by_s, ..self }
    }
}

impl LoftApproximation {
    /// Returns the sketch of a vehicle that is to take a flight time, s, for this loft; a last stage
    /// that burns for more than the longest time, s, is too long.
    pub(crate) fn burn_sketch(&self, of: &Unreported, flight_time_s: f64, longest_burn_s: f64) -> BurnSketch {
        BurnSketch {
            sketch: self.sketch(of),
            rise_s: flight_time_s - self.fall_s(of),
            first_burn_s: (FIRST_BURN * of.last_stage.burn_time_s).min(longest_burn_s),
            longest_burn_s,
        }
    }
}

/// Finds the burn time of the last stage of each sketch, side by side.
///
/// The burn time and the last stage's ideal velocity are found together: each round corrects both.
///
/// # Errors
///
/// For each sketch, why there is no burn time between 1 s and its longest.
pub(crate) fn last_burn_times(
    sketches: &[BurnSketch],
    sphere: Sphere,
    width: Width,
) -> Vec<Result<Burn, NoBurn>> {
    run(width, BurnBatch { sketches, sphere })
}

/// The sketches of a batch.
struct BurnBatch<'a> {
    sketches: &'a [BurnSketch],
    sphere: Sphere,
}

impl Batch for BurnBatch<'_> {
    type Output = Vec<Result<Burn, NoBurn>>;
    const IS_DEEP: bool = true;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut burns = Vec::with_capacity(self.sketches.len());
        for group in self.sketches.chunks(LANES) {
            let load = |lanes| Wide::new(simd, lanes);
            let sketches: Vec<Sketch<f64>> = group.iter().map(|of| of.sketch).collect();
            let (sketch, rise_s) = (Sketch::load(&sketches, load), load(of_each(group, |of| of.rise_s)));
            let first_burn_s = load(of_each(group, |of| of.first_burn_s));
            let longest_burn_s = load(of_each(group, |of| of.longest_burn_s));
            let found = search(&sketch, rise_s, first_burn_s, longest_burn_s, self.sphere);
            let [burn, delta_v, slope, end] =
                [found.burn_s, found.delta_v, found.slope, found.end].map(|number| number.to_array());
            let lanes = burn.into_iter().zip(delta_v).zip(slope).zip(end).take(group.len());
            burns.extend(lanes.map(|(((burn, delta_v), slope), end)| outcome(burn, delta_v, slope, end)));
        }
        burns
    }

    fn single(self) -> Self::Output {
        let one = |of: &BurnSketch| {
            let found = search(&of.sketch, of.rise_s, of.first_burn_s, of.longest_burn_s, self.sphere);
            outcome(found.burn_s, found.delta_v, found.slope, found.end)
        };
        self.sketches.iter().map(one).collect()
    }
}

/// How a search ended: the burn was found, it would be too long, it would be too short, or no burn
/// leads onto the arc, as where the stages below are too fast by themselves.
const FOUND: f64 = 1.0;
const TOO_LONG: f64 = 2.0;
const TOO_SHORT: f64 = 3.0;
const NOWHERE: f64 = 4.0;

/// Returns the outcome of a search.
fn outcome(burn_time_s: f64, last_delta_v_m_per_s: f64, slope: f64, end: f64) -> Result<Burn, NoBurn> {
    if end == FOUND {
        let slope = (slope > LEAST_SLOPE).then_some(slope);
        Ok(Burn { burn_time_s, last_delta_v_m_per_s, slope })
    } else if end == TOO_LONG {
        Err(NoBurn::TooLong)
    } else if end == TOO_SHORT {
        Err(NoBurn::TooShort)
    } else {
        Err(NoBurn::Unknown)
    }
}

/// The state of a search.
#[derive(Debug, Clone, Copy)]
struct Search<S> {
    burn_s: S,
    delta_v: S,
    altitude_m: S,
    slope: S,
    /// Zero while the search goes on.
    end: S,
}

/// Searches for the burn time of the last stage.
#[inline(always)]
fn search<S: Scalar>(
    sketch: &Sketch<S>,
    rise_s: S,
    first_burn_s: S,
    longest_burn_s: S,
    sphere: Sphere,
) -> Search<S> {
    let of = |value: f64| rise_s.constant(value);
    let zero = of(0.0);
    let mut now = Search {
        burn_s: first_burn_s,
        delta_v: sketch.first_delta_v_m_per_s(),
        altitude_m: zero,
        slope: of(TYPICAL_SLOPE),
        end: zero,
    };
    // Of the round before; a burn of NaN gives no slope.
    let (mut burn_before_s, mut late_before_s) = (of(f64::NAN), zero);
    for _ in 0..MOST_ROUNDS {
        let Round { burnout, missing_m_per_s, next_delta_v_m_per_s } =
            sketch.round(now.delta_v, now.burn_s, now.altitude_m, sphere);
        let missing = missing_m_per_s.abs();
        let late = sketch.rise_s(now.burn_s, burnout.altitude_m, sphere) - rise_s;
        let measured = (late - late_before_s) / (now.burn_s - burn_before_s);
        let typical = of(TYPICAL_SLOPE);
        // A comparison with NaN is false.
        let slope = S::select(measured.lt(of(SLOPES.1)), measured, typical);
        let slope = S::select(of(SLOPES.0).lt(slope), slope, typical);
        let is_near_arc = missing.lt(of(NEAR_ARC_M_PER_S));
        let slope = S::select(is_near_arc, slope, now.slope);
        // Far from the arc a change of sign shows that the step before was too long.
        let has_turned = S::select(is_near_arc, zero, -late * late_before_s);
        let share = S::select(zero.lt(has_turned), of(AFTER_TOO_LONG), of(1.0));
        let next = now.burn_s - late / slope * share;
        let shortest = of(SHORTEST_S);
        let next =
            S::select(next.lt(shortest), shortest, S::select(longest_burn_s.lt(next), longest_burn_s, next));
        let is_on_arc = missing.lt(of(ON_THE_ARC_M_PER_S));
        // The same bound twice: the solution is beyond it.
        let moved = (next - now.burn_s).abs();
        let beyond = S::select(late.lt(zero), of(TOO_LONG), of(TOO_SHORT));
        let end = S::select(zero.lt(moved), zero, beyond);
        let end = S::select(late.abs().lt(of(CLOSE_S)), of(FOUND), end);
        // The velocity that the next burn needs.
        let needed = next_delta_v_m_per_s + (next - now.burn_s) * LOST_M_PER_S2;
        let least = of(DELTA_V_M_PER_S.0);
        let needed = S::select(needed.lt(least), least, needed);
        let changed = moved + (needed - now.delta_v).abs();
        let end = S::select(is_on_arc, end, S::select(zero.lt(changed), zero, of(NOWHERE)));
        // What has ended stays as it was.
        let goes_on = now.end.lt(of(0.5));
        (burn_before_s, late_before_s) =
            (S::select(goes_on, now.burn_s, burn_before_s), S::select(goes_on, late, late_before_s));
        let has_found = of(0.5).lt(end);
        let burn_s = S::select(has_found, now.burn_s, next);
        let delta_v = S::select(has_found, next_delta_v_m_per_s, needed);
        now = Search {
            burn_s: S::select(goes_on, burn_s, now.burn_s),
            delta_v: S::select(goes_on, delta_v, now.delta_v),
            altitude_m: S::select(goes_on, burnout.altitude_m, now.altitude_m),
            slope: S::select(goes_on, slope, now.slope),
            end: S::select(goes_on, end, now.end),
        };
        // Zero until a lane ends; the least of all.
        if !((-now.end).largest() > -0.5) {
            break;
        }
    }
    let longer_s = now.burn_s * LONGER;
    let mut rises = [zero; 2];
    // Written as loops, so that a round stands in the code twice and not five times.
    for (rise, by_s) in rises.iter_mut().zip([zero, longer_s]) {
        let burn_s = now.burn_s + by_s;
        let (mut delta_v, mut altitude_m, mut missing) = (now.delta_v, now.altitude_m, zero);
        for _ in 0..ROUNDS_NEARBY {
            let round = sketch.round(delta_v, burn_s, altitude_m, sphere);
            (delta_v, altitude_m) = (round.next_delta_v_m_per_s, round.burnout.altitude_m);
            missing = round.missing_m_per_s.abs();
        }
        let rise_s = sketch.rise_s(burn_s, altitude_m, sphere);
        *rise = S::select(missing.lt(of(ON_THE_ARC_M_PER_S)), rise_s, of(f64::NAN));
    }
    let [rise_s, longer_rise_s] = rises;
    now.slope = (longer_rise_s - rise_s) / longer_s;
    now
}

/// The first burn time tried, in units of the vehicle's.
const FIRST_BURN: f64 = 3.0;
/// The relative increment of the burn time for a difference, and the rounds of correction after it.
const LONGER: f64 = 0.02;
const ROUNDS_NEARBY: usize = 2;
/// The approximate d(flight time)/d(burn time), and the least that counts as rising.
const TYPICAL_SLOPE: f64 = 0.6;
const LEAST_SLOPE: f64 = 0.05;
/// The bounds of a measured slope that is used, and the speed missing to the arc below which it is,
/// m/s.
const SLOPES: (f64, f64) = (0.1, 2.0);
const NEAR_ARC_M_PER_S: f64 = 200.0;
/// The error of a flight time that counts as met, s.
const CLOSE_S: f64 = 0.1;
/// The least burn time that is looked for, s: shorter than that of any stage.
const SHORTEST_S: f64 = 1.0;
/// The typical ideal velocity that a second more of burning costs on the way to the same arc, m/s²:
/// gravity, less what the higher burnout spares.
const LOST_M_PER_S2: f64 = 5.0;
/// The share of a step that is taken after one that was too long.
const AFTER_TOO_LONG: f64 = 0.5;
/// The maximum number of rounds; nine are typical.
const MOST_ROUNDS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inversion::Loft;
    use crate::numerics::quasirandom::ScrambledSobol;
    use crate::prior::Prior;

    /// Returns how late the loft is with a burn time, s: the last stage is found by bisection, which
    /// knows no cycles. None where no last stage leads onto the arc.
    fn late_s(of: &BurnSketch, burn_s: f64) -> Option<f64> {
        let altitude_m = |delta_v: f64| {
            let mut altitude_m = 0.0;
            for _ in 0..30 {
                altitude_m = of.sketch.round(delta_v, burn_s, altitude_m, Sphere::MEAN).burnout.altitude_m;
            }
            altitude_m
        };
        let missing = |delta_v: f64| {
            of.sketch.round(delta_v, burn_s, altitude_m(delta_v), Sphere::MEAN).missing_m_per_s
        };
        let (mut low, mut high) = DELTA_V_M_PER_S;
        if !(missing(low) > 0.0 && missing(high) < 0.0) {
            return None;
        }
        while high - low > 1e-3 {
            let middle = 0.5 * (low + high);
            if missing(middle) > 0.0 { low = middle } else { high = middle }
        }
        Some(of.sketch.rise_s(burn_s, altitude_m(low), Sphere::MEAN) - of.rise_s)
    }

    /// The second road: a scan over all burn times. The search finds a burn where there is one, and
    /// none where there is none.
    #[test]
    fn every_burn_that_there_is_is_found() {
        let (prior, points) = (Prior::default(), ScrambledSobol::seeded(3));
        let mut sketches = Vec::new();
        for (point, (apogee_km, ground_range_km, flight_time_s)) in
            [(2_802.0, 930.0, 2_220.0), (3_725.0, 998.0, 2_832.0), (620.0, 400.0, 750.0)]
                .into_iter()
                .flat_map(|report| (0..300).map(move |point| (point, report)))
        {
            let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 1e3 * ground_range_km };
            let lofts = LoftApproximation::new(loft, Sphere::MEAN);
            let at = |k| points.coordinate(point, k);
            let Some(draft) = prior.draw(lofts.range_by_energy_m(), at) else { continue };
            sketches.push(lofts.burn_sketch(draft.unfinished(), flight_time_s, draft.last_burn_time_s.high));
        }
        let found = last_burn_times(&sketches, Sphere::MEAN, Width::Widest);
        let (mut there, mut missed, mut wrong) = (0, 0, 0);
        for (of, found) in sketches.iter().zip(found) {
            let scan: Vec<Option<f64>> = (0..=40)
                .map(|k| late_s(of, SHORTEST_S + (of.longest_burn_s - SHORTEST_S) * f64::from(k) / 40.0))
                .collect();
            let is_there = scan.windows(2).any(|two| matches!(two, [Some(a), Some(b)] if a * b <= 0.0));
            there += u32::from(is_there);
            match found {
                Ok(burn) => {
                    let is_met = late_s(of, burn.burn_time_s).is_some_and(|late_s| late_s.abs() < 3.0);
                    wrong += u32::from(!is_met);
                }
                Err(_) => missed += u32::from(is_there),
            }
        }
        println!("{there} of {} have a burn; {missed} missed, {wrong} wrong", sketches.len());
        assert!(there > 200 && 100 * missed <= there && 100 * wrong <= there, "{there}, {missed}, {wrong}");
    }
}
