//! Options that several subcommands have: the figures, and what is assumed.

use clap::{Args, ValueEnum};
use lofted::ObservationBuilder;
use lofted::{ClassScheme, Figure, Method, Model, Observation, Prior, Reported, StandardTrajectory};

use crate::failure::Failure;

/// The figures of one report.
#[derive(Debug, Args)]
pub struct Figures {
    /// Greatest altitude as reported: "2,802 km", "more than 2,500 km"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    apogee: Option<Reported>,
    /// Distance from launch to impact as reported: "930 km", "about 930 km"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    ground_range: Option<Reported>,
    /// Time from launch to impact as reported: "37 min", "45 to 50 min", "1:07:32"
    #[arg(long, value_name = "TEXT", value_parser = figure, allow_hyphen_values = true)]
    flight_time: Option<Reported>,
}

/// Whose number is the answer, and what is assumed.
#[derive(Debug, Args)]
pub struct Assumptions {
    /// Whose number is the answer; `flown` gives it with an interval
    #[arg(long, value_enum, default_value_t = MethodName::Flown)]
    method: MethodName,
    /// Whose classes name the range
    #[arg(long, value_enum, default_value_t = SchemeName::Us)]
    scheme: SchemeName,
    /// The definition of the standard trajectory
    #[arg(long, value_enum, default_value_t = SteeringName::GravityTurn)]
    steering: SteeringName,
    /// What the vehicle burns, if it is known
    #[arg(long, value_enum)]
    propellant: Option<Propellant>,
    /// How many stages the vehicle has, if it is known: 1 to 3
    #[arg(long, value_name = "N", value_parser = stages, allow_negative_numbers = true)]
    stages: Option<usize>,
    /// How long the first stage burns, if it is known: "55 to 65 s", "about 2 min"
    #[arg(long, value_name = "TEXT", value_parser = burn_time, allow_hyphen_values = true)]
    first_stage_burn_time: Option<BurnTime>,
    /// How many vehicles are drawn for the interval: 16 to 65,536
    #[arg(long, value_name = "N", value_parser = draws, default_value_t = Model::default().draws(), allow_negative_numbers = true)]
    draws: u32,
    /// The seed of the draws: the same seed gives the same answer
    #[arg(long, value_name = "N", value_parser = seed, default_value_t = Model::default().seed(), allow_negative_numbers = true)]
    seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum MethodName {
    /// Twice the apogee
    Flat,
    /// The energy of the free arc, spent on range
    Kepler,
    /// Thrust and burn time kept, in closed form
    AnalyticBoost,
    /// One nominal vehicle, fitted and flown for range
    FlownNominal,
    /// Every vehicle that fits, flown for range
    Flown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchemeName {
    /// US Missile Defense Agency usage
    Us,
    /// INF Treaty 1987
    Inf,
    /// START and New START
    Start,
    /// Encyclopaedia Britannica
    Britannica,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum SteeringName {
    /// The best gravity turn
    GravityTurn,
    /// The best gravity turn followed by one attitude
    Greatest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Propellant {
    Liquid,
    Solid,
}

impl Figures {
    /// The figures, checked.
    pub fn observation(&self) -> Result<Observation, Failure> {
        self.builder().build().map_err(Failure::refused)
    }

    /// The figures, to be checked.
    pub fn builder(&self) -> ObservationBuilder {
        builder([self.apogee, self.ground_range, self.flight_time])
    }
}

/// Apogee, ground range and flight time, to be checked.
pub fn builder(figures: [Option<Reported>; 3]) -> ObservationBuilder {
    let named = Figure::ALL.into_iter().zip(figures);
    named.fold(Observation::builder(), |builder, (figure, reported)| builder.figure(figure, reported))
}

impl Assumptions {
    /// All of it in one value.
    pub fn model(&self) -> Result<Model, Failure> {
        let method = match self.method {
            MethodName::Flat => Method::Flat,
            MethodName::Kepler => Method::Kepler,
            MethodName::AnalyticBoost => Method::AnalyticBoost,
            MethodName::FlownNominal => Method::FlownNominal,
            MethodName::Flown => Method::Flown,
        };
        let scheme = match self.scheme {
            SchemeName::Us => ClassScheme::us(),
            SchemeName::Inf => ClassScheme::inf(),
            SchemeName::Start => ClassScheme::start(),
            SchemeName::Britannica => ClassScheme::britannica(),
        };
        let standard_trajectory = match self.steering {
            SteeringName::GravityTurn => StandardTrajectory::GravityTurn,
            SteeringName::Greatest => StandardTrajectory::Greatest,
        };
        Model::default()
            .with_method(method)
            .with_scheme(scheme)
            .with_standard_trajectory(standard_trajectory)
            .with_seed(self.seed)
            .with_draws(self.draws)
            .and_then(|model| Ok(model.with_prior(self.prior()?)))
            .map_err(Failure::refused)
            .and_then(|model| match self.said_of_the_vehicle() {
                // Silently left out, it would be thought to be in the answer.
                Some(option) if method != Method::Flown => Err(Failure::input(
                    option,
                    format!("the method {method} does not ask what the vehicle is; leave it out, or use the method flown"),
                )),
                _ => Ok(model),
            })
    }

    /// The option that narrows the prior, if any does.
    fn said_of_the_vehicle(&self) -> Option<&'static str> {
        [
            (self.propellant.is_some(), "--propellant"),
            (self.stages.is_some(), "--stages"),
            (self.first_stage_burn_time.is_some(), "--first-stage-burn-time"),
        ]
        .into_iter()
        .find_map(|(is_said, option)| is_said.then_some(option))
    }

    /// A line of the answer that says how the prior was narrowed; nothing if it was not.
    pub fn narrowed(&self) -> String {
        let propellant = self.propellant.map(|propellant| match propellant {
            Propellant::Liquid => "liquid propellant".to_owned(),
            Propellant::Solid => "solid propellant".to_owned(),
        });
        let stages = self.stages.map(|stages| match stages {
            1 => "one stage".to_owned(),
            stages => format!("{stages} stages"),
        });
        let burn_time = self.first_stage_burn_time.map(|BurnTime { shortest_s, longest_s }| {
            format!("a first stage that burns for {shortest_s} to {longest_s} s")
        });
        let said: Vec<String> = [propellant, stages, burn_time].into_iter().flatten().collect();
        if said.is_empty() { String::new() } else { format!("\nsaid      {}", said.join(", ")) }
    }

    fn prior(&self) -> lofted::Result<Prior> {
        let mut prior = match self.propellant {
            Some(Propellant::Liquid) => Prior::default().liquid(),
            Some(Propellant::Solid) => Prior::default().solid(),
            None => Prior::default(),
        };
        if let Some(stages) = self.stages {
            prior = prior.with_stages(stages)?;
        }
        if let Some(BurnTime { shortest_s, longest_s }) = self.first_stage_burn_time {
            prior = prior.with_first_stage_burn_time_s(shortest_s..=longest_s)?;
        }
        Ok(prior)
    }
}

/// The least and the greatest burn time, s.
#[derive(Debug, Clone, Copy)]
struct BurnTime {
    shortest_s: f64,
    longest_s: f64,
}

/// What the words allow; an open end is the prior's own.
fn burn_time(text: &str) -> Result<BurnTime, String> {
    let reported: Reported = text.parse().map_err(|error: lofted::Error| error.to_string())?;
    let unit = reported.unit();
    if unit.is_length() {
        return Err(format!("a burn time is no length in {}; give it in s or min", unit.symbol()));
    }
    let unit_s = unit.in_si();
    let known = Prior::default().first_stage_burn_time_s();
    let (low, high) = reported.bounds();
    let shortest_s = if low > 0.0 { low * unit_s } else { known.low };
    let longest_s = high.map_or(known.high, |high| high * unit_s);
    match Prior::default().with_first_stage_burn_time_s(shortest_s..=longest_s) {
        Ok(_) => Ok(BurnTime { shortest_s, longest_s }),
        Err(error) => Err(error.to_string()),
    }
}

fn figure(text: &str) -> Result<Reported, lofted::Error> {
    text.parse()
}

fn stages(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(stages @ 1..=3) => Ok(stages),
        _ => Err(format!("{text:?} is no number of stages; write 1, 2 or 3")),
    }
}

fn draws(text: &str) -> Result<u32, String> {
    let draws = text.trim().replace(',', "").parse();
    match draws.map(|draws| Model::default().with_draws(draws).map(|_| draws)) {
        Ok(Ok(draws)) => Ok(draws),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("{text:?} is no number of draws; write a whole number from 16 to 65,536")),
    }
}

fn seed(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no seed; write a whole number from 0 to {}", u64::MAX))
}
