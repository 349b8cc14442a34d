//! All assumptions of an estimate, in one value.

use std::fmt;
use std::str::FromStr;

use crate::class::ClassScheme;
use crate::error::check::{named, within};
use crate::error::{Error, Result};
use crate::numerics::quasirandom::MAX_POINTS;
use crate::physics::earth::Sphere;
use crate::physics::globe::LaunchSite;
use crate::physics::gravity_turn::EffectiveGravity;
use crate::prior::{KnownVehicle, LONGEST_KNOWN_BURN_S, Prior, StandardTrajectory};

/// A method that computes a range from the reported figures. The methods are ordered from the
/// simplest up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `flat`: twice the apogee, the range over a flat Earth at the speed that reaches it.
    Flat,
    /// `kepler`: the greatest range at the energy of the free arc, without a powered ascent.
    Kepler,
    /// `analytic_boost`: the thrust and burn time of a gravity turn in closed form, kept from the
    /// lofted to the standard flight.
    AnalyticBoost,
    /// `flown_nominal`: one nominal vehicle, fitted to the report and flown again for range.
    FlownNominal,
    /// `flown`: a weighted sample of the vehicles that fit the report, flown again for range; gives
    /// an interval.
    Flown,
}

impl Method {
    /// All methods, from the simplest up.
    pub const ALL: [Self; 5] =
        [Self::Flat, Self::Kepler, Self::AnalyticBoost, Self::FlownNominal, Self::Flown];

    /// Returns the name as written in options and output, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Kepler => "kepler",
            Self::AnalyticBoost => "analytic_boost",
            Self::FlownNominal => "flown_nominal",
            Self::Flown => "flown",
        }
    }

    /// Returns what the method does, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Flat => "Twice the apogee",
            Self::Kepler => "Energy of the free arc",
            Self::AnalyticBoost => "Propulsion, closed form",
            Self::FlownNominal => "One nominal vehicle",
            Self::Flown => "Every vehicle that fits",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads a name as [`name`](Method::name) writes it; case matters.
///
/// # Errors
///
/// [`Error::UnknownName`], with the names that there are.
impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        named("method", text, &Self::ALL, |method| method.name()).copied()
    }
}

/// The shortest burn time accepted, s: that of a gun, for which the method `kepler` is the right
/// one.
const MIN_BURN_TIME_S: f64 = 1e-3;

/// The method whose number is the answer, and all assumptions about the Earth, the vehicle and the
/// class names.
///
/// ```
/// use lofted::{ClassScheme, Method, Model};
///
/// let model = Model::default().with_draws(64)?.with_scheme(ClassScheme::inf());
/// assert_eq!(model.method(), Method::Flown);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Model {
    method: Method,
    scheme: ClassScheme,
    burn_time_s: f64,
    ground_range_per_apogee: f64,
    standard_trajectory: StandardTrajectory,
    prior: Prior,
    draws: u32,
    seed: u64,
    launch: Option<LaunchSite>,
    is_ballistic: bool,
}

/// The default number of draws; `examples/how_many_draws` prints the error against it.
const DEFAULT_DRAWS: u32 = 256;

/// The least number of draws accepted as a sample.
const MIN_DRAWS: u32 = 16;

/// The default seed, a date: 4 July 2017.
const DEFAULT_SEED: u64 = 20_170_704;

impl Model {
    /// Sets the method whose number is the answer; the methods above it are not computed.
    pub fn with_method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// Sets the scheme whose classes name the range.
    pub fn with_scheme(self, scheme: ClassScheme) -> Self {
        Self { scheme, ..self }
    }

    /// Sets the burn time of the method [`AnalyticBoost`](Method::AnalyticBoost), and of
    /// [`FlownNominal`](Method::FlownNominal) where no flight time was reported, s. The default is
    /// 200 s, between the two to three minutes of a solid and the four of a liquid. The method
    /// [`Flown`](Method::Flown) takes burn times from [`Prior::with_burn_time_s`] instead.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 0.001 to 600.
    pub fn with_burn_time_s(self, burn_time_s: f64) -> Result<Self> {
        within(
            (MIN_BURN_TIME_S..=LONGEST_KNOWN_BURN_S).contains(&burn_time_s),
            "the burn time in s",
            burn_time_s,
            "from 0.001 to 600 (the longest boosts on record burn for six minutes)",
        )?;
        Ok(Self { burn_time_s, ..self })
    }

    /// Sets the ground range that the methods below [`Flown`](Method::Flown) assume when only
    /// apogee and flight time were reported, as a fraction of the apogee. The default is one third,
    /// that of a typical loft. It is a stated nuisance parameter: it is never solved from the
    /// flight time, on which the ground range of a loft has hardly any effect. The method `flown`
    /// draws it from [`Prior::with_ground_range_per_apogee`] instead.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 0 to 4 (four is a flight of greatest range over a
    /// flat Earth).
    pub fn with_ground_range_per_apogee(self, ground_range_per_apogee: f64) -> Result<Self> {
        within(
            (0.0..=4.0).contains(&ground_range_per_apogee),
            "the ground range per apogee",
            ground_range_per_apogee,
            "from 0 (vertical) to 4 (a flight of greatest range over a flat Earth)",
        )?;
        Ok(Self { ground_range_per_apogee, ..self })
    }

