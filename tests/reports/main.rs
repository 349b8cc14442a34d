//! Reports: how they are read, what is refused, and the verdict on their figures.

mod catalogue;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod reports;
    pub mod seeded;
    pub mod tables;
    pub mod tolerance;
}
mod consistency;
mod contract;
mod low_arc;
mod new_reports;
mod own_tables;
mod text;
mod top_speed;
mod verdict_texts;
