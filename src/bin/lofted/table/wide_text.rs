//! A text in UTF-16 read as UTF-8, for tables that spreadsheets save as "Unicode text".

use std::io::{self, Read};

/// The order of the two bytes of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// The lesser byte first.
    Little,
    /// The greater byte first.
    Big,
}

/// A reader that converts UTF-16 to UTF-8; a unit that belongs to no character becomes U+FFFD.
pub struct WideText {
    source: Box<dyn Read>,
    order: ByteOrder,
    /// Bytes read and not yet converted: an odd byte, or the first half of a pair.
    pending: Vec<u8>,
    /// Text converted and not yet taken.
    text: Vec<u8>,
    taken: usize,
    is_at_end: bool,
}

/// The number of bytes converted at once.
const CHUNK_BYTES: usize = 1 << 14;

impl WideText {
    /// Returns the byte order that a mark at the beginning of a text states; none without a mark.
    pub fn mark_of(head: &[u8]) -> Option<ByteOrder> {
        match head {
            [0xff, 0xfe, ..] => Some(ByteOrder::Little),
            [0xfe, 0xff, ..] => Some(ByteOrder::Big),
            _ => None,
        }
    }

    /// Returns the text of a source in a byte order. Its mark becomes that of UTF-8.
    pub fn of(source: Box<dyn Read>, order: ByteOrder) -> Self {
        Self { source, order, pending: Vec::new(), text: Vec::new(), taken: 0, is_at_end: false }
    }

    /// Converts the next bytes.
    fn convert(&mut self) -> io::Result<()> {
        let before = self.pending.len();
        self.pending.resize(before + CHUNK_BYTES, 0);
        let space = self.pending.get_mut(before..).unwrap_or_default();
        let read = self.source.read(space)?;
        self.pending.truncate(before + read);
        self.is_at_end = read == 0;
        let mut units: Vec<u16> = self.pending.chunks_exact(2).map(|pair| self.unit(pair)).collect();
        let mut used = 2 * units.len();
        // The second half of a pair may come with the next bytes.
        if !self.is_at_end && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            units.pop();
            used -= 2;
        }
        self.pending.drain(..used);
        let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        let mut text: String = text.collect();
        if self.is_at_end && !self.pending.is_empty() {
            self.pending.clear();
            text.push(char::REPLACEMENT_CHARACTER);
        }
        (self.text, self.taken) = (text.into_bytes(), 0);
        Ok(())
    }

    /// Returns a unit of two bytes.
    fn unit(&self, pair: &[u8]) -> u16 {
        match (pair, self.order) {
            ([low, high], ByteOrder::Little) | ([high, low], ByteOrder::Big) => {
                u16::from_le_bytes([*low, *high])
            }
            _ => 0,
        }
    }
}

impl Read for WideText {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() && !self.is_at_end {
            self.convert()?;
        }
        let mut rest = self.text.get(self.taken..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_read_back_in_pieces() {
        let text: String = "\u{feff}id;apogee\nü𝄞,2 802 km\n".repeat(3_000);
        for (order, bytes) in [
            (ByteOrder::Little, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
            (ByteOrder::Big, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            assert_eq!(WideText::mark_of(&bytes), Some(order));
            let mut read = String::new();
            WideText::of(Box::new(io::Cursor::new(bytes)), order).read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn half_characters_are_shown() {
        let bytes = [0x41, 0, 0x00, 0xd8, 0x42, 0, 0x43];
        let mut read = String::new();
        let mut text = WideText::of(Box::new(io::Cursor::new(bytes)), ByteOrder::Little);
        text.read_to_string(&mut read).unwrap();
        assert_eq!(read, "A\u{fffd}B\u{fffd}");
    }
}
