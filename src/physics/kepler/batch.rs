//! Free flights in batches, eight at a time.

use fearless_simd::Simd;

use super::unequal::{Burnout, FreeFlight, free_flight_kernel};
use crate::error::Result;
use crate::error::check::{positive, within};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{Batch, LANES, Wide, Width, run};

/// Computes the free flights from many burnouts down to one impact radius, about a point of
/// gravitational parameter `mu` (m³/s²): the results of
/// [`free_flight`](super::unequal::free_flight) for each, written into `flights`.
///
/// Where that function returns an error, all results are NaN. Elsewhere the two agree to 2 ×
/// 10⁻¹⁴, relative, times the condition number of the result.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) where the slices are not all of one
/// length, or the impact radius or `mu` is not finite and above zero.
pub fn free_flights(
    burnouts: Burnout<&[f64]>,
    impact_radius_m: f64,
    mu: f64,
    flights: FreeFlight<&mut [f64]>,
    width: Width,
) -> Result<()> {
    positive("the gravitational parameter in m³/s²", mu)?;
    positive("the impact radius in m", impact_radius_m)?;
    let count = burnouts.radius_m.len();
    let lengths = [
        burnouts.speed_m_per_s.len(),
        burnouts.flight_path_angle_rad.len(),
        flights.range_angle_rad.len(),
        flights.flight_time_s.len(),
        flights.apogee_radius_m.len(),
        flights.eccentricity.len(),
        flights.semi_major_axis_m.len(),
    ];
    if let Some(other) = lengths.into_iter().find(|length| *length != count) {
        within(
            false,
            "the length of a slice of a batch",
            other as f64,
            "that of the burnout radii: one place for each flight in every slice",
        )?;
    }
    run(width, FreeFlights { burnouts, impact_radius_m, mu, flights });
    Ok(())
}

/// A batch of free flights.
struct FreeFlights<'a> {
    burnouts: Burnout<&'a [f64]>,
    impact_radius_m: f64,
    mu: f64,
    flights: FreeFlight<&'a mut [f64]>,
}

/// Computes a free flight, all NaN where a result is not finite or the burnout is outside its
/// domain.
#[inline(always)]
fn checked<S: Scalar>(burnout: Burnout<S>, impact_radius_m: S, mu: f64) -> FreeFlight<S> {
    /// The least number greater than π/2.
    const PAST_VERTICAL: f64 = f64::from_bits(std::f64::consts::FRAC_PI_2.to_bits() + 1);
    let flight = free_flight_kernel(burnout, impact_radius_m, mu);
    let steep = burnout.flight_path_angle_rad.abs();
    let (zero, nan) = (steep.constant(0.0), steep.constant(f64::NAN));
    // Zero, or NaN for an infinite time.
    let taint = flight.flight_time_s * 0.0;
    let taint = S::select(steep.lt(zero + PAST_VERTICAL), taint, nan);
    let taint = S::select(zero.lt(burnout.radius_m), taint, nan);
    let taint = S::select(zero.lt(burnout.speed_m_per_s), taint, nan);
    FreeFlight {
        range_angle_rad: flight.range_angle_rad + taint,
        flight_time_s: flight.flight_time_s + taint,
        apogee_radius_m: flight.apogee_radius_m + taint,
        eccentricity: flight.eccentricity + taint,
        semi_major_axis_m: flight.semi_major_axis_m + taint,
    }
}

impl Batch for FreeFlights<'_> {
    type Output = ();

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) {
        let Self { burnouts, impact_radius_m, mu, flights } = self;
        let impact_radius_m = Wide::splat(simd, impact_radius_m);
        let (radii, last_radii) = burnouts.radius_m.as_chunks::<LANES>();
        let (speeds, last_speeds) = burnouts.speed_m_per_s.as_chunks::<LANES>();
        let (angles, last_angles) = burnouts.flight_path_angle_rad.as_chunks::<LANES>();
        let (ranges, last_ranges) = flights.range_angle_rad.as_chunks_mut::<LANES>();
        let (times, last_times) = flights.flight_time_s.as_chunks_mut::<LANES>();
        let (apogees, last_apogees) = flights.apogee_radius_m.as_chunks_mut::<LANES>();
        let (eccentricities, last_eccentricities) = flights.eccentricity.as_chunks_mut::<LANES>();
        let (axes, last_axes) = flights.semi_major_axis_m.as_chunks_mut::<LANES>();
        let inputs = radii.iter().zip(speeds).zip(angles);
        let outputs = ranges.iter_mut().zip(times).zip(apogees).zip(eccentricities).zip(axes);
        for (((radius, speed), angle), ((((range, time), apogee), eccentricity), axis)) in inputs.zip(outputs)
        {
            let burnout = Burnout {
                radius_m: Wide::new(simd, *radius),
                speed_m_per_s: Wide::new(simd, *speed),
                flight_path_angle_rad: Wide::new(simd, *angle),
            };
            let flight = checked(burnout, impact_radius_m, mu);
            *range = flight.range_angle_rad.to_array();
            *time = flight.flight_time_s.to_array();
            *apogee = flight.apogee_radius_m.to_array();
            *eccentricity = flight.eccentricity.to_array();
            *axis = flight.semi_major_axis_m.to_array();
        }
        if last_radii.is_empty() {
            return;
        }
        let burnout = Burnout {
            radius_m: Wide::load(simd, last_radii),
            speed_m_per_s: Wide::load(simd, last_speeds),
            flight_path_angle_rad: Wide::load(simd, last_angles),
        };
        let flight = checked(burnout, impact_radius_m, mu);
        flight.range_angle_rad.store(last_ranges);
        flight.flight_time_s.store(last_times);
        flight.apogee_radius_m.store(last_apogees);
        flight.eccentricity.store(last_eccentricities);
        flight.semi_major_axis_m.store(last_axes);
    }

    #[inline(always)]
    fn single(self) {
        let Self { burnouts, impact_radius_m, mu, flights } = self;
        let inputs = burnouts.radius_m.iter().zip(burnouts.speed_m_per_s).zip(burnouts.flight_path_angle_rad);
        let outputs = flights
            .range_angle_rad
            .iter_mut()
            .zip(flights.flight_time_s)
            .zip(flights.apogee_radius_m)
            .zip(flights.eccentricity)
            .zip(flights.semi_major_axis_m);
        for (((radius, speed), angle), ((((range, time), apogee), eccentricity), axis)) in inputs.zip(outputs)
        {
            let burnout = Burnout { radius_m: *radius, speed_m_per_s: *speed, flight_path_angle_rad: *angle };
            let flight = checked(burnout, impact_radius_m, mu);
            *range = flight.range_angle_rad;
            *time = flight.flight_time_s;
            *apogee = flight.apogee_radius_m;
            *eccentricity = flight.eccentricity;
            *axis = flight.semi_major_axis_m;
        }
    }
}
