//! Who we are to Amazon.

use std::fmt;

use async_trait::async_trait;
use secrecy::{ExposeSecret as _, SecretString};

/// A key to Amazon's services. Printing it shows nothing of it.
#[derive(Clone)]
pub struct AwsKey {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
    pub(crate) token: Option<SecretString>,
}

impl fmt::Debug for AwsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
}

impl AwsKey {
    /// `ACCESS_KEY_ID:SECRET` or `ACCESS_KEY_ID:SECRET:SESSION_TOKEN`; anything else is none.
    pub fn parse(text: &SecretString) -> Option<Self> {
        let mut parts = text.expose_secret().splitn(3, ':').map(str::trim);
        let (id, secret) = (parts.next()?, parts.next()?);
        Self::of(id, secret, parts.next())
    }

    /// What `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` say, which is how Lambda hands a
    /// function its role. `variable` looks one up.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, NoKey> {
        let read = |name: &'static str| {
            let value = variable(name).filter(|value| !value.trim().is_empty());
            value.ok_or_else(|| NoKey::new(format!("{name} is not set")))
        };
        let (id, secret) = (read("AWS_ACCESS_KEY_ID")?, read("AWS_SECRET_ACCESS_KEY")?);
        let token = variable("AWS_SESSION_TOKEN");
        let key = Self::of(id.trim(), secret.trim(), token.as_deref().map(str::trim));
        key.ok_or_else(|| NoKey::new("the variables hold no key"))
    }

    fn of(id: &str, secret: &str, token: Option<&str>) -> Option<Self> {
        let token = token.filter(|token| !token.is_empty());
        (!id.is_empty() && !secret.is_empty()).then(|| Self {
            id: id.to_owned(),
            secret: secret.into(),
            token: token.map(Into::into),
        })
    }

    /// What must not be repeated to anybody: the secret, the token, and whose they are.
    pub fn secrets(&self) -> Vec<String> {
        let token = self.token.iter();
        let secrets = [&self.secret].into_iter().chain(token);
        let secrets = secrets.map(|secret| secret.expose_secret().to_owned());
        secrets.chain([self.id.clone()]).collect()
    }

    /// The words without a part of the key. Amazon's services quote a request that they think was signed
    /// wrongly, token and all.
    pub(crate) fn hide(&self, words: &str) -> String {
        self.secrets().iter().fold(words.to_owned(), |words, part| {
            words
                .replace(part, "[key]")
                .replace(&crate::encoded(part), "[key]")
        })
    }
}

/// Where the key comes from. It is asked for at each attempt of a call, so that a source may renew it.
#[async_trait]
pub trait Keys: Send + Sync {
    /// The key as of now.
    async fn key(&self) -> Result<AwsKey, NoKey>;
}

/// One that never changes: Lambda starts a new process before the key of the old one ends.
#[async_trait]
impl Keys for AwsKey {
    async fn key(&self) -> Result<AwsKey, NoKey> {
        Ok(self.clone())
    }
}

/// There is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key to Amazon's services: {why}")]
pub struct NoKey {
    why: String,
}

impl NoKey {
    /// Says in a few words why. They are shown, so they must not hold a part of a key.
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_and_a_secret_are_a_key() {
        for text in ["", "ABSKQmVkcm9ja0FQSUtleS0", ":x", "x:", "AKIA::t"] {
            assert!(AwsKey::parse(&text.into()).is_none(), "{text}");
        }
        let key = AwsKey::parse(&"AKIA:a/b+c:to:ken".into()).unwrap();
        assert_eq!(
            (key.id.as_str(), key.secret.expose_secret()),
            ("AKIA", "a/b+c")
        );
        assert_eq!(key.token.unwrap().expose_secret(), "to:ken");
    }

    #[test]
    fn the_variables_of_lambda_are_a_key() {
        let of = |set: &'static [(&str, &str)]| {
            AwsKey::from_variables(|name| {
                let found = set.iter().find(|(set, _)| *set == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let (id, secret) = (
            ("AWS_ACCESS_KEY_ID", "ASIA1"),
            ("AWS_SECRET_ACCESS_KEY", "s3cret "),
        );
        let whole: &'static [_] = Box::leak(Box::new([id, secret, ("AWS_SESSION_TOKEN", "t")]));
        assert_eq!(of(whole).unwrap().secrets(), ["s3cret", "t", "ASIA1"]);
        let plain: &'static [_] = Box::leak(Box::new([id, secret, ("AWS_SESSION_TOKEN", "")]));
        assert_eq!(of(plain).unwrap().secrets(), ["s3cret", "ASIA1"]);
        let half: &'static [_] = Box::leak(Box::new([id]));
        let error = of(half).unwrap_err().to_string();
        assert!(
            error.ends_with("AWS_SECRET_ACCESS_KEY is not set"),
            "{error}"
        );
        assert_eq!(format!("{:?}", of(whole).unwrap()), "a key");
    }

    #[test]
    fn words_are_shown_without_the_key() {
        let key = AwsKey::parse(&"AKIA1:se/cret:tok+en".into()).unwrap();
        let words = "AKIA1 was signed with se/cret and tok+en, or se%2Fcret";
        assert_eq!(
            key.hide(words),
            "[key] was signed with [key] and [key], or [key]"
        );
    }
}
