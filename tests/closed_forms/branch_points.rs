//! The closed forms of free flight beside the points where textbook forms cancel: near the circle,
//! the parabola, the rectilinear path, the antipode, and for small flights.

use std::collections::BTreeMap;

use crate::common::tables::{number, rows};
use crate::common::tolerance::CLOSED_FORM_RELATIVE;
use lofted::physics::earth::Sphere;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::symmetric::{self, CanonicalBurnout};
use lofted::physics::kepler::unequal::{self, Burnout};

/// Computes a quantity of a row.
fn computed(form: &str, quantity: &str, x: impl Fn(usize) -> f64) -> f64 {
    match form {
        "symmetric" => {
            let arc =
                symmetric::arc(CanonicalBurnout { speed_ratio_squared: x(1), flight_path_angle_rad: x(2) })
                    .unwrap();
            match quantity {
                "range" => arc.range_angle_rad,
                "time" => arc.flight_time_over_unit,
                _ => arc.eccentricity,
            }
        }
        "greatest" => {
            let greatest = symmetric::greatest_range(x(1)).unwrap();
            if quantity == "range" { greatest.range_angle_rad } else { greatest.flight_time_over_unit }
        }
        "least" => {
            let least = symmetric::minimum_energy(x(1)).unwrap();
            if quantity == "time" { least.flight_time_over_unit } else { least.speed_ratio_squared }
        }
        "observed" => {
            let observed = Observed { apogee_altitude_m: x(1), range_angle_rad: x(2) };
            let arc = observed::arc(observed, Sphere::MEAN).unwrap();
            match quantity {
                "time" => arc.flight_time_s,
                "speed_ratio_squared" => arc.speed_ratio_squared,
                _ => arc.flight_path_angle_rad,
            }
        }
        _ => {
            let burnout = Burnout { radius_m: x(1), speed_m_per_s: x(2), flight_path_angle_rad: x(3) };
            let flight = unequal::free_flight(burnout, x(4), 3.986_004_418e14).unwrap();
            if quantity == "range" { flight.range_angle_rad } else { flight.flight_time_s }
        }
    }
}

#[test]
fn closed_forms_keep_their_digits_beside_their_branch_points() {
    let mut worst: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
    let table = rows("branch_points.csv");
    assert_eq!(table.len(), 1_160);
    for row in &table {
        let exact = number(row, "value");
        let found = computed(&row["form"], &row["quantity"], |i| number(row, &format!("x{i}")));
        let miss = (found / exact - 1.0).abs();
        let scaled = miss / number(row, "condition").max(1.0);
        let kept = worst.entry((row["form"].clone(), row["stratum"].clone())).or_default();
        *kept = (kept.0.max(miss), kept.1.max(scaled));
    }
    for ((form, stratum), (miss, scaled)) in &worst {
        println!("{form:10} {stratum:18} {miss:8.1e}, times the condition number {scaled:8.1e}");
    }
    let off: Vec<_> = worst.iter().filter(|(_, (_, scaled))| !(*scaled <= CLOSED_FORM_RELATIVE)).collect();
    assert!(off.is_empty(), "{off:?}");
}
