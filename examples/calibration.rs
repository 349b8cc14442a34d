//! How good the estimate is: invented vehicles flown by an independent simulator, reported, estimated and held against the truth.
//!
//! `cargo run --release --example calibration`

use std::thread;

use lofted::{ClassScheme, Model, Observation, Reach, Reported, StandardTrajectory, estimate};

/// One invented vehicle.
struct Row {
    id: String,
    stratum: String,
    apogee_km: f64,
    ground_range_km: f64,
    flight_time_s: f64,
    gravity_turn_km: f64,
    greatest_km: f64,
    over_need: Option<f64>,
}

/// What came of one.
#[derive(Clone, Copy)]
struct Score {
    truth_km: f64,
    error: f64,
    is_covered: bool,
    half_width: f64,
    class_is_right: bool,
    is_near_a_bound: bool,
    global: f64,
    is_lost: bool,
}

fn rows() -> Vec<Row> {
    let text = include_str!("../tests/data/flights.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let number = |text: &str| if text == "global" { f64::INFINITY } else { text.parse().unwrap_or(f64::NAN) };
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let of = |name: &str| number(&record[column(name)]);
            let gravity_turn_km = of("gravity_turn_km");
            Row {
                id: record[column("id")].to_owned(),
                stratum: record[column("stratum")].to_owned(),
                apogee_km: of("apogee_km"),
                ground_range_km: of("ground_range_km"),
                flight_time_s: of("flight_time_s"),
                gravity_turn_km,
                // A gravity turn is one of the programmes that the greatest is the greatest of.
                greatest_km: of("greatest_km").max(gravity_turn_km),
                over_need: Some(of("delta_v_over_global_need")).filter(|over| over.is_finite()),
            }
        })
        .collect()
}

fn km(reach: Reach) -> f64 {
    reach.range_km().unwrap_or(f64::INFINITY)
}

fn score(row: &Row, definition: StandardTrajectory, to_the_minute: bool) -> Score {
    let time = if to_the_minute {
        Reported::min((row.flight_time_s / 60.0).round())
    } else {
        Reported::s(row.flight_time_s.round()).plus_or_minus(0.5)
    };
    let observation = Observation::builder()
        .apogee(Reported::km(row.apogee_km.round()).plus_or_minus(0.5))
        .ground_range(Reported::km(row.ground_range_km.round()).plus_or_minus(0.5))
        .flight_time(time)
        .build()
        .unwrap();
    let model = Model::default().with_method(lofted::Method::Flown).with_standard_trajectory(definition);
    let truth_km = match definition {
        StandardTrajectory::GravityTurn => row.gravity_turn_km,
        _ => row.greatest_km,
    };
    let answer = estimate(&observation, &model).unwrap();
    let Some(posterior) = answer.posterior else {
        return Score {
            truth_km,
            error: f64::NAN,
            is_covered: false,
            half_width: f64::NAN,
            class_is_right: false,
            is_near_a_bound: false,
            global: 0.0,
            is_lost: true,
        };
    };
    let (low, median, high) = (km(posterior.reach.p05), km(posterior.reach.median), km(posterior.reach.p95));
    let scheme = ClassScheme::us();
    let truth = scheme.classify(Reach::Within { ground_range_m: truth_km.min(20_000.0) * 1e3 });
    let is_near_a_bound =
        [1_000.0, 3_000.0, 5_500.0].iter().any(|bound| (truth_km / bound - 1.0_f64).abs() <= 0.04);
    if std::env::args().any(|a| a == "-v")
        && ((median / truth_km - 1.0).abs() > 0.055 || std::env::args().any(|a| a == "-vv"))
    {
        println!(
            "  {} {} truth {truth_km:.0} got {low:.0} {median:.0} {high:.0} ({:+.1} %) ess {:.0} h {:.0} d {:.0} T {:.0}",
            row.id,
            definition,
            100.0 * (median / truth_km - 1.0),
            posterior.effective_draws,
            row.apogee_km,
            row.ground_range_km,
            row.flight_time_s
        );
    }
    Score {
        truth_km,
        error: median / truth_km - 1.0,
        is_covered: truth_km >= low && truth_km <= high,
        half_width: 0.5 * (high - low) / median,
        class_is_right: answer.model.scheme().classify(posterior.reach.median) == truth,
        is_near_a_bound,
        global: posterior.global_reach_probability,
        is_lost: false,
    }
}

