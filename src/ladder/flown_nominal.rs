//! One nominal vehicle, fitted to the reported loft and flown for maximum range.

mod invariants;

use std::array::from_fn;

use crate::error::{Error, Result};
use crate::inversion::{
    Fitted, Loft, MaximumRangeFlight, fit_near, fit_side_by_side, fit_with, maximum_range,
};
use crate::ladder::basis::Basis;
use crate::ladder::quick_enough::{free_arc_apogee_m, quick_enough};
use crate::model::Model;
use crate::numerics::roots::{RootSearch, root};
use crate::physics::flight::Stepping;
use crate::prior::Unreported;

pub use invariants::{Invariant, invariants};

/// How the burn time of the nominal vehicle was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BurnTimeChoice {
    /// The lofted flight takes the reported time.
    Met,
    /// The flight time lies outside what the shortest and the longest burn give: the nearest bound
    /// was taken.
    BoundHit {
        /// The reported time less that of the flight, s.
        missed_s: f64,
    },
    /// No flight time was reported: the model's burn time was taken.
    Assumed,
}

/// The nominal vehicle, fitted and flown for range.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FlownNominal {
    /// The assumed properties of the vehicle.
    pub unreported: Unreported,
    /// How its burn time was chosen.
    pub burn_time: BurnTimeChoice,
    /// The vehicle fitted to the reported loft.
    pub fitted: Fitted,
    /// The flight of its maximum range.
    pub standard: MaximumRangeFlight,
    /// The range that each invariant of the loft would give, up to the propulsion.
    pub invariants: Vec<Invariant>,
}

/// The shortest and the longest burn time of the nominal vehicle, s: below a minute there is no
/// missile of two stages, and the longest boosts on record last six.
const BURN_TIME_BOUNDS_S: (f64, f64) = (60.0, 360.0);

/// The tolerance to which flights are integrated.
const TOLERANCE: f64 = 1e-6;

/// The tolerance of the burn time, s. The loft's time moves by half to seven tenths of it, a tenth
/// of what the rounding to a second leaves open.
const BURN_TIME_TOLERANCE_S: f64 = 0.05;

/// The typical change of the loft's time for a second of burn time.
const TYPICAL_SLOPE: f64 = 0.6;
/// The number of corrections of a burn time that was found in fixed steps; each takes an error to a
/// tenth.
const CORRECTIONS: usize = 2;

