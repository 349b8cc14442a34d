//! The equations and tables of the US Standard Atmosphere 1976.

use std::sync::LazyLock;

use crate::numerics::spline::Spline;

/// The properties of the air at one altitude.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Air {
    /// The density, kg/m³.
    pub density_kg_per_m3: f64,
    /// The pressure, Pa.
    pub pressure_pa: f64,
    /// The molecular-scale temperature, K; above 86 km, where sound hardly propagates, that of 86
    /// km.
    pub molecular_scale_temperature_k: f64,
}

impl Air {
    /// Returns the speed of sound, √(γ R* T_M/M₀), m/s.
    pub fn speed_of_sound_m_per_s(&self) -> f64 {
        (HEAT_RATIO * SPECIFIC_GAS_CONSTANT * self.molecular_scale_temperature_k).sqrt()
    }
}

/// The radius of the Earth that relates geopotential to geometric altitude, m.
const GEOPOTENTIAL_RADIUS_M: f64 = 6_356_766.0;
/// The acceleration of gravity of the geopotential metre, m/s².
const GEOPOTENTIAL_GRAVITY_M_PER_S2: f64 = 9.806_65;
/// The gas constant of the standard, J/(kmol K); the present value is 8314.46.
const GAS_CONSTANT_J_PER_KMOL_K: f64 = 8_314.32;
/// The mean molar mass of air at the ground, kg/kmol.
const MOLAR_MASS_KG_PER_KMOL: f64 = 28.964_4;
/// The ratio of specific heats γ.
const HEAT_RATIO: f64 = 1.4;
/// The specific gas constant R*/M₀, J/(kg K).
const SPECIFIC_GAS_CONSTANT: f64 = GAS_CONSTANT_J_PER_KMOL_K / MOLAR_MASS_KG_PER_KMOL;

/// The geometric altitude at which the defining equations end, m.
const TOP_OF_LAYERS_M: f64 = 86_000.0;
/// The geometric altitude at which the standard ends, m. There is no air above it.
pub const TOP_OF_ATMOSPHERE_M: f64 = 1_000_000.0;

/// A layer with a constant lapse rate.
struct Layer {
    base_geopotential_altitude_m: f64,
    base_temperature_k: f64,
    /// The lapse rate L, K/m.
    lapse_k_per_m: f64,
    /// The pressure at the base, Pa, which is that at the end of the layer below.
    base_pressure_pa: f64,
    /// 1/T_b, 1/K. This and the exponent are divided once, because every step of a flight computes
    /// the air.
    per_base_temperature: f64,
    /// g₀M₀/(R* L), or g₀M₀/R* where L = 0.
    exponent: f64,
}

/// Returns the layer of a base altitude, a base temperature, a lapse rate and a base pressure.
const fn layer(base_km: f64, base_temperature_k: f64, lapse_k_per_km: f64, base_pressure_pa: f64) -> Layer {
    Layer {
        base_geopotential_altitude_m: base_km * 1e3,
        base_temperature_k,
        lapse_k_per_m: lapse_k_per_km / 1e3,
        base_pressure_pa,
        per_base_temperature: 1.0 / base_temperature_k,
        exponent: GEOPOTENTIAL_GRAVITY_M_PER_S2 / SPECIFIC_GAS_CONSTANT
            * if lapse_k_per_km == 0.0 { 1.0 } else { 1e3 / lapse_k_per_km },
    }
}

/// The seven layers (table 4 of the source); pressures by its equation (33), to nine digits.
const LAYERS: [Layer; 7] = [
    layer(0.0, 288.15, -6.5, 101_325.0),
    layer(11.0, 216.65, 0.0, 22_632.064_0),
    layer(20.0, 216.65, 1.0, 5_474.888_67),
    layer(32.0, 228.65, 2.8, 868.018_685),
    layer(47.0, 270.65, 0.0, 110.906_306),
    layer(51.0, 270.65, -2.8, 66.938_873_1),
    layer(71.0, 214.65, -2.0, 3.956_420_43),
];

