//! The header of a table: where its columns stand, and which of them no table has.

use crate::catalogue::columns::Column;
use crate::error::{CellFault, Error, Result};

/// The similarity (normalised Damerau–Levenshtein) from which a name may be meant for another: half
/// of its letters.
const SIMILAR: f64 = 0.5;

/// The most characters of an unknown name that a message repeats.
const LONGEST_SHOWN: usize = 40;

/// The header of a table.
pub(super) struct Header<'a> {
    file: &'a str,
    /// The index of each column of the schema; none where the header leaves it out.
    indices: Vec<Option<usize>>,
    /// The indices without a name, which a spreadsheet may leave at the end.
    unnamed: Vec<usize>,
}

impl<'a> Header<'a> {
    /// Finds the columns in the header, which stands in a line of the file.
    pub(super) fn read(
        file: &'a str,
        line: u64,
        header: &csv::StringRecord,
        columns: &'static [Column],
    ) -> Result<Self> {
        let fault = |column: &str, fault| Error::CatalogueCell {
            file: file.to_owned(),
            line,
            column: column.into(),
            fault,
        };
        let mut indices = Vec::with_capacity(columns.len());
        for column in columns {
            let mut found =
                header.iter().enumerate().filter(|(_, name)| *name == column.name).map(|(index, _)| index);
            match (found.next(), found.next()) {
                (None, _) if column.is_needed => {
                    let needed = columns.iter().filter(|column| column.is_needed).map(|column| column.name);
                    let needed = needed.collect::<Vec<_>>().join(", ");
                    return Err(fault(column.name, CellFault::NoSuchColumn { needed }));
                }
                (Some(_), Some(_)) => return Err(fault(column.name, CellFault::ColumnTwice)),
                (index, _) => indices.push(index),
            }
        }
        let is_known = |name: &str| columns.iter().any(|column| column.name == name);
        if let Some(name) = header.iter().find(|name| !name.is_empty() && !is_known(name)) {
            let absent = columns.iter().filter(|column| !header.iter().any(|name| name == column.name));
            let remedy = remedy(name, absent.map(|column| column.name), columns);
            let shown: String = name.chars().take(LONGEST_SHOWN).flat_map(char::escape_debug).collect();
            return Err(fault(&shown, CellFault::UnknownColumn { remedy }));
        }
        let unnamed = header.iter().enumerate().filter(|(_, name)| name.is_empty());
        Ok(Self { file, indices, unnamed: unnamed.map(|(index, _)| index).collect() })
    }

    /// Returns the cells of a row in the order of the schema, and checks that nothing stands where
    /// the header has no name.
    pub(super) fn cells(&self, line: u64, record: &csv::StringRecord) -> Result<Vec<String>> {
        let cell = |index: usize| record.get(index).unwrap_or_default();
        if let Some(index) = self.unnamed.iter().find(|index| !cell(**index).is_empty()) {
            let fault = CellFault::UnnamedColumn { text: cell(*index).to_owned() };
            let column = (index + 1).to_string().into();
            return Err(Error::CatalogueCell { file: self.file.to_owned(), line, column, fault });
        }
        Ok(self.indices.iter().map(|index| index.map_or("", cell).to_owned()).collect())
    }
}

/// Returns what to do with a name that no column has: the most similar of the columns that the
/// header leaves out, if one is similar, or the columns that there are.
fn remedy(name: &str, absent: impl Iterator<Item = &'static str>, columns: &[Column]) -> String {
    let name: String = name.chars().take(LONGEST_SHOWN).collect::<String>().to_lowercase();
    let nearest = absent
        .map(|column| (strsim::normalized_damerau_levenshtein(&name, column), column))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    match nearest {
        Some((similarity, column)) if similarity >= SIMILAR => {
            format!("write {column} if that is meant, or leave the column out")
        }
        _ => {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            format!("leave it out; the columns are {}", names.join(", "))
        }
    }
}
