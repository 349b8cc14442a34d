//! Families of flights.

use std::fmt::Write;

use lofted::catalogue::{Catalogue, Flight};

use super::Outcome;
use super::evidence::{All, Evidence};
use super::work::{Computed, number};

/// The families of the country with most flights, with how the names of their flights begin. A
/// flight of no such family is in that of its country.
const FAMILIES: [(&str, &[&str]); 6] = [
    ("Hwasong-10 and Hwasong-12", &["HS10-", "HS12-", "IRBM-2022"]),
    ("Hwasong-14", &["HS14-"]),
    ("Hwasong-15 and Hwasong-17", &["HS15-", "HS17-", "ICBM"]),
    ("Hwasong-18 and Hwasong-19", &["HS18-", "HS19-"]),
    ("Pukguksong and another of medium range", &["PKS", "MRBM-"]),
    ("Scud, Nodong and KN-25", &["ERSCUD-", "NODONG-", "KN25-", "SRBM-"]),
];

/// The country with most flights.
const COUNTRY: &str = "North Korea";

/// The family of the flights whose country is not known.
const NO_COUNTRY: &str = "Other flights";

/// The family of the flights that are no ballistic arc.
const NO_ARC: &str = "Gliders and low flights, not estimated";

/// A family with its flights.
pub struct Family<'a> {
    /// The name of the family.
    pub name: String,
    /// The flights, in the order of the catalogue.
    pub flights: Vec<&'a Flight>,
}

/// Returns the families: those of the country with most flights in the order of their first
/// flights, then the other countries by name, flights of no known country, and those that are no
/// arc.
pub fn families(catalogue: &Catalogue) -> Vec<Family<'_>> {
    let mut families: Vec<Family<'_>> = Vec::new();
    for flight in catalogue.flights() {
        let name = family(flight);
        match families.iter_mut().find(|family| family.name == name) {
            Some(family) => family.flights.push(flight),
            None => families.push(Family { name, flights: vec![flight] }),
        }
    }
    families.sort_by(|one, other| place(&one.name).cmp(&place(&other.name)));
    families
}

/// Returns the place of a family among others: its group, and its name where the group is sorted.
fn place(name: &str) -> (usize, &str) {
    match name {
        NO_ARC => (3, ""),
        NO_COUNTRY => (2, ""),
        name if name == COUNTRY || FAMILIES.iter().any(|(family, _)| *family == name) => (0, ""),
        country => (1, country),
    }
}

/// Returns the name of the family of a flight.
fn family(flight: &Flight) -> String {
    if !flight.is_ballistic() {
        return NO_ARC.to_owned();
    }
    let begins = |(_, beginnings): &&(&str, &[&str])| {
        flight.country == COUNTRY && beginnings.iter().any(|beginning| flight.id.starts_with(beginning))
    };
    match FAMILIES.iter().find(begins) {
        Some((name, _)) => (*name).to_owned(),
        None if flight.country.is_empty() => NO_COUNTRY.to_owned(),
        None => flight.country.clone(),
    }
}

/// Writes the table of families.
pub fn table(families: &[Family<'_>], all: &Computed, evidence: &All<'_>, text: &mut String) -> Outcome<()> {
    writeln!(
        text,
        "\n## By family\n\n| family | flights | reports | medians by gravity turn, km | flown distances inside | published ranges inside |\n\
         |---|---|---|---|---|---|"
    )?;
    for family in families {
        let medians = family.flights.iter().filter_map(|flight| all.leading(flight)?.posterior());
        let medians: Vec<_> = medians.map(|found| found.reach.median.range_km()).collect();
        let reports: usize = family.flights.iter().map(|flight| flight.reports.len()).sum();
        writeln!(
            text,
            "| {} | {} | {reports} | {} | {} | {} |",
            family.name,
            family.flights.len(),
            span(&medians),
            share(&evidence.flown, family),
            share(&evidence.published, family),
        )?;
    }
    Ok(())
}

/// Returns the least and the greatest of several ranges, km; none is global reach.
fn span(medians: &[Option<f64>]) -> String {
    let ranges = || medians.iter().flatten().copied();
    let least = ranges().reduce(f64::min).map(number);
    let greatest = match medians.iter().any(Option::is_none) {
        true => Some("global".to_owned()),
        false => ranges().reduce(f64::max).map(number),
    };
    match (least, greatest) {
        (Some(least), Some(greatest)) if least != greatest => format!("{least} – {greatest}"),
        (least, greatest) => least.or(greatest).unwrap_or_else(|| "-".to_owned()),
    }
}

/// Returns how many of the counted ranges of a family are inside.
fn share(evidence: &[Evidence<'_>], family: &Family<'_>) -> String {
    let is_of = |one: &&Evidence<'_>| family.flights.iter().any(|flight| flight.id == one.flight.id);
    let of: Vec<_> = evidence.iter().filter(is_of).collect();
    match of.len() {
        0 => "-".to_owned(),
        count => format!("{} of {count}", of.iter().filter(|one| one.place.is_inside()).count()),
    }
}
