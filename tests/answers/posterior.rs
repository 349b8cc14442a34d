//! The posterior: the public flights, the sensitivities by a second method, reproducibility, and
//! careless settings.

use crate::common::tolerance::{
    FLOWN_RELATIVE, JULY_4_RELATIVE, MEDIAN_AS_PRINTED_KM, MEDIAN_VEHICLE_TIME_S, NO_RANGE_RELATIVE,
    PROBABILITIES_SUM, QUICK_RANGE_MEDIAN, QUICK_RANGE_WORST, RESEEDED_RELATIVE, SAME_LOFT_M_PER_S,
    SAME_LOFT_S, SENSITIVITY_PER_APOGEE, SENSITIVITY_RELATIVE, SHARE_PER_CENT, STUDY_PERCENTILES_RELATIVE,
};
use lofted::Bounds;
use lofted::Loft;
use lofted::physics::earth::Sphere;
use lofted::{
    ClassScheme, Error, Model, Observation, Posterior, Prior, RangeClass, Reach, Reported,
    StandardTrajectory, Verdict, consistency, estimate, posterior,
};
use lofted::{MedianVehicle, OutsidePrior, Sensitivity, Warning};
use lofted::{fit, maximum_range};

fn report(apogee_km: f64, ground_range_km: f64) -> lofted::ObservationBuilder {
    Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km)
}

fn flown(report: lofted::ObservationBuilder) -> Posterior {
    posterior(&report.build().unwrap(), &Model::default()).unwrap()
}

fn km(reach: Reach) -> f64 {
    reach.range_km().unwrap_or(f64::INFINITY)
}

fn holds(posterior: &Posterior, range_km: f64) -> bool {
    range_km >= km(posterior.reach.p05) && range_km <= km(posterior.reach.p95)
}

/// A warning is printed when more than one draw in a hundred failed.
#[test]
fn failed_draws_are_reported() {
    let mut found =
        posterior(&report(2_802.0, 930.0).build().unwrap(), &Model::default().with_draws(64).unwrap())
            .unwrap();
    found.draws = 1_000;
    found.lost_draws = 10;
    assert_eq!(found.warnings(), []);
    found.lost_draws = 11;
    let [lost] = found.warnings()[..] else { panic!("{:?}", found.warnings()) };
    assert_eq!(lost.to_string(), "11 of 1000 draws were lost to a search that failed");
}

#[test]
fn july_4_2017_has_the_published_range_and_the_studys_percentiles() {
    let composite = flown(report(2_802.0, 930.0).flight_time_min(37.0));
    let median_km = km(composite.reach.median);
    assert!((median_km / 6_700.0 - 1.0).abs() < JULY_4_RELATIVE, "{median_km}");
    assert!(holds(&composite, 6_700.0));
    let classes = composite.class_probabilities(&ClassScheme::us());
    let icbm = classes.iter().find(|(class, _)| *class == RangeClass::Icbm).unwrap().1;
    assert!(icbm > 0.99, "{icbm}");
    let whole: f64 = classes.iter().map(|(_, chance)| chance).sum();
    assert!((whole - 1.0).abs() < PROBABILITIES_SUM);
    assert!(classes.iter().all(|(_, chance)| chance.is_sign_positive()), "{classes:?}");

    let no_range = flown(Observation::builder().apogee_km(2_802.0).flight_time_min(37.0));
    assert!((km(no_range.reach.median) / median_km - 1.0).abs() < NO_RANGE_RELATIVE);
    let no_time = flown(report(2_802.0, 930.0));
    assert!(holds(&no_time, 6_700.0));

    // The UN's flight time is two minutes longer.
    let un = flown(report(2_802.0, 933.0).flight_time_min(39.0));
    assert!(km(un.reach.median) > 1.05 * median_km);
    assert!(composite.to_string().contains("km per minute of flight time"), "{composite}");

    // The vehicles of an independent study have 6,530 to 7,107 km with a median of 6,832 at 36.5 to
    // 37.5 min, and 7,345 to 7,578 with a median of 7,480 at 38.5 to 39.5.
    for (got, expected) in [(&composite, [6_530.0, 6_832.0, 7_107.0]), (&un, [7_345.0, 7_480.0, 7_578.0])] {
        for (got, expected) in [got.reach.p05, got.reach.median, got.reach.p95].into_iter().zip(expected) {
            assert!(
                (km(got) / expected - 1.0).abs() < STUDY_PERCENTILES_RELATIVE,
                "{got}, the study's {expected}"
            );
        }
    }
}

