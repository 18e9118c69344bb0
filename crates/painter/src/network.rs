//! The painter's network: a diffusion transformer that predicts the clean picture.
//!
//! The same computation as `painter/train/network.py`, whose names it keeps. A picture of 64 x 64
//! in patches of 8 x 8 is 64 tokens of 192 values (channel, row, column); 8 context tokens before
//! them say what to paint.

use pulp::Arch;

use crate::attention::Attention;
use crate::matrix::{Finish, Rows, Weight, multiply};
use crate::scene::Scene;
use crate::vector::{NormModulate, norm_rows, silu};
use crate::weights::{LoadError, Weights};

/// Patches of a picture.
pub const PATCHES: usize = 64;
/// Values of a patch: 3 channels of 8 x 8.
pub const PATCH_VALUES: usize = 192;
/// Tokens that say what to paint: three an object, style with pose, background.
const CONTEXT: usize = 2 * OBJECT_TOKENS + 2;
const OBJECT_TOKENS: usize = 3;
const TOKENS: usize = CONTEXT + PATCHES;
const TIME_FEATURES: usize = 64;
/// Left and right objects differ in what they add to the modulation.
const SIDES: [f32; 2] = [1.0, 0.6];
/// Scale, shift and gate of the attention, then of the feed-forward part.
const MODULATIONS: usize = 6;
/// Rows of the modulation that are factors around one.
const FACTORS: [usize; 4] = [0, 2, 3, 5];

/// The weights, packed for this machine. Immutable and shared by all pictures.
pub struct Network {
    cpu: Arch,
    width: usize,
    heads: usize,
    concept: Vec<f32>,
    colour: Vec<f32>,
    background: Vec<f32>,
    style: Vec<f32>,
    pose: Vec<f32>,
    slot: Vec<f32>,
    /// The learned places of the patches, with `enter`'s bias.
    place: Vec<f32>,
    time: Linear,
    condition: Linear,
    modulation: Linear,
    enter: Weight,
    blocks: Vec<Block>,
    last: Linear,
    leave: Linear,
}

struct Block {
    qkv: Weight,
    out: Weight,
    up: Weight,
    down: Weight,
    /// `[6, width]`, with the ones of the factors added.
    offset: Vec<f32>,
}

struct Linear {
    weight: Weight,
    bias: Vec<f32>,
}

/// What the network knows of a scene, whatever the time.
pub struct Condition {
    /// `[8, width]`, normed.
    tokens: Vec<f32>,
    /// `[width]`, what joins the time in the modulation.
    fixed: Vec<f32>,
}

/// Scratch space of the network, so that a step allocates nothing.
pub struct Room {
    hidden: Vec<f32>,
    next_hidden: Vec<f32>,
    /// `[6, width]`, for all blocks and for one.
    modulation: Vec<f32>,
    block_modulation: Vec<f32>,
    /// `[72, width]`: the tokens, and what goes into or comes out of a layer.
    x: Vec<f32>,
    y: Vec<f32>,
    /// `[72, up to 4 * width]`
    wide: Vec<f32>,
    attention: Attention,
}

