//! How far by direction: the vehicles that fly a report, flown for range over the turning Earth.
//!
//! Published ranges leave the Earth's rotation out. Here it is in everything: the report is taken as a flight over the turning Earth and
//! fitted so, and each vehicle is flown for greatest range in every direction. It describes what a vehicle can do by direction; it
//! computes nothing toward a place.
//!
//! # Conventions
//!
//! An *azimuth* is the direction over the ground in which an ascent is steered; a *bearing* is that in which the impact lies from the
//! launch, which is a few degrees further on because the Earth turns under the flight. A range is over the ground from launch to
//! impact, the shortest way.

mod print;

use std::f64::consts::TAU;

use crate::consistency::Verdict;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, estimate};
use crate::inversion::{FitTolerance, LaunchDirection, fit_over_ground_from, maximum_range_over_ground};
use crate::model::{Method, Model};
use crate::numerics::parallel;
use crate::observation::Observation;
use crate::physics::flight::Flight;
use crate::physics::globe::{ImpactPoint, LaunchSite};
use crate::physics::steering::Steering;
use crate::posterior::{
    Posterior, ReachPercentiles, Representative, WeightedSample, posterior_with_representatives,
};
use crate::reach::Reach;

/// How finely directions are looked at, and by how many vehicles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AzimuthGrid {
    azimuths: u32,
    vehicles: u32,
}

/// Directions are at most ten degrees apart.
const FEWEST_AZIMUTHS: u32 = 36;
/// And at least one.
const MOST_AZIMUTHS: u32 = 360;
/// Of so few vehicles the ends of the interval are the farthest and the nearest.
const FEWEST_VEHICLES: u32 = 16;
/// More than the posterior has.
const MOST_VEHICLES: u32 = 1_024;

impl AzimuthGrid {
    /// In so many directions, the first of them north.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 36 to 360.
    pub fn with_azimuths(self, azimuths: u32) -> Result<Self> {
        if (FEWEST_AZIMUTHS..=MOST_AZIMUTHS).contains(&azimuths) {
            Ok(Self { azimuths, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the number of azimuths",
                value: f64::from(azimuths),
                allowed: "from 36 (10 deg apart) to 360",
            })
        }
    }

    /// By so many of the posterior's vehicles.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 16 to 1,024.
    pub fn with_vehicles(self, vehicles: u32) -> Result<Self> {
        if (FEWEST_VEHICLES..=MOST_VEHICLES).contains(&vehicles) {
            Ok(Self { vehicles, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the number of vehicles flown in each direction",
                value: f64::from(vehicles),
                allowed: "from 16 to 1,024",
            })
        }
    }
}

impl Default for AzimuthGrid {
    /// Every ten degrees, by 64 vehicles.
    fn default() -> Self {
        Self { azimuths: FEWEST_AZIMUTHS, vehicles: 64 }
    }
}

/// What the vehicles do in one direction.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AzimuthRange {
    /// Of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// How far.
    pub reach: ReachPercentiles,
    /// Chance that it is every place there is.
    pub global_reach_probability: f64,
    /// Where each vehicle comes down, in the order of their range over a still Earth; none in global reach.
    pub impact_points: Vec<Option<ImpactPoint>>,
}

/// The range by direction.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Directions {
    /// The estimate as published ones are made: nothing turns, neither under the reported flight nor under the standard one.
    pub still: Estimate,
    /// From where.
    pub launch: LaunchSite,
    /// What the report says if it flew over the turning Earth, its verdict first; its range is that of those vehicles over a still
    /// Earth.
    pub turning: Estimate,
    /// In each direction, clockwise from north; none for a report that is impossible or that no vehicle flies.
    pub directions: Vec<AzimuthRange>,
    /// Vehicles lost to a search that failed, or that fly the report over a still Earth only: none on any public flight.
    pub lost_vehicles: u32,
}

/// Vehicles are fitted over the turning Earth to this tolerance of the solver, and so closely to the loft, relative.
const FIT_TOLERANCE: f64 = 1e-5;
const FIT_CLOSENESS: f64 = 1e-4;

