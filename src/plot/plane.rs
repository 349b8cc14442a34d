//! Reports in the plane of flight time and apogee, against what no flight can do.

use super::Picture;
use super::axis::Axis;
use super::canvas::{BLUE, Canvas, INK, MARGIN, ORANGE, PALE, SMALL, Stroke, Style, TEXT, WIDTH};
use super::measure::{Anchor, Frame, width};
use crate::compare::{NamedReport, check_number};
use crate::consistency::{Verdict, consistency};
use crate::error::{Error, Figure, Result};
use crate::physics::earth::Sphere;
use crate::physics::kepler::observed::{apogee_altitude_m, rectilinear_time_s};
use crate::reported::{Grouped, SiFigure};

/// How high the plane is.
const HEIGHT: f64 = 520.0;
/// Places along the bound.
const POINTS: usize = 120;
/// Room around the figures, of their span and at least of themselves.
const SPARE: f64 = 0.15;
const LEAST_SPARE: f64 = 0.02;
/// A box smaller than this is not seen.
const LEAST_BOX: f64 = 6.0;

/// Draws reports of one flight, each as what its digits and words allow of flight time and apogee, and shades what no flight that is
/// not driven downward can do: to reach that apogee and be back in that time. Below, each report with its verdict, by physics
/// alone. A report without an apogee or without a flight time is a line.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for no reports and for more than [`MOST_REPORTS`](crate::compare::MOST_REPORTS); [`Error::NothingToPlot`] where none has an apogee or
/// a flight time.
pub fn plane(reports: &[NamedReport]) -> Result<Picture> {
    check_number(reports)?;
    let sphere = Sphere::MEAN;
    let points: Vec<Point> = reports.iter().map(Point::of).collect();
    let ground = Ground::of(&points, sphere)?;
    let mut canvas = Canvas::new();
    let heading = "Apogee and flight time as reported";
    let y = canvas.paragraph(heading, (MARGIN, MARGIN + TEXT), Style::bold());
    let shaded = "shaded: back sooner than any flight that is not driven downward";
    let y = canvas.paragraph(shaded, (MARGIN, y), Style::small(Anchor::Start));
    let y = y + 0.3 * SMALL;
    canvas.text("apogee, km", (MARGIN, y), Style::small(Anchor::Start));
    let top = y + 0.9 * SMALL;
    let widest = width(&format!("{:.0}", Grouped(10.0 * ground.apogees_km.1)), SMALL);
    let room = Frame { left: MARGIN + widest + 10.0, top, right: WIDTH - MARGIN, bottom: top + HEIGHT };
    let view = View {
        time: Axis { low: ground.times_min.0, high: ground.times_min.1, from: room.left, to: room.right },
        apogee: Axis { low: ground.apogees_km.0, high: ground.apogees_km.1, from: room.bottom, to: room.top },
        room,
    };
    view.shade(&mut canvas, sphere)?;
    view.apogee.draw_left(&mut canvas, room.left, room.right);
    view.time.draw_below(&mut canvas, room.bottom);
    for point in &points {
        view.draw(&mut canvas, point);
    }
    for (place, point) in points.iter().enumerate() {
        view.number(&mut canvas, point, &(place + 1).to_string());
    }
    let y = room.bottom + 12.0 + 2.4 * SMALL;
    canvas.text("flight time, min", (room.right, y), Style::small(Anchor::End));
    let mut y = y + 1.5 * SMALL;
    let mut described = Vec::new();
    for (place, report) in reports.iter().enumerate() {
        let line = format!("{}. {}", place + 1, said(report)?);
        y = canvas.paragraph(&line, (MARGIN, y), Style::small(Anchor::Start));
        described.push(line);
    }
    Ok(canvas.finish(heading, &described.join("; "), y - SMALL + 8.0))
}

/// A report in a line.
fn said(report: &NamedReport) -> Result<String> {
    let verdict = match report.observation() {
        Some(observation) => consistency(observation)?.verdict.name(),
        None => "one figure",
    };
    Ok(format!("{}: {}; {verdict}", report.reporter(), report.said()))
}

/// A figure in the unit of its axis, with what its digits and words allow.
#[derive(Debug, Clone, Copy)]
struct Span {
    value: f64,
    low: f64,
    high: Option<f64>,
}

impl Span {
    fn of(figure: SiFigure, unit: f64) -> Self {
        Self { value: figure.value / unit, low: figure.low / unit, high: figure.high.map(|high| high / unit) }
    }

    /// What is sure to be in the picture: an open end is not.
    fn ends(&self) -> [f64; 2] {
        // "Up to" has no lower end but zero.
        let low = if self.low > 0.0 { self.low } else { self.value };
        [low, self.high.unwrap_or(self.value)]
    }
}

/// A report as it is drawn.
struct Point {
    apogee_km: Option<Span>,
    time_min: Option<Span>,
    is_impossible: bool,
}

impl Point {
    fn of(report: &NamedReport) -> Self {
        let span = |figure, unit| report.figure_si(figure).map(|figure| Span::of(figure, unit));
        let verdict =
            report.observation().and_then(|observation| Some(consistency(observation).ok()?.verdict));
        Self {
            apogee_km: span(Figure::Apogee, 1e3),
            time_min: span(Figure::FlightTime, 60.0),
            is_impossible: verdict == Some(Verdict::Impossible),
        }
    }
}

