//! The engine and its worker over stores in memory and a provider that does as it is told.

mod breakers;
mod cancel;
mod crashes;
mod enhance;
mod gallery;
mod keeping;
mod limits;
mod paint;
mod retries;
mod shutdown;
mod submit;
mod support;
