//! `lofted` estimates how far the missile of a lofted test would fly on a standard trajectory, from
//! the apogee, ground range and flight time that were reported in public: with an interval, a
//! class, and a verdict on whether the figures can be true.
//!
//! ```
//! use lofted::{Model, Observation, RangeClass, estimate};
//!
//! let observation = Observation::builder()
//!     .apogee_km(2_802.0)
//!     .ground_range_km(930.0)
//!     .flight_time_min(37.0)
//!     .build()?;
//! let estimate = estimate(&observation, &Model::default())?;
//! assert_eq!(estimate.class(), RangeClass::Icbm);
//! assert!(estimate.range_km().is_some_and(|range_km| (6_800.0..6_940.0).contains(&range_km)));
//! println!("{estimate}"); // the answer, its interval, the verdict, every method, the assumptions
//! # Ok::<(), lofted::Error>(())
//! ```
//!
#![doc = include_str!("../docs/pictures/2017-07-04-flights.svg")]
//!
//! # Main types
//!
//! They follow the story of one flight; each step takes what the one before returns.
//!
//! | | |
//! |---|---|
//! | [`Reported`] | one figure as printed: its value, its rounding, "about", "more than" |
//! | [`Observation`] | two or three figures of one flight, checked |
//! | [`consistency()`], [`Verdict`] | whether they can be one flight, by physics alone |
//! | [`Model`] | the assumptions: [`Method`], [`Prior`], [`StandardTrajectory`], [`ClassScheme`] |
//! | [`fit()`], [`maximum_range()`] | the vehicle that flies a loft, and its maximum range |
//! | [`Posterior`] | a weighted sample of vehicles that fly the report, with their ranges |
//! | [`estimate()`], [`Estimate`] | the whole walk, with every intermediate and its [`Warning`]s |
//! | [`Reach`], [`RangeClass`] | a distance or global reach, and its class |
//! | [`compare()`], [`NamedReport`] | rival reports of one flight, compared with each other |
//! | [`family()`], [`Family`] | several flights of one missile, each alone and together |
//! | [`directions()`], [`track()`] | the range by azimuth; the reported flight on the map |
//! | [`Catalogue`](catalogue::Catalogue) | the public flights, who reported what, and where |
//! | [`Error`] | what is wrong with an input, and what to do |
//!
//! Below them are [`physics`] (closed forms of free flight, air, vehicles, powered flight with
//! located events) and [`numerics`] (solvers of ordinary differential equations, roots, maxima),
//! which are useful on their own.
//!
//! # Crate features
//!
//! There are no default features.
//!
//! - `serde`: the module `export`, estimates and checks as JSON through serde.
//! - `geojson`: the module `export`, ranges by direction and the ground track as GeoJSON (RFC
//!   7946).
//! - `plot`: the module `plot`, pictures as SVG.
//! - `parallel`: an estimate on every core, with the same bits on any number of them.
//! - `cli`: the command `lofted`, with all of the above; it adds nothing to the library.
//!
//! # What it does not do
//!
//! Ranges are for the payload that flew and an Earth that does not rotate, as published ranges are;
//! [`directions()`] alone adds rotation. Nothing is computed toward a chosen place: no aim point,
//! no launch settings for a target, no guidance, no accuracy, no warhead or vehicle design, no
//! evasion.
//!
//! # Cookbook
//!
//! ## Estimate from the words of the news
//!
//! ```
//! use lofted::{Model, Observation, estimate};
//!
//! let observation = Observation::builder()
//!     .apogee("more than 2,500 km".parse()?)
//!     .ground_range("about 930 km".parse()?)
//!     .flight_time("about 40 min".parse()?)
//!     .build()?;
//! let answer = estimate(&observation, &Model::default())?;
//! let posterior = answer.posterior().unwrap();
//! // Where a published range falls: the probability that the range is at most this.
//! assert!(posterior.share_within_km(6_700.0) < 0.05);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! ## Restrict the prior
//!
//! ```
//! use lofted::{Model, Observation, Prior, estimate};
//!
//! let observation = Observation::builder()
//!     .apogee_km(2_802.0)
//!     .ground_range_km(930.0)
//!     .build()?;
//! let prior = Prior::default().liquid().with_stages(2)?;
//! let prior = prior.with_first_stage_burn_time_s(120.0..=140.0)?;
//! let width_km = |model: &Model| -> Result<f64, lofted::Error> {
//!     let reach = estimate(&observation, model)?.posterior().cloned().unwrap().reach;
//!     Ok(reach.p95.range_km().unwrap() - reach.p05.range_km().unwrap())
//! };
//! let (known, unknown) = (Model::default().with_prior(prior), Model::default());
//! assert!(width_km(&known)? < 0.8 * width_km(&unknown)?);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! Every bound has a getter and a setter in [`Prior`]; each setter says what vehicles can have.
//!
//! ## Compare reports
//!
//! ```
//! use lofted::catalogue::Catalogue;
//! use lofted::{Method, Model, NamedReport, Observation, compare};
//!
//! let mut reports = Vec::new();
//! for report in &Catalogue::public()?.flight("HS14-2017-07-04").unwrap().reports {
//!     reports.push(report.named()?);
//! }
//! reports.push(NamedReport::new("mine", Observation::builder().flight_time_min(39.0))?);
//! let found = compare(&reports, &Model::default().with_method(Method::Kepler))?;
//! let rival = reports.iter().position(|report| report.reporter() == "Russia MoD").unwrap();
//! let mut of_rival = found.pairs.iter().filter(|pair| [pair.first, pair.second].contains(&rival));
//! assert!(of_rival.all(|pair| !pair.agrees()));
//! println!("{found}");
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! ## Compare solvers
//!
//! All solvers take the same right-hand side and the same events; `examples/solver_variants.rs` is
//! a full comparison.
//!
//! ```
//! use lofted::numerics::ode::{Dop853, Event, Rk4, Taylor, Verner98};
//! use lofted::physics::earth::Sphere;
//! use lofted::physics::motion::{SphericalState, TwoBody, above_sphere};
//!
//! let radius_m = Sphere::MEAN.radius_m();
//! let departure = SphericalState {
//!     radius_m,
//!     latitude_rad: 0.7,
//!     longitude_rad: 2.1,
//!     speed_m_per_s: 6_200.0,
//!     flight_path_angle_rad: 1.4,
//!     azimuth_rad: 1.1,
//! };
//! let above = above_sphere(radius_m);
//! let start = departure.state();
//! let system = TwoBody::default();
//! let mut seen = Vec::new();
//! macro_rules! fly {
//!     ($solver:expr) => {{
//!         let mut impact = Event::falling(move |_t, y: &[f64; 6]| above(y));
//!         let end = $solver.run(&system, 0.0, start, 1e4, &mut [&mut impact])?;
//!         seen.push((end.t, end.statistics.evaluations));
//!     }};
//! }
//! fly!(Dop853::with_tolerance(1e-10));
//! fly!(Verner98::with_tolerance(1e-10));
//! fly!(Taylor::<21>::with_tolerance(1e-10));
//! fly!(Rk4::with_step(1.0));
//! let [dop853, verner, taylor, rk4] = seen[..] else { unreachable!() };
//! assert!([verner, taylor, rk4].iter().all(|other| (other.0 - dop853.0).abs() < 1e-4));
//! assert!(rk4.1 > 20 * dop853.1);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! ## Add a vehicle
//!
//! An [`Unreported`] has everything about a vehicle except the thrust of its last stage; the loft
//! determines that number, and the vehicle is flown again for maximum range. A vehicle that is
//! known completely is a [`Vehicle`](physics::vehicle::Vehicle), as in
//! `examples/custom_vehicle.rs`.
//!
//! ```
//! use lofted::physics::earth::Sphere;
//! use lofted::{Loft, StandardTrajectory, Unreported, fit, maximum_range};
//!
//! let mut mine = Unreported::nominal(213.0)?;
//! mine.last_stage.impulse.vacuum_s = 310.0;
//! let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 930e3 };
//! let fitted = fit(&mine, loft, Sphere::MEAN, 1e-6)?;
//! let standard_trajectory = StandardTrajectory::GravityTurn;
//! let standard = maximum_range(&fitted.vehicle, &mine, standard_trajectory, Sphere::MEAN, 1e-6)?;
//! assert!((6_700.0..6_900.0).contains(&standard.reach.range_km().unwrap()));
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! ## Add a class scheme
//!
//! ```
//! use lofted::{Band, ClassScheme, Method, Model, Observation, RangeClass, estimate};
//!
//! let bands = vec![
//!     Band { class: RangeClass::Mrbm, lower_km: 1_000.0, includes_lower: true, upper_km: 3_500.0 },
//!     Band { class: RangeClass::Icbm, lower_km: 8_000.0, includes_lower: true, upper_km: f64::INFINITY },
//! ];
//! let scheme = ClassScheme::new("mine", "a table of a yearbook", bands)?;
//! let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).build()?;
//! let model = Model::default().with_method(Method::Kepler).with_scheme(scheme);
//! assert_eq!(estimate(&observation, &model)?.class(), RangeClass::Unclassified);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! Equations and sources are in [`_methods`], the reasons for the design in [`_design`].

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

