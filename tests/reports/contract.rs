//! Every error: the variant, and the message that a person reads.

use crate::common::tolerance;
use lofted::ObservationBuilder;
use lofted::catalogue::Catalogue;
use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::numerics::roots::{RootSearch, root};
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::physics::gravity_turn::{EffectiveGravity, GravityTurn, turn_end};
use lofted::physics::kepler::error_coefficients::error_coefficients;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::propagation::State;
use lofted::physics::kepler::symmetric::{self, CanonicalBurnout};
use lofted::physics::kepler::unequal::{self, Burnout, Transfer, free_flight};
use lofted::{
    Band, ClassScheme, Error, FigureColumn, KnownVehicle, Method, Model, Observation, Propellant, RangeClass,
    Reported, StandardTrajectory, Unreported,
};
use lofted::{Basis, flown_nominal};
use lofted::{Loft, Turns, analytic_boost};
use lofted::{LoftOverGround, fit, fit_in_azimuth};

/// Returns the message if the result is an error of the pattern's variant.
macro_rules! message {
    ($result:expr, $variant:pat) => {{
        let error = $result.map(|_| ()).unwrap_err();
        assert!(matches!(error, $variant), "{error:?}");
        error.to_string()
    }};
}

#[track_caller]
fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "no {part:?} in {message:?}");
    }
    assert!(!message.contains('\n'), "{message:?} is more than a line");
}

fn builder() -> ObservationBuilder {
    Observation::builder()
}

#[test]
fn too_few_figures_are_refused() {
    says(
        &message!(builder().build(), Error::NothingReported),
        &["give two of apogee, ground range and flight time"],
    );
    says(
        &message!(builder().flight_time_min(37.0).build(), Error::FlightTimeAlone { .. }),
        &["2220.0 s alone", "give the apogee or the ground range as well"],
    );
    says(
        &message!(builder().apogee_km(2_802.0).build(), Error::ApogeeAlone { .. }),
        &["2802.0 km alone", "give the ground range or the flight time as well"],
    );
    says(
        &message!(builder().ground_range_km(933.0).build(), Error::GroundRangeAlone { .. }),
        &["933.0 km alone", "give the apogee or the flight time as well"],
    );
}

#[test]
fn figures_that_are_not_numbers_or_not_flights_are_refused() {
    let sound = || builder().apogee_km(2_802.0).ground_range_km(933.0).flight_time_min(37.0);
    for (name, unit, set) in [
        ("apogee", "km", ObservationBuilder::apogee_km as fn(ObservationBuilder, f64) -> ObservationBuilder),
        ("ground range", "km", ObservationBuilder::ground_range_km),
        ("flight time", "min", ObservationBuilder::flight_time_min),
        ("flight time", "s", ObservationBuilder::flight_time_s),
    ] {
        let with = |value: f64| set(sound(), value).build();
        says(&message!(with(f64::NAN), Error::NotANumber { .. }), &[name, "NaN", unit, "leave it out"]);
        says(&message!(with(f64::INFINITY), Error::Infinite { .. }), &[name, "inf", unit, "finite"]);
        says(&message!(with(f64::NEG_INFINITY), Error::Infinite { .. }), &[name, "-inf", unit]);
        says(&message!(with(-1.0), Error::Negative { .. }), &[name, "-1", unit, "without a sign"]);
        if name == "ground range" {
            assert!(with(0.0).is_ok(), "a vertical flight comes down where it started");
            assert!(with(-0.0).is_ok());
        } else {
            says(&message!(with(0.0), Error::Zero { .. }), &[name, "0", unit, "leave it out"]);
            says(&message!(with(-0.0), Error::Zero { .. }), &[name, "0", unit]);
            says(
                &message!(with(1e-9), Error::TooSmall { .. }),
                &[name, "0.000000001", unit, "least accepted"],
            );
        }
    }
    says(
        &message!(sound().apogee_km(1e6).build(), Error::ApogeeTooHigh { .. }),
        &["1000000 km", "100000 km", "Moon", "check the unit"],
    );
    says(
        &message!(sound().ground_range_km(20_016.0).build(), Error::BeyondHalfCircumference { .. }),
        &["20016 km", "20015.1 km", "half the circumference", "the shorter way round"],
    );
    assert!(sound().ground_range_km(20_015.0).build().is_ok());
    says(
        &message!(sound().flight_time_min(5_000.0).build(), Error::FlightTimeTooLong { .. }),
        &["5000 min", "4320 min", "check the unit"],
    );
}

