//! The solvers: their orders, their events, their authors' steps, and the motion they integrate.

mod arenstorf;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod problems;
    pub mod random;
    pub mod scenarios;
    pub mod tolerance;
}
mod convergence;
mod events;
mod interface;
mod limits;
mod motion;
mod pieces;
mod time_dependent;
