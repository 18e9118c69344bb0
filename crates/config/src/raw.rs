//! A value as somebody wrote it, before it means anything.

use toml::de::DeValue;

/// How much of a value is repeated in a message.
const SHOWN_CHARS: usize = 60;

/// A value from the file, or the text of a variable. It has no `Debug`: it may be a secret.
#[derive(Clone)]
pub(crate) enum Raw {
    /// From a variable or an option: any kind of value is read from it.
    Word(String),
    Text(String),
    Whole(i128),
    Bool(bool),
    List(Vec<Raw>),
    /// A number with a fraction, digit for digit.
    Fraction(String),
    /// Nothing that any key takes: a date, a table.
    Other(&'static str),
}

impl From<&DeValue<'_>> for Raw {
    fn from(value: &DeValue<'_>) -> Self {
        match value {
            DeValue::String(text) => Self::Text(text.to_string()),
            DeValue::Integer(number) => i128::from_str_radix(number.as_str(), number.radix())
                .map_or(Self::Other("a number that is too large"), Self::Whole),
            DeValue::Boolean(yes) => Self::Bool(*yes),
            DeValue::Array(items) => {
                Self::List(items.iter().map(|item| item.get_ref().into()).collect())
            }
            DeValue::Float(number) => Self::Fraction(number.as_str().replace('_', "")),
            DeValue::Datetime(_) => Self::Other("a date"),
            DeValue::Table(_) => Self::Other("a table"),
        }
    }
}

impl Raw {
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Text(text) => Some(text.trim()),
            _ => None,
        }
    }

    pub(crate) fn whole(&self) -> Option<i128> {
        match self {
            Self::Whole(number) => Some(*number),
            Self::Word(text) => text.trim().replace('_', "").parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(yes) => Some(*yes),
            Self::Word(text) => match text.trim().to_lowercase().as_str() {
                "true" | "1" | "yes" | "on" => Some(true),
                "false" | "0" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The entries of a list. A variable separates them by commas; a single text is a list of one.
    pub(crate) fn list(&self) -> Option<Vec<Raw>> {
        match self {
            Self::List(items) => Some(items.clone()),
            Self::Text(_) => Some(vec![self.clone()]),
            Self::Word(text) => Some(
                text.split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .map(|item| Self::Word(item.to_owned()))
                    .collect(),
            ),
            _ => None,
        }
    }

    /// The value as a message repeats it: on one line, and not endlessly long.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Word(text) | Self::Text(text) if text.chars().count() > SHOWN_CHARS => {
                let start: String = text.chars().take(SHOWN_CHARS).collect();
                format!("{start:?}…")
            }
            Self::Word(text) | Self::Text(text) => format!("{text:?}"),
            Self::Whole(number) => number.to_string(),
            Self::Fraction(number) => number.clone(),
            Self::Bool(yes) => yes.to_string(),
            Self::List(items) if items.is_empty() => "an empty list".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Other(what) => (*what).to_owned(),
        }
    }
}
