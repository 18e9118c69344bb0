//! Gives every word piece of a prompt its role: `reader.Tagger` of the training code.
//!
//! Two pre-norm transformer blocks of width 96 with four heads; at most 64 pieces, so plain loops do.

use super::dot;
use crate::weights::{LoadError, Weights};
use crate::words::{LONGEST_PROMPT, WIDTH, Words};

const INNER: usize = 96;
const HEADS: usize = 4;
const HEAD: usize = INNER / HEADS;
const BLOCKS: usize = 2;

/// What a word piece is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Other,
    Left,
    Right,
    LeftColour,
    RightColour,
    Background,
    Pair,
    Small,
}

impl Role {
    /// In the order of the tagger's outputs.
    pub(super) const ALL: [Self; 8] = [
        Self::Other,
        Self::Left,
        Self::Right,
        Self::LeftColour,
        Self::RightColour,
        Self::Background,
        Self::Pair,
        Self::Small,
    ];
}

/// y = x W^T + b, with W [outputs, inputs].
struct Linear {
    weight: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Linear {
    fn load(
        weights: &Weights<'_>,
        name: &str,
        inputs: usize,
        outputs: usize,
        biased: bool,
    ) -> Result<Self, LoadError> {
        let weight = weights.tensor(&format!("reader.tagger.{name}.weight"), &[outputs, inputs])?;
        let bias = if biased {
            weights.tensor(&format!("reader.tagger.{name}.bias"), &[outputs])?
        } else {
            vec![0.0; outputs]
        };
        Ok(Self {
            weight,
            bias,
            inputs,
        })
    }

    fn apply(&self, x: &[f32]) -> Vec<f32> {
        let rows = self.weight.chunks_exact(self.inputs);
        rows.zip(&self.bias)
            .map(|(row, bias)| dot(row, x) + bias)
            .collect()
    }
}

struct Block {
    qkv: Linear,
    out: Linear,
    up: Linear,
    down: Linear,
}

impl Block {
    fn apply(&self, rows: &mut [Vec<f32>]) {
        let qkv: Vec<Vec<f32>> = rows.iter().map(|row| self.qkv.apply(&norm(row))).collect();
        for (row, mine) in rows.iter_mut().zip(&qkv) {
            let mut mixed = vec![0.0; INNER];
            for head in 0..HEADS {
                let part = |vector: &'_ [f32], kind: usize| -> Vec<f32> {
                    vector[kind * INNER + head * HEAD..][..HEAD].to_vec()
                };
                let query = part(mine, 0);
                let mut weights: Vec<f32> = qkv
                    .iter()
                    .map(|other| dot(&query, &part(other, 1)) / (HEAD as f32).sqrt())
                    .collect();
                softmax(&mut weights);
                for (weight, other) in weights.iter().zip(&qkv) {
                    let target = &mut mixed[head * HEAD..][..HEAD];
                    target
                        .iter_mut()
                        .zip(part(other, 2))
                        .for_each(|(sum, value)| *sum += weight * value);
                }
            }
            super::add(row, &self.out.apply(&mixed));
        }
        for row in rows {
            let mut hidden = self.up.apply(&norm(row));
            for x in &mut hidden {
                *x = x.max(0.0).powi(2);
            }
            super::add(row, &self.down.apply(&hidden));
        }
    }
}

pub(super) struct Tagger {
    enter: Linear,
    place: Vec<f32>,
    blocks: Vec<Block>,
    leave: Linear,
}

impl Tagger {
    pub(super) fn load(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let blocks = (0..BLOCKS).map(|i| {
            let linear = |name: &str, inputs, outputs, biased| {
                Linear::load(
                    weights,
                    &format!("blocks.{i}.{name}"),
                    inputs,
                    outputs,
                    biased,
                )
            };
            Ok(Block {
                qkv: linear("qkv", INNER, 3 * INNER, false)?,
                out: linear("out", INNER, INNER, false)?,
                up: linear("up", INNER, 2 * INNER, true)?,
                down: linear("down", 2 * INNER, INNER, true)?,
            })
        });
        Ok(Self {
            enter: Linear::load(weights, "enter", WIDTH, INNER, true)?,
            place: weights.tensor("reader.tagger.place", &[LONGEST_PROMPT, INNER])?,
            blocks: blocks.collect::<Result<_, LoadError>>()?,
            leave: Linear::load(weights, "leave", INNER, Role::ALL.len(), true)?,
        })
    }

    /// The likeliest role of every piece.
    pub(super) fn roles(&self, words: &Words, pieces: &[usize]) -> Vec<Role> {
        let mut rows: Vec<Vec<f32>> = pieces
            .iter()
            .zip(self.place.chunks_exact(INNER))
            .map(|(&piece, place)| {
                let mut row = self.enter.apply(words.meaning(piece));
                super::add(&mut row, place);
                row
            })
            .collect();
        for block in &self.blocks {
            block.apply(&mut rows);
        }
        let likeliest = |row: &Vec<f32>| {
            let scores = self.leave.apply(&norm(row));
            let best = scores
                .iter()
                .zip(Role::ALL)
                .max_by(|a, b| a.0.total_cmp(b.0));
            best.map_or(Role::Other, |(_, role)| role)
        };
        rows.iter().map(likeliest).collect()
    }
}

/// Divides by the root mean square.
fn norm(x: &[f32]) -> Vec<f32> {
    let scale = (dot(x, x) / x.len() as f32 + 1e-6).sqrt().recip();
    x.iter().map(|value| value * scale).collect()
}

fn softmax(x: &mut [f32]) {
    let top = x.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for value in x.iter_mut() {
        *value = (*value - top).exp();
    }
    let all: f32 = x.iter().sum();
    for value in x {
        *value /= all;
    }
}
