//! The same air, tabulated for those who ask for it at every step of a flight.

use std::sync::LazyLock;

use super::{air, geometric_altitude_m, geopotential_altitude_m};

/// Density and pressure up to 150 km, in cubics over equal cells of geopotential altitude.
///
/// Every layer of the standard ends where a cell does, so that the kinks between layers are kept. Within a cell the cubic has
/// the standard's values and slopes at both ends; over a cell of 500 m in air that thins by e in 5 km or more it is off by
/// (500/5000)⁴/384, three parts in ten million, up to 86 km, and by two parts in a million above; by six in ten thousand in
/// the one cell of 86 km, where two laws meet. No logarithm, no exponential: half the time of [`air`].
#[derive(Debug)]
pub struct AirTable {
    cells: Vec<Cell>,
}

/// The coefficients of density and of pressure in powers of the share of the cell, from the lowest.
#[derive(Debug, Clone, Copy)]
struct Cell {
    density: [f64; 4],
    pressure: [f64; 4],
}

const CELL_M: f64 = 500.0;

/// The table holds the air at least to here, geometric, m; it ends with the cell, half a kilometre above.
const TOP_OF_TABLE_M: f64 = 150_000.0;

static TABLE: LazyLock<AirTable> = LazyLock::new(AirTable::new);

impl AirTable {
    /// The table, made once.
    pub fn standard() -> &'static Self {
        &TABLE
    }

    fn new() -> Self {
        let cells = (geopotential_altitude_m(TOP_OF_TABLE_M) / CELL_M).ceil() as usize;
        Self {
            cells: (0..cells).map(|i| Cell::between(i as f64 * CELL_M, (i + 1) as f64 * CELL_M)).collect(),
        }
    }

    /// Density, kg/m³, and pressure, Pa, at a geometric altitude, m: from the ground, whose air reaches down, to 150.5 km; no
    /// air above. NaN and infinity are answered with NaN.
    #[inline(always)]
    pub fn density_and_pressure(&self, geometric_altitude_m: f64) -> (f64, f64) {
        let share = geopotential_altitude_m(geometric_altitude_m) * (1.0 / CELL_M);
        // A cast takes NaN and what is below the ground to the first cell.
        let place = share as usize;
        let Some(cell) = self.cells.get(place) else { return (0.0, 0.0) };
        let along = if share < 0.0 { 0.0 } else { share - place as f64 };
        let cubic = |[c0, c1, c2, c3]: [f64; 4]| (c0 + c1 * along) + (c2 + c3 * along) * (along * along);
        (cubic(cell.density), cubic(cell.pressure))
    }
}

impl Cell {
    /// The cubics with the standard's values and slopes at both ends.
    fn between(low_m: f64, high_m: f64) -> Self {
        let at = |geopotential_m: f64| {
            let air = air(geometric_altitude_m(geopotential_m));
            [air.density_kg_per_m3, air.pressure_pa]
        };
        // Slopes from inside the cell, by four values at a hundredth of it: beyond its ends the law may be another's.
        let step = 0.01 * (high_m - low_m);
        let slope = |end_m: f64, inward: f64| -> [f64; 2] {
            let [v0, v1, v2, v3] =
                [0.0, 1.0, 2.0, 3.0].map(|n| at(end_m + inward * n * step * (1.0 - 1e-12)));
            std::array::from_fn(|i| {
                let pick = |v: [f64; 2]| if i == 0 { v[0] } else { v[1] };
                let rise = -11.0 * pick(v0) + 18.0 * pick(v1) - 9.0 * pick(v2) + 2.0 * pick(v3);
                inward * rise / (6.0 * step) * (high_m - low_m)
            })
        };
        // Just inside both ends, where the cell's own layer rules.
        let ends = [at(low_m), at(high_m - 1e-9 * CELL_M)];
        let slopes = [slope(low_m, 1.0), slope(high_m - 1e-9 * CELL_M, -1.0)];
        let coefficients = |i: usize| {
            let pick = |v: [f64; 2]| if i == 0 { v[0] } else { v[1] };
            let [f0, f1] = ends.map(pick);
            let [d0, d1] = slopes.map(pick);
            [f0, d0, 3.0 * (f1 - f0) - 2.0 * d0 - d1, 2.0 * (f0 - f1) + d0 + d1]
        };
        Self { density: coefficients(0), pressure: coefficients(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_standard() {
        let table = AirTable::standard();
        let (mut worst, mut at_86_km) = (0.0_f64, 0.0_f64);
        for step in 0..150_000 {
            let altitude = f64::from(step) + 0.37;
            let (density, pressure) = table.density_and_pressure(altitude);
            let exact = air(altitude);
            let miss = (density / exact.density_kg_per_m3 - 1.0)
                .abs()
                .max((pressure / exact.pressure_pa - 1.0).abs());
            let meets = (85_600.0..86_200.0).contains(&altitude);
            let kept = if meets { &mut at_86_km } else { &mut worst };
            *kept = kept.max(miss);
        }
        // The cell of 86 km holds the meeting of two laws whose slopes differ.
        assert!(worst < 2e-6 && at_86_km < 6e-4, "{worst} and {at_86_km}");
    }

    #[test]
    fn it_ends_at_both_ends() {
        let table = AirTable::standard();
        assert_eq!(table.density_and_pressure(-100.0), table.density_and_pressure(0.0));
        assert_eq!(table.density_and_pressure(151e3), (0.0, 0.0));
        assert!(table.density_and_pressure(f64::NAN).0.is_nan());
        assert!(table.density_and_pressure(f64::INFINITY).0.is_nan());
    }
}
