//! The segments of JPEG files.

const EXIF: &[u8] = b"Exif\0\0";
const JFIF: &[u8] = b"JFIF\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const ADOBE: &[u8] = b"Adobe";

/// How much of a JFIF segment says how dense the pixels are; a small picture follows.
const JFIF_LENGTH: usize = 12;
/// How much of an Adobe segment says how colours are coded.
const ADOBE_LENGTH: usize = 12;

const START: [u8; 2] = [0xFF, 0xD8];
const SCAN: u8 = 0xDA;
const END: u8 = 0xD9;

/// The file without what travels beside the pixels, but for this EXIF block. What lies behind the end of the
/// picture is no part of it: other pictures, films.
pub(super) fn bare(file: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut rest = file.strip_prefix(&START)?;
    let mut bare = START.to_vec();
    let mut exif = exif;
    loop {
        // Fill bytes, or bytes that belong to nothing.
        let at = rest.iter().position(|&byte| byte == 0xFF)?;
        rest = &rest[at..];
        let (marker, after) = rest[1..].split_first()?;
        match marker {
            0xFF => rest = &rest[1..],
            0x00 | 0x01 | 0xD0..=0xD8 => rest = after,
            _ => {
                if *marker != 0xE0
                    && let Some(exif) = exif.take()
                {
                    put(&mut bare, 0xE1, &[EXIF, exif]);
                }
                if *marker == END {
                    bare.extend([0xFF, END]);
                    return Some(bare);
                }
                let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
                let (segment, behind) = after.split_at_checked(length)?;
                if let Some(kept) = kept(*marker, segment.get(2..)?) {
                    put(&mut bare, *marker, &kept);
                }
                rest = behind;
                if *marker == SCAN {
                    let (coded, behind) = rest.split_at(coded(rest));
                    bare.extend(coded);
                    rest = behind;
                }
            }
        }
    }
}

fn put(bare: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    bare.extend([0xFF, marker]);
    bare.extend((length as u16 + 2).to_be_bytes());
    for part in parts {
        bare.extend(*part);
    }
}

/// What stays of a segment, if anything does.
fn kept(marker: u8, data: &[u8]) -> Option<Vec<&[u8]>> {
    match marker {
        0xE0 if data.starts_with(JFIF) => Some(vec![data.get(..JFIF_LENGTH)?, &[0, 0]]),
        0xE2 if data.starts_with(PROFILE) => Some(vec![data]),
        0xEE if data.starts_with(ADOBE) => Some(vec![data.get(..ADOBE_LENGTH)?]),
        0xE0..=0xEF | 0xFE => None,
        _ => Some(vec![data]),
    }
}

/// How many coded bytes follow the start of a scan: up to the next marker that is none of the scan's own.
fn coded(rest: &[u8]) -> usize {
    let is_own = |after: u8| matches!(after, 0x00 | 0xD0..=0xD7);
    let mut pairs = rest.windows(2);
    let end = pairs.position(|pair| pair[0] == 0xFF && !is_own(pair[1]) && pair[1] != 0xFF);
    end.unwrap_or(rest.len())
}