/// Which part of the plane is drawn.
struct Ground {
    times_min: (f64, f64),
    apogees_km: (f64, f64),
}

impl Ground {
    fn of(points: &[Point], sphere: Sphere) -> Result<Self> {
        let of = |span: fn(&Point) -> Option<Span>| -> Vec<f64> {
            points.iter().filter_map(span).flat_map(|span| span.ends()).collect()
        };
        let (mut apogees, mut times) = (of(|point| point.apogee_km), of(|point| point.time_min));
        // The bound beside the figures belongs into the picture.
        let mut bound = Vec::new();
        for apogee_km in &apogees {
            bound.push(rectilinear_time_s(1e3 * apogee_km, sphere)? / 60.0);
        }
        if apogees.is_empty() {
            for time_min in &times {
                apogees.push(apogee_altitude_m(0.0, 60.0 * time_min, sphere)? / 1e3);
            }
        }
        times.extend(bound);
        let spread = |numbers: &[f64]| {
            let low = numbers.iter().copied().reduce(f64::min)?;
            let high = numbers.iter().copied().reduce(f64::max)?;
            let spare = (SPARE * (high - low)).max(LEAST_SPARE * high);
            Some(((low - spare).max(0.0), high + spare))
        };
        match (spread(&times), spread(&apogees)) {
            (Some(times_min), Some(apogees_km)) => Ok(Self { times_min, apogees_km }),
            _ => Err(Error::NothingToPlot {
                picture: "the plane",
                missing: "no report has an apogee or a flight time; give one of them",
            }),
        }
    }
}

struct View {
    time: Axis,
    apogee: Axis,
    room: Frame,
}

impl View {
    /// What no flight can do: to the left of the time of the vertical flight.
    fn shade(&self, canvas: &mut Canvas, sphere: Sphere) -> Result<()> {
        let mut bound = Vec::with_capacity(POINTS + 1);
        for i in 0..=POINTS {
            let share = i as f64 / POINTS as f64;
            let km = self.apogee.low + (self.apogee.high - self.apogee.low) * share;
            let minutes = if km > 0.0 { rectilinear_time_s(1e3 * km, sphere)? / 60.0 } else { 0.0 };
            bound.push((self.time.place_within(minutes), self.apogee.place(km)));
        }
        let mut region = bound.clone();
        region.extend([(self.room.left, self.room.top), (self.room.left, self.room.bottom)]);
        canvas.area(&region, PALE);
        // Where the bound leaves the picture there is no line along its edge.
        let inside = |place: &&(f64, f64)| place.0 > self.room.left && place.0 < self.room.right;
        let shown: Vec<(f64, f64)> = bound.iter().filter(inside).copied().collect();
        canvas.curve(&shown, Stroke::solid(INK, 2.5));
        canvas.keep_clear(&shown, 3.0);
        Ok(())
    }

    /// The place of a figure on an axis, or of the middle where there is none.
    fn place(axis: &Axis, span: Option<Span>) -> f64 {
        span.map_or(0.5 * (axis.from + axis.to), |span| axis.place_within(span.value))
    }

    fn centre(&self, point: &Point) -> (f64, f64) {
        (Self::place(&self.time, point.time_min), Self::place(&self.apogee, point.apogee_km))
    }

    /// The ends of what is allowed along an axis, rising on the page; the whole axis where nothing was said.
    fn ends(axis: &Axis, span: Option<Span>) -> (f64, f64) {
        let (low, high) = match span {
            Some(span) => {
                (axis.place_within(span.low), axis.place_within(span.high.unwrap_or(f64::INFINITY)))
            }
            None => (axis.from, axis.to),
        };
        let (first, last) = (low.min(high), low.max(high));
        let missing = (LEAST_BOX - (last - first)).max(0.0);
        (first - 0.5 * missing, last + 0.5 * missing)
    }

    fn draw(&self, canvas: &mut Canvas, point: &Point) {
        let colour = if point.is_impossible { ORANGE } else { BLUE };
        let (left, right) = Self::ends(&self.time, point.time_min);
        let (top, bottom) = Self::ends(&self.apogee, point.apogee_km);
        // An end that is open, or that leaves the picture, has no edge.
        let stroke = Stroke::solid(colour, 2.5);
        let room = self.room;
        for x in [left, right].into_iter().filter(|x| *x > room.left && *x < room.right) {
            canvas.edge((x, top), (x, bottom), stroke);
        }
        for y in [top, bottom].into_iter().filter(|y| *y > room.top && *y < room.bottom) {
            canvas.edge((left, y), (right, y), stroke);
        }
        let centre = self.centre(point);
        if point.apogee_km.is_some() && point.time_min.is_some() {
            canvas.dot(centre, 7.0, colour);
        }
        canvas.keep_clear(&[centre], 9.0);
    }

    /// The number of a report beside it, as near as there is room.
    fn number(&self, canvas: &mut Canvas, point: &Point, number: &str) {
        canvas.label(&[number], self.centre(point), TEXT, self.room);
    }
}
