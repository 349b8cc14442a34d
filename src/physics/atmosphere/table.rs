//! A table of the standard atmosphere for the integration of flights, which computes the air at
//! every step.

use std::sync::LazyLock;

use crate::numerics::scalar::Scalar;
use crate::physics::atmosphere::standard::{air, geometric_altitude_m, geopotential_altitude_m};

/// A table of density and pressure up to 150 km, as cubic polynomials over equal cells of
/// geopotential altitude.
///
/// Every layer of the standard ends where a cell does, so that the kinks between layers are kept.
/// Within a cell the cubic has the standard's values and slopes at both ends. Over a cell of 500 m
/// in air whose scale height is 5 km or more, its error is (500/5000)⁴/384, three parts in ten
/// million, up to 86 km, and five parts in a million above. Where two laws meet it is more: six
/// parts in ten thousand at 86 km, two at 100 and 110 km. It takes no logarithm and no exponential,
/// and half the time of [`air`].
#[derive(Debug)]
pub struct AirTable {
    /// The coefficients of the density in each cell, in powers of the fraction of the cell below,
    /// from the lowest; at the end those of no air.
    density: Vec<[f64; 4]>,
    /// The same of the pressure.
    pressure: Vec<[f64; 4]>,
}

/// The density and the pressure at one altitude.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct TabulatedAir {
    /// The density, kg/m³.
    pub density_kg_per_m3: f64,
    /// The pressure, Pa.
    pub pressure_pa: f64,
}

/// The height of a cell in geopotential altitude, m.
const CELL_M: f64 = 500.0;

/// The geometric altitude that the table has to reach, m; it ends with its cell, half a kilometre
/// above.
const TOP_OF_TABLE_M: f64 = 150_000.0;

static TABLE: LazyLock<AirTable> = LazyLock::new(AirTable::new);

impl AirTable {
    /// Returns the table, which is computed once.
    pub fn standard() -> &'static Self {
        &TABLE
    }

    /// Computes the table.
    fn new() -> Self {
        let cells = (geopotential_altitude_m(TOP_OF_TABLE_M) / CELL_M).ceil() as usize;
        let cell = |i: usize| coefficients_between(i as f64 * CELL_M, (i + 1) as f64 * CELL_M);
        let no_air = std::iter::once(([0.0; 4], [0.0; 4]));
        let (density, pressure) = (0..cells).map(cell).chain(no_air).unzip();
        Self { density, pressure }
    }

    /// Returns the air at a geometric altitude, m: below the ground that of the ground, above 150.5
    /// km none. For NaN and infinity the answer is NaN.
    #[inline(always)]
    pub fn at(&self, geometric_altitude_m: f64) -> TabulatedAir {
        let share = geopotential_altitude_m(geometric_altitude_m) * (1.0 / CELL_M);
        // The cast maps NaN and altitudes below the ground to the first cell.
        let place = share as usize;
        let (Some(density), Some(pressure)) = (self.density.get(place), self.pressure.get(place)) else {
            return TabulatedAir { density_kg_per_m3: 0.0, pressure_pa: 0.0 };
        };
        let along = if share < 0.0 { 0.0 } else { share - place as f64 };
        TabulatedAir { density_kg_per_m3: cubic(*density, along), pressure_pa: cubic(*pressure, along) }
    }

    /// Returns the place in the table of geopotential altitudes, m, of which there may be one in
    /// each lane. The air there is that of [`at`](Self::at) but for its rounding.
    #[inline(always)]
    pub(crate) fn place<S: Scalar>(&self, geopotential_altitude_m: S) -> TablePlace<S> {
        let share = geopotential_altitude_m * (1.0 / CELL_M);
        let zero = share.constant(0.0);
        let share = S::select(share.lt(zero), zero, share);
        let cell = (share - 0.5).nearest_whole();
        TablePlace { cell, along: share - cell }
    }

    /// Returns the density at a place, kg/m³.
    #[inline(always)]
    pub(crate) fn density_kg_per_m3<S: Scalar>(&self, TablePlace { cell, along }: TablePlace<S>) -> S {
        cubic(cell.row(&self.density), along)
    }

    /// Returns the pressure at a place, Pa.
    #[inline(always)]
    pub(crate) fn pressure_pa<S: Scalar>(&self, TablePlace { cell, along }: TablePlace<S>) -> S {
        cubic(cell.row(&self.pressure), along)
    }
}

