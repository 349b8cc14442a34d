//! Reports that several test crates use.

use lofted::ObservationBuilder;
use lofted::{Figure, Observation, Reported};

/// Returns a builder with those of apogee, ground range and flight time that were reported.
pub fn figures(figures: [Option<Reported>; 3]) -> ObservationBuilder {
    let named = Figure::ALL.into_iter().zip(figures);
    named.fold(Observation::builder(), |builder, (figure, reported)| builder.figure(figure, reported))
}

/// Returns the report of 24 March 2022 as the state agency printed it: no flight has these figures.
pub fn impossible() -> Observation {
    Observation::builder().apogee_km(6_248.5).ground_range_km(1_090.0).flight_time_s(4_052.0).build().unwrap()
}
