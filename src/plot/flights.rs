//! The loft and the standard flight to scale, over the curved Earth.

mod path;
mod view;

use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::inversion::{Fitted, Trajectories};
use crate::ladder::Working;
use crate::model::Method;
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightState;
use crate::physics::steering::Steering;
use crate::plot::canvas::{BLUE, Canvas, GREY, INK, MARGIN, ORANGE, PALE, SMALL, Stroke, Style, WIDTH};
use crate::plot::flights::path::Path;
use crate::plot::flights::view::View;
use crate::plot::heading::Heading;
use crate::plot::measure::{Anchor, Frame};
use crate::plot::picture::Picture;
use crate::posterior::{MedianVehicle, Posterior};
use crate::prior::Unreported;
use crate::reach::Reach;
use crate::reported::{Grouped, Reported};

/// The greatest side of the polygon that stands for the surface, as an angle at the centre, rad; it
/// cannot be told from an arc.
const MAX_SIDE_RAD: f64 = 0.01;
/// The ground rendered on either side of the flights, relative to the angle between their ends.
const GROUND_MARGIN: f64 = 0.04;

/// Renders the reported loft and the standard flight of one vehicle to scale, over the curved
/// Earth, with apogees and ranges. The vehicle is the [median vehicle](crate::MedianVehicle) of the
/// posterior where there is one, and the 90 % interval of the range is a band on the ground;
/// otherwise it is the nominal vehicle.
///
/// # Errors
///
/// Returns [`Error::NothingToPlot`] for an impossible report, for a method that flies no vehicle,
/// and where no vehicle flies the report. Where the nominal vehicle was asked for and cannot fly
/// the report, returns the error that says why.
pub fn flights(estimate: &Estimate) -> Result<Picture> {
    let sphere = estimate.model.sphere();
    let shown = ShownVehicle::of(estimate)?;
    let trajectories = Trajectories::of(shown.fitted, shown.steering, sphere)?;
    let scene = Scene::of(&trajectories, estimate, sphere)?;
    let mut canvas = Canvas::new();
    let heading = Heading::of(estimate);
    let y = heading.render(&mut canvas);
    let view = View::of(scene.states(), scene.ends_rad(), sphere, y);
    let ground = scene.render(&mut canvas, &view);
    let room = Frame { left: MARGIN, top: y - 0.6 * SMALL, right: WIDTH - MARGIN, bottom: ground };
    let lofted = loft_in_words(estimate, &scene.loft, sphere);
    let standard = flight_in_words(&scene.standard);
    canvas.label(&["lofted, as reported", &lofted], view.point_of(&scene.loft.apogee), SMALL, room);
    canvas.label(&["standard trajectory", &standard], view.point_of(&scene.standard.apogee), SMALL, room);
    if scene.standard.comes_down() {
        let far_rad = scene.standard.end.range_angle_rad;
        let range = Reach::Within { ground_range_m: sphere.radius_m() * far_rad };
        let range = format!("{} far", printed_range(estimate, range));
        canvas.label(&[&range], view.point(far_rad, 0.0), SMALL, room);
    }
    canvas.label(&["launch"], view.point(0.0, 0.0), SMALL, room);

    let band = if scene.interval_rad.is_some() { "; on the ground, the 90 % interval" } else { "" };
    let caption = format!(
        "To scale, over a non-rotating Earth. The vehicle shown is {}, burning for {:.0} s (thick line){band}.",
        shown.name,
        shown.unreported.burn_time_s()
    );
    let y = canvas.paragraph(&caption, (MARGIN, ground + 1.4 * SMALL), Style::small(Anchor::Start));
    let y = scale(&mut canvas, &view, y - SMALL);
    let description = format!("{heading}. Lofted: {lofted}. Standard trajectory: {standard}.");
    Ok(canvas.finish("The lofted and the standard flight", &description, y + 0.6 * SMALL))
}

/// The vehicle whose flights are shown.
struct ShownVehicle<'a> {
    /// The vehicle in words.
    name: &'static str,
    /// Its properties that nobody reported.
    unreported: &'a Unreported,
    /// The vehicle, fitted to the loft.
    fitted: &'a Fitted,
    /// Its steering on the standard trajectory.
    steering: &'a Steering,
}

impl<'a> ShownVehicle<'a> {
    /// Chooses the median vehicle of the posterior, or else the nominal vehicle.
    fn of(estimate: &'a Estimate) -> Result<Self> {
        let nothing = |missing| Err(Error::NothingToPlot { picture: "the flights", missing });
        if let Some(Posterior { median_vehicle, .. }) = estimate.posterior() {
            let MedianVehicle { unreported, fitted, steering, .. } = median_vehicle;
            return Ok(Self { name: "the median vehicle of those that fit", unreported, fitted, steering });
        }
        let nominal = estimate.ladder.iter().find(|rung| rung.method == Method::FlownNominal);
        match (estimate.model.method(), nominal.map(|rung| &rung.working)) {
            _ if estimate.basis.is_none() => {
                nothing("no flight has these figures; plot the plane, which shows by how much")
            }
            (Method::Flown, _) => nothing("no vehicle of the prior flies them; plot the ladder or the plane"),
            (_, Some(Ok(Working::FlownNominal(flown)))) => Ok(Self {
                name: "a nominal vehicle of two stages",
                unreported: &flown.unreported,
                fitted: &flown.fitted,
                steering: &flown.standard.steering,
            }),
            (_, Some(Err(why))) => Err(why.clone()),
            _ => nothing("the method flies no vehicle; estimate with flown_nominal or flown"),
        }
    }
}

