//! The trial that a search asks for, and the flights that it was told of.

use crate::error::Result;
use crate::inversion::fit::trial_flight::{Trial, TrialFlight};
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightEnd;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

/// The trial that a search asks for, and the number of flights that it was told of.
#[derive(Debug, Clone, Default)]
pub(super) struct AskedTrial {
    asked: Option<(Trial, Vehicle, Steering)>,
    pub(super) flights: u32,
    evaluations: u64,
}

impl AskedTrial {
    /// Asks for the flight of a vehicle with a last stage's ideal velocity, m/s, and the logarithm of
    /// a kick; for none where they make no vehicle.
    pub(super) fn ask(&mut self, unreported: &Unreported, at: [f64; 2]) {
        self.asked = Trial::at(unreported, at).and_then(|trial| {
            let vehicle = unreported.vehicle(trial.thrust).ok()?;
            Some((trial, vehicle, unreported.loft_steering_with(trial.kick)))
        });
    }

    /// Returns the vehicle and the steering of the flight asked for.
    pub(super) fn flight(&self) -> Option<(&Vehicle, &Steering)> {
        self.asked.as_ref().map(|(_, vehicle, steering)| (vehicle, steering))
    }

    /// Takes and counts the flight asked for; none where a solver failed.
    pub(super) fn told(&mut self, end: Result<FlightEnd>, sphere: Sphere) -> Option<(Trial, TrialFlight)> {
        let ((trial, ..), end) = (self.asked.take()?, end.ok()?);
        self.flights += 1;
        self.evaluations += end.evaluations;
        Some((trial, TrialFlight::of(&end, sphere)))
    }

    /// Returns the numbers of flights and of evaluations.
    pub(super) fn cost(&self) -> (u32, u64) {
        (self.flights, self.evaluations)
    }
}
