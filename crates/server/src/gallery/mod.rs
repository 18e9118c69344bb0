//! The gallery: the pictures of all jobs.

pub(crate) mod delete;
pub(crate) mod favourite;
pub(crate) mod list;
pub(crate) mod restore;
pub(crate) mod show;