/// The median vehicle agrees with the slow method: fitted again to its own loft and flown for
/// range, both at a fine tolerance.
#[test]
fn the_median_vehicle_agrees_with_the_slow_method() {
    let mut short = Vec::new();
    for (apogee_km, ground_range_km, time_s) in
        [(2_802.0, 930.0, 2_220.0), (535.0, 510.0, 840.0), (300.0, 150.0, 575.0), (3_700.0, 1_000.0, 2_820.0)]
    {
        for seed in 0..6 {
            let model = Model::default().with_draws(24).unwrap().with_seed(seed);
            let observation = report(apogee_km, ground_range_km).flight_time_s(time_s).build().unwrap();
            let MedianVehicle { unreported, fitted, reach, .. } =
                posterior(&observation, &model).unwrap().median_vehicle;
            let loft =
                Loft { apogee_altitude_m: fitted.apogee_altitude_m, ground_range_m: fitted.ground_range_m };
            let again = fit(&unreported, loft, Sphere::MEAN, 1e-9).unwrap();
            let of = StandardTrajectory::GravityTurn;
            let greatest = maximum_range(&again.vehicle, &unreported, of, Sphere::MEAN, 1e-9).unwrap();
            let faster = again.ideal_delta_v_m_per_s - fitted.ideal_delta_v_m_per_s;
            assert!(faster.abs() <= SAME_LOFT_M_PER_S, "{apogee_km} {seed}: {faster}");
            let later = again.flight_time_s - fitted.flight_time_s;
            assert!(later.abs() <= SAME_LOFT_S, "{apogee_km} {seed}: {later}");
            assert!(
                (fitted.flight_time_s - time_s).abs() < MEDIAN_VEHICLE_TIME_S,
                "{apogee_km} {seed}: {}",
                fitted.flight_time_s
            );
            short.push(km(reach) / km(greatest.reach) - 1.0);
        }
    }
    short.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    assert!(
        short[short.len() / 2].abs() <= QUICK_RANGE_MEDIAN
            && short[short.len() - 1].abs() <= QUICK_RANGE_WORST,
        "{short:?}"
    );
}

/// For two vehicles flown near their standard trajectories the median is the distance flown.
#[test]
fn distances_flown_are_estimated() {
    let august = flown(
        Observation::builder()
            .apogee("about 550 km".parse().unwrap())
            .ground_range("about 2,700 km".parse().unwrap())
            .flight_time_min(14.0),
    );
    let jupiter = flown(report(1_094.0, 5_311.0));
    for (posterior, flown_km) in [(august, 2_700.0), (jupiter, 5_311.0)] {
        let median_km = km(posterior.reach.median);
        assert!((median_km / flown_km - 1.0).abs() < FLOWN_RELATIVE, "{median_km} km, {flown_km} flown");
    }
}

/// Published ranges lie at the percentiles that METHODS states; METHODS explains those outside.
#[test]
fn published_ranges_lie_at_their_documented_percentiles() {
    for (flight, report, published) in [
        (
            "28 July 2017",
            report(3_724.9, 998.0).flight_time_s(2_832.0),
            vec![(10_400.0, 0), (9_000.0, 0), (10_000.0, 0)],
        ),
        ("28 July 2017, 47 min", report(3_700.0, 1_000.0).flight_time_min(47.0), vec![(10_400.0, 0)]),
        ("29 November 2017", report(4_475.0, 950.0).flight_time_min(53.0), vec![(13_000.0, 6)]),
        ("14 May 2017", report(2_111.5, 787.0), vec![(4_500.0, 8), (5_000.0, 91), (6_000.0, 100)]),
        ("22 June 2016", report(1_413.6, 400.0), vec![(3_000.0, 26), (3_200.0, 98)]),
    ] {
        let posterior = flown(report);
        for (range_km, percent) in published {
            let share = 100.0 * posterior.share_within_km(range_km);
            println!("{flight}: {range_km} km at {share:.1} % of {}", posterior.reach.median);
            assert!(
                (share - f64::from(percent)).abs() <= SHARE_PER_CENT,
                "{flight}: {range_km} km at {share} %, METHODS says {percent}"
            );
        }
    }
    // METHODS: 4 July without a time, with two bounds on the burn time.
    for (longest_s, median_km) in [(360.0, 6_744.0), (600.0, 6_744.0)] {
        let prior = Prior::default().with_burn_time_s(20.0..=longest_s).unwrap();
        let model = Model::default().with_prior(prior);
        let found = posterior(&report(2_802.0, 930.0).build().unwrap(), &model).unwrap();
        assert!((km(found.reach.median) - median_km).abs() < MEDIAN_AS_PRINTED_KM, "{}", found.reach.median);
    }
}

