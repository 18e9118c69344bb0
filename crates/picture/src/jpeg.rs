//! What the JPEG decoder does not say.

/// Whether the file goes on to its end marker. The decoder paints the missing part of a cut file
/// grey and calls it a picture, as browsers do.
pub(crate) fn is_whole(file: &[u8]) -> bool {
    let mut at = 0;
    while let Some(skipped) = file
        .get(at..)
        .and_then(|rest| rest.iter().position(|&byte| byte == 0xFF))
    {
        at += skipped;
        match file.get(at + 1) {
            None => return false,
            // The end.
            Some(0xD9) => return true,
            // A fill byte.
            Some(0xFF) => at += 1,
            // An escaped 0xFF in the coded data, or a marker that stands alone.
            Some(0x00 | 0x01 | 0xD0..=0xD8) => at += 2,
            // A segment with its length. After a start of scan the coded data follow, up to the next marker.
            Some(_) => match file.get(at + 2..at + 4) {
                Some(length) => at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]])),
                None => return false,
            },
        }
    }
    false
}
