use crate::{Config, StoreKind, key::section};

section! {
    /// Where jobs are kept.
    pub struct Store = "store", |config: Config| config.store;

    /// "sqlite" keeps jobs in a file in the data folder, "memory" forgets them when the program
    /// ends.
    kind: StoreKind = StoreKind::Sqlite, example = r#""memory""#;
}
