//! The map from a scene over the curved Earth to the picture.

use crate::physics::earth::Sphere;
use crate::physics::flight::FlightState;
use crate::plot::canvas::{MARGIN, SMALL, WIDTH};

/// The number of intervals into which a flight or the ground is divided.
pub(super) const INTERVALS: usize = 160;

/// The greatest height of the scene above its text, units.
const MAX_HEIGHT: f64 = 900.0;

/// The map from the scene to the picture, with the middle of the ground at the top of the Earth.
pub(super) struct View {
    /// The angle at the centre from the launch site to the middle of the ground, rad.
    middle_rad: f64,
    /// The scale, units of the picture per m.
    pub(super) units_per_m: f64,
    /// The radius of the Earth, m.
    radius_m: f64,
    /// The point of the centre of the Earth, units.
    centre: (f64, f64),
}

impl View {
    /// Returns the map that fits states of flight, and the ground between two angles at the centre,
    /// rad, into the picture below a y coordinate.
    pub(super) fn of<'a>(
        states: impl Iterator<Item = &'a FlightState>,
        (near, far): (f64, f64),
        sphere: Sphere,
        top: f64,
    ) -> Self {
        let mut view = Self {
            middle_rad: 0.5 * (near + far),
            units_per_m: 1.0,
            radius_m: sphere.radius_m(),
            centre: (0.0, 0.0),
        };
        let mut points: Vec<(f64, f64)> = states.map(|state| view.point_of(state)).collect();
        points.extend(
            (0..=INTERVALS).map(|i| view.point(near + (far - near) * i as f64 / INTERVALS as f64, 0.0)),
        );
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let greatest = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|point| point.0), greatest(|point| point.0));
        let (upper, lower) = (least(|point| point.1), greatest(|point| point.1));
        let room = WIDTH - 2.0 * MARGIN;
        view.units_per_m = (room / (right - left)).min(MAX_HEIGHT / (lower - upper));
        view.centre = (
            MARGIN + 0.5 * room - 0.5 * (left + right) * view.units_per_m,
            // A line of text fits above the highest point.
            top + 1.8 * SMALL - upper * view.units_per_m,
        );
        view
    }

    /// Returns the point of a position over the ground.
    pub(super) fn point(&self, range_angle_rad: f64, altitude_m: f64) -> (f64, f64) {
        let (sin, cos) = (range_angle_rad - self.middle_rad).sin_cos();
        let r = self.units_per_m * (self.radius_m + altitude_m);
        (self.centre.0 + r * sin, self.centre.1 - r * cos)
    }

    /// Returns the point of a state.
    pub(super) fn point_of(&self, state: &FlightState) -> (f64, f64) {
        self.point(state.range_angle_rad, state.altitude_m)
    }
}
