//! Every tolerance of every test, each with its reason. A test that needs another one adds it here.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

// ---- free flight ----

/// Closed forms against values of 32 digits: relative, times the condition number of the value (and not less than
/// once). 45 roundings of 2.2e-16; the longest chain, propagation, makes about 30.
pub const CLOSED_FORM_RELATIVE: f64 = 1e-14;
