//! The few operations between the matrix products: norms, softmax, activations.
//!
//! Plain loops over fixed lanes, compiled for each instruction set by `pulp`'s dispatch. Sums keep
//! sixteen partial sums, because a compiler may not reorder a sum of floats by itself.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set that was picked"
)]

use pulp::{Simd, WithSimd};

const LANES: usize = 16;
/// As in PyTorch's `rms_norm(x, eps=1e-6)` of the reference network.
const EPSILON: f32 = 1e-6;

/// `out = rms_norm(row) * scale + shift` for every row.
pub(crate) struct NormModulate<'a> {
    pub(crate) rows: &'a [f32],
    pub(crate) scale: &'a [f32],
    pub(crate) shift: &'a [f32],
    pub(crate) out: &'a mut [f32],
}

impl WithSimd for NormModulate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.scale.len();
        let rows = self.rows.chunks_exact(width);
        for (row, out) in rows.zip(self.out.chunks_exact_mut(width)) {
            let factor = rms_factor(row);
            let values = row.iter().zip(self.scale).zip(self.shift);
            for (out, ((&x, scale), shift)) in out.iter_mut().zip(values) {
                *out = x * factor * scale + shift;
            }
        }
    }
}

/// Scales every head of `row_part` in every row to a root mean square of `gain`, in place.
pub(crate) struct NormHeads<'a> {
    pub(crate) rows: &'a mut [f32],
    pub(crate) stride: usize,
    /// First column and number of columns to treat.
    pub(crate) columns: (usize, usize),
    pub(crate) head: usize,
    pub(crate) gain: f32,
}

impl WithSimd for NormHeads<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (first, count) = self.columns;
        for row in self.rows.chunks_exact_mut(self.stride) {
            for head in row[first..first + count].chunks_exact_mut(self.head) {
                let factor = rms_factor(head) * self.gain;
                for x in head {
                    *x *= factor;
                }
            }
        }
    }
}

/// Softmax over the first `length` values of every row, in place.
///
/// No maximum is subtracted: queries and keys have a fixed norm, so scores stay within
/// `1.4 * sqrt(head)`, far from where `exp` overflows.
pub(crate) struct Softmax<'a> {
    pub(crate) rows: &'a mut [f32],
    pub(crate) stride: usize,
    pub(crate) length: usize,
}

impl WithSimd for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.rows.chunks_exact_mut(self.stride) {
            let row = &mut row[..self.length];
            for x in &mut *row {
                *x = exp(*x);
            }
            let factor = sum_of(row, |x| x).recip();
            for x in row {
                *x *= factor;
            }
        }
    }
}

/// `rms_norm` of every row, in place.
pub(crate) fn norm_rows(rows: &mut [f32], width: usize) {
    for row in rows.chunks_exact_mut(width) {
        let factor = rms_factor(row);
        for x in row {
            *x *= factor;
        }
    }
}

/// `x * sigmoid(x)`, in place.
pub(crate) fn silu(values: &mut [f32]) {
    for x in values {
        *x /= 1.0 + (-*x).exp();
    }
}

#[inline(always)]
fn rms_factor(row: &[f32]) -> f32 {
    let mean = sum_of(row, |x| x * x) / row.len() as f32;
    (mean + EPSILON).sqrt().recip()
}

#[inline(always)]
fn sum_of(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    for block in blocks {
        for (sum, &x) in sums.iter_mut().zip(block) {
            *sum += term(x);
        }
    }
    for (sum, &x) in sums.iter_mut().zip(rest) {
        *sum += term(x);
    }
    sums.iter().sum()
}

/// `e^x` to about 2 units in the last place for |x| < 80, without a branch or a library call.
///
/// Splits x into n ln 2 + r with |r| <= ln 2 / 2 (Cody and Waite) and takes Cephes' polynomial for
/// e^r. Adding 1.5 * 2^23 rounds to an integer and leaves it in the low bits, ready to shift into
/// the exponent.
#[inline(always)]
#[expect(
    clippy::excessive_precision,
    reason = "the two parts of ln 2 and Cephes' coefficients"
)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_15e-4;
    for coefficient in [
        1.398_199_950_7e-3,
        8.333_451_907_3e-3,
        4.166_579_589_4e-2,
        1.666_666_545_9e-1,
        5.000_000_120_1e-1,
    ] {
        p = p * r + coefficient;
    }
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    (p * r * r + r + 1.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulp::Arch;

    #[test]
    fn exp_agrees_with_the_library() {
        for i in -8000..=8000 {
            let x = i as f32 * 0.01;
            let expected = f64::from(x).exp();
            let error = (f64::from(exp(x)) - expected).abs() / expected;
            assert!(error < 3e-7, "exp({x}) is off by {error}");
        }
    }

    #[test]
    fn softmax_sums_to_one_and_leaves_the_padding() {
        let mut rows = [1.0, 2.0, 3.0, 9.0, -5.0, 0.0, 11.0, 9.0];
        let softmax = Softmax {
            rows: &mut rows,
            stride: 4,
            length: 3,
        };
        Arch::new().dispatch(softmax);
        assert!((rows[..3].iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((rows[2] / rows[1] - 1f32.exp()).abs() < 1e-5);
        assert!(
            [rows[3], rows[7]]
                .iter()
                .all(|x| (x - 9.0).abs() < f32::EPSILON)
        );
    }
}
