//! Products with matrices that are packed once and used often.
//!
//! The painter spends nine tenths of its time here. Weights never change, so they are packed at
//! load into panels of 64 outputs: within a panel, all outputs of one input lie together, and the
//! inner loop reads memory in order. A tile of 6 rows by 64 outputs then fills 24 of the 32
//! AVX-512 registers with running sums. `pulp` picks the instruction set at run time; other
//! machines use the same panels with narrower tiles.
//!
//! Every output is summed over the inputs in the same order whatever the number of rows, so that
//! a picture does not depend on how its rows are shared between threads.

#![expect(
    clippy::inline_always,
    reason = "only inlined code is compiled for the instruction set that was picked"
)]

use pulp::{Arch, Scalar128b, Simd, WithSimd};

use crate::weights::Values;

/// Outputs in a full panel; the last panel of a matrix may be 16, 32 or 48 wide.
const PANEL: usize = 64;
/// Outputs are padded with zeros to a multiple of this.
const UNIT: usize = 16;
/// Inputs summed before the sums go to memory, so that a panel's part stays in the cache.
const DEPTH: usize = 128;
/// Inputs handled by the unrolled inner loop.
const UNROLL: usize = 8;
/// Rows of a full tile.
const TILE: usize = 6;

/// A row-major matrix inside a larger buffer: row `r` starts at `r * stride`.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) stride: usize,
}

/// What happens to the sums of a product.
#[derive(Clone, Copy)]
pub(crate) enum Finish<'a> {
    /// `out = sum`
    Store,
    /// `out += sum`
    Add,
    /// `out += gate * sum`, with one factor for each output.
    AddGated(&'a [f32]),
    /// `out = max(sum, 0)²`
    SquaredRelu,
}

/// A matrix of `outputs` x `inputs` in panels.
pub(crate) struct Packed<T> {
    panels: Vec<T>,
    inputs: usize,
    outputs: usize,
}

impl<T: Copy + Default> Packed<T> {
    pub(crate) fn zeros(outputs: usize, inputs: usize) -> Self {
        Self {
            panels: vec![T::default(); inputs * padded(outputs)],
            inputs,
            outputs,
        }
    }

    /// Packs again from one row per output; row `r` starts at `r * stride`.
    pub(crate) fn fill_from_rows(&mut self, rows: &[T], stride: usize) {
        for (output, row) in rows.chunks(stride).take(self.outputs).enumerate() {
            let (start, width) = self.panel_of(output);
            let panel = &mut self.panels[start..];
            for (slots, &value) in panel.chunks_mut(width).zip(&row[..self.inputs]) {
                slots[output % PANEL] = value;
            }
        }
    }

    /// Packs again from one row per input, the transpose of [`Self::fill_from_rows`].
    pub(crate) fn fill_from_columns(&mut self, columns: &[T], stride: usize) {
        for first in (0..self.outputs).step_by(PANEL) {
            let (start, width) = self.panel_of(first);
            let filled = width.min(self.outputs - first);
            let panel = self.panels[start..].chunks_mut(width);
            for (slots, row) in panel.zip(columns.chunks(stride)).take(self.inputs) {
                slots[..filled].copy_from_slice(&row[first..first + filled]);
            }
        }
    }

    /// Where the panel of an output starts, and how wide it is.
    fn panel_of(&self, output: usize) -> (usize, usize) {
        let first = output / PANEL * PANEL;
        let width = (padded(self.outputs) - first).min(PANEL);
        (first * self.inputs, width)
    }
}

impl Packed<f32> {
    pub(crate) fn view(&self) -> Matrix<'_> {
        Matrix {
            panels: Panels::Singles(&self.panels),
            inputs: self.inputs,
            outputs: self.outputs,
        }
    }
}

/// The weight of a linear layer, packed once.
///
/// Bytes stay bytes: the weights of a step do not fit the nearest caches, and a quarter of the
/// size comes from memory faster than the arithmetic to expand a panel takes.
pub(crate) enum Weight {
    Singles(Packed<f32>),
    /// Each output has its scale.
    Bytes(Packed<i8>, Vec<f32>),
}

