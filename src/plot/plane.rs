//! Reports in the plane of flight time and apogee, against the bound of what a flight can do.

use crate::compare::{NamedReport, check_number};
use crate::consistency::{Verdict, consistency};
use crate::error::{Error, Figure, Result};
use crate::physics::earth::Sphere;
use crate::physics::kepler::observed::{apogee_altitude_m, rectilinear_time_s};
use crate::plot::axis::Axis;
use crate::plot::canvas::{BLUE, Canvas, INK, MARGIN, ORANGE, PALE, SMALL, Stroke, Style, TEXT, WIDTH};
use crate::plot::measure::{Anchor, Frame, width};
use crate::plot::picture::Picture;
use crate::reported::{Grouped, SiFigure};

/// The height of the plane, units.
const HEIGHT: f64 = 520.0;
/// The number of intervals along the bound.
const POINTS: usize = 120;
/// The margin around the figures, relative to their span.
const MARGIN_BY_SPAN: f64 = 0.15;
/// The smallest margin around the figures, relative to the greatest of them.
const MIN_MARGIN_BY_VALUE: f64 = 0.02;
/// The smallest side of a rectangle that is visible, units.
const MIN_SIDE: f64 = 6.0;

/// Renders reports of one flight, each as the rectangle of flight times and apogees that its digits
/// and words allow, and shades the region that no flight without downward thrust can reach: it
/// cannot reach that apogee and return in that time. Each report is listed below with its verdict
/// by physics alone. A report without an apogee or without a flight time is a strip across the
/// plane.
///
/// # Errors
///
/// Returns [`Error::OutsideDomain`] for no reports and for more than
/// [`MAX_REPORTS`](crate::MAX_REPORTS), and [`Error::NothingToPlot`] where no report has an apogee
/// or a flight time.
pub fn plane(reports: &[NamedReport]) -> Result<Picture> {
    check_number(reports)?;
    let sphere = Sphere::MEAN;
    let points: Vec<Point> = reports.iter().map(Point::of).collect();
    let region = Region::of(&points, sphere)?;
    let mut canvas = Canvas::new();
    let heading = "Apogee and flight time as reported";
    let y = canvas.paragraph(heading, (MARGIN, MARGIN + TEXT), Style::bold());
    let shaded = "Shaded: return sooner than any flight without downward thrust";
    let y = canvas.paragraph(shaded, (MARGIN, y), Style::small(Anchor::Start));
    let y = y + 0.3 * SMALL;
    canvas.text("apogee, km", (MARGIN, y), Style::small(Anchor::Start));
    let top = y + 0.9 * SMALL;
    let widest = width(&format!("{:.0}", Grouped(10.0 * region.apogees_km.1)), SMALL);
    let room = Frame { left: MARGIN + widest + 10.0, top, right: WIDTH - MARGIN, bottom: top + HEIGHT };
    let view = View {
        time: Axis { low: region.times_min.0, high: region.times_min.1, from: room.left, to: room.right },
        apogee: Axis { low: region.apogees_km.0, high: region.apogees_km.1, from: room.bottom, to: room.top },
        room,
    };
    view.shade(&mut canvas, sphere)?;
    view.apogee.render_left(&mut canvas, room.left, room.right);
    view.time.render_below(&mut canvas, room.bottom);
    for point in &points {
        view.render(&mut canvas, point);
    }
    for (index, point) in points.iter().enumerate() {
        view.number(&mut canvas, point, &(index + 1).to_string());
    }
    let y = room.bottom + 12.0 + 2.4 * SMALL;
    canvas.text("flight time, min", (room.right, y), Style::small(Anchor::End));
    let mut y = y + 1.5 * SMALL;
    let mut described = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let line = format!("{}. {}", index + 1, in_words(report)?);
        y = canvas.paragraph(&line, (MARGIN, y), Style::small(Anchor::Start));
        described.push(line);
    }
    Ok(canvas.finish(heading, &described.join("; "), y - SMALL + 8.0))
}

/// Returns the reporter, the figures and the verdict of a report.
fn in_words(report: &NamedReport) -> Result<String> {
    let verdict = match report.observation() {
        Some(observation) => consistency(observation)?.verdict.name(),
        None => "one figure",
    };
    Ok(format!("{}: {}; {verdict}", report.reporter(), report.figures_text()))
}

/// A figure with the bounds that its digits and words allow, in the unit of its axis.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// The figure as reported.
    value: f64,
    /// The lower bound.
    low: f64,
    /// The upper bound; none where there is none.
    high: Option<f64>,
}

impl Span {
    /// Converts a figure in SI to a unit.
    fn of(figure: SiFigure, unit: f64) -> Self {
        Self { value: figure.value / unit, low: figure.low / unit, high: figure.high.map(|high| high / unit) }
    }

