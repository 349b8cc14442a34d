//! Renders the pictures of the documents: 4 July 2017 in four ways, and the figures of 24 March
//! 2022, which no flight can have.
//!
//! `cargo run --release --features plot --example pictures` writes them into `docs/pictures/`, or
//! into the folder named after `--`.

use std::path::Path;

use lofted::catalogue::Catalogue;
use lofted::plot::{self, Picture};
use lofted::{Error, Model, NamedReport, Observation, estimate};

/// Returns the report of every authority on a flight of the catalogue.
fn reports(catalogue: &Catalogue, id: &str) -> Result<Vec<NamedReport>, Error> {
    catalogue
        .flight(id)
        .map_or(&[][..], |flight| &flight.reports)
        .iter()
        .map(|report| report.named())
        .collect()
}

/// Renders the pictures and returns each with its file name.
pub fn pictures() -> Result<Vec<(&'static str, Picture)>, Error> {
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
    ])
}

/// Writes the pictures.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "docs/pictures".to_owned());
    std::fs::create_dir_all(&folder)?;
    let expected = [
        "ICBM (scheme us)",
        "over 99.9 %",
        "flown: every vehicle that fits",
        "Russia MoD",
        "4,052 s; impossible",
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
