//! The whole program, started as people start it.

mod documents;
mod faults;
mod kill;
mod provider;
mod shutdown;
mod smoke;
mod support;
