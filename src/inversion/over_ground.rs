//! The fit of a loft over the ground: from a launch site, over the rotating Earth, in a direction.
//!
//! The planar fit does the work. In closed form, a loft over the rotating Earth is replaced by the
//! one over a non-rotating Earth that leaves the ground with the same inertial velocity, and the
//! planar fit flies that. A flight in three dimensions then shows what the boost and the air add,
//! and the target is moved by the miss.

use crate::error::{Error, Result};
use crate::inversion::fit::{FitSearch, FitTolerance, Fitted, fit_from};
use crate::inversion::initial_guess::{InitialGuess, LoftApproximation};
use crate::inversion::loft::{Loft, LoftOverGround};
use crate::physics::flight::{GlobeFlight, GlobeFlightEnd, Outcome, Stepping, Turn};
use crate::physics::globe::ImpactPoint;
use crate::prior::Unreported;

/// A vehicle fitted to a loft over the ground.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FittedOverGround {
    /// The vehicle and its steering. The apogee, range and time in it are those of this steering
    /// over a non-rotating Earth.
    pub fitted: Fitted,
    /// The azimuth of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// The end of the flight over the ground.
    pub end: GlobeFlightEnd,
    /// The time of that flight from launch to impact, s.
    pub flight_time_s: f64,
}

/// The maximum number of rounds of fit and flight; three or four are typical.
const ROUNDS: usize = 12;
/// The reason given where a flight does not end.
pub(crate) const DOES_NOT_COME_DOWN: &str =
    "over the rotating Earth it does not come down, from a burnout at";

/// The difference between two flights of one vehicle, in units of the tolerance times their size.
const NOISE: f64 = 10.0;

/// Finds the thrust of the last stage, the kick and the azimuth with which a vehicle flies a loft
/// over the ground.
///
/// # Errors
///
/// As [`fit`](crate::fit()); [`Error::NotConverged`] where flight and loft do not converge.
pub fn fit_over_ground(
    unreported: &Unreported,
    ground: LoftOverGround,
    tolerance: f64,
) -> Result<FittedOverGround> {
    OverGroundFit { unreported, ground, heading: Heading::Found, fit_tolerance: CLOSE, tolerance }.run(None)
}

/// Finds the thrust of the last stage and the kick with which a vehicle that ascends in a given
/// azimuth, clockwise from north, rad, reaches the apogee and the ground range of a loft. The
/// bearing of its impact follows; the loft's own bearing is not used.
///
/// # Errors
///
/// As [`fit_over_ground`]; [`Error::OutsideDomain`] for an azimuth that is not a number;
/// [`Error::AzimuthUnreachable`] where the Earth rotates farther under the flight than the loft is
/// long.
pub fn fit_in_azimuth(
    unreported: &Unreported,
    ground: LoftOverGround,
    azimuth_rad: f64,
    tolerance: f64,
) -> Result<FittedOverGround> {
    let heading = Heading::Given { azimuth_rad };
    OverGroundFit { unreported, ground, heading, fit_tolerance: CLOSE, tolerance }.run(None)
}

/// The tolerance of a single fit.
const CLOSE: FitTolerance = FitTolerance { apogee_m: 0.5, ground_range_m: 0.5 };

/// Fits a vehicle as [`fit_over_ground`] does, to a given tolerance, from a known fit to the
/// non-rotating equivalent where there is one.
pub(crate) fn fit_over_ground_from(
    unreported: &Unreported,
    ground: LoftOverGround,
    known: Option<&Fitted>,
    fit_tolerance: FitTolerance,
    tolerance: f64,
) -> Result<FittedOverGround> {
    OverGroundFit { unreported, ground, heading: Heading::Found, fit_tolerance, tolerance }.run(known)
}

/// How the azimuth of an ascent is determined.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Heading {
    /// The azimuth is found for which the impact lies at the bearing of the loft.
    Found,
    /// The azimuth is given, clockwise from north, rad.
    Given { azimuth_rad: f64 },
}

/// A fit over the ground: what is to be fitted, how, and how closely.
struct OverGroundFit<'a> {
    unreported: &'a Unreported,
    /// The loft to be flown.
    ground: LoftOverGround,
    heading: Heading,
    /// The tolerance of each planar fit; the flight over the ground is allowed twice that.
    fit_tolerance: FitTolerance,
    /// The solver's tolerance.
    tolerance: f64,
}

/// The distance between a loft and a flight over the ground, m.
struct Miss {
    /// The missing altitude at the apogee, m.
    too_low_m: f64,
    /// The missing distance northward, m, on an azimuthal equidistant chart centred on the launch.
    north_m: f64,
    /// The missing distance eastward, m, on the same chart.
    east_m: f64,
}

