//! The stages of a vehicle and the air as the closed forms see them.

use crate::prior::Unreported;

/// The scale heights of pressure and of density low in the air, m, and the density at the ground,
/// kg/m³.
pub(super) const PRESSURE_SCALE_M: f64 = 8.4e3;
pub(super) const DENSITY_SCALE_M: f64 = 7e3;
pub(super) const GROUND_DENSITY_KG_PER_M3: f64 = 1.225;
/// The gamma function at 1.5.
pub(super) const GAMMA_OF_THREE_HALVES: f64 = 0.886_226_925_452_758;

/// Calls a function with the exhaust speed, the logarithm of the mass ratio, the burn time and the
/// gap before it, of each stage.
pub(super) fn each_stage(of: &Unreported, last_delta_v: f64, mut then: impl FnMut(f64, f64, f64, f64)) {
    for stage in &of.lower_stages {
        let exhaust = stage.impulse.exhaust_m_per_s();
        then(exhaust, -(-stage.propellant_share).ln_1p(), stage.burn_time_s, stage.ignition_delay_s);
    }
    let last = of.last_stage;
    let exhaust = last.impulse.exhaust_m_per_s();
    then(exhaust, last_delta_v / exhaust, last.burn_time_s, last.ignition_delay_s);
}
