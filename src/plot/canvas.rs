//! What every picture is drawn on: its size, its palette, its sizes of text, and where text already stands.

use svg::node::Text;
use svg::node::element::{Circle, Description, Element, Line, Path, Rectangle, Title};
use svg::{Document, Node};

use super::Picture;
use super::measure::{Anchor, Frame, frame, lines, width};

/// Of every picture: tenths of a millimetre in a column of 85 mm.
pub(super) const WIDTH: f64 = 850.0;
/// Left and right of what is drawn.
pub(super) const MARGIN: f64 = 24.0;
/// Text of seven points in such a column, and of six.
pub(super) const TEXT: f64 = 25.0;
pub(super) const SMALL: f64 = 21.5;
/// From one line of text to the next, over the size.
pub(super) const LEADING: f64 = 1.3;

/// Text and axes.
pub(super) const INK: &str = "#222222";
/// Lines that are no data.
pub(super) const GREY: &str = "#8a8a8a";
/// Grounds.
pub(super) const PALE: &str = "#e4e4e4";
/// What was reported. Blue and orange of the palette of Okabe and Ito: apart for the colour-blind, and by a third of the scale in
/// greyscale.
pub(super) const BLUE: &str = "#0072b2";
/// The range on a standard trajectory, and what is impossible.
pub(super) const ORANGE: &str = "#e69f00";

/// Labels are tried so far apart, and tied to what they name from so far away.
const LABEL_STEP: f64 = 6.0;
const FAR: f64 = 40.0;

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    /// Lengths of dash and gap.
    pub(super) dash: Option<&'static str>,
}

impl Stroke {
    pub(super) const fn solid(colour: &'static str, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    pub(super) const fn dashed(colour: &'static str, width: f64, dash: &'static str) -> Self {
        Self { colour, width, dash: Some(dash) }
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) is_bold: bool,
}

impl Style {
    pub(super) const fn text(anchor: Anchor) -> Self {
        Self { size: TEXT, anchor, is_bold: false }
    }

    pub(super) const fn small(anchor: Anchor) -> Self {
        Self { size: SMALL, anchor, is_bold: false }
    }

    /// Of the answer.
    pub(super) const fn bold() -> Self {
        Self { size: TEXT, anchor: Anchor::Start, is_bold: true }
    }

    /// Bold letters are wider.
    fn measured(&self) -> f64 {
        if self.is_bold { 1.1 * self.size } else { self.size }
    }
}

/// A picture in the making.
pub(super) struct Canvas {
    nodes: Vec<Box<dyn Node>>,
    taken: Vec<Frame>,
}

/// A coordinate to a tenth of a unit, the same wherever the last bits differ.
fn tenth(x: f64) -> String {
    let rounded = format!("{:.1}", (10.0 * x).round() / 10.0);
    let shortest = rounded.trim_end_matches('0').trim_end_matches('.');
    if shortest == "-0" { "0".to_owned() } else { shortest.to_owned() }
}

