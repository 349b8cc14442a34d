//! The US Standard Atmosphere 1976 above 86 km, where it is defined by differential equations.

use std::sync::LazyLock;

use crate::numerics::spline::Spline;

/// Points of the standard: geometric altitude km, density kg/m³, pressure Pa, to six digits.
///
/// They are integrated from the standard's equations (33) to (39) by
/// `tests/data/generate/us76.py`, which meets every density and pressure of the printed table I to
/// the rounding of its last digit. They are close to one another where the laws change: at 100 km
/// the mean molar mass of the equation for nitrogen jumps, at 110 and 120 km the slope of the
/// temperature; and at both ends, where a natural spline is straight.
const POINTS: [(f64, f64, f64); 66] = [
    (86.0, 6.957_88e-6, 3.733_84e-1),
    (86.5, 6.365_63e-6, 3.416_28e-1),
    (87.0, 5.823_91e-6, 3.125_86e-1),
    (88.0, 4.875_1e-6, 2.617_31e-1),
    (90.0, 3.416_31e-6, 1.835_93e-1),
    (91.0, 2.859_78e-6, 1.538_05e-1),
    (92.0, 2.392_57e-6, 1.288_72e-1),
    (94.0, 1.669_89e-6, 9.055_94e-2),
    (95.0, 1.393_41e-6, 7.596_57e-2),
    (96.0, 1.161_97e-6, 6.376_51e-2),
    (98.0, 8.070_85e-7, 4.505_65e-2),
    (99.0, 6.724_98e-7, 3.794_76e-2),
    (99.5, 6.138_85e-7, 3.484_57e-2),
    (99.8, 5.812_1e-7, 3.311_43e-2),
    (100.0, 5.604_05e-7, 3.201_09e-2),
    (100.2, 5.409_12e-7, 3.097_88e-2),
    (100.5, 5.129_45e-7, 2.949_65e-2),
    (101.0, 4.695_33e-7, 2.719_21e-2),
    (102.0, 3.935_27e-7, 2.314_38e-2),
    (104.0, 2.768_75e-7, 1.688_19e-2),
    (106.0, 1.953_51e-7, 1.245_36e-2),
    (108.0, 1.381_4e-7, 9.318_62e-3),
    (109.0, 1.160_7e-7, 8.114_04e-3),
    (109.5, 1.062_62e-7, 7.586_41e-3),
    (109.8, 1.006_89e-7, 7.291_68e-3),
    (110.0, 9.707_61e-8, 7.103_92e-3),
    (110.2, 9.357_97e-8, 6.922_95e-3),
    (110.5, 8.863_3e-8, 6.663_6e-3),
    (111.0, 8.111_2e-8, 6.261_25e-3),
    (112.0, 6.837_63e-8, 5.554_57e-3),
    (114.0, 4.975_15e-8, 4.447_21e-3),
    (116.0, 3.720_11e-8, 3.631_16e-3),
    (118.0, 2.846_79e-8, 3.014_39e-3),
    (119.5, 2.360_08e-8, 2.646_44e-3),
    (120.0, 2.222_13e-8, 2.538_18e-3),
    (120.5, 2.094_65e-8, 2.436_22e-3),
    (122.0, 1.766_51e-8, 2.163_51e-3),
    (125.0, 1.290_78e-8, 1.735_35e-3),
    (130.0, 8.152_24e-9, 1.250_48e-3),
    (135.0, 5.465_05e-9, 9.356_71e-4),
    (140.0, 3.831_21e-9, 7.202_75e-4),
    (145.0, 2.780_97e-9, 5.669_04e-4),
    (150.0, 2.075_62e-9, 4.542_19e-4),
    (160.0, 1.233_18e-9, 3.039_45e-4),
    (170.0, 7.815_09e-10, 2.121_01e-4),
    (180.0, 5.194_12e-10, 1.527_13e-4),
    (200.0, 2.540_66e-10, 8.473_47e-5),
    (225.0, 1.183_89e-10, 4.432_32e-5),
    (250.0, 6.072_54e-11, 2.476_65e-5),
    (300.0, 1.915_74e-11, 8.770_32e-6),
    (350.0, 7.013_51e-12, 3.449_76e-6),
    (400.0, 2.802_63e-12, 1.451_76e-6),
    (450.0, 1.184_33e-12, 6.446_76e-7),
    (500.0, 5.215_19e-13, 3.023_53e-7),
    (550.0, 2.384_28e-13, 1.513_71e-7),
    (600.0, 1.136_66e-13, 8.212_77e-8),
    (650.0, 5.711_59e-14, 4.886_31e-8),
    (700.0, 3.069_48e-14, 3.190_66e-8),
    (750.0, 1.788_14e-14, 2.259_81e-8),
    (800.0, 1.135_81e-14, 1.703_54e-8),
    (850.0, 7.823_22e-15, 1.341_43e-8),
    (900.0, 5.758_97e-15, 1.087_27e-8),
    (950.0, 4.452_63e-15, 8.981_14e-9),
    (975.0, 3.968_18e-15, 8.203_82e-9),
    (990.0, 3.715_64e-15, 7.780_08e-9),
    (1_000.0, 3.560_59e-15, 7.513_4e-9),
];

/// Splines of ln density and ln pressure over ln altitude in km, through the points. ln ρ is
/// nearly linear in ln z, so that a spline follows it: to 0.01 % between the points, where linear
/// interpolation of the logarithms is wrong by up to 2 %.
pub(super) struct UpperAir {
    ln_density: Spline,
    ln_pressure: Spline,
}

static UPPER_AIR: LazyLock<UpperAir> = LazyLock::new(|| {
    let through = |value: fn(&(f64, f64, f64)) -> f64| {
        Spline::through_rising(&POINTS.each_ref().map(|point| (point.0.ln(), value(point).ln())))
    };
    UpperAir { ln_density: through(|point| point.1), ln_pressure: through(|point| point.2) }
});

impl UpperAir {
    /// Returns the splines, which are computed once.
    pub(super) fn standard() -> &'static Self {
        &UPPER_AIR
    }

    /// Returns the density, kg/m³, and the pressure, Pa, at a geometric altitude from 86 to 1000 km,
    /// m.
    pub(super) fn at(&self, geometric_altitude_m: f64) -> (f64, f64) {
        let ln_km = (geometric_altitude_m / 1e3).ln();
        (self.ln_density.at(ln_km).exp(), self.ln_pressure.at(ln_km).exp())
    }
}
