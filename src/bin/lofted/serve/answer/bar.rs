//! The interval as a bar over the classes of the scheme. Places are percentages, so that the texts
//! keep their size at any width.

use lofted::Estimate;
use lofted::catalogue::Flight;
use lofted::export::{ClassSchemeJson, EstimateJson};

use super::super::html::escaped;

/// The shortest bar, km.
const MIN_END_KM: f64 = 8_000.0;
/// The narrowest class that has room for its name, percent.
const MIN_NAMED: f64 = 9.0;

/// Returns the bar; nothing where there is no range.
pub fn bar(json: &EstimateJson, estimate: &Estimate, flight: Option<&Flight>) -> String {
    let Some(median) = json.range_km.median else { return String::new() };
    let low = json.range_km.p05.unwrap_or(median);
    // An interval that ends in global reach has no end on the bar.
    let high = json.range_km.p95.filter(|_| json.range_km.p05.is_some());
    let published = flight.map_or(&[][..], |flight| flight.estimates.as_slice());
    let ends = published.iter().flat_map(|one| [one.range_km_low, one.range_km_high]).flatten();
    let marks: Vec<f64> = ends.collect();
    let furthest = marks.iter().copied().fold(high.unwrap_or(median).max(median), f64::max);
    let end = (1.15 * furthest).max(MIN_END_KM);
    let end = (end / 1_000.0).ceil() * 1_000.0;
    let at = |km: f64| (100.0 * km / end).clamp(0.0, 100.0);
    let scheme = ClassSchemeJson::of(estimate.model.scheme());
    let mut svg = String::new();
    for (index, band) in scheme.bands.iter().enumerate() {
        let (from, to) = (at(band.lower_km), at(band.upper_km.unwrap_or(end)));
        let width = to - from;
        if !(width > 0.0) {
            continue;
        }
        svg += &format!(
            "<rect class=\"band band-{}\" x=\"{from:.2}%\" y=\"20\" width=\"{width:.2}%\" height=\"26\"/>",
            index % 2
        );
        if width >= MIN_NAMED {
            svg += &format!(
                "<text class=\"name\" x=\"{:.2}%\" y=\"13\">{}</text>",
                from + 0.5 * width,
                escaped(band.class)
            );
        }
        if band.lower_km > 0.0 {
            svg += &format!(
                "<text class=\"tick\" x=\"{from:.2}%\" y=\"64\">{}</text>",
                thousands(band.lower_km)
            );
        }
    }
    let to = high.map_or(100.0, at);
    svg += &format!(
        "<rect class=\"interval-bar\" x=\"{:.2}%\" y=\"25\" width=\"{:.2}%\" height=\"16\" rx=\"2\"/>",
        at(low),
        (to - at(low)).max(0.6)
    );
    let x = at(median);
    svg += &format!("<line class=\"median\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"20\" y2=\"46\"/>");
    for km in marks {
        svg += &format!("<circle class=\"published-mark\" cx=\"{:.2}%\" cy=\"48\" r=\"4\"/>", at(km));
    }
    let words = match high {
        Some(high) => format!(
            "The 90 % interval, {} to {} km, with the median, {} km, over the classes of the scheme {}",
            thousands(low),
            thousands(high),
            thousands(median),
            scheme.name
        ),
        None => {
            format!("The range, {} km, over the classes of the scheme {}", thousands(median), scheme.name)
        }
    };
    format!(
        "<svg class=\"bar\" role=\"img\" width=\"100%\" height=\"70\" aria-label=\"{}\">{svg}</svg>\
         <p class=\"plain\">Classes by {}, in km.</p>",
        escaped(words),
        escaped(scheme.source)
    )
}

/// Returns a whole number with commas between thousands.
fn thousands(km: f64) -> String {
    let digits = format!("{km:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
