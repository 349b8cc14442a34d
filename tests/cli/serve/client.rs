//! A server of its own for a test, and a client that sends bytes as they are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::lofted;

/// The longest that a test waits for an answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A page that is served, ended when dropped.
pub struct Served {
    child: Child,
    address: SocketAddr,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// Returns the value of a header, whose name is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &&str| line.split(':').next().is_some_and(|own| own.eq_ignore_ascii_case(name));
        self.head.lines().skip(1).find(line).and_then(|line| Some(line.split_once(':')?.1.trim()))
    }
}

impl Served {
    /// Starts the command at a free port.
    pub fn start() -> Self {
        Self::start_at("0")
    }

    /// Starts the command at a port.
    pub fn start_at(port: &str) -> Self {
        let mut child = lofted().args(["serve", "--port", port]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("no address in {line:?}")).parse().unwrap();
        Self { child, address }
    }

    pub fn host(&self) -> String {
        self.address.to_string()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.raw(
            format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).as_bytes(),
        )
    }

    pub fn post(&self, path: &str, body: &str) -> Answer {
        answer(self.sent(path, body))
    }

    /// Sends a question and returns the connection on which its answer will come.
    pub fn sent(&self, path: &str, body: &str) -> TcpStream {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
            self.address
        );
        self.half_open(&[head.as_bytes(), body.as_bytes()].concat())
    }

    /// Sends bytes and reads the answer to its end.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        answer(self.half_open(bytes))
    }

    /// Sends bytes and leaves the connection open.
    pub fn half_open(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(bytes).unwrap();
        stream
    }

    /// Ends the command with a signal and returns its status.
    #[cfg(unix)]
    pub fn end(&mut self, signal: &str) -> Option<i32> {
        let kill = std::process::Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads one answer: its head, and a body of the length that the head states.
fn answer(mut stream: TcpStream) -> Answer {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 65_536];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, length) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| length.trim().parse::<usize>().unwrap())
            });
            if length.is_some_and(|length| body.len() >= length) {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                let (head, body) = (head.to_owned(), body.to_owned());
                let _ = stream.shutdown(Shutdown::Both);
                return Answer { status, head, body };
            }
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "the answer breaks off: {text:?}");
        bytes.extend_from_slice(&buffer[..count]);
    }
}
