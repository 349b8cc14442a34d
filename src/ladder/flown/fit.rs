//! The vehicle and the ascent that fly a reported loft: everything unreported given, two numbers are found, the thrust of the
//! last stage and the kick.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::flights::Flights;
use crate::numerics::roots::{RootSearch, root};
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightState, MarkKind, Outcome};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

/// A vehicle that flies the loft, and how it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The vehicle.
    pub vehicle: Vehicle,
    /// The first acceleration of its last stage, in vacuum, m/s².
    pub last_acceleration_m_per_s2: f64,
    /// What the propellant could give in vacuum, m/s: what every flight of the vehicle has in common.
    pub ideal_delta_v_m_per_s: f64,
    /// How the loft is steered.
    pub steering: Steering,
    /// At the last burnout of the loft.
    pub burnout: FlightState,
    /// Of the loft, launch to impact, s.
    pub flight_time_s: f64,
    /// Of the loft as flown, m: the reported one but for the search's tolerance.
    pub apogee_altitude_m: f64,
    /// Of the loft as flown, m.
    pub ground_range_m: f64,
    /// Flights flown to find it.
    pub flights: u32,
    /// Evaluations of the right-hand side in them.
    pub evaluations: u64,
}

/// A flight, as the search sees it.
#[derive(Debug, Clone, Copy)]
struct Sample {
    /// Infinite if it leaves for good.
    apogee_m: f64,
    /// Infinite if it does not come down.
    range_m: f64,
    time_s: f64,
    burnout: Option<FlightState>,
}

/// Where the thrust of the last stage takes a kicked flight.
#[derive(Debug, Clone, Copy)]
enum Climb {
    /// To the apogee, by this thrust.
    To(f64, Sample),
    /// Above it, even with the last stage hardly burning.
    TooHigh(Sample),
    /// Below it, even with the last stage burning all it may.
    TooLow(Sample),
}

const HARDLY_BURNING: &str = "with the last stage hardly burning, the apogee is still";
const BURNING_ALL: &str = "with the last stage burning all it may, the apogee is";
const SHORTEST_RANGE: &str = "the shortest ground range at that apogee is";
const LONGEST_RANGE: &str = "the longest ground range at that apogee is";

/// Flies one set of unreported properties.
struct Range<'a> {
    unreported: &'a Unreported,
    flights: Flights,
}

/// The thrust is found to this, relative: a thousandth of a metre a second of ideal delta-v.
const THRUST_TOLERANCE: f64 = 1e-7;

/// The kick is found to this, relative: metres of ground range.
const KICK_TOLERANCE: f64 = 1e-7;

/// Evaluations allowed to a search; they need ten or so.
const PATIENCE: usize = 100;

/// The greatest kick tried, rad: the velocity ten degrees above the horizontal.
const GREATEST_KICK_RAD: f64 = 1.4;

/// Finds the thrust of the last stage and the kick with which a vehicle flies a loft.
///
/// Two nested roots in kept brackets, as in the analytic boost: at a given kick the apogee rises with the thrust; along
/// flights of one apogee the ground range rises with the kick, from none at the vertical.
///
/// # Errors
///
/// [`Error::LoftUnreachable`] where the last stage burning all it may does not reach the apogee, the stages below it alone fly
/// higher, or no kick reaches the ground range at that apogee; [`Error::OutsideDomain`] for properties that make no vehicle.
pub fn fit(unreported: &Unreported, loft: Loft, sphere: Sphere, tolerance: f64) -> Result<Fitted> {
    let mut range = Range { unreported, flights: Flights::new(sphere, tolerance) };
    let unreachable = |what: &'static str, nearest_m: f64| Error::LoftUnreachable {
        apogee_km: loft.apogee_altitude_m / 1e3,
        ground_range_km: loft.ground_range_m / 1e3,
        what,
        nearest_km: nearest_m / 1e3,
    };
    let (kick, near) = if loft.ground_range_m > 0.0 { range.kick(loft, unreachable)? } else { (0.0, None) };
    let (thrust, straight) = match range.climb(kick, loft, near)? {
        // Where smaller kicks fly too high the range does not begin at nothing, and the search ends at that jump.
        Climb::To(_, sample) | Climb::TooHigh(sample) if sample.range_m > loft.ground_range_m + JUMP_M => {
            return Err(unreachable(SHORTEST_RANGE, sample.range_m));
        }
        Climb::To(thrust, sample) => (thrust, sample),
        Climb::TooHigh(lowest) => return Err(unreachable(HARDLY_BURNING, lowest.apogee_m)),
        Climb::TooLow(highest) => return Err(unreachable(BURNING_ALL, highest.apogee_m)),
    };
    let vehicle = unreported.vehicle(thrust)?;
    let burnout = straight.burnout.ok_or(Error::NotFinite { x: kick, value: f64::NAN })?;
    Ok(Fitted {
        ideal_delta_v_m_per_s: vehicle.ideal_delta_v_m_per_s(),
        vehicle,
        last_acceleration_m_per_s2: thrust,
        steering: Steering::GravityTurn { kick_time_s: unreported.kick_time_s, kick_angle_rad: kick },
        burnout,
        flight_time_s: straight.time_s,
        apogee_altitude_m: straight.apogee_m,
        ground_range_m: straight.range_m,
        flights: range.flights.flown,
        evaluations: range.flights.evaluations,
    })
}