impl Network {
    /// Reads and packs the tensors under `network.` of a safetensors file.
    pub fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        Self::from_weights(&Weights::read(bytes)?)
    }

    pub(crate) fn from_weights(weights: &Weights<'_>) -> Result<Self, LoadError> {
        let heads = weights.number("heads")?;
        let slot = weights.shape("network.slot")?;
        let width = slot.last().copied().unwrap_or_default();
        if heads == 0 || width == 0 || width % (16 * heads) != 0 {
            return Err(LoadError::Network(format!(
                "a width of {width} does not make {heads} heads of a multiple of 16"
            )));
        }
        let table = |name: &str, each: usize| {
            let name = format!("network.{name}");
            let rows = weights.shape(&name)?.first().copied().unwrap_or_default();
            weights.tensor(&name, &[rows, each, width])
        };
        let linear = |name: &str, outputs: usize, inputs: usize| {
            let bias = weights.tensor(&format!("network.{name}.bias"), &[outputs])?;
            let weight = weight(weights, name, outputs, inputs)?;
            Ok::<_, LoadError>(Linear { weight, bias })
        };
        // As in the blocks' offsets, the factor's one is added here, once.
        let mut last = linear("last", 2 * width, width)?;
        for value in &mut last.bias[..width] {
            *value += 1.0;
        }
        let mut place = weights.tensor("network.place", &[PATCHES, width])?;
        let enter = linear("enter", width, PATCH_VALUES)?;
        for row in place.chunks_exact_mut(width) {
            add(row, &enter.bias);
        }
        let mut blocks = Vec::new();
        while weights.has(&format!("network.blocks.{}.offset", blocks.len())) {
            blocks.push(Block::from_weights(weights, blocks.len(), width)?);
        }
        Ok(Self {
            cpu: Arch::new(),
            width,
            heads,
            concept: table("concept", OBJECT_TOKENS + 1)?,
            colour: table("colour", 2)?,
            background: table("background", 2)?,
            style: table("style", 2)?,
            pose: weights.tensor("network.pose.weight", &[width, 4])?,
            slot: weights.tensor("network.slot", &[CONTEXT, width])?,
            place,
            time: linear("time", width, TIME_FEATURES)?,
            condition: linear("condition", width, width)?,
            modulation: linear("modulation", MODULATIONS * width, width)?,
            enter: enter.weight,
            blocks,
            last,
            leave: linear("leave", PATCH_VALUES, width)?,
        })
    }

    /// Looks a scene up in the tables.
    ///
    /// # Panics
    /// When a row of the scene lies outside its table.
    pub fn condition(&self, scene: &Scene) -> Condition {
        let width = self.width;
        let row = |table: &'_ [f32], row: usize, each: usize, which: usize| {
            let start = (row * each + which) * width;
            table[start..start + width].to_vec()
        };
        let mut tokens = Vec::with_capacity(CONTEXT * width);
        let mut fixed = vec![0.0; width];
        for ((&concept, &colour), share) in scene.concept.iter().zip(&scene.colour).zip(SIDES) {
            for which in 0..OBJECT_TOKENS {
                let start = tokens.len();
                tokens.extend(row(&self.concept, concept, OBJECT_TOKENS + 1, which));
                add(&mut tokens[start..], &row(&self.colour, colour, 2, 0));
            }
            let mut object = row(&self.concept, concept, OBJECT_TOKENS + 1, OBJECT_TOKENS);
            add(&mut object, &row(&self.colour, colour, 2, 1));
            for (sum, value) in fixed.iter_mut().zip(object) {
                *sum += value * share;
            }
        }
        let posed = self.pose.chunks_exact(4);
        let posed: Vec<f32> = posed.map(|weight| dot(weight, &scene.pose)).collect();
        let start = tokens.len();
        tokens.extend(row(&self.style, scene.style, 2, 0));
        add(&mut tokens[start..], &posed);
        tokens.extend(row(&self.background, scene.background, 2, 0));
        add(&mut tokens, &self.slot);
        norm_rows(&mut tokens, width);
        add(&mut fixed, &row(&self.style, scene.style, 2, 1));
        add(&mut fixed, &row(&self.background, scene.background, 2, 1));
        add(&mut fixed, &posed);
        for value in &mut fixed {
            *value *= 0.5;
        }
        Condition { tokens, fixed }
    }

    /// Scratch space for one prediction at a time.
    pub fn room(&self) -> Room {
        let of = |rows: usize| vec![0.0; rows * self.width];
        Room {
            hidden: of(1),
            next_hidden: of(1),
            modulation: of(MODULATIONS),
            block_modulation: of(MODULATIONS),
            x: of(TOKENS),
            y: of(TOKENS),
            wide: of(4 * TOKENS),
            attention: Attention::new(self.cpu, TOKENS, self.width, self.heads),
        }
    }

    /// The clean patches `[64, 192]` that noisy ones at a time (0 noise, 1 picture) come from.
    ///
    /// # Panics
    /// When a slice has another length, or `room` is from a network of another shape.
    pub fn predict(
        &self,
        noisy: &[f32],
        time: f32,
        condition: &Condition,
        room: &mut Room,
        clean: &mut [f32],
    ) {
        assert_eq!([noisy.len(), clean.len()], [PATCHES * PATCH_VALUES; 2]);
        self.modulate(time, condition, room);
        self.enter(noisy, condition, room);
        for block in &self.blocks {
            self.block(block, room);
        }
        self.leave(room, clean);
    }

    /// Time and condition to `room.hidden` and `room.modulation`.
    fn modulate(&self, time: f32, condition: &Condition, room: &mut Room) {
        let cpu = self.cpu;
        self.time
            .apply(cpu, &time_features(time), &mut room.next_hidden);
        add(&mut room.next_hidden, &condition.fixed);
        silu(&mut room.next_hidden);
        self.condition
            .apply(cpu, &room.next_hidden, &mut room.hidden);
        silu(&mut room.hidden);
        self.modulation
            .apply(cpu, &room.hidden, &mut room.modulation);
    }

    /// Context tokens and embedded patches to `room.x`.
    fn enter(&self, noisy: &[f32], condition: &Condition, room: &mut Room) {
        let (context, patches) = room.x.split_at_mut(CONTEXT * self.width);
        context.copy_from_slice(&condition.tokens);
        patches.copy_from_slice(&self.place);
        let noisy = Rows {
            data: noisy,
            stride: PATCH_VALUES,
        };
        multiply(
            self.cpu,
            noisy,
            PATCHES,
            self.enter.view(),
            Finish::Add,
            patches,
            self.width,
        );
    }

    fn block(&self, block: &Block, room: &mut Room) {
        let (cpu, width) = (self.cpu, self.width);
        let Room {
            x,
            y,
            wide,
            attention,
            modulation,
            block_modulation,
            ..
        } = room;
        block_modulation.copy_from_slice(modulation);
        add(block_modulation, &block.offset);
        let part = |which: usize| &block_modulation[which * width..][..width];
        let product = |rows: &[f32], weight: &Weight, finish: Finish<'_>, out: &mut [f32]| {
            let matrix = weight.view();
            let rows = Rows {
                data: rows,
                stride: matrix.inputs,
            };
            multiply(cpu, rows, TOKENS, matrix, finish, out, matrix.outputs);
        };
        cpu.dispatch(NormModulate {
            rows: x,
            scale: part(0),
            shift: part(1),
            out: y,
        });
        product(y, &block.qkv, Finish::Store, wide);
        attention.attend(wide, y);
        product(y, &block.out, Finish::AddGated(part(2)), x);
        cpu.dispatch(NormModulate {
            rows: x,
            scale: part(3),
            shift: part(4),
            out: y,
        });
        product(y, &block.up, Finish::SquaredRelu, wide);
        product(wide, &block.down, Finish::AddGated(part(5)), x);
    }

    fn leave(&self, room: &mut Room, clean: &mut [f32]) {
        let (cpu, width) = (self.cpu, self.width);
        let Room {
            hidden,
            modulation,
            x,
            y,
            ..
        } = room;
        self.last.apply(cpu, hidden, &mut modulation[..2 * width]);
        let (scale, shift) = modulation[..2 * width].split_at(width);
        cpu.dispatch(NormModulate {
            rows: &x[CONTEXT * width..],
            scale,
            shift,
            out: y,
        });
        for row in clean.chunks_exact_mut(PATCH_VALUES) {
            row.copy_from_slice(&self.leave.bias);
        }
        let y = Rows {
            data: y,
            stride: width,
        };
        multiply(
            cpu,
            y,
            PATCHES,
            self.leave.weight.view(),
            Finish::Add,
            clean,
            PATCH_VALUES,
        );
    }
}

