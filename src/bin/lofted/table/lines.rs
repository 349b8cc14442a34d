//! Lines of bounded length, which can be put back.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

/// The length of the longest line that is kept, bytes.
pub const MAX_LINE_BYTES: usize = 1 << 20;

/// The mark that some programs put before a text in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line without its end.
#[derive(Debug)]
pub struct Line {
    /// The number of the line, the first being 1.
    pub number: u64,
    /// The text of the line; none if it is too long.
    pub text: Option<Vec<u8>>,
}

/// The lines of a source.
pub struct Lines {
    source: BufReader<Box<dyn Read>>,
    put_back: VecDeque<Line>,
    number: u64,
    bytes: u64,
}

impl Lines {
    /// Returns the lines of a source from its beginning.
    pub fn of(source: Box<dyn Read>) -> Self {
        Self {
            source: BufReader::with_capacity(1 << 16, source),
            put_back: VecDeque::new(),
            number: 0,
            bytes: 0,
        }
    }

    /// Returns the number of bytes read from the source.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    /// Puts lines back, to be read again in their order.
    pub fn put_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.put_back.push_front(line);
        }
    }

    /// Reads the next line; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.put_back.pop_front() {
            return Ok(Some(line));
        }
        let mut text = Vec::new();
        let mut is_too_long = false;
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                if text.is_empty() && !is_too_long {
                    return Ok(None);
                }
                break;
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            if text.len() + length > MAX_LINE_BYTES {
                is_too_long = true;
                text.clear();
            }
            if !is_too_long {
                text.extend(buffer.iter().take(length));
            }
            self.source.consume(length);
            self.bytes += length as u64;
            if end.is_some() {
                break;
            }
        }
        self.number += 1;
        if text.last() == Some(&b'\n') {
            text.pop();
        }
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        if self.number == 1 && text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(Some(Line { number: self.number, text: (!is_too_long).then_some(text) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut lines = Lines::of(Box::new(io::Cursor::new(text.to_vec())));
        let mut read = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            read.push((line.number, line.text.map(|text| String::from_utf8(text).unwrap())));
        }
        assert_eq!(lines.bytes_read(), text.len() as u64);
        read
    }

    #[test]
    fn line_ends_and_marks_are_left_out() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\xef\xbb\xbfa\r\n\nb"), [(1, text("a")), (2, text("")), (3, text("b"))]);
    }

    #[test]
    fn a_line_that_is_too_long_is_not_kept_and_the_next_is() {
        let mut long = vec![b'x'; 3 * MAX_LINE_BYTES];
        long.extend(b"\nnext\n");
        assert_eq!(read(&long), [(1, None), (2, Some("next".to_owned()))]);
    }

    #[test]
    fn lines_put_back_are_read_again() {
        let mut lines = Lines::of(Box::new(io::Cursor::new(b"a\nb\nc".to_vec())));
        let taken = vec![lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap()];
        lines.put_back(taken);
        let numbers: Vec<u64> =
            std::iter::from_fn(|| lines.next().unwrap()).map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }
}