/// What XML can hold: no control characters.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c })
        .collect()
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { nodes: Vec::new(), taken: Vec::new() }
    }

    fn draw(&mut self, node: impl Node) {
        self.nodes.push(Box::new(node));
    }

    /// A line through places; nothing for fewer than two.
    pub(super) fn curve(&mut self, places: &[(f64, f64)], stroke: Stroke) {
        if let Some(course) = course(places) {
            let path = Path::new().set("d", course).set("fill", "none").set("stroke-linejoin", "round");
            self.draw(stroked(path.into(), stroke));
        }
    }

    /// An area with its border through places.
    pub(super) fn area(&mut self, places: &[(f64, f64)], fill: &str) {
        if let Some(course) = course(places) {
            self.draw(Path::new().set("d", course + "Z").set("fill", fill));
        }
    }

    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: Stroke) {
        let line =
            Line::new().set("x1", tenth(x1)).set("y1", tenth(y1)).set("x2", tenth(x2)).set("y2", tenth(y2));
        self.draw(stroked(line.into(), stroke));
    }

    pub(super) fn bar(&mut self, frame: Frame, fill: &str) {
        let bar = Rectangle::new()
            .set("x", tenth(frame.left))
            .set("y", tenth(frame.top))
            .set("width", tenth((frame.right - frame.left).max(0.0)))
            .set("height", tenth((frame.bottom - frame.top).max(0.0)))
            .set("fill", fill);
        self.draw(bar);
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, fill: &str) {
        let dot =
            Circle::new().set("cx", tenth(x)).set("cy", tenth(y)).set("r", tenth(radius)).set("fill", fill);
        self.draw(stroked(dot.into(), Stroke::solid("#ffffff", 1.5)));
    }

    /// A text of one line, whatever stands there.
    pub(super) fn text(&mut self, text: &str, place: (f64, f64), style: Style) {
        let text = printable(text);
        self.taken.push(frame(&text, style.measured(), place, style.anchor));
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::MedianVehicle => "middle",
            Anchor::End => "end",
        };
        let mut element = Element::new("text");
        element.assign("x", tenth(place.0));
        element.assign("y", tenth(place.1));
        element.assign("font-size", tenth(style.size));
        element.assign("text-anchor", anchor);
        element.assign("fill", INK);
        if style.is_bold {
            element.assign("font-weight", "bold");
        }
        element.append(Text::new(text));
        self.draw(element);
    }

    /// A text that may take several lines, from a baseline down; the baseline for what follows.
    pub(super) fn paragraph(&mut self, text: &str, (x, y): (f64, f64), style: Style) -> f64 {
        let mut baseline = y;
        for line in lines(&printable(text), style.measured(), WIDTH - MARGIN - x) {
            self.text(&line, (x, baseline), style);
            baseline += LEADING * style.size;
        }
        baseline
    }

    /// Texts one below the other inside `room` where nothing stands, as near to a place as there is room, and tied to it by a line if
    /// that is far. Nothing where there is no room at all.
    pub(super) fn label(&mut self, texts: &[&str], place: (f64, f64), size: f64, room: Frame) {
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
            .filter(|frame| !self.taken.iter().any(|taken| taken.overlaps(frame)))
            .min_by(|a, b| a.badness(place).total_cmp(&b.badness(place)));
        let Some(frame) = nearest else { return };
        if frame.distance(place) > FAR {
            self.line(frame.nearest(place), place, Stroke::solid(GREY, 1.2));
        }
        for (text, line) in texts.iter().zip(0_u8..) {
            let baseline = frame.top + 0.8 * size + step * f64::from(line);
            self.text(text, (frame.left, baseline), Style { size, anchor: Anchor::Start, is_bold: false });
        }
    }

    /// Keeps labels away from places.
    pub(super) fn keep_clear(&mut self, places: &[(f64, f64)], radius: f64) {
        self.taken.extend(places.iter().map(|(x, y)| Frame {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        }));
    }

    /// A straight line, upright or level, that labels keep away from.
    pub(super) fn edge(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.line(from, to, stroke);
        self.taken.push(Frame {
            left: from.0.min(to.0) - stroke.width,
            top: from.1.min(to.1) - stroke.width,
            right: from.0.max(to.0) + stroke.width,
            bottom: from.1.max(to.1) + stroke.width,
        });
    }

    /// The picture, with what it is called and what it shows in words.
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
        Picture { svg: format!("{document}\n") }
    }
}

fn stroked(mut element: Element, stroke: Stroke) -> Element {
    element.assign("stroke", stroke.colour);
    element.assign("stroke-width", tenth(stroke.width));
    if let Some(dash) = stroke.dash {
        element.assign("stroke-dasharray", dash);
    }
    element
}

/// The path through places, without those that round to the one before.
fn course(places: &[(f64, f64)]) -> Option<String> {
    let mut course = String::new();
    let mut last = None;
    for (x, y) in places.iter().filter(|(x, y)| x.is_finite() && y.is_finite()) {
        let place = format!("{},{}", tenth(*x), tenth(*y));
        if last.as_ref() != Some(&place) {
            course.push_str(if course.is_empty() { "M" } else { " L" });
            course.push_str(&place);
            last = Some(place);
        }
    }
    course.contains('L').then_some(course)
}
