//! The methods side by side.

use super::Picture;
use super::canvas::{Canvas, GREY, INK, MARGIN, ORANGE, SMALL, Stroke, Style, TEXT, WIDTH};
use super::classes;
use super::measure::Anchor;
use super::posterior::interval_bar;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::model::Method;
use crate::reach::Reach;

/// From one method to the next.
const ROW: f64 = 74.0;

/// What a method is, in as many words as fit.
fn in_words(method: Method) -> &'static str {
    match method {
        Method::Flat => "twice the apogee",
        Method::Kepler => "the energy of the free arc",
        Method::AnalyticBoost => "the propulsion, in closed form",
        Method::FlownNominal => "one vehicle, flown",
        Method::Flown => "every vehicle of the prior",
    }
}

/// Draws what each method makes of a report, from the simplest up, with the bounds of the classes.
///
/// # Errors
///
/// [`Error::NothingToPlot`] for an impossible report, about which no method is asked.
pub fn ladder(estimate: &Estimate) -> Result<Picture> {
    // Method and reach; none where the method has no answer.
    let rows: Vec<(Method, Option<Reach>)> =
        estimate.ladder.iter().map(|rung| (rung.method, rung.reach().ok())).collect();
    if rows.is_empty() {
        return Err(Error::NothingToPlot {
            picture: "the ladder",
            missing: "no flight has these figures; draw the plane, which shows by how much",
        });
    }
    let interval = estimate.posterior();
    let ends = interval.map(|found| [found.reach.p05, found.reach.p95]);
    let numbers: Vec<f64> = rows
        .iter()
        .filter_map(|(_, reach)| *reach)
        .chain(ends.into_iter().flatten())
        .filter_map(|reach| reach.range_km())
        .collect();
    let low = numbers.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let high = numbers.iter().copied().reduce(f64::max).unwrap_or(1e4);
    let scheme = estimate.model.scheme();
    let mut canvas = Canvas::new();
    let y = canvas.paragraph("Range on a standard trajectory", (MARGIN, MARGIN + TEXT), Style::bold());
    let y = canvas.paragraph(&estimate.observation.to_string(), (MARGIN, y), Style::small(Anchor::Start));
    let right = WIDTH - MARGIN;
    let axis = classes::axis(scheme, low, high, (MARGIN, right));
    let names_at = y + 0.5 * SMALL;
    classes::names(&mut canvas, scheme, &axis, names_at, |_| None);
    for bound in classes::bounds_on(scheme, &axis) {
        let x = axis.place(bound);
        canvas.line((x, names_at - 0.8 * SMALL), (x, names_at + 4.0), Stroke::solid(INK, 2.0));
    }
    let mut y = names_at + SMALL;
    let mut described = Vec::new();
    for (method, reach) in rows {
        let value = reach.map_or_else(|| "no answer".to_owned(), |reach| reach.to_string());
        y += TEXT;
        canvas.text(&value, (right, y), Style::text(Anchor::End));
        canvas.text(&format!("{method}: {}", in_words(method)), (MARGIN, y), Style::small(Anchor::Start));
        described.push(format!("{method} {value}"));
        let track = y + 22.0;
        canvas.line((MARGIN, track), (right, track), Stroke::solid(GREY, 1.0));
        for bound in classes::bounds_on(scheme, &axis) {
            let x = axis.place(bound);
            canvas.line((x, track - 9.0), (x, track + 9.0), Stroke::solid(INK, 2.0));
        }
        match (method, interval, reach.map(|reach| reach.range_km())) {
            (Method::Flown, Some(found), _) => {
                interval_bar(
                    &mut canvas,
                    found,
                    |reach| reach.range_km().map(|km| axis.place_within(km)),
                    right,
                    track,
                    ORANGE,
                );
            }
            (_, _, Some(Some(km))) => canvas.dot((axis.place_within(km), track), 9.0, ORANGE),
            _ => {}
        }
        y += ROW - TEXT;
    }
    axis.draw_below(&mut canvas, y);
    let caption =
        if interval.is_some() { "range, km; of flown the median, 68 and 90 in 100" } else { "range, km" };
    let y = canvas.paragraph(caption, (MARGIN, y + 12.0 + 2.5 * SMALL), Style::small(Anchor::Start));
    let description = format!("{}: {}", estimate.observation, described.join(", "));
    Ok(canvas.finish("Range by method, from the simplest up", &description, y - SMALL + 8.0))
}
