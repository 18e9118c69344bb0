use std::collections::HashSet;

use futures::executor::block_on;
use pixelprompt_domain::ContentFilter;
use proptest::prelude::*;

use super::*;

fn proposals(prompt: &str, seed: u64) -> Vec<String> {
    block_on(BuiltInPhrases.enhance(&Prompt::new(prompt).unwrap(), seed))
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn read(prompt: &str) -> Reading {
    STOCK.words.read(prompt)
}

#[test]
fn a_short_prompt_gets_a_scene_a_rich_and_a_plain_proposal() {
    let proposals = proposals("a red fox", 7);
    assert_eq!(proposals.len(), 3);
    assert!(proposals.iter().all(|p| p.starts_with("a red fox ")));
    assert!(proposals[1].len() > proposals[0].len());
    assert!(proposals[2].contains("on a plain "));
}

#[test]
fn the_same_seed_proposes_the_same_and_another_another() {
    let mut seen = HashSet::new();
    for seed in 0..50 {
        let first = proposals("an owl", seed);
        assert_eq!(first, proposals("an owl", seed));
        assert!(seen.insert(first), "seed {seed}");
    }
}

#[test]
fn the_topic_is_what_the_prompt_is_about() {
    for (prompt, topic) in [
        ("a red fox", "animal"),
        ("Two WOLVES", "animal"),
        ("an owl", "bird"),
        ("a blue whale", "fish"),
        ("butterflies", "insect"),
        ("a bunch of tulips", "plant"),
        ("three cherries", "food"),
        ("a cat statue", "object"),
        ("a toy car", "vehicle"),
        ("a woman with a dog", "person"),
        ("a woman reading a book", "person"),
        ("a flying fish", "fish"),
        ("a portrait of an old man", "person"),
        ("a dog and a woman", "animal"),
        ("a dragon", "creature"),
        ("a lighthouse", "place"),
        ("the moon", "sky"),
        ("a fractal", "abstract"),
        ("qwertz", "any"),
        ("狐", "any"),
        ("🦊", "any"),
    ] {
        assert_eq!(read(prompt).topic, topic, "{prompt}");
    }
}

#[test]
fn what_a_prompt_says_is_heard() {
    for (prompt, slot) in [
        ("a fox in the snow", Slot::Setting),
        ("a cup on a table", Slot::Setting),
        ("ein Fuchs im Schnee", Slot::Setting),
        ("a fox at night", Slot::Light),
        ("a moonlit fox", Slot::Light),
        ("a fox, golden-hour", Slot::Light),
        ("a watercolour of a fox", Slot::Style),
        ("pixel art fox", Slot::Style),
        ("a fox, close-up", Slot::Composition),
        ("a bird's-eye view", Slot::Composition),
    ] {
        assert!(read(prompt).said.has(slot), "{prompt}");
    }
    assert_eq!(read("a red fox").said, reading::Said::default());
    assert!(!read("a light blue fox").said.has(Slot::Light));
    assert!(
        read("a light bulb").said.has(Slot::Light),
        "a known weakness: nothing is added to it"
    );
}

#[test]
fn what_was_said_is_not_said_again() {
    for seed in 0..40 {
        for text in proposals("a fox in the woods at night, watercolour", seed) {
            let added = text
                .strip_prefix("a fox in the woods at night, watercolour")
                .unwrap();
            let said = read(added).said;
            assert!(!said.has(Slot::Light) && !said.has(Slot::Style), "{text}");
        }
        for text in proposals("a fox", seed) {
            let said = ["photo", "painting", "illustration", "drawing"];
            let styles = said.iter().filter(|style| text.contains(**style)).count();
            assert!(styles <= 1, "{text}");
        }
    }
}

#[test]
fn a_subject_is_not_put_on_its_own_colour() {
    for seed in 0..60 {
        let proposals = proposals("a blue bird", seed);
        assert!(
            !proposals[2].contains("blue background"),
            "{}",
            proposals[2]
        );
    }
}

#[test]
fn a_sentence_is_followed_by_a_sentence() {
    for text in proposals("Paint me a fox!", 3) {
        let added = text.strip_prefix("Paint me a fox! ").unwrap();
        assert!(
            added.starts_with(char::is_uppercase) && added.ends_with('.'),
            "{text}"
        );
    }
}

#[test]
fn a_long_prompt_gets_less_and_a_full_one_an_error() {
    let long = "x ".repeat(480) + "xxx";
    for text in proposals(&long, 1) {
        assert!(text.chars().count() <= MAX_PROMPT_CHARS);
    }
    let full = Prompt::new(&"x".repeat(MAX_PROMPT_CHARS)).unwrap();
    let error = block_on(BuiltInPhrases.enhance(&full, 1)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::PromptTooLong);
}

#[test]
fn what_was_enhanced_can_be_enhanced_again() {
    let mut prompt = "a fox".to_owned();
    for round in 0..5 {
        prompt = proposals(&prompt, round)[1].clone();
    }
    assert!(prompt.chars().count() < 500, "{prompt}");
}

#[test]
fn every_topic_has_phrases_for_every_slot() {
    let topics: HashSet<_> = STOCK
        .sections()
        .filter_map(|(section, _)| section.strip_suffix(".setting"))
        .collect();
    for topic in &topics {
        for slot in READING_ORDER {
            assert!(STOCK.phrases(topic, slot).len() >= 5, "{topic} {slot:?}");
        }
    }
    for word in [
        "fox", "owl", "whale", "bee", "rose", "pizza", "violin", "car", "ship", "jet",
    ] {
        assert!(topics.contains(read(word).topic), "{word}");
    }
    for word in ["star", "girl", "robot", "city", "joy", "?"] {
        assert!(topics.contains(read(word).topic), "{word}");
    }
}

#[test]
fn every_phrase_passes_the_content_filter_and_reads_well() {
    let filter = ContentFilter::default();
    let mut count = 0;
    for (section, phrases) in STOCK.sections() {
        let mut seen = HashSet::new();
        for phrase in phrases {
            count += 1;
            assert!(
                seen.insert(phrase.text),
                "twice in {section}: {}",
                phrase.text
            );
            let trimmed = phrase.text.trim_end_matches([' ', ',', '.']);
            assert_eq!(trimmed, phrase.text, "{section}");
            assert!(
                !phrase.text.starts_with('+'),
                "{section} takes in what is not there"
            );
            for subject in ["a girl", "a cat", "a blue bottle"] {
                let prompt = Prompt::new(&format!("{subject}, {}", phrase.text)).unwrap();
                assert!(filter.check(&prompt).is_ok(), "{prompt}");
            }
        }
    }
    assert!(count > 400, "{count}");
}

#[test]
fn the_painter_still_sees_the_subject() {
    use pixelprompt_painter::{Control, Order, Painter};

    let painter = Painter::shared().unwrap();
    let subject = |prompt: &str| {
        let mut order = Order::new(prompt, 0);
        order.steps = 1;
        let picture = painter.paint(&order, &mut |_| Control::Continue).unwrap();
        let thing = picture.reading.left.unwrap();
        (thing.concept, thing.colour)
    };
    let mut lost = Vec::new();
    let mut asked = 0;
    for prompt in [
        "a red fox",
        "a cat",
        "an owl",
        "a blue whale",
        "a pink tulip",
        "a yellow car",
        "a teapot",
        "a pizza",
        "a sailboat",
        "a robot",
        "a house",
    ] {
        let meant = subject(prompt);
        for seed in 0..2 {
            for text in proposals(prompt, seed) {
                asked += 1;
                if subject(&text) != meant {
                    lost.push(text);
                }
            }
        }
    }
    assert!(lost.is_empty(), "of {asked}: {lost:#?}");
}

proptest! {
    #[test]
    fn words_stay_in_front_and_proposals_keep_their_promises(
        text in prop_oneof![
            any::<String>(),
            "[a-z ]{1,40}[.!?,]?",
            "[🦊🎉👩‍🚀א-ת狐]{1,20}",
            "[a-z ]{900,1000}",
        ],
        seed in any::<u64>(),
    ) {
        let Ok(prompt) = Prompt::new(&text) else { return Ok(()) };
        match block_on(BuiltInPhrases.enhance(&prompt, seed)) {
            Ok(proposals) => {
                prop_assert!(!proposals.is_empty());
                let distinct: HashSet<_> = proposals.iter().collect();
                prop_assert_eq!(distinct.len(), proposals.len());
                for proposal in &proposals {
                    prop_assert!(proposal.as_str().starts_with(prompt.as_str()));
                    prop_assert!(proposal != &prompt);
                }
            }
            Err(error) => {
                prop_assert_eq!(error.kind, ErrorKind::PromptTooLong);
                prop_assert!(prompt.as_str().chars().count() > MAX_PROMPT_CHARS - 60);
            }
        }
    }
}
