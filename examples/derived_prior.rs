//! Where does the prior come from? Masses and diameters of missiles of record give the mass over
//! the cross-section; a textbook's drag curve by Mach number, and the measured one of a launch
//! vehicle, give the drag coefficient; stages of record give thrust over weight and the share of
//! propellant. No flight that the estimates are scored on enters, nor any vehicle of theirs.
//!
//! The coefficient is the constant one that costs as much speed as the curve does, on the ascent
//! of four vehicles.
//!
//! `cargo run --release --example derived_prior`

use std::fmt::Write;

use lofted::physics::earth::Sphere;
use lofted::physics::flight::Flight;
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::{DragCurve, DragPoint, Stage, Vehicle, VehicleParts};
use lofted::{Bounds, Error, Marginal, Prior, Result};

/// The shape of a slender body of revolution.
///
/// The drag coefficient without lift is that of E. L. Fleeman, Tactical Missile Design (AIAA, second
/// edition 2006), chapter 2 (recalled): wave drag of the nose, friction, and base drag, which the
/// jet fills in as far as the nozzles cover the base.
#[derive(Debug, Clone, Copy)]
struct Body {
    /// The length of the nose over the diameter.
    nose_fineness: f64,
    /// The length of the body over the diameter.
    fineness: f64,
    /// The exit area of the nozzles over the cross-section; zero without thrust.
    exit_share: f64,
}

/// Dynamic pressure in lb/ft² and length in ft at which the friction is taken: 10 km and 15 m.
/// They enter by the fifth root.
const DYNAMIC_PRESSURE_PER_MACH_SQUARED: f64 = 0.7 * 553.0;
const LENGTH_FT: f64 = 49.0;

impl Body {
    /// Returns the drag coefficient at a Mach number.
    fn drag_coefficient(&self, mach: f64) -> f64 {
        let slope = (0.5 / self.nose_fineness).atan().powf(1.69);
        let wave = if mach >= 1.0 { (1.59 + 1.83 / (mach * mach)) * slope } else { 0.0 };
        let base = if mach >= 1.0 { 0.25 / mach } else { 0.12 + 0.13 * mach * mach };
        let pressure = DYNAMIC_PRESSURE_PER_MACH_SQUARED * mach * mach;
        let friction = 0.053 * self.fineness * (mach / (pressure * LENGTH_FT)).powf(0.2);
        wave + friction + (1.0 - self.exit_share) * base
    }

    /// Returns the coefficients as a curve; the wave drag sets in between Mach 0.9 and 1.
    fn curve(&self) -> DragCurve {
        let machs = [0.3, 0.6, 0.9, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0];
        let point = |mach: f64| DragPoint { mach, coefficient: self.drag_coefficient(mach) };
        DragCurve::ByMach(machs.map(point).to_vec())
    }
}

/// Noses, lengths and nozzles of the bodies: noses from a blunt cone to an ogive, nozzles from those
/// of a liquid missile to those of a solid one.
const NOSES: [f64; 4] = [2.0, 2.5, 3.0, 4.0];
const LENGTHS: [f64; 3] = [8.0, 11.0, 14.0];
const EXITS: [f64; 3] = [0.3, 0.5, 0.8];

fn bodies() -> impl Iterator<Item = Body> {
    NOSES.into_iter().flat_map(|nose_fineness| {
        LENGTHS.into_iter().flat_map(move |fineness| {
            EXITS.into_iter().map(move |exit_share| Body { nose_fineness, fineness, exit_share })
        })
    })
}

/// Returns the numbers of two columns of a table.
fn columns<const N: usize>(text: &str, names: [&str; N]) -> Vec<[f64; N]> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let places = names.map(|name| heads.iter().position(|head| head == name).unwrap());
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| places.map(|place| record[place].parse().unwrap())).collect()
}

/// Returns the curve of a launch vehicle.
fn launcher_curve() -> DragCurve {
    let rows = columns(include_str!("../tests/data/drag_curve_mv.csv"), ["mach", "drag_coefficient"]);
    DragCurve::ByMach(rows.into_iter().map(|[mach, coefficient]| DragPoint { mach, coefficient }).collect())
}

