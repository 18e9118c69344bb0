//! What the worker is called with.

use serde::{Deserialize, Serialize};

/// What the worker is called with.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Event {
    /// By the queue: <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html>.
    Messages {
        #[serde(rename = "Records")]
        records: Vec<Message>,
    },
    /// By the clock: <https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html>.
    Tick {
        #[allow(dead_code, reason = "tells a tick from other documents")]
        #[serde(rename = "detail-type")]
        detail_type: Tick,
    },
}

/// The only kind of event that the clock sends.
#[derive(Debug, Deserialize)]
pub(crate) enum Tick {
    #[serde(rename = "Scheduled Event")]
    Scheduled,
}

/// A message of the queue.
#[derive(Debug, Deserialize)]
pub(crate) struct Message {
    #[serde(rename = "messageId")]
    pub(crate) id: String,
    pub(crate) body: String,
}

/// Which messages the queue shall deliver again: <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Failures {
    #[serde(rename = "batchItemFailures")]
    pub(crate) failures: Vec<FailedMessage>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FailedMessage {
    #[serde(rename = "itemIdentifier")]
    pub(crate) id: String,
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn events_of_the_queue_and_of_the_clock_are_told_apart() {
        let messages = json!({ "Records": [{
            "messageId": "1", "body": "{}", "receiptHandle": "x", "eventSource": "aws:sqs", "attributes": {}
        }] });
        assert!(
            matches!(from_value(messages).unwrap(), Event::Messages { records } if records[0].id == "1")
        );
        let tick =
            json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {} });
        assert!(matches!(from_value(tick).unwrap(), Event::Tick { .. }));
        for other in [json!({}), json!({ "detail-type": "Something else" })] {
            assert!(from_value::<Event>(other).is_err());
        }
        let failures = Failures {
            failures: vec![FailedMessage { id: "1".to_owned() }],
        };
        assert_eq!(
            json!(failures),
            json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] })
        );
    }
}
