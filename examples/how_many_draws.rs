//! How many draws does an estimate need? The differences between the ends of the interval and those
//! of forty times the draws, on ten reports.
//!
//! (Ten times the draws, with another seed, have an error of up to 0.6 % themselves, half of the
//! difference seen.)
//!
//! `cargo run --release --example how_many_draws`

use lofted::{Error, Model, Observation, Posterior, posterior};

/// The apogee and ground range, km, and the flight time, s, of each report; zero stands for none.
const REPORTS: [(f64, f64, f64); 10] = [
    (2_802.0, 930.0, 2_220.0),
    (2_802.0, 933.0, 0.0),
    (2_802.0, 0.0, 2_220.0),
    (535.0, 510.0, 840.0),
    (1_413.6, 400.0, 0.0),
    (2_111.5, 787.0, 1_800.0),
    (560.0, 500.0, 0.0),
    (3_700.0, 1_000.0, 2_820.0),
    (300.0, 150.0, 575.0),
    (1_000.0, 420.0, 1_190.0),
];

fn flown((apogee, range, time): (f64, f64, f64), draws: u32, seed: u64) -> Result<Posterior, Error> {
    let mut report = Observation::builder().apogee_km(apogee);
    if range > 0.0 {
        report = report.ground_range_km(range);
    }
    if time > 0.0 {
        // Whole minutes are given in minutes, as they would be printed.
        report =
            if time % 60.0 == 0.0 { report.flight_time_min(time / 60.0) } else { report.flight_time_s(time) };
    }
    posterior(&report.build()?, &Model::default().with_draws(draws)?.with_seed(seed))
}

fn ends(of: &Posterior) -> [f64; 2] {
    [of.reach.p05, of.reach.p95].map(|end| end.range_km().unwrap_or(f64::INFINITY))
}

/// Computes the greater of the relative errors of the two ends.
fn miss(of: &Posterior, reference: &Posterior) -> f64 {
    ends(of)
        .into_iter()
        .zip(ends(reference))
        .map(|(end, exact)| (end / exact - 1.0).abs())
        .fold(0.0, f64::max)
}

/// The factor between the draws of the reference and those of the estimate.
const EXACT: u32 = 40;

fn main() -> Result<(), Error> {
    let default = Model::default().draws();
    let mut exact = Vec::new();
    for report in REPORTS {
        exact.push(flown(report, EXACT * default, 1)?);
    }
    println!(
        "the greater miss of the interval's two ends, against {} draws, on ten reports",
        EXACT * default
    );
    println!("{:>6}  {:>7}  {:>7}  {:>9}", "draws", "median", "worst", "below 1 %");
    for draws in [default / 8, default / 4, default / 2, default, 2 * default] {
        let mut misses = Vec::new();
        for (report, exact) in REPORTS.into_iter().zip(&exact) {
            misses.push(miss(&flown(report, draws, Model::default().seed())?, exact));
        }
        misses.sort_by(f64::total_cmp);
        let below = misses.iter().filter(|miss| **miss < 0.01).count();
        println!("{draws:>6}  {:>5.2} %  {:>5.2} %  {below:>3} of 10", 100.0 * misses[5], 100.0 * misses[9]);
        assert!(draws < default || below >= 9, "{draws} draws: {misses:?}");
    }
    Ok(())
}
