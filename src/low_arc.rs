//! Whether the figures lie on an arc of free flight: an arc inside the air, or far below that of
//! least energy, need not be one.

use std::fmt;

use crate::error::Result;
use crate::observation::Figures;
use crate::physics::atmosphere::air;
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::kepler::observed::{Observed, apogee_altitude_m, arc};
use crate::physics::kepler::symmetric::minimum_energy;
use crate::prior::Prior;
use crate::reported::SiFigure;

/// The drag, in standard gravities, above which a part of the arc counts as inside the air.
pub const DRAG_IN_AIR_G: f64 = 0.1;

/// The share of the range from which a flat arc counts as inside the air: most of it. A ballistic
/// flight to 45 km over 150 km has 0.48.
pub const MIN_SHARE_IN_AIR: f64 = 0.5;

/// The share from which an arc counts as inside the air even if it is as steep as that of least
/// energy: there is hardly any free flight.
const MIN_SHARE_OF_STEEP_ARC: f64 = 0.9;

/// The share in the air from which the flight time can tell that the body did not fly freely.
const MIN_SHARE_OF_SLOW_ARC: f64 = 0.2;

/// The excess over the time of free flight, as a fraction of it, from which a low arc is too slow for
/// a ballistic body: it glided or pulled up. Of 400 synthetic ballistic flights one with such a share
/// has more, and is depressed anyway.
const MAX_RELATIVE_SURPLUS: f64 = 0.38;

/// The ratio of the apogee to that of least energy below which an arc is depressed. Flights of
/// record at their best range have 0.88 or more: burnout is high, and a vehicle flies high to leave
/// the air behind.
pub const MIN_APOGEE_RATIO: f64 = 0.6;

/// The points of the arc at which the drag is compared. One more or less changes the share by
/// 0.4 %.
const POINTS: u32 = 256;

/// What is unlike free flight about an arc.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum LowArc {
    /// `arc_in_air`: most of the arc lies where a ballistic body would feel strong drag.
    InAir(ArcMeasures),
    /// `depressed`: the arc is above the air and far below that of least energy, or low and flown too
    /// slowly for free flight.
    Depressed(ArcMeasures),
}

/// How low an arc lies.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ArcMeasures {
    /// The share of the range over which a ballistic body of the prior would feel more than
    /// [`DRAG_IN_AIR_G`], from 0 to 1.
    pub share_in_air: f64,
    /// The apogee over that of the least-energy arc over the same range.
    pub apogee_ratio: f64,
    /// The excess of the shortest flight time that the digits allow over that of free flight, as a
    /// fraction of the latter; none where no flight time was reported.
    pub relative_surplus: Option<f64>,
}

impl ArcMeasures {
    /// Computes the measures of the arc of free flight to an apogee over a range angle, for a body
    /// of a ballistic coefficient.
    fn of(
        observed: Observed<f64>,
        shortest_time_s: Option<f64>,
        ballistic_coefficient_kg_per_m2: f64,
    ) -> Result<Self> {
        let sphere = Sphere::MEAN;
        let (radius_m, height_m) = (sphere.radius_m(), observed.apogee_altitude_m);
        let half_rad = 0.5 * observed.range_angle_rad;
        let found = arc(observed, sphere)?;
        let apogee_radius_m = radius_m + height_m;
        // The orbit from its apogee: r = p/(1 − e cos θ), p = r_a (1 − e).
        let eccentricity = found.eccentricity;
        let parameter_m = apogee_radius_m * (1.0 - eccentricity);
        let semi_major_axis_m = found.semi_major_axis_m;
        let mu = sphere.gravitational_parameter_m3_per_s2();
        let limit = 2.0 * ballistic_coefficient_kg_per_m2 * DRAG_IN_AIR_G * STANDARD_GRAVITY_M_PER_S2;
        let is_in_air = |point: u32| {
            let angle_rad = half_rad * (f64::from(point) + 0.5) / f64::from(POINTS);
            let from_centre_m = parameter_m / (1.0 - eccentricity * angle_rad.cos());
            let speed_squared = mu * (2.0 / from_centre_m - 1.0 / semi_major_axis_m);
            air((from_centre_m - radius_m).max(0.0)).density_kg_per_m3 * speed_squared > limit
        };
        let inside = (0..POINTS).filter(|point| is_in_air(*point)).count();
        let least_energy = minimum_energy(observed.range_angle_rad)?;
        let least_m = (least_energy.apogee_radius_over_r - 1.0) * radius_m;
        let share_in_air = inside as f64 / f64::from(POINTS);
        let relative_surplus = shortest_time_s.map(|time_s| time_s / found.flight_time_s - 1.0);
        Ok(Self { share_in_air, apogee_ratio: height_m / least_m, relative_surplus })
    }
}

