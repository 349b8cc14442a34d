//! The loft and the standard flight to scale, over the curved Earth.

use super::Picture;
use super::canvas::{BLUE, Canvas, GREY, INK, MARGIN, ORANGE, PALE, SMALL, Stroke, Style, WIDTH};
use super::heading::Heading;
use super::measure::{Anchor, Frame};
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::inversion::{Fitted, Trajectories};
use crate::ladder::Working;
use crate::model::Method;
use crate::physics::earth::Sphere;
use crate::physics::flight::{FlightState, MarkKind, Trajectory};
use crate::physics::steering::Steering;
use crate::posterior::{MedianVehicle, Posterior};
use crate::prior::Unreported;
use crate::reach::Reach;
use crate::reported::{Grouped, Reported};

/// Places along each flight.
const POINTS: usize = 160;
/// The ground is a polygon whose sides cannot be told from an arc.
const SIDE_RAD: f64 = 0.01;
/// A picture is no higher than this above its text.
const HIGHEST: f64 = 900.0;
/// Ground drawn on either side of the flights, of the angle between their ends.
const SPARE_GROUND: f64 = 0.04;

/// Draws the reported loft and the standard flight of one vehicle to scale, over the curved Earth, with apogees and ranges. The vehicle
/// is the one [in the middle](crate::posterior::Middle) of the posterior where there is one, and the interval of every vehicle's range
/// is a band on the ground; else it is the nominal one.
///
/// # Errors
///
/// [`Error::NothingToPlot`] for an impossible report, for a method that flies no vehicle, and where no vehicle flies the report; why
/// the nominal vehicle does not, where it was asked for.
pub fn flights(estimate: &Estimate) -> Result<Picture> {
    let sphere = estimate.model.sphere();
    let flown = DrawnFlight::of(estimate)?;
    let trajectories = Trajectories::of(flown.fitted, flown.steering, sphere)?;
    let scene = Scene::of(&trajectories, estimate, sphere)?;
    let mut canvas = Canvas::new();
    let heading = Heading::of(estimate);
    let y = heading.draw(&mut canvas);
    let view = View::of(&scene, sphere, y);
    let ground = scene.draw(&mut canvas, &view);
    let room = Frame { left: MARGIN, top: y - 0.6 * SMALL, right: WIDTH - MARGIN, bottom: ground };
    let lofted = reported(estimate, &scene.loft, sphere);
    let standard = flight_of(&scene.standard);
    canvas.label(&["lofted, as reported", &lofted], view.state(&scene.loft.apogee), SMALL, room);
    canvas.label(&["standard trajectory", &standard], view.state(&scene.standard.apogee), SMALL, room);
    if scene.standard.comes_down() {
        let far_rad = scene.standard.end.range_angle_rad;
        let far = format!("{} far", distance(sphere.radius_m() * far_rad));
        canvas.label(&[&far], view.place(far_rad, 0.0), SMALL, room);
    }
    canvas.label(&["launch"], view.place(0.0, 0.0), SMALL, room);

    let band = if scene.interval_rad.is_some() { "; on the ground, 90 in 100 of them" } else { "" };
    let caption = format!(
        "To scale, over an Earth that does not turn. Drawn is {}, its engines burning for {:.0} s (thick){band}.",
        flown.which,
        flown.unreported.burn_time_s()
    );
    let y = canvas.paragraph(&caption, (MARGIN, ground + 1.4 * SMALL), Style::small(Anchor::Start));
    let y = scale(&mut canvas, &view, y - SMALL);
    let description = format!("{heading}. Lofted: {lofted}. Standard trajectory: {standard}.");
    Ok(canvas.finish("The lofted and the standard flight", &description, y + 0.6 * SMALL))
}

/// The vehicle that is drawn.
struct DrawnFlight<'a> {
    which: &'static str,
    unreported: &'a Unreported,
    fitted: &'a Fitted,
    steering: &'a Steering,
}