/// A range longer than asked for by this is no root of the search, m.
const JUMP_M: f64 = 100.0;

/// Stands for a range without end, m: several times round.
const LONGEST_M: f64 = 1e8;

impl Range<'_> {
    /// The apogee and range of one flight.
    fn fly(&mut self, thrust: f64, kick_angle_rad: f64) -> Result<Sample> {
        let vehicle = self.unreported.vehicle(thrust)?;
        let steering = Steering::GravityTurn { kick_time_s: self.unreported.kick_time_s, kick_angle_rad };
        let end = self.flights.fly(&vehicle, &steering)?;
        Ok(match end.outcome {
            Outcome::Impact(impact) => Sample {
                apogee_m: match end.apogee_altitude_m {
                    Some(apogee_m) => apogee_m,
                    // Reached under power, or low in the air: the whole course has it.
                    None => {
                        let trajectory = self.flights.of(&vehicle, &steering).trajectory()?;
                        trajectory.mark(MarkKind::Apogee).map_or(0.0, |apogee| apogee.altitude_m)
                    }
                },
                range_m: impact.range_angle_rad * self.flights.sphere.radius_m,
                time_s: impact.time_s,
                burnout: end.burnout,
            },
            Outcome::StaysOnThePad { .. } => {
                Sample { apogee_m: 0.0, range_m: 0.0, time_s: 0.0, burnout: None }
            }
            Outcome::Orbit { apogee_altitude_m, .. } => Sample {
                apogee_m: apogee_altitude_m,
                range_m: f64::INFINITY,
                time_s: f64::INFINITY,
                burnout: end.burnout,
            },
            Outcome::Escape { .. } | Outcome::OutOfSky { .. } | Outcome::StillUp { .. } => Sample {
                apogee_m: f64::INFINITY,
                range_m: f64::INFINITY,
                time_s: f64::INFINITY,
                burnout: end.burnout,
            },
        })
    }

    /// The thrust at which a kick leads to the loft's apogee, and the flight then; searched around a guess, if there is one.
    fn climb(&mut self, kick: f64, loft: Loft, guess: Option<f64>) -> Result<Climb> {
        let radius = self.flights.sphere.radius_m;
        let target = radius / (radius + loft.apogee_altitude_m);
        let most = self.unreported.greatest_acceleration_m_per_s2();
        // In R/(R + h), which is finite however high; below zero where the flight is too low.
        let excess = |range: &mut Self, ln_share: f64| -> Result<(f64, Sample)> {
            let sample = range.fly(most * ln_share.exp(), kick)?;
            Ok((target - radius / (radius + sample.apogee_m), sample))
        };
        // Widened step by step until it brackets, or the stage can do no more or less.
        let (floor, ceiling) = (LEAST_OF_GREATEST.ln(), 0.0);
        let centre = guess.map_or(0.5 * floor, |guess| (guess / most).ln().clamp(floor, ceiling));
        let mut width = if guess.is_some() { 2e-3 } else { 0.4 };
        let (here, mut sample) = excess(self, centre)?;
        let mut far = centre;
        let near = loop {
            let limit = if here < 0.0 { ceiling } else { floor };
            if far == limit {
                return Ok(if here < 0.0 { Climb::TooLow(sample) } else { Climb::TooHigh(sample) });
            }
            let near = far;
            far = if here < 0.0 { (far + width).min(ceiling) } else { (far - width).max(floor) };
            let beyond;
            (beyond, sample) = excess(self, far)?;
            if (beyond < 0.0) != (here < 0.0) {
                break near;
            }
            width *= 4.0;
        };
        let search = RootSearch {
            low: near.min(far),
            high: near.max(far),
            tolerance: THRUST_TOLERANCE,
            max_evaluations: PATIENCE,
        };
        let mut last = (far, sample);
        let ln_share = root(search, |ln_share| {
            let (value, sample) = excess(self, ln_share)?;
            last = (ln_share, sample);
            Ok(value)
        })?
        .x;
        // The root is one of the points flown, most often the last.
        let sample = if last.0 == ln_share { last.1 } else { self.fly(most * ln_share.exp(), kick)? };
        Ok(Climb::To(most * ln_share.exp(), sample))
    }

    /// The kick at which flights of the loft's apogee have its ground range, and a thrust near that which they need.
    ///
    /// A kick too small for its thrust, which flies too high however little the last stage burns, counts as one of no range; a
    /// kick from which no thrust climbs to the apogee counts as one of endless range.
    fn kick(
        &mut self,
        loft: Loft,
        unreachable: impl Fn(&'static str, f64) -> Error,
    ) -> Result<(f64, Option<f64>)> {
        let mut near = None;
        let (mut low, mut high) = (0.0, 1e-4);
        let mut too_far = None;
        let (mut longest_m, mut lowest, mut highest_m) = (None, None, 0.0);
        let mut bracketed = false;
        for _ in 0..PATIENCE {
            match self.climb(high, loft, near)? {
                Climb::To(thrust, sample) => {
                    near = Some(thrust);
                    if sample.range_m >= loft.ground_range_m {
                        bracketed = true;
                        break;
                    }
                    longest_m = Some(sample.range_m);
                    low = high;
                }
                Climb::TooHigh(sample) => {
                    lowest = Some(sample);
                    low = high;
                }
                Climb::TooLow(sample) => {
                    highest_m = sample.apogee_m;
                    too_far = Some(high);
                }
            }
            high = match too_far {
                None if low >= GREATEST_KICK_RAD => break,
                None => (3.0 * low).clamp(1e-4, GREATEST_KICK_RAD),
                Some(too_far) if too_far - low < 1e-6 * too_far => break,
                Some(too_far) => 0.5 * (low + too_far),
            };
        }
        if !bracketed {
            return Err(match (longest_m, lowest) {
                (Some(longest_m), _) => unreachable(LONGEST_RANGE, longest_m),
                // Kicked over far enough not to fly too high, it flies too far.
                (None, Some(lowest)) if lowest.range_m > loft.ground_range_m => {
                    unreachable(SHORTEST_RANGE, lowest.range_m)
                }
                // Between a kick that flies too high and one that flies too low lies the flight of that apogee.
                (None, Some(lowest)) if too_far.is_some() => unreachable(LONGEST_RANGE, lowest.range_m),
                (None, Some(lowest)) => unreachable(HARDLY_BURNING, lowest.apogee_m),
                (None, None) => unreachable(BURNING_ALL, highest_m),
            });
        }
        let search = RootSearch { low, high, tolerance: KICK_TOLERANCE * high, max_evaluations: PATIENCE };
        // The last thrust found is the next one's first guess.
        let kick = root(search, |kick| {
            if kick == 0.0 {
                return Ok(-loft.ground_range_m);
            }
            Ok(match self.climb(kick, loft, near)? {
                Climb::To(thrust, sample) => {
                    near = Some(thrust);
                    sample.range_m.min(LONGEST_M) - loft.ground_range_m
                }
                Climb::TooHigh(_) => -loft.ground_range_m,
                Climb::TooLow(_) => LONGEST_M,
            })
        })?
        .x;
        Ok((kick, near))
    }
}

/// The least thrust tried, over the greatest.
const LEAST_OF_GREATEST: f64 = 1e-3;