/// Fits the nominal vehicle to a report and flies it for maximum range. Its burn time is chosen so
/// that the loft takes the reported time, within [one to six minutes](BurnTimeChoice); without a
/// time to meet it is the model's.
///
/// # Errors
///
/// [`Error::LoftUnreachable`] where no thrust of the last stage flies the reported apogee and
/// ground range; [`Error::NoAscentInTime`] where it does not cover the ground range in the time,
/// and [`Error::FasterThanCircular`] where not even a free arc does; [`Error::OutsideDomain`] for a
/// burn time below the nominal vehicle's.
pub fn flown_nominal(basis: Basis, flight_time_s: Option<f64>, model: &Model) -> Result<FlownNominal> {
    basis.check(model)?;
    let sphere = model.sphere();
    let controlled = Stepping::Controlled { tolerance: TOLERANCE };
    let fitted_at =
        |burn_time_s: f64, loft: Loft| fit_with(&Unreported::nominal(burn_time_s)?, loft, sphere, controlled);
    // A fit whose burn time is hardly another begins where the last one ended.
    let mut near = None;
    let (loft, burn_time_s, burn_time) = match (basis, flight_time_s) {
        (Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m }, Some(flight_time_s)) => {
            let loft = Loft { apogee_altitude_m, ground_range_m };
            let late = |burn_time_s: f64| {
                let fitted = fit_with(&Unreported::nominal(burn_time_s)?, loft, sphere, Stepping::Fixed)?;
                Ok(fitted.flight_time_s - flight_time_s)
            };
            let scan = |burn_times_s: &[f64]| {
                let vehicles = burn_times_s.iter().map(|burn_time_s| Unreported::nominal(*burn_time_s));
                let fits = fit_side_by_side(&vehicles.collect::<Result<Vec<_>>>()?, loft, sphere);
                Ok(fits.into_iter().map(|fitted| Ok(fitted?.flight_time_s - flight_time_s)).collect())
            };
            let (mut burn_time_s, choice) = burn_time_for(scan, late)?;
            if choice == BurnTimeChoice::Met {
                // The fixed steps are some hundredths of a second off.
                for _ in 0..CORRECTIONS {
                    let unreported = Unreported::nominal(burn_time_s)?;
                    let fitted;
                    (fitted, near) = fit_near(&unreported, loft, near, sphere, controlled)?;
                    burn_time_s -= (fitted.flight_time_s - flight_time_s) / TYPICAL_SLOPE;
                }
            }
            (loft, burn_time_s, choice)
        }
        (Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m }, None) => {
            let loft = Loft { apogee_altitude_m, ground_range_m };
            (loft, model.burn_time_s(), BurnTimeChoice::Assumed)
        }
        (Basis::RangeAndTime { ground_range_m, flight_time_s }, _) => {
            let nowhere = Error::NoAscentInTime {
                ground_range_km: ground_range_m / 1e3,
                flight_time_s,
                burn_time_s: model.burn_time_s(),
            };
            // The free arc's apogee is above that of any powered flight of that time.
            let highest = free_arc_apogee_m(ground_range_m, flight_time_s, sphere)?;
            let loft = |apogee_altitude_m: f64| Loft { apogee_altitude_m, ground_range_m };
            let time_s = |altitude: f64| Ok(fitted_at(model.burn_time_s(), loft(altitude))?.flight_time_s);
            let low = quick_enough(highest, flight_time_s, |altitude| match time_s(altitude) {
                Ok(time_s) => Ok(Some(time_s)),
                Err(Error::LoftUnreachable { .. }) => Ok(None),
                Err(error) => Err(error),
            })?
            // Above the greatest apogee that is integrated, the free arc's own apogee can be quick
            // enough.
            .filter(|low| *low < highest)
            .ok_or_else(|| nowhere.clone())?;
            let search = RootSearch {
                low,
                high: highest,
                tolerance: 1e-5 * highest,
                max_evaluations: MAX_EVALUATIONS,
            };
            let found = root(search, |altitude| Ok(time_s(altitude)? - flight_time_s))?;
            if !(found.residual.abs() <= MET_S) {
                return Err(nowhere);
            }
            (loft(found.x), model.burn_time_s(), BurnTimeChoice::Assumed)
        }
    };
    let unreported = Unreported::nominal(burn_time_s)?;
    let (fitted, _) = fit_near(&unreported, loft, near, sphere, controlled)?;
    let standard =
        maximum_range(&fitted.vehicle, &unreported, model.standard_trajectory(), sphere, TOLERANCE)?;
    let invariants = invariants(&fitted, &standard, sphere)?;
    Ok(FlownNominal { unreported, burn_time, fitted, standard, invariants })
}

/// The maximum number of evaluations of a search for a time or an apogee.
const MAX_EVALUATIONS: usize = 60;

/// Finds the burn time at which the loft takes the reported time, s; the time rises with the burn.
/// Both functions return how late the loft is, `scan` for several burn times.
fn burn_time_for(
    scan: impl FnOnce(&[f64]) -> Result<Vec<Result<f64>>>,
    late: impl Fn(f64) -> Result<f64>,
) -> Result<(f64, BurnTimeChoice)> {
    let (shortest, longest) = BURN_TIME_BOUNDS_S;
    let burn_times_s: [f64; BURN_TIMES] =
        from_fn(|i| shortest + (longest - shortest) * (i as f64 / (BURN_TIMES - 1) as f64));
    // A bound that cannot fly the loft is replaced by the nearest burn time that can.
    let mut flyable = Vec::with_capacity(BURN_TIMES);
    let mut unreachable = None;
    for (burn_time_s, late_s) in burn_times_s.into_iter().zip(scan(&burn_times_s)?) {
        match late_s {
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
    let search = RootSearch {
        low: low.0,
        high: high.0,
        tolerance: BURN_TIME_TOLERANCE_S,
        max_evaluations: MAX_EVALUATIONS,
    };
    let found = root(search, late)?;
    // Where the time jumps, the root of it does not meet the time.
    let choice = if found.residual.abs() <= MET_S {
        BurnTimeChoice::Met
    } else {
        BurnTimeChoice::BoundHit { missed_s: -found.residual }
    };
    Ok((found.x, choice))
}

/// The error of a flight time up to which it counts as met, s.
const MET_S: f64 = 1.0;

/// The number of burn times examined before the search.
const BURN_TIMES: usize = 6;
