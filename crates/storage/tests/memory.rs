//! The memory adapters keep the contracts.

mod jobs {
    use pixelprompt_storage::MemoryJobs;

    pixelprompt_testkit::job_store_suite!(async { (MemoryJobs::new(), ()) });
}

mod limits {
    use pixelprompt_storage::MemoryLimiter;

    pixelprompt_testkit::limiter_suite!(async { (MemoryLimiter::new(), ()) });
}
