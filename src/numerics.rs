//! Numerical methods: scalars, roots, maxima, splines, quasirandom points, and solvers of ordinary
//! differential equations. Nothing here depends on the Earth, on units or on missiles.

pub mod dual;
pub(crate) mod gauss;
pub mod maximum;
pub mod ode;
pub(crate) mod parallel;
pub mod quasirandom;
pub mod roots;
pub mod scalar;
pub mod spline;
pub mod wide;
