//! Every place for files keeps the contract.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod folder;
#[cfg(feature = "s3")]
mod s3;

mod memory {
    use pixelprompt_storage::ObjectBlobs;

    pixelprompt_testkit::blob_store_suite!(async { (ObjectBlobs::memory(), ()) });
}
