//! The contact sheet: all pictures of a prompt side by side, each with its model's name beneath.

mod lettering;

use pixelprompt_picture::Raster;

use lettering::{line_height, text_width, wrapped, write};

const PAPER: [u8; 3] = [250, 250, 248];
const INK: [u8; 3] = [36, 36, 40];
/// Pictures in a row; what does not fit goes into the next one.
const COLUMNS: usize = 5;
/// Lines of prompt above the pictures, before it is cut short.
const TITLE_LINES: usize = 3;

/// A picture and what is written beneath it.
pub(crate) struct Entry {
    pub(crate) caption: String,
    pub(crate) picture: Raster,
}

/// Draws the sheet.
pub(crate) fn draw(title: &str, entries: &[Entry]) -> Raster {
    let widest = |of: fn(&Raster) -> u32| entries.iter().map(|e| of(&e.picture)).max();
    let (side, height) = (
        widest(Raster::width).unwrap_or(0),
        widest(Raster::height).unwrap_or(0),
    );
    // Letters and gaps grow with the pictures, so that a large sheet reads like a small one.
    let scale = (side / 256).max(1);
    let gap = 12 * scale;
    let line = line_height(scale);

    let caption_width = entries.iter().map(|e| text_width(&e.caption, scale)).max();
    let cell_width = side.max(caption_width.unwrap_or(0));
    let cell_height = height + gap / 2 + line;
    let columns = entries.len().clamp(1, COLUMNS) as u32;
    let rows = (entries.len() as u32).div_ceil(columns);

    let width = columns * (cell_width + gap) + gap;
    let title_lines = wrapped(title, width - 2 * gap, scale, TITLE_LINES);
    let title_height = title_lines.len() as u32 * line + gap;
    let total = gap + title_height + rows * (cell_height + gap);

    let mut sheet = Raster::filled(width, total, PAPER);
    for (row, text) in title_lines.iter().enumerate() {
        write(&mut sheet, text, gap, gap + row as u32 * line, scale, INK);
    }
    for (at, entry) in entries.iter().enumerate() {
        let (column, row) = (at as u32 % columns, at as u32 / columns);
        let left = gap + column * (cell_width + gap);
        let top = gap + title_height + row * (cell_height + gap);
        let centred = |width: u32| left + (cell_width - width.min(cell_width)) / 2;
        let picture = &entry.picture;
        sheet.place(
            picture,
            centred(picture.width()),
            top + height - picture.height(),
        );
        write(
            &mut sheet,
            &entry.caption,
            centred(text_width(&entry.caption, scale)),
            top + height + gap / 2,
            scale,
            INK,
        );
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: [u8; 3] = [200, 0, 0];

    fn entries(count: usize, side: u32) -> Vec<Entry> {
        (0..count)
            .map(|at| Entry {
                caption: format!("Model {at}"),
                picture: Raster::filled(side, side, RED),
            })
            .collect()
    }

    fn count(sheet: &Raster, colour: [u8; 3]) -> usize {
        sheet.rgb().chunks(3).filter(|c| *c == colour).count()
    }

    #[test]
    fn every_picture_is_on_it_whole() {
        for many in [1, 2, 5, 6, 20] {
            for side in [64, 512] {
                let sheet = draw("a red fox", &entries(many, side));
                assert_eq!(count(&sheet, RED), many * (side * side) as usize);
            }
        }
    }

    #[test]
    fn five_stand_side_by_side_and_twenty_in_rows() {
        let five = draw("a red fox", &entries(5, 512));
        assert!(five.width() > 5 * 512 && five.height() < 2 * 512);
        let twenty = draw("a red fox", &entries(20, 512));
        assert_eq!(twenty.width(), five.width());
        assert!(twenty.height() > 4 * 512);
    }

    #[test]
    fn prompt_and_names_are_written() {
        let blank = draw("", &[]);
        assert_eq!(count(&blank, INK), 0);
        let named = count(&draw("", &entries(1, 64)), INK);
        let titled = count(&draw("a red fox", &entries(1, 64)), INK);
        assert!(0 < named && named < titled);
    }

    #[test]
    fn any_title_can_be_drawn() {
        for title in [
            "🦊".repeat(1000),
            "x".repeat(1000),
            "a\nb\nc\nd\ne".to_owned(),
        ] {
            let sheet = draw(&title, &entries(1, 64));
            assert!(sheet.height() < 300);
        }
    }
}