impl<'a> DrawnFlight<'a> {
    fn of(estimate: &'a Estimate) -> Result<Self> {
        let nothing = |missing| Err(Error::NothingToPlot { picture: "the flights", missing });
        if let Some(Posterior { median_vehicle, .. }) = estimate.posterior() {
            let MedianVehicle { unreported, fitted, steering, .. } = median_vehicle;
            return Ok(Self {
                which: "the vehicle in the middle of those that fit",
                unreported,
                fitted,
                steering,
            });
        }
        let nominal = estimate.ladder.iter().find(|rung| rung.method == Method::FlownNominal);
        match (estimate.model.method(), nominal.map(|rung| &rung.working)) {
            _ if estimate.basis.is_none() => {
                nothing("no flight has these figures; draw the plane, which shows by how much")
            }
            (Method::Flown, _) => nothing("no vehicle of the prior flies them; draw the ladder or the plane"),
            (_, Some(Ok(Working::FlownNominal(flown)))) => Ok(Self {
                which: "a nominal vehicle of two stages",
                unreported: &flown.unreported,
                fitted: &flown.fitted,
                steering: &flown.standard.steering,
            }),
            (_, Some(Err(why))) => Err(why.clone()),
            _ => nothing("the method flies no vehicle; estimate with flown_nominal or flown"),
        }
    }
}

/// One flight as it is drawn.
struct Path {
    states: Vec<FlightState>,
    burnout_s: f64,
    apogee: FlightState,
    end: FlightState,
}

impl Path {
    /// Up to half way round: beyond, the other way would be shorter.
    fn of(course: &Trajectory) -> Result<Self> {
        let burnouts = course.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Burnout { .. }));
        let burnout_s = burnouts.map(|mark| mark.state.time_s).fold(0.0, f64::max);
        // Close together at both ends, where it is fast and bends.
        let end_s = course.end_s();
        let time_s = |i: usize| 0.5 * end_s * (1.0 - (std::f64::consts::PI * i as f64 / POINTS as f64).cos());
        let mut states = (0..=POINTS)
            .map(|i| course.state_at(time_s(i).min(end_s)))
            .collect::<Result<Vec<FlightState>>>()?;
        let beyond = |state: &FlightState| state.range_angle_rad.abs() > std::f64::consts::PI;
        states.truncate(states.iter().position(beyond).unwrap_or(states.len()));
        let nothing =
            Error::NothingToPlot { picture: "the flights", missing: "the vehicle does not lift off" };
        let (Some(end), Some(highest)) = (
            states.last().copied(),
            states.iter().copied().max_by(|a, b| a.altitude_m.total_cmp(&b.altitude_m)),
        ) else {
            return Err(nothing);
        };
        Ok(Self {
            burnout_s,
            apogee: course.mark(MarkKind::Apogee).filter(|apogee| !beyond(apogee)).unwrap_or(highest),
            end,
            states,
        })
    }

    /// Whether it comes down within half the circumference.
    fn comes_down(&self) -> bool {
        self.end.altitude_m.abs() < 1e3
    }
}

/// Everything that is drawn to scale.
struct Scene {
    loft: Path,
    standard: Path,
    /// From the 5th to the 95th percentile of the range, as angles at the centre; half a turn for global reach.
    interval_rad: Option<(f64, f64)>,
}

impl Scene {
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

    /// The angles at the centre between which there is ground, from the pad.
    fn ends_rad(&self) -> (f64, f64) {
        let ends = [self.loft.end.range_angle_rad, self.standard.end.range_angle_rad, 0.0];
        let interval = self.interval_rad.map_or(0.0, |(_, far)| far);
        let near = ends.into_iter().fold(0.0, f64::min);
        let far = ends.into_iter().fold(interval, f64::max);
        let spare = SPARE_GROUND * (far - near).max(1e-3);
        (near - spare, far + spare)
    }

