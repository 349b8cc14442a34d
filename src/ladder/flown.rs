//! A vehicle flown: fitted to the loft that was reported, and flown again for range.

pub mod farthest;
pub mod fit;
mod flights;
pub mod ground;
pub(crate) mod sketch;
pub mod standard;
pub mod steps;

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::{Basis, quick_enough};
use crate::model::Model;
use crate::numerics::roots::{RootSearch, root};
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Trajectory};
use crate::physics::steering::Steering;
use crate::prior::Unreported;
use crate::reach::Reach;

pub use farthest::{Departs, FarthestFlight, farthest_over_ground};
pub use fit::{Fitted, fit};
pub use ground::{FittedOverGround, GroundLoft, fit_in_azimuth, fit_over_ground};
pub(crate) use standard::standard_near;
pub use standard::{StandardFlight, standard};
pub use steps::{Step, steps};

/// How the burn time of the nominal vehicle was come by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BurnTimeChoice {
    /// The lofted flight takes the reported time.
    Met,
    /// Even the shortest burn takes longer than reported, or the longest less: the nearest was taken.
    BoundHit {
        /// Reported time less that of the flight, s.
        missed_s: f64,
    },
    /// No flight time was reported besides: the model's burn time.
    Assumed,
}

/// The nominal vehicle, fitted and flown for range.
#[derive(Debug, Clone, PartialEq)]
pub struct FlownNominal {
    /// What was assumed of it.
    pub unreported: Unreported,
    /// How its burn time was come by.
    pub burn_time: BurnTimeChoice,
    /// The vehicle that flies the reported loft.
    pub fitted: Fitted,
    /// The same vehicle flown for range.
    pub standard: StandardFlight,
    /// What keeping this or that of the loft would give, up to what is kept.
    pub steps: Vec<Step>,
}

impl FlownNominal {
    /// How far the vehicle reaches.
    pub fn reach(&self) -> Reach {
        self.standard.reach
    }
}

/// Two flights of one vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Courses {
    /// The reported one.
    pub loft: Trajectory,
    /// The one for range; in global reach, one that gets there.
    pub standard: Trajectory,
}

impl Courses {
    /// Flies the loft of a fitted vehicle, and the same vehicle by the steering of its standard flight, keeping everything.
    ///
    /// # Errors
    ///
    /// As [`Flight::trajectory`].
    pub fn of(fitted: &Fitted, standard: &Steering, sphere: Sphere) -> Result<Self> {
        let course = |steering: &Steering| {
            let vehicle = &fitted.vehicle;
            Flight { vehicle, steering, sphere, has_air: true, tolerance: TOLERANCE }.trajectory()
        };
        Ok(Self { loft: course(&fitted.steering)?, standard: course(standard)? })
    }
}

/// The shortest and the longest burn that the nominal vehicle is given to meet a flight time, s: below a minute there is no
/// missile of two stages, and the longest boosts on record last six.
const BURN_TIME_BOUNDS_S: (f64, f64) = (60.0, 360.0);

/// Flights are flown to this tolerance: a single answer, so a fine one.
const TOLERANCE: f64 = 1e-6;

/// The burn time is found to this, s; the loft's time moves by half to seven tenths of it, a tenth of what a second's rounding
/// leaves open.
const BURN_TIME_TOLERANCE_S: f64 = 0.05;

