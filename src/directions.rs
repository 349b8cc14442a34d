//! Range by launch azimuth: the vehicles that fly a report, flown for maximum range over the
//! rotating Earth.
//!
//! Published ranges leave the Earth's rotation out. Here every flight includes it: the report is
//! taken as a flight over the rotating Earth and fitted as such, and each vehicle is flown for
//! maximum range in every azimuth. The result describes what a vehicle can do by azimuth; nothing
//! is computed toward a place.
//!
//! # Conventions
//!
//! An *azimuth* is the direction over the ground in which an ascent is steered; a *bearing* is the
//! direction in which the impact lies from the launch, which is a few degrees further on because
//! the Earth turns under the flight. A range is the shortest distance over the ground from launch
//! to impact.

mod grid;
mod header;
mod print;

use std::f64::consts::TAU;

use crate::consistency::Verdict;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, estimate};
use crate::inversion::{FitTolerance, LaunchDirection, fit_over_ground_from, maximum_range_over_ground};
use crate::model::{Method, Model};
use crate::numerics::parallel;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::physics::flight::Flight;
use crate::physics::globe::{ImpactPoint, LaunchSite};
use crate::physics::steering::Steering;
use crate::posterior::{
    Posterior, ReachPercentiles, Representative, WeightedSample, WidenedQuantiles,
    posterior_with_representatives,
};
use crate::reach::Reach;

pub use grid::AzimuthGrid;
pub(crate) use header::Header;

/// The range of the vehicles in one azimuth.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AzimuthRange {
    /// The azimuth of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// Percentiles of the range.
    pub reach: ReachPercentiles,
    /// The probability of global reach.
    pub global_reach_probability: f64,
    /// The impact point of each vehicle, in the order of the vehicles' range over a non-rotating
    /// Earth; none in global reach.
    pub impact_points: Vec<Option<ImpactPoint>>,
}

/// The range by azimuth.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Directions {
    /// The estimate as published ones are made: over a non-rotating Earth, the reported flight as
    /// well as the standard one.
    pub non_rotating: Estimate,
    /// The launch site.
    pub launch: LaunchSite,
    /// The estimate from the report taken as a flight over the rotating Earth; its range is that of
    /// the vehicles so fitted over a non-rotating Earth.
    pub rotating: Estimate,
    /// The range in each azimuth, clockwise from north; empty for a report that is impossible or
    /// that no vehicle flies.
    pub directions: Vec<AzimuthRange>,
    /// The number of vehicles lost to a search that failed, or because they fly the report over a
    /// non-rotating Earth only: zero on every public flight.
    pub lost_vehicles: u32,
}

/// Relative tolerance of the solver with which vehicles are fitted over the rotating Earth.
const FIT_SOLVER_TOLERANCE: f64 = 1e-5;
/// Relative tolerance of the fit to the loft.
const FIT_LOFT_TOLERANCE: f64 = 1e-4;

/// Computes the range by launch azimuth of the vehicles that fly a report, from the site where it
/// was launched.
///
/// Where the bearing of the reported flight is not known, each vehicle is fitted with a bearing of
/// its own, every direction equally likely. The method is [`Flown`](Method::Flown), whatever the
/// model's.
///
/// # Errors
///
/// Returns the errors of [`estimate()`](crate::estimate()). A report that is impossible, or that no
/// vehicle of the prior flies, is no error: the result has a verdict and no directions.
pub fn directions(
    observation: &Observation,
    model: &Model,
    launch: LaunchSite,
    grid: AzimuthGrid,
) -> Result<Directions> {
    let model = model.clone().with_method(Method::Flown);
    let non_rotating = estimate(observation, &model.clone().without_launch_site())?;
    let model = model.with_launch_site(launch);
    let found = match non_rotating.consistency.verdict {
        Verdict::Impossible => None,
        _ => match posterior_with_representatives(observation, &model, grid.vehicles) {
            Err(Error::NoVehicle { .. }) => None,
            found => Some(found?),
        },
    };
    let Some((posterior, vehicles)) = found else {
        // The verdict or the rung of this estimate says why there is no range.
        let rotating = estimate(observation, &model)?;
        return Ok(Directions { non_rotating, launch, rotating, directions: Vec::new(), lost_vehicles: 0 });
    };
    let rotating = Estimate::with(observation, &model, &|| Ok(posterior.clone()))?;
    let ImpactsByAzimuth { impact_points, lost_vehicles } =
        ImpactsByAzimuth::of(&vehicles, &model, launch, grid.azimuths);
    let sphere = launch.globe().sphere();
    let directions = impact_points
        .into_iter()
        .enumerate()
        .map(|(index, impact_points)| {
            let azimuth_rad = TAU * index as f64 / f64::from(grid.azimuths);
            AzimuthRange::of(azimuth_rad, impact_points, posterior.effective_sample_size, sphere)
        })
        .collect();
    Ok(Directions { non_rotating, launch, rotating, directions, lost_vehicles })
}

/// The impact points of all vehicles in every azimuth.
struct ImpactsByAzimuth {
    /// The impact points, by azimuth, then by vehicle; empty where every vehicle was lost.
    impact_points: Vec<Vec<Option<ImpactPoint>>>,
    /// The number of vehicles lost.
    lost_vehicles: u32,
}