/// The points of table I above 86 km: geometric altitude km, density kg/m³, pressure Pa where the
/// source of that row gives it. At 86 km they are the values of the defining equations, so that the
/// curve continues them.
const POINTS: [(f64, f64, Option<f64>); 25] = [
    (86.0, 6.957_8e-6, Some(0.373_38)),
    (90.0, 3.416e-6, None),
    (91.0, 2.860e-6, Some(0.153_81)),
    (92.0, 2.393e-6, Some(0.128_87)),
    (100.0, 5.604e-7, Some(3.201_1e-2)),
    (110.0, 9.708e-8, Some(7.104_2e-3)),
    (115.0, 4.289e-8, Some(4.009_6e-3)),
    (120.0, 2.222e-8, Some(2.538_2e-3)),
    (130.0, 8.152e-9, Some(1.250_5e-3)),
    (150.0, 2.076e-9, Some(4.542_2e-4)),
    (175.0, 6.339e-10, Some(1.793_6e-4)),
    (180.0, 5.194e-10, None),
    (200.0, 2.541e-10, Some(8.473_6e-5)),
    (230.0, 1.029e-10, Some(3.927_6e-5)),
    (250.0, 6.073e-11, Some(2.476_7e-5)),
    (300.0, 1.916e-11, Some(8.770_4e-6)),
    (350.0, 7.014e-12, Some(3.450e-6)),
    (400.0, 2.803e-12, Some(1.451_8e-6)),
    (450.0, 1.184e-12, Some(6.450e-7)),
    (500.0, 5.215e-13, Some(3.023_6e-7)),
    (600.0, 1.137e-13, Some(8.213_0e-8)),
    (700.0, 3.070e-14, Some(3.190_8e-8)),
    (800.0, 1.136e-14, Some(1.703_6e-8)),
    (900.0, 5.759e-15, Some(1.087_3e-8)),
    (1_000.0, 3.561e-15, Some(7.513_8e-9)),
];

/// Splines of ln density and ln pressure over ln altitude in km, through the points. ln ρ is
/// nearly linear in ln z, so that a spline follows it: withheld points are met to 0.03 % in
/// density and 0.3 % in pressure, where linear interpolation of the logarithms is wrong by up to
/// 26 %.
struct UpperAir {
    ln_density: Spline,
    ln_pressure: Spline,
}

static UPPER_AIR: LazyLock<UpperAir> = LazyLock::new(|| UpperAir::through(POINTS));

impl UpperAir {
    /// Returns the splines through points.
    fn through(points: impl IntoIterator<Item = (f64, f64, Option<f64>)>) -> Self {
        let (mut density, mut pressure) = (Vec::new(), Vec::new());
        for (altitude_km, density_kg_per_m3, pressure_pa) in points {
            density.push((altitude_km.ln(), density_kg_per_m3.ln()));
            pressure.extend(pressure_pa.map(|pressure_pa: f64| (altitude_km.ln(), pressure_pa.ln())));
        }
        Self { ln_density: Spline::through_rising(&density), ln_pressure: Spline::through_rising(&pressure) }
    }

    /// Returns the air at a geometric altitude above 86 km, m.
    fn at(&self, geometric_altitude_m: f64) -> Air {
        let ln_km = (geometric_altitude_m / 1e3).ln();
        Air {
            density_kg_per_m3: self.ln_density.at(ln_km).exp(),
            pressure_pa: self.ln_pressure.at(ln_km).exp(),
            molecular_scale_temperature_k: molecular_scale_temperature_k(TOP_OF_LAYERS_M),
        }
    }
}

/// Returns the geopotential altitude of a geometric altitude, H = r₀ z/(r₀ + z), m.
#[inline(always)]
pub fn geopotential_altitude_m(geometric_altitude_m: f64) -> f64 {
    GEOPOTENTIAL_RADIUS_M * geometric_altitude_m / (GEOPOTENTIAL_RADIUS_M + geometric_altitude_m)
}

/// Returns the geometric altitude of a geopotential altitude, z = r₀ H/(r₀ − H), m.
pub fn geometric_altitude_m(geopotential_altitude_m: f64) -> f64 {
    GEOPOTENTIAL_RADIUS_M * geopotential_altitude_m / (GEOPOTENTIAL_RADIUS_M - geopotential_altitude_m)
}

/// Returns the layer that contains a geopotential altitude, m; the lowest layer extends below the
/// ground.
#[inline(always)]
fn layer_of(geopotential_altitude_m: f64) -> &'static Layer {
    let [lowest, others @ ..] = &LAYERS;
    let mut found = lowest;
    for layer in others {
        if layer.base_geopotential_altitude_m <= geopotential_altitude_m {
            found = layer;
        }
    }
    found
}

/// Returns the molecular-scale temperature T_M at a geometric altitude up to 86 km, K.
fn molecular_scale_temperature_k(geometric_altitude_m: f64) -> f64 {
    let altitude = geopotential_altitude_m(geometric_altitude_m);
    let layer = layer_of(altitude);
    layer.base_temperature_k + layer.lapse_k_per_m * (altitude - layer.base_geopotential_altitude_m)
}

/// Returns the air at a geometric altitude above 86 km, m.
fn upper_air(geometric_altitude_m: f64) -> Air {
    if geometric_altitude_m > TOP_OF_ATMOSPHERE_M {
        let molecular_scale_temperature_k = molecular_scale_temperature_k(TOP_OF_LAYERS_M);
        return Air { density_kg_per_m3: 0.0, pressure_pa: 0.0, molecular_scale_temperature_k };
    }
    UPPER_AIR.at(geometric_altitude_m)
}

