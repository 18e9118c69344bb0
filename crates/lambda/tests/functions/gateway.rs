//! What a client gets of what the function says.

use serde_json::Value;

/// An answer as a client gets it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u64,
    pub(crate) headers: Value,
    pub(crate) body: String,
    /// The body travelled as base64.
    pub(crate) encoded: bool,
}

impl Answer {
    pub(crate) fn of(said: &Value) -> Self {
        Self {
            status: said["statusCode"].as_u64().unwrap(),
            headers: said["headers"].clone(),
            body: said["body"].as_str().unwrap_or_default().to_owned(),
            encoded: said["isBase64Encoded"].as_bool().unwrap_or_default(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].as_str().unwrap_or_default()
    }
}
