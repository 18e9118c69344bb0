//! Adapters of the storage ports.
//!
//! | adapter | of | for |
//! |---|---|---|
//! | [`MemoryJobs`] | [`JobStore`](pixelprompt_domain::JobStore) | tests, and programs that keep nothing |
//!
//! Every adapter of a port passes the same suite of `pixelprompt-testkit`. Adapters hold no policy:
//! the rules of a run are in the domain, see `docs/adr/2026-11-23-claims-and-leases.md`.

mod memory;

pub use memory::MemoryJobs;
