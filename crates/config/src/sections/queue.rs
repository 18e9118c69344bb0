use url::Url;

use crate::{Config, key::section};

section! {
    /// How workers that are functions at Amazon hear of work.
    pub struct Queue = "queue", |config: Config| config.queue;

    /// The address of the queue. A function is called for each of its messages.
    url: Option<Url> = None,
        absent = "no queue", example = r#""https://sqs.us-west-2.amazonaws.com/123456789012/pixelprompt""#;

    /// The address of a service that speaks SQS's language.
    endpoint: Option<Url> = None, variables = &["AWS_ENDPOINT_URL_SQS"],
        absent = "Amazon's for the region", example = r#""http://127.0.0.1:9324""#;
}
