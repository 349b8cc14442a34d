//! The same estimates by three roads: in lanes, one number at a time, and by controlled steps.

use crate::model::Model;
use crate::numerics::wide::IS_SINGLE;
use crate::observation::Observation;
use crate::physics::flight::IS_CONTROLLED;
use crate::posterior::posterior;

/// Ten reports, from 500 to 15,000 km; the last two near global reach. Apogee and ground range, km, and
/// flight time, min.
const REPORTS: [(f64, f64, Option<f64>); 10] = [
    (2_802.0, 930.0, Some(37.0)),
    (2_802.0, 930.0, Some(39.0)),
    (3_725.0, 998.0, Some(47.2)),
    (2_111.5, 787.0, Some(30.0)),
    (2_000.0, 800.0, Some(30.0)),
    (550.0, 500.0, None),
    (210.0, 450.0, Some(7.0)),
    (620.0, 400.0, Some(12.5)),
    (4_475.0, 950.0, Some(53.0)),
    (6_000.0, 1_000.0, Some(70.0)),
];
const SEEDS: u64 = 8;

/// Returns the 5th, 50th and 95th percentiles of all estimates, km; infinite in global reach.
fn percentiles_km() -> Vec<[f64; 3]> {
    let mut all = Vec::new();
    for (apogee_km, ground_range_km, flight_time_min) in REPORTS {
        let mut report = Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km);
        if let Some(minutes) = flight_time_min {
            report = report.flight_time_min(minutes);
        }
        let report = report.build().unwrap();
        for seed in 1..=SEEDS {
            let found = posterior(&report, &Model::default().with_seed(seed)).unwrap();
            all.push([0.05, 0.5, 0.95].map(|share| 1e-3 * found.quantile(share).unwrap().sortable_range_m()));
        }
    }
    all
}

/// Returns the greatest relative difference of two sets of estimates, its root mean square, and how
/// many percentiles are in global reach in one of them alone.
fn differences(one: &[[f64; 3]], other: &[[f64; 3]]) -> (f64, f64, u32) {
    let (mut greatest, mut squares, mut count, mut apart) = (0.0_f64, 0.0, 0.0, 0);
    for (a, b) in one.iter().flatten().zip(other.iter().flatten()) {
        apart += u32::from(a.is_finite() != b.is_finite());
        if a.is_finite() && b.is_finite() {
            greatest = greatest.max((a / b - 1.0).abs());
            squares += (a / b - 1.0).powi(2);
            count += 1.0;
        }
    }
    (greatest, (squares / count).sqrt(), apart)
}

#[test]
fn the_roads_lead_to_the_same_estimates() {
    let wide = percentiles_km();
    IS_SINGLE.set(true);
    let single = percentiles_km();
    IS_SINGLE.set(false);
    IS_CONTROLLED.set(true);
    let controlled = percentiles_km();
    IS_CONTROLLED.set(false);
    let (lanes, lanes_rms, lanes_apart) = differences(&wide, &single);
    let (steps, steps_rms, steps_apart) = differences(&wide, &controlled);
    println!(
        "lanes against single numbers: {lanes:.1e}, rms {lanes_rms:.1e}, {lanes_apart} apart; fixed against controlled steps: \
         {:.2} %, rms {:.3} %, {steps_apart} apart",
        100.0 * steps,
        100.0 * steps_rms
    );
    assert!(lanes < 1e-3 && lanes_apart == 0, "{lanes}, {lanes_apart}");
    // Pilot flights that differ by hundredths of a second choose other draws: the differences are those
    // of the choice, a quarter of the sampling error.
    assert!(steps_rms < 3e-3 && steps < 3e-2 && steps_apart < 4, "{steps}, {steps_rms}, {steps_apart}");
}