impl Block {
    fn from_weights(weights: &Weights<'_>, index: usize, width: usize) -> Result<Self, LoadError> {
        let name = |part: &str| format!("blocks.{index}.{part}");
        let mut offset = weights.tensor(
            &format!("network.{}", name("offset")),
            &[MODULATIONS, width],
        )?;
        for factor in FACTORS {
            for value in &mut offset[factor * width..][..width] {
                *value += 1.0;
            }
        }
        Ok(Self {
            qkv: weight(weights, &name("qkv"), 3 * width, width)?,
            out: weight(weights, &name("out"), width, width)?,
            up: weight(weights, &name("up"), 4 * width, width)?,
            down: weight(weights, &name("down"), width, 4 * width)?,
            offset,
        })
    }
}

impl Linear {
    /// One row of inputs to one row of outputs.
    fn apply(&self, cpu: Arch, row: &[f32], out: &mut [f32]) {
        out.copy_from_slice(&self.bias);
        let (rows, stride) = (
            Rows {
                data: row,
                stride: row.len(),
            },
            out.len(),
        );
        multiply(cpu, rows, 1, self.weight.view(), Finish::Add, out, stride);
    }
}

fn weight(
    weights: &Weights<'_>,
    name: &str,
    outputs: usize,
    inputs: usize,
) -> Result<Weight, LoadError> {
    let values = weights.values(&format!("network.{name}.weight"), &[outputs, inputs])?;
    Ok(Weight::new(values, outputs, inputs))
}

/// Sines, then cosines, of the time at 32 frequencies from 1 to 1000, geometric.
fn time_features(time: f32) -> [f32; TIME_FEATURES] {
    const HALF: usize = TIME_FEATURES / 2;
    let mut features = [0.0; TIME_FEATURES];
    let (sines, cosines) = features.split_at_mut(HALF);
    for (i, (sine, cosine)) in sines.iter_mut().zip(cosines).enumerate() {
        let exponent = 1000f32.ln() * i as f32 / (HALF - 1) as f32;
        (*sine, *cosine) = (time * exponent.exp()).sin_cos();
    }
    features
}

fn add(sum: &mut [f32], values: &[f32]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += value;
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
