//! Free flight in closed form: a body under the gravity of a point, from burnout to impact.
//!
//! # Conventions
//!
//! | symbol | meaning |
//! |---|---|
//! | r, v, φ | distance from the centre, speed, flight-path angle above the local horizontal, at burnout |
//! | μ, R | gravitational parameter; radius of the sphere |
//! | Q | v² r / μ, the square of the speed over circular speed: 1 is circular, 2 is escape |
//! | a, e, p | semi-major axis, eccentricity, semi-latus rectum |
//! | Ψ | range angle: the angle at the centre from burnout to impact |
//! | θ | true anomaly counted from **apogee**, η the eccentric anomaly counted likewise |
//! | h, L | apogee altitude above the sphere; range angle of a flight from the surface to the surface |
//!
//! Each formula is written once, as a *kernel* over [`Scalar`](crate::numerics::scalar::Scalar), in
//! a module of its own. Kernels do not check their arguments: outside their domain they return NaN.
//! The functions over `f64` beside them check, and return an error that names the argument and its
//! domain.
//!
//! Anomalies are counted from apogee because a ballistic arc is the part of the ellipse around it:
//! the forms of the textbooks, which count from perigee and use arc cosines, lose all digits for
//! near-vertical and short flights. The error of the forms here is a few roundings from vertical to
//! antipodal, for arcs that begin upward or level.
//!
//! Sources: R. R. Bate, D. D. Mueller, J. E. White, Fundamentals of Astrodynamics (1971), chapter
//! 6 (here BMW); A. D. Wheelon, "Free flight of a ballistic missile", ARS Journal 29 (1959)
//! 915–926. METHODS has the derivations.

pub mod batch;
pub mod error_coefficients;
mod falling;
pub mod observed;
pub mod propagation;
pub mod stumpff;
pub mod symmetric;
pub mod rotating;
pub mod unequal;
