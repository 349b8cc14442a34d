//! The vehicle and the ascent that fly a reported loft: everything unreported given, two numbers are found, the thrust of the
//! last stage and the kick.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::numerics::roots::{RootSearch, root};
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, FlightState, MarkKind, Outcome};
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

/// Flies one set of unreported properties.
struct Range<'a> {
    unreported: &'a Unreported,
    sphere: Sphere,
    tolerance: f64,
    flights: u32,
    evaluations: u64,
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
    let mut range = Range { unreported, sphere, tolerance, flights: 0, evaluations: 0 };
    let (mut thrust, mut straight) = range.at_apogee(0.0, loft, None)?;
    let mut kick = 0.0;
    if loft.ground_range_m > 0.0 {
        let (low, high, guess) = range.bracket_of_kick(loft, thrust)?;
        // The last point flown is kept, for its thrust is the next one's first guess.
        let mut near = guess;
        let search = RootSearch { low, high, tolerance: KICK_TOLERANCE * high, max_evaluations: PATIENCE };
        kick = root(search, |kick| {
            let (found, sample) = range.at_apogee(kick, loft, Some(near))?;
            near = found;
            Ok(sample.range_m.min(LONGEST_M) - loft.ground_range_m)
        })?
        .x;
        (thrust, straight) = range.at_apogee(kick, loft, Some(near))?;
    }
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
        flights: range.flights,
        evaluations: range.evaluations,
    })
}

/// Stands for a range without end, m: several times round.
const LONGEST_M: f64 = 1e8;

impl Range<'_> {
    /// The apogee and range of one flight.
    fn fly(&mut self, thrust: f64, kick_angle_rad: f64) -> Result<Sample> {
        let vehicle = self.unreported.vehicle(thrust)?;
        let steering = Steering::GravityTurn { kick_time_s: self.unreported.kick_time_s, kick_angle_rad };
        let flight = Flight {
            vehicle: &vehicle,
            steering: &steering,
            sphere: self.sphere,
            has_air: true,
            tolerance: self.tolerance,
        };
        let end = flight.fly()?;
        self.flights += 1;
        self.evaluations += end.evaluations;
        Ok(match end.outcome {
            Outcome::Impact(impact) => Sample {
                apogee_m: match end.apogee_altitude_m {
                    Some(apogee_m) => apogee_m,
                    // Reached under power, or low in the air: the whole course has it.
                    None => {
                        flight.trajectory()?.mark(MarkKind::Apogee).map_or(0.0, |apogee| apogee.altitude_m)
                    }
                },
                range_m: impact.range_angle_rad * self.sphere.radius_m,
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
            Outcome::Escape { .. } | Outcome::OutOfSky { .. } => Sample {
                apogee_m: f64::INFINITY,
                range_m: f64::INFINITY,
                time_s: f64::INFINITY,
                burnout: end.burnout,
            },
        })
    }

    /// The thrust at which a kick leads to the loft's apogee, and the flight then.
    fn at_apogee(&mut self, kick: f64, loft: Loft, guess: Option<f64>) -> Result<(f64, Sample)> {
        let radius = self.sphere.radius_m;
        let target = radius / (radius + loft.apogee_altitude_m);
        let (least, greatest) = (LEAST_OF_GREATEST, 1.0);
        let most = self.unreported.greatest_acceleration_m_per_s2();
        // In R/(R + h), which is finite however high; below zero where the flight is too low.
        let mut last = None;
        let mut excess = |range: &mut Self, ln_share: f64| -> Result<f64> {
            let sample = range.fly(most * ln_share.exp(), kick)?;
            last = Some((ln_share, sample));
            Ok(target - radius / (radius + sample.apogee_m))
        };
        // Around the guess, widened until it brackets; else over everything the stage may do.
        let (floor, ceiling) = (f64::ln(least), f64::ln(greatest));
        let centre = guess.map_or(0.5 * (floor + ceiling), |guess| (guess / most).ln());
        let (mut low, mut high) = (centre, centre);
        let mut width = if guess.is_some() { 2e-3 } else { 0.4 };
        let here = excess(self, centre)?;
        loop {
            if here < 0.0 {
                (low, high) = (high, (high + width).min(ceiling));
            } else {
                (low, high) = ((low - width).max(floor), low);
            }
            let (end, at) = if here < 0.0 { (high, ceiling) } else { (low, floor) };
            let beyond = excess(self, end)?;
            if (beyond < 0.0) != (here < 0.0) {
                break;
            }
            if end == at {
                let reached_m = radius / (target - beyond) - radius;
                return Err(Error::LoftUnreachable {
                    apogee_km: loft.apogee_altitude_m / 1e3,
                    ground_range_km: loft.ground_range_m / 1e3,
                    what: if here < 0.0 {
                        "with the last stage burning all it may, the apogee is"
                    } else {
                        "with the last stage hardly burning, the apogee is still"
                    },
                    nearest_km: reached_m / 1e3,
                });
            }
            width *= 4.0;
        }
        let search = RootSearch { low, high, tolerance: THRUST_TOLERANCE, max_evaluations: PATIENCE };
        let ln_share = root(search, |ln_share| excess(self, ln_share))?.x;
        // The root is one of the points flown, most often the last.
        let sample = match last {
            Some((at, sample)) if at == ln_share => sample,
            _ => self.fly(most * ln_share.exp(), kick)?,
        };
        Ok((most * ln_share.exp(), sample))
    }

    /// Kicks between which the ground range passes the loft's, and the thrust at the upper.
    fn bracket_of_kick(&mut self, loft: Loft, straight_up: f64) -> Result<(f64, f64, f64)> {
        let (mut low, mut high) = (0.0, 1e-4);
        let mut thrust = straight_up;
        let mut longest_m = 0.0_f64;
        let mut too_far = None;
        for _ in 0..PATIENCE {
            match self.at_apogee(high, loft, Some(thrust)) {
                Ok((found, sample)) => {
                    longest_m = longest_m.max(sample.range_m);
                    if sample.range_m >= loft.ground_range_m {
                        return Ok((low, high, found));
                    }
                    (low, thrust) = (high, found);
                    high = match too_far {
                        None => (3.0 * high).min(GREATEST_KICK_RAD),
                        Some(too_far) => 0.5 * (high + too_far),
                    };
                    if high == low {
                        break;
                    }
                }
                // Kicked so far over, no thrust climbs to the apogee: come back half way.
                Err(Error::LoftUnreachable { .. }) => {
                    too_far = Some(high);
                    if high - low < 1e-6 * high {
                        break;
                    }
                    high = 0.5 * (low + high);
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::LoftUnreachable {
            apogee_km: loft.apogee_altitude_m / 1e3,
            ground_range_km: loft.ground_range_m / 1e3,
            what: "the longest ground range at that apogee is",
            nearest_km: longest_m / 1e3,
        })
    }
}

/// The least thrust tried, over the greatest.
const LEAST_OF_GREATEST: f64 = 1e-3;
