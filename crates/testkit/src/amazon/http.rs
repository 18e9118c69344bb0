//! As much of HTTP/1.1 as a line needs to hand on whole messages: a head, and a body whose length is told, or
//! which comes in chunks.

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
    let length = match message.header("content-length") {
        Some(length) => Some(length.parse().ok()?),
        // The emulator does not know the length of a large answer beforehand.
        None if message.header("transfer-encoding")? == "chunked" => None,
        None => return None,
    };
    while !length.map_or_else(
        || is_last(&message.body),
        |length| message.body.len() >= length,
    ) {
        if from.read_buf(&mut message.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(message)
}

/// Whether the last of the chunks has come: <https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding>.
fn is_last(mut chunks: &[u8]) -> bool {
    loop {
        let Some(end) = chunks.windows(2).position(|two| two == b"\r\n") else {
            return false;
        };
        let size = std::str::from_utf8(&chunks[..end]).unwrap_or_default();
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else {
            return false;
        };
        // Its size, itself, and what ends either.
        let whole = end + 2 + size + 2;
        if chunks.len() < whole {
            return false;
        }
        if size == 0 {
            return true;
        }
        chunks = &chunks[whole..];
    }
}

/// An answer in JSON.
pub(super) fn answer(status: u16, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), body.as_bytes()].concat()
}
