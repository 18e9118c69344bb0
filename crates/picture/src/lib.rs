//! Pixels, PNG files and the generation parameters that travel inside them; checking, shrinking
//! and converting the pictures that providers send.
//!
//! Knows nothing of models or prompts, so that everything that makes or shows pictures can share
//! it: the painter's provider, the contact sheet, the engine that stores what providers send.

mod decode;
mod encode;
mod form;
mod infotext;
mod intake;
mod jpeg;
mod raster;
mod thumbnail;

pub use decode::{DecodeError, decode};
pub use encode::{EncodeError, encode};
pub use form::{Form, FormError, Formed, form};
pub use infotext::Infotext;
pub use intake::{Checked, IntakeError, Kind, Limits, Measured, check, measure, sha256};
pub use raster::Raster;
pub use thumbnail::{Small, Thumbnail, ThumbnailError};
