//! The API document beside this crate is the one that the server serves.

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(pixelprompt_server::openapi()).unwrap()
}

#[test]
fn the_snapshot_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let fresh = pixelprompt_server::openapi().to_pretty_json().unwrap() + "\n";
    if env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == fresh,
        "openapi.json is stale: UPDATE_OPENAPI=1 cargo test -p pixelprompt-server --test openapi"
    );
}

#[test]
fn every_operation_says_how_it_fails_and_how_the_request_is_named() {
    let document = document();
    let mut names = BTreeSet::new();
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations += 1;
            let name = format!("{method} {path}");
            assert!(
                names.insert(operation["operationId"].as_str().unwrap()),
                "{name}"
            );
            let responses = operation["responses"].as_object().unwrap();
            assert!(
                responses.contains_key("500") && responses.contains_key("503"),
                "{name}"
            );
            if path.contains('{') {
                assert!(responses.contains_key("404"), "{name}");
            }
            if operation.get("requestBody").is_some() {
                for status in ["400", "408", "413", "415"] {
                    assert!(responses.contains_key(status), "{name} {status}");
                }
            }
            for response in responses.values() {
                assert!(
                    response["headers"]["X-Correlation-ID"].is_object(),
                    "{name}"
                );
            }
        }
    }
    assert_eq!(operations, 23);
}