/// How far by direction the vehicle of a report flies, from where it was launched.
///
/// Where the bearing of the reported flight is not known, each vehicle is fitted with its own, all directions alike. The method is
/// [`Flown`](Method::Flown), whatever the model's.
///
/// # Errors
///
/// As [`estimate()`](crate::estimate()). A report that is impossible, or that no vehicle of the prior flies, is no error: it has a
/// verdict and no directions.
pub fn directions(
    observation: &Observation,
    model: &Model,
    launch: LaunchSite,
    compass: AzimuthGrid,
) -> Result<Directions> {
    let model = model.clone().with_method(Method::Flown);
    let still = estimate(observation, &model.clone().without_launch_site())?;
    let model = model.with_launch_site(launch);
    let found = match still.consistency.verdict {
        Verdict::Impossible => None,
        _ => match posterior_with_representatives(observation, &model, compass.vehicles) {
            Err(Error::NoVehicle { .. }) => None,
            found => Some(found?),
        },
    };
    let Some((posterior, vehicles)) = found else {
        // The estimate says why.
        let turning = estimate(observation, &model)?;
        return Ok(Directions { still, launch, turning, directions: Vec::new(), lost_vehicles: 0 });
    };
    let turning = Estimate::with(observation, &model, &|| Ok(posterior.clone()))?;
    let mut impact_points: Vec<Vec<Option<ImpactPoint>>> = vec![Vec::new(); compass.azimuths as usize];
    let mut lost_vehicles = 0;
    for by_azimuth in
        parallel::map(&vehicles, |vehicle| by_azimuth(vehicle, &model, launch, compass.azimuths))
    {
        match by_azimuth {
            Ok(by_azimuth) => impact_points
                .iter_mut()
                .zip(by_azimuth)
                .for_each(|(all, impact_point)| all.push(impact_point)),
            // One of many: it is counted, and the others answer.
            Err(_) => lost_vehicles += 1,
        }
    }
    // A skimming flight that fits over a still Earth may fit none over a turning one.
    if lost_vehicles as usize == vehicles.len() {
        impact_points.clear();
    }
    let sphere = launch.globe().sphere();
    let directions = impact_points
        .into_iter()
        .enumerate()
        .map(|(place, impact_points)| {
            let range_m = |impact_point: &Option<ImpactPoint>| {
                impact_point.map_or(f64::INFINITY, |at| at.ground_range_m)
            };
            let global = impact_points.iter().filter(|impact_point| impact_point.is_none()).count();
            let ranges =
                WeightedSample::of(impact_points.iter().map(|impact_point| (range_m(impact_point), 1.0)));
            AzimuthRange {
                azimuth_rad: TAU * place as f64 / f64::from(compass.azimuths),
                reach: ReachPercentiles::of(&ranges, sphere),
                global_reach_probability: global as f64 / impact_points.len() as f64,
                impact_points,
            }
        })
        .collect();
    Ok(Directions { still, launch, turning, directions, lost_vehicles })
}

/// Where one vehicle comes down in every direction.
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
                apogee_m: FIT_CLOSENESS * ground.loft.apogee_altitude_m,
                ground_range_m: FIT_CLOSENESS * ground.loft.ground_range_m.max(ground.loft.apogee_altitude_m),
            };
            fit_over_ground_from(unreported, *ground, Some(fitted), fit_tolerance, FIT_TOLERANCE)?.fitted
        }
        None => fitted.clone(),
    };
    // Each search begins where that of the direction before ended.
    let ln_kick =
        |steering: &Steering| steering.kick_rad(0.0, f64::MAX).filter(|kick| *kick > 0.0).map(f64::ln);
    let (mut near, mut is_global) = (ln_kick(steering), *reach == Reach::Global);
    (0..azimuths)
        .map(|place| {
            let azimuth_rad = TAU * f64::from(place) / f64::from(azimuths);
            let launch_direction =
                LaunchDirection { site: launch.site(), azimuth_rad, globe: launch.globe() };
            let standard_trajectory = model.standard_trajectory();
            let from = |near: Option<f64>| {
                let vehicle = &refitted.vehicle;
                maximum_range_over_ground(
                    vehicle,
                    unreported,
                    standard_trajectory,
                    launch_direction,
                    near,
                    Flight::TOLERANCE,
                )
            };
            let mut farthest = from(near)?;
            // A steering that reaches every place says nothing of where the farthest is where none does.
            if is_global && farthest.impact_point.is_some() {
                farthest = from(None)?;
            }
            (near, is_global) = (ln_kick(&farthest.steering), farthest.impact_point.is_none());
            Ok(farthest.impact_point)
        })
        .collect()
}

impl AzimuthRange {
    /// Of the ascent over the ground, clockwise from north, deg.
    pub fn azimuth_deg(&self) -> f64 {
        let degrees = self.azimuth_rad.to_degrees();
        // Whole where it was meant so.
        if (degrees - degrees.round()).abs() < 1e-9 { degrees.round() } else { degrees }
    }
}

impl Directions {
    /// The verdict on the report, flown over the turning Earth.
    pub fn verdict(&self) -> Verdict {
        self.turning.consistency.verdict
    }

    /// What the vehicles are, of which these are the ranges; none for an impossible report.
    pub fn posterior(&self) -> Option<&Posterior> {
        self.turning.posterior()
    }
}
