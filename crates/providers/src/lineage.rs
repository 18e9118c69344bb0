//! Model ids that outlived their models.

use pixelprompt_domain::Standing;

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

/// The id to ask for; retired if that is another one than was configured.
pub(crate) fn living<'a>(successors: &[Successor], id: &'a str) -> (&'a str, Standing) {
    let (id, notice) = succeeded(successors, id, "paints");
    (id, notice.map_or_else(Standing::default, Standing::retired))
}

/// The id to ask for of a model that `does` something, and a sentence for people if that is another one
/// than was configured.
pub(crate) fn succeeded<'a>(
    successors: &[Successor],
    id: &'a str,
    does: &str,
) -> (&'a str, Option<String>) {
    let same = |known: &&Successor| known.old.eq_ignore_ascii_case(id);
    match successors.iter().find(same) {
        Some(Successor { old, new, fate }) => {
            let notice = format!("{old} {fate}; {new} {does} in its place.");
            (new, Some(notice))
        }
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
        let (id, standing) = living(&successors, "DALL-E-3");
        assert_eq!(id, "gpt-image");
        assert_eq!(
            standing,
            Standing::retired("dall-e-3 was retired; gpt-image paints in its place.")
        );
        assert_eq!(living(&successors, "other"), ("other", Standing::default()));
    }
}
