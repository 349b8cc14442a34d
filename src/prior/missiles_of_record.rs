//! How many stages missiles of a given range have had, and what they burned.
//!
//! A list of missiles and of their published ranges, recalled from the usual reference works
//! (the tables of the CSIS Missile Threat project and of the Federation of American Scientists).
//! No vehicle is in it whose flights the estimates are scored on (`tests/data/record_flights.csv`).
//! Ranges enter only through their logarithm, smoothed, so an error of a fifth in one of them
//! changes nothing.

use std::sync::LazyLock;

use Propellant::{Liquid, Solid};

/// What a missile burns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Propellant {
    Liquid,
    Solid,
}

/// The weights of one, two and three stages, liquid and solid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct KindWeights {
    pub(super) liquid: [f64; 3],
    pub(super) solid: [f64; 3],
}

/// The width of the smoothing, in the logarithm of the range.
const WIDTH: f64 = 0.35;
/// The weight of each number of stages and propellant at any range: together that of one missile.
const ANY: f64 = 1.0 / 6.0;

/// Returns the weights of the kinds of vehicle for a range, m, a number that is only roughly known:
/// interpolated between nodes of its logarithm, because each proposal asks for them.
pub(super) fn kind_weights(range_m: f64) -> KindWeights {
    static NODES: LazyLock<Vec<KindWeights>> =
        LazyLock::new(|| (0..NODE_COUNT).map(|node| smoothed_weights(node_range_m(node))).collect());
    let place = ((range_m / FIRST_NODE_M).ln() / NODE_STEP).clamp(0.0, (NODE_COUNT - 2) as f64);
    let (before, along) = (place as usize, place.fract());
    let (Some(low), Some(high)) = (NODES.get(before), NODES.get(before + 1)) else {
        return smoothed_weights(range_m);
    };
    let between = |low: [f64; 3], high: [f64; 3]| -> [f64; 3] {
        std::array::from_fn(|k| {
            let (low, high) = (low.get(k).copied(), high.get(k).copied());
            low.zip(high).map_or(ANY, |(low, high)| low + (high - low) * along)
        })
    };
    KindWeights { liquid: between(low.liquid, high.liquid), solid: between(low.solid, high.solid) }
}

/// The first node, m, the step of the logarithm from node to node, and the number of nodes: up to
/// half the circumference.
const FIRST_NODE_M: f64 = 30e3;
const NODE_STEP: f64 = 0.05;
const NODE_COUNT: usize = 132;

/// Returns the range of a node, m.
fn node_range_m(node: usize) -> f64 {
    FIRST_NODE_M * (NODE_STEP * node as f64).exp()
}

/// Returns the weights of the kinds of vehicle for a range, m, smoothed over the missiles.
fn smoothed_weights(range_m: f64) -> KindWeights {
    let mut weights = KindWeights { liquid: [ANY; 3], solid: [ANY; 3] };
    for (propellant, stages, ranges_km) in MISSILES {
        let of_kind = match propellant {
            Liquid => &mut weights.liquid,
            Solid => &mut weights.solid,
        };
        let Some(weight) = of_kind.get_mut(stages - 1) else { continue };
        for range_km in ranges_km {
            let away = (range_m / (1e3 * range_km)).ln() / WIDTH;
            *weight += (-0.5 * away * away).exp();
        }
    }
    weights
}

