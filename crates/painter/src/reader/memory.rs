//! Known meanings, and what lies nearest to a new one.

use super::{dot, normalise};
use crate::weights::{LoadError, Weights};
use crate::words::WIDTH;

/// The names of a closed vocabulary with the phrases that stand for each.
pub(super) struct Names {
    keys: Vec<f32>,
    rows: Vec<usize>,
    called: Vec<String>,
}

impl Names {
    /// Reads `<prefix>.keys` of shape (k, 128), unit meanings of phrases, and `<prefix>.rows`, as many, their names' rows.
    pub(super) fn load(
        weights: &Weights<'_>,
        prefix: &str,
        called: Vec<String>,
    ) -> Result<Self, LoadError> {
        let rows_name = format!("{prefix}.rows");
        let shape = weights.shape(&rows_name)?;
        let rows: Vec<usize> = weights
            .tensor(&rows_name, &shape)?
            .into_iter()
            .map(|row| row as usize)
            .collect();
        if rows.iter().any(|&row| row >= called.len()) {
            return Err(LoadError::Network(format!(
                "`{rows_name}` points outside its {} names",
                called.len()
            )));
        }
        let keys = weights.tensor(&format!("{prefix}.keys"), &[rows.len(), WIDTH])?;
        Ok(Self { keys, rows, called })
    }

    pub(super) fn name(&self, row: usize) -> String {
        self.called[row].clone()
    }

    /// The name whose phrase is most alike, when the cosine is at least `alike`.
    pub(super) fn nearest(&self, meaning: &[f32], alike: f32) -> Option<usize> {
        let mut query = meaning.to_vec();
        normalise(&mut query);
        let scored = self.likenesses(&query).zip(&self.rows);
        let (likeness, row) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeness >= alike).then_some(*row)
    }

    fn likenesses(&self, query: &[f32]) -> impl Iterator<Item = f32> {
        self.keys
            .chunks_exact(WIDTH)
            .map(move |key| dot(key, query))
    }
}

/// The concepts with all their phrases, in a learned bending of the space of meanings.
pub(super) struct Concepts {
    names: Names,
    bend: Vec<f32>,
    bias: Vec<f32>,
    sharpness: f32,
}

impl Concepts {
    pub(super) fn load(weights: &Weights<'_>, names: Vec<String>) -> Result<Self, LoadError> {
        let names = Names::load(weights, "reader.concept", names)?;
        Ok(Self {
            bend: weights.tensor("reader.bend", &[WIDTH, WIDTH])?,
            bias: weights.tensor("reader.concept.bias", &[names.rows.len()])?,
            sharpness: weights.tensor("reader.concept.sharpness", &[1])?[0],
            names,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.names.called.len()
    }

    pub(super) fn name(&self, row: usize) -> String {
        self.names.name(row)
    }

    /// How likely each concept is what a meaning stands for; sums to 1. A concept counts every phrase
    /// that is alike: the softmax over phrases, added up by concept.
    pub(super) fn likelihoods(&self, meaning: &[f32]) -> Vec<f32> {
        let query = self.bent(meaning);
        let likenesses = self.names.likenesses(&query);
        let scores: Vec<f32> = likenesses
            .zip(&self.bias)
            .map(|(likeness, bias)| self.sharpness * likeness + bias)
            .collect();
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut mass = vec![0.0; self.len()];
        for (score, &row) in scores.iter().zip(&self.names.rows) {
            mass[row] += (score - top).exp();
        }
        let all: f32 = mass.iter().sum();
        for p in &mut mass {
            *p /= all;
        }
        mass
    }

    /// How alike a meaning and the nearest known phrase are: the cosine, 1 for a phrase itself.
    pub(super) fn likeness(&self, meaning: &[f32]) -> f32 {
        let query = self.bent(meaning);
        self.names.likenesses(&query).fold(0.0, f32::max)
    }

    fn bent(&self, meaning: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; WIDTH];
        for (value, row) in meaning.iter().zip(self.bend.chunks_exact(WIDTH)) {
            out.iter_mut()
                .zip(row)
                .for_each(|(sum, weight)| *sum += value * weight);
        }
        normalise(&mut out);
        out
    }
}
