//! What a request asks for, whatever the protocol.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use pixelprompt_domain::{MediaType, Size};
use serde_json::Value;

use super::fault::Fault;
use super::painting::{Painting, digest};

/// A request that a real provider would bill.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) model: String,
    pub(super) prompt: String,
    pub(super) wanted: Wanted,
}

/// What is to be made.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    Pictures(Pictures),
    /// Words, by a model that was told so much before.
    Words {
        system: String,
    },
    /// Whether the prompt is fit to be painted. Costs nothing.
    Judgement,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pictures {
    pub(super) count: u64,
    pub(super) size: Size,
    pub(super) seed: Option<u64>,
    pub(super) media_type: MediaType,
    /// Whether an address is wanted instead of the file.
    pub(super) by_address: bool,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            count: 1,
            size: Size::square(1024),
            seed: None,
            media_type: MediaType::Png,
            by_address: false,
        }
    }
}

/// An order that was taken.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) id: String,
    pub(super) order: Order,
    /// What goes wrong with it.
    pub(super) fault: Option<Fault>,
    /// The request as it came.
    pub(super) body: Arc<Value>,
    pub(super) family: &'static str,
    pub(super) begun: Instant,
    /// How long it takes.
    pub(super) lasts: Duration,
    /// How often somebody was told how it stands.
    pub(super) told: u32,
    /// How often somebody asked.
    pub(super) asked: usize,
}

/// What stands in the place of a picture that does not end. The door knows it and never stops there.
pub(super) const GIANT: &[u8] = b"as large as you can bear";

const NO_PICTURE: &[u8] = b"<svg>This is no picture.</svg>";

/// One picture of some work.
pub(super) struct Picture {
    pub(super) file: Bytes,
    pub(super) seed: u64,
    pub(super) size: Size,
    pub(super) address: String,
    pub(super) by_address: bool,
}

impl Picture {
    pub(super) fn base64(&self) -> String {
        STANDARD.encode(&self.file)
    }
}

impl Work {
    /// What will be painted.
    pub(super) fn paintings(&self) -> Vec<Painting> {
        let Wanted::Pictures(pictures) = &self.order.wanted else {
            return vec![];
        };
        let drawn = || digest(&self.id) % (1 << 31);
        let first = pictures.seed.unwrap_or_else(drawn);
        (0..pictures.count)
            .map(|place| Painting {
                model: self.order.model.clone(),
                prompt: self.order.prompt.clone(),
                seed: first.wrapping_add(place),
                size: pictures.size,
                media_type: pictures.media_type,
            })
            .collect()
    }

    /// The pictures, or what there is instead of them.
    pub(super) fn pictures(&self, origin: &str) -> Vec<Picture> {
        let Wanted::Pictures(wanted) = &self.order.wanted else {
            return vec![];
        };
        if self.fault == Some(Fault::Empty) {
            return vec![];
        }
        let folder = match self.fault {
            Some(Fault::Expired) => "expired",
            _ => &self.id,
        };
        let numbered = self.paintings().into_iter().zip(0..);
        numbered
            .map(|(painting, place)| Picture {
                file: self.file(&painting),
                seed: painting.seed,
                size: painting.size,
                address: format!(
                    "{origin}/pictures/{folder}/{place}.{}",
                    painting.media_type.extension()
                ),
                by_address: wanted.by_address,
            })
            .collect()
    }

    fn file(&self, painting: &Painting) -> Bytes {
        match self.fault {
            Some(Fault::Corrupt) => Bytes::from_static(NO_PICTURE),
            Some(Fault::Giant) => Bytes::from_static(GIANT),
            _ => painting.file(),
        }
    }

    /// One of its files, by the last part of its address.
    pub(super) fn file_named(&self, name: &str) -> Option<Bytes> {
        let (place, _) = name.split_once('.')?;
        let place: usize = place.parse().ok()?;
        self.paintings()
            .get(place)
            .map(|painting| self.file(painting))
    }

    /// What HTTP calls its files.
    pub(super) fn media_type(&self) -> &'static str {
        match &self.order.wanted {
            Wanted::Pictures(pictures) => pictures.media_type.as_str(),
            _ => "application/octet-stream",
        }
    }

    /// Whether the provider's filter says no to what came of it.
    pub(super) fn is_refused(&self) -> bool {
        self.fault == Some(Fault::Refused)
    }

    /// Whether the work comes to nothing.
    pub(super) fn has_failed(&self) -> bool {
        self.fault == Some(Fault::WorkFailed)
    }

    /// What a language model answers: nothing if it is to fail so.
    pub(super) fn words(&self) -> String {
        match (&self.order.wanted, self.fault) {
            (Wanted::Words { .. }, Some(Fault::Empty)) => String::new(),
            (Wanted::Words { system }, _) => super::words::answer(system, &self.order.prompt),
            _ => String::new(),
        }
    }
}

/// How accepted work stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stand {
    Queued,
    /// How far it is, from 0 to 1.
    Running(f64),
    /// Something that no documentation names.
    Unheard,
    Done,
}

/// A size of about that many pixels in a shape such as `16:9`.
pub(super) fn shaped(shape: &str, pixels: f64) -> Option<Size> {
    let (width, height) = shape.split_once([':', 'x'])?;
    let (width, height): (f64, f64) = (width.parse().ok()?, height.parse().ok()?);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let scale = (pixels / (width * height)).sqrt();
    let side = |part: f64| ((part * scale / 32.0).round() as u32).max(1) * 32;
    Some(Size {
        width: side(width),
        height: side(height),
    })
}

/// A megapixel, as most models paint.
pub(super) const MEGAPIXEL: f64 = 1024.0 * 1024.0;
