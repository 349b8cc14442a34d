//! The doors of `tests/doors`, for the coverage-guided fuzzer.

#[path = "../../tests/doors/builder.rs"]
pub mod builder;
#[path = "../../tests/doors/check.rs"]
pub mod check;
#[path = "../../tests/doors/estimate.rs"]
pub mod estimate;
#[path = "../../tests/doors/flights.rs"]
pub mod flights;
#[path = "../../tests/doors/forms.rs"]
pub mod forms;
#[path = "../../tests/doors/rivals.rs"]
pub mod rivals;
#[path = "../../tests/doors/slowest.rs"]
pub mod slowest;
#[path = "../../tests/doors/solvers.rs"]
pub mod solvers;
#[path = "../../tests/doors/source.rs"]
pub mod source;
#[path = "../../tests/doors/tables.rs"]
pub mod tables;
#[path = "../../tests/doors/text.rs"]
pub mod text;
#[path = "../../tests/common/tolerance.rs"]
pub mod tolerance;
