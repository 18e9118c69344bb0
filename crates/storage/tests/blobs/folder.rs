//! Files in a folder.

use std::fs;
use std::path::Path;

use pixelprompt_domain::{BlobStore, MediaType};
use pixelprompt_storage::ObjectBlobs;
use tempfile::TempDir;

fn blobs() -> (ObjectBlobs, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (ObjectBlobs::folder(folder.path()).unwrap(), folder)
}

mod suite {
    use super::blobs;

    pixelprompt_testkit::blob_store_suite!(async { blobs() });
}

mod suite_without_sync {
    use pixelprompt_storage::ObjectBlobs;

    pixelprompt_testkit::blob_store_suite!(async {
        let folder = tempfile::tempdir().unwrap();
        (
            ObjectBlobs::folder_without_sync(folder.path()).unwrap(),
            folder,
        )
    });
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn files_are_there_for_the_next_process() {
    let (blobs, folder) = blobs();
    blobs
        .put("job/0/1/original", "x".into(), MediaType::Png)
        .await
        .unwrap();
    drop(blobs);
    let blobs = ObjectBlobs::folder(folder.path()).unwrap();
    let file = blobs.get("job/0/1/original", None).await.unwrap();
    assert_eq!(file, Some("x".into()));
}

#[tokio::test]
async fn what_a_killed_process_left_half_written_goes_at_the_next_start() {
    let (blobs, folder) = blobs();
    blobs
        .put("job/0/1/original", "whole".into(), MediaType::Png)
        .await
        .unwrap();
    fs::write(folder.path().join(".incoming/7"), "ha").unwrap();
    fs::write(folder.path().join(".incoming/8"), "").unwrap();
    let blobs = ObjectBlobs::folder(folder.path()).unwrap();
    assert!(names(&folder.path().join(".incoming")).is_empty());
    let file = blobs.get("job/0/1/original", None).await.unwrap();
    assert_eq!(file, Some("whole".into()));
}

#[tokio::test]
async fn a_deleted_job_leaves_no_empty_folders() {
    let (blobs, folder) = blobs();
    for key in ["job/0/1/original", "job/1/1/original", "other/0/1/original"] {
        blobs.put(key, "x".into(), MediaType::Png).await.unwrap();
    }
    blobs.delete_folder("job").await.unwrap();
    assert_eq!(names(folder.path()), [".incoming", "other"]);
}

#[tokio::test]
async fn a_folder_that_is_gone_is_no_folder_without_the_file() {
    let (blobs, folder) = blobs();
    let root = folder.path();
    assert_eq!(blobs.get("job/0/1/original", None).await.unwrap(), None);
    assert!(names(&root.join(".incoming")).is_empty());
    fs::remove_dir(root.join(".incoming")).unwrap();
    fs::write(root.join(".incoming"), "cannot be written in").unwrap();
    for range in [None, Some(0..10), Some(0..0)] {
        let failed = blobs.get("job/0/1/original", range).await.unwrap_err();
        assert_eq!(failed.to_string(), "the store failed to reach the pictures");
    }
    fs::remove_dir_all(root).unwrap();
    let failed = blobs.get("job", None).await.unwrap_err();
    let words = failed.source.to_string();
    assert!(words.contains(root.to_str().unwrap()), "{words}");
}

#[tokio::test]
async fn no_key_leads_out_of_the_folder() {
    let (blobs, folder) = blobs();
    let secret = folder.path().parent().unwrap().join("secret-of-a-test");
    for key in [
        "../secret-of-a-test",
        "job/../../secret-of-a-test",
        secret.to_str().unwrap(),
    ] {
        blobs.put(key, "x".into(), MediaType::Png).await.ok();
        blobs.get(key, None).await.ok();
        assert!(!secret.exists(), "{key}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_says_which() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let refused = ObjectBlobs::folder(&file.path().join("inside"))
        .err()
        .unwrap();
    let words = format!("{refused}: {}", refused.source);
    assert!(words.contains(file.path().to_str().unwrap()), "{words}");
}
