//! What a picture shows, as rows of the network's learned tables.

/// One or two objects with their colours, a background and an artwork style.
///
/// Row 0 of every table means "not said". The names of the other rows are in the training
/// vocabulary; [`crate::Reading`] turns a prompt into them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The left (or only) object and the right one.
    pub concept: [usize; 2],
    /// The colour of each object.
    pub colour: [usize; 2],
    /// What lies behind the objects.
    pub background: usize,
    /// The artwork style.
    pub style: usize,
    /// Of a single object: mirrored (0 or 1), shrink (0 is full size), shift right and shift down
    /// of its centre (in parts of the picture's side).
    pub pose: [f32; 4],
}

impl Scene {
    /// Nothing in particular, in a style.
    pub fn blank(style: usize) -> Self {
        Self {
            style,
            ..Self::default()
        }
    }
}
