//! Free flight to any time: the state of a body after an interval, on any conic.

use std::f64::consts::TAU;

use nalgebra::Vector3;

use crate::error::check::{finite, positive};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;
use crate::physics::kepler::falling::fall;
use crate::physics::kepler::stumpff::stumpff_kernel;

/// A position and a velocity in an inertial frame with the attracting point at its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// The position, m.
    pub position_m: [f64; 3],
    /// The velocity, m/s.
    pub velocity_m_per_s: [f64; 3],
}

/// The scalars on which the propagation depends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Invariants<S> {
    /// The initial radius r₀, m.
    pub radius_m: S,
    /// The scalar product r₀ · v₀, m²/s.
    pub radius_dot_velocity_m2_per_s: S,
    /// The reciprocal semi-major axis α = 2/r₀ − v₀²/μ = 1/a, 1/m; zero on a parabola,
    /// negative on a hyperbola.
    pub reciprocal_semi_major_axis_per_m: S,
    /// The interval Δt, s, of either sign; on an ellipse at most one period.
    pub interval_s: S,
}

/// The universal anomaly and Lagrange's coefficients, with r = f r₀ + g v₀, v = ḟ r₀ + ġ
/// v₀.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Lagrange<S> {
    /// The universal anomaly χ, √m.
    pub universal_anomaly_sqrt_m: S,
    /// The coefficient f.
    pub f: S,
    /// The coefficient g, s.
    pub g_s: S,
    /// The coefficient ḟ, 1/s.
    pub f_dot_per_s: S,
    /// The coefficient ġ.
    pub g_dot: S,
    /// The residual of Kepler's equation over √μ |Δt|: a few roundings in a converged solution.
    pub relative_residual: S,
}

/// The greatest number of iterations. Guarded Halley steps need five to fifteen; bisection alone
/// about 60.
const MAX_ITERATIONS: usize = 100;

/// The magnitude of α r₀ on a hyperbola, v² over half the square of the escape speed less two, above
/// which the terms of the equation cancel while the body falls.
const FAST: f64 = 1.0;

