//! The chunks of PNG files.

use std::io::Cursor;

/// Chunks that change how the pixels look or move, beside those without which there is no picture; those
/// have a capital letter in front.
const LOOKS: [&[u8; 4]; 14] = [
    b"acTL", b"bKGD", b"cHRM", b"cICP", b"cLLI", b"fcTL", b"fdAT", b"gAMA", b"iCCP", b"mDCV",
    b"pHYs", b"sBIT", b"sRGB", b"tRNS",
];

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const XMP: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

/// The file without what travels beside the pixels, but for this EXIF block.
pub(super) fn bare(file: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut bare = SIGNATURE.to_vec();
    for chunk in chunks(file) {
        let (name, whole) = chunk?;
        if name[0].is_ascii_uppercase() || LOOKS.contains(&&name) {
            bare.extend(whole);
        }
        match (&name, exif) {
            (b"IHDR", Some(exif)) => bare.extend(chunk_of(*b"eXIf", &[exif])),
            // Whatever lies behind it is no part of the picture.
            (b"IEND", _) => return Some(bare),
            _ => {}
        }
    }
    None
}

/// The file with an XMP document.
pub(super) fn with_xmp(file: &[u8], xmp: &[u8]) -> Option<Vec<u8>> {
    let (_, header) = chunks(file).next()??;
    let (before, after) = file.split_at(SIGNATURE.len() + header.len());
    Some([before, &chunk_of(*b"iTXt", &[XMP, xmp]), after].concat())
}

/// The text of generation parameters, where there is one.
pub(super) fn parameters(file: &[u8]) -> Option<String> {
    let reader = png::Decoder::new(Cursor::new(file)).read_info().ok()?;
    let info = reader.info();
    let is = |keyword: &str| keyword == "parameters";
    let mut plain = info.uncompressed_latin1_text.iter();
    let plain = plain.find(|text| is(&text.keyword));
    let plain = plain.map(|text| text.text.clone());
    let mut packed = info.compressed_latin1_text.iter();
    let packed = || packed.find(|text| is(&text.keyword))?.get_text().ok();
    let mut any = info.utf8_text.iter();
    let any = || any.find(|text| is(&text.keyword))?.get_text().ok();
    plain.or_else(packed).or_else(any)
}

/// Name and bytes of each chunk, those of length, name and checksum among them. Ends with `None` where one
/// is cut off.
fn chunks(file: &[u8]) -> impl Iterator<Item = Option<([u8; 4], &[u8])>> {
    let mut rest = file.strip_prefix(SIGNATURE).unwrap_or_default();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut next = || {
            let (length, named) = rest.split_first_chunk::<4>()?;
            let name = *named.first_chunk::<4>()?;
            let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
            let (whole, after) = rest.split_at_checked(length.checked_add(12)?)?;
            rest = after;
            Some((name, whole))
        };
        let chunk = next();
        if chunk.is_none() {
            rest = &[];
        }
        Some(chunk)
    })
}

fn chunk_of(name: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let named = [&[&name[..]], parts].concat().concat();
    let length = (named.len() - name.len()) as u32;
    let checksum = crc32fast::hash(&named);
    [&length.to_be_bytes(), &*named, &checksum.to_be_bytes()].concat()
}
