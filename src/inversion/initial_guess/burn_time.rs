//! The burn time of the last stage at which a loft takes a given flight time, of one vehicle or of
//! several in lanes.

use fearless_simd::Simd;

use crate::inversion::initial_guess::approximation::{LoftApproximation, ON_THE_ARC_M_PER_S};
use crate::inversion::initial_guess::sketch::{Round, Sketch};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, run};
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
        let mut searches: Vec<Search<f64>> = self.sketches.iter().map(Search::first).collect();
        let mut places: Vec<usize> = (0..searches.len()).collect();
        // Those that have not ended after some rounds go on in full lanes.
        for rounds in ROUNDS {
            self.in_lanes(simd, &places, &mut searches, Task::Rounds(rounds));
            places.retain(|place| searches.get(*place).is_some_and(|search| search.end == GOES_ON));
        }
        places = (0..searches.len()).collect();
        places.retain(|place| searches.get(*place).is_some_and(|search| search.end == FOUND));
        self.in_lanes(simd, &places, &mut searches, Task::Slope);
        searches.iter().map(Search::outcome).collect()
    }

    fn single(self) -> Self::Output {
        let one = |of: &BurnSketch| {
            let found = ROUNDS
                .into_iter()
                .fold(Search::first(of), |now, rounds| now.after(rounds, &of.sketch, self.sphere));
            found.with_slope(&of.sketch, self.sphere).outcome()
        };
        self.sketches.iter().map(one).collect()
    }
}

/// What is to be done with a search: some rounds, or the slope where it has ended.
#[derive(Clone, Copy)]
enum Task {
    Rounds(usize),
    Slope,
}

impl BurnBatch<'_> {
    /// Continues the searches at some places, eight at a time.
    #[inline(always)]
    fn in_lanes<S: Simd>(&self, simd: S, places: &[usize], searches: &mut [Search<f64>], task: Task) {
        for group in places.chunks(LANES) {
            let at = |place: &usize| Some((self.sketches.get(*place)?.sketch, *searches.get(*place)?));
            let Some((last_sketch, last)) = group.last().and_then(at) else { continue };
            let (mut sketches, mut before) = ([last_sketch; LANES], [last; LANES]);
            for ((sketch, search), place) in sketches.iter_mut().zip(&mut before).zip(group) {
                if let Some(at) = at(place) {
                    (*sketch, *search) = at;
                }
            }
            let load = |lanes| Wide::new(simd, lanes);
            let (sketch, before) = (Sketch::load(&sketches, load), Search::load(&before, load));
            let after = match task {
                Task::Rounds(rounds) => before.after(rounds, &sketch, self.sphere),
                Task::Slope => before.with_slope(&sketch, self.sphere),
            };
            let after = after.store();
            for (place, search) in group.iter().zip(after) {
                if let Some(here) = searches.get_mut(*place) {
                    *here = search;
                }
            }
        }
    }
}

/// How a search stands: it goes on, the burn was found, it would be too long, it would be too short.
const GOES_ON: f64 = 0.0;
const FOUND: f64 = 1.0;
const TOO_LONG: f64 = 2.0;
const TOO_SHORT: f64 = 3.0;

/// The state of a search for the burn time of the last stage.
#[derive(Debug, Clone, Copy)]
struct Search<S> {
    /// The wanted time from lift-off to the apogee, s.
    rise_s: S,
    burn_s: S,
    delta_v: S,
    altitude_m: S,
    slope: S,
    end: S,
    /// The burn time of the round before, and how late it was; at first NaN, which gives no slope.
    burn_before_s: S,
    late_before_s: S,
}

impl Search<f64> {
    /// Returns the beginning of a search.
    fn first(of: &BurnSketch) -> Self {
        Self {
            rise_s: of.rise_s,
            burn_s: of.first_burn_s,
            delta_v: of.sketch.first_delta_v_m_per_s(),
            altitude_m: 0.0,
            slope: TYPICAL_SLOPE,
            end: GOES_ON,
            burn_before_s: f64::NAN,
            late_before_s: 0.0,
        }
    }

    /// Returns the outcome of a search that has ended.
    fn outcome(&self) -> Result<Burn, NoBurn> {
        if self.end == FOUND {
            let slope = (self.slope > LEAST_SLOPE).then_some(self.slope);
            Ok(Burn { burn_time_s: self.burn_s, last_delta_v_m_per_s: self.delta_v, slope })
        } else if self.end == TOO_LONG {
            Err(NoBurn::TooLong)
        } else if self.end == TOO_SHORT {
            Err(NoBurn::TooShort)
        } else {
            Err(NoBurn::Unknown)
        }
    }
}

impl<S: Simd> Search<Wide<S>> {
    /// Loads a search into each lane.
    #[inline(always)]
    fn load(searches: &[Search<f64>; LANES], load: impl Fn([f64; LANES]) -> Wide<S>) -> Self {
        macro_rules! each {
            ($field:ident) => {{
                let mut lanes = [0.0; LANES];
                for (lane, search) in lanes.iter_mut().zip(searches) {
                    *lane = search.$field;
                }
                load(lanes)
            }};
        }
        Self {
            rise_s: each!(rise_s),
            burn_s: each!(burn_s),
            delta_v: each!(delta_v),
            altitude_m: each!(altitude_m),
            slope: each!(slope),
            end: each!(end),
            burn_before_s: each!(burn_before_s),
            late_before_s: each!(late_before_s),
        }
    }

