//! The gravity turn of maximum range, as a search beside others: for the best kick near a guess, or
//! at a kick that is known to be good.

use std::f64::consts::FRAC_PI_2;

use crate::error::{Error, Result};
use crate::inversion::maximum_range::search::{
    MaximumRangeSearch, NEAR_GAIN, NEAR_STEP, kicks_near, planar_range_m, range_m_of, turn_with_ln_kick,
};
use crate::inversion::search_flights::SearchFlights;
use crate::inversion::side_by_side::FlightSearch;
use crate::numerics::maximum::{LocalSearch, Uphill};
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightEnd, Stepping};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::reach::Reach;

/// A search for the kick of maximum range near a guess, or one flight at a given kick.
pub(crate) struct KickSearch<'a> {
    vehicle: &'a Vehicle,
    kick_time_s: f64,
    sphere: Sphere,
    /// The search; none for one flight.
    uphill: Option<Uphill>,
    asked: Option<Steering>,
    /// The logarithm of the kick of the last flight, and its end.
    flown: Option<(f64, FlightEnd)>,
    /// A steering that was found to reach every place.
    global: Option<Steering>,
    failed: Option<Error>,
}

/// The gravity turn of maximum range of a vehicle.
#[derive(Debug, Clone)]
pub(crate) struct FoundKick {
    pub(crate) steering: Steering,
    pub(crate) reach: Reach,
    /// The maximum that a search found; none for one flight, where the search did not show the
    /// curvature, and in global reach.
    pub(crate) maximum: Option<KickMaximum>,
    /// The angle of the velocity from the vertical at the last burnout of the last flight, rad;
    /// none where it does not burn out.
    pub(crate) zenith_angle_rad: Option<f64>,
}

/// The maximum of the range by the kick.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KickMaximum {
    /// The logarithm of the kick in rad.
    pub(crate) ln_kick: f64,
    /// Minus the second derivative of the range by it, over the range.
    pub(crate) curvature: f64,
}

impl<'a> KickSearch<'a> {
    /// The relative tolerance of the range of a search, and its first step where no better is
    /// known.
    pub(crate) const NEAR_GAIN: f64 = NEAR_GAIN;
    pub(crate) const NEAR_STEP: f64 = NEAR_STEP;

    /// Returns the search for the best kick near a guess, ln of rad, which is off by about a given
    /// step; `gain` is the relative tolerance of the range.
    pub(crate) fn near(
        vehicle: &'a Vehicle,
        kick_time_s: f64,
        ln_kick: f64,
        step: f64,
        gain: f64,
        sphere: Sphere,
    ) -> Self {
        let uphill = Some(Uphill::new(LocalSearch { value_tolerance: gain, ..kicks_near(ln_kick, step) }));
        Self::new(vehicle, kick_time_s, uphill, ln_kick, sphere)
    }

    /// Returns one flight at a kick, ln of rad.
    pub(crate) fn at(vehicle: &'a Vehicle, kick_time_s: f64, ln_kick: f64, sphere: Sphere) -> Self {
        Self::new(vehicle, kick_time_s, None, ln_kick, sphere)
    }

    fn new(
        vehicle: &'a Vehicle,
        kick_time_s: f64,
        uphill: Option<Uphill>,
        ln_kick: f64,
        sphere: Sphere,
    ) -> Self {
        let first = uphill.as_ref().and_then(Uphill::asked).unwrap_or(ln_kick);
        let asked = Some(turn_with_ln_kick(kick_time_s, first));
        Self { vehicle, kick_time_s, sphere, uphill, asked, flown: None, global: None, failed: None }
    }

    /// Returns what was found. Where the flights side by side do not show the maximum, some more
    /// are integrated alone.
    ///
    /// # Errors
    ///
    /// The solver's own, and [`Error::NotConverged`] from the search.
    pub(crate) fn found(self) -> Result<FoundKick> {
        let Self { vehicle, kick_time_s, sphere, uphill, flown, global, failed, .. } = self;
        if let Some(error) = failed {
            return Err(error);
        }
        let zenith_angle_rad =
            flown.and_then(|(_, end)| end.burnout).map(|burnout| FRAC_PI_2 - burnout.flight_path_angle_rad);
        let global_reach =
            |steering| FoundKick { steering, reach: Reach::Global, maximum: None, zenith_angle_rad };
        if let Some(steering) = global {
            return Ok(global_reach(steering));
        }
        let of = |ln_kick: f64, range_m: f64, maximum| FoundKick {
            steering: turn_with_ln_kick(kick_time_s, ln_kick),
            reach: Reach::of_ground_range_m(range_m, sphere),
            maximum,
            zenith_angle_rad,
        };
        let Some(uphill) = uphill else {
            let (ln_kick, range_m) =
                flown.map_or((f64::NAN, 0.0), |(ln_kick, end)| (ln_kick, range_m_of(&end, sphere)));
            return Ok(of(ln_kick, range_m, None));
        };
        let second = uphill.second_derivative();
        let mut flights = SearchFlights::new(sphere, Stepping::Fixed);
        let mut search = MaximumRangeSearch::new(sphere.half_circumference_m(), |steering: &Steering| {
            planar_range_m(&mut flights, vehicle, steering)
        });
        let best = uphill.settle(|ln_kick| search.range_m(&turn_with_ln_kick(kick_time_s, ln_kick)))?;
        if let Some(steering) = search.global {
            return Ok(global_reach(steering));
        }
        Ok(of(
            best.x,
            best.value,
            second.map(|second| KickMaximum { ln_kick: best.x, curvature: -second / best.value }),
        ))
    }
}

impl FlightSearch for KickSearch<'_> {
    fn asked(&self) -> Option<(&Vehicle, &Steering)> {
        self.asked.as_ref().map(|steering| (self.vehicle, steering))
    }

    fn tell(&mut self, end: Result<FlightEnd>) {
        let Some(steering) = self.asked.take() else { return };
        let end = match end {
            Ok(end) => end,
            Err(error) => {
                self.failed = Some(error);
                return;
            }
        };
        let range_m = range_m_of(&end, self.sphere);
        let ln_kick = steering.kick_angle_rad().map_or(f64::NAN, f64::ln);
        self.flown = Some((ln_kick, end));
        if range_m >= self.sphere.half_circumference_m() {
            self.global = Some(steering);
        } else if let Some(uphill) = &mut self.uphill {
            uphill.tell(range_m);
            self.asked = uphill.asked().map(|ln_kick| turn_with_ln_kick(self.kick_time_s, ln_kick));
        }
    }
}
