use std::{collections::BTreeMap, sync::LazyLock, time::Instant};

use proptest::prelude::*;

use super::*;

const PASS: &str = include_str!("../../tests/filter/pass.txt");
const BLOCK: &str = include_str!("../../tests/filter/block.txt");

static FILTER: LazyLock<ContentFilter> = LazyLock::new(ContentFilter::default);

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    let is_comment = |line: &str| line.is_empty() || line.starts_with("# ");
    table.lines().filter(move |line| !is_comment(line))
}

fn judged(filter: &ContentFilter, text: &str) -> Option<Category> {
    let prompt = Prompt::new(text).unwrap();
    filter.check(&prompt).err().map(|blocked| blocked.category)
}

fn category(text: &str) -> Option<Category> {
    judged(&FILTER, text)
}

/// What is wrong with a table, all at once.
fn none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn harmless_prompts_pass() {
    assert!(lines(PASS).count() >= 200);
    let wrong: Vec<_> = lines(PASS)
        .filter_map(|prompt| category(prompt).map(|c| format!("{c}: {prompt}")))
        .collect();
    none(&wrong);
}

#[test]
fn the_others_are_refused_for_what_they_are() {
    assert!(lines(BLOCK).count() >= 200);
    let wrong: Vec<_> = lines(BLOCK)
        .filter_map(|line| {
            let (expected, prompt) = line.split_once('\t').unwrap();
            let got = category(prompt).map_or("passed", Category::name);
            (got != expected).then(|| format!("{got} for {line}"))
        })
        .collect();
    none(&wrong);
}

#[test]
fn every_category_is_in_the_table() {
    for category in Category::ALL {
        let count = lines(BLOCK)
            .filter(|line| line.split('\t').next() == Some(category.name()))
            .count();
        assert!(count >= 10, "{category}: {count}");
    }
}

#[test]
fn word_borders_count() {
    for text in [
        "as sassy",
        "pen is mightier",
        "can ale",
        "ma sturdy",
        "her ape",
        "so rgy",
        "it's ex-libris",
        "G R A P E",
        "S.U.S.S.E.X.",
    ] {
        assert_eq!(category(text), None, "{text}");
    }
}

#[test]
fn a_setting_excuses_plain_words_only() {
    assert_eq!(category("a nude marble statue"), None);
    for text in ["a n u d e marble statue", "a nud3 marble statue"] {
        assert_eq!(category(text), Some(Category::Sexual), "{text}");
    }
}

#[test]
fn no_setting_excuses_what_involves_minors() {
    let expected = Some(Category::SexualMinors);
    assert_eq!(category("marble statue of a nude child"), expected);
    assert_eq!(category("sexy portrait"), None);
    assert_eq!(category("sexy child portrait"), expected);
}

#[test]
fn an_allowed_phrase_excuses_only_its_own_words() {
    assert_eq!(category("nude lipstick"), None);
    assert_eq!(
        category("nude lipstick, nude woman"),
        Some(Category::Sexual)
    );
}

#[test]
fn an_operator_may_block_allow_and_remove() {
    let filter = ContentFilter::new(&FilterChanges {
        block: BTreeMap::from([(Category::Hate, vec!["Blorptown".to_owned()])]),
        allow: vec!["naked wizard".to_owned()],
        remove: vec!["topless".to_owned()],
    })
    .unwrap();
    assert_eq!(judged(&filter, "b l o r p t o w n"), Some(Category::Hate));
    assert_eq!(judged(&filter, "a naked wizard"), None);
    assert_eq!(judged(&filter, "a naked warrior"), Some(Category::Sexual));
    assert_eq!(judged(&filter, "a topless warrior"), None);
}

