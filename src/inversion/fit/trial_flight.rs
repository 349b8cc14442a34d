//! Trial flights of one set of unreported properties.

use crate::error::Result;
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::{GREATEST_KICK_RAD, SearchFlights};
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightEnd, FlightState, Outcome};
use crate::prior::Unreported;

/// The result of a trial flight.
#[derive(Debug, Clone, Copy)]
pub(super) struct TrialFlight {
    /// The apogee altitude, m; infinite where the flight never returns.
    pub(super) apogee_m: f64,
    /// The ground range, m; infinite where the flight does not come down.
    pub(super) range_m: f64,
    pub(super) time_s: f64,
    pub(super) burnout: Option<FlightState>,
}

/// Trial flights of one set of unreported properties.
pub(super) struct TrialFlights<'a> {
    pub(super) unreported: &'a Unreported,
    pub(super) flights: SearchFlights,
}

impl TrialFlights<'_> {
    /// Integrates the flight of a thrust and an angle of the loft's steering.
    pub(super) fn fly(&mut self, thrust: f64, angle_rad: f64) -> Result<TrialFlight> {
        let vehicle = self.unreported.vehicle(thrust)?;
        let steering = self.unreported.loft_steering_with(angle_rad);
        let end = self.flights.fly_with_any_apogee(&vehicle, &steering)?;
        Ok(TrialFlight::of(&end, self.flights.sphere))
    }

    /// Integrates the flight of a last stage's ideal velocity, m/s, and the logarithm of a kick.
    /// Returns why nothing follows from it where it does not burn out and come down.
    pub(super) fn fly_at(
        &mut self,
        loft: Loft,
        at: [f64; 2],
    ) -> Result<std::result::Result<TrialPoint, NoFlight>> {
        let Some(trial) = Trial::at(self.unreported, at) else { return Ok(Err(NoFlight::InvalidStart)) };
        let flight = self.fly(trial.thrust, trial.kick)?;
        Ok(trial.point(loft, flight))
    }
}

impl TrialFlight {
    /// Returns the result of a flight that ended.
    pub(super) fn of(end: &FlightEnd, sphere: Sphere) -> Self {
        let no_return = |apogee_m: f64| Self {
            apogee_m,
            range_m: f64::INFINITY,
            time_s: f64::INFINITY,
            burnout: end.burnout,
        };
        match end.outcome {
            Outcome::Impact(impact) => Self {
                apogee_m: end.apogee_altitude_m.unwrap_or(0.0),
                range_m: impact.range_angle_rad * sphere.radius_m,
                time_s: impact.time_s,
                burnout: end.burnout,
            },
            Outcome::NoLiftOff { .. } => Self { apogee_m: 0.0, range_m: 0.0, time_s: 0.0, burnout: None },
            Outcome::Orbit { apogee_altitude_m, .. } => no_return(apogee_altitude_m),
            Outcome::Escape { .. } | Outcome::AboveMaxApogee { .. } | Outcome::StillUp { .. } => {
                no_return(f64::INFINITY)
            }
        }
    }
}

/// The two numbers of a trial, before its flight is integrated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trial {
    at: [f64; 2],
    pub(super) thrust: f64,
    pub(super) kick: f64,
}

impl Trial {
    /// Returns the trial of a last stage's ideal velocity, m/s, and the logarithm of a kick; none
    /// outside their domain.
    pub(super) fn at(unreported: &Unreported, at: [f64; 2]) -> Option<Self> {
        let [delta_v, ln_kick] = at;
        let (thrust, kick) = (unreported.last_acceleration_m_per_s2(delta_v), ln_kick.exp());
        (thrust > 0.0 && kick > 0.0 && kick <= GREATEST_KICK_RAD).then_some(Self { at, thrust, kick })
    }

    /// Returns the point that a flight of the trial leads to, or why nothing follows from it.
    pub(super) fn point(self, loft: Loft, flight: TrialFlight) -> std::result::Result<TrialPoint, NoFlight> {
        let Self { at, thrust, kick } = self;
        let reached = [flight.apogee_m, flight.range_m];
        let miss = [loft.apogee_altitude_m - flight.apogee_m, loft.ground_range_m - flight.range_m];
        if !miss.iter().all(|miss| miss.is_finite()) {
            Err(NoFlight::NeverReturns)
        } else if flight.burnout.is_none() {
            Err(NoFlight::ImpactsDuringAscent)
        } else {
            Ok(TrialPoint { at, reached, miss, solution: Solution { thrust, kick, flight } })
        }
    }
}

/// The tolerances of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FitTolerance {
    /// The tolerance of the apogee, m.
    pub(crate) apogee_m: f64,
    /// The tolerance of the ground range, m.
    pub(crate) ground_range_m: f64,
}

/// The two numbers found by a fit, and the flight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Solution {
    /// The first acceleration of the last stage, m/s².
    pub(super) thrust: f64,
    /// The kick angle, rad.
    pub(super) kick: f64,
    pub(super) flight: TrialFlight,
}

/// A trial flight and its miss.
#[derive(Debug, Clone, Copy)]
pub(super) struct TrialPoint {
    pub(super) at: [f64; 2],
    pub(super) reached: [f64; 2],
    pub(super) miss: [f64; 2],
    pub(super) solution: Solution,
}

impl TrialPoint {
    pub(super) fn is_close(&self, fit_tolerance: FitTolerance) -> bool {
        let [too_low, too_short] = self.miss;
        too_low.abs() <= fit_tolerance.apogee_m && too_short.abs() <= fit_tolerance.ground_range_m
    }

    /// Returns the distance from the loft, relative to the loft.
    pub(super) fn distance(&self, loft: Loft) -> f64 {
        let [too_low, too_short] = self.miss;
        (too_low / loft.apogee_altitude_m)
            .hypot(too_short / loft.ground_range_m.max(0.1 * loft.apogee_altitude_m))
    }
}

/// Why nothing follows from a trial flight.
#[derive(Debug, Clone, Copy)]
pub(super) enum NoFlight {
    /// The flight impacts during the ascent, with its engine burning.
    ImpactsDuringAscent,
    /// The flight never returns.
    NeverReturns,
    /// The ideal velocity or the kick is outside its domain.
    InvalidStart,
}

pub(super) fn difference([a, b]: [f64; 2], [c, d]: [f64; 2]) -> [f64; 2] {
    [a - c, b - d]
}
