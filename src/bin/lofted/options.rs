//! Options that several subcommands share: the figures and the assumptions.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use lofted::{
    ClassScheme, Error, Figure, KnownVehicle, Method, Model, Observation, ObservationBuilder, Propellant,
    Reported, StandardTrajectory,
};

use crate::failure::Failure;

/// The figures of one report.
#[derive(Debug, Args)]
pub struct Figures {
    /// Greatest altitude as reported: "2,802 km", "more than 2,500 km"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    apogee: Option<Given>,
    /// Distance from launch to impact as reported: "930 km", "about 930 km"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    ground_range: Option<Given>,
    /// Time from launch to impact as reported: "37 min", "45 to 50 min", "1:07:32"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    flight_time: Option<Given>,
    /// Greatest speed as reported, at burnout or on re-entry: "Mach 22", "1,340 m/s", "5 km/s"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    top_speed: Option<Given>,
}

/// The method whose number is the answer, and the assumptions.
#[derive(Debug, Args)]
pub struct Assumptions {
    /// The method whose number is the answer; `flown` gives it with an interval
    #[arg(long, value_parser = methods(), default_value_t = Method::Flown)]
    method: Method,
    /// The scheme whose classes name the range
    #[arg(long, value_parser = schemes(), default_value_t = ClassScheme::us())]
    scheme: ClassScheme,
    /// The definition of the standard trajectory
    #[arg(long = "steering", value_name = "STEERING", value_parser = standard_trajectories())]
    #[arg(default_value_t = StandardTrajectory::GravityTurn)]
    standard_trajectory: StandardTrajectory,
    /// The propellant of the vehicle, if it is known
    #[arg(long, value_parser = propellants())]
    propellant: Option<Propellant>,
    /// The number of stages of the vehicle, if it is known: 1 to 3
    #[arg(long, value_name = "N", value_parser = stages, allow_negative_numbers = true)]
    stages: Option<usize>,
    /// The burn time of the first stage, if it is known: "55 to 65 s", "about 2 min"
    #[arg(long, value_name = "TEXT", value_parser = burn_time, allow_hyphen_values = true)]
    first_stage_burn_time: Option<Reported>,
    /// The flight is known to be ballistic, however low its arc: a range from an arc in the air has
    /// a class then
    #[arg(long)]
    ballistic: bool,
    /// The number of vehicles drawn for the interval: 16 to 65,536
    #[arg(long, value_name = "N", value_parser = draws, default_value_t = Model::default().draws(), allow_negative_numbers = true)]
    draws: u32,
    /// The seed of the draws: the same seed gives the same answer
    #[arg(long, value_name = "N", value_parser = seed, default_value_t = Model::default().seed(), allow_negative_numbers = true)]
    seed: u64,
}

/// Returns a parser of the names of the methods.
fn methods() -> impl TypedValueParser<Value = Method> {
    let listed = Method::ALL.map(|method| PossibleValue::new(method.name()).help(method.summary()));
    PossibleValuesParser::new(listed).try_map(|name| name.parse::<Method>())
}

/// Returns a parser of the names of the class schemes.
fn schemes() -> impl TypedValueParser<Value = ClassScheme> {
    let listed = ClassScheme::built_in().each_ref();
    let listed = listed.map(|scheme| PossibleValue::new(scheme.name()).help(scheme.source()));
    PossibleValuesParser::new(listed).try_map(|name| name.parse::<ClassScheme>())
}

/// Returns a parser of the names of the definitions of the standard trajectory.
fn standard_trajectories() -> impl TypedValueParser<Value = StandardTrajectory> {
    let listed = StandardTrajectory::ALL.map(|one| PossibleValue::new(one.name()).help(one.summary()));
    PossibleValuesParser::new(listed).try_map(|name| name.parse::<StandardTrajectory>())
}

/// Returns a parser of the names of the propellants.
fn propellants() -> impl TypedValueParser<Value = Propellant> {
    PossibleValuesParser::new(Propellant::ALL.map(Propellant::name))
        .try_map(|name| name.parse::<Propellant>())
}

