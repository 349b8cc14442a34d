//! The documents: what they show is what the programs print, and what they draw is how the sources
//! are built.

/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod source_tree;
    pub mod tolerance;
}
mod claims;
mod layering;
mod numbers;
pub mod outputs;
