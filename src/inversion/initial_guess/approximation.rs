//! A loft in closed form: the last stage, the kick and the flight time that a vehicle needs for it.

use fearless_simd::Simd;

use crate::inversion::initial_guess::coarse_ascent::{CoarseAscent, coarse_ascents};
use crate::inversion::initial_guess::guess::InitialGuess;
use crate::inversion::initial_guess::sketch::{GuessedBurnout, Round, Sketch};
use crate::inversion::initial_guess::stages::{DENSITY_SCALE_M, GROUND_DENSITY_KG_PER_M3, each_stage};
use crate::inversion::loft::Loft;
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, of_each, run};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::kepler::observed::{Observed, ObservedArc, arc_kernel};
use crate::physics::kepler::symmetric::greatest_range_angle_kernel;
use crate::prior::{LoftSteering, Unreported};

/// An estimate of what a loft needs, without the kick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RoughGuess {
    /// The ideal velocity of the last stage, m/s.
    pub(crate) last_delta_v_m_per_s: f64,
    /// The flight time from lift-off to impact, s.
    pub(crate) flight_time_s: f64,
}

/// One loft and its free arc.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoftApproximation {
    loft: Loft,
    arc: ObservedArc<f64>,
    sphere: Sphere,
}

impl LoftApproximation {
    pub(crate) fn new(loft: Loft, sphere: Sphere) -> Self {
        let observed = Observed {
            apogee_altitude_m: loft.apogee_altitude_m,
            range_angle_rad: loft.ground_range_m / sphere.radius_m,
        };
        let arc = arc_kernel(observed, sphere);
        Self { loft, arc, sphere }
    }

    pub(crate) fn loft(&self) -> Loft {
        self.loft
    }

    /// Returns lofts over one sphere and the ranges to which the energies of their free arcs reach,
    /// m; half the circumference for one that reaches every place.
    pub(crate) fn with_ranges_by_energy(lofts: &[Loft], sphere: Sphere) -> Vec<(Self, f64)> {
        let arcs = run(Width::Widest, ArcBatch { lofts, sphere });
        lofts
            .iter()
            .zip(arcs)
            .map(|(loft, (arc, range_m))| (Self { loft: *loft, arc, sphere }, range_m))
            .collect()
    }

    /// Returns the range to which the energy of the free arc reaches, m; half the circumference
    /// where it reaches every place.
    pub(crate) fn range_by_energy_m(&self) -> f64 {
        range_by_energy_m(&self.arc, self.sphere)
    }

