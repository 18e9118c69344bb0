//! Which services are asked, and how each wants to be.

/// One of Amazon's services that speak JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name in addresses and signatures: `dynamodb`.
    pub name: &'static str,
    /// What its actions begin with in the header `X-Amz-Target`.
    pub(crate) target: &'static str,
    /// The `Content-Type` of its JSON; two versions differ in nothing else that matters here.
    pub(crate) json: &'static str,
}

/// Tables: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/>.
pub const DYNAMODB: Service = Service {
    name: "dynamodb",
    target: "DynamoDB_20120810",
    json: "application/x-amz-json-1.0",
};

/// Queues: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>.
pub const SQS: Service = Service {
    name: "sqs",
    target: "AmazonSQS",
    json: "application/x-amz-json-1.0",
};

/// Parameters, where secrets are kept: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/>.
pub const SSM: Service = Service {
    name: "ssm",
    target: "AmazonSSM",
    json: "application/x-amz-json-1.1",
};

impl Service {
    /// Where it is in a region.
    pub(crate) fn address(&self, region: &str) -> String {
        let top = if region.starts_with("cn-") {
            "amazonaws.com.cn"
        } else {
            "amazonaws.com"
        };
        format!("https://{}.{region}.{top}/", self.name)
    }
}
