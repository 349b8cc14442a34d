//! The ascent of a vehicle onto the free arc of its loft, in closed form, of one vehicle or of
//! several in lanes.

use crate::inversion::initial_guess::stages::{
    DENSITY_SCALE_M, GAMMA_OF_THREE_HALVES, GROUND_DENSITY_KG_PER_M3, PRESSURE_SCALE_M,
};
use crate::inversion::loft::Loft;
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{LANES, of_each};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::kepler::observed::ObservedArc;
use crate::prior::{Impulse, Unreported};

/// A vehicle and the arc of its loft. What the burn time and the ideal velocity of the last stage
/// do not change is computed once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sketch<S> {
    apogee_altitude_m: S,
    semi_major_axis_m: S,
    eccentricity: S,
    /// The mean sine of the path angle under power.
    mean_sine: S,
    last_exhaust_m_per_s: S,
    /// The time to the ignition of the last stage, s, and the speed, m/s, and the path, m, there
    /// without gravity.
    before_last_s: S,
    before_last_m_per_s: S,
    before_last_m: S,
    /// The loss of speed to the air, m/s, where there are stages below the last.
    air_loss_m_per_s: S,
    /// One for a vehicle of one stage, zero for another.
    is_single: S,
    /// The specific impulse of the last stage at the ground and in vacuum, s.
    last_sea_level_s: S,
    last_vacuum_s: S,
    /// Half of the density at the ground over the ballistic coefficient at lift-off, 1/m.
    half_density_per_coefficient: S,
}

/// The end of the last burn, in closed form.
#[derive(Debug, Clone, Copy)]
pub(super) struct GuessedBurnout<S> {
    pub(super) speed_m_per_s: S,
    pub(super) altitude_m: S,
}

/// One round of the search for the last stage: an ascent, and the correction that follows from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round<S> {
    /// The burnout, limited to below the apogee.
    pub(super) burnout: GuessedBurnout<S>,
    /// The speed missing to that of the arc at the burnout, m/s.
    pub(super) missing_m_per_s: S,
    /// The ideal velocity of the last stage in the next round, m/s.
    pub(super) next_delta_v_m_per_s: S,
}

/// The greatest burnout altitude of the closed form, as a share of the apogee.
const HIGHEST_OF_APOGEE: f64 = 0.95;
/// The bounds of the ideal velocity of the last stage, m/s.
pub(super) const DELTA_V_M_PER_S: (f64, f64) = (1.0, 30e3);

impl Sketch<f64> {
    /// Returns the sketch of a vehicle and the arc of its loft.
    pub(super) fn of(of: &Unreported, loft: Loft, arc: &ObservedArc<f64>) -> Self {
        let (mut time_s, mut speed_m_per_s, mut before_m) = (0.0, 0.0, 0.0);
        for stage in &of.lower_stages {
            let exhaust = stage.impulse.exhaust_m_per_s();
            let log_ratio = -(-stage.propellant_share).ln_1p();
            let duration_s = stage.ignition_delay_s + stage.burn_time_s;
            before_m += speed_m_per_s * duration_s + path_m(exhaust, log_ratio, stage.burn_time_s);
            speed_m_per_s += exhaust * log_ratio;
            time_s += duration_s;
        }
        let last = of.last_stage;
        before_m += speed_m_per_s * last.ignition_delay_s;
        let half_density_per_coefficient =
            0.5 * GROUND_DENSITY_KG_PER_M3 / of.lift_off_ballistic_coefficient_kg_per_m2;
        let air_loss = |share, Impulse { vacuum_s, sea_level_s }, burn_s| {
            air_loss_m_per_s(share, sea_level_s, vacuum_s, burn_s, half_density_per_coefficient)
        };
        Self {
            apogee_altitude_m: loft.apogee_altitude_m,
            semi_major_axis_m: arc.semi_major_axis_m,
            eccentricity: arc.eccentricity,
            mean_sine: 0.5 + 0.5 * arc.flight_path_angle_rad.sin(),
            last_exhaust_m_per_s: last.impulse.exhaust_m_per_s(),
            before_last_s: time_s + last.ignition_delay_s,
            before_last_m_per_s: speed_m_per_s,
            before_last_m: before_m,
            air_loss_m_per_s: of
                .lower_stages
                .first()
                .map_or(0.0, |first| air_loss(first.propellant_share, first.impulse, first.burn_time_s)),
            is_single: if of.lower_stages.is_empty() { 1.0 } else { 0.0 },
            last_sea_level_s: last.impulse.sea_level_s,
            last_vacuum_s: last.impulse.vacuum_s,
            half_density_per_coefficient,
        }
    }
}

