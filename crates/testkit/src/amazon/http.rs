//! As much of HTTP/1.1 as a line needs to hand on whole messages: a head, and a body of a told length.

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// A question or an answer.
pub(super) struct Message {
    /// The first line and the headers, with the empty line after them.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Message {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = lines.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// As it travels.
    pub(super) fn bytes(&self) -> Vec<u8> {
        [self.head.as_bytes(), &self.body].concat()
    }
}

const END: &[u8] = b"\r\n\r\n";

/// The next message of a connection; `None` where it ends.
pub(super) async fn read(from: &mut TcpStream) -> Option<Message> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(END.len()).position(|four| four == END) {
            break at + END.len();
        }
        if from.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let body = bytes.split_off(end);
    let head = String::from_utf8(bytes).ok()?;
    let mut message = Message { head, body };
    let length = message.header("content-length")?.parse().ok()?;
    while message.body.len() < length {
        if from.read_buf(&mut message.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(message)
}

/// An answer in JSON.
pub(super) fn answer(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body.as_bytes()].concat()
}
