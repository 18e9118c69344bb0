//! What a completed run leaves.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{Money, Size};

/// An encoded picture, exactly as its provider made it, with what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file. A provider may count files by their memory: what it lends here is given back when
    /// the last copy of these bytes is dropped.
    pub bytes: Bytes,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Width and height.
    pub size: Size,
    /// The seed it was painted with, where the provider tells.
    pub seed: Option<u64>,
    /// How the model read the prompt, where it tells: the painter names the things that it
    /// recognised, others hand back the prompt they rewrote.
    pub reading: Option<String>,
    /// What the provider says that it cost, where it tells.
    pub cost: Option<Money>,
}

/// The kinds of files that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MediaType {
    /// PNG
    #[serde(rename = "image/png")]
    Png,
    /// JPEG
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// WebP
    #[serde(rename = "image/webp")]
    Webp,
}

impl MediaType {
    /// As HTTP names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// As a file name ends, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }
}
