//! A loft in closed form: the last stage, the kick and the flight time that a vehicle needs for it.

use crate::inversion::initial_guess::coarse_ascent::coarse_ascent;
use crate::inversion::initial_guess::guess::InitialGuess;
use crate::inversion::initial_guess::stages::{
    DENSITY_SCALE_M, GAMMA_OF_THREE_HALVES, GROUND_DENSITY_KG_PER_M3, PRESSURE_SCALE_M, each_stage,
};
use crate::inversion::loft::Loft;
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::kepler::observed::{Observed, ObservedArc, arc_kernel};
use crate::prior::{LoftSteering, Unreported};

/// An estimate of what a loft needs, without the kick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RoughGuess {
    /// The ideal velocity of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    /// The flight time from lift-off to impact, s.
    pub(crate) flight_time_s: f64,
}

/// The maximum number of coarse integrations.
const REFINEMENTS: usize = 6;

/// One loft and its free arc.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoftApproximation {
    loft: Loft,
    arc: ObservedArc<f64>,
    sphere: Sphere,
    /// The mean sine of the path angle under power.
    thrust_for_apogee: f64,
}

/// The end of the last burn, in closed form.
#[derive(Debug, Clone, Copy)]
pub(super) struct GuessedBurnout {
    pub(super) speed_m_per_s: f64,
    pub(super) altitude_m: f64,
}

/// One round of the search for the last stage: an ascent, and the correction that follows from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round {
    /// The burnout, limited to below the apogee.
    pub(super) burnout: GuessedBurnout,
    /// The speed missing to that of the arc at the burnout, m/s.
    pub(super) missing_m_per_s: f64,
    /// The ideal velocity of the last stage in the next round, m/s.
    pub(super) next_delta_v_m_per_s: f64,
}

impl LoftApproximation {
    pub(crate) fn new(loft: Loft, sphere: Sphere) -> Self {
        let observed = Observed {
            apogee_altitude_m: loft.apogee_altitude_m,
            range_angle_rad: loft.ground_range_m / sphere.radius_m,
        };
        let arc = arc_kernel(observed, sphere);
        Self { loft, arc, sphere, thrust_for_apogee: 0.5 + 0.5 * arc.flight_path_angle_rad.sin() }
    }

    /// Returns the speed on the arc at a radius, m/s; none above its apogee.
    fn arc_speed_m_per_s(&self, radius_m: f64) -> Option<f64> {
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let square = mu * (2.0 / radius_m - 1.0 / self.arc.semi_major_axis_m);
        (radius_m < self.sphere.radius_m + self.loft.apogee_altitude_m).then(|| square.max(0.0).sqrt())
    }

    /// Returns the time on the arc from a radius up to its apogee, s.
    fn arc_time_s(&self, radius_m: f64) -> f64 {
        let a = self.arc.semi_major_axis_m;
        let cos = ((radius_m / a - 1.0) / self.arc.eccentricity).clamp(-1.0, 1.0);
        let anomaly = cos.acos();
        (a / self.sphere.gravitational_parameter_m3_per_s2).sqrt()
            * a
            * (anomaly + self.arc.eccentricity * anomaly.sin())
    }

    /// Returns the burnout of an ascent with an ideal velocity of the last stage, m/s, under the
    /// gravity of a given burnout altitude, m.
    fn ascent(&self, of: &Unreported, last_delta_v: f64, burnout_altitude_m: f64) -> GuessedBurnout {
        let ratio = self.sphere.radius_m / (self.sphere.radius_m + burnout_altitude_m / 3.0);
        let gravity = self.thrust_for_apogee * STANDARD_GRAVITY_M_PER_S2 * ratio * ratio;
        let (mut speed, mut path) = (0.0, 0.0);
        each_stage(of, last_delta_v, |exhaust, log_ratio, burn_s, gap_s| {
            path += speed * gap_s - 0.5 * gravity * gap_s * gap_s;
            speed -= gravity * gap_s;
            path += speed * burn_s + exhaust * burn_s * (1.0 - log_ratio / log_ratio.exp_m1())
                - 0.5 * gravity * burn_s * burn_s;
            speed += exhaust * log_ratio - gravity * burn_s;
        });
        let lost = self.air_loss_m_per_s(of, last_delta_v);
        // The loss occurs low and early: the rest of the burn is slower by it.
        GuessedBurnout {
            speed_m_per_s: speed - lost,
            altitude_m: (self.thrust_for_apogee * (path - 0.8 * lost * of.burn_time_s())).max(0.0),
        }
    }