impl Weight {
    /// From one row of values per output.
    pub(crate) fn new(values: Values, outputs: usize, inputs: usize) -> Self {
        match values {
            Values::Bytes(bytes, mut scales) if scales.len() == outputs => {
                scales.resize(padded(outputs), 0.0);
                Self::Bytes(packed(&bytes, outputs, inputs), scales)
            }
            values => Self::Singles(packed(&values.into_singles(), outputs, inputs)),
        }
    }

    pub(crate) fn view(&self) -> Matrix<'_> {
        match self {
            Self::Singles(packed) => packed.view(),
            Self::Bytes(packed, scales) => Matrix {
                panels: Panels::Bytes(&packed.panels, scales),
                inputs: packed.inputs,
                outputs: packed.outputs,
            },
        }
    }
}

fn packed<T: Copy + Default>(rows: &[T], outputs: usize, inputs: usize) -> Packed<T> {
    let mut packed = Packed::zeros(outputs, inputs);
    packed.fill_from_rows(rows, inputs);
    packed
}

/// A packed matrix, ready to multiply with.
#[derive(Clone, Copy)]
pub(crate) struct Matrix<'a> {
    panels: Panels<'a>,
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
}

#[derive(Clone, Copy)]
enum Panels<'a> {
    Singles(&'a [f32]),
    Bytes(&'a [i8], &'a [f32]),
}

/// The room a row of outputs takes.
pub(crate) const fn padded(outputs: usize) -> usize {
    outputs.next_multiple_of(UNIT)
}

/// Multiplies `count` rows by a packed matrix: `out[r, o] = sum over i of left[r, i] * matrix[o, i]`.
///
/// A row of `out` is `stride` long, at least [`padded`] of the outputs: the padding is written too.
pub(crate) fn multiply(
    cpu: Arch,
    left: Rows<'_>,
    count: usize,
    matrix: Matrix<'_>,
    finish: Finish<'_>,
    out: &mut [f32],
    stride: usize,
) {
    let width = padded(matrix.outputs);
    assert!(stride >= width, "an output row holds {width} values");
    let product = Product {
        left,
        count,
        matrix,
        finish,
        out,
        stride,
    };
    match cpu {
        // Without a fused multiply-add in the machine, asking for one means a slow library call.
        Arch::Scalar => Scalar128b.vectorize(Unfused(product)),
        _ => cpu.dispatch(product),
    }
}

struct Product<'a> {
    left: Rows<'a>,
    count: usize,
    matrix: Matrix<'a>,
    finish: Finish<'a>,
    out: &'a mut [f32],
    stride: usize,
}

struct Unfused<'a>(Product<'a>);

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.panels::<S, true>(simd);
    }
}

impl WithSimd for Unfused<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.0.panels::<S, false>(simd);
    }
}

