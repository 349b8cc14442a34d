//! The equations and tables of the US Standard Atmosphere 1976.

use super::upper::UpperAir;

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
pub(crate) const GEOPOTENTIAL_RADIUS_M: f64 = 6_356_766.0;
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
    let (density_kg_per_m3, pressure_pa) = UpperAir::standard().at(geometric_altitude_m);
    let molecular_scale_temperature_k = molecular_scale_temperature_k(TOP_OF_LAYERS_M);
    Air { density_kg_per_m3, pressure_pa, molecular_scale_temperature_k }
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
/// below 86 km; above, splines through points of the standard, within 0.01 % of its equations in
/// density and pressure. An altitude below −5 km counts as
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
