//! The burn time of the last stage at which a loft takes a given flight time, of one vehicle or of
//! several in lanes.

use fearless_simd::Simd;

use crate::inversion::initial_guess::approximation::{LoftApproximation, ON_THE_ARC_M_PER_S};
use crate::inversion::initial_guess::sketch::{Round, Sketch};
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
}

impl BurnSketch {
    /// Returns the same sketch with a flight time that is longer by a time, s.
    pub(crate) fn later(self, by_s: f64) -> Self {
        Self { rise_s: self.rise_s + by_s, ..self }
    }
}

impl LoftApproximation {
    /// Returns the sketch of a vehicle that is to take a flight time for this loft.
    pub(crate) fn burn_sketch(&self, of: &Unreported, flight_time_s: f64) -> BurnSketch {
        BurnSketch {
            sketch: self.sketch(of),
            rise_s: flight_time_s - self.fall_s(of),
            first_burn_s: FIRST_BURN * of.last_stage.burn_time_s,
        }
    }
}

/// Finds the burn time of the last stage of each sketch, side by side.
///
/// The burn time and the last stage's ideal velocity are found together: each round corrects both.
///
/// # Errors
///
/// For each sketch, why there is no burn time between 1 and 1,000 s.
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
            let found = search(&sketch, rise_s, first_burn_s, self.sphere);
            let [burn, delta_v, slope, end] =
                [found.burn_s, found.delta_v, found.slope, found.end].map(|number| number.to_array());
            let lanes = burn.into_iter().zip(delta_v).zip(slope).zip(end).take(group.len());
            burns.extend(lanes.map(|(((burn, delta_v), slope), end)| outcome(burn, delta_v, slope, end)));
        }
        burns
    }

    fn single(self) -> Self::Output {
        let one = |of: &BurnSketch| {
            let found = search(&of.sketch, of.rise_s, of.first_burn_s, self.sphere);
            outcome(found.burn_s, found.delta_v, found.slope, found.end)
        };
        self.sketches.iter().map(one).collect()
    }
}

/// How a search ended: the burn was found, it would be too long, it would be too short.
const FOUND: f64 = 1.0;
const TOO_LONG: f64 = 2.0;
const TOO_SHORT: f64 = 3.0;

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
fn search<S: Scalar>(sketch: &Sketch<S>, rise_s: S, first_burn_s: S, sphere: Sphere) -> Search<S> {
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
        let slope = S::select(missing.lt(of(NEAR_ARC_M_PER_S)), slope, now.slope);
        let next = now.burn_s - late / slope;
        let (shortest, longest) = (of(SHORTEST_S), of(LONGEST_S));
        let next = S::select(next.lt(shortest), shortest, S::select(longest.lt(next), longest, next));
        let is_on_arc = missing.lt(of(ON_THE_ARC_M_PER_S));
        // The same bound twice: the solution is beyond it.
        let moved = (next - now.burn_s).abs();
        let beyond = S::select(late.lt(zero), of(TOO_LONG), of(TOO_SHORT));
        let end = S::select(zero.lt(moved), zero, beyond);
        let end = S::select(late.abs().lt(of(CLOSE_S)), of(FOUND), end);
        let end = S::select(is_on_arc, end, zero);
        // What has ended stays as it was.
        let goes_on = now.end.lt(of(0.5));
        (burn_before_s, late_before_s) =
            (S::select(goes_on, now.burn_s, burn_before_s), S::select(goes_on, late, late_before_s));
        let has_found = of(0.5).lt(end);
        let burn_s = S::select(has_found, now.burn_s, next);
        now = Search {
            burn_s: S::select(goes_on, burn_s, now.burn_s),
            delta_v: S::select(goes_on, next_delta_v_m_per_s, now.delta_v),
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
/// The bounds of the search for the burn time, s: beyond any stage.
const SHORTEST_S: f64 = 1.0;
const LONGEST_S: f64 = 1e3;
/// The maximum number of rounds; six are typical.
const MOST_ROUNDS: usize = 20;
