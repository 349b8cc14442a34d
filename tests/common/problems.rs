//! Problems with known answers.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

use lofted::numerics::ode::Kernel;
use lofted::numerics::scalar::Scalar;

/// The restricted problem of three bodies, in the turning frame: [x, y, x′, y′].
pub struct Arenstorf;

impl Arenstorf {
    pub const MU: f64 = 0.012277471;
    pub const INITIAL: [f64; 4] = [0.994, 0.0, 0.0, -2.001_585_106_379_082_5];
    pub const PERIOD: f64 = 17.065_216_560_157_964;
}

impl Kernel<4> for Arenstorf {
    fn rate<S: Scalar>(&self, _t: S, &[x, y, vx, vy]: &[S; 4]) -> [S; 4] {
        let (mu, rest) = (Self::MU, 1.0 - Self::MU);
        let (to_first, to_second) = (x + mu, x - rest);
        let first = to_first * to_first + y * y;
        let second = to_second * to_second + y * y;
        let first = first.constant(rest) / (first * first.sqrt());
        let second = second.constant(mu) / (second * second.sqrt());
        let ax = x + vy * 2.0 - first * to_first - second * to_second;
        let ay = y - vx * 2.0 - (first + second) * y;
        [vx, vy, ax, ay]
    }
}

/// Motion about a unit point mass on an ellipse of semi-major axis one, in its plane: [x, y, x′, y′], from the
/// pericentre at the time zero. The closed form by Kepler's equation.
#[derive(Debug, Clone, Copy)]
pub struct Ellipse {
    pub eccentricity: f64,
}

impl Ellipse {
    pub const PERIOD: f64 = std::f64::consts::TAU;

    pub fn state(&self, t: f64) -> [f64; 4] {
        let e = self.eccentricity;
        let mut anomaly = t;
        for _ in 0..60 {
            anomaly -= (anomaly - e * anomaly.sin() - t) / (1.0 - e * anomaly.cos());
        }
        let (sin, cos) = anomaly.sin_cos();
        let (minor, rate) = ((1.0 - e * e).sqrt(), 1.0 / (1.0 - e * cos));
        [cos - e, minor * sin, -sin * rate, minor * cos * rate]
    }
}

impl Kernel<4> for Ellipse {
    fn rate<S: Scalar>(&self, _t: S, &[x, y, vx, vy]: &[S; 4]) -> [S; 4] {
        let square = x * x + y * y;
        let pull = square.constant(-1.0) / (square * square.sqrt());
        [vx, vy, pull * x, pull * y]
    }
}

/// Predators and prey: not linear, and no closed form.
pub struct Lotka;

impl Lotka {
    pub const INITIAL: [f64; 2] = [1.0, 2.0];
}

impl Kernel<2> for Lotka {
    fn rate<S: Scalar>(&self, _t: S, &[prey, predators]: &[S; 2]) -> [S; 2] {
        let meetings = prey * predators;
        [prey * 1.5 - meetings, meetings - predators * 3.0]
    }
}

/// A system in which everything depends on everything, with a closed form: sin t, cos t, exp(sin t), 1/(1.5 − sin t).
#[derive(Debug, Clone, Copy)]
pub struct Waves;

impl Kernel<4> for Waves {
    fn rate<S: Scalar>(&self, _t: S, &[sin, cos, exp, inverse]: &[S; 4]) -> [S; 4] {
        // sin t = 1.5 − 1/inverse, so that the last component acts on the others.
        let one = sin * sin + cos * cos;
        [cos, inverse.constant(1.0) / inverse - 1.5, exp * cos * one, inverse * inverse * cos]
    }
}

/// A problem with a closed form.
pub trait Known: Kernel<4> {
    /// The state at the time `t`.
    fn known(&self, t: f64) -> [f64; 4];
}

impl Known for Ellipse {
    fn known(&self, t: f64) -> [f64; 4] {
        self.state(t)
    }
}

impl Known for Waves {
    fn known(&self, t: f64) -> [f64; 4] {
        let (sin, cos) = t.sin_cos();
        [sin, cos, sin.exp(), 1.0 / (1.5 - sin)]
    }
}

/// The harmonic oscillator: [cos t, −sin t] from any phase.
#[derive(Debug, Clone, Copy)]
pub struct Oscillator;

impl Kernel<2> for Oscillator {
    fn rate<S: Scalar>(&self, _t: S, &[y, v]: &[S; 2]) -> [S; 2] {
        [v, -y]
    }
}
