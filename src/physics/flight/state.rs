//! The state of a planar flight, and the geometry of its plane.

use crate::physics::earth::Sphere;

/// The position, the velocity and the mass of a vehicle at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FlightState {
    /// The time from lift-off, s.
    pub time_s: f64,
    /// The geometric altitude above the surface, m.
    pub altitude_m: f64,
    /// The Earth-central angle from the pad, rad, positive ahead.
    pub range_angle_rad: f64,
    /// The speed, m/s.
    pub speed_m_per_s: f64,
    /// The angle of the velocity above the local horizontal ahead, rad: more than π/2 for motion
    /// backward; π/2 at rest.
    pub flight_path_angle_rad: f64,
    /// The mass, kg.
    pub mass_kg: f64,
}

impl FlightState {
    /// Returns the state of a position and a velocity counted from the centre of the Earth.
    pub(super) fn new(
        time_s: f64,
        [x, y, vx, vy]: [f64; 4],
        range_angle_rad: f64,
        mass_kg: f64,
        sphere: Sphere,
    ) -> Self {
        let r = x.hypot(y);
        let (up, ahead) = ((x * vx + y * vy) / r, (y * vx - x * vy) / r);
        let speed_m_per_s = up.hypot(ahead);
        Self {
            time_s,
            altitude_m: r - sphere.radius_m,
            range_angle_rad,
            speed_m_per_s,
            flight_path_angle_rad: if speed_m_per_s > 0.0 {
                up.atan2(ahead)
            } else {
                std::f64::consts::FRAC_PI_2
            },
            mass_kg,
        }
    }

    /// Returns the time of free flight to the apogee, s; none if the body does not climb or does
    /// not return.
    pub(super) fn time_to_apogee_s(&self, sphere: Sphere) -> Option<f64> {
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let r = sphere.radius_m + self.altitude_m;
        let up = self.speed_m_per_s * self.flight_path_angle_rad.sin();
        let alpha = 2.0 / r - self.speed_m_per_s * self.speed_m_per_s / mu;
        if !(up > 0.0 && alpha > 0.0) {
            return None;
        }
        // Kepler's equation counted from apogee: e sin η = r ṙ/√(μa), e cos η = r/a − 1.
        let sine = r * up * (alpha / mu).sqrt();
        Some((sine.atan2(r * alpha - 1.0) + sine) / (alpha * (mu * alpha).sqrt()))
    }
}

/// The kind of motion in a phase of a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseKind {
    /// Powered flight.
    Powered {
        /// The index of the burning stage, counted from 0.
        stage: usize,
    },
    /// Unpowered flight between two stages.
    Gap,
    /// Free flight after the last burnout, or the climb through the air to it.
    Coast,
    /// The descent through the air.
    Reentry,
}

/// A notable moment of a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The kick, which turns the velocity.
    Kick,
    /// The ignition of a stage.
    Ignition {
        /// The index of the stage, counted from 0.
        stage: usize,
    },
    /// The burnout of a stage, at which its structure is dropped.
    Burnout {
        /// The index of the stage, counted from 0.
        stage: usize,
    },
    /// The passage through the greatest altitude.
    Apogee,
    /// The descent of the payload through 120 km.
    AtmosphereEntry,
    /// The impact on the ground.
    Impact,
}

/// Returns position and velocity counted from the centre of the Earth, m and m/s, of an integrated
/// state, which is counted from the pad and may have more components.
#[inline(always)]
pub(super) fn geocentric<const N: usize>(state: &[f64; N], radius_m: f64) -> [f64; 4] {
    match state.as_slice() {
        [x, y, vx, vy, ..] => [*x, radius_m + *y, *vx, *vy],
        _ => [f64::NAN; 4],
    }
}

/// Returns the Earth-central angle from one geocentric state to another, rad, positive ahead, from
/// −π to π.
pub(super) fn swept_angle_rad([x0, y0, ..]: [f64; 4], [x1, y1, ..]: [f64; 4]) -> f64 {
    (y0 * x1 - x0 * y1).atan2(x0 * x1 + y0 * y1)
}
