//! The canvas of a picture: its size, palette, text sizes, elements, and the areas that are already
//! occupied.

use svg::node::Text;
use svg::node::element::{Circle, Description, Element, Line, Path, Rectangle, Title};
use svg::{Document, Node};

use crate::plot::measure::{Anchor, Frame, frame, lines, width};
use crate::plot::picture::Picture;

/// The width of every picture, units: tenths of a millimetre in a column of 85 mm.
pub(super) const WIDTH: f64 = 850.0;
/// The margin left and right of the content, units.
pub(super) const MARGIN: f64 = 24.0;
/// The size of normal text, units: seven points in a column of 85 mm.
pub(super) const TEXT: f64 = 25.0;
/// The size of small text, units: six points in a column of 85 mm.
pub(super) const SMALL: f64 = 21.5;
/// The distance between the baselines of two lines of text, relative to the text size.
pub(super) const LEADING: f64 = 1.3;

/// The colour of text and axes.
pub(super) const INK: &str = "#222222";
/// The colour of lines that are not data.
pub(super) const GREY: &str = "#8a8a8a";
/// The colour of areas in the background.
pub(super) const PALE: &str = "#e4e4e4";
/// The colour of what was reported. Blue and orange are those of the palette of Okabe and Ito,
/// which colour-blind readers can tell apart; in greyscale they differ by a third of the scale.
pub(super) const BLUE: &str = "#0072b2";
/// The colour of the range on a standard trajectory, and of what is impossible.
pub(super) const ORANGE: &str = "#e69f00";

/// The distance between the positions that are tried for a label, units.
const LABEL_STEP: f64 = 6.0;
/// The distance from which a label is connected by a line to the point that it names, units.
const CONNECTION_DISTANCE: f64 = 40.0;

/// The style of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    /// The colour, as in SVG.
    pub(super) colour: &'static str,
    /// The width of the line, units.
    pub(super) width: f64,
    /// The lengths of dash and gap, units, as in SVG; none for a solid line.
    pub(super) dash: Option<&'static str>,
}

impl Stroke {
    /// Returns the style of a solid line.
    pub(super) const fn solid(colour: &'static str, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    /// Returns the style of a dashed line.
    pub(super) const fn dashed(colour: &'static str, width: f64, dash: &'static str) -> Self {
        Self { colour, width, dash: Some(dash) }
    }
}

/// The style of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// The text size, units.
    pub(super) size: f64,
    /// The end of the text that stands at its point.
    pub(super) anchor: Anchor,
    /// Whether the text is bold.
    pub(super) is_bold: bool,
}

impl Style {
    /// Returns the style of normal text.
    pub(super) const fn text(anchor: Anchor) -> Self {
        Self { size: TEXT, anchor, is_bold: false }
    }

    /// Returns the style of small text.
    pub(super) const fn small(anchor: Anchor) -> Self {
        Self { size: SMALL, anchor, is_bold: false }
    }

    /// Returns the style of the answer: normal size, bold.
    pub(super) const fn bold() -> Self {
        Self { size: TEXT, anchor: Anchor::Start, is_bold: true }
    }

    /// Returns the size by which the width of the text is measured: bold letters are wider.
    fn measured_size(&self) -> f64 {
        if self.is_bold { 1.1 * self.size } else { self.size }
    }
}

/// A picture under construction.
pub(super) struct Canvas {
    /// The elements, in the order in which they are rendered.
    nodes: Vec<Box<dyn Node>>,
    /// The areas that labels keep away from.
    occupied: Vec<Frame>,
}

/// Returns a coordinate rounded to a tenth of a unit, so that the last bits of a number do not
/// change the picture.
fn tenth(x: f64) -> String {
    let rounded = format!("{:.1}", (10.0 * x).round() / 10.0);
    let shortest = rounded.trim_end_matches('0').trim_end_matches('.');
    if shortest == "-0" { "0".to_owned() } else { shortest.to_owned() }
}

/// Replaces control characters, which XML cannot hold, by spaces.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c })
        .collect()
}

impl Canvas {
    /// Returns an empty canvas.
    pub(super) fn new() -> Self {
        Self { nodes: Vec::new(), occupied: Vec::new() }
    }

    /// Adds an element.
    fn push(&mut self, node: impl Node) {
        self.nodes.push(Box::new(node));
    }

    /// Adds a line through points; nothing for fewer than two.
    pub(super) fn curve(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        if let Some(path_data) = path_data(points) {
            let path = Path::new().set("d", path_data).set("fill", "none").set("stroke-linejoin", "round");
            self.push(stroked(path.into(), stroke));
        }
    }

    /// Adds an area whose border runs through points.
    pub(super) fn area(&mut self, points: &[(f64, f64)], fill: &str) {
        if let Some(path_data) = path_data(points) {
            self.push(Path::new().set("d", path_data + "Z").set("fill", fill));
        }
    }

