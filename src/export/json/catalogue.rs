//! Flights of the catalogue.

use crate::catalogue::{Cell, Column, Flight, PublishedEstimate, Report};
use crate::export::json::report::ObservationJson;
use crate::reported::Reported;

/// A flight of the catalogue with its reports and published estimates.
///
/// ```
/// use lofted::catalogue::Catalogue;
/// use lofted::export::FlightJson;
///
/// let catalogue = Catalogue::public()?;
/// let json = serde_json::to_value(FlightJson::of(catalogue.flight("HS14-2017-07-04").unwrap()))?;
/// assert_eq!(json["kinds"][0], "lofted");
/// assert_eq!(json["reports"][0]["apogee"], "2,802 km");
/// assert_eq!(json["estimates"][0]["range_km"]["low"], 6_700.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FlightJson {
    /// The name of the flight.
    pub id: String,
    /// The day of the flight, as in 2017-07-04.
    pub date: String,
    /// The name of the missile.
    pub missile: String,
    /// The country that launched; none if the table does not say.
    pub country: Option<String>,
    /// The kinds of the flight.
    pub kinds: Vec<&'static str>,
    /// The name of the launch place; none if it is not known.
    pub launch_place: Option<String>,
    /// The latitude of the launch place, degrees north.
    pub launch_latitude_deg: Option<f64>,
    /// The longitude of the launch place, degrees east.
    pub launch_longitude_deg: Option<f64>,
    /// The direction of the flight, degrees clockwise from north.
    pub launch_azimuth_deg: Option<f64>,
    /// The reports.
    pub reports: Vec<ReportJson>,
    /// The published ranges.
    pub estimates: Vec<PublishedJson>,
}

/// A report of one authority: its figures as text and as numbers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ReportJson {
    /// The name of the authority.
    pub reporter: String,
    /// The apogee as reported; none if not reported.
    pub apogee: Option<String>,
    /// The ground range as reported; none if not reported.
    pub ground_range: Option<String>,
    /// The flight time as reported; none if not reported.
    pub flight_time: Option<String>,
    /// The figures as numbers; none if there are fewer than two.
    pub observation: Option<ObservationJson>,
    /// The words of the source, where the figures have others.
    pub as_printed: Option<String>,
    /// How well the source was seen.
    pub seen: Option<&'static str>,
    /// What speaks against the figures.
    pub doubt: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The text in which the report was read.
    pub source: String,
    /// Whether the report was recalled and not read.
    pub is_recalled: bool,
}

/// A published range.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct PublishedJson {
    /// The range in words.
    pub range: String,
    /// The ends of the range.
    pub range_km: EndsJson,
    /// The kind of the range: point, band, bound or class.
    pub figure: &'static str,
    /// The mass of the payload that the author named, kg.
    pub payload_kg: Option<f64>,
    /// The author.
    pub estimated_by: String,
    /// Whether the source names no author.
    pub is_hearsay: bool,
    /// The figures from which the author made the estimate; none if they are not known.
    pub made_from: Option<ObservationJson>,
    /// What else is known of how the estimate was made.
    pub basis: Option<String>,
    /// The words of the source, where the range has others.
    pub as_printed: Option<String>,
    /// How well the source was seen.
    pub seen: Option<&'static str>,
    /// Whether the estimate includes the rotation of the Earth: yes, no or unspecified.
    pub earth_rotation: String,
    /// The text in which the estimate was read.
    pub source: String,
    /// Whether the estimate was recalled and not read.
    pub is_recalled: bool,
}

/// The ends of a published range; none for an open end.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct EndsJson {
    /// The lower end, km.
    pub low: Option<f64>,
    /// The upper end, km.
    pub high: Option<f64>,
}

/// The schema of a table as a [Table Schema](https://specs.frictionlessdata.io/table-schema/),
/// which other programs check a table against.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TableSchemaJson {
    /// A field for each column, in the order of the public table.
    pub fields: Vec<FieldJson>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FieldJson {
    /// The name in the header.
    pub name: &'static str,
    /// The type of the content: string, date or number.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The content in words.
    pub description: String,
    /// What the content has to meet.
    pub constraints: ConstraintsJson,
}

