//! The Python package `lofted`: the library's functions for the Python code in `package/lofted`,
//! which gives them names, types and documentation.
//!
//! Every function takes the figures as pairs of a name and a value and the assumptions as a dict,
//! and returns plain dicts, lists and texts. While it computes it holds no lock of the interpreter,
//! and Ctrl-C ends its wait within a tenth of a second.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod assumptions;
mod batch;
mod catalogue;
mod compute;
mod error;
mod estimate;
mod figures;
mod maps;
mod rivals;
mod value;

use pyo3::prelude::*;

/// The functions of the library.
#[pymodule]
mod _native {
    use pyo3::prelude::*;

    /// The version of the package.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    #[pymodule_export]
    use super::batch::{batch, batch_columns, figure_of};
    #[pymodule_export]
    use super::catalogue::{catalogue, classes, classify};
    #[pymodule_export]
    use super::error::ReportError;
    #[pymodule_export]
    use super::estimate::{NativeEstimate, check, estimate, library_seconds};
    #[pymodule_export]
    use super::maps::{directions, track};
    #[pymodule_export]
    use super::rivals::compare;
}
