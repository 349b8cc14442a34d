//! The input of the methods below the posterior, which know a non-rotating Earth only.

use std::f64::consts::TAU;

use crate::error::{Error, Result};
use crate::ladder::basis::Basis;
use crate::model::Model;
use crate::observation::Figures;
use crate::physics::globe::LaunchSite;
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::physics::kepler::rotating::{NonRotatingEquivalent, ObservedOverGround, non_rotating_equivalent};

/// The number of directions averaged over where the bearing is unknown.
const BEARINGS: u32 = 8;

/// What the methods below the posterior start from, over an Earth that does not rotate.
#[derive(Debug, Clone, Copy)]
pub(super) struct LadderInput {
    pub(super) basis: Basis,
    /// The reported flight time, s; none where it was not reported.
    pub(super) flight_time_s: Option<f64>,
}

impl LadderInput {
    /// Returns the non-rotating equivalent of an observation's figures where the model has a launch
    /// site, else the figures themselves.
    ///
    /// # Errors
    ///
    /// As [`non_rotating_equivalent`].
    pub(super) fn of(basis: Basis, figures: &Figures, model: &Model) -> Result<Self> {
        let input = Self { basis, flight_time_s: figures.flight_time_s.map(|time| time.value) };
        match model.launch_site() {
            Some(launch) => non_rotating(input, launch),
            None => Ok(input),
        }
    }
}

/// Returns the non-rotating equivalent of a flight from a launch site: its two figures and its
/// time, s; the mean over all directions where the bearing is unknown. Where no apogee was
/// reported, the shift is that of the free arc.
///
/// # Errors
///
/// As [`non_rotating_equivalent`].
fn non_rotating(input: LadderInput, launch: LaunchSite) -> Result<LadderInput> {
    let LadderInput { basis, flight_time_s } = input;
    let radius_m = launch.globe().sphere().radius_m();
    match basis {
        Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
            let equivalent = mean(apogee_altitude_m, ground_range_m, launch)?;
            let basis = Basis::ApogeeAndRange {
                apogee_altitude_m: equivalent.apogee_altitude_m,
                ground_range_m: equivalent.ground_range_m,
            };
            let flight_time_s = flight_time_s.map(|time_s| time_s - equivalent.time_excess_s);
            Ok(LadderInput { basis, flight_time_s })
        }
        Basis::RangeAndTime { ground_range_m, flight_time_s: time_s } => {
            let highest_m =
                match apogee_altitude_m(ground_range_m / radius_m, time_s, launch.globe().sphere()) {
                    Ok(highest_m) => highest_m,
                    // The methods give this error themselves.
                    Err(Error::FasterThanCircular { .. }) => return Ok(input),
                    Err(error) => return Err(error),
                };
            let equivalent = mean(highest_m, ground_range_m, launch)?;
            let flight_time_s = time_s - equivalent.time_excess_s;
            let basis = Basis::RangeAndTime { ground_range_m: equivalent.ground_range_m, flight_time_s };
            Ok(LadderInput { basis, flight_time_s: Some(flight_time_s) })
        }
    }
}

fn mean(apogee_altitude_m: f64, ground_range_m: f64, launch: LaunchSite) -> Result<NonRotatingEquivalent> {
    let of = |bearing_rad: f64| {
        non_rotating_equivalent(
            ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad },
            launch.site(),
            &launch.globe(),
        )
    };
    if let Some(bearing_rad) = launch.bearing_rad() {
        return of(bearing_rad);
    }
    let share = 1.0 / f64::from(BEARINGS);
    let none = NonRotatingEquivalent {
        apogee_altitude_m: 0.0,
        ground_range_m: 0.0,
        azimuth_rad: f64::NAN,
        time_excess_s: 0.0,
    };
    (0..BEARINGS).try_fold(none, |sum, i| {
        let equivalent = of(TAU * share * f64::from(i))?;
        Ok(NonRotatingEquivalent {
            apogee_altitude_m: sum.apogee_altitude_m + share * equivalent.apogee_altitude_m,
            ground_range_m: sum.ground_range_m + share * equivalent.ground_range_m,
            time_excess_s: sum.time_excess_s + share * equivalent.time_excess_s,
            ..sum
        })
    })
}
