//! A text-to-image model inside the program: no key, no network, no GPU.
//!
//! # How a prompt becomes a picture
//!
//! 1. The reader takes the prompt apart into objects, colours and a background that the painter
//!    knows: "a crimson fox" is a [`Reading`] that says *red fox*, and a [`Scene`], rows of learned
//!    tables.
//! 2. Seeded [noise](gaussian), 64 x 64 pixels of it, is where every picture starts.
//! 3. The [`network::Network`], a diffusion transformer, predicts from the noisy picture and the
//!    scene what the clean picture is.
//! 4. [`sample`] walks there in a few steps. Each step predicts twice, with and without the scene,
//!    and goes further in the direction of the difference (guidance).
//! 5. The result is a [`Canvas`] of 64 x 64 pixels, enlarged to squares of pixels as ordered.
//!
//! [`Painter::paint`] does all of this on the caller's thread; an [`Easel`] does it on threads of its
//! own. The weights are part of the program and load on first use.
//!
//! ```
//! use pixelprompt_painter::{Control, Order, Painter};
//!
//! let mut order = Order::new("red fox on a light blue background", 0);
//! order.steps = 4;
//! let picture = Painter::shared()?.paint(&order, &mut |_progress| Control::Continue)?;
//! assert_eq!(picture.upscaled(order.size).side, 512);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Speed
//!
//! Nine tenths of the work are matrix products in a kernel of our own in safe Rust: weights are
//! packed once at load, and `pulp` picks AVX-512, AVX2, NEON or plain SSE2 at run time. A picture
//! takes two threads, one for each prediction of a step, as long as every picture in progress can
//! have two cores.

mod attention;
mod easel;
mod matrix;
pub mod network;
mod noise;
mod order;
mod painter;
mod picture;
mod reader;
mod reading;
mod sampler;
mod scene;
mod styles;
mod vector;
mod weights;
mod words;

pub use easel::{Easel, Event, Ticket};
pub use noise::gaussian;
pub use order::{Order, OrderError, limits};
pub use painter::{PaintError, Painter, Progress};
pub use picture::{Canvas, Picture};
pub use reading::{Reading, Thing};
pub use sampler::{Control, Stopped, sample};
pub use scene::Scene;
pub use styles::{STYLES, Style};
pub use weights::LoadError;
