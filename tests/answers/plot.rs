//! Pictures: the committed ones but for last digits, and of any estimate well-formed, legible and
//! to scale.

/// The example that renders the pictures.
#[path = "../../examples/pictures.rs"]
pub mod pictures;

use std::fs;
use std::path::Path;

use crate::common::last_digits::are_alike;
use crate::common::reports;
use crate::common::tolerance::{
    PICTURE_APOGEE_RELATIVE, PICTURE_GROUND_RANGE_KM, PICTURE_SCALE, PICTURE_UNITS,
};
use lofted::plot::{self, Picture};
use lofted::{
    ClassScheme, Error, Estimate, Method, Model, NamedReport, Observation, Prior, Reported, estimate,
};
use roxmltree::{Document, Node};

const RADIUS_KM: f64 = 6_371.008_8;
const BLUE: &str = "#0072b2";
const ORANGE: &str = "#e69f00";

#[test]
fn the_committed_pictures_are_rendered_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let rendered = pictures::pictures().unwrap();
    for (name, picture) in &rendered {
        let committed = fs::read_to_string(folder.join(name)).unwrap();
        assert!(
            are_alike(&committed, picture.svg()),
            "{name} is stale; cargo run --release --features plot --example pictures"
        );
        legible(picture, name);
    }
    // The page's picture is a screenshot: `.ci/page` makes it.
    let svg = |entry: &std::io::Result<fs::DirEntry>| {
        entry.as_ref().unwrap().path().extension().is_some_and(|of| of == "svg")
    };
    let committed = fs::read_dir(folder).unwrap().filter(svg).count();
    assert_eq!(committed, rendered.len(), "a picture that nothing renders");
}

fn observation(figures: [&str; 3]) -> Observation {
    builder(figures).build().unwrap()
}

/// An estimate from few draws, enough for a picture.
fn quick(figures: [&str; 3], method: Method) -> Estimate {
    let model = Model::default().with_method(method).with_draws(32).unwrap();
    estimate(&observation(figures), &model).unwrap()
}

fn attribute(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("no {name} in {node:?}"));
    text.parse().unwrap_or_else(|_| panic!("{name} = {text:?}"))
}

/// Advances of printable ASCII in DejaVu Sans, the widest of the fonts asked for, in thousandths of
/// the size.
const ADVANCES: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Left, top, right, bottom of a text.
fn frame(text: Node<'_, '_>) -> [f64; 4] {
    let (x, y, size) = (attribute(text, "x"), attribute(text, "y"), attribute(text, "font-size"));
    let advance = |c: char| {
        let place = (c as usize).wrapping_sub(32);
        // What is not in the table is taken as a full square.
        f64::from(ADVANCES.get(place).copied().unwrap_or(1_000)) / 1e3
    };
    let bold = if text.attribute("font-weight").is_some() { 1.1 } else { 1.0 };
    let width = bold * size * text.text().unwrap_or_default().trim().chars().map(advance).sum::<f64>();
    let left = match text.attribute("text-anchor") {
        Some("middle") => x - 0.5 * width,
        Some("end") => x - width,
        _ => x,
    };
    [left, y - 0.73 * size, left + width, y + 0.24 * size]
}

/// Everything that holds for every picture.
#[track_caller]
fn legible(picture: &Picture, what: &str) {
    let svg = picture.svg();
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{what}: {error}"));
    let root = document.root_element();
    let (width, height) = (attribute(root, "width"), attribute(root, "height"));
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {width} {height}").as_str()));
    assert!(height > 0.3 * width && height < 3.0 * width, "{what}: {width} by {height}");
    assert!(!svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("\n\n"), "{what}");
    let named = |name: &str| document.descendants().any(|node| node.has_tag_name(name));
    assert!(named("title") && named("desc") && !named("image"), "{what}");
    for node in document.descendants().filter(Node::is_element) {
        for name in ["fill", "stroke"].into_iter().filter_map(|name| node.attribute(name)) {
            let palette = ["none", "#ffffff", "#222222", "#8a8a8a", "#e4e4e4", BLUE, ORANGE];
            assert!(palette.contains(&name), "{what}: {name}");
        }
    }
    let texts: Vec<_> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
    assert!(!texts.is_empty());
    for (i, text) in texts.iter().enumerate() {
        // Six points in a column of 85 mm, of which a unit is a tenth of a millimetre.
        assert!(attribute(*text, "font-size") * 0.1 / 25.4 * 72.0 > 6.0, "{what}: {text:?}");
        let [left, top, right, bottom] = frame(*text);
        assert!(
            left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
            "{what}: {:?} leaves the picture",
            text.text()
        );
        for other in &texts[..i] {
            let [l, t, r, b] = frame(*other);
            assert!(
                left >= r || l >= right || top >= b || t >= bottom,
                "{what}: {:?} over {:?}",
                text.text(),
                other.text()
            );
        }
    }
}