/// Published ranges, km, by propellant and number of stages.
const MISSILES: [(Propellant, usize, &[f64]); 6] = [
    (
        Liquid,
        1,
        &[
            // Scud-C, Scud-ER.
            270.0, 600.0, 180.0, 2_000.0, 600.0, 1_420.0, 2_500.0, 550.0, 1_000.0,
            // Corporal, Redstone, Jupiter, Lance.
            130.0, 320.0, 2_400.0, 130.0, // DF-1, DF-2, DF-3.
            590.0, 1_250.0, 2_800.0,
            // Nodong, Hwasong-10, Hwasong-12, Shahab-3, Ghauri, Ghadr, Emad, Khorramshahr, Qiam.
            1_300.0, 3_200.0, 4_500.0, 1_300.0, 1_300.0, 1_800.0, 1_700.0, 2_000.0, 750.0,
            // Al-Hussein, Prithvi, Dhanush.
            650.0, 250.0, 350.0,
        ],
    ),
    (
        Liquid,
        2,
        &[
            // R-16, R-9A, R-36, R-36M, UR-100, UR-100N, MR UR-100, R-29, R-29R.
            11_000.0, 12_500.0, 12_000.0, 11_000.0, 10_600.0, 10_000.0, 10_300.0, 7_800.0, 6_500.0,
            // Titan I, DF-5.
            10_200.0, 12_000.0, // Hwasong-14, -15, -17.
            9_000.0, 13_000.0, 15_000.0,
        ],
    ),
    // R-29RM and its successors.
    (Liquid, 3, &[8_300.0, 8_300.0]),
    (
        Solid,
        1,
        &[
            // Sergeant, ATACMS and its long version, PrSM.
            140.0, 165.0, 300.0, 500.0, // Tochka, Tochka-U, Oka, Iskander.
            70.0, 120.0, 400.0, 500.0, // DF-11, DF-11A, DF-12, DF-15, DF-16.
            300.0, 600.0, 280.0, 600.0, 900.0,
            // Fateh-110, Zolfaghar, Dezful, Haj Qasem, Kheibar Shekan.
            300.0, 700.0, 1_000.0, 1_400.0, 1_450.0,
            // Abdali, Ghaznavi, Shaheen-I, Agni-I, Prahaar.
            180.0, 290.0, 750.0, 700.0, 150.0,
            // Pluton, Hades, Bora, LORA, Hyunmoo-2A, -2B, -2C, KN-23, KN-24.
            120.0, 480.0, 280.0, 400.0, 300.0, 500.0, 800.0, 690.0, 400.0,
        ],
    ),
    (
        Solid,
        2,
        &[
            // Polaris, Poseidon, Pershing II.
            2_200.0, 2_800.0, 4_600.0, 4_600.0, 1_770.0, // Temp-S, RT-15, R-31.
            900.0, 2_500.0, 3_900.0, // S2, S3, M2, M20.
            3_000.0, 3_500.0, 3_200.0, 3_200.0, // DF-21, JL-1, DF-26.
            2_100.0, 1_700.0, 4_000.0,
            // Agni-II, -III, -IV, K-15, K-4, Shaheen-II, -III, Sejjil, Jericho II.
            2_500.0, 3_500.0, 4_000.0, 750.0, 3_500.0, 1_800.0, 2_750.0, 2_000.0, 1_500.0,
            // Pukguksong-1, -2, -3.
            1_200.0, 1_250.0, 2_000.0,
        ],
    ),
    (
        Solid,
        3,
        &[
            // Minuteman II and III, Peacekeeper, Midgetman, Trident I and II.
            11_300.0, 13_000.0, 11_000.0, 11_000.0, 7_400.0, 11_300.0,
            // RT-2, Temp-2S, Topol, Topol-M, RT-23, R-39, Bulava.
            9_400.0, 10_500.0, 10_500.0, 11_000.0, 10_000.0, 8_250.0, 8_300.0, // M4, M45, M51.
            4_000.0, 6_000.0, 9_000.0, // DF-31, DF-41, JL-2, Agni-V, Jericho III, Hwasong-18.
            8_000.0, 12_000.0, 7_200.0, 5_500.0, 5_500.0, 15_000.0,
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_rise_with_the_range() {
        let mean = |range_m: f64| {
            let KindWeights { liquid, solid } = kind_weights(range_m);
            let both = |stages: usize| liquid[stages - 1] + solid[stages - 1];
            let total = both(1) + both(2) + both(3);
            (both(1) + 2.0 * both(2) + 3.0 * both(3)) / total
        };
        assert!(mean(300e3) < 1.2 && mean(2_000e3) > 1.4 && mean(10_000e3) > 2.3, "{}", mean(300e3));
        // The nodes are close enough.
        for range_m in [70e3, 311e3, 1_234e3, 4_567e3, 12_345e3] {
            let (nodes, exact) = (kind_weights(range_m), smoothed_weights(range_m));
            for (nodes, exact) in nodes.liquid.iter().zip(exact.liquid) {
                assert!((nodes / exact - 1.0).abs() < 5e-3, "{range_m} m: {nodes}, {exact}");
            }
        }
        // Far from any missile, every kind is as likely.
        let KindWeights { liquid, solid } = smoothed_weights(1.0);
        assert!(liquid.iter().chain(&solid).all(|weight| (weight - ANY).abs() < 1e-9));
    }
}