#[test]
fn changes_are_read_from_configuration() {
    let changes: FilterChanges =
        serde_json::from_str(r#"{"block": {"self-harm": ["badword"]}, "allow": ["good phrase"]}"#)
            .unwrap();
    assert!(changes.block.contains_key(&Category::SelfHarm));
    assert!(serde_json::from_str::<FilterChanges>(r#"{"blocked": {}}"#).is_err());
}

/// Doubling the text about doubles the time; a search that backs up would take four times as long.
/// The bound is wide, because the machine may be busy.
#[test]
fn hostile_texts_take_no_longer_than_their_length() {
    for unit in [
        "a@4a@4", "!i1l|", "s!s$5", "n u d e ", "*a*b", "ana", "\u{FDFA}", "@",
    ] {
        let prompt = Prompt::new(&unit.chars().cycle().take(1_000).collect::<String>()).unwrap();
        let begun = Instant::now();
        let _ = FILTER.check(&prompt);
        assert!(
            begun.elapsed().as_secs() < 3,
            "{unit:?}: {:?}",
            begun.elapsed()
        );
    }
}

/// Terms of one word and at least four letters, as they are in the lists.
const TERMS: [&str; 12] = [
    "nude",
    "naked",
    "porn",
    "hentai",
    "blowjob",
    "penis",
    "suicide",
    "faggot",
    "gore",
    "dildo",
    "beheading",
    "deepfake",
];

/// Neutral words, none of which is in a list.
const NEUTRAL: [&str; 8] = [
    "watercolour",
    "sunlit",
    "wide angle",
    "4k",
    "at dawn",
    "highly detailed",
    "pastel",
    "bokeh",
];

fn insertion() -> impl Strategy<Value = String> {
    let drawn = prop::sample::select(vec![
        ".", "-", "_", "~", "/", "·", "…", "\u{200B}", "\u{200D}", "\u{AD}", "\u{301}", "🔥", "#",
        "=", "!", "*", "|", "",
    ]);
    prop::collection::vec(drawn, 0..3).prop_map(|marks| marks.concat())
}

fn any_case(letter: char, upper: bool) -> char {
    if upper {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

proptest! {
    #[test]
    fn signs_invisible_marks_and_case_hide_nothing(
        term in prop::sample::select(TERMS.to_vec()),
        marks in prop::collection::vec((insertion(), any::<bool>()), 16),
    ) {
        let mut text = String::from("a ");
        for (at, (letter, (mark, upper))) in term.chars().zip(&marks).enumerate() {
            if at > 0 {
                text.push_str(mark);
            }
            text.push(any_case(letter, *upper));
        }
        text.push_str(" picture");
        prop_assert!(category(&text).is_some(), "{text:?}");
    }

    #[test]
    fn spelling_with_blanks_hides_nothing(
        term in prop::sample::select(TERMS.to_vec()),
        separator in prop::sample::select(vec![" ", ". ", " - ", "  ", ", ", " _ ", "\n"]),
        upper in any::<bool>(),
    ) {
        let letters: Vec<_> = term.chars().map(|c| any_case(c, upper).to_string()).collect();
        let text = format!("show {} please", letters.join(separator));
        prop_assert!(category(&text).is_some(), "{text:?}");
    }

    #[test]
    fn repeated_letters_hide_nothing(
        term in prop::sample::select(TERMS.to_vec()),
        times in prop::collection::vec(prop_oneof![Just(1_usize), 3..6_usize], 16),
    ) {
        let text: String = term
            .chars()
            .zip(times)
            .flat_map(|(letter, times)| std::iter::repeat_n(letter, times))
            .collect();
        prop_assert!(category(&text).is_some(), "{text:?}");
    }

    #[test]
    fn neutral_words_do_not_make_a_harmless_prompt_harmful(
        prompt in prop::sample::select(lines(PASS).collect::<Vec<_>>()),
        before in prop::sample::subsequence(NEUTRAL.to_vec(), 0..4),
        after in prop::sample::subsequence(NEUTRAL.to_vec(), 0..4),
    ) {
        let text = [&before[..], &[prompt], &after[..]].concat().join(", ");
        prop_assert_eq!(category(&text), None, "{}", text);
    }

    #[test]
    fn neutral_words_do_not_excuse_a_harmful_prompt(
        line in prop::sample::select(lines(BLOCK).collect::<Vec<_>>()),
        before in prop::sample::subsequence(NEUTRAL.to_vec(), 0..4),
        after in prop::sample::subsequence(NEUTRAL.to_vec(), 0..4),
    ) {
        let (expected, prompt) = line.split_once('\t').unwrap();
        let text = [&before[..], &[prompt], &after[..]].concat().join(", ");
        prop_assert_eq!(category(&text).map(Category::name), Some(expected), "{}", text);
    }

    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        if let Ok(prompt) = Prompt::new(&text) {
            let _ = FILTER.check(&prompt);
        }
    }

    #[test]
    fn any_mixture_of_tricky_characters_is_judged(
        text in "[nude @4!|*.,'’ 裸体\u{200B}\u{301}\u{3099}🇳🅰ﷺßİ]{1,200}"
    ) {
        if let Ok(prompt) = Prompt::new(&text) {
            let _ = FILTER.check(&prompt);
        }
    }
}
