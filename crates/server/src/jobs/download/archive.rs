//! A zip archive that is written while it is sent.
//!
//! Pictures are compressed already, so they are stored. Size and checksum stand before each:
//! libraries that write archives as streams put them behind, which some programs cannot read for
//! stored files. The format is in PKWARE's APPNOTE.TXT.

use bytes::{BufMut as _, Bytes, BytesMut};
use pixelprompt_domain::Timestamp;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const LOCAL_LENGTH: u64 = 30;
const CENTRAL_LENGTH: u64 = 46;
const END_LENGTH: u64 = 22;

/// Version 1.0: nothing but stored files.
const VERSION: u16 = 10;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Made on Unix, where the upper half of the attributes is the mode: a plain file, rw-r--r--.
const MADE_BY: u16 = 3 << 8 | VERSION;
const MODE: u32 = 0o100_644 << 16;

/// Writes headers and remembers what the directory at the end needs. Holds at most 4 GiB: twenty
/// pictures are far from that.
pub(super) struct Archive {
    /// The directory so far.
    directory: BytesMut,
    files: u16,
    offset: u32,
    /// Of all files, as DOS writes it.
    date: u16,
    time: u16,
}

impl Archive {
    /// An archive of files made at a moment.
    pub(super) fn new(made: Timestamp) -> Self {
        let (date, time) = dos(made);
        Self {
            directory: BytesMut::new(),
            files: 0,
            offset: 0,
            date,
            time,
        }
    }

    /// What stands before a file with this CRC-32 and length.
    pub(super) fn header(&mut self, name: &str, checksum: u32, length: u64) -> Bytes {
        let length = length as u32;
        let mut common = BytesMut::with_capacity(26);
        common.put_u16_le(VERSION);
        common.put_u16_le(FLAGS);
        common.put_u16_le(0);
        common.put_u16_le(self.time);
        common.put_u16_le(self.date);
        common.put_u32_le(checksum);
        common.put_u32_le(length);
        common.put_u32_le(length);
        common.put_u16_le(name.len() as u16);
        common.put_u16_le(0);

        let mut header = BytesMut::with_capacity(LOCAL_LENGTH as usize + name.len());
        header.put_u32_le(LOCAL);
        header.put_slice(&common);
        header.put_slice(name.as_bytes());

        self.directory.put_u32_le(CENTRAL);
        self.directory.put_u16_le(MADE_BY);
        self.directory.put_slice(&common);
        // No comment, the first disk, no internal attributes.
        self.directory.put_bytes(0, 6);
        self.directory.put_u32_le(MODE);
        self.directory.put_u32_le(self.offset);
        self.directory.put_slice(name.as_bytes());

        self.files += 1;
        self.offset += header.len() as u32 + length;
        header.freeze()
    }

    /// What stands behind the last file.
    pub(super) fn end(&mut self) -> Bytes {
        let mut end = std::mem::take(&mut self.directory);
        let length = end.len() as u32;
        end.put_u32_le(END);
        end.put_u32_le(0);
        end.put_u16_le(self.files);
        end.put_u16_le(self.files);
        end.put_u32_le(length);
        end.put_u32_le(self.offset);
        end.put_u16_le(0);
        end.freeze()
    }
}

/// The length of an archive of files with these names and lengths.
pub(super) fn length<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> u64 {
    let each =
        |(name, bytes): (&str, u64)| LOCAL_LENGTH + CENTRAL_LENGTH + 2 * name.len() as u64 + bytes;
    files.map(each).sum::<u64>() + END_LENGTH
}

/// Date and time as DOS writes them, in UTC: from 1980 to 2107, to two seconds.
fn dos(moment: Timestamp) -> (u16, u16) {
    let text = crate::views::Time(moment).to_string();
    let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().unwrap_or(0);
    let year = number(0..4).clamp(1980, 2107) - 1980;
    let date = year << 9 | number(5..7) << 5 | number(8..10);
    let time = number(11..13) << 11 | number(14..16) << 5 | (number(17..19) / 2);
    (date, time)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    #[test]
    fn an_archive_can_be_read_and_has_the_length_that_was_told() {
        let files = [
            ("01-noto.png", &b"\x89PNG"[..]),
            ("02-größer.jpg", b""),
            ("manifest.json", b"{}"),
        ];
        let mut archive = Archive::new(Timestamp(1_795_446_245_123));
        let mut whole = Vec::new();
        for (name, file) in files {
            let checksum = crc32fast::hash(file);
            whole.extend_from_slice(&archive.header(name, checksum, file.len() as u64));
            whole.extend_from_slice(file);
        }
        whole.extend_from_slice(&archive.end());
        let lengths = files.iter().map(|(name, file)| (*name, file.len() as u64));
        assert_eq!(whole.len() as u64, length(lengths));

        let mut read = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
        assert_eq!(read.len(), files.len());
        for (place, (name, file)) in files.iter().enumerate() {
            let mut entry = read.by_index(place).unwrap();
            assert_eq!(entry.name().unwrap(), *name);
            assert_eq!(
                entry.last_modified().unwrap().to_string(),
                "2026-11-23 15:04:04"
            );
            assert_eq!(entry.unix_mode(), Some(0o100_644));
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, *file);
        }
    }
}