    fn air_loss_m_per_s(&self, of: &Unreported, last_delta_v: f64) -> f64 {
        let (share, impulse, burn_s) = match of.lower_stages.first() {
            Some(first) => (first.propellant_share, first.impulse, first.burn_time_s),
            None => {
                let last = of.last_stage;
                let exhaust = last.impulse.exhaust_m_per_s();
                (-(-last_delta_v / exhaust).exp_m1(), last.impulse, last.burn_time_s)
            }
        };
        let thrust_to_weight = share * impulse.sea_level_s / burn_s;
        let net = STANDARD_GRAVITY_M_PER_S2 * (thrust_to_weight - 1.0).max(0.05);
        let vacuum = STANDARD_GRAVITY_M_PER_S2 * share * impulse.vacuum_s / burn_s;
        let back_pressure = vacuum
            * (1.0 - impulse.sea_level_s / impulse.vacuum_s)
            * (0.5 * std::f64::consts::PI * PRESSURE_SCALE_M / net).sqrt();
        // The acceleration grows while the air thins.
        let drag = 0.5 * GROUND_DENSITY_KG_PER_M3 / of.lift_off_ballistic_coefficient_kg_per_m2
            * (2.0 * 1.5 * net).sqrt()
            * (DENSITY_SCALE_M * DENSITY_SCALE_M.sqrt())
            * GAMMA_OF_THREE_HALVES;
        back_pressure + 1.4 * drag
    }

    /// Returns the delay of the fall by the air, s.
    fn delay_s(&self, of: &Unreported) -> f64 {
        let steep = self.arc.flight_path_angle_rad.sin().max(0.1);
        let thickness = (GROUND_DENSITY_KG_PER_M3 * DENSITY_SCALE_M
            / (2.0 * of.typical_reentry_ballistic_coefficient_kg_per_m2() * steep))
            .min(6.0);
        let (mut term, mut sum) = (1.0, 0.0);
        for n in 1..=12 {
            term *= thickness / f64::from(n);
            sum += term / f64::from(n);
        }
        DENSITY_SCALE_M / (self.arc.speed_m_per_s * steep) * sum
    }

    /// Computes one round of the search for the last stage that leads onto the arc; none above its
    /// apogee.
    pub(super) fn round(&self, of: &Unreported, last_delta_v: f64, altitude_m: f64) -> Option<Round> {
        let burnout = self.ascent(of, last_delta_v, altitude_m);
        // Long burns end near the apogee, and the closed form may put their end above it.
        let altitude_m = burnout.altitude_m.min(HIGHEST_OF_APOGEE * self.loft.apogee_altitude_m);
        let needed = self.arc_speed_m_per_s(self.sphere.radius_m + altitude_m)?;
        let missing_m_per_s = needed - burnout.speed_m_per_s;
        Some(Round {
            burnout: GuessedBurnout { altitude_m, ..burnout },
            missing_m_per_s,
            next_delta_v_m_per_s: (last_delta_v + missing_m_per_s).clamp(1.0, 30e3),
        })
    }

    /// Finds the last stage's ideal velocity, m/s, and the burnout that lead onto the arc; none
    /// where none does.
    fn onto_the_arc(&self, of: &Unreported) -> Option<(f64, GuessedBurnout)> {
        self.onto_the_arc_from(of, 0.5 * of.last_stage.impulse.exhaust_m_per_s(), 0.0, ROUNDS)
    }

    /// Finds the same from a start, in a given number of rounds.
    pub(super) fn onto_the_arc_from(
        &self,
        of: &Unreported,
        mut delta_v: f64,
        mut altitude: f64,
        rounds: usize,
    ) -> Option<(f64, GuessedBurnout)> {
        for _ in 0..rounds {
            let round = self.round(of, delta_v, altitude)?;
            (delta_v, altitude) = (round.next_delta_v_m_per_s, round.burnout.altitude_m);
        }
        let Round { burnout, missing_m_per_s, .. } = self.round(of, delta_v, altitude)?;
        (missing_m_per_s.abs() < ON_THE_ARC_M_PER_S).then_some((delta_v, burnout))
    }

