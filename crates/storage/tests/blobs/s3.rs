//! Files in a bucket, also while the server fails.

use std::error::Error;
use std::time::Duration;

use pixelprompt_domain::{BlobStore, MediaType, StoreError};
use pixelprompt_storage::{ObjectBlobs, S3Key, S3Retry, S3Settings};
use pixelprompt_testkit::s3::{BUCKET, Fault, S3Server};

const SECRET: &str = "wJalrXUtnFEMI-of-a-test";

fn settings(server: &S3Server) -> S3Settings {
    S3Settings {
        region: Some("eu-central-1".into()),
        endpoint: Some(server.endpoint().into()),
        key: Some(S3Key {
            id: "AKIDOFATEST".into(),
            secret: SECRET.into(),
            token: None,
        }),
        path_style: true,
        allow_http: true,
        retry: S3Retry {
            most: 5,
            within: Duration::from_secs(20),
            pause: Duration::from_millis(5),
            patience: Duration::from_millis(500),
        },
        ..S3Settings::new(BUCKET)
    }
}

async fn bucket() -> (ObjectBlobs, S3Server) {
    let server = S3Server::start().await;
    (ObjectBlobs::s3(&settings(&server)).unwrap(), server)
}

mod suite {
    use std::time::Duration;

    use pixelprompt_storage::{ObjectBlobs, S3Retry, S3Settings};
    use pixelprompt_testkit::s3::S3Server;

    async fn patient() -> (ObjectBlobs, S3Server) {
        let server = S3Server::start().await;
        let retry = S3Retry {
            patience: Duration::from_mins(1),
            ..S3Retry::default()
        };
        let settings = S3Settings {
            retry,
            ..super::settings(&server)
        };
        (ObjectBlobs::s3(&settings).unwrap(), server)
    }

    pixelprompt_testkit::blob_store_suite!(patient());
}

/// All that is printed of an error, with everything beneath it.
fn words(error: &StoreError) -> String {
    let first: &(dyn Error + 'static) = error;
    let causes = std::iter::successors(Some(first), |&error| error.source());
    let words: Vec<String> = causes.map(|error| format!("{error} {error:?}")).collect();
    words.join(" ")
}

#[tokio::test]
async fn a_file_has_its_content_type() {
    let (blobs, server) = bucket().await;
    blobs.put("a/b", "x".into(), MediaType::Webp).await.unwrap();
    assert_eq!(
        server.file("a/b"),
        Some(("x".into(), Some("image/webp".into())))
    );
}

#[tokio::test]
async fn faults_that_pass_are_waited_out() {
    let late = Fault::Late(Duration::from_millis(50));
    for fault in [
        Fault::SlowDown,
        Fault::Internal,
        Fault::Dropped,
        Fault::Silent,
        late,
    ] {
        let (blobs, server) = bucket().await;
        server.fail_next(3, fault);
        blobs.put("a/b", "x".into(), MediaType::Png).await.unwrap();
        assert_eq!(server.file("a/b").unwrap().0, "x", "{fault:?}");
        server.fail_next(3, fault);
        let file = blobs.get("a/b", Some(0..5)).await.unwrap();
        assert_eq!(file, Some("x".into()), "{fault:?}");
        let requests = if fault == late { 2 } else { 8 };
        assert_eq!(server.requests(), requests, "{fault:?}");
    }
}

#[tokio::test]
async fn a_server_that_never_recovers_is_given_up_in_time() {
    for fault in [Fault::SlowDown, Fault::Dropped, Fault::Silent] {
        let (blobs, server) = bucket().await;
        server.fail_next(usize::MAX, fault);
        let refused = blobs
            .put("a/b", "x".into(), MediaType::Png)
            .await
            .unwrap_err();
        assert_eq!(server.requests(), 6, "the first attempt and five more");
        let words = words(&refused);
        assert!(words.contains("the bucket pictures"), "{words}");
        assert!(fault != Fault::SlowDown || words.contains("503"), "{words}");
        assert!(!words.contains(SECRET), "{words}");
        assert!(blobs.check().await.is_err());
    }
}

#[tokio::test]
async fn a_wrong_bucket_is_named() {
    let server = S3Server::start().await;
    let settings = S3Settings {
        bucket: "picturs".into(),
        ..settings(&server)
    };
    let blobs = ObjectBlobs::s3(&settings).unwrap();
    let put = blobs.put("a/b", "x".into(), MediaType::Png).await;
    let get = blobs.get("a/b", None).await.map(drop);
    let delete = blobs.delete_folder("a").await;
    for refused in [put, get, delete, blobs.check().await] {
        let words = words(&refused.unwrap_err());
        assert!(words.contains("the bucket picturs"), "{words}");
        assert!(words.contains("NoSuchBucket"), "{words}");
    }
}

#[tokio::test]
async fn a_bucket_that_answers_passes_the_check() {
    let (blobs, _server) = bucket().await;
    blobs.check().await.unwrap();
    blobs
        .put("check/1", "x".into(), MediaType::Png)
        .await
        .unwrap();
    blobs.check().await.unwrap();
}

#[tokio::test]
async fn secrets_are_never_printed() {
    let server = S3Server::start().await;
    let mut settings = settings(&server);
    assert!(!format!("{settings:?}").contains(SECRET));
    settings.allow_http = false;
    let refused = match ObjectBlobs::s3(&settings) {
        Ok(blobs) => words(
            &blobs
                .put("a", "x".into(), MediaType::Png)
                .await
                .unwrap_err(),
        ),
        Err(refused) => format!("{refused} {refused:?}"),
    };
    assert!(!refused.contains(SECRET), "{refused}");
}