/// The nominal vehicle fitted to the report. Its burn time is chosen so that the loft takes the reported time, within
/// [one to six minutes](BurnTimeChoice); without a time to meet it is the model's.
///
/// # Errors
///
/// [`Error::LoftUnreachable`] where no thrust of the last stage flies the reported apogee and ground range;
/// [`Error::NoAscentInTime`] where it does not cover the ground range in the time, and [`Error::FasterThanCircular`] where not
/// even a free arc does; [`Error::OutsideDomain`] for a burn time below the nominal vehicle's.
pub fn flown_nominal(basis: Basis, flight_time_s: Option<f64>, model: &Model) -> Result<FlownNominal> {
    basis.check(model)?;
    let sphere = model.sphere();
    let fitted_at = |burn_time_s: f64, loft: Loft| {
        let unreported = Unreported::nominal(burn_time_s)?;
        let fitted = fit(&unreported, loft, sphere, TOLERANCE)?;
        Ok((unreported, fitted))
    };
    let (loft, burn_time_s, burn_time) = match (basis, flight_time_s) {
        (Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m }, Some(flight_time_s)) => {
            let loft = Loft { apogee_altitude_m, ground_range_m };
            let late = |burn_time_s: f64| Ok(fitted_at(burn_time_s, loft)?.1.flight_time_s - flight_time_s);
            let (burn_time_s, choice) = burn_time_for(late)?;
            (loft, burn_time_s, choice)
        }
        (Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m }, None) => {
            let loft = Loft { apogee_altitude_m, ground_range_m };
            (loft, model.burn_time_s(), BurnTimeChoice::Assumed)
        }
        (Basis::RangeAndTime { ground_range_m, flight_time_s }, _) => {
            // The free arc's apogee is above that of any powered flight of that time.
            let highest = super::kepler::kepler(basis, sphere)?.apogee_altitude_m;
            let loft = |apogee_altitude_m: f64| Loft { apogee_altitude_m, ground_range_m };
            let time_s = |altitude: f64| Ok(fitted_at(model.burn_time_s(), loft(altitude))?.1.flight_time_s);
            let low = quick_enough(highest, flight_time_s, |altitude| match time_s(altitude) {
                Ok(time_s) => Ok(Some(time_s)),
                Err(Error::LoftUnreachable { .. }) => Ok(None),
                Err(error) => Err(error),
            })?
            // Beyond the sky, where flights are not followed, the free arc's own apogee can be quick enough.
            .filter(|low| *low < highest)
            .ok_or(Error::NoAscentInTime {
                ground_range_km: ground_range_m / 1e3,
                flight_time_s,
                burn_time_s: model.burn_time_s(),
            })?;
            let search =
                RootSearch { low, high: highest, tolerance: 1e-5 * highest, max_evaluations: PATIENCE };
            let apogee_altitude_m = root(search, |altitude| Ok(time_s(altitude)? - flight_time_s))?.x;
            (loft(apogee_altitude_m), model.burn_time_s(), BurnTimeChoice::Assumed)
        }
    };
    let (unreported, fitted) = fitted_at(burn_time_s, loft)?;
    let standard = standard(&fitted.vehicle, &unreported, model.standard_trajectory(), sphere, TOLERANCE)?;
    let steps = steps(&fitted, &standard, sphere)?;
    Ok(FlownNominal { unreported, burn_time, fitted, standard, steps })
}

/// Evaluations allowed to a search for a time or an apogee.
const PATIENCE: usize = 60;

/// The burn time at which a lateness vanishes, s; it rises with the burn.
fn burn_time_for(late: impl Fn(f64) -> Result<f64>) -> Result<(f64, BurnTimeChoice)> {
    let (shortest, longest) = BURN_TIME_BOUNDS_S;
    // Where a bound itself cannot fly the loft the nearest burn that can takes its place.
    let mut flyable = Vec::with_capacity(BURN_TIMES);
    let mut unreachable = None;
    for i in 0..BURN_TIMES {
        let burn_time_s = shortest + (longest - shortest) * (i as f64 / (BURN_TIMES - 1) as f64);
        match late(burn_time_s) {
            Ok(late_s) => flyable.push((burn_time_s, late_s)),
            Err(error @ Error::LoftUnreachable { .. }) => unreachable = Some(error),
            Err(error) => return Err(error),
        }
    }
    let (Some(&first), Some(&last)) = (flyable.first(), flyable.last()) else {
        return Err(unreachable.unwrap_or(Error::NotFinite { x: shortest, value: f64::NAN }));
    };
    if first.1 >= 0.0 {
        return Ok((first.0, BurnTimeChoice::BoundHit { missed_s: -first.1 }));
    }
    if last.1 <= 0.0 {
        return Ok((last.0, BurnTimeChoice::BoundHit { missed_s: -last.1 }));
    }
    let (mut low, mut high) = (first, last);
    for at in flyable {
        if at.1 < 0.0 {
            low = at;
        } else {
            high = at;
            break;
        }
    }
    let search =
        RootSearch { low: low.0, high: high.0, tolerance: BURN_TIME_TOLERANCE_S, max_evaluations: PATIENCE };
    Ok((root(search, late)?.x, BurnTimeChoice::Met))
}

/// Burn times looked at before the search.
const BURN_TIMES: usize = 6;