    /// Returns the two ends that the picture must contain; for an open end, the figure itself.
    fn ends(&self) -> [f64; 2] {
        // A figure that is an upper bound has no lower end but zero.
        let low = if self.low > 0.0 { self.low } else { self.value };
        [low, self.high.unwrap_or(self.value)]
    }
}

/// A report as it is rendered.
struct Point {
    /// The apogee altitude, km; none if not reported.
    apogee_km: Option<Span>,
    /// The flight time, min; none if not reported.
    time_min: Option<Span>,
    /// Whether physics alone excludes the figures.
    is_impossible: bool,
}

impl Point {
    /// Returns a report in the units of the axes.
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

/// The part of the plane that is rendered.
struct Region {
    /// The shortest and the longest flight time, min.
    times_min: (f64, f64),
    /// The lowest and the highest apogee altitude, km.
    apogees_km: (f64, f64),
}

impl Region {
    /// Returns the part of the plane that contains every report and the bound at its apogee, with a
    /// margin.
    fn of(points: &[Point], sphere: Sphere) -> Result<Self> {
        let of = |span: fn(&Point) -> Option<Span>| -> Vec<f64> {
            points.iter().filter_map(span).flat_map(|span| span.ends()).collect()
        };
        let (mut apogees, mut times) = (of(|point| point.apogee_km), of(|point| point.time_min));
        // The bound at each apogee is shown beside the figures.
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
            let margin = (MARGIN_BY_SPAN * (high - low)).max(MIN_MARGIN_BY_VALUE * high);
            Some(((low - margin).max(0.0), high + margin))
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

/// The map from the plane to the picture.
struct View {
    /// The axis of the flight time, min.
    time: Axis,
    /// The axis of the apogee altitude, km.
    apogee: Axis,
    /// The area of the plane in the picture.
    room: Frame,
}

impl View {
    /// Shades the region that no flight can reach: flight times shorter than that of the vertical
    /// flight.
    fn shade(&self, canvas: &mut Canvas, sphere: Sphere) -> Result<()> {
        let mut bound = Vec::with_capacity(POINTS + 1);
        for i in 0..=POINTS {
            let share = i as f64 / POINTS as f64;
            let km = self.apogee.low + (self.apogee.high - self.apogee.low) * share;
            let minutes = if km > 0.0 { rectilinear_time_s(1e3 * km, sphere)? / 60.0 } else { 0.0 };
            bound.push((self.time.coordinate_within(minutes), self.apogee.coordinate(km)));
        }
        let mut region = bound.clone();
        region.extend([(self.room.left, self.room.top), (self.room.left, self.room.bottom)]);
        canvas.area(&region, PALE);
        // Where the bound lies outside the picture, no line is rendered along the edge.
        let inside = |point: &&(f64, f64)| point.0 > self.room.left && point.0 < self.room.right;
        let shown: Vec<(f64, f64)> = bound.iter().filter(inside).copied().collect();
        canvas.curve(&shown, Stroke::solid(INK, 2.5));
        canvas.keep_clear(&shown, 3.0);
        Ok(())
    }

    /// Returns the coordinate of a figure on an axis, or of the middle of the axis where there is
    /// no figure.
    fn coordinate(axis: &Axis, span: Option<Span>) -> f64 {
        span.map_or(0.5 * (axis.from + axis.to), |span| axis.coordinate_within(span.value))
    }

    /// Returns the point of the reported figures.
    fn centre(&self, point: &Point) -> (f64, f64) {
        (Self::coordinate(&self.time, point.time_min), Self::coordinate(&self.apogee, point.apogee_km))
    }

    /// Returns the coordinates of the two bounds of a figure on an axis, the smaller first; the
    /// ends of the axis where there is no figure.
    fn ends(axis: &Axis, span: Option<Span>) -> (f64, f64) {
        let (low, high) = match span {
            Some(span) => {
                (axis.coordinate_within(span.low), axis.coordinate_within(span.high.unwrap_or(f64::INFINITY)))
            }
            None => (axis.from, axis.to),
        };
        let (first, last) = (low.min(high), low.max(high));
        let missing = (MIN_SIDE - (last - first)).max(0.0);
        (first - 0.5 * missing, last + 0.5 * missing)
    }

    /// Renders a report as a rectangle and, where both figures are given, a dot.
    fn render(&self, canvas: &mut Canvas, point: &Point) {
        let colour = if point.is_impossible { ORANGE } else { BLUE };
        let (left, right) = Self::ends(&self.time, point.time_min);
        let (top, bottom) = Self::ends(&self.apogee, point.apogee_km);
        // A bound that is open or lies outside the picture has no edge.
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

    /// Writes the number of a report as near to it as there is room.
    fn number(&self, canvas: &mut Canvas, point: &Point, number: &str) {
        canvas.label(&[number], self.centre(point), TEXT, self.room);
    }
}
