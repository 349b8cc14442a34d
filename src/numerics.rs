//! By what method? Numbers, roots and maxima. Knows nothing of the Earth, metres or missiles.

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