    /// Returns the last stage and the flight time that a vehicle needs for the loft, in about a
    /// microsecond; none where the closed form finds no flight.
    pub(crate) fn rough_guess(&self, of: &Unreported) -> Option<RoughGuess> {
        let (last_delta_v_m_per_s, burnout) = self.onto_the_arc(of)?;
        let flight_time_s = self.rise_s(of, burnout) + self.fall_s(of);
        Some(RoughGuess { last_delta_v_m_per_s, flight_time_s })
    }

    /// Returns the time from lift-off to the apogee, s.
    pub(super) fn rise_s(&self, of: &Unreported, burnout: GuessedBurnout) -> f64 {
        of.burn_time_s() + self.arc_time_s(self.sphere.radius_m + burnout.altitude_m)
    }

    /// Returns the time from the apogee to impact, s: it does not depend on the ascent.
    pub(super) fn fall_s(&self, of: &Unreported) -> f64 {
        0.5 * self.arc.flight_time_s + self.delay_s(of)
    }

    /// Returns the initial guess of a fit, corrected by coarse integrations; none where the closed
    /// form finds no flight.
    pub(crate) fn guess(&self, of: &Unreported) -> Option<InitialGuess> {
        let (delta_v, burnout) = self.onto_the_arc(of)?;
        let sphere = self.sphere;
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let r = sphere.radius_m + burnout.altitude_m;
        let apogee_radius = sphere.radius_m + self.loft.apogee_altitude_m;
        let v = self.arc_speed_m_per_s(r)?;
        // The angular momentum of the arc gives the zenith angle at burnout; the turn leads back to
        // the kick.
        let (surface_sin, surface_cos) = self.arc.flight_path_angle_rad.sin_cos();
        let momentum = sphere.radius_m * self.arc.speed_m_per_s * surface_cos;
        let zenith_angle = (momentum / (r * v)).clamp(1e-9, 1.0).asin();
        let ln_kick = match of.loft_steering {
            LoftSteering::GravityTurn => self.ln_kick(of, delta_v, zenith_angle),
            LoftSteering::PitchProgramme { share_of_burn } => {
                self.pitch_rad(of, delta_v, zenith_angle, share_of_burn).ln()
            }
        };
        let nearby = self.ascent(of, delta_v + 1.0, burnout.altitude_m);
        let rise = nearby.altitude_m - burnout.altitude_m;
        let energy_slope = v * (nearby.speed_m_per_s - burnout.speed_m_per_s) + mu / (r * r) * rise;
        let apogee_by_speed = apogee_radius * apogee_radius / mu * energy_slope;
        let apogee_by_kick = -momentum * momentum / (mu * self.arc.eccentricity);
        let range = self.loft.ground_range_m.max(1.0);
        // The range is proportional to horizontal speed times time; the time follows from the arc's
        // own by the apogee.
        let time_by_apogee = 2.0 / (self.arc.speed_m_per_s * surface_sin).max(1.0);
        let range_by_speed = range * (1.0 / v + time_by_apogee * apogee_by_speed / self.arc.flight_time_s);
        let mut guess = InitialGuess {
            last_delta_v_m_per_s: delta_v,
            ln_kick,
            slopes: [[apogee_by_speed, apogee_by_kick], [range_by_speed, range]],
        };
        self.refine(of, &mut guess);
        Some(guess)
    }

    /// Returns the step from the solution of one vehicle to that of another much like it, by coarse
    /// integrations.
    pub(crate) fn step_between(
        &self,
        of: &Unreported,
        other: &Unreported,
        start: InitialGuess,
    ) -> Option<[f64; 2]> {
        let [here, there] = [of, other].map(|of| coarse_ascent(of, start.at(), self.sphere));
        let ([apogee_m, range_m], there) = (here?, there?);
        Some(start.step([apogee_m - there[0], range_m - there[1]]))
    }

