//! The reported flight over the ground: where one vehicle that fits was, from lift-off to impact, on the turning Earth.
//!
//! Given is from where the flight was launched and in which direction it ascended; the report says how high and how far. Where it comes
//! down is what comes of it: nothing here is computed toward a place, and no direction is looked for.
//!
//! The vehicle is the one in the middle of the posterior, half the weight having a shorter range, half a longer one.

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

/// The flight that is drawn.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrackedFlight {
    /// What was assumed of its vehicle.
    pub unreported: Unreported,
    /// The vehicle, as fitted to the report over the turning Earth.
    pub fitted: FittedOverGround,
    /// Where it was.
    pub path: GroundPath,
    /// Where it came down.
    pub impact_point: ImpactPoint,
}

/// The reported flight over the ground.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Track {
    /// From where and in which direction, as given.
    pub launch_direction: LaunchDirection,
    /// What the report says if it flew so.
    pub estimate: Estimate,
    /// None for a report that is impossible or that no vehicle flies.
    pub flown: Option<TrackedFlight>,
}

/// A single vehicle is fitted and flown to this tolerance of the solver: its end is right to a metre.
const TOLERANCE: f64 = 1e-8;

/// Time between places of the path, s: at seven kilometres a second the straight line between two of them leaves the great circle by a
/// hundred metres, a thousandth of what the eye sees of a map of the flight.
const STEP_S: f64 = 10.0;

/// The bearing of the impact is known so well at the end, rad: it moves the flight time by less than half a second.
const BEARING_RAD: f64 = 0.01;
/// Rounds for it; one is typical where apogee and ground range were reported, two where not.
const ROUNDS: usize = 4;

/// Where a reported flight was, from a launch in an azimuth of its ascent.
///
/// The report is fitted as in [`directions`](crate::directions()), over the turning Earth, and the vehicle in the middle of those that
/// fit is flown. It goes as high and as far as was reported, to a metre; where that is a bound or nothing, as high and as far as it was
/// drawn to. The flight time is the vehicle's own, out of what was reported, give or take some seconds that the other loft takes. The
/// method is [`TrackedFlight`](Method::Flown), whatever the model's.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for an azimuth that is no number; [`Error::AzimuthUnreachable`] where the Earth turns farther under the flight
/// than its ground range; [`Error::LoftUnreachable`] where figures are so loose that the vehicle drawn for others cannot fly them as they
/// were printed; [`Error::NotConverged`] for some lofts of most of a day; else as [`estimate()`](crate::estimate()). A report that is impossible, or that no vehicle of the prior flies, is
/// no error: it has a verdict and no flight.
pub fn track(observation: &Observation, model: &Model, launch_direction: LaunchDirection) -> Result<Track> {
    finite("the azimuth in rad", launch_direction.azimuth_rad)?;
    let LaunchDirection { site, azimuth_rad, globe } = launch_direction;
    let model = model.clone().with_method(Method::Flown);
    // The posterior takes a bearing, which is that of the loft; where that was not reported, of the loft that was found.
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
            // The estimate says why.
            return Ok(Track { launch_direction, estimate: estimate(observation, &model)?, flown: None });
        };
        let loft = loft(observation, Some(ground.loft)).unwrap_or(ground.loft);
        bearing_rad = over_ground(loft).bearing_of_ascent_rad(azimuth_rad)?;
        if half_turn(bearing_rad - ground.bearing_rad).abs() <= BEARING_RAD || rounds == ROUNDS {
            let flown = flown(unreported, over_ground(loft), launch_direction)?;
            let estimate = Estimate::with(observation, &model, &|| Ok(posterior.clone()))?;
            return Ok(Track { launch_direction, estimate, flown: Some(flown) });
        }
    }
}

/// Apogee and ground range as reported; where that is a bound or nothing, as drawn; none where that is nothing either.
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

/// One vehicle's reported flight, as high and as far as a loft.
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
    /// The verdict on the report, flown so.
    pub fn verdict(&self) -> Verdict {
        self.estimate.consistency.verdict
    }
}
