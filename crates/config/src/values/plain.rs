//! Texts, numbers, lists, paths: what every configuration has.

use std::path::PathBuf;

use pixelprompt_domain::Size;
use url::Url;

use super::{Value, Within, Wrong};
use crate::raw::Raw;

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

impl Value for String {
    fn kind(_: Within) -> String {
        "a text that is not empty".to_owned()
    }

    fn kinds(_: Within) -> String {
        "texts".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        match raw.text() {
            Some(text) if !text.is_empty() => Ok(text.to_owned()),
            _ => Err(Wrong::new::<Self>(raw, within)),
        }
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(self))
    }
}

impl Value for bool {
    fn kind(_: Within) -> String {
        "true or false".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        raw.bool().ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for u64 {
    fn kind((least, greatest): Within) -> String {
        format!("a whole number from {least} to {greatest}")
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        raw.whole()
            .and_then(|number| Self::try_from(number).ok())
            .filter(|number| (within.0..=within.1).contains(number))
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for u32 {
    fn kind((least, greatest): Within) -> String {
        <u64 as Value>::kind((least, greatest.min(Self::MAX.into())))
    }

    fn read(raw: &Raw, (least, greatest): Within) -> Result<Self, Wrong> {
        let number = u64::read(raw, (least, greatest.min(Self::MAX.into())))?;
        Ok(Self::try_from(number).unwrap_or(Self::MAX))
    }

    fn shown(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for PathBuf {
    fn kind(_: Within) -> String {
        "a path that is not empty, written out where a shell would write ~".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        match raw.text() {
            Some(text) if !text.is_empty() && !text.starts_with('~') => Ok(text.into()),
            _ => Err(Wrong::new::<Self>(raw, within)),
        }
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(&self.to_string_lossy()))
    }
}

impl Value for Size {
    fn kind(_: Within) -> String {
        "a size such as 1024x1024".to_owned()
    }

    fn kinds(_: Within) -> String {
        "sizes such as 1024x1024".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        raw.text()
            .and_then(|text| text.parse().ok())
            .filter(|size: &Self| size.width > 0 && size.height > 0)
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(&self.to_string()))
    }
}

/// An address on the web. A bare host gets `https://`: the seed's `CLOUDFRONT_DOMAIN` is one.
impl Value for Url {
    fn kind(_: Within) -> String {
        "an address such as https://example.com/path, without user name, @, ? and #".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        let text = raw.text().ok_or_else(|| Wrong::new::<Self>(raw, within))?;
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let plain = |url: &Self| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        // What follows @ or ? may be a password or a key, so the message does not repeat it.
        let careful = || Wrong {
            found: if text.contains(['@', '?', '#']) {
                "holds more than host and path".to_owned()
            } else {
                format!("is {}", raw.shown())
            },
            must: Self::kind(within),
        };
        match Self::parse(&whole) {
            // A password with a slash in it looks like a path, with the @ behind it left over.
            Ok(url) if plain(&url) && !text.contains(|c: char| c == '@' || c.is_whitespace()) => {
                Ok(url)
            }
            _ => Err(careful()),
        }
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(self.as_str()))
    }
}

impl<T: Value> Value for Option<T> {
    fn kind(within: Within) -> String {
        T::kind(within)
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        T::read(raw, within).map(Some)
    }

    fn shown(&self) -> Option<String> {
        self.as_ref().and_then(Value::shown)
    }
}

impl<T: Value> Value for Vec<T> {
    fn kind(within: Within) -> String {
        format!("a list of {}", T::kinds(within))
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        let items = raw.list().ok_or_else(|| Wrong::new::<Self>(raw, within))?;
        items
            .iter()
            .map(|item| {
                T::read(item, within).map_err(|wrong| Wrong {
                    found: wrong.found.replacen("is ", "holds ", 1),
                    must: Self::kind(within),
                })
            })
            .collect()
    }

    fn shown(&self) -> Option<String> {
        let items: Vec<_> = self.iter().filter_map(Value::shown).collect();
        Some(format!("[{}]", items.join(", ")))
    }
}
