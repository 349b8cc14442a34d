//! The class schemes against the table from which they are taken, at every bound.

use crate::common::tables::rows;
use lofted::{ClassScheme, RangeClass, Reach};

fn class_at(scheme: &ClassScheme, range_km: f64) -> RangeClass {
    scheme.classify(Reach::Within { ground_range_m: range_km * 1e3 })
}

#[test]
fn every_band_of_the_table_is_in_its_scheme_and_no_other() {
    let table = rows("classes.csv");
    let mut bands = 0;
    for scheme in ClassScheme::built_in() {
        let own: Vec<_> = table.iter().filter(|row| row["scheme"] == scheme.name()).collect();
        assert_eq!(own.len(), scheme.bands().len(), "{scheme}");
        for (row, band) in own.iter().zip(scheme.bands()) {
            let bound = |column: &str, open: f64| row[column].parse().unwrap_or(open);
            assert_eq!(row["class"], band.class.name());
            assert_eq!(bound("lower_km", 0.0), band.lower_km);
            assert_eq!(bound("upper_km", f64::INFINITY), band.upper_km);
            assert!(row["source"].contains(scheme.source().split(' ').next().unwrap()), "{row:?}");
            bands += 1;
        }
    }
    assert_eq!(bands, table.len());
}

#[test]
fn every_name_reads_back() {
    for scheme in ClassScheme::built_in() {
        assert_eq!(scheme.name().parse().as_ref(), Ok(scheme));
    }
    assert_eq!(ClassScheme::built_in()[0], ClassScheme::default());
}

#[test]
fn a_bound_belongs_to_the_class_below_it() {
    let step = 1e-9;
    for scheme in ClassScheme::built_in() {
        for band in scheme.bands() {
            if band.upper_km.is_finite() {
                assert_eq!(class_at(scheme, band.upper_km), band.class, "{scheme}");
                assert_ne!(class_at(scheme, band.upper_km + step), band.class, "{scheme}");
            }
            assert_eq!(class_at(scheme, band.lower_km + step), band.class, "{scheme}");
        }
    }
    let inf = ClassScheme::inf();
    assert_eq!(class_at(&inf, 500.0), RangeClass::ShorterRange);
    assert_eq!(class_at(&inf, 500.0 - step), RangeClass::Unclassified);
    assert_eq!(class_at(&inf, 5_500.0 + step), RangeClass::Unclassified);
    assert_eq!(class_at(&ClassScheme::start(), 5_500.0), RangeClass::Unclassified);
    assert_eq!(class_at(&ClassScheme::start(), 5_500.0 + step), RangeClass::Icbm);
}

#[test]
fn global_reach_is_the_class_of_half_the_circumference() {
    let classes = ClassScheme::built_in().each_ref().map(|scheme| scheme.classify(Reach::Global));
    assert_eq!(classes, [RangeClass::Icbm, RangeClass::Unclassified, RangeClass::Icbm, RangeClass::Icbm]);
}
