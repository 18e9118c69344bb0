//! What is said of Amazon's services.

use secrecy::ExposeSecret as _;

use super::{loads, told};

const KEY: [(&str, &str); 4] = [
    ("AWS_REGION", "us-west-2"),
    ("AWS_ACCESS_KEY_ID", "AKIA1"),
    ("AWS_SECRET_ACCESS_KEY", "s3cret"),
    ("AWS_SESSION_TOKEN", "token"),
];

#[test]
fn a_function_knows_its_table_its_queue_and_who_it_is() {
    let mut variables = KEY.to_vec();
    variables.extend([
        ("PIXELPROMPT_STORE_KIND", "dynamodb"),
        ("PIXELPROMPT_STORE_TABLE", "jobs"),
        (
            "PIXELPROMPT_QUEUE_URL",
            "https://sqs.us-west-2.amazonaws.com/1/q",
        ),
    ]);
    let config = loads("", &variables).config;
    let amazon = config.amazon.unwrap();
    assert_eq!(amazon.region, "us-west-2");
    assert_eq!(amazon.key.expose_secret(), "AKIA1:s3cret:token");
    assert_eq!(config.store.table.as_deref(), Some("jobs"));
    assert!(config.queue.url.is_some());
}

#[test]
fn what_amazon_needs_to_know_is_asked_for() {
    let table = told("[store]\nkind = \"dynamodb\"\n", &[]);
    for needed in ["AWS_REGION", "AWS_ACCESS_KEY_ID", "PIXELPROMPT_STORE_TABLE"] {
        assert!(table.contains(needed), "{needed}: {table}");
    }
    let queue = told("[queue]\nurl = \"https://sqs.x/1/q\"\n", &KEY[..1]);
    assert!(queue.contains("AWS_ACCESS_KEY_ID"), "{queue}");
    assert!(!queue.contains("AWS_REGION"), "{queue}");
}

#[test]
fn what_a_file_says_of_a_bucket_is_the_buckets_alone() {
    let file = "[blobs]\nbucket = \"pictures\"\nregion = \"here\"\naccess_key_id = \"x\"\nsecret_access_key = \"y\"\n";
    assert!(loads(file, &[]).config.amazon.is_none());
}
