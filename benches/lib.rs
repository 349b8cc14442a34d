//! The benches of `lofted`: see README.md beside this file.