/// The constraints of a column.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ConstraintsJson {
    /// Whether every cell has to be filled.
    pub required: bool,
    /// The smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<i32>,
    /// The greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<i32>,
    /// The words of which a cell has one.
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    pub words: Option<&'static [&'static str]>,
    /// A regular expression for a cell with several words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
}

impl FlightJson {
    /// Converts a flight.
    pub fn of(flight: &Flight) -> Self {
        let coordinates_deg = flight.launch_place.as_ref().and_then(|place| place.coordinates_deg);
        Self {
            id: flight.id.clone(),
            date: flight.date.to_string(),
            missile: flight.missile.clone(),
            country: filled(&flight.country),
            kinds: flight.kinds.iter().map(|kind| kind.name()).collect(),
            launch_place: flight.launch_place.as_ref().and_then(|place| filled(&place.name)),
            launch_latitude_deg: coordinates_deg.map(|[latitude, _]| latitude),
            launch_longitude_deg: coordinates_deg.map(|[_, longitude]| longitude),
            launch_azimuth_deg: flight.launch_azimuth_deg,
            reports: flight.reports.iter().map(ReportJson::of).collect(),
            estimates: flight.estimates.iter().map(PublishedJson::of).collect(),
        }
    }
}

impl ReportJson {
    /// Converts a report.
    pub fn of(report: &Report) -> Self {
        let text = |figure: Option<Reported>| figure.map(|figure| figure.to_string());
        Self {
            reporter: report.reporter.clone(),
            apogee: text(report.apogee),
            ground_range: text(report.ground_range),
            flight_time: text(report.flight_time),
            observation: report.observation.as_ref().map(ObservationJson::of),
            as_printed: filled(&report.words_of_source()),
            seen: report.seen.map(|seen| seen.name()),
            doubt: filled(&report.doubt),
            note: filled(&report.note),
            source: report.source.clone(),
            is_recalled: report.is_recalled,
        }
    }
}

impl PublishedJson {
    /// Converts a published range.
    pub fn of(published: &PublishedEstimate) -> Self {
        Self {
            range: published.range.to_string(),
            range_km: EndsJson { low: published.range_km_low, high: published.range_km_high },
            figure: published.figure.name(),
            payload_kg: published.payload_kg,
            estimated_by: published.estimated_by.clone(),
            is_hearsay: published.is_hearsay,
            made_from: published.made_from.as_ref().map(ObservationJson::of),
            basis: filled(&published.basis),
            as_printed: filled(&published.as_printed),
            seen: published.seen.map(|seen| seen.name()),
            earth_rotation: published.earth_rotation.to_string(),
            source: published.source.clone(),
            is_recalled: published.is_recalled,
        }
    }
}

impl TableSchemaJson {
    /// Converts the columns of a table.
    pub fn of(columns: &[Column]) -> Self {
        Self { fields: columns.iter().map(FieldJson::of).collect() }
    }
}

impl FieldJson {
    /// Converts a column.
    fn of(column: &Column) -> Self {
        let mut constraints = ConstraintsJson {
            required: column.is_filled,
            minimum: None,
            maximum: None,
            words: None,
            pattern: None,
        };
        let kind = match column.cell {
            Cell::Date => "date",
            Cell::Number(low, high) => {
                (constraints.minimum, constraints.maximum) = (Some(low), Some(high));
                "number"
            }
            Cell::Word(words) => {
                constraints.words = Some(words);
                "string"
            }
            Cell::Words(words) => {
                let word = words.join("|");
                constraints.pattern = Some(format!("({word})( ({word}))*"));
                "string"
            }
            Cell::Text | Cell::Length | Cell::Time => "string",
        };
        let header = if column.is_needed { "" } else { "; the header may leave the column out" };
        Self { name: column.name, kind, description: format!("{}{header}", column.content), constraints }
    }
}

/// Returns a text that is not empty.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
