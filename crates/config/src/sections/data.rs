use std::path::PathBuf;

use crate::{Config, key::section};

section! {
    /// What the program keeps on this machine.
    pub struct Data = "data", |config: Config| config.data;

    /// The folder for jobs and pictures, made if it does not exist; only one program uses it at a
    /// time. The option --data goes before it.
    folder: PathBuf = PathBuf::from("pixelprompt-data"),
        absent = "pixelprompt in the user's data folder ($XDG_DATA_HOME or ~/.local/share; \
            ~/Library/Application Support on macOS, %LOCALAPPDATA% on Windows), \
            ./pixelprompt-data where there is none",
        example = r#""/var/lib/pixelprompt""#;
}