impl<S: Scalar> Sketch<S> {
    /// Loads up to eight sketches, one into each lane.
    #[inline(always)]
    pub(super) fn load(sketches: &[Sketch<f64>], load: impl Fn([f64; LANES]) -> S) -> Self {
        let each = |number: fn(&Sketch<f64>) -> f64| load(of_each(sketches, number));
        Self {
            apogee_altitude_m: each(|of| of.apogee_altitude_m),
            semi_major_axis_m: each(|of| of.semi_major_axis_m),
            eccentricity: each(|of| of.eccentricity),
            mean_sine: each(|of| of.mean_sine),
            last_exhaust_m_per_s: each(|of| of.last_exhaust_m_per_s),
            before_last_s: each(|of| of.before_last_s),
            before_last_m_per_s: each(|of| of.before_last_m_per_s),
            before_last_m: each(|of| of.before_last_m),
            air_loss_m_per_s: each(|of| of.air_loss_m_per_s),
            is_single: each(|of| of.is_single),
            last_sea_level_s: each(|of| of.last_sea_level_s),
            last_vacuum_s: each(|of| of.last_vacuum_s),
            half_density_per_coefficient: each(|of| of.half_density_per_coefficient),
        }
    }

    /// Returns a first guess of the last stage's ideal velocity, m/s.
    #[inline(always)]
    pub(super) fn first_delta_v_m_per_s(&self) -> S {
        self.last_exhaust_m_per_s * 0.5
    }

    /// Returns the burnout of an ascent with an ideal velocity of the last stage, m/s, and its burn
    /// time, s, under the gravity of a given burnout altitude, m.
    #[inline(always)]
    pub(super) fn ascent(
        &self,
        last_delta_v: S,
        last_burn_s: S,
        burnout_altitude_m: S,
        sphere: Sphere,
    ) -> GuessedBurnout<S> {
        let third = burnout_altitude_m * (1.0 / 3.0) + sphere.radius_m;
        let ratio = third.constant(sphere.radius_m) / third;
        let gravity = self.mean_sine * ratio * ratio * STANDARD_GRAVITY_M_PER_S2;
        // Gravity takes as much of the speed and of the path as of a fall from rest.
        let before_s = self.before_last_s;
        let mut speed = self.before_last_m_per_s - gravity * before_s;
        let mut path = self.before_last_m - gravity * before_s * before_s * 0.5;
        let log_ratio = last_delta_v / self.last_exhaust_m_per_s;
        let mass_ratio = log_ratio.exp();
        let own_m = self.last_exhaust_m_per_s * last_burn_s * (-(log_ratio / (mass_ratio - 1.0)) + 1.0);
        path = path + speed * last_burn_s + own_m - gravity * last_burn_s * last_burn_s * 0.5;
        speed = speed + last_delta_v - gravity * last_burn_s;
        let lost = self.lost_to_air_of_ratio_m_per_s(mass_ratio, last_burn_s);
        // The loss occurs low and early: the rest of the burn is slower by it.
        let climbed = (path - lost * (self.before_last_s + last_burn_s) * 0.8) * self.mean_sine;
        let zero = climbed.constant(0.0);
        GuessedBurnout { speed_m_per_s: speed - lost, altitude_m: S::select(climbed.lt(zero), zero, climbed) }
    }

    /// Returns the mean sine of the path angle under power.
    #[inline(always)]
    pub(super) fn mean_sine(&self) -> S {
        self.mean_sine
    }

    /// Returns the loss of speed to the air, m/s, with an ideal velocity of the last stage, m/s,
    /// and its burn time, s.
    #[inline(always)]
    pub(super) fn lost_to_air_m_per_s(&self, last_delta_v: S, last_burn_s: S) -> S {
        self.lost_to_air_of_ratio_m_per_s((last_delta_v / self.last_exhaust_m_per_s).exp(), last_burn_s)
    }

    /// Returns the same for a mass ratio of the last stage.
    #[inline(always)]
    fn lost_to_air_of_ratio_m_per_s(&self, mass_ratio: S, last_burn_s: S) -> S {
        let single_loss = air_loss_m_per_s(
            -(mass_ratio.constant(1.0) / mass_ratio) + 1.0,
            self.last_sea_level_s,
            self.last_vacuum_s,
            last_burn_s,
            self.half_density_per_coefficient,
        );
        let is_single = self.is_single.constant(0.5).lt(self.is_single);
        S::select(is_single, single_loss, self.air_loss_m_per_s)
    }