/// Returns the speed lost to drag on a steep ascent of one stage, m/s.
fn drag_loss_m_per_s(drag: DragCurve, thrust_to_weight: f64) -> Result<f64> {
    let (mass_kg, share, impulse_s) = (10e3, 0.8, 240.0);
    let burn_time_s = share * impulse_s / thrust_to_weight;
    let stage = Stage {
        propellant_mass_kg: share * mass_kg,
        structure_mass_kg: 0.0,
        vacuum_thrust_n: share * mass_kg * 9.80665 * 1.1 * impulse_s / burn_time_s,
        vacuum_specific_impulse_s: 1.1 * impulse_s,
        exit_area_m2: 0.0,
        ignition_delay_s: 0.0,
    }
    .with_sea_level_specific_impulse_s(impulse_s);
    let vehicle = Vehicle::new(VehicleParts {
        stages: vec![stage],
        payload_mass_kg: (1.0 - share) * mass_kg,
        reference_area_m2: mass_kg / 12e3,
        drag,
        reentry_ballistic_coefficient_kg_per_m2: 5e3,
    })?;
    let steering = Steering::GravityTurn { kick_time_s: 5.0, kick_angle_rad: 0.01 };
    let flight = Flight {
        vehicle: &vehicle,
        steering: &steering,
        sphere: Sphere::MEAN,
        has_air: true,
        tolerance: 1e-8,
    };
    let budget = flight.trajectory()?.delta_v_budget;
    budget
        .map(|budget| budget.drag_loss_m_per_s)
        .ok_or(Error::NotFinite { x: thrust_to_weight, value: f64::NAN })
}

/// Lift-off thrusts over weight, from a heavy liquid missile to a short-range solid one.
const THRUSTS: [f64; 4] = [1.3, 1.8, 2.5, 3.5];

/// Returns the constant drag coefficient that costs as much speed as a curve.
fn equivalent_coefficient(drag: &DragCurve, thrust_to_weight: f64) -> Result<f64> {
    let wanted = drag_loss_m_per_s(drag.clone(), thrust_to_weight)?;
    let mut coefficient = 0.3;
    // The loss is nearly proportional to the coefficient.
    for _ in 0..4 {
        coefficient *= wanted / drag_loss_m_per_s(DragCurve::Constant(coefficient), thrust_to_weight)?;
    }
    Ok(coefficient)
}

/// Returns the least, the quartiles and the greatest of some numbers.
fn summary(mut numbers: Vec<f64>) -> [f64; 4] {
    numbers.sort_by(f64::total_cmp);
    [0.0, 0.25, 0.75, 1.0].map(|share| numbers[((numbers.len() - 1) as f64 * share).round() as usize])
}

/// A stage of a missile of record.
#[derive(Debug, Clone, Copy)]
struct StageOfRecord {
    number: usize,
    of: usize,
    is_liquid: bool,
    /// None where it is not known, as the next.
    thrust_to_weight: Option<f64>,
    propellant_share: Option<f64>,
}

/// Returns the stages of record.
fn stages_of_record() -> Vec<StageOfRecord> {
    let text = include_str!("../tests/data/stages.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| StageOfRecord {
            number: record[1].parse().unwrap(),
            of: record[2].parse().unwrap(),
            is_liquid: &record[3] == "liquid",
            thrust_to_weight: record[4].parse().ok(),
            propellant_share: record[5].parse().ok(),
        })
        .collect()
}

/// Those numbers of the prior that are derived: each the least value, the quartiles and the
/// greatest.
#[derive(Debug, Clone, Copy)]
pub struct Derived {
    /// The mass at lift-off over the cross-section for one, two and three stages, kg/m².
    pub mass_per_area_kg_per_m2: [[f64; 4]; 3],
    /// The drag coefficient of the ascent.
    pub drag_coefficient: [f64; 4],
    /// The drag coefficient of a whole body from Mach 2 to 6, without thrust, over that of its
    /// ascent.
    pub whole_body_drag_ratio: [f64; 4],
    /// The thrust over weight at the ignition of a first or only liquid stage.
    pub liquid_lift_off_thrust_to_weight: [f64; 4],
    /// The propellant of the first of several stages over the mass at lift-off.
    pub first_propellant_share: [f64; 4],
}

