//! Renders the pictures of the documents: 4 July 2017 in four ways, the figures of 24 March 2022,
//! which no flight can have, and where the known ranges of docs/validation.csv fall.
//!
//! `cargo run --release --features plot --example pictures` writes them into `docs/pictures/`, or
//! into the folder named after `--`.

use std::path::Path;

use lofted::catalogue::Catalogue;
use lofted::plot::{self, Picture, Placement, Placements};
use lofted::{Error, Model, NamedReport, Observation, estimate};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Returns the report of every authority on a flight of the catalogue.
fn reports(catalogue: &Catalogue, id: &str) -> Result<Vec<NamedReport>, Error> {
    catalogue
        .flight(id)
        .map_or(&[][..], |flight| &flight.reports)
        .iter()
        .map(|report| report.named())
        .collect()
}

/// Returns where the ranges fall that examples/validation counted.
fn placements() -> Outcome<Vec<Placements>> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.csv");
    let mut rows = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(table)?;
    let named = |name: &str| Placements { name: name.to_owned(), places: Vec::new() };
    let mut kinds = vec![named("Flown distances, greatest range"), named("Published ranges, gravity turn")];
    for row in rows.records() {
        let row = row?;
        let percent = row.get(8).ok_or("a row has a percentage")?.parse()?;
        let is_inside = row.get(9) == Some("inside");
        let kind = usize::from(row.get(0) != Some("flown"));
        kinds.get_mut(kind).ok_or("there are two kinds")?.places.push(Placement { percent, is_inside });
    }
    Ok(kinds)
}

/// Renders the pictures and returns each with its file name.
pub fn pictures() -> Outcome<Vec<(&'static str, Picture)>> {
    let observation =
        Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build()?;
    let july_4 = estimate(&observation, &Model::default())?;
    let catalogue = Catalogue::public()?;
    Ok(vec![
        ("2017-07-04-flights.svg", plot::flights(&july_4)?),
        ("2017-07-04-posterior.svg", plot::posterior(&july_4)?),
        ("2017-07-04-ladder.svg", plot::ladder(&july_4)?),
        ("2017-07-04-plane.svg", plot::plane(&reports(&catalogue, "HS14-2017-07-04")?)?),
        ("2022-03-24-plane.svg", plot::plane(&reports(&catalogue, "ICBM-2022-03-24")?)?),
        ("validation.svg", plot::placements(&placements()?)?),
    ])
}

/// Writes the pictures.
pub fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "docs/pictures".to_owned());
    std::fs::create_dir_all(&folder)?;
    let expected = [
        "ICBM (scheme us)",
        "standard trajectory",
        "flown: every vehicle that fits",
        "Russia MoD",
        "4,052 s; impossible",
        "expected",
    ];
    let pictures = pictures()?;
    assert_eq!(pictures.len(), expected.len());
    for ((name, picture), expected) in pictures.into_iter().zip(expected) {
        assert!(picture.svg().contains(expected), "{name} does not contain {expected:?}");
        let path = Path::new(&folder).join(name);
        std::fs::write(&path, picture.svg())?;
        println!("{}", path.display());
    }
    Ok(())
}