    /// Computes one round of the search for the last stage that leads onto the arc.
    #[inline(always)]
    pub(super) fn round(&self, last_delta_v: S, last_burn_s: S, altitude_m: S, sphere: Sphere) -> Round<S> {
        let burnout = self.ascent(last_delta_v, last_burn_s, altitude_m, sphere);
        // Long burns end near the apogee, and the closed form may put their end above it.
        let highest_m = self.apogee_altitude_m * HIGHEST_OF_APOGEE;
        let altitude_m = S::select(highest_m.lt(burnout.altitude_m), highest_m, burnout.altitude_m);
        let missing_m_per_s =
            self.arc_speed_m_per_s(altitude_m + sphere.radius_m, sphere) - burnout.speed_m_per_s;
        let next = last_delta_v + missing_m_per_s;
        let (low, high) = (next.constant(DELTA_V_M_PER_S.0), next.constant(DELTA_V_M_PER_S.1));
        let next = S::select(next.lt(low), low, S::select(high.lt(next), high, next));
        Round {
            burnout: GuessedBurnout { altitude_m, ..burnout },
            missing_m_per_s,
            next_delta_v_m_per_s: next,
        }
    }

    /// Returns the speed on the arc at a radius below its apogee, m/s.
    #[inline(always)]
    pub(super) fn arc_speed_m_per_s(&self, radius_m: S, sphere: Sphere) -> S {
        let square = (radius_m.constant(2.0) / radius_m - radius_m.constant(1.0) / self.semi_major_axis_m)
            * sphere.gravitational_parameter_m3_per_s2;
        let zero = square.constant(0.0);
        S::select(square.lt(zero), zero, square).sqrt()
    }

    /// Returns the time on the arc from an altitude, m, up to its apogee, s.
    #[inline(always)]
    fn arc_time_s(&self, altitude_m: S, sphere: Sphere) -> S {
        let a = self.semi_major_axis_m;
        let cos = ((altitude_m + sphere.radius_m) / a - 1.0) / self.eccentricity;
        let one = cos.constant(1.0);
        let cos = S::select(one.lt(cos), one, S::select(cos.lt(-one), -one, cos));
        let sin = (-cos * cos + 1.0).sqrt();
        let anomaly = sin.atan2(cos);
        (a * (1.0 / sphere.gravitational_parameter_m3_per_s2)).sqrt()
            * a
            * (anomaly + self.eccentricity * sin)
    }

    /// Returns the time from lift-off to the apogee, s, for a burn time of the last stage, s, and
    /// the altitude of the burnout, m.
    #[inline(always)]
    pub(super) fn rise_s(&self, last_burn_s: S, burnout_altitude_m: S, sphere: Sphere) -> S {
        self.before_last_s + last_burn_s + self.arc_time_s(burnout_altitude_m, sphere)
    }
}

/// Returns the path that a stage adds without gravity, m.
fn path_m(exhaust_m_per_s: f64, log_ratio: f64, burn_s: f64) -> f64 {
    exhaust_m_per_s * burn_s * (1.0 - log_ratio / log_ratio.exp_m1())
}

/// Returns the loss of speed to the air, m/s, of a first stage: its propellant over the mass at
/// lift-off, its specific impulse at the ground and in vacuum, s, and its burn time, s.
#[inline(always)]
fn air_loss_m_per_s<S: Scalar>(
    share: S,
    sea_level_s: S,
    vacuum_s: S,
    burn_s: S,
    half_density_per_coefficient: S,
) -> S {
    let flow = share / burn_s;
    let excess = flow * sea_level_s - 1.0;
    let least = excess.constant(0.05);
    let net = S::select(excess.lt(least), least, excess) * STANDARD_GRAVITY_M_PER_S2;
    let back_pressure = flow
        * (vacuum_s - sea_level_s)
        * STANDARD_GRAVITY_M_PER_S2
        * (net.constant(0.5 * std::f64::consts::PI * PRESSURE_SCALE_M) / net).sqrt();
    // The acceleration grows while the air thins.
    let drag = half_density_per_coefficient
        * (net * (2.0 * 1.5)).sqrt()
        * (DENSITY_SCALE_M * DENSITY_SCALE_M.sqrt() * GAMMA_OF_THREE_HALVES);
    back_pressure + drag * 1.4
}