impl Product<'_> {
    #[inline(always)]
    fn panels<S: Simd, const FUSED: bool>(mut self, simd: S) {
        let outputs = padded(self.matrix.outputs);
        for first in (0..outputs).step_by(PANEL) {
            match outputs - first {
                64.. => self.panel::<S, FUSED, 64>(simd, first),
                48.. => self.panel::<S, FUSED, 48>(simd, first),
                32.. => self.panel::<S, FUSED, 32>(simd, first),
                _ => self.panel::<S, FUSED, 16>(simd, first),
            }
        }
    }

    /// All rows of the panel of `WIDTH` outputs that starts at output `first`.
    #[inline(always)]
    fn panel<S: Simd, const FUSED: bool, const WIDTH: usize>(&mut self, simd: S, first: usize) {
        let inputs = self.matrix.inputs;
        let mut expanded = [[0.0; WIDTH]; DEPTH];
        for begin in (0..inputs).step_by(DEPTH) {
            let end = (begin + DEPTH).min(inputs);
            let range = first * inputs + begin * WIDTH..first * inputs + end * WIDTH;
            let weights = match self.matrix.panels {
                Panels::Singles(panels) => panels[range].as_chunks::<WIDTH>().0,
                Panels::Bytes(panels, scales) => {
                    let scales = &scales[first..first + WIDTH];
                    let (bytes, _) = panels[range].as_chunks::<WIDTH>();
                    for (values, bytes) in expanded.iter_mut().zip(bytes) {
                        for ((value, &byte), scale) in values.iter_mut().zip(bytes).zip(scales) {
                            *value = f32::from(byte) * scale;
                        }
                    }
                    &expanded[..end - begin]
                }
            };
            let is_last = end == inputs;
            let part = Part {
                weights,
                begin,
                end,
                first,
                offset: 0,
                is_last,
            };
            // Wide registers take a whole row of the panel; narrower ones a quarter of 64 at a time.
            match (S::F32_LANES, WIDTH) {
                (16, 64) => self.strip::<S, FUSED, WIDTH, 4>(simd, part),
                (16, 48) => self.strip::<S, FUSED, WIDTH, 3>(simd, part),
                (16, 32) => self.strip::<S, FUSED, WIDTH, 2>(simd, part),
                (16, _) => self.strip::<S, FUSED, WIDTH, 1>(simd, part),
                (8, _) => self.strips::<S, FUSED, WIDTH, 2>(simd, part),
                _ => self.strips::<S, FUSED, WIDTH, 4>(simd, part),
            }
        }
    }

    #[inline(always)]
    fn strips<S: Simd, const FUSED: bool, const WIDTH: usize, const VECTORS: usize>(
        &mut self,
        simd: S,
        part: Part<'_, WIDTH>,
    ) {
        for offset in (0..WIDTH).step_by(VECTORS * S::F32_LANES) {
            self.strip::<S, FUSED, WIDTH, VECTORS>(simd, Part { offset, ..part });
        }
    }

    /// All rows of `VECTORS` registers of outputs.
    #[inline(always)]
    fn strip<S: Simd, const FUSED: bool, const WIDTH: usize, const VECTORS: usize>(
        &mut self,
        simd: S,
        part: Part<'_, WIDTH>,
    ) {
        let mut row = 0;
        while row < self.count {
            row += match self.count - row {
                TILE.. => self.tile::<S, FUSED, WIDTH, VECTORS, TILE>(simd, part, row),
                4.. => self.tile::<S, FUSED, WIDTH, VECTORS, 4>(simd, part, row),
                _ => self.tile::<S, FUSED, WIDTH, VECTORS, 1>(simd, part, row),
            };
        }
    }

    /// `ROWS` rows of a part; gives back `ROWS`.
    #[inline(always)]
    fn tile<
        S: Simd,
        const FUSED: bool,
        const WIDTH: usize,
        const VECTORS: usize,
        const ROWS: usize,
    >(
        &mut self,
        simd: S,
        part: Part<'_, WIDTH>,
        row: usize,
    ) -> usize {
        let left = Rows {
            data: &self.left.data[row * self.left.stride + part.begin..],
            stride: self.left.stride,
        };
        let sums = sums::<S, FUSED, WIDTH, VECTORS, ROWS>(simd, left, part);
        self.write(simd, part, row, &sums);
        ROWS
    }

    /// One short loop for each case: the compiler must unroll them, or the sums leave the registers.
    #[inline(always)]
    fn write<S: Simd, const WIDTH: usize, const VECTORS: usize, const ROWS: usize>(
        &mut self,
        simd: S,
        part: Part<'_, WIDTH>,
        row: usize,
        sums: &[[S::f32s; VECTORS]; ROWS],
    ) {
        let stride = self.stride;
        let output = part.first + part.offset;
        let out = &mut self.out[row * stride + output..];
        let is_first = part.begin == 0;
        match self.finish {
            Finish::AddGated(gate) => {
                let (gate, _) = S::as_simd_f32s(&gate[output..]);
                let gate: [S::f32s; VECTORS] = std::array::from_fn(|v| gate[v]);
                for r in 0..ROWS {
                    let (out, _) =
                        S::as_mut_simd_f32s(&mut out[r * stride..][..VECTORS * S::F32_LANES]);
                    for v in 0..VECTORS {
                        out[v] = simd.add_f32s(out[v], simd.mul_f32s(gate[v], sums[r][v]));
                    }
                }
            }
            Finish::Store | Finish::SquaredRelu if is_first => {
                for r in 0..ROWS {
                    let (out, _) =
                        S::as_mut_simd_f32s(&mut out[r * stride..][..VECTORS * S::F32_LANES]);
                    out[..VECTORS].copy_from_slice(&sums[r]);
                }
            }
            _ => {
                for r in 0..ROWS {
                    let (out, _) =
                        S::as_mut_simd_f32s(&mut out[r * stride..][..VECTORS * S::F32_LANES]);
                    for v in 0..VECTORS {
                        out[v] = simd.add_f32s(out[v], sums[r][v]);
                    }
                }
            }
        }
        if part.is_last && matches!(self.finish, Finish::SquaredRelu) {
            for r in 0..ROWS {
                for x in &mut out[r * stride..][..VECTORS * S::F32_LANES] {
                    *x = x.max(0.0) * x.max(0.0);
                }
            }
        }
    }
}