/// The sensitivities agree with the estimates of other figures, and a single vehicle's is greater.
#[test]
fn sensitivities_agree_with_estimates_of_other_figures() {
    let at = |apogee_km: f64, time_min: f64, draws: u32| {
        let report = report(apogee_km, 930.0).flight_time_min(time_min);
        posterior(&report.build().unwrap(), &Model::default().with_draws(draws).unwrap()).unwrap()
    };
    let median_km = |apogee_km: f64, time_min: f64| km(at(apogee_km, time_min, 2_048).reach.median);
    let here = at(2_802.0, 37.0, 256);
    let per_min = here.sensitivity.range_km_per_min.unwrap();
    let by_minute = 0.5 * (median_km(2_802.0, 38.0) - median_km(2_802.0, 36.0));
    println!("{per_min:?}; by other reports {by_minute} km a minute");
    assert!((per_min.value / by_minute - 1.0).abs() < SENSITIVITY_RELATIVE, "{per_min:?} {by_minute}");
    let per_km = here.sensitivity.range_km_per_apogee_km.unwrap();
    let by_apogee = (median_km(2_830.0, 37.0) - median_km(2_774.0, 37.0)) / 56.0;
    println!("{per_km:?}; by other reports {by_apogee} km a km of apogee");
    assert!((per_km.value - by_apogee).abs() < SENSITIVITY_PER_APOGEE, "{per_km:?} {by_apogee}");
    // One vehicle meets another time by its burn alone; the answer has other vehicles besides.
    let one = here.median_vehicle.sensitivity(Sphere::MEAN).unwrap();
    assert!(one.range_km_per_min > 1.2 * by_minute && one.range_km_per_burn_s > 0.0, "{one:?}");
    assert!(one.range_km_per_apogee_km < one.range_km_per_apogee_km_at_burn_time, "{one:?}");
    // "100 km, 450 km, 7 min": estimates at 6, 7 and 8 minutes hardly differ.
    let flat =
        posterior(&report(100.0, 450.0).flight_time_min(7.0).build().unwrap(), &Model::default()).unwrap();
    assert!(flat.sensitivity.range_km_per_min.is_none_or(|slope| slope.value.abs() < 10.0));
}

#[test]
fn a_posterior_is_the_same_on_any_thread() {
    let report = report(1_413.6, 400.0).build().unwrap();
    let once = posterior(&report, &Model::default()).unwrap();
    let others: Vec<Posterior> = std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..2).map(|_| scope.spawn(|| posterior(&report, &Model::default()).unwrap())).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert!(others.iter().all(|other| *other == once));
    let reseeded = posterior(&report, &Model::default().with_seed(1)).unwrap();
    assert_ne!(reseeded, once);
    // 256 draws have an effective sample size of typically 110 to 200 (DESIGN), with the time to
    // the minute or to the second.
    for time in ["37 min", "2,221 s"] {
        let found = flown(self::report(2_802.0, 930.0).flight_time(time.parse().unwrap()));
        assert!(
            (140.0..256.0).contains(&found.effective_sample_size),
            "{time}: {}",
            found.effective_sample_size
        );
    }
    assert!((km(reseeded.reach.median) / km(once.reach.median) - 1.0).abs() < RESEEDED_RELATIVE);
}