/// Computes Lagrange's coefficients after an interval; a kernel.
///
/// # Formula
///
/// ```text
/// F(χ) = r₀ χ c₁ + σ₀ χ² c₂ + χ³ c₃ − √μ Δt = 0,   cₖ = cₖ(α χ²),   σ₀ = r₀·v₀/√μ
/// dF/dχ = r = r₀ c₀ + σ₀ χ c₁ + χ² c₂ > 0
/// f = 1 − χ² c₂/r₀     g = Δt − χ³ c₃/√μ     ḟ = −√μ χ c₁/(r r₀)     ġ = 1 − χ² c₂/r
/// ```
///
/// BMW chapter 4 (universal variables). F rises, so a bracket is kept, and a Halley step that
/// leaves it, or is not half the last, becomes a bisection. The last step is a plain Newton step,
/// which makes the derivatives that a dual number carries exact.
pub fn lagrange_kernel<S: Scalar>(invariants: Invariants<S>, mu: f64) -> Lagrange<S> {
    let Invariants {
        radius_m: r0,
        radius_dot_velocity_m2_per_s,
        reciprocal_semi_major_axis_per_m,
        interval_s,
    } = invariants;
    let alpha = reciprocal_semi_major_axis_per_m;
    let zero = r0.constant(0.0);
    let one = r0.constant(1.0);
    let root_mu = mu.sqrt();
    // Backward in time equals forward with the velocity reversed.
    let sign = S::select(interval_s.lt(zero), -one, one);
    let sigma = radius_dot_velocity_m2_per_s * sign / root_mu;
    let time = interval_s * sign * root_mu;

    let equation = |chi: S| {
        let c = stumpff_kernel(alpha * chi * chi);
        let value = chi * (r0 * c.c1 + chi * (sigma * c.c2 + chi * c.c3)) - time;
        let radius = r0 * c.c0 + chi * (sigma * c.c1 + chi * c.c2);
        let slope = sigma * c.c0 + chi * (-(alpha * r0) + 1.0) * c.c1;
        (value, radius, slope)
    };

    // χ grows as √μ Δt / r: the initial guess is that of the mean motion of the ellipse, or of
    // the initial radius. Far away it grows more slowly: on a hyperbola as the logarithm of the
    // time, sinh u being about |α|^{3/2} √μ Δt with u = χ √|α|; before that, where u is below
    // one, as on a parabola, χ³ about 6 √μ Δt. The logarithm of a small u would cancel to zero.
    let root_alpha = alpha.abs().sqrt();
    let sinh = time * root_alpha * root_alpha * root_alpha;
    let hyperbolic = ((sinh * sinh + 1.0).sqrt() + sinh).ln() / root_alpha;
    let parabolic = ((time * 6.0).ln() / 3.0).exp();
    let far_away = S::select(sinh.lt(one), parabolic, hyperbolic);
    let at_initial_radius = time / r0;
    let unbound = S::select(far_away.lt(at_initial_radius), far_away, at_initial_radius);
    let guess = S::select(alpha.lt(one / (r0 * 2.0)), unbound, time * alpha.abs());
    let (mut low, mut high) = (zero, guess);
    for _ in 0..MAX_ITERATIONS {
        let (value, ..) = equation(high);
        let short = value.lt(zero);
        if !(S::select(short, one, zero).largest() > 0.0) {
            break;
        }
        low = S::select(short, high, low);
        high = S::select(short, high * 2.0, high);
    }
    let mut chi = S::select(guess.lt(high), (low + high) * 0.5, guess);
    let mut last_step = high - low;
    for _ in 0..MAX_ITERATIONS {
        let (value, radius, slope) = equation(chi);
        low = S::select(value.lt(zero), chi, low);
        high = S::select(value.lt(zero), high, chi);
        let halley = chi - value * radius * 2.0 / (radius * radius * 2.0 - value * slope);
        let inside = S::select(low.lt(halley), S::select(halley.lt(high), one, zero), zero);
        // Steps that do not halve converge too slowly (on an exponential, for example): bisect
        // instead.
        let shrinking = S::select(((halley - chi) * 2.0).abs().lt(last_step), inside, zero);
        let next = S::select(zero.lt(shrinking), halley, (low + high) * 0.5);
        last_step = (next - chi).abs();
        // A converged value is on an end of its bracket, and Halley's step moves it by a rounding.
        let settled = (halley - chi).abs().lt(chi.abs() * (2.0 * f64::EPSILON));
        let moved = S::select(settled, zero, (next - chi).abs());
        chi = S::select(settled, chi, next);
        if !(moved.largest() > 0.0) {
            break;
        }
    }
    let (value, radius, _) = equation(chi);
    chi = chi - value / radius;

    let c = stumpff_kernel(alpha * chi * chi);
    let radius = r0 * c.c0 + chi * (sigma * c.c1 + chi * c.c2);
    let chi = chi * sign;
    let square = chi * chi * c.c2;
    Lagrange {
        universal_anomaly_sqrt_m: chi,
        f: -(square / r0) + 1.0,
        g_s: interval_s - chi * chi * chi * c.c3 / root_mu,
        f_dot_per_s: -(chi * c.c1 * root_mu / (radius * r0)),
        g_dot: -(square / radius) + 1.0,
        relative_residual: value / time,
    }
}

