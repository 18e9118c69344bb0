//! What the reader understood of a prompt, in words a person can check.

use std::fmt;

use crate::scene::Scene;

/// One object of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// The painter's name of it, such as "fox" or "hot beverage".
    pub concept: String,
    /// The colour that was asked for.
    pub colour: Option<String>,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.colour {
            // "red apple" is a concept of its own: nobody says "red red apple".
            Some(colour) if !self.concept.starts_with(colour.as_str()) => {
                write!(f, "{colour} {}", self.concept)
            }
            _ => f.write_str(&self.concept),
        }
    }
}

/// What will be painted for a prompt.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The only object, or the left one of two.
    pub left: Option<Thing>,
    /// The right one of two objects.
    pub right: Option<Thing>,
    /// What lies behind, where the prompt says so.
    pub background: Option<String>,
    /// Whether the object is drawn smaller than the picture.
    pub small: bool,
    /// How alike the words for the left object and the nearest phrase that the painter knows are,
    /// from 0 to 1; 1 for the phrase itself.
    pub surest: f32,
    pub(crate) scene: Scene,
}

impl Reading {
    /// Whether the prompt held a word with a meaning the painter knows well. Otherwise the picture
    /// shows the nearest meaning, or a surprise.
    pub fn is_sure(&self) -> bool {
        self.surest >= 0.6
    }
}

impl fmt::Display for Reading {
    /// "red fox and blue car on a light blue background".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let things: Vec<String> = [&self.left, &self.right]
            .into_iter()
            .flatten()
            .map(Thing::to_string)
            .collect();
        write!(
            f,
            "{}{}",
            if self.small { "small " } else { "" },
            things.join(" and ")
        )?;
        let Some(background) = &self.background else {
            return Ok(());
        };
        let article = if background.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        match things.len() {
            0 => write!(f, "{background} background"),
            _ => write!(f, " on {article} {background} background"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_told_in_a_phrase() {
        let thing = |concept: &str, colour: Option<&str>| {
            Some(Thing {
                concept: concept.into(),
                colour: colour.map(Into::into),
            })
        };
        let mut reading = Reading {
            left: thing("fox", Some("red")),
            right: thing("car", None),
            background: Some("orange".into()),
            small: false,
            surest: 1.0,
            scene: Scene::default(),
        };
        assert_eq!(
            reading.to_string(),
            "red fox and car on an orange background"
        );
        reading.right = thing("red apple", Some("red"));
        assert_eq!(
            reading.to_string(),
            "red fox and red apple on an orange background"
        );
        (reading.right, reading.background, reading.small) = (None, None, true);
        assert_eq!(reading.to_string(), "small red fox");
        (reading.left, reading.small, reading.background) = (None, false, Some("blue".into()));
        assert_eq!(reading.to_string(), "blue background");
    }
}
