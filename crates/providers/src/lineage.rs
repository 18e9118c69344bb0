//! Model ids that outlived their models, and other names of those that live.

use pixelprompt_domain::Standing;

/// What older configurations call a model, and the one that is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Successor {
    /// The name or id that they have, in any spelling; one that ends with `*` is what such names begin
    /// with.
    pub(crate) old: &'static str,
    /// The id that is asked for instead.
    pub(crate) new: &'static str,
    /// What became of the old one, to go between both: `was retired on 2026-05-12`. Nothing where both are
    /// the same model.
    pub(crate) fate: Option<&'static str>,
}

impl Successor {
    /// Another model paints.
    pub(crate) const fn gone(old: &'static str, new: &'static str, fate: &'static str) -> Self {
        let fate = Some(fate);
        Self { old, new, fate }
    }

    /// The same model, under the name that its provider gives it.
    pub(crate) const fn called(old: &'static str, new: &'static str) -> Self {
        let fate = None;
        Self { old, new, fate }
    }

    /// Whether it is the one that an id or name means.
    fn is_meant(&self, id: &str) -> bool {
        let wanted = letters(id);
        id != self.new
            && match self.old.strip_suffix('*') {
                Some(start) => wanted.starts_with(&letters(start)),
                None => wanted == letters(self.old),
            }
    }

    fn notice(&self, id: &str, does: &str) -> String {
        let new = self.new;
        match self.fate {
            Some(fate) => format!("{id} {fate}; {new} {does} in its place."),
            None => format!("{id} is taken for {new}, as its provider calls it."),
        }
    }
}

/// A name without what people spell differently: case, spaces, dots and dashes.
pub(crate) fn letters(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// The id to ask for; with a notice if that is another one than was configured, and retired if it is another
/// model.
pub(crate) fn living<'a>(successors: &[Successor], id: &'a str) -> (&'a str, Standing) {
    let Some(known) = successors.iter().find(|known| known.is_meant(id)) else {
        return (id, Standing::default());
    };
    let notice = known.notice(id, "paints");
    let standing = match known.fate {
        Some(_) => Standing::retired(notice),
        None => Standing::default().noting(notice),
    };
    (known.new, standing)
}

/// The id to ask for of a language model, and a sentence for people if that is another one than was
/// configured.
pub(crate) fn answering<'a>(successors: &[Successor], id: &'a str) -> (&'a str, Option<String>) {
    let meant = successors.iter().find(|known| known.is_meant(id));
    meant.map_or((id, None), |known| {
        (known.new, Some(known.notice(id, "answers")))
    })
}

/// The day of a model in a list of those whose providers still serve them and have announced it. Dated
/// snapshots such as `gpt-4o-2024-08-06` end with the model.
pub(crate) fn ending(days: &[(&str, &'static str)], id: &str) -> Option<&'static str> {
    let id = id.to_ascii_lowercase();
    let is = |known: &str| {
        let rest = id.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("-20"))
    };
    days.iter()
        .find(|(known, _)| is(known))
        .map(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUCCESSORS: &[Successor] = &[
        Successor::gone("dall-e-3", "gpt-image", "was retired"),
        Successor::gone("imagen*", "banana", "ended"),
        Successor::called("Flux Dev", "flux-dev"),
    ];

    #[test]
    fn a_dead_id_leads_to_a_living_one_and_says_so() {
        for (id, new, notice) in [
            (
                "DALL-E 3",
                "gpt-image",
                "DALL-E 3 was retired; gpt-image paints in its place.",
            ),
            (
                "dall-e-3",
                "gpt-image",
                "dall-e-3 was retired; gpt-image paints in its place.",
            ),
            (
                "Imagen 3.0",
                "banana",
                "Imagen 3.0 ended; banana paints in its place.",
            ),
        ] {
            assert_eq!(living(SUCCESSORS, id), (new, Standing::retired(notice)));
        }
        assert_eq!(living(SUCCESSORS, "other"), ("other", Standing::default()));
    }

    #[test]
    fn another_name_of_a_living_model_is_no_fault_of_the_model() {
        let (id, standing) = living(SUCCESSORS, "FLUX.dev");
        let notice = "FLUX.dev is taken for flux-dev, as its provider calls it.";
        assert_eq!(
            (id, standing),
            ("flux-dev", Standing::default().noting(notice))
        );
        let own = living(SUCCESSORS, "flux-dev");
        assert_eq!(own, ("flux-dev", Standing::default()));
    }

    #[test]
    fn snapshots_end_with_their_model_and_others_do_not() {
        let days = [("gpt-5", "soon"), ("gpt-5-mini", "later")];
        for (id, day) in [
            ("gpt-5", Some("soon")),
            ("GPT-5-2025-08-07", Some("soon")),
            ("gpt-5-mini", Some("later")),
            ("gpt-5-pro", None),
            ("gpt-5.4-mini", None),
        ] {
            assert_eq!(ending(&days, id), day, "{id}");
        }
    }
}
