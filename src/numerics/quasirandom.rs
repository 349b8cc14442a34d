//! Points that fill the unit cube evenly: Sobol's, with Owen's scrambling by a seed.
//!
//! Sources: I. M. Sobol, USSR Computational Mathematics 7 (1967) 86–112; A. B. Owen, in Lecture Notes in Statistics 106 (1995)
//! 299–317; B. Burley, Journal of Computer Graphics Techniques 9 (2020), whose points these are.

/// The most points of one sequence.
pub const MOST_POINTS: u32 = 1 << 16;

/// The points of one seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    seed: u32,
}

impl Points {
    /// The points that belong to a seed, all 64 bits of which count.
    pub fn seeded(seed: u64) -> Self {
        // The finaliser of MurmurHash3, which every bit of its input reaches every bit of its output.
        let mut mixed = seed;
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Self { seed: (mixed ^ (mixed >> 33)) as u32 }
    }

    /// One coordinate of one point, above 0 and below 1. Points from [`MOST_POINTS`] on begin again, coordinates from 256 on too.
    pub fn coordinate(&self, point: u32, coordinate: u32) -> f64 {
        let share =
            sobol_burley::sample(point % MOST_POINTS, coordinate % sobol_burley::NUM_DIMENSIONS, self.seed);
        // The middle of its cell of 2⁻²⁴, so that neither end is met.
        f64::from(share) + 0.5 * f64::from(f32::EPSILON) * 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_even() {
        let points = Points::seeded(1);
        for coordinate in 0..32 {
            // Each sixteenth of each coordinate holds a sixteenth of the points.
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
    fn a_seed_is_a_sequence() {
        let first = |seed| Points::seeded(seed).coordinate(0, 0);
        assert_eq!(first(7), first(7));
        assert_ne!(first(7), first(8));
        assert_ne!(first(0), first(1 << 40));
    }
}