const REPORTS: [[&str; 3]; 12] = [
    ["2,802 km", "930 km", "37 min"],
    ["4,475 km", "950 km", "53 min"],
    ["6,000 km", "1,100 km", "71 min"],
    ["40,000 km", "10,000 km", ""],
    ["150 km", "300 km", ""],
    ["550 km", "2,700 km", "14 min"],
    ["1,094 km", "5,311 km", ""],
    ["more than 2,000 km", "", "about 30 min"],
    ["", "3,200 km", "25 min"],
    ["500 km", "0 km", ""],
    ["between 2,111.25 and 2,222.75 km", "between 777.125 and 888.875 km", "between 30 and 31 min"],
    ["1 km", "2 km", "1 min"],
];

#[test]
fn pictures_of_any_estimate_are_legible() {
    let mut rendered = 0;
    for figures in REPORTS {
        let found = quick(figures, Method::Flown);
        let named = NamedReport::new("as reported", builder(figures)).unwrap();
        for (name, picture) in [
            ("flights", plot::flights(&found)),
            ("posterior", plot::posterior(&found)),
            ("ladder", plot::ladder(&found)),
            ("plane", plot::plane(&[named])),
        ] {
            match picture {
                Ok(picture) => {
                    legible(&picture, &format!("{name} of {figures:?}"));
                    rendered += 1;
                }
                // Where no vehicle of the prior flies the report there is no flight and no
                // interval.
                Err(Error::NothingToPlot { .. }) => {
                    assert!(found.posterior().is_none() && !["ladder", "plane"].contains(&name));
                }
                Err(error) => panic!("{name} of {figures:?}: {error}"),
            }
        }
    }
    assert!(rendered >= 4 * 11, "{rendered}");
}

fn builder(figures: [&str; 3]) -> lofted::ObservationBuilder {
    reports::figures(figures.map(|text| text.parse::<Reported>().ok()))
}

#[test]
fn placements_of_any_number_are_legible() {
    let places = |count: usize, step: f64| {
        (0..count)
            .map(|i| (i as f64 * step) % 100.0)
            .map(|percent| plot::Placement { percent, is_inside: (5.0..=95.0).contains(&percent) })
            .collect::<Vec<_>>()
    };
    for (first, second) in [(1, 0), (3, 2), (14, 60), (200, 1)] {
        let kinds = [
            plot::Placements { name: "<flown> & 'counted'".to_owned(), places: places(first, 7.3) },
            plot::Placements {
                name: "a name that goes on and on and on, and then on".to_owned(),
                places: places(second, 0.0),
            },
        ];
        let picture = plot::placements(&kinds).unwrap();
        legible(&picture, "placements");
        // A dot for each range, and none over another.
        let document = Document::parse(picture.svg()).unwrap();
        let dots: Vec<_> = document.descendants().filter(|node| node.has_tag_name("circle")).collect();
        assert_eq!(dots.len(), first + second);
        for (i, dot) in dots.iter().enumerate() {
            let (x, y) = (attribute(*dot, "cx"), attribute(*dot, "cy"));
            for other in &dots[..i] {
                let apart = (x - attribute(*other, "cx")).hypot(y - attribute(*other, "cy"));
                assert!(apart >= 2.0 * attribute(*dot, "r"), "{apart}");
            }
        }
    }
    let none = plot::Placements { name: String::new(), places: Vec::new() };
    assert!(matches!(plot::placements(&[none]), Err(Error::NothingToPlot { .. })));
    for percent in [-0.1, 100.1, f64::NAN] {
        let place = plot::Placement { percent, is_inside: false };
        let wrong = plot::Placements { name: String::new(), places: vec![place] };
        assert!(matches!(plot::placements(&[wrong]), Err(Error::OutsideDomain { .. })));
    }
}

#[test]
fn other_schemes_definitions_and_methods_are_rendered() {
    let observation = observation(REPORTS[0]);
    for scheme in ClassScheme::built_in() {
        let model = Model::default().with_method(Method::FlownNominal).with_scheme(scheme.clone());
        let found = estimate(&observation, &model).unwrap();
        legible(&plot::ladder(&found).unwrap(), "ladder");
        legible(&plot::flights(&found).unwrap(), "flights");
    }
    let kepler = quick(REPORTS[0], Method::Kepler);
    legible(&plot::ladder(&kepler).unwrap(), "ladder");
}