#[test]
fn more_knowledge_narrows_the_interval() {
    let report = report(2_802.0, 930.0).build().unwrap();
    let width = |prior: Prior| {
        let found = posterior(&report, &Model::default().with_prior(prior)).unwrap();
        km(found.reach.p95) - km(found.reach.p05)
    };
    let known = Prior::default()
        .liquid()
        .with_stages(2)
        .unwrap()
        .with_first_stage_burn_time_s(120.0..=140.0)
        .unwrap();
    assert!(width(known) < 0.8 * width(Prior::default()));
    let exact = Prior::default().with_burn_time_s(Bounds { low: 200.0, high: 210.0 }).unwrap();
    assert!(width(exact) < 0.8 * width(Prior::default()));
}

/// A time that no vehicle of the prior takes is reported, and the rest of the report is still used.
#[test]
fn a_time_outside_the_prior_is_reported() {
    let narrow = Prior::default().with_burn_time_s(20.0..=120.0).unwrap();
    let model = Model::default().with_prior(narrow);
    let found = estimate(&report(2_802.0, 930.0).flight_time_min(40.0).build().unwrap(), &model).unwrap();
    assert_eq!(found.consistency.verdict, Verdict::Possible);
    assert_eq!(found.outside_prior, Some(OutsidePrior::BurnTooLong));
    let text = found.to_string();
    assert!(text.contains("almost no vehicle of the prior burns long enough"), "{text}");
    assert!(text.contains("the flight time is ignored"), "{text}");
    assert!(found.range_km().is_some());

    // A time that is far too long, without a ground range.
    for report in [
        report(1_065.0, 970.0).flight_time_min(48.0),
        Observation::builder().apogee_km(2_802.0).flight_time_min(300.0),
    ] {
        let found = estimate(&report.build().unwrap(), &Model::default()).unwrap();
        assert_eq!(found.consistency.verdict, Verdict::Possible, "{found}");
        assert_eq!(found.outside_prior, Some(OutsidePrior::BurnTooLong), "{found}");
        assert!(found.posterior().unwrap().is_time_ignored && found.range_km().is_some(), "{found}");
    }

    // If no vehicle flies the figures at all, the answer says so.
    let small = Prior::default().with_greatest_acceleration_g(1.5).unwrap();
    let model = Model::default().with_prior(small);
    let found = estimate(&report(2_802.0, 930.0).build().unwrap(), &model).unwrap();
    assert!(found.posterior().is_none() && found.range_km().is_none());
    let text = found.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("no vehicle of the prior flies the reported figures: they would need more than 1.5 g"),
        "{text}"
    );
}

/// A fitted vehicle flies its loft by a gravity turn, so the ground range is a lower bound of its
/// range. No vehicle of a public flight reaches much less than the energy of its loft would give,
/// which is an observation and no law of physics: drag takes up to a fifth.
#[test]
fn no_vehicle_reaches_less_than_its_loft() {
    for (apogee_km, ground_range_km, kepler_km) in [
        (1_413.6, 400.0, 2_865.0),
        (2_802.0, 933.0, 5_865.0),
        (2_111.5, 787.0, 4_349.0),
        (535.0, 510.0, 1_137.0),
    ] {
        let found = flown(report(apogee_km, ground_range_km));
        let least = found.sample.iter().map(|draw| km(draw.reach)).fold(f64::INFINITY, f64::min);
        assert_eq!(found.lost_draws, 0);
        assert!(least > 0.8 * kepler_km && least > ground_range_km, "{apogee_km} km: {least} km");
    }
}

#[test]
fn global_reach_has_no_range_in_km() {
    let huge = flown(report(6_248.5, 1_090.0).flight_time_min(71.0));
    assert!(huge.global_reach_probability > 0.9);
    assert_eq!(huge.reach.p95, Reach::Global);
    assert_eq!(huge.sensitivity, Sensitivity::default());
    assert!(huge.median_vehicle.sensitivity(Sphere::MEAN).is_err());
    for draw in &huge.sample {
        assert!(km(draw.reach).is_infinite() || km(draw.reach) < 20_016.0);
    }
}

