//! The painter: a reader for prompts, a network, and the walk from noise to picture.

use std::sync::OnceLock;

use crate::network::{Network, PATCH_VALUES, PATCHES};
use crate::noise::gaussian;
use crate::order::{Order, OrderError};
use crate::picture::{Canvas, Picture};
use crate::reader::Reader;
use crate::sampler::{Control, Stopped, sample};
use crate::weights::{LoadError, Weights, verify};

static WEIGHTS: &[u8] = include_bytes!("../weights/painter.safetensors");
static WORDS: &str = include_str!("../weights/words.txt");
static VOCABULARY: &str = include_str!("../weights/vocabulary.json");
static CHECKSUMS: &str = include_str!("../weights/SHA256SUMS");

/// The built-in model. Immutable, so any number of threads can paint with it at once.
pub struct Painter {
    reader: Reader,
    network: Network,
}

/// How far a picture is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Steps taken, from 1 to `steps`.
    pub step: u32,
    /// Steps in all.
    pub steps: u32,
    /// The picture as the painter sees it now, 64 x 64.
    pub preview: &'a Canvas,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PaintError {
    /// The order is outside the limits.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The callback, or a ticket, stopped the painting.
    #[error("the painting was stopped")]
    Stopped,
    /// The weights could not be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A fault of the program.
    #[error("the painter failed: {0}")]
    Panicked(String),
}

impl Painter {
    /// The painter with the weights that are part of this program, loaded on first use.
    pub fn shared() -> Result<&'static Self, LoadError> {
        static SHARED: OnceLock<Result<Painter, LoadError>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            verify(WEIGHTS, "painter.safetensors", CHECKSUMS)?;
            Self::load(WEIGHTS, WORDS, VOCABULARY)
        });
        shared.as_ref().map_err(Clone::clone)
    }

    /// A painter with weights, word pieces and vocabulary as `painter/train/export.py` writes them.
    pub fn load(weights: &[u8], words: &str, vocabulary: &str) -> Result<Self, LoadError> {
        let weights = Weights::read(weights)?;
        let reader = Reader::load(&weights, words, vocabulary)?;
        Ok(Self {
            reader,
            network: Network::from_weights(&weights)?,
        })
    }

    #[cfg(test)]
    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Paints on the caller's thread, and on a second one while cores are free.
    ///
    /// `on_step` runs after every step. The same order gives the same bytes on the same machine,
    /// however many threads took part.
    pub fn paint(
        &self,
        order: &Order,
        on_step: &mut dyn FnMut(Progress<'_>) -> Control,
    ) -> Result<Picture, PaintError> {
        order.check()?;
        let mut reading = self.reader.read(&order.prompt, order.style, order.seed);
        let against = self.reader.avoid(&mut reading, &order.negative);
        let noise = gaussian(order.seed, PATCHES * PATCH_VALUES);
        let mut canvas = Canvas::empty();
        let steps = order.steps;
        let mut show = |step, clean: &[f32]| {
            canvas.draw(clean);
            on_step(Progress {
                step,
                steps,
                preview: &canvas,
            })
        };
        let patches = sample(
            &self.network,
            noise,
            &reading.scene,
            &against,
            steps,
            order.guidance,
            &mut show,
        )
        .map_err(|Stopped| PaintError::Stopped)?;
        canvas.draw(&patches);
        Ok(Picture {
            canvas,
            reading,
            order: order.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_the_released_ones() {
        let files = [
            ("painter.safetensors", WEIGHTS),
            ("words.txt", WORDS.as_bytes()),
            ("vocabulary.json", VOCABULARY.as_bytes()),
        ];
        for (name, bytes) in files {
            verify(bytes, name, CHECKSUMS).unwrap();
        }
    }

    #[test]
    fn the_vocabulary_knows_the_styles_in_their_order() {
        let vocabulary: serde_json::Value = serde_json::from_str(VOCABULARY).unwrap();
        let ids: Vec<_> = crate::STYLES.iter().map(|style| style.id).collect();
        assert_eq!(vocabulary["styles"], serde_json::json!(ids));
    }

    #[test]
    fn an_order_is_painted_step_by_step_and_always_the_same() {
        let painter = Painter::shared().unwrap();
        let mut order = Order::new("a red apple on a blue background", 2);
        order.steps = 3;
        let mut seen = Vec::new();
        let mut paint = || {
            painter.paint(&order, &mut |progress| {
                seen.push((progress.step, progress.steps, progress.preview.clone()));
                Control::Continue
            })
        };
        let picture = paint().unwrap();
        assert_eq!(paint().unwrap(), picture);
        let steps: Vec<_> = seen
            .iter()
            .map(|(step, steps, _)| (*step, *steps))
            .collect();
        assert_eq!(steps, [(1, 3), (2, 3), (3, 3), (1, 3), (2, 3), (3, 3)]);
        assert_eq!(
            seen[2].2, picture.canvas,
            "the last estimate is the picture"
        );
        order.seed += 1;
        assert_ne!(
            painter
                .paint(&order, &mut |_| Control::Continue)
                .unwrap()
                .canvas,
            picture.canvas
        );
    }

    #[test]
    fn a_bad_order_is_refused_and_a_stop_is_obeyed() {
        let painter = Painter::shared().unwrap();
        let mut order = Order::new("apple", 9);
        let outcome = painter.paint(&order, &mut |_| Control::Continue);
        assert_eq!(outcome, Err(PaintError::Order(OrderError::Style(9))));
        order.style = 0;
        let mut steps = 0;
        let outcome = painter.paint(&order, &mut |progress| {
            steps = progress.step;
            if progress.step == 2 {
                Control::Stop
            } else {
                Control::Continue
            }
        });
        assert_eq!((outcome, steps), (Err(PaintError::Stopped), 2));
    }
}
