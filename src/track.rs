//! Ground track of the reported flight: the path of one vehicle that fits, from lift-off to impact,
//! over the rotating Earth.
//!
//! The launch site and the azimuth of the ascent are given; the report gives apogee and ground
//! range. The impact point follows from these: nothing here is computed toward a place, and no
//! azimuth is searched for.
//!
//! The vehicle is the median vehicle of the posterior: half the weight has a shorter range, half a
//! longer one.

mod print;

use crate::consistency::{Verdict, consistency_over_ground};
use crate::error::check::finite;
use crate::error::{Error, Result};
use crate::estimate::{Estimate, estimate};
use crate::inversion::{
    DOES_NOT_COME_DOWN, FittedOverGround, LaunchDirection, Loft, LoftOverGround, fit_in_azimuth,
};
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::physics::flight::{GlobeFlight, GroundPath, Turn};
use crate::physics::globe::{ImpactPoint, LaunchSite, full_turn, half_turn};
use crate::posterior::{Representative, posterior_with_representatives};
use crate::prior::Unreported;
use crate::reported::{Reported, SiFigure};

/// The reported flight as flown by one vehicle.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrackedFlight {
    /// The properties of the vehicle that nobody reported, as drawn from the prior.
    pub unreported: Unreported,
    /// The vehicle, fitted to the report over the rotating Earth.
    pub fitted: FittedOverGround,
    /// The path over the ground, from lift-off to impact.
    pub path: GroundPath,
    /// The impact point.
    pub impact_point: ImpactPoint,
}

/// The reported flight over the ground, with the estimate that it belongs to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Track {
    /// The launch site and the azimuth of the ascent, as given.
    pub launch_direction: LaunchDirection,
    /// The estimate from the report taken as a flight from this site in this azimuth.
    pub estimate: Estimate,
    /// The flight; none for a report that is impossible or that no vehicle flies.
    pub flown: Option<TrackedFlight>,
}

/// Relative tolerance of the solver for the fit and the flight: the impact point is accurate to a
/// metre.
const TOLERANCE: f64 = 1e-8;

/// Time between recorded states of the path, s. At 7 km/s the straight line between two of them
/// departs from the great circle by a hundred metres, a thousandth of what the eye resolves on a
/// map of the flight.
const STEP_S: f64 = 10.0;

/// Tolerance of the bearing of the impact, rad: an error of this size changes the flight time by
/// less than half a second.
const BEARING_TOLERANCE_RAD: f64 = 0.01;
/// The greatest number of rounds for the bearing; one is typical where apogee and ground range were
/// reported, two where not.
const MAX_ROUNDS: usize = 4;