/// Returns the air at a geometric altitude, m: its density increases down to 5 km below the ground
/// and is zero above 1000 km.
///
/// # Formula
///
/// ```text
/// p = p_b (T_b/T)^(g₀ M₀/(R* L)),  or p_b exp(−g₀ M₀ (H − H_b)/(R* T_b)) where L = 0;   ρ = p M₀/(R* T)
/// ```
///
/// below 86 km, and the points of the standard's table above. An altitude below −5 km counts as
/// −5 km, where the standard's tables begin; for NaN the answer is NaN.
#[inline]
pub fn air(geometric_altitude_m: f64) -> Air {
    if geometric_altitude_m > TOP_OF_LAYERS_M {
        return upper_air(geometric_altitude_m);
    }
    // Written so that NaN stays NaN.
    let lowest = if geometric_altitude_m < LOWEST_M { LOWEST_M } else { geometric_altitude_m };
    let altitude = geopotential_altitude_m(lowest);
    let layer = layer_of(altitude);
    let rise = altitude - layer.base_geopotential_altitude_m;
    let temperature = layer.base_temperature_k + layer.lapse_k_per_m * rise;
    let exponent = layer.exponent
        * if layer.lapse_k_per_m == 0.0 {
            rise * layer.per_base_temperature
        } else {
            (temperature * layer.per_base_temperature).ln()
        };
    let pressure_pa = layer.base_pressure_pa * (-exponent).exp();
    Air {
        density_kg_per_m3: pressure_pa / (SPECIFIC_GAS_CONSTANT * temperature),
        pressure_pa,
        molecular_scale_temperature_k: temperature,
    }
}

/// The lowest geometric altitude of the standard's tables, m.
const LOWEST_M: f64 = -5e3;

/// Returns the kinetic temperature at a geometric altitude up to 1000 km, K; below −5 km that of
/// −5 km.
///
/// # Formula
///
/// Below 86 km it is T_M (within 0.05 % of the kinetic temperature). Above follow equations (25) to
/// (31) of the standard: constant to 91 km, an ellipse to 110, 12 K/km to 120, then 1000 − 640
/// exp(−0.01875 ξ), ξ = (z − 120)(r₀ + 120)/(r₀ + z) in km.
pub fn temperature_k(geometric_altitude_m: f64) -> f64 {
    let geometric_altitude_m = if geometric_altitude_m < LOWEST_M { LOWEST_M } else { geometric_altitude_m };
    let km = geometric_altitude_m / 1e3;
    let radius_km = GEOPOTENTIAL_RADIUS_M / 1e3;
    if km <= 86.0 {
        molecular_scale_temperature_k(geometric_altitude_m)
    } else if km <= 91.0 {
        186.867_3
    } else if km <= 110.0 {
        let share = (km - 91.0) / 19.942_9;
        263.190_5 - 76.323_2 * (1.0 - share * share).sqrt()
    } else if km <= 120.0 {
        240.0 + 12.0 * (km - 110.0)
    } else {
        let reduced_km = (km - 120.0) * (radius_km + 120.0) / (radius_km + km);
        1_000.0 - 640.0 * (-0.018_75 * reduced_km).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The altitudes of the points withheld from the spline under test, km.
    const WITHHELD_KM: [f64; 5] = [91.0, 175.0, 230.0, 350.0, 450.0];

    #[test]
    fn withheld_points_are_met() {
        let known = POINTS.into_iter().filter(|point| !WITHHELD_KM.contains(&point.0));
        let curve = UpperAir::through(known);
        for (altitude_km, density, pressure) in POINTS {
            let air = curve.at(1e3 * altitude_km);
            let miss = air.density_kg_per_m3 / density - 1.0;
            let pressure_miss = pressure.map_or(0.0, |pressure| air.pressure_pa / pressure - 1.0);
            // The table has four digits; linear interpolation of the logarithms is wrong by up to
            // 26 %.
            assert!(miss.abs() < 3e-4, "{altitude_km} km: density off by {miss}");
            assert!(pressure_miss.abs() < 3e-3, "{altitude_km} km: pressure off by {pressure_miss}");
        }
    }

    #[test]
    fn layers_meet() {
        for pair in LAYERS.windows(2) {
            let [below, above] = pair else { unreachable!() };
            let at = |altitude: f64| air(geometric_altitude_m(altitude));
            let base = above.base_geopotential_altitude_m;
            let (under, over) = (at(base * (1.0 - 1e-12)), at(base));
            assert!((under.pressure_pa / over.pressure_pa - 1.0).abs() < 1e-8, "{base} m");
            let end =
                below.base_temperature_k + below.lapse_k_per_m * (base - below.base_geopotential_altitude_m);
            assert!((end - above.base_temperature_k).abs() < 1e-9, "{base} m");
        }
        let (under, over) = (air(86e3), air(86e3 + 1e-6));
        assert!((under.density_kg_per_m3 / over.density_kg_per_m3 - 1.0).abs() < 1e-5);
        assert!((under.pressure_pa / over.pressure_pa - 1.0).abs() < 1e-5);
    }
}
