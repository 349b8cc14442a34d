//! The entry points of `tests/entry_points`, for the coverage-guided fuzzer.

#[path = "../../tests/entry_points/builder.rs"]
pub mod builder;
#[path = "../../tests/entry_points/check.rs"]
pub mod check;
#[path = "../../tests/entry_points/estimate.rs"]
pub mod estimate;
#[path = "../../tests/entry_points/flights.rs"]
pub mod flights;
#[path = "../../tests/entry_points/forms.rs"]
pub mod forms;
#[path = "../../tests/entry_points/rivals.rs"]
pub mod rivals;
#[path = "../../tests/entry_points/slowest.rs"]
pub mod slowest;
#[path = "../../tests/entry_points/solvers.rs"]
pub mod solvers;
#[path = "../../tests/entry_points/source.rs"]
pub mod source;
#[path = "../../tests/entry_points/tables.rs"]
pub mod tables;
#[path = "../../tests/entry_points/text.rs"]
pub mod text;
#[path = "../../tests/common/tolerance.rs"]
pub mod tolerance;
