//! Problems with known answers.

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
        let first = S::constant(rest) / (first * first.sqrt());
        let second = S::constant(mu) / (second * second.sqrt());
        let ax = x + vy * 2.0 - first * to_first - second * to_second;
        let ay = y - vx * 2.0 - (first + second) * y;
        [vx, vy, ax, ay]
    }
}