/// A place in the table: the cell, and the fraction of it below.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TablePlace<S> {
    cell: S,
    along: S,
}

/// Computes a cubic.
#[inline(always)]
fn cubic<S: Scalar>([c0, c1, c2, c3]: [S; 4], x: S) -> S {
    c3.mul_add(x, c2).mul_add(x * x, c1.mul_add(x, c0))
}

/// Returns the coefficients of the cubics with the standard's values and slopes at both ends of a
/// cell.
fn coefficients_between(low_m: f64, high_m: f64) -> ([f64; 4], [f64; 4]) {
    let at = |geopotential_m: f64| {
        let air = air(geometric_altitude_m(geopotential_m));
        [air.density_kg_per_m3, air.pressure_pa]
    };
    // Slopes come from four values inside the cell, a hundredth of it apart: beyond its ends
    // another law may apply.
    let step = 0.01 * (high_m - low_m);
    let slope = |end_m: f64, inward: f64| -> [f64; 2] {
        let [v0, v1, v2, v3] = [0.0, 1.0, 2.0, 3.0].map(|n| at(end_m + inward * n * step * (1.0 - 1e-12)));
        std::array::from_fn(|i| {
            let pick = |v: [f64; 2]| if i == 0 { v[0] } else { v[1] };
            let rise = -11.0 * pick(v0) + 18.0 * pick(v1) - 9.0 * pick(v2) + 2.0 * pick(v3);
            inward * rise / (6.0 * step) * (high_m - low_m)
        })
    };
    // Just inside both ends, where the layer of the cell applies.
    let ends = [at(low_m), at(high_m - 1e-9 * CELL_M)];
    let slopes = [slope(low_m, 1.0), slope(high_m - 1e-9 * CELL_M, -1.0)];
    let coefficients = |i: usize| {
        let pick = |v: [f64; 2]| if i == 0 { v[0] } else { v[1] };
        let [f0, f1] = ends.map(pick);
        let [d0, d1] = slopes.map(pick);
        [f0, d0, 3.0 * (f1 - f0) - 2.0 * d0 - d1, 2.0 * (f0 - f1) + d0 + d1]
    };
    (coefficients(0), coefficients(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_standard() {
        let table = AirTable::standard();
        // The three places where laws meet whose slopes differ, within two cells to either side, m.
        let meets = [85_600.0..86_200.0, 99_200.0..101_200.0, 109_000.0..111_200.0];
        let mut worst = [0.0_f64; 4];
        for step in 0..150_000 {
            let altitude = f64::from(step) + 0.37;
            let tabulated = table.at(altitude);
            let exact = air(altitude);
            let miss = (tabulated.density_kg_per_m3 / exact.density_kg_per_m3 - 1.0)
                .abs()
                .max((tabulated.pressure_pa / exact.pressure_pa - 1.0).abs());
            let place = meets.iter().position(|near| near.contains(&altitude)).unwrap_or(3);
            worst[place] = worst[place].max(miss);
        }
        let [at_86_km, at_100_km, at_110_km, elsewhere] = worst;
        assert!(elsewhere < 5e-6 && at_86_km < 6e-4, "{worst:?}");
        assert!(at_100_km < 2e-4 && at_110_km < 2e-4, "{worst:?}");
    }

    #[test]
    fn the_table_is_defined_beyond_its_ends() {
        let table = AirTable::standard();
        assert_eq!(table.at(-100.0), table.at(0.0));
        assert_eq!(table.at(151e3), TabulatedAir { density_kg_per_m3: 0.0, pressure_pa: 0.0 });
        assert!(table.at(f64::NAN).density_kg_per_m3.is_nan());
        assert!(table.at(f64::INFINITY).density_kg_per_m3.is_nan());
    }
}