#[test]
fn too_small_a_sample_is_reported() {
    let model = Model::default().with_draws(16).unwrap();
    let thin = posterior(&report(2_802.0, 930.0).flight_time_min(37.0).build().unwrap(), &model).unwrap();
    assert!(thin.has_few_draws());
    let kinds: Vec<&str> = thin.warnings().iter().map(Warning::kind).collect();
    assert_eq!(kinds, ["few_draws", "widened_interval"]);
    let texts: Vec<String> = thin.warnings().iter().map(Warning::to_string).collect();
    assert!(
        texts[0].contains("ask for more draws") && texts[1].contains("the interval is widened by "),
        "{texts:?}"
    );
}

#[test]
fn careless_settings_are_refused_or_reported() {
    for draws in [0, 15, 65_537] {
        assert!(matches!(Model::default().with_draws(draws), Err(Error::OutsideDomain { .. })));
    }
    for stages in [0, 4, usize::MAX] {
        assert!(matches!(Prior::default().with_stages(stages), Err(Error::OutsideDomain { .. })));
    }
    for burn in [f64::NAN..=100.0, 100.0..=f64::NAN, -1.0..=50.0, 0.0..=1e9] {
        assert!(matches!(
            Prior::default().with_first_stage_burn_time_s(burn.clone()),
            Err(Error::OutsideDomain { .. })
        ));
        assert!(matches!(Prior::default().with_burn_time_s(burn), Err(Error::OutsideDomain { .. })));
    }
    let reversed = Prior::default().with_first_stage_burn_time_s(65.0..=55.0).unwrap_err();
    assert_eq!(
        reversed.to_string(),
        "the burn time of the first stage in s has bounds from 65 to 55; the lower one comes first"
    );
    let nan = Bounds { low: f64::NAN, high: 1.0 };
    for bad in [
        Prior::default().with_kick_time_s(nan),
        Prior::default().with_last_propellant_share(nan),
        Prior::default().with_liquid_chance(f64::NAN),
        Prior::default().with_stage_weights([0.0; 3]),
        Prior::default().with_greatest_acceleration_g(f64::NAN),
    ] {
        let error = bad.unwrap_err();
        assert!(matches!(error, Error::OutsideDomain { .. }), "{error}");
    }
    for share in [f64::NAN, -0.1, 1.1] {
        let found = flown(report(535.0, 510.0));
        assert!(matches!(found.quantile(share), Err(Error::OutsideDomain { .. })));
    }
}

/// Reports of every pair of figures, and of one-sided ones, are answered.
#[test]
fn every_kind_of_report_is_answered() {
    let text = |figure: &str| figure.parse::<Reported>().unwrap();
    for report in [
        Observation::builder().ground_range_km(6_759.0).flight_time(text("about 30 min")),
        Observation::builder()
            .apogee(text("more than 2,500 km"))
            .ground_range_km(930.0)
            .flight_time(text("about 40 min")),
        Observation::builder().apogee(text("up to 600 km")).flight_time_min(14.0),
        Observation::builder().apogee_km(187.5).ground_range_km(487.3),
        Observation::builder().apogee_km(300.0).ground_range_km(0.0),
    ] {
        for definition in [StandardTrajectory::GravityTurn, StandardTrajectory::Greatest] {
            let model = Model::default().with_standard_trajectory(definition).with_draws(64).unwrap();
            let found = posterior(&report.build().unwrap(), &model).unwrap();
            assert!(km(found.reach.median) > 0.0);
        }
    }
}

/// For a ground range of nearly half the circumference, where a kick has more than one flight, no
/// vehicle is found; that is the answer and not an error.
#[test]
fn nearly_half_the_circumference_finds_no_vehicle() {
    let report = Observation::builder().ground_range_km(20_000.0).flight_time_min(45.0).build().unwrap();
    let found = estimate(&report, &Model::default().with_draws(16).unwrap()).unwrap();
    assert!(found.range_km().is_none());
    assert!(found.to_string().contains("no vehicle of the prior"), "{found}");
}

