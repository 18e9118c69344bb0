//! Pixels, PNG files and the generation parameters that travel inside them.
//!
//! Knows nothing of models or prompts, so that everything that makes or shows pictures can share
//! it: the painter's provider, the contact sheet, later the gallery's thumbnails.

mod decode;
mod encode;
mod infotext;
mod raster;

pub use decode::{DecodeError, decode};
pub use encode::{EncodeError, encode};
pub use infotext::Infotext;
pub use raster::Raster;
