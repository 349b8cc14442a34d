//! No fit is returned that misses what it was asked for.

use crate::common::random::Random;
use crate::common::tolerance::FIT_MET_RELATIVE;
use crate::common::unreported::any;
use lofted::physics::earth::Sphere;
use lofted::{Error, Loft, Unreported, fit};

/// Apogees, km, and ground ranges over them: from flat flights to lofts.
const APOGEES_KM: [f64; 10] = [40.0, 80.0, 120.0, 200.0, 400.0, 800.0, 1_600.0, 3_000.0, 4_500.0, 8_000.0];
const GROUND_RANGES_KM: [f64; 10] =
    [1.0, 30.0, 100.0, 300.0, 900.0, 2_000.0, 4_000.0, 7_000.0, 12_000.0, 18_000.0];

/// Fits vehicles to a grid of lofts and returns how many fly and how many are refused.
fn counts(vehicles: &[Unreported]) -> (u32, u32) {
    let (mut flown, mut refused) = (0, 0);
    for unreported in vehicles {
        for apogee_km in APOGEES_KM {
            for ground_range_km in GROUND_RANGES_KM {
                let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 1e3 * ground_range_km };
                match fit(unreported, loft, Sphere::MEAN, 1e-6) {
                    Ok(fitted) => {
                        flown += 1;
                        let size_m = loft.apogee_altitude_m.max(loft.ground_range_m);
                        let miss_m = (fitted.apogee_altitude_m - loft.apogee_altitude_m)
                            .abs()
                            .max((fitted.ground_range_m - loft.ground_range_m).abs());
                        assert!(miss_m <= FIT_MET_RELATIVE * size_m, "{loft:?}: {miss_m} m, {unreported:?}");
                    }
                    Err(Error::LoftUnreachable { .. }) => refused += 1,
                    Err(error) => panic!("{loft:?}: {error}, {unreported:?}"),
                }
            }
        }
    }
    (flown, refused)
}

/// A range that jumps past the one asked for is no fit: 12,000 km under an apogee of 200 km, of
/// which a flight of 6,745 km was returned.
#[test]
fn a_fit_meets_its_loft_or_is_refused() {
    let mut random = Random::seeded(23);
    let mut vehicles = vec![Unreported::nominal(200.0).unwrap()];
    vehicles.extend((0..19).map(|_| any(&mut random)));
    let (flown, refused) = counts(&vehicles);
    println!("{flown} fly, {refused} are refused");
    assert!(flown > 100 && refused > 100, "{flown} {refused}");
}
