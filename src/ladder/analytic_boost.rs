//! The propulsion kept: the same thrust and burn time, flown lofted and flown for range, in closed
//! form.
//!
//! A steep burn loses more to gravity than a flat one, so that a vehicle observed on a steep flight
//! is better than the energy of its arc suggests. The ascent is a [gravity
//! turn](crate::physics::gravity_turn) over a flat Earth; free flight from its end is exact. One
//! burn time for all vehicles, no drag, no staging: good for a first answer, and no substitute for
//! an integrated flight.

use crate::error::{Error, Result};
use crate::inversion::Loft;
use crate::ladder::basis::Basis;
use crate::ladder::quick_enough::{free_arc_apogee_m, quick_enough};
use crate::model::Model;
use crate::numerics::maximum::{MaximumSearch, maximum};
use crate::numerics::roots::{RootSearch, root};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::gravity_turn::{EffectiveGravity, GravityTurn, TurnEnd, turn_end};
use crate::physics::kepler::unequal::{Burnout, free_flight, free_flight_kernel};
use crate::reach::Reach;

/// A flight with its ascent, in closed form.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BoostedFlight {
    /// The end of the ascent.
    pub burnout: TurnEnd<f64>,
    /// tan(β/2) of the final direction β from the vertical: 0 vertical, 1 horizontal.
    pub tangent_of_half_angle: f64,
    /// The ground range from launch to impact, m.
    pub ground_range_m: f64,
    /// The flight time from launch to impact, s.
    pub flight_time_s: f64,
    /// The apogee altitude, m.
    pub apogee_altitude_m: f64,
}

/// A vehicle found from a loft, and its flight.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BoostedLoft {
    /// The constant thrust acceleration, m/s².
    pub thrust_acceleration_m_per_s2: f64,
    /// The flight of the loft.
    pub flight: BoostedFlight,
}

/// The flight of maximum range of the same vehicle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BoostedRange {
    /// The flight has an impact.
    Flight(BoostedFlight),
    /// Global reach: some steering flies past half the circumference, into orbit, or away.
    Global,
}

impl BoostedRange {
    /// Returns the maximum range.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Flight(flight) => Reach::Within { ground_range_m: flight.ground_range_m },
            Self::Global => Reach::Global,
        }
    }
}

/// The vehicle found from the loft, and its two flights.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct AnalyticBoost {
    /// The constant thrust acceleration, m/s².
    pub thrust_acceleration_m_per_s2: f64,
    /// The assumed burn time, s.
    pub burn_time_s: f64,
    /// The thrust acceleration times the burn time, m/s: the same in both flights.
    pub ideal_delta_v_m_per_s: f64,
    /// The reported flight.
    pub loft: BoostedFlight,
    /// The flight of maximum range.
    pub standard: BoostedRange,
}

/// Finds the gravity turn that reproduces apogee and ground range, and the maximum range of the
/// same thrust and burn time. A reported flight time is not used where apogee and ground range are
/// known.
///
/// # Errors
///
/// [`Error::AscentUnreachable`] where no turn of this burn time has that apogee and ground range;
/// [`Error::NoAscentInTime`] where none covers that ground range in the time;
/// [`Error::FasterThanCircular`] where not even a free arc does.
pub fn analytic_boost(basis: Basis, model: &Model) -> Result<AnalyticBoost> {
    basis.check(model)?;
    let turns = Turns {
        burn_time_s: model.burn_time_s(),
        gravity: model.effective_gravity(),
        sphere: model.sphere(),
    };
    let BoostedLoft { thrust_acceleration_m_per_s2, flight } = match basis {
        Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
            turns.loft(Loft { apogee_altitude_m, ground_range_m })?
        }
        Basis::RangeAndTime { ground_range_m, flight_time_s } => {
            turns.loft_in_time(ground_range_m, flight_time_s)?
        }
    };
    Ok(AnalyticBoost {
        thrust_acceleration_m_per_s2,
        burn_time_s: turns.burn_time_s,
        ideal_delta_v_m_per_s: thrust_acceleration_m_per_s2 * turns.burn_time_s,
        loft: flight,
        standard: turns.maximum_range(thrust_acceleration_m_per_s2)?,
    })
}

/// The gravity turns of one burn time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turns {
    /// The burn time, s.
    pub burn_time_s: f64,
    /// The effective gravity of the ascent.
    pub gravity: EffectiveGravity,
    /// The Earth.
    pub sphere: Sphere,
}

/// The maximum number of evaluations of any search here; ten to twenty are typical.
const MAX_EVALUATIONS: usize = 200;

/// The relative error of a ground range or a flight time up to which a root counts as one.
const MET: f64 = 1e-6;

/// The ground range up to which a flight counts as vertical, m: arcs to 100,000 km are rounded to a
/// tenth of it.
const VERTICAL_M: f64 = 1e-6;