/// The sums of a tile over one part of the inputs.
///
/// Plain indices and counted loops: the compiler then unrolls all of it and keeps the sums in registers.
#[inline(always)]
fn sums<S: Simd, const FUSED: bool, const WIDTH: usize, const VECTORS: usize, const ROWS: usize>(
    simd: S,
    left: Rows<'_>,
    part: Part<'_, WIDTH>,
) -> [[S::f32s; VECTORS]; ROWS] {
    let inputs = part.end - part.begin;
    let rows: [&[f32]; ROWS] = std::array::from_fn(|r| &left.data[r * left.stride..][..inputs]);
    // Blocks of a fixed length let the compiler drop the bounds checks of the inner loop.
    let (blocks, rest) = part.weights.as_chunks::<UNROLL>();
    let mut sums = [[simd.splat_f32s(0.0); VECTORS]; ROWS];
    let row_blocks: [&[[f32; UNROLL]]; ROWS] = std::array::from_fn(|r| {
        let (row_blocks, _) = rows[r].as_chunks();
        &row_blocks[..blocks.len()]
    });
    for (index, block) in blocks.iter().enumerate() {
        let values: [&[f32; UNROLL]; ROWS] = std::array::from_fn(|r| &row_blocks[r][index]);
        for input in 0..UNROLL {
            let (vectors, _) = S::as_simd_f32s(&block[input][part.offset..]);
            let vectors: [S::f32s; VECTORS] = std::array::from_fn(|v| vectors[v]);
            for r in 0..ROWS {
                let value = simd.splat_f32s(values[r][input]);
                for v in 0..VECTORS {
                    sums[r][v] = add_product::<S, FUSED>(simd, value, vectors[v], sums[r][v]);
                }
            }
        }
    }
    for (index, weights) in rest.iter().enumerate() {
        let (vectors, _) = S::as_simd_f32s(&weights[part.offset..]);
        for r in 0..ROWS {
            let value = simd.splat_f32s(rows[r][blocks.len() * UNROLL + index]);
            for v in 0..VECTORS {
                sums[r][v] = add_product::<S, FUSED>(simd, value, vectors[v], sums[r][v]);
            }
        }
    }
    sums
}

#[inline(always)]
fn add_product<S: Simd, const FUSED: bool>(
    simd: S,
    a: S::f32s,
    b: S::f32s,
    sum: S::f32s,
) -> S::f32s {
    if FUSED {
        simd.mul_add_e_f32s(a, b, sum)
    } else {
        simd.add_f32s(sum, simd.mul_f32s(a, b))
    }
}

/// A range of the inputs of one panel.
#[derive(Clone, Copy)]
struct Part<'a, const WIDTH: usize> {
    weights: &'a [[f32; WIDTH]],
    begin: usize,
    end: usize,
    /// The panel's first output, and where in the panel a tile starts.
    first: usize,
    offset: usize,
    is_last: bool,
}

#[cfg(test)]
mod tests;
