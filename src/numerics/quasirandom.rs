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
        // The middle of the cell of width 2⁻²⁴, so that neither 0 nor 1 occurs.
        f64::from(corner) + 0.5 * f64::from(f32::EPSILON) * 0.5
    }
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
    fn the_seed_determines_the_sequence() {
        let first = |seed| ScrambledSobol::seeded(seed).coordinate(0, 0);
        assert_eq!(first(7), first(7));
        assert_ne!(first(7), first(8));
        assert_ne!(first(0), first(1 << 40));
    }
}