    /// Returns the sketch of a vehicle's ascent to this loft.
    pub(super) fn sketch(&self, of: &Unreported) -> Sketch<f64> {
        Sketch::of(of, self.loft, &self.arc)
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

    /// Finds the last stage's ideal velocity, m/s, and the burnout that lead onto the arc; none
    /// where none does.
    fn onto_the_arc(&self, sketch: &Sketch<f64>, of: &Unreported) -> Option<(f64, GuessedBurnout<f64>)> {
        let last_burn_s = of.last_stage.burn_time_s;
        let (mut delta_v, mut altitude_m) = (sketch.first_delta_v_m_per_s(), 0.0);
        for _ in 0..ROUNDS {
            let round = sketch.round(delta_v, last_burn_s, altitude_m, self.sphere);
            (delta_v, altitude_m) = (round.next_delta_v_m_per_s, round.burnout.altitude_m);
        }
        let Round { burnout, missing_m_per_s, .. } =
            sketch.round(delta_v, last_burn_s, altitude_m, self.sphere);
        (missing_m_per_s.abs() < ON_THE_ARC_M_PER_S).then_some((delta_v, burnout))
    }

    /// Returns the last stage and the flight time that a vehicle needs for the loft, in about a
    /// microsecond; none where the closed form finds no flight.
    pub(crate) fn rough_guess(&self, of: &Unreported) -> Option<RoughGuess> {
        let sketch = self.sketch(of);
        let (last_delta_v_m_per_s, burnout) = self.onto_the_arc(&sketch, of)?;
        let rise_s = sketch.rise_s(of.last_stage.burn_time_s, burnout.altitude_m, self.sphere);
        let flight_time_s = rise_s + self.fall_s(of);
        Some(RoughGuess { last_delta_v_m_per_s, flight_time_s })
    }

    /// Returns the time from the apogee to impact, s: it does not depend on the ascent.
    pub(super) fn fall_s(&self, of: &Unreported) -> f64 {
        0.5 * self.arc.flight_time_s + self.delay_s(of)
    }

    /// Returns the initial guess of a fit, corrected by coarse ascents; none where the closed form
    /// finds no flight.
    pub(crate) fn guess(&self, of: &Unreported) -> Option<InitialGuess> {
        guesses(&[(*self, of)], Width::Single).pop()?
    }

    /// Returns the initial guess of a fit in closed form.
    fn closed_guess(&self, of: &Unreported) -> Option<InitialGuess> {
        let sketch = self.sketch(of);
        let (delta_v, burnout) = self.onto_the_arc(&sketch, of)?;
        let sphere = self.sphere;
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let r = sphere.radius_m + burnout.altitude_m;
        let apogee_radius = sphere.radius_m + self.loft.apogee_altitude_m;
        let v = sketch.arc_speed_m_per_s(r, sphere);
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
        let nearby = sketch.ascent(delta_v + 1.0, of.last_stage.burn_time_s, burnout.altitude_m, sphere);
        let rise = nearby.altitude_m - burnout.altitude_m;
        let energy_slope = v * (nearby.speed_m_per_s - burnout.speed_m_per_s) + mu / (r * r) * rise;
        let apogee_by_speed = apogee_radius * apogee_radius / mu * energy_slope;
        let apogee_by_kick = -momentum * momentum / (mu * self.arc.eccentricity);
        let range = self.loft.ground_range_m.max(1.0);
        // The range is proportional to horizontal speed times time; the time follows from the arc's
        // own by the apogee.
        let time_by_apogee = 2.0 / (self.arc.speed_m_per_s * surface_sin).max(1.0);
        let range_by_speed = range * (1.0 / v + time_by_apogee * apogee_by_speed / self.arc.flight_time_s);
        Some(InitialGuess {
            last_delta_v_m_per_s: delta_v,
            ln_kick,
            slopes: [[apogee_by_speed, apogee_by_kick], [range_by_speed, range]],
        })
    }

    /// Corrects a guess by what a coarse ascent from it reaches, m, and its slopes by the
    /// correction before.
    fn correct(&self, guess: &mut InitialGuess, reached: [f64; 2], before: Option<Corrected>) -> Corrected {
        if let Some(Corrected { reached: then, step }) = before {
            guess.broyden_update(step, [reached[0] - then[0], reached[1] - then[1]]);
        }
        let miss = [self.loft.apogee_altitude_m - reached[0], self.loft.ground_range_m - reached[1]];
        let step = guess.step(miss);
        *guess = guess.moved(step, 1.0);
        guess.last_delta_v_m_per_s = guess.last_delta_v_m_per_s.max(1.0);
        Corrected { reached, step }
    }

    /// Returns the logarithm of the kick, in rad, of a gravity turn that ends at a zenith angle,
    /// rad.
    pub(crate) fn ln_kick(&self, of: &Unreported, last_delta_v: f64, zenith_angle_rad: f64) -> f64 {
        (2.0 * (0.5 * zenith_angle_rad).tan()).ln() - self.turn(of, last_delta_v)
    }

    /// Returns the pitch angle from the vertical, rad, at which a programme over a share of the
    /// burn ends, for a burnout at a zenith angle, rad: without gravity the velocity lags behind by
    /// half of the turn, and gravity turns it further.
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
        let sketch = self.sketch(of);
        let gravity = sketch.mean_sine() * STANDARD_GRAVITY_M_PER_S2;
        let lost = sketch.lost_to_air_m_per_s(last_delta_v, of.last_stage.burn_time_s);
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

/// Computes the range to which the energy of an arc reaches, m; half the circumference where it
/// reaches every place.
#[inline(always)]
fn range_by_energy_m<S: Scalar>(arc: &ObservedArc<S>, sphere: Sphere) -> S {
    let (q, one_minus_q) = (arc.speed_ratio_squared, arc.one_minus_speed_ratio_squared);
    let greatest_m = greatest_range_angle_kernel(q, one_minus_q) * sphere.radius_m;
    S::select(q.constant(0.0).lt(one_minus_q), greatest_m, q.constant(sphere.half_circumference_m()))
}

/// The arcs of lofts, one in each lane.
struct ArcBatch<'a> {
    lofts: &'a [Loft],
    sphere: Sphere,
}

impl Batch for ArcBatch<'_> {
    type Output = Vec<(ObservedArc<f64>, f64)>;

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let mut arcs = Vec::with_capacity(self.lofts.len());
        for group in self.lofts.chunks(LANES) {
            let load = |number: fn(&Loft) -> f64| Wide::new(simd, of_each(group, number));
            let range_angle_rad = load(|loft| loft.ground_range_m) / self.sphere.radius_m;
            let apogee_altitude_m = load(|loft| loft.apogee_altitude_m);
            let arc = arc_kernel(Observed { apogee_altitude_m, range_angle_rad }, self.sphere);
            let ranges_m = range_by_energy_m(&arc, self.sphere).to_array();
            let arc = arc.map(|number| number.to_array());
            let of_lane = |lane: usize| arc.map(|eight| eight.get(lane).copied().unwrap_or(f64::NAN));
            let ranges_m = ranges_m.into_iter().take(group.len());
            arcs.extend(ranges_m.enumerate().map(|(lane, range_m)| (of_lane(lane), range_m)));
        }
        arcs
    }

    fn single(self) -> Self::Output {
        let of = |loft: &Loft| {
            let LoftApproximation { arc, .. } = LoftApproximation::new(*loft, self.sphere);
            (arc, range_by_energy_m(&arc, self.sphere))
        };
        self.lofts.iter().map(of).collect()
    }
}