impl Figures {
    /// Returns the observation, once the figures are checked.
    pub fn observation(&self) -> Result<Observation, Failure> {
        self.builder().build().map_err(Failure::refused)
    }

    /// Returns the builder with the figures, not yet checked.
    pub fn builder(&self) -> ObservationBuilder {
        builder(
            [self.apogee, self.ground_range, self.flight_time, self.top_speed]
                .map(|given| given.and_then(|Given(figure)| figure)),
        )
    }
}

/// Returns the builder with apogee, ground range, flight time and top speed, not yet checked.
pub fn builder(figures: [Option<Reported>; 4]) -> ObservationBuilder {
    let named = Figure::ALL.into_iter().zip(figures);
    let builder =
        named.fold(Observation::builder(), |builder, (figure, reported)| builder.figure(figure, reported));
    let [.., top_speed] = figures;
    top_speed.map_or(builder, |speed| builder.top_speed(speed))
}

impl Assumptions {
    /// Returns the model with all assumptions.
    pub fn model(&self) -> Result<Model, Failure> {
        Model::default()
            .with_method(self.method)
            .with_scheme(self.scheme.clone())
            .with_standard_trajectory(self.standard_trajectory)
            .with_seed(self.seed)
            .with_ballistic(self.ballistic)
            .with_draws(self.draws)
            .and_then(|model| model.with_known_vehicle(&self.known_vehicle()?))
            .map_err(|error| match error {
                Error::VehicleNotUsed { property, .. } => {
                    Failure::input(&format!("--{}", property.replace('_', "-")), error)
                }
                error => Failure::refused(error),
            })
    }

    /// Returns a line of the answer that says how the prior was narrowed; empty if it was not.
    pub fn narrowed(&self) -> String {
        let line = self.known_vehicle().ok().and_then(|known| known.line());
        line.map_or_else(String::new, |line| format!("\n{line}"))
    }

    /// Returns what is known of the vehicle.
    fn known_vehicle(&self) -> lofted::Result<KnownVehicle> {
        let mut known = KnownVehicle::default();
        if let Some(propellant) = self.propellant {
            known = known.with_propellant(propellant);
        }
        if let Some(stages) = self.stages {
            known = known.with_stages(stages)?;
        }
        if let Some(burn_time) = self.first_stage_burn_time {
            known = known.with_first_stage_burn_time(burn_time)?;
        }
        Ok(known)
    }
}

/// Reads a burn time of the first stage.
fn burn_time(text: &str) -> Result<Reported, Error> {
    let burn_time: Reported = text.parse()?;
    KnownVehicle::default().with_first_stage_burn_time(burn_time).map(|_| burn_time)
}

/// A figure as given: none for "unknown" and the like.
#[derive(Debug, Clone, Copy)]
struct Given(Option<Reported>);

/// Reads a figure as reported. An empty text is more likely a mistake than an unreported figure.
fn figure(text: &str) -> Result<Given, lofted::Error> {
    if text.trim().is_empty() {
        text.parse().map(|figure| Given(Some(figure)))
    } else {
        Reported::read_if_reported(text).map(Given)
    }
}

/// Reads a number of stages.
fn stages(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(stages @ 1..=3) => Ok(stages),
        _ => Err(format!("{text:?} is not a number of stages; write 1, 2 or 3")),
    }
}

/// Reads a number of draws; commas between thousands are allowed.
fn draws(text: &str) -> Result<u32, String> {
    let draws = text.trim().replace(',', "").parse();
    match draws.map(|draws| Model::default().with_draws(draws).map(|_| draws)) {
        Ok(Ok(draws)) => Ok(draws),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("{text:?} is not a number of draws; write a whole number from 16 to 65,536")),
    }
}

/// Reads a seed.
fn seed(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is not a seed; write a whole number from 0 to {}", u64::MAX))
}
