//! The chunks of WebP files.

use super::Beside;

const HEAD: [u8; 4] = *b"VP8X";
const PROFILE: [u8; 4] = *b"ICCP";
const EXIF: [u8; 4] = *b"EXIF";
const XMP: [u8; 4] = *b"XMP ";
const FRAME: [u8; 4] = *b"ANMF";

/// Chunks with pixels, and what says how they look or move.
const LOOKS: [[u8; 4]; 7] = [HEAD, *b"VP8 ", *b"VP8L", *b"ALPH", *b"ANIM", FRAME, PROFILE];

/// What a frame's chunk holds before the chunks within it.
const FRAME_HEAD: usize = 16;

const HAS_PROFILE: u8 = 1 << 5;
const HAS_ALPHA: u8 = 1 << 4;
const HAS_EXIF: u8 = 1 << 3;
const HAS_XMP: u8 = 1 << 2;

/// The file without what travels beside the pixels, but for this EXIF block.
pub(super) fn bare(file: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut bare = Vec::with_capacity(file.len());
    for chunk in chunks(content(file)?) {
        let (name, data) = chunk?;
        match name {
            HEAD => {
                let (flags, rest) = data.split_first()?;
                let mut flags = flags & !(HAS_EXIF | HAS_XMP);
                if exif.is_some() {
                    flags |= HAS_EXIF;
                }
                put(&mut bare, HEAD, &[&[flags], rest]);
            }
            FRAME => put(&mut bare, FRAME, &[&frame(data)?]),
            name if LOOKS.contains(&name) => put(&mut bare, name, &[data]),
            _ => {}
        }
    }
    if let Some(exif) = exif {
        put(&mut bare, EXIF, &[exif]);
    }
    Some(whole(&bare))
}

/// A frame of an animation with nothing but its pixels.
fn frame(data: &[u8]) -> Option<Vec<u8>> {
    let (head, within) = data.split_at_checked(FRAME_HEAD)?;
    let mut bare = head.to_vec();
    for chunk in chunks(within) {
        let (name, data) = chunk?;
        if matches!(&name, b"VP8 " | b"VP8L" | b"ALPH") {
            put(&mut bare, name, &[data]);
        }
    }
    Some(bare)
}

/// A file that has nothing but pixels, with what shall travel beside them.
pub(super) fn with(
    file: &[u8],
    (width, height): (u32, u32),
    alpha: bool,
    beside: &Beside,
) -> Option<Vec<u8>> {
    let flag = |part: &Option<Vec<u8>>, flag| if part.is_some() { flag } else { 0 };
    let flags = flag(&beside.profile, HAS_PROFILE)
        | flag(&beside.exif, HAS_EXIF)
        | flag(&beside.xmp, HAS_XMP);
    let pixels = content(file)?;
    if flags == 0 {
        return Some(file.to_vec());
    }
    let flags = flags | if alpha { HAS_ALPHA } else { 0 };
    // Sides as 24 bits each, less one.
    let side = |side: u32| (side - 1).to_le_bytes();
    let mut content = Vec::with_capacity(file.len());
    let head = [&[flags, 0, 0, 0], &side(width)[..3], &side(height)[..3]];
    put(&mut content, HEAD, &head);
    if let Some(profile) = &beside.profile {
        put(&mut content, PROFILE, &[profile]);
    }
    content.extend(pixels);
    if let Some(exif) = &beside.exif {
        put(&mut content, EXIF, &[exif]);
    }
    if let Some(xmp) = &beside.xmp {
        put(&mut content, XMP, &[xmp]);
    }
    Some(whole(&content))
}

/// The chunks between the head of the file and the end that it names.
fn content(file: &[u8]) -> Option<&[u8]> {
    let length = file.strip_prefix(b"RIFF")?.first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let content = file.get(8..)?.strip_prefix(b"WEBP")?;
    // Some files are cut off where nothing was left to say.
    let length = length.checked_sub(4)?.min(content.len());
    Some(&content[..length])
}

/// Name and data of each chunk. Ends with `None` where one is cut off.
fn chunks(content: &[u8]) -> impl Iterator<Item = Option<([u8; 4], &[u8])>> {
    let mut rest = content;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut next = || {
            let (name, behind) = rest.split_first_chunk::<4>()?;
            let (length, behind) = behind.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
            let (data, behind) = behind.split_at_checked(length)?;
            // Chunks begin at even places; the last one may lack the byte that fills it up.
            rest = behind.get(length % 2..).unwrap_or_default();
            Some((*name, data))
        };
        let chunk = next();
        if chunk.is_none() {
            rest = &[];
        }
        Some(chunk)
    })
}

fn put(content: &mut Vec<u8>, name: [u8; 4], parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    content.extend(name);
    content.extend((length as u32).to_le_bytes());
    for part in parts {
        content.extend(*part);
    }
    if length % 2 == 1 {
        content.push(0);
    }
}

fn whole(content: &[u8]) -> Vec<u8> {
    let length = content.len() as u32 + 4;
    [b"RIFF", &length.to_le_bytes()[..], b"WEBP", content].concat()
}
