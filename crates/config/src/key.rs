//! One key: its name, its documentation, and the place in the configuration that it sets.

use crate::values::Setting;

/// A key of `T`, documented. [`section!`] makes these.
pub(crate) struct Key<T> {
    /// The section it stands in: `server`.
    pub(crate) section: &'static str,
    /// Its name in the section: `listen`.
    pub(crate) name: &'static str,
    /// What it does, in full sentences.
    pub(crate) sentence: &'static str,
    /// The environment variables that set it, the first one set wins. Where there are none, the
    /// variable is `PIXELPROMPT_SECTION_NAME`.
    pub(crate) variables: &'static [&'static str],
    /// The least and the greatest number; for what is no number, without meaning.
    pub(crate) within: (u64, u64),
    /// What holds if nothing is set; empty if the default says it.
    pub(crate) absent: &'static str,
    /// A value as it is written in TOML.
    pub(crate) example: &'static str,
    /// Its place.
    pub(crate) at: fn(&mut T) -> &mut dyn Setting,
}

impl<T> Key<T> {
    pub(crate) const fn new(
        section: &'static str,
        name: &'static str,
        sentence: &'static str,
        at: fn(&mut T) -> &mut dyn Setting,
    ) -> Self {
        Self {
            section,
            name,
            sentence,
            variables: &[],
            within: (0, u64::MAX),
            absent: "",
            example: "",
            at,
        }
    }

    /// The name that messages use: `server.listen`.
    pub(crate) fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// The variables that set it, the strongest first.
    pub(crate) fn variables(&self) -> Vec<String> {
        if self.variables.is_empty() {
            vec![self.own_variable()]
        } else {
            self.variables.iter().map(ToString::to_string).collect()
        }
    }

    /// The variable that follows the rule, also where the key has others.
    pub(crate) fn own_variable(&self) -> String {
        let path = self.path().replace('.', "_");
        format!("{PREFIX}{}", path.to_uppercase())
    }

    /// What may be written: `a whole number from 1 to 20`.
    pub(crate) fn kind(&self, of: &mut T) -> String {
        (self.at)(of).kind(self.within)
    }
}

/// Begins the variables that are Pixel Prompt's own.
pub(crate) const PREFIX: &str = "PIXELPROMPT_";

/// Defines a section: its structure, its defaults and its documented keys, each in one place, so
/// that no key is without documentation and no documentation without a key.
///
/// After the default stand fields of [`Key`].
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $Section:ident = $name:literal, |$root:ident: $Root:ty| $base:expr;
        $(
            $(#[doc = $sentence:literal])+
            $field:ident: $Type:ty = $default:expr $(, $property:ident = $value:expr)*;
        )+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        $vis struct $Section {
            $( $(#[doc = $sentence])+ $vis $field: $Type, )+
        }

        impl Default for $Section {
            fn default() -> Self {
                Self { $( $field: $default, )+ }
            }
        }

        impl $Section {
            /// What the section is for.
            pub(crate) const ABOUT: (&str, &str) = ($name, concat!($($about),+));
            /// Its keys, in the order to show them.
            pub(crate) const KEYS: &[$crate::key::Key<$Root>] = &[$(
                $crate::key::Key {
                    $( $property: $value, )*
                    ..$crate::key::Key::new(
                        $name,
                        stringify!($field),
                        concat!($($sentence),+),
                        |$root| &mut ($base).$field,
                    )
                },
            )+];
        }
    };
}
pub(crate) use section;