#[test]
fn wordings_without_information_are_refused() {
    let with = |apogee: Reported| builder().apogee(apogee).ground_range_km(933.0).build();
    says(
        &message!(with(Reported::min(37.0)), Error::WrongDimension { .. }),
        &["apogee", "min", "a length", "give it in km"],
    );
    says(
        &message!(
            builder().apogee_km(2_802.0).flight_time(Reported::km(37.0)).build(),
            Error::WrongDimension { .. }
        ),
        &["flight time", "km", "a time", "min or s"],
    );
    says(
        &message!(with(Reported::km(2_000.0).up_to(1_000.0)), Error::EmptyInterval { .. }),
        &["apogee", "2000 km", "1000 km", "smaller end comes first"],
    );
    assert!(matches!(with(Reported::km(2_000.0).up_to(f64::NAN)), Err(Error::NotANumber { .. })));
    for tolerance in [f64::NAN, f64::INFINITY, -1.0] {
        says(
            &message!(with(Reported::km(2_000.0).plus_or_minus(tolerance)), Error::BadTolerance { .. }),
            &["apogee", "tolerance", &tolerance.to_string(), "zero or more"],
        );
    }
}

#[test]
fn texts_that_are_not_figures_are_refused() {
    // Rows for every problem are in tests/data/refusals.csv.
    says(
        &message!("37 furlongs".parse::<Reported>(), Error::UnreadableFigure { .. }),
        &[
            "cannot read \"37 [furlongs]\" as a figure",
            "no unit known here",
            "write km, m, miles, nautical miles, feet, h, min, s, or for a speed",
        ],
    );
    says(
        &message!("2,802\n".parse::<Reported>(), Error::UnreadableFigure { start: 5, end: 5, .. }),
        &["\"2,802[?]\\u{a}\"", "without a unit"],
    );
}

#[test]
fn malformed_tables_are_refused() {
    // Every fault of a cell is tested in tests/reports/catalogue.rs.
    let load = |text: &[u8]| Catalogue::default().with_estimates("mine.csv", text);
    let header = "flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source\n";
    says(
        &message!(load(b"flight,range\n"), Error::CatalogueCell { line: 1, .. }),
        &["mine.csv, line 1, column range_km_low: the header has no such column", "it needs flight,"],
    );
    says(
        &message!(
            load(format!("{header}A,6700\n").as_bytes()),
            Error::CatalogueRow { cells: 2, columns: 7, .. }
        ),
        &["mine.csv, line 2", "2 cells and the header 7", "between quotation marks"],
    );
    says(&message!(load(b"\xff"), Error::CatalogueTable { .. }), &["mine.csv", "line 1", "UTF-8"]);
}

