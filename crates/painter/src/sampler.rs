//! From noise to a picture: Euler steps along the flow that the network has learned.
//!
//! The same computation as `sample` in `painter/train/network.py`: rectified flow with a prediction
//! of the clean picture, and classifier-free guidance on that prediction.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::network::{Condition, Network, PATCH_VALUES, PATCHES, Room};
use crate::scene::Scene;

/// How far the steps lean towards the noise end, where the picture is decided.
const SHIFT: f32 = 1.6;

/// Whether to go on after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Take the next step.
    Continue,
    /// Give the picture up.
    Stop,
}

/// A callback stopped the sampling.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

/// Walks `noise` (`[64, 192]`) to the patches of a picture in -1..1.
///
/// Guidance beyond 1 moves away from what `against` shows; at 1 that has no part and costs nothing.
/// `on_step` sees the current estimate of the clean picture after each step, counted from 1.
pub fn sample(
    network: &Network,
    noise: Vec<f32>,
    scene: &Scene,
    against: &Scene,
    steps: u32,
    guidance: f32,
    on_step: &mut dyn FnMut(u32, &[f32]) -> Control,
) -> Result<Vec<f32>, Stopped> {
    let mut guide = Guide::new(network, scene, against, guidance);
    let _painting = Painting::begin();
    let mut x = noise;
    for step in 1..=steps {
        let (now, after) = (time(step - 1, steps), time(step, steps));
        let clean = guide.clean(&x, now);
        for (x, clean) in x.iter_mut().zip(clean) {
            *x += (after - now) * (clean - *x) / (1.0 - now);
        }
        if on_step(step, clean) == Control::Stop {
            return Err(Stopped);
        }
    }
    for x in &mut x {
        *x = x.clamp(-1.0, 1.0);
    }
    Ok(x)
}

/// When a step ends: 0 is noise, 1 the picture.
fn time(step: u32, steps: u32) -> f32 {
    let even = step as f32 / steps as f32;
    even / (even + SHIFT * (1.0 - even))
}

/// Predicts clean pictures with guidance, on two threads when there are cores to spare.
struct Guide<'a> {
    network: &'a Network,
    wanted: Half,
    /// What guidance moves away from, and how far.
    unwanted: Option<(Half, f32)>,
}

/// One side of the guidance, with its scratch space.
struct Half {
    condition: Condition,
    room: Room,
    clean: Vec<f32>,
}

impl<'a> Guide<'a> {
    fn new(network: &'a Network, scene: &Scene, against: &Scene, guidance: f32) -> Self {
        let half = |scene| Half {
            condition: network.condition(scene),
            room: network.room(),
            clean: vec![0.0; PATCHES * PATCH_VALUES],
        };
        Self {
            network,
            wanted: half(scene),
            unwanted: (guidance > 1.0).then(|| (half(against), guidance)),
        }
    }

    /// The guided estimate of the clean patches, within -1..1.
    fn clean(&mut self, noisy: &[f32], time: f32) -> &[f32] {
        let (network, wanted) = (self.network, &mut self.wanted);
        if let Some((unwanted, guidance)) = &mut self.unwanted {
            if Painting::leaves_a_core_free() {
                thread::scope(|scope| {
                    scope.spawn(|| unwanted.predict(network, noisy, time));
                    wanted.predict(network, noisy, time);
                });
            } else {
                wanted.predict(network, noisy, time);
                unwanted.predict(network, noisy, time);
            }
            for (clean, unwanted) in wanted.clean.iter_mut().zip(&unwanted.clean) {
                *clean = unwanted + *guidance * (*clean - unwanted);
            }
        } else {
            wanted.predict(network, noisy, time);
        }
        for clean in &mut wanted.clean {
            *clean = clean.clamp(-1.0, 1.0);
        }
        &wanted.clean
    }
}

impl Half {
    fn predict(&mut self, network: &Network, noisy: &[f32], time: f32) {
        network.predict(
            noisy,
            time,
            &self.condition,
            &mut self.room,
            &mut self.clean,
        );
    }
}

/// Pictures being sampled in this process right now.
static PAINTING: AtomicUsize = AtomicUsize::new(0);

/// Counts one picture for as long as it lives.
struct Painting;

impl Painting {
    fn begin() -> Self {
        PAINTING.fetch_add(1, Ordering::Relaxed);
        Self
    }

    /// Whether every picture in progress could have two cores.
    fn leaves_a_core_free() -> bool {
        static CORES: OnceLock<usize> = OnceLock::new();
        let cores = *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from));
        2 * PAINTING.load(Ordering::Relaxed) <= cores
    }
}

impl Drop for Painting {
    fn drop(&mut self) {
        PAINTING.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::gaussian;

    fn small() -> Network {
        Network::load(include_bytes!("../tests/fixtures/small.safetensors")).unwrap()
    }

    fn scene() -> Scene {
        Scene {
            concept: [1, 3],
            style: 1,
            ..Scene::default()
        }
    }

    fn paint(guidance: f32, against: &Scene) -> Vec<f32> {
        let noise = gaussian(1, PATCHES * PATCH_VALUES);
        let go_on = &mut |_, _: &[f32]| Control::Continue;
        sample(&small(), noise, &scene(), against, 3, guidance, go_on).unwrap()
    }

    #[test]
    fn one_thread_paints_what_two_paint() {
        let two = paint(3.0, &Scene::blank(1));
        let others: Vec<_> = (0..1000).map(|_| Painting::begin()).collect();
        assert!(!Painting::leaves_a_core_free());
        let one = paint(3.0, &Scene::blank(1));
        drop(others);
        assert_eq!(one, two);
    }

    #[test]
    fn guidance_of_one_ignores_what_to_avoid() {
        assert_eq!(paint(1.0, &Scene::blank(1)), paint(1.0, &Scene::blank(4)));
        assert_ne!(paint(2.0, &Scene::blank(1)), paint(2.0, &Scene::blank(4)));
    }

    #[test]
    fn times_lean_towards_the_noise() {
        let times: Vec<f32> = (0..=4).map(|step| time(step, 4)).collect();
        let expected = [0.0, 0.172_413_8, 0.384_615_4, 0.652_173_9, 1.0];
        for (time, expected) in times.iter().zip(expected) {
            assert!((time - expected).abs() < 1e-6, "{times:?}");
        }
    }

    #[test]
    fn a_stop_ends_the_sampling_at_once() {
        let noise = gaussian(1, PATCHES * PATCH_VALUES);
        let mut last = 0;
        let stopped = sample(
            &small(),
            noise,
            &scene(),
            &Scene::blank(1),
            9,
            2.0,
            &mut |step, _| {
                last = step;
                if step == 2 {
                    Control::Stop
                } else {
                    Control::Continue
                }
            },
        );
        assert_eq!((stopped, last), (Err(Stopped), 2));
    }
}
