//! Problems with known answers.

use lofted::numerics::ode::Kernel;
use lofted::numerics::scalar::Scalar;

/// The restricted problem of three bodies in the rotating frame: [x, y, x′, y′].
pub struct Arenstorf;

impl Arenstorf {
    /// The mass of the second body as a fraction of the whole.
    pub const MU: f64 = 0.012277471;
    /// The initial state of the periodic orbit.
    pub const INITIAL: [f64; 4] = [0.994, 0.0, 0.0, -2.001_585_106_379_082_5];
    /// The period of the orbit.
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

/// The motion about a unit point mass on an ellipse of semi-major axis one, in its plane: [x, y,
/// x′, y′], from the pericentre at the time zero. Kepler's equation gives the closed form.
#[derive(Debug, Clone, Copy)]
pub struct Ellipse {
    /// The eccentricity.
    pub eccentricity: f64,
}

impl Ellipse {
    /// The period.
    pub const PERIOD: f64 = std::f64::consts::TAU;

    /// Computes the state at the time `t`.
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
        let gravitation = square.constant(-1.0) / (square * square.sqrt());
        [vx, vy, gravitation * x, gravitation * y]
    }
}

/// The equations of Lotka and Volterra for predators and prey: not linear, and without a closed
/// form.
pub struct Lotka;

impl Lotka {
    /// The initial numbers of prey and predators.
    pub const INITIAL: [f64; 2] = [1.0, 2.0];
}

impl Kernel<2> for Lotka {
    fn rate<S: Scalar>(&self, _t: S, &[prey, predators]: &[S; 2]) -> [S; 2] {
        let meetings = prey * predators;
        [prey * 1.5 - meetings, meetings - predators * 3.0]
    }
}

/// A system in which every component depends on the others, with a closed form: sin t, cos t,
/// exp(sin t), 1/(1.5 − sin t).
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
    /// Computes the state at the time `t`.
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