#[test]
fn rival_reports_are_told_apart_however_they_are_named() {
    let names =
        ["<&\"'>\u{0}\u{1b}]]>", "a very long name of a ministry that goes on and on, and on", "国防部", ""];
    let reports: Vec<NamedReport> =
        (0..16_usize).map(|i| NamedReport::new(names[i % 4], builder(REPORTS[i % 3])).unwrap()).collect();
    let picture = plot::plane(&reports).unwrap();
    legible(&picture, "plane");
    let document = Document::parse(picture.svg()).unwrap();
    let numbers = document.descendants().filter(|node| {
        node.has_tag_name("text")
            && node.attribute("font-size") == Some("25")
            && node.attribute("font-weight").is_none()
    });
    let numbers: Vec<&str> = numbers.map(|node| node.text().unwrap().trim()).collect();
    assert_eq!(numbers, (1..=16).map(|n| n.to_string()).collect::<Vec<_>>());
    assert!(matches!(plot::plane(&[]), Err(Error::OutsideDomain { .. })));
    let ranges = NamedReport::new("JCS", Observation::builder().ground_range_km(500.0)).unwrap();
    let error = plot::plane(&[ranges]).unwrap_err().to_string();
    assert!(error.contains("no report has an apogee or a flight time; give one of them"), "{error}");
}

#[test]
fn what_an_estimate_does_not_have_is_not_rendered() {
    let impossible = quick(["6,248.5 km", "1,090 km", "4,052 s"], Method::Flown);
    let kepler = quick(REPORTS[0], Method::Kepler);
    for (picture, says) in [
        (plot::flights(&impossible), "no flight has these figures; plot the plane"),
        (plot::ladder(&impossible), "no flight has these figures; plot the plane"),
        (plot::posterior(&impossible), "there is no interval; it takes the method flown"),
        (plot::flights(&kepler), "the method flies no vehicle; estimate with flown_nominal or flown"),
        (plot::posterior(&kepler), "there is no interval"),
    ] {
        let error = picture.unwrap_err();
        assert!(matches!(error, Error::NothingToPlot { .. }), "{error:?}");
        assert!(error.to_string().contains(says), "{error}");
    }
    // The nominal vehicle says itself why it cannot.
    let nominal = quick(["150 km", "300 km", ""], Method::FlownNominal);
    assert!(matches!(plot::flights(&nominal), Err(Error::LoftUnreachable { .. })));
}

/// Circles of a colour, in the order rendered.
fn dots(document: &Document<'_>, colour: &str) -> Vec<(f64, f64)> {
    document
        .descendants()
        .filter(|node| node.has_tag_name("circle") && node.attribute("fill") == Some(colour))
        .map(|node| (attribute(node, "cx"), attribute(node, "cy")))
        .collect()
}

/// The places of a path.
fn places(path: Node<'_, '_>) -> Vec<(f64, f64)> {
    let data = path.attribute("d").unwrap().replace(['M', 'L', 'Z'], " ");
    data.split_whitespace()
        .map(|place| {
            let (x, y) = place.split_once(',').unwrap();
            (x.parse().unwrap(), y.parse().unwrap())
        })
        .collect()
}

fn distance((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    (x1 - x0).hypot(y1 - y0)
}

/// With a ruler: the scale from the bar, the Earth from three places of its surface, altitudes and
/// ranges from the dots.
#[test]
fn the_flights_are_to_scale() {
    let picture = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/2017-07-04-flights.svg"),
    )
    .unwrap();
    let document = Document::parse(&picture).unwrap();
    let bar = document
        .descendants()
        .find(|node| node.has_tag_name("line") && node.attribute("stroke-width") == Some("4"))
        .unwrap();
    let km_per_unit = 2_000.0 / (attribute(bar, "x2") - attribute(bar, "x1"));
    let surface = document
        .descendants()
        .filter(|node| node.has_tag_name("path") && node.attribute("stroke") == Some("#8a8a8a"))
        .map(places)
        .next()
        .unwrap();
    let centre = centre_of(surface[0], surface[surface.len() / 2], surface[surface.len() - 1]);
    let near = |got: f64, expected: f64| {
        assert!((got / expected - 1.0).abs() < PICTURE_SCALE, "{got} km, expected {expected}");
    };
    let radius = distance(centre, surface[0]);
    near(radius * km_per_unit, RADIUS_KM);
    for place in surface {
        assert!((distance(place, centre) - radius).abs() < PICTURE_UNITS, "the ground is round");
    }
    let altitude_km = |place| (distance(place, centre) - radius) * km_per_unit;
    let angle = |(x, y): (f64, f64)| (x - centre.0).atan2(centre.1 - y);
    let [launch] = dots(&document, "#222222")[..] else { panic!("one launch") };
    let range_km = |place| (angle(place) - angle(launch)) * RADIUS_KM;
    let [loft_apogee, loft_impact] = dots(&document, BLUE)[..] else { panic!("two dots a flight") };
    // The dots stand where this vehicle was highest and where it came down.
    assert!((altitude_km(loft_apogee) / 2_802.0 - 1.0).abs() < PICTURE_APOGEE_RELATIVE);
    assert!((range_km(loft_impact) - 930.0).abs() < PICTURE_GROUND_RANGE_KM, "{}", range_km(loft_impact));
    let [apogee, impact] = dots(&document, ORANGE)[..] else { panic!("two dots a flight") };
    // The last of the texts that end so.
    let said = |ending: &str| -> f64 {
        let texts: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .filter(|text| text.ends_with(ending))
            .collect();
        let number = texts.last().unwrap().split_whitespace().next().unwrap();
        number.replace(',', "").parse().unwrap()
    };
    near(altitude_km(apogee), said("min"));
    near(range_km(impact), said("km far"));
    near(range_km(impact), said("ICBM (scheme us)"));
}