/// Computes the path of a reported flight over the ground, from a launch site and the azimuth of
/// the ascent.
///
/// The report is fitted over the rotating Earth as in [`directions`](crate::directions()), and the
/// median vehicle of those that fit is flown. Its apogee and ground range are the reported ones, to
/// a metre; where a figure is a one-sided bound or was not reported, the vehicle flies the value
/// drawn for it. The flight time is the vehicle's own: within what was reported, give or take the
/// few seconds by which its own loft and the reported one differ in time. The method is
/// [`Flown`](Method::Flown), whatever the model's.
///
/// # Errors
///
/// Returns [`Error::OutsideDomain`] for an azimuth that is not finite;
/// [`Error::AzimuthUnreachable`] where the Earth turns farther under the flight than its ground
/// range; [`Error::LoftUnreachable`] where the figures are so imprecise that the vehicle, drawn for
/// other values, cannot fly them as printed; [`Error::NotConverged`] for some lofts that last most
/// of a day; and the errors of [`estimate()`](crate::estimate()). A report that is impossible, or
/// that no vehicle of the prior flies, is no error: the result has a verdict and no flight.
pub fn track(observation: &Observation, model: &Model, launch_direction: LaunchDirection) -> Result<Track> {
    finite("the azimuth in rad", launch_direction.azimuth_rad)?;
    let LaunchDirection { site, azimuth_rad, globe } = launch_direction;
    let model = model.clone().with_method(Method::Flown);
    // The posterior takes the bearing of the loft. Where the loft was not reported, it is the loft
    // of the vehicle found, in rounds.
    let over_ground = |loft: Loft| LoftOverGround { loft, bearing_rad: azimuth_rad, site, globe };
    let mut bearing_rad = match loft(observation, None) {
        Some(loft) => over_ground(loft).bearing_of_ascent_rad(azimuth_rad)?,
        None => azimuth_rad,
    };
    let mut rounds = 0;
    loop {
        rounds += 1;
        let launch = LaunchSite::from_site(site).with_globe(globe);
        let launch = launch.with_bearing_deg(full_turn(bearing_rad).to_degrees())?;
        let model = model.clone().with_launch_site(launch);
        let found = match consistency_over_ground(observation, launch)?.verdict {
            Verdict::Impossible => None,
            _ => match posterior_with_representatives(observation, &model, 1) {
                Err(Error::NoVehicle { .. }) => None,
                found => Some(found?),
            },
        };
        let of_one = |vehicles: &[Representative]| {
            vehicles.first().and_then(|vehicle| Some((vehicle.unreported.clone(), vehicle.over_ground?)))
        };
        let Some((posterior, (unreported, ground))) =
            found.and_then(|(posterior, vehicles)| Some((posterior, of_one(&vehicles)?)))
        else {
            // The verdict or the rung of this estimate says why there is no flight.
            return Ok(Track { launch_direction, estimate: estimate(observation, &model)?, flown: None });
        };
        let loft = loft(observation, Some(ground.loft)).unwrap_or(ground.loft);
        bearing_rad = over_ground(loft).bearing_of_ascent_rad(azimuth_rad)?;
        if half_turn(bearing_rad - ground.bearing_rad).abs() <= BEARING_TOLERANCE_RAD || rounds == MAX_ROUNDS
        {
            let flown = flown(unreported, over_ground(loft), launch_direction)?;
            let estimate = Estimate::with(observation, &model, &|| Ok(posterior.clone()))?;
            return Ok(Track { launch_direction, estimate, flown: Some(flown) });
        }
    }
}

/// Returns apogee and ground range as reported, or as drawn where a figure is a one-sided bound or
/// was not reported; none where nothing was drawn either.
fn loft(observation: &Observation, drawn: Option<Loft>) -> Option<Loft> {
    let figure = |reported: Option<Reported>, si: Option<SiFigure>, drawn: Option<f64>| {
        let stated = si.filter(|_| reported.is_some_and(|reported| !reported.is_one_sided()));
        stated.map(|si| si.value).or(drawn)
    };
    let (apogee, ground_range) = (observation.apogee_altitude_m(), observation.ground_range_m());
    Some(Loft {
        apogee_altitude_m: figure(observation.apogee(), apogee, drawn.map(|drawn| drawn.apogee_altitude_m))?,
        ground_range_m: figure(
            observation.ground_range(),
            ground_range,
            drawn.map(|drawn| drawn.ground_range_m),
        )?,
    })
}

/// Fits one vehicle to a loft over the ground and records its flight.
fn flown(
    unreported: Unreported,
    ground: LoftOverGround,
    launch_direction: LaunchDirection,
) -> Result<TrackedFlight> {
    let LaunchDirection { site, azimuth_rad, globe } = launch_direction;
    let fitted = fit_in_azimuth(&unreported, ground, azimuth_rad, TOLERANCE)?;
    let flight = GlobeFlight {
        vehicle: &fitted.fitted.vehicle,
        steering: &fitted.fitted.steering,
        turn: Turn::Programmed,
        globe,
        site,
        azimuth_rad,
        has_air: true,
        tolerance: TOLERANCE,
    };
    let path = flight.path(STEP_S)?;
    let impact_point = path.end.impact_point.ok_or_else(|| {
        ground.loft.unreachable(DOES_NOT_COME_DOWN, path.end.burnout_altitude_m.unwrap_or(0.0))
    })?;
    Ok(TrackedFlight { unreported, fitted, path, impact_point })
}

impl Track {
    /// Returns the verdict on the report as a flight from this site in this azimuth.
    pub fn verdict(&self) -> Verdict {
        self.estimate.consistency.verdict
    }
}