    /// Returns the search of each lane.
    #[inline(always)]
    fn store(self) -> [Search<f64>; LANES] {
        let none = Search {
            rise_s: 0.0,
            burn_s: 0.0,
            delta_v: 0.0,
            altitude_m: 0.0,
            slope: 0.0,
            end: 0.0,
            burn_before_s: 0.0,
            late_before_s: 0.0,
        };
        let mut searches = [none; LANES];
        macro_rules! each {
            ($($field:ident),*) => {$(
                for (search, value) in searches.iter_mut().zip(self.$field.to_array()) {
                    search.$field = value;
                }
            )*};
        }
        each!(rise_s, burn_s, delta_v, altitude_m, slope, end, burn_before_s, late_before_s);
        searches
    }
}

impl<S: Scalar> Search<S> {
    /// Continues a search for some rounds.
    #[inline(always)]
    fn after(mut self, rounds: usize, sketch: &Sketch<S>, sphere: Sphere) -> Self {
        let wanted_s = self.rise_s;
        let of = |value: f64| wanted_s.constant(value);
        let (zero, typical) = (of(0.0), of(TYPICAL_SLOPE));
        for _ in 0..rounds {
            let Round { burnout, missing_m_per_s, next_delta_v_m_per_s } =
                sketch.round(self.delta_v, self.burn_s, self.altitude_m, sphere);
            let missing = missing_m_per_s.abs();
            let late = sketch.rise_s(self.burn_s, burnout.altitude_m, sphere) - self.rise_s;
            let measured = (late - self.late_before_s) / (self.burn_s - self.burn_before_s);
            // A comparison with NaN is false.
            let slope = S::select(measured.lt(of(2.0)), measured, typical);
            let slope = S::select(of(0.1).lt(slope), slope, typical);
            let slope = S::select(missing.lt(of(200.0)), slope, self.slope);
            let next = self.burn_s - late / slope;
            let (shortest, longest) = (of(SHORTEST_S), of(LONGEST_S));
            let next = S::select(next.lt(shortest), shortest, S::select(longest.lt(next), longest, next));
            // The same bound twice: the solution is beyond it.
            let moved = (next - self.burn_s).abs();
            let beyond = S::select(late.lt(zero), of(TOO_LONG), of(TOO_SHORT));
            let end = S::select(zero.lt(moved), of(GOES_ON), beyond);
            let end = S::select(late.abs().lt(of(CLOSE_S)), of(FOUND), end);
            let end = S::select(missing.lt(of(ON_THE_ARC_M_PER_S)), end, of(GOES_ON));
            let burn_s = S::select(of(GOES_ON + 0.5).lt(end), self.burn_s, next);
            // What has ended stays as it was.
            let goes_on = self.end.lt(of(GOES_ON + 0.5));
            let keep = |new: S, old: S| S::select(goes_on, new, old);
            self = Self {
                rise_s: self.rise_s,
                burn_before_s: keep(self.burn_s, self.burn_before_s),
                late_before_s: keep(late, self.late_before_s),
                burn_s: keep(burn_s, self.burn_s),
                delta_v: keep(next_delta_v_m_per_s, self.delta_v),
                altitude_m: keep(burnout.altitude_m, self.altitude_m),
                slope: keep(slope, self.slope),
                end: keep(end, self.end),
            };
            // The least of all.
            if !((-self.end).largest() > -(GOES_ON + 0.5)) {
                break;
            }
        }
        self
    }

    /// Returns a search that has found its burn, with ∂(flight time)/∂(burn time) there; NaN where a
    /// longer burn leads onto no arc.
    #[inline(always)]
    fn with_slope(self, sketch: &Sketch<S>, sphere: Sphere) -> Self {
        let of = |value: f64| self.rise_s.constant(value);
        let longer_s = self.burn_s * LONGER;
        let mut rises = [of(0.0); 2];
        for (rise, by_s) in rises.iter_mut().zip([of(0.0), longer_s]) {
            let burn_s = self.burn_s + by_s;
            let (mut delta_v, mut altitude_m, mut missing) = (self.delta_v, self.altitude_m, of(0.0));
            for _ in 0..ROUNDS_NEARBY {
                let round = sketch.round(delta_v, burn_s, altitude_m, sphere);
                (delta_v, altitude_m) = (round.next_delta_v_m_per_s, round.burnout.altitude_m);
                missing = round.missing_m_per_s.abs();
            }
            let rise_s = sketch.rise_s(burn_s, altitude_m, sphere);
            *rise = S::select(missing.lt(of(ON_THE_ARC_M_PER_S)), rise_s, of(f64::NAN));
        }
        let [rise_s, longer_rise_s] = rises;
        Self { slope: (longer_rise_s - rise_s) / longer_s, ..self }
    }
}

/// The first burn time tried, in units of the vehicle's.
const FIRST_BURN: f64 = 3.0;
/// The relative increment of the burn time for a difference, and the rounds of correction after it.
const LONGER: f64 = 0.02;
const ROUNDS_NEARBY: usize = 2;
/// The approximate d(flight time)/d(burn time), and the least that counts as rising.
const TYPICAL_SLOPE: f64 = 0.6;
const LEAST_SLOPE: f64 = 0.05;
/// The bounds of the search for the burn time, s: beyond any stage.
const SHORTEST_S: f64 = 1.0;
const LONGEST_S: f64 = 1e3;
/// The numbers of rounds after which those that have ended make room for the others, and the last; six
/// rounds are typical.
const ROUNDS: [usize; 3] = [6, 4, 10];
/// The error of a flight time that counts as met, s.
const CLOSE_S: f64 = 0.1;
