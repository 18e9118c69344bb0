use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use crate::{BlobKind, Config, key::section};

section! {
    /// Where pictures are kept.
    pub struct Blobs = "blobs", |config: Config| config.blobs;

    /// "folder" keeps pictures in the data folder, "s3" in a bucket. Naming a bucket is enough to
    /// choose "s3".
    kind: BlobKind = BlobKind::Folder, example = r#""s3""#;

    /// The bucket.
    bucket: Option<String> = None, variables = &["S3_BUCKET"],
        absent = "no bucket", example = r#""my-pictures""#;

    /// The region of the bucket.
    region: Option<String> = None, variables = &["AWS_REGION", "AWS_DEFAULT_REGION"],
        absent = "the endpoint's own", example = r#""us-west-2""#;

    /// The address of a service that speaks S3's language, such as `MinIO`.
    endpoint: Option<Url> = None, variables = &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"],
        absent = "Amazon's for the region", example = r#""http://127.0.0.1:9000""#;

    /// Whether the bucket's name stands in the path and not in the host name, as most services
    /// other than Amazon's want it.
    path_style: bool = false, example = "true";

    /// What the names of all objects begin with, so that a bucket can hold other things too.
    prefix: Option<String> = None,
        absent = "nothing", example = r#""pixelprompt/""#;

    /// The address under which everybody can fetch the bucket's objects, such as one of
    /// Amazon's `CloudFront`; then pictures are not sent through this program.
    public_url: Option<Url> = None, variables = &["CLOUDFRONT_DOMAIN"],
        absent = "pictures go through this program", example = r#""d111111abcdef8.cloudfront.net""#;

    /// The name by which `CloudFront` knows the key that signs addresses. With it, pictures are served only at
    /// addresses that hold for a day.
    signing_key_id: Option<String> = None,
        absent = "everybody may fetch who knows the address", example = r#""K2JCJMDEHXQW5F""#;

    /// The private half of that key: what `openssl genrsa 2048` writes between its first and its last line, on
    /// one line. A parameter at Amazon may hold all that it writes.
    signing_key: Option<SecretString> = None,
        absent = "no key", example = r#""MIIEvQIBADANBgkqhkiG9w0BAQEFAASC""#;

    /// A file that holds the private half and nothing else.
    signing_key_file: Option<PathBuf> = None,
        absent = "no file", example = r#""/run/secrets/cloudfront.pem""#;

    /// The public half of the key to the bucket.
    access_key_id: Option<String> = None, variables = &["AWS_ACCESS_KEY_ID"],
        absent = "the rights of the machine or function", example = r#""AKIAIOSFODNN7EXAMPLE""#;

    /// The secret half of the key to the bucket.
    secret_access_key: Option<SecretString> = None, variables = &["AWS_SECRET_ACCESS_KEY"],
        absent = "the rights of the machine or function", example = r#""a-long-secret""#;

    /// A file that holds the secret half of the key and nothing else.
    secret_access_key_file: Option<PathBuf> = None,
        absent = "no file", example = r#""/run/secrets/s3-key""#;

    /// The token that belongs to a key which is valid only for a while.
    session_token: Option<SecretString> = None, variables = &["AWS_SESSION_TOKEN"],
        absent = "no token", example = r#""a-long-token""#;
}