/// The number of cells of the search over the steering angle. Ranges are smooth in the angle, with
/// one local maximum, or two for near-orbital vehicles, many cells wide.
const CELLS: usize = 64;

impl Turns {
    fn end(&self, acceleration: f64, z: f64) -> Result<TurnEnd<f64>> {
        let turn = GravityTurn {
            thrust_acceleration_m_per_s2: acceleration,
            burn_time_s: self.burn_time_s,
            tangent_of_half_angle: z,
        };
        turn_end(turn, self.gravity, self.sphere)
    }

    fn burnout(&self, end: TurnEnd<f64>) -> Burnout<f64> {
        Burnout {
            radius_m: self.sphere.radius_m + end.altitude_m,
            speed_m_per_s: end.speed_m_per_s,
            flight_path_angle_rad: end.flight_path_angle_rad,
        }
    }

    /// Returns the whole flight of a turn with a thrust acceleration, m/s², and a final direction
    /// z = tan(β/2).
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a turn that does not lift or ends below the ground;
    /// [`Error::Escapes`] and [`Error::NeverComesDown`].
    pub fn flight(&self, acceleration: f64, z: f64) -> Result<BoostedFlight> {
        let burnout = self.end(acceleration, z)?;
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let flight = free_flight(self.burnout(burnout), self.sphere.radius_m, mu)?;
        let summit_radius_m =
            if z <= 1.0 { flight.apogee_radius_m } else { self.sphere.radius_m + burnout.altitude_m };
        Ok(BoostedFlight {
            burnout,
            tangent_of_half_angle: z,
            ground_range_m: burnout.downrange_m + self.sphere.radius_m * flight.range_angle_rad,
            flight_time_s: self.burn_time_s + flight.flight_time_s,
            apogee_altitude_m: summit_radius_m - self.sphere.radius_m,
        })
    }

    /// Returns the flight of a turn together with its thrust acceleration, m/s².
    fn boosted_loft(&self, thrust_acceleration_m_per_s2: f64, z: f64) -> Result<BoostedLoft> {
        let flight = self.flight(thrust_acceleration_m_per_s2, z)?;
        Ok(BoostedLoft { thrust_acceleration_m_per_s2, flight })
    }

    /// Finds the thrust acceleration and the flight with a given apogee and ground range.
    ///
    /// Two nested roots, each in a bracket that holds the answer: for a final direction z the
    /// apogee rises with the thrust; along turns of one apogee the ground range rises with z, from
    /// 0 at the vertical.
    ///
    /// # Errors
    ///
    /// [`Error::AscentUnreachable`] where even a level burnout falls short of the ground range.
    pub fn loft(&self, Loft { apogee_altitude_m, ground_range_m }: Loft) -> Result<BoostedLoft> {
        // A range below the rounding of the arc counts as zero.
        if ground_range_m <= VERTICAL_M {
            let acceleration = self.acceleration_for_apogee(apogee_altitude_m, 0.0)?;
            return self.boosted_loft(acceleration, 0.0);
        }
        let range_at = |z: f64| {
            let acceleration = self.acceleration_for_apogee(apogee_altitude_m, z)?;
            match self.flight(acceleration, z) {
                Ok(flight) => Ok(flight.ground_range_m),
                // It orbits at that apogee: beyond any ground range.
                Err(Error::NeverComesDown { .. }) => Ok(2.0 * self.sphere.half_circumference_m()),
                Err(error) => Err(error),
            }
        };
        let greatest = range_at(1.0)?;
        if !(greatest >= ground_range_m) {
            return Err(Error::AscentUnreachable {
                apogee_km: apogee_altitude_m / 1e3,
                ground_range_km: ground_range_m / 1e3,
                nearest_ground_range_km: greatest / 1e3,
                burn_time_s: self.burn_time_s,
            });
        }
        let search = RootSearch { low: 0.0, high: 1.0, tolerance: 0.0, max_evaluations: MAX_EVALUATIONS };
        let z = root(search, |z| Ok(range_at(z)? - ground_range_m))?.x;
        let found = self.boosted_loft(self.acceleration_for_apogee(apogee_altitude_m, z)?, z)?;
        // Where the range jumps, a root of it is no flight.
        if !((found.flight.ground_range_m - ground_range_m).abs() <= MET * ground_range_m.max(1.0)) {
            return Err(Error::AscentUnreachable {
                apogee_km: apogee_altitude_m / 1e3,
                ground_range_km: ground_range_m / 1e3,
                nearest_ground_range_km: found.flight.ground_range_m / 1e3,
                burn_time_s: self.burn_time_s,
            });
        }
        Ok(found)
    }