impl OverGroundFit<'_> {
    /// Alternates planar fits and flights over the ground, moving the target by the miss, until the
    /// flight meets the loft.
    fn run(&self, known: Option<&Fitted>) -> Result<FittedOverGround> {
        let mut target = self.ground;
        let mut last: Option<Fitted> = None;
        let mut missed_m = f64::NAN;
        for round in 0..ROUNDS {
            if let Heading::Given { azimuth_rad } = self.heading {
                target.bearing_rad = target.bearing_of_ascent_rad(azimuth_rad)?;
            }
            let (loft, equivalent) = target.non_rotating_equivalent()?;
            let azimuth_rad = match self.heading {
                Heading::Found => equivalent.azimuth_rad,
                Heading::Given { azimuth_rad } => azimuth_rad,
            };
            let fitted = match known {
                Some(known) if round == 0 => known.clone(),
                _ => self.planar_fit(loft, last.as_ref())?,
            };
            let end = self.fly(&fitted, azimuth_rad)?;
            let wanted = self.ground.loft;
            let (Outcome::Impact(impact), Some(impact_point), Some(apogee_m)) =
                (end.outcome, end.impact_point, end.apogee_altitude_m)
            else {
                let burnout_m = end.burnout_altitude_m.unwrap_or(0.0);
                return Err(wanted.unreachable(DOES_NOT_COME_DOWN, burnout_m));
            };
            let miss = self.miss(apogee_m, impact_point);
            missed_m = miss.north_m.hypot(miss.east_m).max(miss.too_low_m.abs());
            if self.is_met(&miss) {
                return Ok(FittedOverGround { fitted, azimuth_rad, end, flight_time_s: impact.time_s });
            }
            target = miss.corrected(target);
            last = Some(fitted);
        }
        Err(Error::NotConverged {
            iteration: "loft over the rotating Earth",
            iterations: ROUNDS,
            x: target.loft.ground_range_m,
            residual: missed_m,
        })
    }

    /// Fits the non-rotating equivalent of the target, from the last fit where there is one: the
    /// loft has hardly moved.
    fn planar_fit(&self, loft: Loft, last: Option<&Fitted>) -> Result<Fitted> {
        let unreported = self.unreported;
        let sphere = self.ground.globe.sphere();
        let guess = LoftApproximation::new(loft, sphere).guess(unreported);
        let start = guess.map(|guess| match last {
            Some(last) if last.steering_angle_rad > 0.0 => InitialGuess {
                last_delta_v_m_per_s: unreported.last_delta_v_m_per_s(last.last_acceleration_m_per_s2),
                ln_kick: last.steering_angle_rad.ln(),
                ..guess
            },
            _ => guess,
        });
        let search = FitSearch { start, fit_tolerance: self.fit_tolerance, least_last_m_per_s: 0.0 };
        Ok(fit_from(unreported, loft, search, sphere, Stepping::Controlled { tolerance: self.tolerance })?.0)
    }

    /// Flies a fitted vehicle over the ground in an azimuth, rad.
    fn fly(&self, fitted: &Fitted, azimuth_rad: f64) -> Result<GlobeFlightEnd> {
        GlobeFlight {
            vehicle: &fitted.vehicle,
            steering: &fitted.steering,
            turn: Turn::Programmed,
            globe: self.ground.globe,
            site: self.ground.site,
            azimuth_rad,
            has_air: true,
            tolerance: self.tolerance,
        }
        .fly()
    }

    /// Returns what a flight misses of the loft. Where the azimuth is given, the bearing of its
    /// impact is no miss.
    fn miss(&self, apogee_m: f64, impact_point: ImpactPoint) -> Miss {
        let wanted = self.ground.loft;
        let bearing_rad = match self.heading {
            Heading::Found => self.ground.bearing_rad,
            Heading::Given { .. } => impact_point.bearing_rad,
        };
        let (sin, cos) = bearing_rad.sin_cos();
        let (sin_impact, cos_impact) = impact_point.bearing_rad.sin_cos();
        Miss {
            too_low_m: wanted.apogee_altitude_m - apogee_m,
            north_m: wanted.ground_range_m * cos - impact_point.ground_range_m * cos_impact,
            east_m: wanted.ground_range_m * sin - impact_point.ground_range_m * sin_impact,
        }
    }

    /// Returns whether a miss is within the tolerances: the fit has its own, and two flights of one
    /// vehicle differ by the solver's.
    fn is_met(&self, miss: &Miss) -> bool {
        let wanted = self.ground.loft;
        let noise_m = NOISE * self.tolerance * wanted.apogee_altitude_m.max(wanted.ground_range_m);
        miss.too_low_m.abs() <= 2.0 * self.fit_tolerance.apogee_m + noise_m
            && miss.north_m.hypot(miss.east_m) <= 2.0 * self.fit_tolerance.ground_range_m + noise_m
    }
}

impl Miss {
    /// Returns a target moved by this miss.
    fn corrected(&self, target: LoftOverGround) -> LoftOverGround {
        let (sin, cos) = target.bearing_rad.sin_cos();
        let north_m = target.loft.ground_range_m * cos + self.north_m;
        let east_m = target.loft.ground_range_m * sin + self.east_m;
        let half_circumference_m = target.globe.sphere().half_circumference_m();
        LoftOverGround {
            loft: Loft {
                apogee_altitude_m: (target.loft.apogee_altitude_m + self.too_low_m).max(1.0),
                ground_range_m: north_m.hypot(east_m).min(half_circumference_m),
            },
            bearing_rad: east_m.atan2(north_m),
            ..target
        }
    }
}
