//! The smallest client of Amazon's services that is sound: signed JSON calls, tried again where that helps.
//!
//! DynamoDB, SQS and SSM all speak one protocol: a `POST` of JSON to `/`, with the action in a header
//! (<https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>). [`Aws`] holds what they share, the
//! connections, the region and the key; [`AwsClient::call`] asks one of them. What is said and what comes back
//! is JSON, for each caller reads two or three fields of it. Why Amazon's own libraries are not used:
//! `docs/adr/2026-11-24-amazon-without-its-sdk.md`.
//!
//! The signature ([`sign`]) is good for every service of Amazon's; the providers sign their questions to Bedrock
//! with it.

mod client;
mod cloudfront;
mod error;
mod key;
mod retry;
mod service;
mod sigv4;
#[cfg(test)]
mod tests;
mod transport;

pub use client::AwsClient;
pub use cloudfront::{NoRsaKey, UrlSigner};
pub use error::{AwsError, Reason};
pub use key::{AwsKey, Keys, NoKey};
pub use retry::Retry;
pub use service::{DYNAMODB, SQS, SSM, Service};
pub use sigv4::{Scope, StrangeKey, encoded, sha256, sign};
pub use transport::{Aws, AwsSettings, BadEndpoint, NoClient};