    /// Finds the thrust acceleration, m/s², that carries a turn of final direction z to an apogee.
    fn acceleration_for_apogee(&self, apogee_altitude_m: f64, z: f64) -> Result<f64> {
        let Sphere { radius_m, gravitational_parameter_m3_per_s2: mu } = self.sphere;
        let target = 1.0 / (radius_m + apogee_altitude_m);
        // In 1/r_apogee, which passes smoothly through zero at escape, and in ln(a − g₀), for a
        // may be just above g₀.
        let excess = |ln_net_acceleration: f64| {
            let end = self.end(STANDARD_GRAVITY_M_PER_S2 + ln_net_acceleration.exp(), z)?;
            let burnout = self.burnout(end);
            let flight = free_flight_kernel(burnout, burnout.radius_m, mu);
            Ok((1.0 / flight.apogee_radius_m - target) * radius_m)
        };
        let escape_speed = (2.0 * mu / radius_m).sqrt();
        // Burnout speed is at least (a − g₀) t_b, so this escapes.
        let high = (1.01 * escape_speed / self.burn_time_s).ln();
        // A climb with this much net thrust ends a ten-millionth of the apogee up, at a speed that
        // adds as little.
        let low = (1e-7 * apogee_altitude_m / (self.burn_time_s * self.burn_time_s))
            .min(1e-4 * (apogee_altitude_m * STANDARD_GRAVITY_M_PER_S2).sqrt() / self.burn_time_s)
            .ln();
        let search = RootSearch { low, high, tolerance: 0.0, max_evaluations: MAX_EVALUATIONS };
        Ok(STANDARD_GRAVITY_M_PER_S2 + root(search, excess)?.x.exp())
    }

    /// Finds the thrust acceleration and the flight with a given ground range and flight time,
    /// launch to impact.
    ///
    /// # Errors
    ///
    /// [`Error::FasterThanCircular`] where no free arc is that quick; [`Error::NoAscentInTime`]
    /// where no turn is.
    pub fn loft_in_time(&self, ground_range_m: f64, flight_time_s: f64) -> Result<BoostedLoft> {
        // A powered flight over the same apogee is slower, so the apogee is below the free arc's.
        let highest = free_arc_apogee_m(ground_range_m, flight_time_s, self.sphere)?;
        let loft = |apogee_altitude_m: f64| self.loft(Loft { apogee_altitude_m, ground_range_m });
        let nowhere = Error::NoAscentInTime {
            ground_range_km: ground_range_m / 1e3,
            flight_time_s,
            burn_time_s: self.burn_time_s,
        };
        let low = quick_enough(highest, flight_time_s, |altitude| match loft(altitude) {
            Ok(loft) => Ok(Some(loft.flight.flight_time_s)),
            Err(Error::AscentUnreachable { .. }) => Ok(None),
            Err(error) => Err(error),
        })?
        .ok_or_else(|| nowhere.clone())?;
        let search = RootSearch { low, high: highest, tolerance: 0.0, max_evaluations: MAX_EVALUATIONS };
        let time = |altitude: f64| Ok(loft(altitude)?.flight.flight_time_s - flight_time_s);
        let found = loft(root(search, time)?.x)?;
        if !((found.flight.flight_time_s - flight_time_s).abs() <= MET * flight_time_s) {
            return Err(nowhere);
        }
        Ok(found)
    }

    /// Finds the flight of maximum range at a given thrust acceleration, over all final directions.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`] from the search.
    pub fn maximum_range(&self, acceleration: f64) -> Result<BoostedRange> {
        let n = acceleration / STANDARD_GRAVITY_M_PER_S2;
        // Burnout is on the ground at z⁴ = (n+1)/(n−1). Searched in the half angle, over which
        // cells are even.
        let steepest_descent = (((n + 1.0) / (n - 1.0)).sqrt().sqrt() * (1.0 - 1e-9)).atan();
        let half_circumference_m = self.sphere.half_circumference_m();
        // Global reach is looked for before the maximum: past it ranges have no order.
        let range_at = |half_angle: f64| match self.flight(acceleration, half_angle.tan()) {
            Ok(flight) => Ok(flight.ground_range_m),
            Err(Error::NeverComesDown { .. } | Error::Escapes { .. }) => Ok(2.0 * half_circumference_m),
            Err(error) => Err(error),
        };
        for i in 0..=CELLS {
            if range_at(steepest_descent * (i as f64 / CELLS as f64))? >= half_circumference_m {
                return Ok(BoostedRange::Global);
            }
        }
        let search = MaximumSearch {
            low: 0.0,
            high: steepest_descent,
            cells: CELLS,
            tolerance: 1e-9,
            max_evaluations: MAX_EVALUATIONS,
        };
        let best = maximum(search, range_at)?;
        if best.value >= half_circumference_m {
            return Ok(BoostedRange::Global);
        }
        Ok(BoostedRange::Flight(self.flight(acceleration, best.x.tan())?))
    }
}
