//! One suite for all providers: every family over every fault, at a mock that speaks its protocol.
//!
//! A new family needs a row in `rows::ROWS` and a protocol in `pixelprompt_testkit::providers`.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod faults;
mod judgements;
mod progress;
mod rows;
mod success;
mod tickets;
mod words;