fn quantile(mut numbers: Vec<f64>, share: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    if numbers.is_empty() {
        return f64::NAN;
    }
    numbers[((numbers.len() - 1) as f64 * share).round() as usize]
}

fn main() {
    let rows = rows();
    for definition in [StandardTrajectory::GravityTurn, StandardTrajectory::Greatest] {
        for to_the_minute in [false, true] {
            let regular: Vec<&Row> = rows.iter().filter(|row| row.stratum == "regular").collect();
            let half = regular.len() / 2;
            let run = |rows: &[&Row]| {
                rows.iter().map(|row| score(row, definition, to_the_minute)).collect::<Vec<_>>()
            };
            let scores = thread::scope(|scope| {
                let other = scope.spawn(|| run(&regular[half..]));
                let mut scores = run(&regular[..half]);
                scores.extend(other.join().unwrap());
                scores
            });
            let found: Vec<&Score> = scores.iter().filter(|score| !score.is_lost).collect();
            let errors = |keep: &dyn Fn(&Score) -> bool| -> Vec<f64> {
                found.iter().filter(|score| keep(score)).map(|score| score.error.abs()).collect()
            };
            let classed: Vec<&&Score> = found.iter().filter(|score| !score.is_near_a_bound).collect();
            println!(
                "{definition}, to the {}: {} vehicles, {} lost; median error {:+.2} %; 90th percentile {:.2} %",
                if to_the_minute { "minute" } else { "second" },
                scores.len(),
                scores.len() - found.len(),
                100.0 * quantile(found.iter().map(|score| score.error).collect(), 0.5),
                100.0 * quantile(errors(&|_| true), 0.9),
            );
            for (low, high) in [(0.0, 1e3), (1e3, 3e3), (3e3, 5.5e3), (5.5e3, f64::INFINITY)] {
                let band: Vec<f64> = found
                    .iter()
                    .filter(|s| s.truth_km >= low && s.truth_km < high)
                    .map(|s| s.error)
                    .collect();
                println!(
                    "  {low:>5.0} km and more: {} vehicles, median {:+.2} %, 90th percentile {:.2} %",
                    band.len(),
                    100.0 * quantile(band.clone(), 0.5),
                    100.0 * quantile(errors(&|s| s.truth_km >= low && s.truth_km < high), 0.9)
                );
            }
            println!(
                "  90 % intervals cover {:.1} %, median half-width {:.2} %; class right {:.1} % of {}",
                100.0 * found.iter().filter(|score| score.is_covered).count() as f64 / scores.len() as f64,
                100.0 * quantile(found.iter().map(|score| score.half_width).collect(), 0.5),
                100.0 * classed.iter().filter(|score| score.class_is_right).count() as f64
                    / classed.len() as f64,
                classed.len(),
            );
            let most_global =
                found.iter().filter(|s| s.truth_km < 10e3).map(|score| score.global).fold(0.0, f64::max);
            println!("  greatest chance of global reach given to a range below 10,000 km: {most_global:.3}");
            let near: Vec<&Row> =
                rows.iter().filter(|row| row.over_need.is_some_and(|over| over >= 1.03)).collect();
            let least =
                near.iter().map(|row| score(row, definition, to_the_minute).global).fold(1.0, f64::min);
            println!(
                "  least chance given to {} vehicles of 3 % more delta-v than it needs: {least:.3}",
                near.len()
            );
        }
    }
}
