//! The flights on which solvers are tested and timed, with their exact impacts.

use lofted::numerics::ode::Kernel;
use lofted::physics::motion::{Oblate, OblateWithDrag, SphericalState};

/// A time longer than every flight here, s: the impact ends the run.
pub const LONG_ENOUGH_S: f64 = 10_000.0;

/// A flight down to the WGS 84 ellipsoid with its exact impact.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// The problem and the flight-path angle, as in "p2_80".
    pub name: &'static str,
    /// The initial position, m, and velocity, m/s.
    pub initial: [f64; 6],
    /// The exact time of the impact, s.
    pub impact_time_s: f64,
    /// The exact position, m, and velocity, m/s, at the impact.
    pub impact: [f64; 6],
}

impl Scenario {
    /// Computes the distance of a state from the exact impact, m.
    pub fn error_m(&self, state: &[f64; 6]) -> f64 {
        state.iter().zip(self.impact).take(3).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }
}

/// Returns the state at 6571 km from the centre, geocentric latitude 40°, longitude 125°, and 6.5
/// km/s inertial at azimuth 60°.
pub fn departure(flight_path_angle_deg: f64) -> [f64; 6] {
    SphericalState {
        radius_m: 6_571_000.0,
        latitude_rad: 40_f64.to_radians(),
        longitude_rad: 125_f64.to_radians(),
        speed_m_per_s: 6_500.0,
        flight_path_angle_rad: flight_path_angle_deg.to_radians(),
        azimuth_rad: 60_f64.to_radians(),
    }
    .state()
}

/// Returns the initial states of a batch: 200 km above the surface at 6.4 to 6.6 km/s, 30° to
/// 80°, any azimuth.
pub fn departures(count: usize) -> Vec<[f64; 6]> {
    // Weyl's sequence in [0, 1) is uniform and the same on every platform.
    let even = |k: usize, step: f64| ((k as f64 + 0.5) * step).fract();
    let flight = |k| SphericalState {
        radius_m: 6_571e3,
        latitude_rad: 40_f64.to_radians(),
        longitude_rad: 125_f64.to_radians(),
        speed_m_per_s: 6_400.0 + 200.0 * even(k, 0.754_877_666_246_693),
        flight_path_angle_rad: (30.0 + 50.0 * even(k, 0.569_840_290_998_053)).to_radians(),
        azimuth_rad: std::f64::consts::TAU * even(k, 0.618_033_988_749_895),
    };
    (0..count).map(|k| flight(k).state()).collect()
}

/// Reads the two flights of a problem from the table of references.
fn from_table(problem: &str) -> [Scenario; 2] {
    let table = include_str!("../data/motion.csv");
    let rows: Vec<Scenario> = table
        .lines()
        .filter(|line| line.starts_with(problem))
        .map(|line| {
            let cells: Vec<f64> = line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
            let [angle, impact_time_s, x, y, z, vx, vy, vz] = cells[..] else { panic!("{line}") };
            let name = match (problem, angle as i32) {
                ("p2", 80) => "p2_80",
                ("p2", 30) => "p2_30",
                ("p3", 80) => "p3_80",
                ("p3", 30) => "p3_30",
                _ => panic!("{line}"),
            };
            Scenario { name, initial: departure(angle), impact_time_s, impact: [x, y, z, vx, vy, vz] }
        })
        .collect();
    rows.try_into().unwrap()
}

/// Returns the flights at 80° and at 30° under a point mass with oblateness, and their equations
/// of motion.
pub fn p2() -> ([Scenario; 2], Oblate) {
    (from_table("p2"), Oblate::default())
}

/// Returns the flights at 80° and at 30° with drag as well, and their equations of motion.
pub fn p3() -> ([Scenario; 2], OblateWithDrag) {
    (from_table("p3"), OblateWithDrag::new(5_000.0).unwrap())
}

/// The equations of motion of both problems: kernels with a state of six components.
pub trait Motion: Kernel<6> + Copy {}
impl<K: Kernel<6> + Copy> Motion for K {}
