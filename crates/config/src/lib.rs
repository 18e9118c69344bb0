//! Pixel Prompt's configuration: one typed [`Config`] from a TOML file and the environment.
//!
//! An option of the command goes before the environment, the environment before the file, the file
//! before the defaults. Whatever is wrong is told at once, each mistake in one sentence that names
//! the key, where it was written, and what to write instead.
//!
//! ```
//! use pixelprompt_config::{Config, Sources};
//!
//! let environment = [("GLOBAL_LIMIT".to_owned(), "many".to_owned())];
//! let mistakes = Config::load(Sources { environment: environment.into(), ..Sources::default() });
//! assert_eq!(
//!     mistakes.unwrap_err().to_string(),
//!     "limits.global_per_hour (environment variable GLOBAL_LIMIT) is \"many\" but must be \
//!      a whole number from 0 to 1000000000, for example 5000."
//! );
//! ```
//!
//! # Why no configuration library
//!
//! figment and config put sources together, and forget on which line a value stood or which variable
//! held it, and stop at the first mistake. Reading the TOML with its spans and each key by itself is
//! what makes the sentence above possible.
//!
//! # Adding a key
//!
//! Add it to its section in `sections/`: documentation, type, default and example stand together,
//! and everything else (loading, `explain`, the default file, the tests) follows from them. A new
//! section is a new file there, a field of [`Config`] and a line in `sections!` below.

mod amazon;
mod check;
mod explain;
mod file;
mod key;
mod language;
mod load;
mod mistake;
mod models;
mod origin;
mod places;
mod provider;
mod raw;
mod sample;
mod sections;
mod sources;
mod suggest;
mod unknown;
mod values;
mod variables;

#[cfg(test)]
mod tests;

pub use amazon::Amazon;
pub use explain::explain;
pub use language::{KnownLanguage, Language};
pub use mistake::{Mistake, Mistakes};
pub use models::{MAX_MODELS, Model};
pub use origin::Origin;
pub use places::{Platform, find_file};
pub use provider::{KnownProvider, Need};
pub use sample::sample;
pub use sections::{
    Blobs, Budget, Data, Enhance, Filter, Limits, Log, Moderation, Painter, Queue, Server, Store,
    Work,
};
pub use sources::{Loaded, Override, Sources};
pub use values::{
    BlobKind, ByteSize, CorsOrigins, Dialect, KnobName, LogFormat, Seconds, StoreKind,
    UnknownPrice, WhenUnavailable, covers,
};

use key::Key;

macro_rules! sections {
    ($( $(#[$doc:meta])+ $field:ident: $Section:ident; )+) => {
        /// Everything that can be configured.
        #[derive(Clone, Debug, Default)]
        pub struct Config {
            $( $(#[$doc])+ pub $field: $Section, )+
            /// The models that were configured, beside those that are built in.
            pub models: Vec<Model>,
            /// The language model that enhances prompts; nothing where the program itself does.
            pub language: Option<Language>,
            /// Who the program is to Amazon's services, where the environment says it.
            pub amazon: Option<Amazon>,
        }

        /// Name and purpose of each section, and its keys.
        pub(crate) const SECTIONS: &[((&str, &str), &[Key<Config>])] =
            &[$( ($Section::ABOUT, $Section::KEYS), )+];
    };
}

sections! {
    /// Where the program listens, and whom it trusts.
    server: Server;
    /// What the program keeps on this machine.
    data: Data;
    /// Where jobs are kept.
    store: Store;
    /// How workers that are functions at Amazon hear of work.
    queue: Queue;
    /// Where pictures are kept.
    blobs: Blobs;
    /// How often something may be asked.
    limits: Limits;
    /// How much pictures may cost.
    budget: Budget;
    /// How runs are worked on.
    work: Work;
    /// Which prompts are not painted.
    filter: Filter;
    /// A second opinion on prompts.
    moderation: Moderation;
    /// Turning a short prompt into a rich one.
    enhance: Enhance;
    /// What the program tells about its work.
    log: Log;
    /// The models that ship inside the program.
    painter: Painter;
}

/// The keys of all sections but the models'.
pub(crate) fn keys() -> impl Iterator<Item = &'static Key<Config>> {
    SECTIONS.iter().flat_map(|(_, keys)| keys.iter())
}
