//! How certain is the estimate? 4 July 2017 with its interval, the effect of the disputed two
//! minutes, and that of knowledge of the vehicle.
//!
//! `cargo run --release --example uncertainty`

use std::fmt::Write;

use lofted::{Error, Estimate, Model, Observation, Posterior, Prior, estimate};

fn july(flight_time_min: Option<f64>, model: &Model) -> Result<Estimate, Error> {
    let mut report = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0);
    if let Some(flight_time_min) = flight_time_min {
        report = report.flight_time_min(flight_time_min);
    }
    estimate(&report.build()?, model)
}

fn line(text: &mut String, head: &str, posterior: &Posterior) -> std::fmt::Result {
    let reach = posterior.reach;
    writeln!(
        text,
        "{head:<34}{:>9} {:>9} {:>9}  {:>3.0} s",
        reach.p05.to_string(),
        reach.median.to_string(),
        reach.p95.to_string(),
        posterior.burn_time_s.median
    )
}

/// Returns the output of the program.
pub fn report() -> Result<String, Box<dyn std::error::Error>> {
    let model = Model::default();
    let mut text = String::new();
    writeln!(text, "{}\n", july(Some(37.0), &model)?)?;
    writeln!(text, "{:<34}{:>9} {:>9} {:>9}  burn", "4 July 2017, gravity_turn", "5 %", "50 %", "95 %")?;
    let known: [(&str, Option<f64>, Prior); 6] = [
        ("37 min", Some(37.0), Prior::default()),
        ("39 min, as the UN had it", Some(39.0), Prior::default()),
        ("no time reported", None, Prior::default()),
        ("37 min, and it was liquid", Some(37.0), Prior::default().liquid()),
        ("and of two stages", Some(37.0), Prior::default().liquid().with_stages(2)?),
        (
            "and the first burned 120 to 140 s",
            Some(37.0),
            Prior::default().liquid().with_stages(2)?.with_first_stage_burn_time_s(120.0..=140.0)?,
        ),
    ];
    for (head, minutes, prior) in known {
        let model = Model::default().with_prior(prior);
        if let Some(posterior) = july(minutes, &model)?.posterior() {
            line(&mut text, head, posterior)?;
        }
    }
    Ok(text)
}

/// Prints the report and checks its numbers.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    print!("{}", report()?);

    let width = |estimate: &Estimate| -> Option<f64> {
        let reach = estimate.posterior()?.reach;
        Some(reach.p95.range_km()? - reach.p05.range_km()?)
    };
    let answer = july(Some(37.0), &Model::default())?;
    let posterior = answer.posterior().ok_or("no interval")?;
    assert!((0.05..=0.95).contains(&posterior.share_within_km(6_700.0)), "6,700 km is outside the interval");
    let longer = july(Some(39.0), &Model::default())?;
    assert!(longer.range_km() > answer.range_km());
    let prior = Prior::default().liquid().with_stages(2)?.with_first_stage_burn_time_s(120.0..=140.0)?;
    let informed = july(Some(37.0), &Model::default().with_prior(prior))?;
    assert!(width(&informed) < width(&answer), "knowing more did not narrow the interval");
    Ok(())
}