// The modules are declared in the order of the story of one flight; the physics and the numerical
// methods come last.

mod error;

mod reported;
mod observation;
mod consistency;
mod reach;
mod class;
mod prior;
mod low_arc;
mod slip;
mod model;
mod inversion;
mod posterior;
mod ladder;
mod estimate;
mod compare;
mod family;
mod directions;
mod track;
pub mod catalogue;
#[cfg(any(feature = "serde", feature = "geojson"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "serde", feature = "geojson"))))]
pub mod export;
#[cfg(feature = "plot")]
#[cfg_attr(docsrs, doc(cfg(feature = "plot")))]
pub mod plot;

pub mod physics;

pub mod numerics;

/// The equations, symbols, sources, assumptions and domains of validity (docs/methods.md of the
/// repository).
#[doc = include_str!("../docs/methods.md")]
pub mod _methods {}

/// The reasons for the design (DESIGN.md of the repository).
#[doc = include_str!("../DESIGN.md")]
pub mod _design {}

/// Runs the programs of README and docs/examples.md as tests. As pages of the crate their links
/// would be broken.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/examples.md")]
pub mod _readme {}

pub use class::{Band, ClassScheme, RangeClass};
pub use compare::{
    Comparison, CrossCheck, FigureDifference, Group, JudgedReport, MAX_REPORTS, NamedReport, Pair,
    SpeedCheck, compare,
};
pub use consistency::{
    Change, Consistency, DRAG_MARGIN_S, Spread, Verdict, consistency, consistency_over_ground,
};
pub use directions::{AzimuthGrid, AzimuthRange, Directions, directions};
pub use error::{CellFault, Error, Figure, Result};
pub use estimate::{Estimate, cautions, estimate};
pub use family::{Family, FamilyFlight, FamilyWarning, OneMissile, Shared, Together, WhyApart, family};
pub use inversion::{
    Fitted, FittedOverGround, LaunchDirection, Loft, LoftOverGround, MaximumRangeFlight,
    MaximumRangeOverGround, Trajectories, fit, fit_in_azimuth, fit_over_ground, maximum_range,
    maximum_range_over_ground,
};
pub use ladder::{
    AnalyticBoost, Basis, BoostedFlight, BoostedLoft, BoostedRange, BurnTimeChoice, Flat, FlownNominal,
    Invariant, Kepler, Rung, Turns, Working, analytic_boost, flat, flown_nominal, invariants, kepler,
};
pub use low_arc::{ArcMeasures, DRAG_IN_AIR_G, LowArc, MIN_APOGEE_RATIO, MIN_SHARE_IN_AIR};
pub use model::{Method, Model};
pub use observation::{Figures, Observation, ObservationBuilder};
pub use posterior::{
    Draw, MIN_EFFECTIVE_SAMPLE_SIZE, MedianVehicle, Percentiles, Posterior, ReachPercentiles, Sensitivity,
    Slope, VehicleSensitivity, Warning, posterior,
};
pub use prior::{
    Bounds, ImpliedBurnTime, Impulse, KnownVehicle, LastStage, LoftSteering, LowerStage, Marginal,
    OutsidePrior, Prior, Propellant, Propulsion, ReentryBody, Reporting, StandardTrajectory, Unreported,
};
pub use reach::Reach;
pub use reported::{FigureColumn, Reported, ReportedBounds, SiFigure, TopSpeedColumn, Unit};
pub use slip::Slip;
pub use track::{Track, TrackedFlight, track};
