//! The loft as it was flown: from a place, over the turning Earth, in a direction.
//!
//! The planar fit does the work. A loft over the turning Earth is turned into the one over a still Earth that leaves the ground with the
//! same velocity, in closed form, and the planar fit meets that; what the boost and the air add, the flight in three
//! dimensions shows, and the target is moved by what it missed.

use crate::error::{Error, Result};
use crate::inversion::fit::{FitSearch, FitTolerance, Fitted, fit_from};
use crate::inversion::initial_guess::{InitialGuess, LoftApproximation};
use crate::inversion::loft::LoftOverGround;
use crate::physics::flight::{GlobeFlight, GlobeFlightEnd, Outcome, Turn};
use crate::prior::Unreported;

/// A vehicle that flies a loft over the ground, and how it does.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedOverGround {
    /// The vehicle and its programme. Its loft and its time are those that the programme has over a still Earth.
    pub fitted: Fitted,
    /// In which direction over the ground it is launched, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// What the flight over the ground came to.
    pub end: GlobeFlightEnd,
    /// Of that flight, s.
    pub flight_time_s: f64,
}

/// Rounds of fit and flight; three or four are typical.
const ROUNDS: usize = 12;
/// What is wrong with a flight that does not end.
pub(crate) const DOES_NOT_COME_DOWN: &str = "over the turning Earth it does not come down, from a burnout at";

/// Two flights differ by so many tolerances of their size.
const NOISE: f64 = 10.0;

/// Finds the thrust of the last stage, the kick and the azimuth with which a vehicle flies a loft over the ground.
///
/// # Errors
///
/// As [`fit`](crate::inversion::fit()); [`Error::NotConverged`] where flight and loft do not come together.
pub fn fit_over_ground(
    unreported: &Unreported,
    ground: LoftOverGround,
    tolerance: f64,
) -> Result<FittedOverGround> {
    over_ground(unreported, ground, Heading::Found, None, CLOSE, tolerance)
}

/// Finds the thrust of the last stage and the kick with which a vehicle that ascends in a given azimuth, clockwise from north, rad, flies
/// as high and as far as a loft over the ground. In which direction it comes down is what comes of it: the loft's bearing is not looked at.
///
/// # Errors
///
/// As [`fit_over_ground`]; [`Error::OutsideDomain`] for an azimuth that is no number; [`Error::AzimuthUnreachable`] where the Earth
/// turns farther under the flight than the loft is long.
pub fn fit_in_azimuth(
    unreported: &Unreported,
    ground: LoftOverGround,
    azimuth_rad: f64,
    tolerance: f64,
) -> Result<FittedOverGround> {
    over_ground(unreported, ground, Heading::Given { azimuth_rad }, None, CLOSE, tolerance)
}

/// What a single fit is asked for.
const CLOSE: FitTolerance = FitTolerance { apogee_m: 0.5, ground_range_m: 0.5 };

/// The same to a given closeness, where a fit to the stilled loft may be known already.
pub(crate) fn fit_over_ground_from(
    unreported: &Unreported,
    ground: LoftOverGround,
    known: Option<&Fitted>,
    fit_tolerance: FitTolerance,
    tolerance: f64,
) -> Result<FittedOverGround> {
    over_ground(unreported, ground, Heading::Found, known, fit_tolerance, tolerance)
}

/// Where an ascent turns to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Heading {
    /// So that it comes down at the bearing of the loft.
    Found,
    /// As given, clockwise from north, rad.
    Given { azimuth_rad: f64 },
}

fn over_ground(
    unreported: &Unreported,
    ground: LoftOverGround,
    heading: Heading,
    known: Option<&Fitted>,
    fit_tolerance: FitTolerance,
    tolerance: f64,
) -> Result<FittedOverGround> {
    let sphere = ground.globe.sphere();
    let wanted = ground.loft;
    let mut target = ground;
    let mut last: Option<Fitted> = known.cloned();
    let mut missed_m = f64::NAN;
    for round in 0..ROUNDS {
        if let Heading::Given { azimuth_rad } = heading {
            target.bearing_rad = target.bearing_of_ascent_rad(azimuth_rad)?;
        }
        let (loft, still) = target.non_rotating_equivalent()?;
        let azimuth_rad = match heading {
            Heading::Found => still.azimuth_rad,
            Heading::Given { azimuth_rad } => azimuth_rad,
        };
        let guess = LoftApproximation::new(loft, sphere).guess(unreported);
        let fitted = match last.take() {
            Some(known) if round == 0 => known,
            last => {
                // From the last fit: the loft has hardly moved.
                let start = guess.map(|guess| match &last {
                    Some(last) if last.kick_angle_rad > 0.0 => InitialGuess {
                        last_delta_v_m_per_s: unreported
                            .last_delta_v_m_per_s(last.last_acceleration_m_per_s2),
                        ln_kick: last.kick_angle_rad.ln(),
                        ..guess
                    },
                    _ => guess,
                });
                let search = FitSearch { start, fit_tolerance, least_last_m_per_s: 0.0 };
                fit_from(unreported, loft, search, sphere, tolerance)?.0
            }
        };
        let end = GlobeFlight {
            vehicle: &fitted.vehicle,
            steering: &fitted.steering,
            turn: Turn::Programmed,
            globe: ground.globe,
            site: ground.site,
            azimuth_rad,
            has_air: true,
            tolerance,
        }
        .fly()?;
        let (Outcome::Impact(impact), Some(impact_point), Some(apogee_m)) =
            (end.outcome, end.impact_point, end.apogee_altitude_m)
        else {
            return Err(wanted.unreachable(DOES_NOT_COME_DOWN, end.burnout_altitude_m.unwrap_or(0.0)));
        };
        let too_low = wanted.apogee_altitude_m - apogee_m;
        let bearing_rad = match heading {
            Heading::Found => ground.bearing_rad,
            Heading::Given { .. } => impact_point.bearing_rad,
        };
        let (sin, cos) = bearing_rad.sin_cos();
        let (sin_landing, cos_landing) = impact_point.bearing_rad.sin_cos();
        // North and east, as on a chart of true distances from the launch.
        let north = wanted.ground_range_m * cos - impact_point.ground_range_m * cos_landing;
        let east = wanted.ground_range_m * sin - impact_point.ground_range_m * sin_landing;
        missed_m = north.hypot(east).max(too_low.abs());
        // The fit itself is only so close, and two flights of one vehicle differ by the solver's tolerance.
        let noise_m = NOISE * tolerance * wanted.apogee_altitude_m.max(wanted.ground_range_m);
        if too_low.abs() <= 2.0 * fit_tolerance.apogee_m + noise_m
            && north.hypot(east) <= 2.0 * fit_tolerance.ground_range_m + noise_m
        {
            return Ok(FittedOverGround { fitted, azimuth_rad, end, flight_time_s: impact.time_s });
        }
        let (sin, cos) = target.bearing_rad.sin_cos();
        let north = target.loft.ground_range_m * cos + north;
        let east = target.loft.ground_range_m * sin + east;
        target.loft.apogee_altitude_m = (target.loft.apogee_altitude_m + too_low).max(1.0);
        target.loft.ground_range_m = north.hypot(east).min(sphere.half_circumference_m());
        target.bearing_rad = east.atan2(north);
        last = Some(fitted);
    }
    Err(Error::NotConverged {
        iteration: "loft over the turning Earth",
        iterations: ROUNDS,
        x: target.loft.ground_range_m,
        residual: missed_m,
    })
}
