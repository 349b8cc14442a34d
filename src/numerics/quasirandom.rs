//! Quasirandom points in the unit cube: the Sobol sequence with Owen scrambling, seeded.
//!
//! Sources: I. M. Sobol, USSR Computational Mathematics 7 (1967) 86–112; A. B. Owen, in Lecture
//! Notes in Statistics 106 (1995) 299–317; B. Burley, Journal of Computer Graphics Techniques 9
//! (2020), whose hash-based scrambling is used here.

/// The number of points of one sequence.
pub(crate) const MAX_POINTS: u32 = 1 << 16;

/// The scrambled Sobol sequence of one seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScrambledSobol {
    seed: u32,
}

impl ScrambledSobol {
    /// Creates the sequence of a seed, which depends on all 64 bits of the seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        // The finaliser of MurmurHash3: every bit of its output depends on every bit of its input.
        let mut mixed = seed;
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Self { seed: (mixed ^ (mixed >> 33)) as u32 }
    }

    /// Returns one coordinate of one point, above 0 and below 1. Points repeat after 65,536, and
    /// coordinates after 256.
    #[must_use]
    pub fn coordinate(&self, point: u32, coordinate: u32) -> f64 {
        let corner =
            sobol_burley::sample(point % MAX_POINTS, coordinate % sobol_burley::NUM_DIMENSIONS, self.seed);
        middle(corner)
    }

    /// Returns the first coordinates of one point, in sets of four: the same numbers in a third of
    /// the time.
    #[must_use]
    pub(crate) fn coordinates<const SETS: usize>(&self, point: u32) -> CoordinateSets<SETS> {
        let mut sets = [[0.0; 4]; SETS];
        for (set, place) in sets.iter_mut().enumerate() {
            *place = sobol_burley::sample_4d(point % MAX_POINTS, set as u32, self.seed).map(middle);
        }
        CoordinateSets(sets)
    }
}

/// The first coordinates of a point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CoordinateSets<const SETS: usize>([[f64; 4]; SETS]);

impl<const SETS: usize> CoordinateSets<SETS> {
    /// Returns a coordinate; NaN beyond the last.
    pub(crate) fn coordinate(&self, coordinate: u32) -> f64 {
        self.0.as_flattened().get(coordinate as usize).copied().unwrap_or(f64::NAN)
    }
}

/// Returns the middle of the cell of width 2⁻²⁴ at a corner, so that neither 0 nor 1 occurs.
fn middle(corner: f32) -> f64 {
    f64::from(corner) + 0.5 * f64::from(f32::EPSILON) * 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_evenly_distributed() {
        let points = ScrambledSobol::seeded(1);
        for coordinate in 0..32 {
            // Every sixteenth of every coordinate holds a sixteenth of the points.
            let mut cells = [0; 16];
            for point in 0..256 {
                let at = points.coordinate(point, coordinate);
                assert!(at > 0.0 && at < 1.0);
                cells[(16.0 * at) as usize] += 1;
            }
            assert_eq!(cells, [16; 16], "coordinate {coordinate}");
        }
    }

    #[test]
    fn sets_of_coordinates_are_the_coordinates() {
        let points = ScrambledSobol::seeded(5);
        for point in [0, 1, 77, 65_535, 65_536] {
            let sets = points.coordinates::<7>(point);
            for coordinate in 0..28 {
                assert_eq!(sets.coordinate(coordinate), points.coordinate(point, coordinate));
            }
            assert!(sets.coordinate(28).is_nan());
        }
    }

    #[test]
    fn the_seed_determines_the_sequence() {
        let first = |seed| ScrambledSobol::seeded(seed).coordinate(0, 0);
        assert_eq!(first(7), first(7));
        assert_ne!(first(7), first(8));
        assert_ne!(first(0), first(1 << 40));
    }
}
