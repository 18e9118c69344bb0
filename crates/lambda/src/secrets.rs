//! Secrets that are kept by Systems Manager: each parameter below a path counts as a variable of its last name.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html>

use std::env;

use pixelprompt_aws::{AwsError, AwsKey, SSM};
use pixelprompt_studio::{NoStudio, amazon_as};
use serde_json::json;

/// The address of a service that speaks Systems Manager's language, for emulators.
pub(crate) const ENDPOINT: &str = "AWS_ENDPOINT_URL_SSM";

/// Why there are no secrets.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoSecrets {
    #[error("the secrets below PIXELPROMPT_SECRETS_PATH could not be read: {0}")]
    Failed(#[from] AwsError),
    #[error(transparent)]
    Studio(#[from] NoStudio),
    #[error("{0}")]
    Endpoint(#[from] pixelprompt_aws::BadEndpoint),
}

/// What a variable can hold: a key in PEM without the lines around it and the ends of those between.
fn one_line(value: &str) -> String {
    if !value.trim_start().starts_with("-----BEGIN ") {
        return value.trim().to_owned();
    }
    let lines = value.lines().map(str::trim);
    lines.filter(|line| !line.starts_with("-----")).collect()
}

/// Every parameter below the path, by its last name.
pub(crate) async fn below(
    path: &str,
    region: &str,
    key: AwsKey,
) -> Result<Vec<(String, String)>, NoSecrets> {
    let endpoint = env::var(ENDPOINT).ok();
    let client = amazon_as(region, key)?.service(SSM, endpoint.as_deref())?;
    let mut found = Vec::new();
    let mut next = None;
    loop {
        let mut asked = json!({ "Path": path, "Recursive": true, "WithDecryption": true });
        if let Some(token) = next {
            asked["NextToken"] = token;
        }
        let mut answer = client.call("GetParametersByPath", &asked).await?;
        for parameter in answer["Parameters"].as_array().into_iter().flatten() {
            let name = parameter["Name"].as_str().unwrap_or_default();
            let value = parameter["Value"].as_str().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default();
            found.push((name.to_owned(), one_line(value)));
        }
        next = Some(answer["NextToken"].take()).filter(serde_json::Value::is_string);
        if next.is_none() {
            return Ok(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_pem_is_what_stands_between_its_lines() {
        let pem = "-----BEGIN PRIVATE KEY-----\nMIIE\r\nvQ==\n-----END PRIVATE KEY-----\n";
        assert_eq!(one_line(pem), "MIIEvQ==");
        assert_eq!(one_line(" sk-1\n"), "sk-1");
    }
}