#[test]
fn settings_outside_their_domain_are_refused() {
    for burn_time_s in [f64::NAN, 0.0, -1.0, 601.0, f64::INFINITY] {
        says(
            &message!(Model::default().with_burn_time_s(burn_time_s), Error::OutsideDomain { .. }),
            &["burn time", &burn_time_s.to_string(), "0.001 to 600"],
        );
    }
    for ratio in [f64::NAN, -0.1, 4.1] {
        says(
            &message!(Model::default().with_ground_range_per_apogee(ratio), Error::OutsideDomain { .. }),
            &["ground range per apogee", &ratio.to_string(), "0 (vertical) to 4"],
        );
    }
    says(
        &message!("magic".parse::<Method>(), Error::UnknownName { .. }),
        &["method \"magic\"", "use one of flat, kepler, analytic_boost, flown_nominal, flown"],
    );
    says(
        &message!("nato".parse::<ClassScheme>(), Error::UnknownName { .. }),
        &["class scheme \"nato\"", "use one of us, inf, start, britannica"],
    );
    says(
        &message!("left".parse::<StandardTrajectory>(), Error::UnknownName { .. }),
        &["standard trajectory \"left\"", "use one of gravity_turn, greatest"],
    );
    says(
        &message!("wood".parse::<Propellant>(), Error::UnknownName { .. }),
        &["propellant \"wood\"", "use one of liquid, solid"],
    );
    let known = KnownVehicle::default();
    says(
        &message!(known.with_first_stage_burn_time(Reported::km(5.0)), Error::NotATime { .. }),
        &["a burn time is not a length in km", "give it in s or min"],
    );
    says(&message!(known.with_stages(4), Error::OutsideDomain { .. }), &["stages", "from 1 to 3"]);
    let with_stages = known.with_stages(2).unwrap();
    let kepler = Model::default().with_method(Method::Kepler);
    says(
        &message!(kepler.with_known_vehicle(&with_stages), Error::VehicleNotUsed { property: "stages", .. }),
        &["the method kepler does not use", "leave it out, or use the method flown"],
    );
    let in_km = FigureColumn::named("apogee_km").unwrap();
    says(
        &message!(in_km.read("2,802 m"), Error::UnitNotOfColumn { .. }),
        &["\"2,802 m\" is not in km", "change one of them"],
    );
    let band =
        |lower_km, upper_km| Band { class: RangeClass::Mrbm, lower_km, includes_lower: false, upper_km };
    for bands in [
        vec![band(f64::NAN, 1.0)],
        vec![band(-1.0, 1.0)],
        vec![band(0.0, f64::NAN)],
        vec![band(2.0, 1.0)],
        vec![band(f64::INFINITY, f64::INFINITY)],
        vec![band(0.0, 2.0), band(1.0, 3.0)],
        vec![band(5.0, 5.0)],
        vec![band(0.0, 2.0), Band { includes_lower: true, ..band(2.0, 3.0) }],
    ] {
        says(
            &message!(ClassScheme::new("mine", "me", bands), Error::BadClassBand { .. }),
            &["MRBM", "rising order"],
        );
    }
}