/// Every vehicle named beside the bounds is inside them: (lift-off thrust over weight, mass
/// fraction of the first or only stage).
#[test]
fn known_vehicles_are_inside_the_prior() {
    let prior = Prior::default();
    let thrust = |impulse_s: f64, share: f64, burn_s: f64| impulse_s * share / burn_s;
    // Scud-B, Scud-ER, Nodong: one stage.
    for (propellant, mass, impulse, burn) in [
        (3_771.0, 5_860.0, 226.0, 62.0),
        (7_730.0, 9_230.0, 230.0, 127.8),
        (12_912.0, 15_192.0, 226.0, 110.0),
    ] {
        let share = propellant / mass;
        assert!(prior.only_propellant_share().holds(share));
        assert!(prior.liquid_propulsion().ground_specific_impulse_s().bounds().holds(impulse));
        assert!(
            prior.liquid_propulsion().only_thrust_to_weight().bounds().holds(thrust(impulse, share, burn))
        );
        assert!(prior.first_stage_burn_time_s().holds(burn));
    }
    // Minuteman III, and Titan II.
    let first = 20_780.0 / 35_260.0;
    assert!(prior.first_propellant_share().bounds().holds(first));
    assert!(prior.solid_propulsion().lift_off_thrust_to_weight().bounds().holds(thrust(267.0, first, 61.0)));
    assert!(prior.middle_propellant_share().holds(6_240.0 / 12_030.0));
    assert!(prior.solid_propulsion().upper_thrust_to_weight().holds(thrust(287.0, 6_240.0 / 12_030.0, 66.0)));
    assert!(prior.last_propellant_share().holds(3_306.0 / 4_760.0));
    assert!(prior.last_thrust_to_weight().holds(thrust(285.0, 3_306.0 / 4_760.0, 61.0)));
    assert!(prior.first_propellant_share().bounds().holds(112.0 / 150.0));
    assert!(prior.liquid_propulsion().lift_off_thrust_to_weight().bounds().holds(thrust(
        258.0,
        112.0 / 150.0,
        156.0
    )));
    assert!(prior.last_propellant_share().holds(27.0 / 33.0));
    assert!(prior.last_thrust_to_weight().holds(thrust(316.0, 27.0 / 33.0, 180.0)));
}

/// A decimal comma taken for a thousands separator: no vehicle flies it, and the answer says that
/// it lies outside the prior. Physics allows it, and the verdict is physics alone.
#[test]
fn figures_that_no_vehicle_flies_are_outside_the_prior() {
    let observation =
        Observation::builder().apogee_km(2.802).ground_range_km(930.0).flight_time_min(37.0).build().unwrap();
    let answer = estimate(&observation, &Model::default()).unwrap();
    assert_eq!((answer.consistency.verdict, answer.reach), (Verdict::Possible, None));
    assert_eq!(answer.outside_prior, Some(OutsidePrior::BurnTooLong));
    let kinds: Vec<_> = answer.warnings.iter().map(Warning::kind).collect();
    assert_eq!(kinds, ["arc_in_air", "unit_slip", "outside_prior"]);
}

#[cfg(feature = "parallel")]
#[test]
fn the_bits_are_the_same_on_any_number_of_threads() {
    let observation = report(2_802.0, 930.0).flight_time_min(37.0).build().unwrap();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| posterior(&observation, &Model::default()).unwrap())
    };
    let one = on(1);
    for threads in [2, 3, 7] {
        let many = on(threads);
        // The debug print is compared, so that every bit counts and not only equality.
        assert_eq!(format!("{one:?}"), format!("{many:?}"), "{threads}");
    }
}

/// 60 minutes are far too long for 2,802 km. Physics allows any slow flight, so that check and
/// estimate agree on "possible"; the prior's opinion has a field of its own, and one warning.
#[test]
fn the_prior_does_not_change_the_verdict() {
    let observation = report(2_802.0, 930.0).flight_time_min(60.0).build().unwrap();
    let answer = estimate(&observation, &Model::default()).unwrap();
    let checked = consistency(&observation).unwrap();
    assert_eq!(checked.verdict, Verdict::Possible);
    assert_eq!(answer.consistency, checked);
    assert_eq!(answer.outside_prior.map(OutsidePrior::name), Some("burn_too_long"));
    assert_eq!(answer.warnings, [Warning::TimeIgnored(OutsidePrior::BurnTooLong)]);
}