    /// Adds a straight line.
    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: Stroke) {
        let line =
            Line::new().set("x1", tenth(x1)).set("y1", tenth(y1)).set("x2", tenth(x2)).set("y2", tenth(y2));
        self.push(stroked(line.into(), stroke));
    }

    /// Adds a filled rectangle.
    pub(super) fn bar(&mut self, frame: Frame, fill: &str) {
        let bar = Rectangle::new()
            .set("x", tenth(frame.left))
            .set("y", tenth(frame.top))
            .set("width", tenth((frame.right - frame.left).max(0.0)))
            .set("height", tenth((frame.bottom - frame.top).max(0.0)))
            .set("fill", fill);
        self.push(bar);
    }

    /// Adds a filled circle with a white border.
    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, fill: &str) {
        let dot =
            Circle::new().set("cx", tenth(x)).set("cy", tenth(y)).set("r", tenth(radius)).set("fill", fill);
        self.push(stroked(dot.into(), Stroke::solid("#ffffff", 1.5)));
    }

    /// Adds a text of one line, also where the area is occupied.
    pub(super) fn text(&mut self, text: &str, point: (f64, f64), style: Style) {
        let text = printable(text);
        self.occupied.push(frame(&text, style.measured_size(), point, style.anchor));
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let mut element = Element::new("text");
        element.assign("x", tenth(point.0));
        element.assign("y", tenth(point.1));
        element.assign("font-size", tenth(style.size));
        element.assign("text-anchor", anchor);
        element.assign("fill", INK);
        if style.is_bold {
            element.assign("font-weight", "bold");
        }
        element.append(Text::new(text));
        self.push(element);
    }

    /// Adds a text of as many lines as it needs, the first on a baseline, and returns the baseline
    /// for what follows.
    pub(super) fn paragraph(&mut self, text: &str, (x, y): (f64, f64), style: Style) -> f64 {
        let mut baseline = y;
        for line in lines(&printable(text), style.measured_size(), WIDTH - MARGIN - x) {
            self.text(&line, (x, baseline), style);
            baseline += LEADING * style.size;
        }
        baseline
    }

    /// Adds texts, one below the other, in the free area of `room` that is nearest to a point, and
    /// connects them to the point by a line if they are far from it. Adds nothing where no area is
    /// free.
    pub(super) fn label(&mut self, texts: &[&str], point: (f64, f64), size: f64, room: Frame) {
        let step = 1.15 * size;
        let wide = texts.iter().map(|text| width(&printable(text), size)).fold(0.0, f64::max);
        let high = step * texts.len().saturating_sub(1) as f64 + 1.05 * size;
        let along = |from: f64, to: f64| {
            let count = ((to - from) / LABEL_STEP).max(-1.0).floor() as i64;
            (0..=count).map(move |i| from + LABEL_STEP * i as f64)
        };
        let free = along(room.top, room.bottom - high).flat_map(|top| {
            along(room.left, room.right - wide).map(move |left| Frame {
                left,
                top,
                right: left + wide,
                bottom: top + high,
            })
        });
        let nearest = free
            .filter(|frame| !self.occupied.iter().any(|occupied| occupied.overlaps(frame)))
            .min_by(|a, b| a.label_penalty(point).total_cmp(&b.label_penalty(point)));
        let Some(frame) = nearest else { return };
        if frame.distance(point) > CONNECTION_DISTANCE {
            self.line(frame.nearest(point), point, Stroke::solid(GREY, 1.2));
        }
        for (text, line) in texts.iter().zip(0_u8..) {
            let baseline = frame.top + 0.8 * size + step * f64::from(line);
            self.text(text, (frame.left, baseline), Style { size, anchor: Anchor::Start, is_bold: false });
        }
    }

    /// Marks the surroundings of points, within a radius, as occupied.
    pub(super) fn keep_clear(&mut self, points: &[(f64, f64)], radius: f64) {
        self.occupied.extend(points.iter().map(|(x, y)| Frame {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        }));
    }

    /// Adds a straight vertical or horizontal line and marks it as occupied.
    pub(super) fn edge(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.line(from, to, stroke);
        self.occupied.push(Frame {
            left: from.0.min(to.0) - stroke.width,
            top: from.1.min(to.1) - stroke.width,
            right: from.0.max(to.0) + stroke.width,
            bottom: from.1.max(to.1) + stroke.width,
        });
    }

    /// Returns the picture, with a title and a description of its content in words.
    pub(super) fn finish(self, title: &str, description: &str, height: f64) -> Picture {
        let height = tenth(height);
        let mut document = Document::new()
            .set("viewBox", format!("0 0 {WIDTH} {height}"))
            .set("width", WIDTH)
            .set("height", height.clone())
            .set("role", "img")
            .set("font-family", "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif")
            .add(Title::new(printable(title)))
            .add(Description::new().add(Text::new(printable(description))))
            .add(Rectangle::new().set("width", WIDTH).set("height", height).set("fill", "#ffffff"));
        for node in self.nodes {
            document.append(node);
        }
        Picture::new(format!("{document}\n"))
    }
}

/// Sets the style of the line of an element.
fn stroked(mut element: Element, stroke: Stroke) -> Element {
    element.assign("stroke", stroke.colour);
    element.assign("stroke-width", tenth(stroke.width));
    if let Some(dash) = stroke.dash {
        element.assign("stroke-dasharray", dash);
    }
    element
}

/// Returns the SVG path data through points, without points that round to the one before; none for
/// fewer than two.
fn path_data(points: &[(f64, f64)]) -> Option<String> {
    let mut path_data = String::new();
    let mut last = None;
    for (x, y) in points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()) {
        let point = format!("{},{}", tenth(*x), tenth(*y));
        if last.as_ref() != Some(&point) {
            path_data.push_str(if path_data.is_empty() { "M" } else { " L" });
            path_data.push_str(&point);
            last = Some(point);
        }
    }
    path_data.contains('L').then_some(path_data)
}