fn centre_of((x1, y1): (f64, f64), (x2, y2): (f64, f64), (x3, y3): (f64, f64)) -> (f64, f64) {
    let d = 2.0 * (x1 * (y2 - y3) + x2 * (y3 - y1) + x3 * (y1 - y2));
    let (a, b, c) = (x1 * x1 + y1 * y1, x2 * x2 + y2 * y2, x3 * x3 + y3 * y3);
    ((a * (y2 - y3) + b * (y3 - y1) + c * (y1 - y2)) / d, (a * (x3 - x2) + b * (x1 - x3) + c * (x2 - x1)) / d)
}

/// Whether a place is inside a polygon: by how often a line from it crosses the sides.
fn is_inside((x, y): (f64, f64), polygon: &[(f64, f64)]) -> bool {
    let sides = polygon.iter().zip(polygon.iter().cycle().skip(1));
    let crossed = sides
        .filter(|((x0, y0), (x1, y1))| (*y0 > y) != (*y1 > y) && x < x0 + (x1 - x0) * (y - y0) / (y1 - y0));
    crossed.count() % 2 == 1
}

#[test]
fn only_the_impossible_report_is_in_the_shade() {
    for (name, inside, outside) in [("2017-07-04-plane.svg", 0, 3), ("2022-03-24-plane.svg", 1, 1)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(name);
        let picture = fs::read_to_string(path).unwrap();
        let document = Document::parse(&picture).unwrap();
        let shade = document
            .descendants()
            .find(|node| node.has_tag_name("path") && node.attribute("fill") == Some("#e4e4e4"))
            .map(places)
            .unwrap();
        let (impossible, possible) = (dots(&document, ORANGE), dots(&document, BLUE));
        assert!(impossible.iter().all(|dot| is_inside(*dot, &shade)), "{name}");
        assert!(possible.iter().all(|dot| !is_inside(*dot, &shade)), "{name}");
        assert_eq!((impossible.len(), possible.len()), (inside, outside), "{name}");
    }
}

/// The heights of the bars add up to the probabilities of the posterior.
#[test]
fn the_bars_are_the_posterior() {
    let found = quick(REPORTS[1], Method::Flown);
    let posterior = found.posterior().unwrap();
    let picture = plot::posterior(&found).unwrap();
    let document = Document::parse(picture.svg()).unwrap();
    let heights = |colour: &str| -> f64 {
        let bars = document.descendants().filter(|node| node.has_tag_name("rect"));
        bars.filter(|node| node.attribute("fill") == Some(colour)).map(|node| attribute(node, "height")).sum()
    };
    let (finite, global) = (heights(ORANGE), heights("#8a8a8a"));
    let share = global / (finite + global);
    let bars = 30.0 * PICTURE_UNITS / (finite + global);
    assert!((share - posterior.global_reach_probability).abs() < bars, "{share}");
    assert!(posterior.global_reach_probability > 0.05, "a report of which some vehicles reach every place");
}

/// The vehicle that is shown has at least the average weight, and its range is about the median.
#[test]
fn the_median_vehicle_is_about_the_median() {
    let prior = Prior::default().liquid();
    let model = Model::default().with_draws(64).unwrap().with_prior(prior);
    let found = estimate(&observation(REPORTS[0]), &model).unwrap();
    let posterior = found.posterior().cloned().unwrap();
    let middle_km = posterior.median_vehicle.reach.range_km().unwrap();
    let (low, high) = (posterior.quantile(0.4).unwrap(), posterior.quantile(0.6).unwrap());
    assert!((low.range_km().unwrap()..high.range_km().unwrap()).contains(&middle_km), "{middle_km}");
    assert!(posterior.sample.iter().any(|draw| draw.reach == posterior.median_vehicle.reach));
}

#[test]
fn the_two_colours_are_apart_in_greyscale() {
    // Rec. 709 weights, on the encoded values as a printer's conversion takes them.
    let grey = |colour: &str| {
        let part = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    assert!(grey(ORANGE) - grey(BLUE) > 0.25);
    assert!(1.0 - grey(ORANGE) > 0.25);
}
