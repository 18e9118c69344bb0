//! Small EXIF blocks: a TIFF header, then lists of entries of twelve bytes, then what does not fit there.

use image::metadata::Orientation;

/// Big-endian, and the first list begins right behind.
const HEADER: [u8; 8] = [b'M', b'M', 0, 42, 0, 0, 0, 8];

const ORIENTATION: u16 = 0x0112;
const EXIF_LIST: u16 = 0x8769;
const USER_COMMENT: u16 = 0x9286;

const SHORT: u16 = 3;
const LONG: u16 = 4;
const UNDEFINED: u16 = 7;

/// Says which way is up, and nothing else.
pub(super) fn turned(orientation: Orientation) -> Vec<u8> {
    // A short stands at the beginning of the four bytes of a value.
    let value = u32::from(orientation.to_exif()) << 16;
    let mut block = HEADER.to_vec();
    block.extend(list(ORIENTATION, SHORT, 1, value));
    block
}

/// A comment, coded as the programs that write generation parameters into WebP and JPEG files code it.
pub(super) fn comment(text: &str) -> Vec<u8> {
    let mut coded = b"UNICODE\0".to_vec();
    coded.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    let length = LIST as u32;
    let inner = HEADER.len() as u32 + length;
    let mut block = HEADER.to_vec();
    block.extend(list(EXIF_LIST, LONG, 1, inner));
    block.extend(list(
        USER_COMMENT,
        UNDEFINED,
        coded.len() as u32,
        inner + length,
    ));
    block.extend(coded);
    block
}

/// How long a list of one entry is.
const LIST: usize = 18;

/// A list of one entry, which no other follows.
fn list(tag: u16, format: u16, count: u32, value: u32) -> [u8; LIST] {
    let mut list = [0; LIST];
    list[1] = 1;
    list[2..4].copy_from_slice(&tag.to_be_bytes());
    list[4..6].copy_from_slice(&format.to_be_bytes());
    list[6..10].copy_from_slice(&count.to_be_bytes());
    list[10..14].copy_from_slice(&value.to_be_bytes());
    list
}
