//! What the embedded reader makes of prompts.

use crate::painter::Painter;

fn reading(prompt: &str, negative: &str) -> String {
    let reader = Painter::shared().unwrap().reader();
    let mut reading = reader.read(prompt, 2, 7);
    reader.avoid(&mut reading, negative);
    reading.to_string()
}

#[test]
fn prompts_are_understood() {
    for (prompt, understood) in [
        (
            "a red fox in the snow",
            "red fox on a light blue background",
        ),
        (
            "an oil painting of a green guitar, highly detailed, 4k",
            "green guitar",
        ),
        ("a banana next to a blue penguin", "banana and blue penguin"),
        ("two pizzas", "pizza and pizza"),
        ("a tiny owl", "small owl"),
        ("an elephnat", "elephant"),
        ("\u{1f98a}", "fox"),
        (
            "purple \u{1f419} on a yellow background",
            "purple octopus on a yellow background",
        ),
    ] {
        assert_eq!(reading(prompt, ""), understood, "{prompt}");
    }
}

#[test]
fn what_is_not_wanted_is_taken_out() {
    for (prompt, negative, understood) in [
        ("a fox and a robot", "a robot", "fox"),
        ("a fox and a robot", "fox", "robot"),
        ("a fox and a cat", "a cat", "fox"),
        ("a red fox", "red", "fox"),
        ("a fox on a blue background", "blue background", "fox"),
        ("a red fox", "zxqvw, blurry, low quality", "red fox"),
    ] {
        assert_eq!(
            reading(prompt, negative),
            understood,
            "{prompt} without {negative}"
        );
    }
}

#[test]
fn an_unwanted_colour_is_this_picture_in_that_colour() {
    let reader = Painter::shared().unwrap().reader();
    let mut reading = reader.read("a house", 2, 7);
    let against = reader.avoid(&mut reading, "red");
    assert_eq!(against.concept, reading.scene.concept);
    assert_ne!(against.colour[0], 0);
    let against = reader.avoid(&mut reading, "zxqvw");
    assert_eq!(
        against,
        crate::Scene::blank(reading.scene.style),
        "unknown words change nothing"
    );
}

#[test]
fn known_words_are_sure_and_strange_ones_are_not() {
    let reader = Painter::shared().unwrap().reader();
    let mut wrong = Vec::new();
    for (prompt, sure) in [("cat", true), ("a fire engine", true), ("quantum", false)] {
        let reading = reader.read(prompt, 0, 3);
        if reading.is_sure() != sure {
            wrong.push((prompt, reading.surest));
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn a_text_without_a_known_word_is_a_surprise_that_says_so() {
    let reader = Painter::shared().unwrap().reader();
    for text in ["!!!", "\u{732b}", "42"] {
        let reading = reader.read(text, 0, 3);
        assert!(!reading.is_sure() && reading.left.is_some(), "{text}");
    }
}