impl State {
    /// Returns the state after `interval_s` seconds (before, if negative) about a point of
    /// gravitational parameter `mu` (m³/s²).
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] if an argument is not finite or the position is the attracting
    /// point itself; [`Error::ThroughTheCentre`] where a path without angular momentum leads
    /// through the attracting point within the interval; [`Error::NotConverged`] where Kepler's
    /// equation cannot be solved in double precision (a path that all but does).
    pub fn after(&self, interval_s: f64, mu: f64) -> Result<Self> {
        positive("the gravitational parameter in m³/s²", mu)?;
        finite("the interval in s", interval_s)?;
        for component in self.position_m {
            finite("a component of the position in m", component)?;
        }
        for component in self.velocity_m_per_s {
            finite("a component of the velocity in m/s", component)?;
        }
        let position = Vector3::from(self.position_m);
        let velocity = Vector3::from(self.velocity_m_per_s);
        let radius_m = positive("the distance from the attracting point in m", position.norm())?;
        let alpha = 2.0 / radius_m - velocity.norm_squared() / mu;
        if interval_s == 0.0 {
            return Ok(*self);
        }
        if is_radial(position, velocity)
            && let Some(collision_s) =
                collision_s(radius_m, position.dot(&velocity), alpha, mu, interval_s < 0.0)
            && interval_s.abs() >= collision_s
        {
            return Err(Error::ThroughTheCentre { interval_s, collision_s });
        }
        // Whole revolutions change nothing, and the equation is best solved within one.
        let interval_within_s = if alpha > 0.0 { interval_s % period_s(alpha, mu) } else { interval_s };
        if interval_within_s == 0.0 {
            return Ok(*self);
        }
        let falls = position.dot(&velocity) * interval_s < 0.0;
        if falls && -alpha * radius_m > FAST {
            // Backward in time equals forward with the velocity reversed.
            let sign = interval_s.signum();
            let (position, velocity) = fall(position, velocity * sign, alpha, interval_s.abs(), mu);
            let after = Self { position_m: position.into(), velocity_m_per_s: (velocity * sign).into() };
            return if after.is_finite() {
                Ok(after)
            } else {
                Err(Error::NotConverged {
                    iteration: "Kepler's equation on a hyperbola",
                    iterations: MAX_ITERATIONS,
                    x: interval_s,
                    residual: f64::NAN,
                })
            };
        }
        let lagrange = lagrange_kernel(
            Invariants {
                radius_m,
                radius_dot_velocity_m2_per_s: position.dot(&velocity),
                reciprocal_semi_major_axis_per_m: alpha,
                interval_s: interval_within_s,
            },
            mu,
        );
        let after = Self {
            position_m: (lagrange.f * position + lagrange.g_s * velocity).into(),
            velocity_m_per_s: (lagrange.f_dot_per_s * position + lagrange.g_dot * velocity).into(),
        };
        // Near the attracting point the equation is too steep for a smaller residual; 1e-9 of the
        // interval is a millionth of a second in a quarter of an hour.
        if after.is_finite() && lagrange.relative_residual.abs() < 1e-9 {
            Ok(after)
        } else {
            Err(Error::NotConverged {
                iteration: "Kepler's equation in universal variables",
                iterations: MAX_ITERATIONS,
                x: lagrange.universal_anomaly_sqrt_m,
                residual: lagrange.relative_residual,
            })
        }
    }
}

impl State {
    /// Checks that every component is finite.
    fn is_finite(&self) -> bool {
        self.position_m.iter().chain(&self.velocity_m_per_s).all(|x| x.is_finite())
    }
}

/// Returns the period, s: 2π √(a³/μ), with 1/a above zero.
fn period_s(reciprocal_semi_major_axis_per_m: f64, mu: f64) -> f64 {
    let alpha = reciprocal_semi_major_axis_per_m;
    TAU / (alpha * (mu * alpha).sqrt())
}

/// Returns whether a path leads straight to or from the attracting point, to the rounding of its
/// angular momentum.
fn is_radial(position: Vector3<f64>, velocity: Vector3<f64>) -> bool {
    position.cross(&velocity).norm() <= 4.0 * f64::EPSILON * position.norm() * velocity.norm()
}

/// Returns the time after which (before which, if backward) a radial path meets the attracting
/// point, s; none if it never does.
fn collision_s(radius_m: f64, dot: f64, alpha: f64, mu: f64, backward: bool) -> Option<f64> {
    // From the attracting point up to a radius: r = χ² c₂(αχ²), √μ t = χ³ c₃(αχ²).
    let half = (0.5 * radius_m * alpha.abs()).sqrt();
    let chi = if alpha > 0.0 {
        // The cosine of the half anomaly is |σ₀|/√(2r₀): near the apogee the sine alone says little.
        2.0 * half.atan2(dot.abs() / (2.0 * mu * radius_m).sqrt()) / alpha.sqrt()
    } else if alpha < 0.0 {
        2.0 * half.asinh() / (-alpha).sqrt()
    } else {
        (2.0 * radius_m).sqrt()
    };
    let from_point_s = chi.powi(3) * stumpff_kernel(alpha * chi * chi).c3 / mu.sqrt();
    let falls = if backward { dot > 0.0 } else { dot < 0.0 };
    if falls { Some(from_point_s) } else { (alpha > 0.0).then(|| period_s(alpha, mu) - from_point_s) }
}
