//! The fit by two nested bracketed roots: slow but guaranteed to converge.

use crate::error::{Error, Result};
use crate::inversion::fit::trial_flight::{FitTolerance, Solution, TrialFlight, TrialFlights};
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::GREATEST_KICK_RAD;
use crate::numerics::roots::{RootSearch, root};

/// The result of the search for the thrust that reaches an apogee with a given kick.
#[derive(Debug, Clone, Copy)]
enum ApogeeSearch {
    /// The thrust that reaches the apogee, and the flight.
    To(f64, TrialFlight),
    /// The flight is too high even with the last stage hardly burning.
    TooHigh(TrialFlight),
    /// The flight is too low even with the last stage burning all its propellant.
    TooLow(TrialFlight),
}

const HARDLY_BURNING: &str = "with the last stage hardly burning, the apogee is still";
const BURNING_ALL: &str = "with the last stage burning all it may, the apogee is";
const SHORTEST_RANGE: &str = "the shortest ground range at that apogee is";
const LONGEST_RANGE: &str = "the longest ground range at that apogee is";

/// The relative tolerances of the two roots.
#[derive(Debug, Clone, Copy)]
struct Tolerances {
    thrust: f64,
    kick: f64,
}

impl Tolerances {
    /// Returns tolerances that are a fraction of the fit tolerance: the range is proportional to
    /// the kick, and the apogee to a small power of the thrust. At the finest, a millimetre per
    /// second of ideal delta-v and metres of ground range.
    fn of(loft: Loft, fit_tolerance: FitTolerance) -> Self {
        let thrust = 0.02 * fit_tolerance.apogee_m / loft.apogee_altitude_m;
        let kick = 0.1 * fit_tolerance.ground_range_m / loft.ground_range_m;
        Self { thrust: thrust.clamp(FINEST, 1e-5), kick: kick.clamp(FINEST, 1e-4) }
    }
}

const FINEST: f64 = 1e-7;

/// The tolerance of an edge past which there is no flight, in units of the tolerance of the kick.
const OF_AN_EDGE: f64 = 10.0;

/// The maximum number of evaluations of a search; ten or so are typical.
const MAX_EVALUATIONS: usize = 100;

/// The excess over the wanted range, m, from which a solution counts as a jump and not as a root.
const JUMP_M: f64 = 100.0;

/// The range that stands for a flight without impact, m: several circumferences.
const LONGEST_M: f64 = 1e8;