    /// Sets the definition of the standard trajectory for the methods that fly vehicles; the
    /// methods below them have their own.
    pub fn with_standard_trajectory(self, standard_trajectory: StandardTrajectory) -> Self {
        Self { standard_trajectory, ..self }
    }

    /// Sets what is held possible of the vehicle, for the method [`Flown`](Method::Flown).
    pub fn with_prior(self, prior: Prior) -> Self {
        Self { prior, ..self }
    }

    /// Sets the prior to the default one, narrowed by what is known of the vehicle. The method is
    /// set before.
    ///
    /// # Errors
    ///
    /// [`Error::VehicleNotUsed`] where something is known and the method is another than
    /// [`Flown`](Method::Flown).
    pub fn with_known_vehicle(self, known: &KnownVehicle) -> Result<Self> {
        match known.first_known() {
            Some(property) if self.method != Method::Flown => {
                Err(Error::VehicleNotUsed { method: self.method.name(), property })
            }
            _ => Ok(self.with_prior(known.prior()?)),
        }
    }

    /// Sets the number of draws for the method [`Flown`](Method::Flown): of proposals chosen, with
    /// repetition, from 16 to 128 times as many, to be fitted and flown.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 16 to 65,536.
    pub fn with_draws(self, draws: u32) -> Result<Self> {
        within(
            (MIN_DRAWS..=MAX_POINTS).contains(&draws),
            "the number of draws",
            f64::from(draws),
            "from 16 to 65,536",
        )?;
        Ok(Self { draws, ..self })
    }

    /// Sets the seed of the draws. The same seed gives the same answer, to the bit.
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Sets the launch site of the reported flight over the rotating Earth.
    ///
    /// The report is checked, and its vehicle fitted, over the rotating Earth. The answer is the
    /// range over a non-rotating Earth all the same; [`directions()`](crate::directions()) computes
    /// the range by direction over the rotating one.
    pub fn with_launch_site(self, launch: LaunchSite) -> Self {
        Self { launch: Some(launch), ..self }
    }

    /// Sets whether the flight is known to be ballistic, however low its arc: a range then has a
    /// class even where the arc lies in the air.
    pub fn with_ballistic(self, is_ballistic: bool) -> Self {
        Self { is_ballistic, ..self }
    }

    /// Returns whether the flight is known to be ballistic; false by default.
    pub fn is_ballistic(&self) -> bool {
        self.is_ballistic
    }

    /// Returns the launch site of the reported flight over the rotating Earth; none by default, as
    /// in published estimates.
    pub fn launch_site(&self) -> Option<LaunchSite> {
        self.launch
    }

    /// Removes the launch site.
    pub(crate) fn without_launch_site(self) -> Self {
        Self { launch: None, ..self }
    }

    /// Returns what is held possible of the vehicle.
    pub fn prior(&self) -> &Prior {
        &self.prior
    }

    /// Returns the number of draws: of proposals chosen by weight and fitted.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// Returns the seed of the draws.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the method whose number is the answer.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Returns the scheme whose classes name the range.
    pub fn scheme(&self) -> &ClassScheme {
        &self.scheme
    }

    /// Returns the burn time of the method [`AnalyticBoost`](Method::AnalyticBoost), and of
    /// [`FlownNominal`](Method::FlownNominal) where no flight time was reported, s.
    pub fn burn_time_s(&self) -> f64 {
        self.burn_time_s
    }

    /// Returns the ground range that the methods below [`Flown`](Method::Flown) assume when none
    /// was reported, as a fraction of the apogee.
    pub fn ground_range_per_apogee(&self) -> f64 {
        self.ground_range_per_apogee
    }

    /// Returns the definition of the standard trajectory.
    pub fn standard_trajectory(&self) -> StandardTrajectory {
        self.standard_trajectory
    }

    /// Returns the Earth: a sphere that does not rotate.
    pub fn sphere(&self) -> Sphere {
        Sphere::MEAN
    }

    /// Returns the gravity of the method [`AnalyticBoost`](Method::AnalyticBoost).
    pub fn effective_gravity(&self) -> EffectiveGravity {
        EffectiveGravity::MEAN_OVER_TIME
    }
}

impl Default for Model {
    fn default() -> Self {
        Self {
            method: Method::Flown,
            scheme: ClassScheme::us(),
            burn_time_s: 200.0,
            ground_range_per_apogee: 1.0 / 3.0,
            standard_trajectory: StandardTrajectory::GravityTurn,
            prior: Prior::default(),
            draws: DEFAULT_DRAWS,
            seed: DEFAULT_SEED,
            launch: None,
            is_ballistic: false,
        }
    }
}