#[test]
fn closed_forms_refuse_arguments_outside_their_domain() {
    let burnout = Burnout { radius_m: 6_571e3, speed_m_per_s: 6_500.0, flight_path_angle_rad: 0.5 };
    let fly = |burnout, impact_radius_m| free_flight(burnout, impact_radius_m, MU);
    says(
        &message!(fly(Burnout { speed_m_per_s: 11_100.0, ..burnout }, 6_371e3), Error::Escapes { .. }),
        &["11100 m/s", "escape speed here", "slower"],
    );
    says(
        &message!(
            fly(Burnout { speed_m_per_s: 8_500.0, flight_path_angle_rad: 0.0, ..burnout }, 6_371e3),
            Error::NeverComesDown { .. }
        ),
        &["never comes down through 6371000 m", "ask for a radius between"],
    );
    assert!(matches!(fly(burnout, 9_000e3), Err(Error::NeverComesDown { .. })));
    // A path that never comes down is reported by its conic: here from its perigee, 6,671 by 8,371
    // km.
    let (perigee, apogee) = (6_671e3, 8_371e3);
    let speed_m_per_s = f64::sqrt(2.0 * MU * apogee / (perigee * (perigee + apogee)));
    let orbit = fly(Burnout { radius_m: perigee, speed_m_per_s, flight_path_angle_rad: 0.0 }, 6_371e3);
    let Err(Error::NeverComesDown { perigee_radius_m, apogee_radius_m, .. }) = orbit else { panic!() };
    assert!((perigee_radius_m / perigee - 1.0).abs() < tolerance::CONIC_RELATIVE, "{perigee_radius_m}");
    assert!((apogee_radius_m / apogee - 1.0).abs() < tolerance::CONIC_RELATIVE, "{apogee_radius_m}");
    for nan in [
        fly(Burnout { radius_m: f64::NAN, ..burnout }, 6_371e3),
        fly(Burnout { speed_m_per_s: -1.0, ..burnout }, 6_371e3),
        fly(Burnout { flight_path_angle_rad: 1.6, ..burnout }, 6_371e3),
        fly(Burnout { flight_path_angle_rad: f64::NAN, ..burnout }, 6_371e3),
        fly(burnout, f64::NAN),
        fly(burnout, 0.0),
        free_flight(burnout, 6_371e3, f64::INFINITY),
    ] {
        says(&message!(nan, Error::OutsideDomain { .. }), &["it must be"]);
    }

    let start =
        |q, angle| symmetric::arc(CanonicalBurnout { speed_ratio_squared: q, flight_path_angle_rad: angle });
    assert!(matches!(start(2.0, 0.5), Err(Error::Escapes { .. })));
    assert!(matches!(start(f64::NAN, 0.5), Err(Error::OutsideDomain { .. })));
    assert!(matches!(start(0.5, -0.5), Err(Error::OutsideDomain { .. })));
    for q in [0.0, 1.0, f64::NAN] {
        says(
            &message!(symmetric::greatest_range(q), Error::OutsideDomain { .. }),
            &["below 1", &q.to_string()],
        );
    }
    for angle in [0.0, 3.2, f64::NAN] {
        assert!(matches!(symmetric::minimum_energy(angle), Err(Error::OutsideDomain { .. })));
        let transfer =
            Transfer { burnout_radius_m: 6_571e3, impact_radius_m: 6_371e3, range_angle_rad: angle };
        assert!(matches!(unequal::minimum_energy(transfer, MU), Err(Error::OutsideDomain { .. })));
    }
    says(
        &message!(symmetric::flight_path_angles(0.3, 1.0), Error::OutsideDomain { .. }),
        &["0.3", "least energy over this range angle"],
    );

    let sphere = Sphere::MEAN;
    let arc = |h, angle| observed::arc(Observed { apogee_altitude_m: h, range_angle_rad: angle }, sphere);
    for bad in [arc(f64::NAN, 0.1), arc(0.0, 0.1), arc(1e6, -0.1), arc(1e6, 3.2), arc(1e6, f64::NAN)] {
        assert!(matches!(bad, Err(Error::OutsideDomain { .. })));
    }
    says(
        &message!(observed::apogee_altitude_m(1.0, 800.0, sphere), Error::FasterThanCircular { .. }),
        &["6371009 m in 800.0 s", "805.5 s", "check the time"],
    );
    assert!(matches!(observed::apogee_altitude_m(1.0, f64::NAN, sphere), Err(Error::OutsideDomain { .. })));

    assert!(matches!(
        error_coefficients(Burnout { speed_m_per_s: 12e3, ..burnout }, MU),
        Err(Error::Escapes { .. })
    ));
    assert!(matches!(
        error_coefficients(Burnout { flight_path_angle_rad: -0.1, ..burnout }, MU),
        Err(Error::OutsideDomain { .. })
    ));
    let circular = Burnout { radius_m: 1.0, speed_m_per_s: 1.0, flight_path_angle_rad: 0.0 };
    says(&message!(error_coefficients(circular, 1.0), Error::OutsideDomain { .. }), &["the range jumps"]);
}