    /// Corrects a guess and its slopes by coarse integrations.
    fn refine(&self, of: &Unreported, guess: &mut InitialGuess) {
        let wanted = [self.loft.apogee_altitude_m, self.loft.ground_range_m];
        let mut before: Option<([f64; 2], [f64; 2])> = None;
        for _ in 0..REFINEMENTS {
            let x = [guess.last_delta_v_m_per_s, guess.ln_kick];
            let Some(now) = coarse_ascent(of, x, self.sphere) else { return };
            if let Some((step, then)) = before {
                guess.broyden_update(step, [now[0] - then[0], now[1] - then[1]]);
            }
            let miss = [wanted[0] - now[0], wanted[1] - now[1]];
            let step = guess.step(miss);
            guess.last_delta_v_m_per_s = (x[0] + step[0]).max(1.0);
            guess.ln_kick = x[1] + step[1];
            before = Some((step, now));
            if miss[0].abs() < 0.003 * wanted[0] && miss[1].abs() < 0.01 * wanted[1] {
                return;
            }
        }
    }

    /// Returns the logarithm of the kick, in rad, of a gravity turn that ends at a zenith angle,
    /// rad.
    pub(crate) fn ln_kick(&self, of: &Unreported, last_delta_v: f64, zenith_angle_rad: f64) -> f64 {
        (2.0 * (0.5 * zenith_angle_rad).tan()).ln() - self.turn(of, last_delta_v)
    }

    /// Returns the pitch angle from the vertical, rad, at which a programme over a share of the burn
    /// ends, for a burnout at a zenith angle, rad: without gravity the velocity lags behind by half
    /// of the turn, and gravity turns it further.
    fn pitch_rad(
        &self,
        of: &Unreported,
        last_delta_v: f64,
        zenith_angle_rad: f64,
        share_of_burn: f64,
    ) -> f64 {
        let mut ideal_m_per_s = 0.0;
        each_stage(of, last_delta_v, |exhaust, log_ratio, _, _| ideal_m_per_s += exhaust * log_ratio);
        let weight = STANDARD_GRAVITY_M_PER_S2 * of.burn_time_s() / ideal_m_per_s;
        zenith_angle_rad * (1.0 - weight).max(0.2) * (1.0 + share_of_burn)
    }

    /// Returns ∫(g/v − v/r) dt from the kick to the last burnout.
    fn turn(&self, of: &Unreported, last_delta_v: f64) -> f64 {
        let gravity = self.thrust_for_apogee * STANDARD_GRAVITY_M_PER_S2;
        let lost = self.air_loss_m_per_s(of, last_delta_v);
        let (mut speed, mut clock, mut sum) = (0.0, 0.0, 0.0);
        let rate = |v: f64| STANDARD_GRAVITY_M_PER_S2 / v.max(5.0) - v / (self.sphere.radius_m + 100e3);
        each_stage(of, last_delta_v, |exhaust, log_ratio, burn_s, gap_s| {
            if gap_s > 0.0 {
                sum += gap_s * rate(speed);
                speed -= gravity * gap_s;
            }
            let flow = -(-log_ratio).exp_m1() / burn_s;
            // The air's losses occur in the first stage.
            let air = if clock == 0.0 { lost } else { 0.0 };
            let at =
                |t: f64| speed - exhaust * (-flow * t).ln_1p() - gravity * t - air * (t / burn_s).min(1.0);
            let from = if clock == 0.0 { of.kick_time_s } else { 0.0 };
            // Even cells in the logarithm of the time since rest: g/v is steep there.
            let shift = if clock == 0.0 { 0.0 } else { 0.3 * burn_s };
            let (low, high) = ((from + shift).ln(), (burn_s + shift).ln());
            let width = (high - low) / CELLS as f64;
            for cell in 0..CELLS {
                let t = (low + width * (cell as f64 + 0.5)).exp();
                sum += width * t * rate(at(t - shift));
            }
            speed = at(burn_s);
            clock += gap_s + burn_s;
        });
        sum
    }
}

/// The greatest burnout altitude of the closed form, as a share of the apogee.
const HIGHEST_OF_APOGEE: f64 = 0.95;
/// The number of rounds of the iteration for the last stage; each takes an error to a tenth.
const ROUNDS: usize = 4;
/// The speed error below which a burnout counts as on the arc, m/s.
pub(super) const ON_THE_ARC_M_PER_S: f64 = 20.0;
/// The number of cells of the quadrature in each stage.
const CELLS: usize = 8;