impl ArcMeasures {
    /// Returns whether the flight took too long for a ballistic body on an arc partly in the air.
    fn is_slow(&self) -> bool {
        self.share_in_air >= MIN_SHARE_OF_SLOW_ARC
            && self.relative_surplus.is_some_and(|surplus| surplus > MAX_RELATIVE_SURPLUS)
    }
}

impl LowArc {
    /// Returns the stable name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::InAir(_) => "arc_in_air",
            Self::Depressed(_) => "depressed",
        }
    }

    /// Returns the measures of the arc.
    pub fn measures(&self) -> ArcMeasures {
        match self {
            Self::InAir(measures) | Self::Depressed(measures) => *measures,
        }
    }

    /// Judges the arc of the reported figures; none where it is high enough, and where the figures
    /// leave that open, as "more than 50 km" does.
    ///
    /// A body has the middle ballistic coefficient of the prior's re-entry. Without a ground range
    /// it is the longest that the prior expects of this apogee; without an apogee it is that of
    /// free flight in the reported time, the highest that the time allows.
    ///
    /// # Errors
    ///
    /// [`Error::NotConverged`](crate::Error::NotConverged) if a solver fails, in practice never.
    pub fn of(figures: &Figures, prior: &Prior) -> Result<Option<Self>> {
        let Some(observed) = observed(figures, prior) else { return Ok(None) };
        if !(observed.range_angle_rad > 0.0) {
            return Ok(None);
        }
        let body = prior.reentry_ballistic_coefficient_kg_per_m2().log_at(0.5);
        // Only all three figures leave a time to compare.
        let has_both = figures.apogee_altitude_m.is_some() && figures.ground_range_m.is_some();
        let shortest_time_s = figures.flight_time_s.filter(|_| has_both).map(|time| time.low);
        let measures = ArcMeasures::of(observed, shortest_time_s, body)?;
        let ArcMeasures { share_in_air, apogee_ratio, .. } = measures;
        let share = if apogee_ratio < 1.0 { MIN_SHARE_IN_AIR } else { MIN_SHARE_OF_STEEP_ARC };
        Ok(if share_in_air >= share {
            Some(Self::InAir(measures))
        } else if apogee_ratio < MIN_APOGEE_RATIO || measures.is_slow() {
            Some(Self::Depressed(measures))
        } else {
            None
        })
    }
}

/// Returns the highest arc that the figures stand for; none where they have an open end upward.
fn observed(figures: &Figures, prior: &Prior) -> Option<Observed<f64>> {
    let sphere = Sphere::MEAN;
    let is_closed = |figure: SiFigure| figure.high.is_some();
    let angle_rad = |range_m: f64| (range_m / sphere.radius_m()).min(std::f64::consts::PI);
    let range_m = match figures.ground_range_m {
        // An upper bound leaves a shorter range open, over which the same apogee is high.
        Some(range) if range.low == 0.0 => return None,
        Some(range) => range.value,
        None => prior.ground_range_per_apogee().high * figures.apogee_altitude_m?.value,
    };
    let range_angle_rad = angle_rad(range_m);
    let apogee_altitude_m = match (figures.apogee_altitude_m, figures.flight_time_s) {
        (Some(apogee), _) => is_closed(apogee).then_some(apogee.value)?,
        (None, Some(time)) => {
            apogee_altitude_m(range_angle_rad, is_closed(time).then_some(time.value)?, sphere).ok()?
        }
        (None, None) => return None,
    };
    Some(Observed { apogee_altitude_m, range_angle_rad })
}

/// Prints a sentence.
impl fmt::Display for LowArc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measures = self.measures();
        let ArcMeasures { share_in_air, apogee_ratio, .. } = measures;
        let (share, ratio) = (100.0 * share_in_air, 100.0 * apogee_ratio);
        match self {
            Self::InAir(_) => write!(
                f,
                "the arc lies in the air: for {share:.0} % of the range a ballistic body would feel a drag of more than \
                 {DRAG_IN_AIR_G} g, and the apogee is {ratio:.0} % of that of least energy; such a flight glides or pulls up, \
                 or a figure is wrong"
            ),
            Self::Depressed(_) if apogee_ratio >= MIN_APOGEE_RATIO => write!(
                f,
                "the flight is slow for so low an arc: it took {:.0} % longer than free flight; the vehicle may glide, or was \
                 flown low",
                100.0 * measures.relative_surplus.unwrap_or_default()
            ),
            Self::Depressed(_) => write!(
                f,
                "the arc is depressed: the apogee is {ratio:.0} % of that of least energy over this range; the vehicle may \
                 glide, or was flown low"
            ),
        }
    }
}
