//! The sensitivity of one vehicle's range to the figures of its loft.

use crate::error::{Error, Result};
use crate::inversion::{
    FitSearch, FitTolerance, Fitted, InitialGuess, Loft, LoftApproximation, fit_from, steps_between,
};
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Outcome, Stepping};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::posterior::summary::MedianVehicle;
use crate::prior::Unreported;
use crate::reach::Reach;

/// The derivatives of one vehicle's range by the figures of its loft and by its burn time.
///
/// The answer changes less with the flight time, because other vehicles come in with another time:
/// see [`Sensitivity`](crate::Sensitivity).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct VehicleSensitivity {
    /// The change of range per minute of flight time, km/min, at the same apogee and ground range.
    pub range_km_per_min: f64,
    /// The change of range per kilometre of apogee, km/km, at the same flight time: a higher apogee
    /// takes longer by itself and leaves less time to burn.
    pub range_km_per_apogee_km: f64,
    /// The change of range per kilometre of apogee, km/km, at the same burn time.
    pub range_km_per_apogee_km_at_burn_time: f64,
    /// The change of range per second of burn time, km/s, at the same apogee and ground range.
    pub range_km_per_burn_s: f64,
}

/// The increment of the last stage's burn time, relative and at least, s.
const LONGER: f64 = 0.04;
const LONGER_S: f64 = 3.0;
/// The relative increment of the apogee.
const HIGHER: f64 = 0.01;
/// The solver's tolerance and the fit's for the differences, which are of kilometres.
const TOLERANCE: f64 = 1e-5;
const CLOSE: FitTolerance = FitTolerance { apogee_m: 2.0, ground_range_m: 5.0 };

/// A vehicle and the steering of its maximum range.
struct Flown<'a> {
    unreported: &'a Unreported,
    fitted: &'a Fitted,
    steering: &'a Steering,
    loft: Loft,
    sphere: Sphere,
}

impl MedianVehicle {
    /// Computes the derivatives of this vehicle's range, by differences.
    ///
    /// # Errors
    ///
    /// [`Error::NotFinite`] in global reach, where the range has no derivative, and where a vehicle
    /// nearby does not fly.
    pub fn sensitivity(&self, sphere: Sphere) -> Result<VehicleSensitivity> {
        let loft = Loft {
            apogee_altitude_m: self.fitted.apogee_altitude_m,
            ground_range_m: self.fitted.ground_range_m,
        };
        let Self { unreported, fitted, steering, .. } = self;
        let found = match self.reach {
            Reach::Global => None,
            _ => Flown { unreported, fitted, steering, loft, sphere }.sensitivity(),
        };
        found.ok_or(Error::NotFinite { x: self.reach.sortable_range_m(), value: f64::NAN })
    }
}

impl Flown<'_> {
    fn sensitivity(&self) -> Option<VehicleSensitivity> {
        let (of, loft, sphere) = (self.unreported, self.loft, self.sphere);
        let longer_s = (LONGER * of.last_stage.burn_time_s).max(LONGER_S);
        let higher_m = HIGHER * loft.apogee_altitude_m;
        let mut longer = of.clone();
        longer.last_stage.burn_time_s += longer_s;
        let higher = Loft { apogee_altitude_m: loft.apogee_altitude_m + higher_m, ..loft };
        let here = self.neighbour(of, loft, self.start()?)?;
        // The starts follow from coarse integrations and from the slopes.
        let step = steps_between(&[(of, &longer, here.start)], sphere, Width::Single).pop()??;
        let later = self.neighbour(&longer, loft, here.start.nearby(step))?;
        let step_up = here.start.step([higher_m, 0.0]);
        let above = self.neighbour(of, higher, here.start.nearby(step_up))?;
        let range_by_burn = (later.range_m - here.range_m) / longer_s;
        let time_by_burn = (later.time_s - here.time_s) / longer_s;
        let range_by_apogee = (above.range_m - here.range_m) / higher_m;
        let time_by_apogee = (above.time_s - here.time_s) / higher_m;
        Some(VehicleSensitivity {
            range_km_per_min: 60.0 * range_by_burn / time_by_burn / 1e3,
            range_km_per_apogee_km: range_by_apogee - range_by_burn * time_by_apogee / time_by_burn,
            range_km_per_apogee_km_at_burn_time: range_by_apogee,
            range_km_per_burn_s: range_by_burn / 1e3,
        })
    }

    /// Returns the start of a search for the vehicle's own loft: its fit, with the slopes of the
    /// initial guess.
    fn start(&self) -> Option<InitialGuess> {
        let InitialGuess { slopes, .. } =
            LoftApproximation::new(self.loft, self.sphere).guess(self.unreported)?;
        Some(InitialGuess {
            last_delta_v_m_per_s: self
                .unreported
                .last_delta_v_m_per_s(self.fitted.last_acceleration_m_per_s2),
            ln_kick: self.fitted.steering_angle_rad.ln(),
            slopes,
        })
    }

    /// Fits a vehicle nearby and flies it by this one's steering: at a maximum of the range the
    /// steering does not matter.
    fn neighbour(&self, of: &Unreported, loft: Loft, start: InitialGuess) -> Option<Neighbour> {
        let search = FitSearch { start: Some(start), fit_tolerance: CLOSE, least_last_m_per_s: 0.0 };
        let (fitted, start) =
            fit_from(of, loft, search, self.sphere, Stepping::Controlled { tolerance: TOLERANCE }).ok()?;
        let range_m = range_m(&fitted.vehicle, self.steering, self.sphere)?;
        Some(Neighbour { range_m, time_s: fitted.flight_time_s, start: start? })
    }
}

/// A fitted vehicle nearby.
struct Neighbour {
    range_m: f64,
    /// The flight time of its loft, s.
    time_s: f64,
    /// The start of a fit nearby.
    start: InitialGuess,
}

fn range_m(vehicle: &Vehicle, steering: &Steering, sphere: Sphere) -> Option<f64> {
    let end = Flight { vehicle, steering, sphere, has_air: true, tolerance: TOLERANCE }.fly().ok()?;
    match end.outcome {
        Outcome::Impact(impact) => Some(impact.range_angle_rad * sphere.radius_m),
        _ => None,
    }
}