/// A correction of a guess: what its coarse ascent reached, m, and the step that followed.
#[derive(Debug, Clone, Copy)]
struct Corrected {
    reached: [f64; 2],
    step: [f64; 2],
}

/// The number of corrections of a guess by coarse ascents.
const CORRECTIONS: usize = 3;

/// Returns the initial guesses of fits of vehicles to lofts over one sphere, side by side: see
/// [`LoftApproximation::guess`].
pub(crate) fn guesses(fits: &[(LoftApproximation, &Unreported)], width: Width) -> Vec<Option<InitialGuess>> {
    let mut guesses: Vec<_> = fits.iter().map(|(lofts, of)| lofts.closed_guess(of)).collect();
    let Some((LoftApproximation { sphere, .. }, _)) = fits.first() else { return guesses };
    // Where the coarse ascent before led, by the step after it.
    let mut before: Vec<Option<Corrected>> = vec![None; fits.len()];
    for _ in 0..CORRECTIONS {
        let ascents: Vec<_> = fits
            .iter()
            .zip(&guesses)
            .filter_map(|((_, of), guess)| guess.map(|guess| coarse_ascent_at(of, guess)))
            .collect();
        let mut reached = coarse_ascents(&ascents, *sphere, width).into_iter();
        for (((lofts, _), guess), before) in fits.iter().zip(&mut guesses).zip(&mut before) {
            let Some(guess) = guess else { continue };
            *before = reached.next().flatten().map(|reached| lofts.correct(guess, reached, *before));
        }
    }
    guesses
}

/// Returns the steps from the solutions of vehicles to those of others much like them, by coarse
/// ascents; none where one of them does not come down.
pub(crate) fn steps_between(
    pairs: &[(&Unreported, &Unreported, InitialGuess)],
    sphere: Sphere,
    width: Width,
) -> Vec<Option<[f64; 2]>> {
    let ascents: Vec<_> = pairs
        .iter()
        .flat_map(|(of, other, start)| [of, other].map(|of| coarse_ascent_at(of, *start)))
        .collect();
    let reached = coarse_ascents(&ascents, sphere, width);
    let step = |((_, _, start), reached): (&(_, _, InitialGuess), &[Option<[f64; 2]>])| match reached {
        [Some([apogee_m, range_m]), Some([apogee_there_m, range_there_m])] => {
            Some(start.step([apogee_m - apogee_there_m, range_m - range_there_m]))
        }
        _ => None,
    };
    pairs.iter().zip(reached.chunks(2)).map(step).collect()
}

/// Returns the coarse ascent of a vehicle from a guess.
fn coarse_ascent_at(of: &Unreported, guess: InitialGuess) -> CoarseAscent<f64> {
    let [last_delta_v, ln_angle] = guess.at();
    CoarseAscent::of(of, of.loft_steering, last_delta_v, ln_angle)
}

/// The number of rounds of the iteration for the last stage; each takes an error to a tenth.
const ROUNDS: usize = 4;
/// The speed error below which a burnout counts as on the arc, m/s.
pub(super) const ON_THE_ARC_M_PER_S: f64 = 20.0;
/// The number of cells of the quadrature in each stage.
const CELLS: usize = 8;
