//! The memory adapter keeps the contract of the job store.

use pixelprompt_storage::MemoryJobs;

pixelprompt_testkit::job_store_suite!(async { MemoryJobs::new() });
