//! The initial guess of a fit, in closed form: the thrust, the kick and the flight time, before any
//! flight is integrated.
//!
//! # Formula
//!
//! A loft is nearly straight. Along its path each stage, of exhaust speed u, mass ratio m and burn
//! time t, adds
//!
//! ```text
//! Δv = u ln m − c g t        Δs = v₀ t + u t [1 − ln m/(m − 1)] − c g t²/2        altitude c s
//! ```
//!
//! with c the mean sine of its path angle and g the gravity at a third of the burnout
//! altitude (as in the analytic boost). From this the air's effects are subtracted: with a
//! net first acceleration a, √(π H_p/2a) seconds of back pressure (H_p = 8.4 km) and ρ₀
//! √(2a) H^1.5 Γ(1.5)/(2β) of drag (H = 7 km); on the way down, after Allen and Eggers (NACA
//! report 1381, 1958), the delay H/(v sin γ) Σ Kⁿ/(n n!), K = ρ₀H/(2β sin γ). The speed at
//! burnout has to be that of the free arc over apogee and ground range there. A gravity turn
//! from the vertical grows as tan(χ/2) ∝ exp ∫(g/v − v/r) dt.
//!
//! A coarse integration of the ascent (`coarse_ascent.rs`) corrects the thrust and the kick. For
//! vehicles of the prior that fly 4 July 2017, nine guesses in ten are then within 60 m/s of the
//! last stage's ideal velocity, 15 % of the kick and 12 s of the flight time (the test below);
//! trial flights correct the rest.

mod approximation;
mod burn_time;
mod coarse_ascent;
mod guess;
mod sketch;
mod stages;

pub(crate) use approximation::{LoftApproximation, guesses, steps_between};
pub(crate) use burn_time::{Burn, BurnSketch, NoBurn, last_burn_times};
pub(crate) use coarse_ascent::{maximum_range_ln_kick, maximum_range_turn};
pub(crate) use guess::InitialGuess;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inversion::{Loft, fit};
    use crate::numerics::quasirandom::ScrambledSobol;
    use crate::physics::earth::Sphere;
    use crate::prior::Prior;

    /// Checks the accuracy stated at the head of this file, for vehicles of the prior that fly 4
    /// July 2017.
    #[test]
    fn a_sketch_is_near_the_flight() {
        let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 930e3 };
        let lofts = LoftApproximation::new(loft, Sphere::MEAN);
        let (prior, points) = (Prior::default(), ScrambledSobol::seeded(1));
        let (mut speeds, mut kicks, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for point in 0..400 {
            let Some(draft) = prior.draw(6e6, |k| points.coordinate(point, k)) else { continue };
            let burn_s = draft.last_burn_time_s.log_at(points.coordinate(point, 20));
            let of = draft.with_last_burn_time_s(burn_s);
            let (Some(guess), Some(rough)) = (lofts.guess(&of), lofts.rough_guess(&of)) else { continue };
            let Ok(fitted) = fit(&of, loft, Sphere::MEAN, 1e-6) else { continue };
            if !draft.last_share(burn_s).holds(of.last_share(fitted.last_acceleration_m_per_s2)) {
                continue;
            }
            speeds.push(
                of.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2) - guess.last_delta_v_m_per_s,
            );
            kicks.push(fitted.steering_angle_rad.ln() - guess.ln_kick);
            times.push(fitted.flight_time_s - rough.flight_time_s);
        }
        let worst_of_nine_in_ten = |errors: &[f64]| {
            let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            sizes[9 * sizes.len() / 10]
        };
        assert!(speeds.len() > 80);
        assert!(worst_of_nine_in_ten(&speeds) < 60.0, "{speeds:?}");
        assert!(worst_of_nine_in_ten(&kicks) < 0.15, "{kicks:?}");
        assert!(worst_of_nine_in_ten(&times) < 12.0, "{times:?}");
    }
}
