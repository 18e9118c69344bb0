//! Attention of the tokens of one scene to each other.

use pulp::Arch;

use crate::matrix::{Finish, Packed, Rows, multiply, padded};
use crate::vector::{NormHeads, Softmax};

/// Raises the scores above `1 / sqrt(head)`: normed queries and keys alone could not attend sharply.
const SHARPNESS: f32 = 1.4;

/// Scratch space for one scene.
pub(crate) struct Attention {
    cpu: Arch,
    tokens: usize,
    width: usize,
    head: usize,
    keys: Packed<f32>,
    values: Packed<f32>,
    scores: Vec<f32>,
}

impl Attention {
    pub(crate) fn new(cpu: Arch, tokens: usize, width: usize, heads: usize) -> Self {
        let head = width / heads;
        Self {
            cpu,
            tokens,
            width,
            head,
            keys: Packed::zeros(tokens, head),
            values: Packed::zeros(head, tokens),
            scores: vec![0.0; tokens * padded(tokens)],
        }
    }

    /// `qkv` holds queries, keys and values side by side, `[tokens, 3 * width]`, and is norm-scaled
    /// in place; `out` is `[tokens, width]`.
    pub(crate) fn attend(&mut self, qkv: &mut [f32], out: &mut [f32]) {
        let Self {
            cpu,
            tokens,
            width,
            head,
            ..
        } = *self;
        let stride = 3 * width;
        for (first, gain) in [(0, SHARPNESS / (head as f32).sqrt()), (width, 1.0)] {
            cpu.dispatch(NormHeads {
                rows: qkv,
                stride,
                columns: (first, width),
                head,
                gain,
            });
        }
        let room = padded(tokens);
        for first in (0..width).step_by(head) {
            let queries = Rows {
                data: &qkv[first..],
                stride,
            };
            self.keys.fill_from_rows(&qkv[width + first..], stride);
            multiply(
                cpu,
                queries,
                tokens,
                self.keys.view(),
                Finish::Store,
                &mut self.scores,
                room,
            );
            cpu.dispatch(Softmax {
                rows: &mut self.scores,
                stride: room,
                length: tokens,
            });
            self.values
                .fill_from_columns(&qkv[2 * width + first..], stride);
            let scores = Rows {
                data: &self.scores,
                stride: room,
            };
            multiply(
                cpu,
                scores,
                tokens,
                self.values.view(),
                Finish::Store,
                &mut out[first..],
                width,
            );
        }
    }
}
