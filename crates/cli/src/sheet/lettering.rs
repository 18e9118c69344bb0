//! Writing on a picture with a bitmap font: small, sharp, and no font file to ship.

use font8x8::UnicodeFonts as _;
use pixelprompt_picture::Raster;

/// Pixels a letter is wide and high before it is scaled.
const LETTER: u32 = 8;
/// What stands for a letter that the font lacks, such as an emoji: an empty frame.
const UNKNOWN: [u8; 8] = [0, 0x7E, 0x42, 0x42, 0x42, 0x42, 0x7E, 0];
/// What says that a text goes on.
const CUT: &str = "...";

/// The distance from one line to the next.
pub(super) fn line_height(scale: u32) -> u32 {
    (LETTER + 4) * scale
}

/// How wide a line of text is.
pub(super) fn text_width(text: &str, scale: u32) -> u32 {
    text.chars().count() as u32 * LETTER * scale
}

/// Breaks a text into lines of at most `width` pixels, between words where it can; what does not
/// fit into `most` lines is cut.
pub(super) fn wrapped(text: &str, width: u32, scale: u32, most: usize) -> Vec<String> {
    let columns = ((width / (LETTER * scale)) as usize).max(CUT.len() + 1);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let mut rest = word;
            loop {
                let used = line.chars().count();
                let room = columns.saturating_sub(used + usize::from(used > 0));
                if rest.chars().count() <= room {
                    if used > 0 {
                        line.push(' ');
                    }
                    line.push_str(rest);
                    break;
                }
                if used > 0 {
                    lines.push(std::mem::take(&mut line));
                } else {
                    let at = rest.char_indices().nth(columns).map_or(rest.len(), |c| c.0);
                    lines.push(rest[..at].to_owned());
                    rest = &rest[at..];
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let kept: String = last.chars().take(columns - CUT.len()).collect();
            *last = kept + CUT;
        }
    }
    lines
}

/// Writes a line of text with its upper left corner at `left`, `top`.
pub(super) fn write(
    sheet: &mut Raster,
    text: &str,
    left: u32,
    top: u32,
    scale: u32,
    colour: [u8; 3],
) {
    for (at, c) in text.chars().enumerate() {
        let x = left + at as u32 * LETTER * scale;
        for (row, bits) in glyph(c).into_iter().enumerate() {
            for column in (0..LETTER).filter(|column| bits >> column & 1 == 1) {
                sheet.fill(
                    x + column * scale,
                    top + row as u32 * scale,
                    scale,
                    scale,
                    colour,
                );
            }
        }
    }
}

fn glyph(c: char) -> [u8; 8] {
    font8x8::BASIC_FONTS
        .get(c)
        .or_else(|| font8x8::LATIN_FONTS.get(c))
        .or_else(|| font8x8::GREEK_FONTS.get(c))
        .or_else(|| font8x8::HIRAGANA_FONTS.get(c))
        .unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(
            wrapped("a red fox in the snow", 10 * LETTER, 1, 9),
            ["a red fox", "in the", "snow"]
        );
    }

    #[test]
    fn long_words_are_broken_and_long_texts_cut() {
        assert_eq!(wrapped("abcdefgh", 5 * LETTER, 1, 9), ["abcde", "fgh"]);
        assert_eq!(
            wrapped("aa bb cc dd ee ff", 5 * LETTER, 1, 2),
            ["aa bb", "cc..."]
        );
    }

    #[test]
    fn line_breaks_are_kept_and_blank_lines_are_not() {
        assert_eq!(wrapped("a\n\nb", 10 * LETTER, 1, 9), ["a", "b"]);
        assert_eq!(wrapped("", 10 * LETTER, 1, 9), [""; 0]);
    }

    #[test]
    fn letters_are_drawn_and_missing_ones_framed() {
        assert_ne!(glyph('a'), UNKNOWN);
        assert_ne!(glyph('é'), UNKNOWN);
        assert_eq!(glyph('🦊'), UNKNOWN);
    }
}
