//! Addresses that `CloudFront` serves only for a while, to whoever has them.
//!
//! A canned policy, signed with RSA and SHA-256:
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html>

use std::{fmt, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use secrecy::{ExposeSecret as _, SecretString};

/// How long an address holds at least. All that are signed within an hour are the same, so that browsers keep
/// what they were served.
const HOLDS: Duration = Duration::from_hours(24);

const HOUR: u64 = 3_600;

/// Signs addresses of one distribution.
pub struct UrlSigner {
    key_id: String,
    key: RsaKeyPair,
}

impl fmt::Debug for UrlSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UrlSigner")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

/// The text is no RSA key in PEM, as `openssl genrsa 2048` writes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key that signs addresses is no RSA key in PEM: make one with `openssl genrsa 2048`")]
pub struct NoRsaKey;

impl UrlSigner {
    /// Signs with the private half of a key whose public half `CloudFront` knows by this id.
    pub fn new(key_id: impl Into<String>, pem: &SecretString) -> Result<Self, NoRsaKey> {
        // A variable holds what stands between the first and the last line, on one line.
        let lines = pem.expose_secret().lines().map(str::trim);
        let base64: String = lines.filter(|line| !line.starts_with("-----")).collect();
        let der = STANDARD.decode(base64).map_err(|_| NoRsaKey)?;
        let key = RsaKeyPair::from_pkcs8(&der).or_else(|_| RsaKeyPair::from_der(&der));
        Ok(Self {
            key_id: key_id.into(),
            key: key.map_err(|_| NoRsaKey)?,
        })
    }

    /// The address with a signature that holds for a day and at most an hour more. `now` in seconds since 1970.
    pub fn sign(&self, address: &str, now: u64) -> String {
        let expires = (now / HOUR + 1) * HOUR + HOLDS.as_secs();
        let signature = self.signature(&policy(address, expires));
        let and = if address.contains('?') { '&' } else { '?' };
        format!(
            "{address}{and}Expires={expires}&Signature={signature}&Key-Pair-Id={}&Hash-Algorithm=SHA256",
            self.key_id
        )
    }

    fn signature(&self, policy: &str) -> String {
        let mut signature = vec![0; self.key.public().modulus_len()];
        let random = SystemRandom::new();
        let signed = self.key.sign(
            &RSA_PKCS1_SHA256,
            &random,
            policy.as_bytes(),
            &mut signature,
        );
        // It fails only where the buffer does not have the length of the modulus.
        debug_assert!(signed.is_ok());
        fit_for_a_query(&STANDARD.encode(signature))
    }
}

/// Without white space, letter for letter as `CloudFront` puts it together again.
fn policy(address: &str, expires: u64) -> String {
    format!(
        r#"{{"Statement":[{{"Resource":"{address}","Condition":{{"DateLessThan":{{"AWS:EpochTime":{expires}}}}}}}]}}"#
    )
}

/// `CloudFront`'s own way to write base64.
fn fit_for_a_query(base64: &str) -> String {
    base64.replace('+', "-").replace('=', "_").replace('/', "~")
}

#[cfg(test)]
mod tests {
    use ring::signature::KeyPair as _;
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    /// Made for this test by `openssl genrsa 2048`, in both of its forms; it opens nothing.
    const PKCS8: &str = include_str!("../tests/cloudfront-pkcs8.pem");
    const PKCS1: &str = include_str!("../tests/cloudfront-pkcs1.pem");

    #[test]
    fn the_signature_is_of_the_policy_and_both_forms_of_the_key_make_it() {
        let address = "https://d1.cloudfront.net/a/b.png";
        let signers = [PKCS8, PKCS1].map(|pem| UrlSigner::new("K1", &pem.into()).unwrap());
        let [signed, same] = [0, 1].map(|which| signers[which].sign(address, 7_200));
        assert_eq!(signed, same);
        let rest = signed.strip_prefix(address).unwrap();
        let rest = rest.strip_prefix("?Expires=97200&Signature=").unwrap();
        let (signature, rest) = rest.split_once('&').unwrap();
        assert_eq!(rest, "Key-Pair-Id=K1&Hash-Algorithm=SHA256");
        let signature = signature
            .replace('-', "+")
            .replace('_', "=")
            .replace('~', "/");
        let signature = STANDARD.decode(signature).unwrap();
        let key = UnparsedPublicKey::new(
            &RSA_PKCS1_2048_8192_SHA256,
            signers[0].key.public_key().as_ref(),
        );
        let policy = r#"{"Statement":[{"Resource":"https://d1.cloudfront.net/a/b.png","Condition":{"DateLessThan":{"AWS:EpochTime":97200}}}]}"#;
        key.verify(policy.as_bytes(), &signature).unwrap();
    }

    #[test]
    fn an_address_stays_the_same_for_an_hour_and_keeps_its_query() {
        let lines = PKCS8.lines().filter(|line| !line.starts_with('-'));
        let one_line: String = lines.collect();
        let signer = UrlSigner::new("K1", &one_line.as_str().into()).unwrap();
        let address = "https://x/y.png?a=b";
        assert_eq!(signer.sign(address, 7_200), signer.sign(address, 10_799));
        assert_ne!(signer.sign(address, 7_200), signer.sign(address, 10_800));
        assert!(
            signer
                .sign(address, 1)
                .starts_with("https://x/y.png?a=b&Expires=")
        );
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_shown() {
        for pem in [
            "",
            "secret",
            "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----",
        ] {
            let error = UrlSigner::new("K1", &pem.into()).unwrap_err();
            assert!(!error.to_string().contains("secret"));
        }
        let signer = UrlSigner::new("K1", &PKCS8.into()).unwrap();
        assert_eq!(format!("{signer:?}"), "UrlSigner { key_id: \"K1\", .. }");
    }
}