#[test]
fn propagation_through_the_centre_is_refused() {
    let state = State { position_m: [7e6, 0.0, 0.0], velocity_m_per_s: [0.0, 7.5e3, 0.0] };
    for bad in [
        state.after(f64::NAN, MU),
        state.after(1.0, 0.0),
        State { position_m: [0.0; 3], ..state }.after(1.0, MU),
        State { position_m: [f64::INFINITY, 0.0, 0.0], ..state }.after(1.0, MU),
        State { velocity_m_per_s: [f64::NAN, 0.0, 0.0], ..state }.after(1.0, MU),
    ] {
        assert!(matches!(bad, Err(Error::OutsideDomain { .. })), "{bad:?}");
    }
    // Straight up at 1 km/s, and down through the centre.
    let radial = State { position_m: [7e6, 0.0, 0.0], velocity_m_per_s: [1_000.0, 0.0, 0.0] };
    says(
        &message!(radial.after(1_200.0, MU), Error::ThroughTheCentre { .. }),
        &["1200 s", "a shorter interval"],
    );
    let up = radial.after(60.0, MU).unwrap();
    assert!(up.position_m[0] > 7e6 && up.velocity_m_per_s[0] < 1_000.0);
    assert!(matches!(radial.after(-1e4, MU), Err(Error::ThroughTheCentre { .. })));
    let leaving = State { velocity_m_per_s: [2e4, 0.0, 0.0], ..radial };
    assert!(leaving.after(1e6, MU).is_ok());
    assert!(matches!(leaving.after(-1e4, MU), Err(Error::ThroughTheCentre { .. })));
    // A path faster than escape also ends at the centre; it is near it a thousandth of the time
    // before.
    let Err(Error::ThroughTheCentre { collision_s, .. }) = leaving.after(-1e4, MU) else { panic!() };
    assert!((0.0..7e4).contains(&leaving.after(-0.999 * collision_s, MU).unwrap().position_m[0]));
    // Straight inward at exactly the speed of escape: from r the centre is reached in √(2
    // r³/μ)/3.
    let falling = State { position_m: [1.0, 0.0, 0.0], velocity_m_per_s: [-2.0, 0.0, 0.0] };
    assert!(falling.after(0.33, 2.0).unwrap().position_m[0] > 0.0);
    let Err(Error::ThroughTheCentre { collision_s, .. }) = falling.after(0.34, 2.0) else { panic!() };
    assert!((collision_s - 1.0 / 3.0).abs() < tolerance::CLOSED_FORM_RELATIVE);
}

#[test]
fn turns_whose_thrust_is_below_the_weight_are_refused() {
    let turn =
        GravityTurn { thrust_acceleration_m_per_s2: 30.0, burn_time_s: 100.0, tangent_of_half_angle: 0.5 };
    let end = |turn| turn_end(turn, EffectiveGravity::default(), Sphere::MEAN);
    says(
        &message!(
            end(GravityTurn { thrust_acceleration_m_per_s2: 9.8, ..turn }),
            Error::OutsideDomain { .. }
        ),
        &["thrust acceleration", "9.8", "it does not lift"],
    );
    says(
        &message!(end(GravityTurn { tangent_of_half_angle: 5.0, ..turn }), Error::OutsideDomain { .. }),
        &["burnout is above the ground"],
    );
    for bad in [
        GravityTurn { thrust_acceleration_m_per_s2: f64::NAN, ..turn },
        GravityTurn { burn_time_s: 0.0, ..turn },
        GravityTurn { tangent_of_half_angle: f64::NAN, ..turn },
        GravityTurn { tangent_of_half_angle: -0.1, ..turn },
    ] {
        assert!(matches!(end(bad), Err(Error::OutsideDomain { .. })));
    }
    let gravity = EffectiveGravity { fraction_of_burnout_altitude: 1.5 };
    assert!(matches!(turn_end(turn, gravity, Sphere::MEAN), Err(Error::OutsideDomain { .. })));
}

#[test]
fn lofts_that_no_turn_reaches_are_refused() {
    let low = Basis::ApogeeAndRange { apogee_altitude_m: 1e3, ground_range_m: 15e6 };
    says(
        &message!(analytic_boost(low, &Model::default()), Error::AscentUnreachable { .. }),
        &["200 s", "1.0 km", "15000.0 km", "`flown`, which tries every burn time", "the method `kepler`"],
    );
    let quick = Basis::RangeAndTime { ground_range_m: 100e3, flight_time_s: 120.0 };
    says(
        &message!(analytic_boost(quick, &Model::default()), Error::NoAscentInTime { .. }),
        &["200 s", "100.0 km in 120.0 s", "`flown`, which tries every burn time"],
    );
    // Straight up, in less time than the burn itself.
    let turns = Turns { burn_time_s: 200.0, gravity: EffectiveGravity::default(), sphere: Sphere::MEAN };
    assert!(matches!(turns.loft_in_time(0.0, 150.0), Err(Error::NoAscentInTime { .. })));
}

