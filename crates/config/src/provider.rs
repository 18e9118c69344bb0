//! What the configuration must know of a provider. The caller hands the list in.

/// Whether something must, may or cannot be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing works without it.
    Required,
    /// Some servers want it.
    Optional,
    /// It means nothing here.
    Unused,
}

/// A provider that a model can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProvider {
    /// Its name.
    pub name: &'static str,
    /// Other names by which it is known.
    pub aliases: &'static [&'static str],
    /// Whether its models have a key.
    pub api_key: Need,
    /// The environment variable in which the key is looked for that its models are not given. Where a key is
    /// optional, the models still need this or what Amazon's variables say.
    pub key_variable: Option<&'static str>,
    /// Whether its models have an address.
    pub base_url: Need,
    /// What older configurations call its models; one that is called so needs no provider beside it.
    pub nicknames: &'static [&'static str],
    /// The ids of all its models, where the program knows them; otherwise any id is taken. They are
    /// offered without being configured, while `painter.enabled` holds.
    pub built_in: Vec<String>,
}

impl KnownProvider {
    /// Whether older configurations call one of its models so, whatever the case, spaces and dots.
    pub(crate) fn is_known_for(&self, name: &str) -> bool {
        let letters = |name: &str| -> String {
            let kept = name.chars().filter(char::is_ascii_alphanumeric);
            kept.map(|c| c.to_ascii_lowercase()).collect()
        };
        let name = letters(name);
        self.nicknames.iter().any(|known| letters(known) == name)
    }
}
