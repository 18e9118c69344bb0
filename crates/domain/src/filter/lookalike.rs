//! Characters that are read as other characters.

use unicode_security::confusable_detection::skeleton;

/// What looks like a letter of ours beyond the Unicode tables: small capitals, Cyrillic and Greek
/// letters, turned and stroked ones. The terms are folded the same way, so Russian words still
/// match Russian terms.
const LOOKALIKES: &[(char, &str)] = &[
    ('a', "аαᴀɐɑ∀ⱥ"),
    ('b', "вʙƀɓβ"),
    ('c', "сᴄɔϲ"),
    ('d', "ᴅđɗԁð"),
    ('e', "еєэεᴇǝəɛɘ∃"),
    ('f', "ғƒꜰ"),
    ('g', "ɢɠɡ"),
    ('h', "нʜћħһɥ"),
    ('i', "іιɪıɨ"),
    ('j', "ᴊјɉ"),
    ('k', "кᴋκқ"),
    ('l', "ʟłɭ"),
    ('m', "мᴍɯ"),
    ('n', "ɴŋ"),
    ('o', "оοøᴏ"),
    ('p', "рρᴘþ"),
    ('q', "ǫ"),
    ('r', "ʀɹ"),
    ('s', "ѕꜱς§"),
    ('t', "тτᴛŧ†"),
    ('u', "υᴜ"),
    ('v', "ᴠʌ"),
    ('w', "ᴡʍ"),
    ('x', "хχ"),
    ('y', "уγʏұʎ"),
    ('z', "ᴢƶ"),
];

/// Calls `take` with the letters that `c` is read as: a lower-case character in its plainest form.
pub(super) fn fold(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        return take(c.to_ascii_lowercase());
    }
    let capital = c;
    for c in c.to_lowercase().filter(|c| !is_diacritic(*c)) {
        match c {
            'ß' => {
                take('s');
                take('s');
            }
            'æ' => {
                take('a');
                take('e');
            }
            'œ' => {
                take('o');
                take('e');
            }
            _ => take(plain(c, capital)),
        }
    }
}

/// The plainest form of the lower-case `c`; some scripts look like ours only as a `capital`.
fn plain(c: char, capital: char) -> char {
    if let Some(&(letter, _)) = LOOKALIKES.iter().find(|(_, alike)| alike.contains(c)) {
        return letter;
    }
    if !other_readings(c).is_empty() {
        return c;
    }
    let from_a = |first: u32| char::from(b'a' + ((c as u32 - first) % 26) as u8);
    match c as u32 {
        // Letters in boxes and discs, and the letters that flags are made of.
        0x1F150..=0x1F169 => from_a(0x1F150),
        0x1F170..=0x1F189 => from_a(0x1F170),
        0x1F1E6..=0x1F1FF => from_a(0x1F1E6),
        // East Asian scripts are left as they are: their words share no letters with ours.
        0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => c,
        _ => [c, capital]
            .iter()
            .filter_map(|c| skeleton(c.encode_utf8(&mut [0; 4])).next())
            .find(char::is_ascii_alphanumeric)
            .map_or(c, |alike| alike.to_ascii_lowercase()),
    }
}

/// The letters that a sign or digit may stand for in "leet" spelling, and a Cyrillic or Greek
/// letter in an English word. `*` is not here: it stands for any letter.
pub(super) fn other_readings(c: char) -> &'static str {
    match c {
        '0' | 'θ' => "o",
        '1' | '!' | '|' => "il",
        '3' | '€' => "e",
        '4' | '@' | 'λ' => "a",
        '5' | '$' => "s",
        '6' => "gb",
        '7' | '+' => "t",
        '8' | 'ь' | 'ъ' => "b",
        '9' => "gq",
        '(' | '<' | '¢' => "c",
        '£' => "l",
        '¥' => "y",
        'и' => "nu",
        'п' | 'π' => "n",
        'я' | 'г' => "r",
        'ш' | 'щ' | 'ω' => "w",
        'ц' => "u",
        'μ' => "mu",
        'ν' => "vn",
        'η' => "nh",
        'σ' => "os",
        _ => "",
    }
}

/// Marks that sit on letters; a letter is read without them. Marks that are letters in their own
/// right (kana voicing, Indic vowels) are not among them.
pub(super) fn is_diacritic(c: char) -> bool {
    matches!(c as u32,
        0x0300..=0x036F | 0x0483..=0x0489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
        | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

/// Characters that are not drawn.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

/// Whether `c` belongs to a script that is written without spaces between words, or (Korean)
/// hangs endings on them.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut out = String::new();
        text.chars().for_each(|c| fold(c, |c| out.push(c)));
        out
    }

    #[test]
    fn letters_of_other_alphabets_are_read_as_ours() {
        for (text, read) in [
            ("АЕОРСХ", "aeopcx"),
            ("αβορτ", "abopt"),
            ("ᴀʙᴄᴅᴇ", "abcde"),
            ("🅰🅱", "ab"),
            ("🇳🇺", "nu"),
            ("Straße", "strasse"),
            ("ꓓᎠ", "dd"),
        ] {
            assert_eq!(folded(text), read);
        }
    }

    #[test]
    fn east_asian_text_stays() {
        assert_eq!(folded("角色二口ロ"), "角色二口ロ");
    }

    #[test]
    fn no_lookalike_is_listed_twice() {
        let mut all: Vec<char> = LOOKALIKES.iter().flat_map(|(_, a)| a.chars()).collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