impl ImpactsByAzimuth {
    /// Flies every vehicle for maximum range in every azimuth.
    fn of(vehicles: &[Representative], model: &Model, launch: LaunchSite, azimuths: u32) -> Self {
        let mut impact_points: Vec<Vec<Option<ImpactPoint>>> = vec![Vec::new(); azimuths as usize];
        let mut lost_vehicles = 0;
        for by_azimuth in parallel::map(vehicles, |vehicle| by_azimuth(vehicle, model, launch, azimuths)) {
            match by_azimuth {
                Ok(by_azimuth) => impact_points
                    .iter_mut()
                    .zip(by_azimuth)
                    .for_each(|(all, impact_point)| all.push(impact_point)),
                // The failure of one vehicle among many is counted; the others give the range.
                Err(_) => lost_vehicles += 1,
            }
        }
        // A skimming flight that fits over a non-rotating Earth may fit none over a rotating one.
        if lost_vehicles as usize == vehicles.len() {
            impact_points.clear();
        }
        Self { impact_points, lost_vehicles }
    }
}

/// Fits one vehicle over the rotating Earth and returns its impact point at maximum range in every
/// azimuth; none in global reach.
fn by_azimuth(
    vehicle: &Representative,
    model: &Model,
    launch: LaunchSite,
    azimuths: u32,
) -> Result<Vec<Option<ImpactPoint>>> {
    let Representative { unreported, fitted, over_ground, steering, reach } = vehicle;
    let refitted = match over_ground {
        Some(ground) => {
            let fit_tolerance = FitTolerance {
                apogee_m: FIT_LOFT_TOLERANCE * ground.loft.apogee_altitude_m,
                ground_range_m: FIT_LOFT_TOLERANCE
                    * ground.loft.ground_range_m.max(ground.loft.apogee_altitude_m),
            };
            fit_over_ground_from(unreported, *ground, Some(fitted), fit_tolerance, FIT_SOLVER_TOLERANCE)?
                .fitted
        }
        None => fitted.clone(),
    };
    // The search in each azimuth begins at the result of the azimuth before.
    let ln_kick =
        |steering: &Steering| steering.kick_rad(0.0, f64::MAX).filter(|kick| *kick > 0.0).map(f64::ln);
    let (mut start_ln_kick, mut is_global) = (ln_kick(steering), *reach == Reach::Global);
    (0..azimuths)
        .map(|index| {
            let azimuth_rad = TAU * f64::from(index) / f64::from(azimuths);
            let launch_direction =
                LaunchDirection { site: launch.site(), azimuth_rad, globe: launch.globe() };
            let standard_trajectory = model.standard_trajectory();
            let search_from = |start_ln_kick: Option<f64>| {
                let vehicle = &refitted.vehicle;
                maximum_range_over_ground(
                    vehicle,
                    unreported,
                    standard_trajectory,
                    launch_direction,
                    start_ln_kick,
                    Flight::TOLERANCE,
                )
            };
            let mut best = search_from(start_ln_kick)?;
            // A steering that gives global reach is no guide to the maximum in an azimuth without
            // global reach.
            if is_global && best.impact_point.is_some() {
                best = search_from(None)?;
            }
            (start_ln_kick, is_global) = (ln_kick(&best.steering), best.impact_point.is_none());
            Ok(best.impact_point)
        })
        .collect()
}

impl AzimuthRange {
    /// Summarises the impact points of all vehicles in one azimuth, rad. The interval is as wide as
    /// the effective sample size of the posterior that the vehicles represent requires.
    fn of(
        azimuth_rad: f64,
        impact_points: Vec<Option<ImpactPoint>>,
        effective_sample_size: f64,
        sphere: Sphere,
    ) -> Self {
        let range_m =
            |impact_point: &Option<ImpactPoint>| impact_point.map_or(f64::INFINITY, |at| at.ground_range_m);
        let global = impact_points.iter().filter(|impact_point| impact_point.is_none()).count();
        let ranges =
            WeightedSample::of(impact_points.iter().map(|impact_point| (range_m(impact_point), 1.0)));
        Self {
            azimuth_rad,
            reach: ReachPercentiles::of(&WidenedQuantiles::of(&ranges, effective_sample_size), sphere),
            global_reach_probability: global as f64 / impact_points.len() as f64,
            impact_points,
        }
    }

    /// Returns the azimuth of the ascent over the ground, clockwise from north, deg.
    pub fn azimuth_deg(&self) -> f64 {
        let degrees = self.azimuth_rad.to_degrees();
        // A whole number of degrees is returned as such, without the rounding error of the
        // conversion.
        if (degrees - degrees.round()).abs() < 1e-9 { degrees.round() } else { degrees }
    }
}

impl Directions {
    /// Returns the verdict on the report as a flight over the rotating Earth.
    pub fn verdict(&self) -> Verdict {
        self.rotating.consistency.verdict
    }

    /// Returns the posterior of the vehicles that are flown in every azimuth; none for an
    /// impossible report.
    pub fn posterior(&self) -> Option<&Posterior> {
        self.rotating.posterior()
    }
}
