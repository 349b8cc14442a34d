//! The methods side by side.

use crate::class::ClassScheme;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::model::Method;
use crate::plot::axis::Axis;
use crate::plot::canvas::{Canvas, GREY, INK, MARGIN, ORANGE, SMALL, Stroke, Style, TEXT, WIDTH};
use crate::plot::classes;
use crate::plot::measure::Anchor;
use crate::plot::picture::Picture;
use crate::plot::posterior::{IntervalStyle, interval_bar};
use crate::posterior::Posterior;
use crate::reach::Reach;

/// The distance from one method to the next, units.
const ROW: f64 = 74.0;

/// A method and its answer.
struct Row<'a> {
    method: Method,
    /// The range; none where the method has no answer.
    reach: Option<Reach>,
    /// The posterior of the method `flown`; none for another method.
    posterior: Option<&'a Posterior>,
}

/// Renders the range by each method for a report, from the simplest method up, with the bounds of
/// the classes.
///
/// # Errors
///
/// Returns [`Error::NothingToPlot`] for an impossible report, for which no method is run.
pub fn ladder(estimate: &Estimate) -> Result<Picture> {
    let rows = rows(estimate);
    if rows.is_empty() {
        return Err(Error::NothingToPlot {
            picture: "the ladder",
            missing: "no flight has these figures; plot the plane, which shows by how much",
        });
    }
    let scheme = estimate.model.scheme();
    let mut canvas = Canvas::new();
    let y = canvas.paragraph("Range on a standard trajectory", (MARGIN, MARGIN + TEXT), Style::bold());
    let y = canvas.paragraph(&estimate.observation.to_string(), (MARGIN, y), Style::small(Anchor::Start));
    let right = WIDTH - MARGIN;
    let axis = axis(&rows, scheme, right);
    let names_y = y + 0.5 * SMALL;
    classes::names(&mut canvas, scheme, &axis, names_y, |_| None);
    for bound in classes::bounds_on(scheme, &axis) {
        let x = axis.coordinate(bound);
        canvas.line((x, names_y - 0.8 * SMALL), (x, names_y + 4.0), Stroke::solid(INK, 2.0));
    }
    let mut y = names_y + SMALL;
    let mut described = Vec::new();
    for row in &rows {
        described.push(format!("{} {}", row.method, row.value()));
        y += TEXT;
        row.render(&mut canvas, &axis, &classes::bounds_on(scheme, &axis), y);
        y += ROW - TEXT;
    }
    axis.render_below(&mut canvas, y);
    let caption = if estimate.posterior().is_some() {
        "Range, km. For flown: median, 68 % and 90 % interval."
    } else {
        "Range, km."
    };
    let y = canvas.paragraph(caption, (MARGIN, y + 12.0 + 2.5 * SMALL), Style::small(Anchor::Start));
    let description = format!("{}: {}", estimate.observation, described.join(", "));
    Ok(canvas.finish("Range by method, from the simplest up", &description, y - SMALL + 8.0))
}

/// Returns a row for every method that was run.
fn rows(estimate: &Estimate) -> Vec<Row<'_>> {
    let row = |method, reach| {
        let posterior = estimate.posterior().filter(|_| method == Method::Flown);
        Row { method, reach, posterior }
    };
    estimate.ladder.iter().map(|rung| row(rung.method, rung.reach().ok())).collect()
}

/// Returns an axis that holds the range of every method and the 90 % interval, from the left margin
/// to a coordinate.
fn axis(rows: &[Row<'_>], scheme: &ClassScheme, right: f64) -> Axis {
    let posteriors = rows.iter().filter_map(|row| row.posterior);
    let ends = posteriors.flat_map(|posterior| [posterior.reach.p05, posterior.reach.p95]);
    let numbers: Vec<f64> =
        rows.iter().filter_map(|row| row.reach).chain(ends).filter_map(|reach| reach.range_km()).collect();
    let low = numbers.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let high = numbers.iter().copied().reduce(f64::max).unwrap_or(1e4);
    classes::axis(scheme, low, high, (MARGIN, right))
}

impl Row<'_> {
    /// Returns the range as it is printed.
    fn value(&self) -> String {
        match (self.reach, self.posterior) {
            (Some(reach), Some(posterior)) => posterior.reach.printed(reach).to_string(),
            (Some(reach), None) => reach.to_string(),
            (None, _) => "no answer".to_owned(),
        }
    }

    /// Renders the method with its range on a line with the class bounds, km; the text stands on a
    /// baseline.
    fn render(&self, canvas: &mut Canvas, axis: &Axis, bounds_km: &[f64], baseline: f64) {
        let method = self.method;
        canvas.text(&self.value(), (axis.to, baseline), Style::text(Anchor::End));
        let named = format!("{method}: {}", method.summary().to_lowercase());
        canvas.text(&named, (MARGIN, baseline), Style::small(Anchor::Start));
        let y = baseline + 22.0;
        canvas.line((MARGIN, y), (axis.to, y), Stroke::solid(GREY, 1.0));
        for bound in bounds_km {
            let x = axis.coordinate(*bound);
            canvas.line((x, y - 9.0), (x, y + 9.0), Stroke::solid(INK, 2.0));
        }
        match (self.posterior, self.reach.and_then(|reach| reach.range_km())) {
            (Some(posterior), _) => {
                let range_coordinate = |reach: Reach| reach.range_km().map(|km| axis.coordinate_within(km));
                let style = IntervalStyle { right: axis.to, y, colour: ORANGE };
                interval_bar(canvas, &posterior.reach, range_coordinate, style);
            }
            (None, Some(km)) => canvas.dot((axis.coordinate(km), y), 9.0, ORANGE),
            (None, None) => {}
        }
    }
}