/// Derives the numbers of the prior.
pub fn derived() -> Result<Derived> {
    let rows =
        columns(include_str!("../tests/data/bodies.csv"), ["stages", "lift_off_mass_kg", "diameter_m"]);
    let mass_per_area = |wanted: f64| {
        let of_stages = rows.iter().filter(|[stages, ..]| *stages == wanted);
        let area_m2 = |diameter_m: f64| 0.25 * std::f64::consts::PI * diameter_m * diameter_m;
        summary(of_stages.map(|[_, mass_kg, diameter_m]| mass_kg / area_m2(*diameter_m)).collect())
    };
    let (mut coefficients, mut ratios) = (Vec::new(), Vec::new());
    for body in bodies() {
        let coasting = Body { exit_share: 0.0, ..body };
        for thrust_to_weight in THRUSTS {
            let coefficient = equivalent_coefficient(&body.curve(), thrust_to_weight)?;
            coefficients.push(coefficient);
            ratios.extend([2.0, 3.0, 4.0, 6.0].map(|mach| coasting.drag_coefficient(mach) / coefficient));
        }
    }
    for thrust_to_weight in THRUSTS {
        coefficients.push(equivalent_coefficient(&launcher_curve(), thrust_to_weight)?);
    }
    let stages = stages_of_record();
    let thrusts = |wanted: &dyn Fn(&StageOfRecord) -> bool| {
        summary(
            stages.iter().filter(|stage| wanted(stage)).filter_map(|stage| stage.thrust_to_weight).collect(),
        )
    };
    let first_of_several = stages.iter().filter(|stage| stage.number == 1 && stage.of > 1);
    Ok(Derived {
        mass_per_area_kg_per_m2: [1.0, 2.0, 3.0].map(mass_per_area),
        drag_coefficient: summary(coefficients),
        whole_body_drag_ratio: summary(ratios),
        liquid_lift_off_thrust_to_weight: thrusts(&|stage| stage.is_liquid && stage.number == 1),
        first_propellant_share: summary(
            first_of_several.filter_map(|stage| stage.propellant_share).collect(),
        ),
    })
}

fn numbers(marginal: &Marginal) -> [f64; 4] {
    let Bounds { low, high } = marginal.bounds();
    let Bounds { low: first, high: third } = marginal.quartiles().unwrap_or(marginal.bounds());
    [low, first, third, high]
}

/// Returns the output: each quantity as derived and as it stands in the prior.
pub fn report() -> Result<String> {
    let derived = derived()?;
    let prior = Prior::default();
    let [one, two, three] = derived.mass_per_area_kg_per_m2.map(|numbers| numbers.map(|number| number / 1e3));
    let t_per_m2 = |marginal: &Marginal| numbers(marginal).map(|number| number / 1e3);
    let mut text = String::from(
        "                                derived: least, quartiles, most    in the prior
",
    );
    for (name, found, kept) in [
        ("m/A of one stage, t/m2", one, t_per_m2(&prior.mass_per_area_of_one_stage_kg_per_m2())),
        ("m/A of two stages, t/m2", two, t_per_m2(&prior.mass_per_area_of_two_stages_kg_per_m2())),
        ("m/A of three stages, t/m2", three, t_per_m2(&prior.mass_per_area_of_three_stages_kg_per_m2())),
        ("drag coefficient", derived.drag_coefficient, numbers(&prior.drag_coefficient())),
        (
            "re-entry of a whole body, ratio",
            derived.whole_body_drag_ratio,
            numbers(&prior.whole_body_drag_ratio()),
        ),
        (
            "thrust of a liquid first stage",
            derived.liquid_lift_off_thrust_to_weight,
            numbers(&prior.liquid_propulsion().lift_off_thrust_to_weight()),
        ),
        (
            "propellant share of a first stage",
            derived.first_propellant_share,
            numbers(&prior.first_propellant_share()),
        ),
    ] {
        let [a, b, c, d] = found;
        let [e, f, g, h] = kept;
        writeln!(
            text,
            "{name:<32} {a:>6.2} {b:>6.2} {c:>6.2} {d:>6.2}       {e:>6.2} {f:>6.2} {g:>6.2} {h:>6.2}"
        )
        .ok();
    }
    Ok(text)
}

/// Prints the table.
pub fn main() -> Result<()> {
    print!("{}", report()?);
    Ok(())
}
