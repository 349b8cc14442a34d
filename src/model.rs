//! Everything that is assumed, in one value.

use std::fmt;

use crate::class::ClassScheme;
use crate::error::{Error, Result};
use crate::numerics::quasirandom::MOST_POINTS;
use crate::physics::earth::Sphere;
use crate::physics::globe::LaunchSite;
use crate::physics::gravity_turn::EffectiveGravity;
use crate::prior::{LONGEST_KNOWN_BURN_S, Prior, StandardTrajectory};

/// A way from the reported figures to a range, from the simplest up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Method {
    /// Twice the apogee: the range of the same speed over a flat Earth.
    Flat,
    /// The energy of the free arc, spent on range. No powered ascent.
    Kepler,
    /// The thrust and burn time of a gravity turn in closed form, kept from the lofted to the standard flight.
    AnalyticBoost,
    /// One nominal vehicle, fitted to the report and flown again for range.
    FlownNominal,
    /// Every vehicle of the prior, fitted to the report and flown again for range: an answer with an interval.
    Flown,
}

impl Method {
    /// All of them, from the simplest up.
    pub const ALL: [Self; 5] =
        [Self::Flat, Self::Kepler, Self::AnalyticBoost, Self::FlownNominal, Self::Flown];

    /// How the method is written in options and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Kepler => "kepler",
            Self::AnalyticBoost => "analytic_boost",
            Self::FlownNominal => "flown_nominal",
            Self::Flown => "flown",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The shortest burn time accepted, s: a gun, for which the method `kepler` is the right one.
const SHORTEST_BURN_TIME_S: f64 = 1e-3;

/// What is assumed about the Earth, the vehicle and the names, and whose number is the answer.
///
/// ```
/// use lofted::{ClassScheme, Method, Model};
///
/// let model = Model::default().with_burn_time_s(180.0)?.with_scheme(ClassScheme::inf());
/// assert_eq!(model.method(), Method::Flown);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
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
}

/// Draws by default: see `examples/how_many_draws`.
const DRAWS: u32 = 256;

/// The fewest draws worth the name of a sample.
const FEWEST_DRAWS: u32 = 16;

/// The seed by default: the day.
const SEED: u64 = 20_170_704;

impl Model {
    /// Whose number is the answer; the methods above it are not computed.
    #[must_use]
    pub fn with_method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// Whose classes name the range.
    #[must_use]
    pub fn with_scheme(self, scheme: ClassScheme) -> Self {
        Self { scheme, ..self }
    }

    /// The burn time of the method [`AnalyticBoost`](Method::AnalyticBoost), and of
    /// [`FlownNominal`](Method::FlownNominal) where there is no flight time to meet, s. By default 200, between a solid's two to
    /// three minutes and a liquid's four.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 0.001 to 600.
    pub fn with_burn_time_s(self, burn_time_s: f64) -> Result<Self> {
        if (SHORTEST_BURN_TIME_S..=LONGEST_KNOWN_BURN_S).contains(&burn_time_s) {
            Ok(Self { burn_time_s, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the burn time in s",
                value: burn_time_s,
                allowed: "from 0.001 to 600 (the longest boosts on record burn for six minutes)",
            })
        }
    }

    /// The ground range taken when only apogee and flight time were reported, as a fraction of the apogee. By default
    /// one third, a typical loft. It is a stated nuisance: it is never solved from the time, which a loft's ground range
    /// hardly moves.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 0 to 4 (four is a flight of greatest range over a flat Earth).
    pub fn with_ground_range_per_apogee(self, ground_range_per_apogee: f64) -> Result<Self> {
        if (0.0..=4.0).contains(&ground_range_per_apogee) {
            Ok(Self { ground_range_per_apogee, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the ground range per apogee",
                value: ground_range_per_apogee,
                allowed: "from 0 (vertical) to 4 (a flight of greatest range over a flat Earth)",
            })
        }
    }

    /// The definition of the standard trajectory for vehicles that are flown; the methods below them have their own.
    #[must_use]
    pub fn with_standard_trajectory(self, standard_trajectory: StandardTrajectory) -> Self {
        Self { standard_trajectory, ..self }
    }

    /// What is held possible of the vehicle, for the method [`Flown`](Method::Flown).
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for bounds that no vehicle can have.
    pub fn with_prior(self, prior: Prior) -> Result<Self> {
        Ok(Self { prior: prior.checked()?, ..self })
    }

    /// How many vehicles are drawn from the prior for the method [`Flown`](Method::Flown).
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 16 to 65,536.
    pub fn with_draws(self, draws: u32) -> Result<Self> {
        if (FEWEST_DRAWS..=MOST_POINTS).contains(&draws) {
            Ok(Self { draws, ..self })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the number of draws",
                value: f64::from(draws),
                allowed: "from 16 to 65,536",
            })
        }
    }

    /// The seed of the draws. The same seed gives the same answer, to the bit.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The reported flight was launched from there, over the turning Earth: the report is checked, and its vehicle fitted, so. The answer
    /// is the range over an Earth that does not turn all the same; by direction over the turning one it is
    /// [`directions()`](crate::directions()).
    #[must_use]
    pub fn with_launch_site(self, launch: LaunchSite) -> Self {
        Self { launch: Some(launch), ..self }
    }

    /// From where over the turning Earth the reported flight was launched; none by default, as in published estimates.
    pub fn launch_site(&self) -> Option<LaunchSite> {
        self.launch
    }

    /// The same model with nothing said of the launch.
    pub(crate) fn without_launch_site(self) -> Self {
        Self { launch: None, ..self }
    }

    /// What is held possible of the vehicle.
    pub fn prior(&self) -> &Prior {
        &self.prior
    }

    /// How many vehicles are drawn.
    pub fn draws(&self) -> u32 {
        self.draws
    }

    /// The seed of the draws.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Whose number is the answer.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Whose classes name the range.
    pub fn scheme(&self) -> &ClassScheme {
        &self.scheme
    }

    /// The burn time of the method [`AnalyticBoost`](Method::AnalyticBoost), s.
    pub fn burn_time_s(&self) -> f64 {
        self.burn_time_s
    }

    /// The ground range taken when none was reported, as a fraction of the apogee.
    pub fn ground_range_per_apogee(&self) -> f64 {
        self.ground_range_per_apogee
    }

    /// The definition of the standard trajectory.
    pub fn standard_trajectory(&self) -> StandardTrajectory {
        self.standard_trajectory
    }

    /// The Earth: a sphere that does not turn.
    pub fn sphere(&self) -> Sphere {
        Sphere::MEAN
    }

    /// The gravity of the method [`AnalyticBoost`](Method::AnalyticBoost).
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
            draws: DRAWS,
            seed: SEED,
            launch: None,
        }
    }
}