impl TrialFlights<'_> {
    /// Finds the thrust and the kick that fly a loft.
    ///
    /// At a given kick the apogee rises with the thrust; along flights of one apogee the ground
    /// range rises with the kick, from zero at the vertical.
    ///
    /// # Errors
    ///
    /// [`Error::LoftUnreachable`], with the quantity that was out of reach.
    pub(super) fn bracketed(&mut self, loft: Loft, fit_tolerance: FitTolerance) -> Result<Solution> {
        let tolerances = Tolerances::of(loft, fit_tolerance);
        let (kick, near) = if loft.ground_range_m > 0.0 { self.kick(loft, tolerances)? } else { (0.0, None) };
        match self.thrust_for_apogee(kick, loft, tolerances, near)? {
            // Where smaller kicks fly too high the range does not begin at zero, and the search
            // ends at that jump.
            ApogeeSearch::To(_, flight) | ApogeeSearch::TooHigh(flight)
                if flight.range_m > loft.ground_range_m + JUMP_M =>
            {
                Err(loft.unreachable(SHORTEST_RANGE, flight.range_m))
            }
            ApogeeSearch::To(thrust, flight) => Ok(Solution { thrust, kick, flight }),
            ApogeeSearch::TooHigh(lowest) => Err(loft.unreachable(HARDLY_BURNING, lowest.apogee_m)),
            ApogeeSearch::TooLow(highest) => Err(loft.unreachable(BURNING_ALL, highest.apogee_m)),
        }
    }

    /// Finds the thrust at which a kick leads to the loft's apogee, and the flight, searching
    /// around a guess where there is one.
    fn thrust_for_apogee(
        &mut self,
        kick: f64,
        loft: Loft,
        tolerances: Tolerances,
        guess: Option<f64>,
    ) -> Result<ApogeeSearch> {
        let radius = self.flights.sphere.radius_m;
        let target = radius / (radius + loft.apogee_altitude_m);
        let most = self.unreported.greatest_acceleration_m_per_s2();
        // In R/(R + h), which is finite at any altitude; negative where the flight is too low.
        let excess = |range: &mut Self, ln_share: f64| -> Result<(f64, TrialFlight)> {
            let flight = range.fly(most * ln_share.exp(), kick)?;
            Ok((target - radius / (radius + flight.apogee_m), flight))
        };
        // Widen step by step until the root is bracketed, or the stage is at a limit.
        let (floor, ceiling) = (LEAST_OF_GREATEST.ln(), 0.0);
        let centre = guess.map_or(0.5 * floor, |guess| (guess / most).ln().clamp(floor, ceiling));
        let mut width = if guess.is_some() { 2e-3 } else { 0.4 };
        let (here, mut flight) = excess(self, centre)?;
        let mut far = centre;
        let near = loop {
            let limit = if here < 0.0 { ceiling } else { floor };
            if far == limit {
                return Ok(if here < 0.0 {
                    ApogeeSearch::TooLow(flight)
                } else {
                    ApogeeSearch::TooHigh(flight)
                });
            }
            let near = far;
            far = if here < 0.0 { (far + width).min(ceiling) } else { (far - width).max(floor) };
            let beyond;
            (beyond, flight) = excess(self, far)?;
            if (beyond < 0.0) != (here < 0.0) {
                break near;
            }
            width *= 4.0;
        };
        let search = RootSearch {
            low: near.min(far),
            high: near.max(far),
            tolerance: tolerances.thrust,
            max_evaluations: MAX_EVALUATIONS,
        };
        let mut last = (far, flight);
        let ln_share = root(search, |ln_share| {
            let (value, flight) = excess(self, ln_share)?;
            last = (ln_share, flight);
            Ok(value)
        })?
        .x;
        // The root is one of the points flown, most often the last one.
        let flight = if last.0 == ln_share { last.1 } else { self.fly(most * ln_share.exp(), kick)? };
        Ok(ApogeeSearch::To(most * ln_share.exp(), flight))
    }

    /// Finds the kick at which flights of the loft's apogee have its ground range, and a thrust
    /// near the one they need.
    ///
    /// A kick too small for its thrust, which flies too high even if the last stage hardly burns,
    /// counts as having no range; a kick from which no thrust climbs to the apogee counts as having
    /// endless range.
    fn kick(&mut self, loft: Loft, tolerances: Tolerances) -> Result<(f64, Option<f64>)> {
        let mut near = None;
        let (mut low, mut high) = (0.0, 1e-4);
        let mut too_far = None;
        let (mut longest_m, mut lowest, mut highest_m) = (None, None, 0.0);
        let mut bracketed = false;
        for _ in 0..MAX_EVALUATIONS {
            match self.thrust_for_apogee(high, loft, tolerances, near)? {
                ApogeeSearch::To(thrust, flight) => {
                    near = Some(thrust);
                    if flight.range_m >= loft.ground_range_m {
                        bracketed = true;
                        break;
                    }
                    longest_m = Some(flight.range_m);
                    low = high;
                }
                ApogeeSearch::TooHigh(flight) => {
                    lowest = Some(flight);
                    low = high;
                }
                ApogeeSearch::TooLow(flight) => {
                    highest_m = flight.apogee_m;
                    too_far = Some(high);
                }
            }
            high = match too_far {
                None if low >= GREATEST_KICK_RAD => break,
                None => (3.0 * low).clamp(1e-4, GREATEST_KICK_RAD),
                Some(too_far) if too_far - low < OF_AN_EDGE * tolerances.kick * too_far => break,
                Some(too_far) => 0.5 * (low + too_far),
            };
        }
        if !bracketed {
            return Err(match (longest_m, lowest) {
                (Some(longest_m), _) => loft.unreachable(LONGEST_RANGE, longest_m),
                // Kicked over far enough not to fly too high, it flies too far.
                (None, Some(lowest)) if lowest.range_m > loft.ground_range_m => {
                    loft.unreachable(SHORTEST_RANGE, lowest.range_m)
                }
                // The flight of that apogee lies between a kick that flies too high and one that
                // flies too low.
                (None, Some(lowest)) if too_far.is_some() => loft.unreachable(LONGEST_RANGE, lowest.range_m),
                (None, Some(lowest)) => loft.unreachable(HARDLY_BURNING, lowest.apogee_m),
                (None, None) => loft.unreachable(BURNING_ALL, highest_m),
            });
        }
        let search =
            RootSearch { low, high, tolerance: tolerances.kick * high, max_evaluations: MAX_EVALUATIONS };
        // The last thrust found is the first guess of the next search.
        let found = root(search, |kick| {
            if kick == 0.0 {
                return Ok(-loft.ground_range_m);
            }
            Ok(match self.thrust_for_apogee(kick, loft, tolerances, near)? {
                ApogeeSearch::To(thrust, flight) => {
                    near = Some(thrust);
                    flight.range_m.min(LONGEST_M) - loft.ground_range_m
                }
                ApogeeSearch::TooHigh(_) => -loft.ground_range_m,
                ApogeeSearch::TooLow(_) => LONGEST_M,
            })
        });
        match found {
            Ok(found) => Ok((found.x, near)),
            // From another guess an end of the bracket leads to another flight of that apogee: the
            // range is no function of the kick.
            Err(Error::RootNotBracketed { .. }) => {
                Err(loft.unreachable(LONGEST_RANGE, longest_m.unwrap_or(0.0)))
            }
            Err(error) => Err(error),
        }
    }
}

/// The least thrust tried, as a share of the greatest.
const LEAST_OF_GREATEST: f64 = 1e-3;