    /// Draws ground and flights; the height below which text is free.
    fn draw(&self, canvas: &mut Canvas, view: &View) -> f64 {
        let ground = |angle: f64| view.place(angle, 0.0);
        let (near, far) = self.ends_rad();
        let arc = |from: f64, to: f64| -> Vec<(f64, f64)> {
            let sides = ((to - from) / SIDE_RAD).ceil().max(1.0);
            (0..=sides as usize).map(|i| ground(from + (to - from) * i as f64 / sides)).collect()
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
        for (path, colour, dash) in [(&self.standard, ORANGE, None), (&self.loft, BLUE, Some("14 6"))] {
            let places = |is_shown: &dyn Fn(&FlightState) -> bool| -> Vec<(f64, f64)> {
                path.states.iter().filter(|state| is_shown(state)).map(|state| view.state(state)).collect()
            };
            let all = places(&|_| true);
            canvas.keep_clear(&all, 5.0);
            let line = Stroke { colour, width: 3.5, dash };
            canvas.curve(&all, line);
            canvas.curve(&places(&|state| state.time_s <= path.burnout_s), Stroke::solid(colour, 8.0));
            let (top, below) = (view.state(&path.apogee), ground(path.apogee.range_angle_rad));
            canvas.line(top, below, Stroke::dashed(GREY, 1.5, "3 5"));
            let along = |i: usize| {
                let share = i as f64 / POINTS as f64;
                (top.0 + (below.0 - top.0) * share, top.1 + (below.1 - top.1) * share)
            };
            canvas.keep_clear(&(0..=POINTS).map(along).collect::<Vec<_>>(), 2.0);
            canvas.dot(top, 7.0, colour);
            if path.comes_down() {
                canvas.dot(ground(path.end.range_angle_rad), 8.0, colour);
                canvas.keep_clear(&[ground(path.end.range_angle_rad)], 10.0);
            }
            canvas.keep_clear(&[top], 10.0);
        }
        canvas.dot(ground(0.0), 8.0, INK);
        canvas.keep_clear(&[ground(0.0)], 10.0);
        bottom
    }
}

/// From the scene to the picture: the middle of the ground on top.
struct View {
    middle_rad: f64,
    units_per_m: f64,
    radius_m: f64,
    /// Of the centre of the Earth.
    centre: (f64, f64),
}

impl View {
    fn of(scene: &Scene, sphere: Sphere, top: f64) -> Self {
        let (near, far) = scene.ends_rad();
        let mut view = Self {
            middle_rad: 0.5 * (near + far),
            units_per_m: 1.0,
            radius_m: sphere.radius_m(),
            centre: (0.0, 0.0),
        };
        let mut places: Vec<(f64, f64)> = [&scene.loft, &scene.standard]
            .into_iter()
            .flat_map(|path| path.states.iter().chain([&path.apogee]))
            .map(|state| view.state(state))
            .collect();
        places.extend((0..=POINTS).map(|i| view.place(near + (far - near) * i as f64 / POINTS as f64, 0.0)));
        let least = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(f64::INFINITY, f64::min);
        let greatest = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|place| place.0), greatest(|place| place.0));
        let (upper, lower) = (least(|place| place.1), greatest(|place| place.1));
        let room = WIDTH - 2.0 * MARGIN;
        view.units_per_m = (room / (right - left)).min(HIGHEST / (lower - upper));
        view.centre = (
            MARGIN + 0.5 * room - 0.5 * (left + right) * view.units_per_m,
            // A line of text fits above what is highest.
            top + 1.8 * SMALL - upper * view.units_per_m,
        );
        view
    }

    fn place(&self, range_angle_rad: f64, altitude_m: f64) -> (f64, f64) {
        let (sin, cos) = (range_angle_rad - self.middle_rad).sin_cos();
        let r = self.units_per_m * (self.radius_m + altitude_m);
        (self.centre.0 + r * sin, self.centre.1 - r * cos)
    }

    fn state(&self, state: &FlightState) -> (f64, f64) {
        self.place(state.range_angle_rad, state.altitude_m)
    }
}

/// How high and how long a flight is.
fn flight_of(path: &Path) -> String {
    let high = distance(path.apogee.altitude_m);
    if path.comes_down() {
        format!("{high} up, {:.1} min", path.end.time_s / 60.0)
    } else {
        format!("{high} up, to every place")
    }
}

/// The loft in the figures of the report; what nobody reported is this vehicle's.
fn reported(estimate: &Estimate, path: &Path, sphere: Sphere) -> String {
    let or =
        |reported: Option<Reported>, m: f64| reported.map_or(distance(m), |reported| reported.to_string());
    let high = or(estimate.observation.apogee(), path.apogee.altitude_m);
    let far = or(estimate.observation.ground_range(), sphere.radius_m() * path.end.range_angle_rad);
    format!("{high} up, {far} far")
}

fn distance(m: f64) -> String {
    format!("{:.0} km", Grouped(m / 1e3))
}

/// A bar of a round length; the height below it.
fn scale(canvas: &mut Canvas, view: &View, y: f64) -> f64 {
    let most_km = 0.25 * WIDTH / view.units_per_m / 1e3;
    let power = 10_f64.powf(most_km.log10().floor());
    let km = [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|km| *km <= most_km).unwrap_or(power);
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
