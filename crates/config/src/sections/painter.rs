use crate::{Config, key::section};

section! {
    /// The models that ship inside the program.
    pub struct Painter = "painter", |config: Config| config.painter;

    /// Whether the built-in models are offered beside those configured. Where both together would be
    /// more than 20, they are not, unless this is set.
    enabled: bool = true, example = "false";
}
