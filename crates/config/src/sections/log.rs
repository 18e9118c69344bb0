use crate::{Config, LogFormat, key::section};

section! {
    /// What the program tells about its work, on standard error.
    pub struct Log = "log", |config: Config| config.log;

    /// "json" for machines, "pretty" for people, "auto" for "pretty" on a terminal and "json"
    /// elsewhere.
    format: LogFormat = LogFormat::Auto, example = r#""json""#;

    /// The least grave level that is told (error, warn, info, debug, trace), also by module.
    filter: String = "info".to_owned(), variables = &["RUST_LOG"],
        example = r#""warn,pixelprompt=debug""#;
}