/// Everything that is rendered to scale.
struct Scene {
    /// The reported loft.
    loft: Path,
    /// The flight on the standard trajectory.
    standard: Path,
    /// The 5th and the 95th percentile of the range, as angles at the centre, rad; half a turn for
    /// global reach. None without a posterior.
    interval_rad: Option<(f64, f64)>,
}

impl Scene {
    /// Returns the two flights and the interval.
    fn of(trajectories: &Trajectories, estimate: &Estimate, sphere: Sphere) -> Result<Self> {
        let angle = |reach: Reach| match reach {
            Reach::Within { ground_range_m } => ground_range_m / sphere.radius_m(),
            Reach::Global => std::f64::consts::PI,
        };
        Ok(Self {
            loft: Path::of(&trajectories.loft)?,
            standard: Path::of(&trajectories.maximum_range)?,
            interval_rad: estimate
                .posterior()
                .filter(|found| found.reach.p05 != Reach::Global)
                .map(|found| (angle(found.reach.p05), angle(found.reach.p95))),
        })
    }

    /// Returns every state that the picture must contain.
    fn states(&self) -> impl Iterator<Item = &FlightState> {
        [&self.loft, &self.standard].into_iter().flat_map(|path| path.states.iter().chain([&path.apogee]))
    }

    /// Returns the angles at the centre, from the launch site, between which ground is rendered,
    /// rad.
    fn ends_rad(&self) -> (f64, f64) {
        let ends = [self.loft.end.range_angle_rad, self.standard.end.range_angle_rad, 0.0];
        let interval = self.interval_rad.map_or(0.0, |(_, far)| far);
        let near = ends.into_iter().fold(0.0, f64::min);
        let far = ends.into_iter().fold(interval, f64::max);
        let margin = GROUND_MARGIN * (far - near).max(1e-3);
        (near - margin, far + margin)
    }

    /// Renders ground and flights, and returns the y coordinate below which text is free.
    fn render(&self, canvas: &mut Canvas, view: &View) -> f64 {
        let bottom = self.render_ground(canvas, view);
        let flights = [(&self.standard, ORANGE, None), (&self.loft, BLUE, Some("14 6"))];
        for (path, colour, dash) in flights {
            path.render(canvas, view, Stroke { colour, width: 3.5, dash });
        }
        let launch = view.point(0.0, 0.0);
        canvas.dot(launch, 8.0, INK);
        canvas.keep_clear(&[launch], 10.0);
        bottom
    }

    /// Renders the surface with the interval of the range, and returns the y coordinate below it.
    fn render_ground(&self, canvas: &mut Canvas, view: &View) -> f64 {
        let (near, far) = self.ends_rad();
        let arc = |from: f64, to: f64| -> Vec<(f64, f64)> {
            let sides = ((to - from) / MAX_SIDE_RAD).ceil().max(1.0);
            (0..=sides as usize).map(|i| view.point(from + (to - from) * i as f64 / sides, 0.0)).collect()
        };
        let surface = arc(near, far);
        let bottom = surface.iter().map(|(_, y)| *y).fold(0.0, f64::max) + 14.0;
        let mut earth = surface.clone();
        earth.extend([surface.last(), surface.first()].into_iter().flatten().map(|(x, _)| (*x, bottom)));
        canvas.area(&earth, PALE);
        canvas.curve(&surface, Stroke::solid(GREY, 2.0));
        canvas.keep_clear(&surface, 4.0);
        if let Some((low, high)) = self.interval_rad {
            canvas.curve(&arc(low, high), Stroke::solid(ORANGE, 12.0));
        }
        bottom
    }
}

/// Returns the apogee and the flight time of a flight in words.
fn flight_in_words(path: &Path) -> String {
    let high = distance(path.apogee.altitude_m);
    if path.comes_down() {
        format!("{high} up, {:.1} min", path.end.time_s / 60.0)
    } else {
        format!("{high} up, global reach")
    }
}

/// Returns the loft in the figures of the report; a figure that nobody reported is that of this
/// vehicle.
fn loft_in_words(estimate: &Estimate, path: &Path, sphere: Sphere) -> String {
    let or =
        |reported: Option<Reported>, m: f64| reported.map_or(distance(m), |reported| reported.to_string());
    let high = or(estimate.observation.apogee(), path.apogee.altitude_m);
    let far = or(estimate.observation.ground_range(), sphere.radius_m() * path.end.range_angle_rad);
    format!("{high} up, {far} far")
}

/// Returns a range on the standard trajectory, rounded to what its interval justifies where it has
/// one.
fn printed_range(estimate: &Estimate, reach: Reach) -> String {
    let posterior = estimate.posterior();
    posterior.map_or_else(|| reach.to_string(), |posterior| posterior.reach.printed(reach).to_string())
}

/// Returns a distance in whole km.
fn distance(m: f64) -> String {
    format!("{:.0} km", Grouped(m / 1e3))
}

/// Renders a scale bar of a round length, and returns the y coordinate below it.
fn scale(canvas: &mut Canvas, view: &View, y: f64) -> f64 {
    let max_km = 0.25 * WIDTH / view.units_per_m / 1e3;
    let power = 10_f64.powf(max_km.log10().floor());
    let km = [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|km| *km <= max_km).unwrap_or(power);
    let long = 1e3 * km * view.units_per_m;
    let y = y + 0.8 * SMALL;
    canvas.line((MARGIN, y), (MARGIN + long, y), Stroke::solid(INK, 4.0));
    canvas.text(
        &format!("{} km", Grouped(km)),
        (MARGIN + long + 12.0, y + 0.35 * SMALL),
        Style::small(Anchor::Start),
    );
    y
}
