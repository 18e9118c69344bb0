//! Model ids that outlived their models.

/// A model that its provider no longer serves, and the one that paints in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Successor {
    /// The id that older configurations name.
    pub(crate) old: &'static str,
    /// The id that is asked for instead.
    pub(crate) new: &'static str,
    /// What became of the old one, to go between both ids: `was retired on 2026-05-12`.
    pub(crate) fate: &'static str,
}

/// The id to ask for, and a sentence for people if that is another one than was configured.
pub(crate) fn living<'a>(successors: &[Successor], id: &'a str) -> (&'a str, Option<String>) {
    succeeded(successors, id, "paints")
}

/// The same of a model that does something else.
pub(crate) fn succeeded<'a>(
    successors: &[Successor],
    id: &'a str,
    does: &str,
) -> (&'a str, Option<String>) {
    let same = |known: &&Successor| known.old.eq_ignore_ascii_case(id);
    match successors.iter().find(same) {
        Some(Successor { old, new, fate }) => (
            new,
            Some(format!("{old} {fate}; {new} {does} in its place.")),
        ),
        None => (id, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_id_leads_to_a_living_one_and_says_so() {
        let successors = [Successor {
            old: "dall-e-3",
            new: "gpt-image",
            fate: "was retired",
        }];
        let (id, notice) = living(&successors, "DALL-E-3");
        assert_eq!(id, "gpt-image");
        assert_eq!(
            notice.unwrap(),
            "dall-e-3 was retired; gpt-image paints in its place."
        );
        assert_eq!(living(&successors, "other"), ("other", None));
    }
}