#[test]
fn lofts_that_no_vehicle_flies_are_refused() {
    let properties = Unreported::nominal(200.0).unwrap();
    let fly = |apogee_altitude_m, ground_range_m| {
        fit(&properties, Loft { apogee_altitude_m, ground_range_m }, Sphere::MEAN, 1e-6)
    };
    says(
        &message!(fly(50e3, 0.0), Error::LoftUnreachable { .. }),
        &["50.0 km", "hardly burning, the apogee is still 2"],
    );
    says(
        &message!(fly(200e3, 10e3), Error::LoftUnreachable { .. }),
        &["200.0 km", "the shortest ground range at that apogee is 5", "use the method flown"],
    );
    let ground = LoftOverGround {
        loft: Loft { apogee_altitude_m: 2_802e3, ground_range_m: 100e3 },
        bearing_rad: 0.0,
        site: GeodeticPosition::new(Degrees { latitude_deg: 40.0, longitude_deg: 126.0 }).unwrap(),
        globe: Globe::ROTATING,
    };
    says(
        &message!(fit_in_azimuth(&properties, ground, 1.0, 1e-6), Error::AzimuthUnreachable { .. }),
        &["toward 57.3 deg", "2802.0 km comes down 100.0 km", "turns 286.9 km", "give a longer ground range"],
    );
    let mut weak = properties.clone();
    weak.lower_stages[0].propellant_share = 0.1;
    says(
        &message!(
            fit(&weak, Loft { apogee_altitude_m: 1e6, ground_range_m: 0.0 }, Sphere::MEAN, 1e-6),
            Error::LoftUnreachable { .. }
        ),
        &["burning all it may, the apogee is 0.0 km"],
    );
    let quick = Basis::RangeAndTime { ground_range_m: 100e3, flight_time_s: 120.0 };
    says(
        &message!(flown_nominal(quick, None, &Model::default()), Error::NoAscentInTime { .. }),
        &["200 s", "100.0 km in 120.0 s"],
    );
    for burn_time_s in [f64::NAN, 29.0, 601.0] {
        says(
            &message!(Unreported::nominal(burn_time_s), Error::OutsideDomain { .. }),
            &["nominal vehicle", "30 to 600"],
        );
    }
    let mut four = properties.clone();
    four.lower_stages = vec![properties.lower_stages[0]; 4];
    assert!(matches!(four.vehicle(10.0), Err(Error::OutsideDomain { .. })));
    for thrust in [f64::NAN, -1.0, 1e9] {
        assert!(matches!(properties.vehicle(thrust), Err(Error::OutsideDomain { .. })));
    }
}

#[test]
fn searches_without_a_result_say_so() {
    let search = RootSearch { low: 1.0, high: 2.0, tolerance: 0.0, max_evaluations: 5 };
    says(
        &message!(root(search, Ok), Error::RootNotBracketed { .. }),
        &["x = 1 (value 1)", "widen the bracket"],
    );
    says(
        &message!(root(search, |x| Ok(x * x - 2.0)), Error::NotConverged { .. }),
        &["root finder", "5 iterations", "residual"],
    );
    says(
        &message!(root(search, |_| Ok(f64::NAN)), Error::NotFinite { .. }),
        &["NaN at x = 1", "narrow the interval"],
    );
    let search = MaximumSearch { low: 0.0, high: 1.0, cells: 4, tolerance: 0.0, max_evaluations: 1 };
    assert!(matches!(maximum(search, |x| Ok(x.sin() - x * x)), Err(Error::NotConverged { .. })));
}
