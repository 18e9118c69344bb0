use url::Url;

use crate::{Config, StoreKind, key::section};

section! {
    /// Where jobs are kept.
    pub struct Store = "store", |config: Config| config.store;

    /// "sqlite" keeps jobs in a file in the data folder, "dynamodb" in a table at Amazon, "memory" forgets
    /// them when the program ends.
    kind: StoreKind = StoreKind::Sqlite, example = r#""memory""#;

    /// The table at Amazon.
    table: Option<String> = None,
        absent = "no table", example = r#""pixelprompt""#;

    /// The address of a service that speaks `DynamoDB`'s language.
    endpoint: Option<Url> = None, variables = &["AWS_ENDPOINT_URL_DYNAMODB"],
        absent = "Amazon's for the region", example = r#""http://127.0.0.1:8000""#;
}
