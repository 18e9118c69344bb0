//! The network and the sampler compute what the PyTorch reference computes.
//!
//! `painter/train/parity.py` writes the fixtures; both sides use the same packed weights.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use pixelprompt_painter::network::Network;
use pixelprompt_painter::{Control, Scene, sample};
use safetensors::SafeTensors;

/// What PyTorch computed.
struct Expected {
    bytes: Vec<u8>,
}

impl Expected {
    fn tensor(&self, name: &str) -> Vec<f32> {
        let file = SafeTensors::deserialize(&self.bytes).unwrap();
        let view = file.tensor(name).unwrap();
        let (values, _) = view.data().as_chunks();
        values
            .iter()
            .map(|&bytes| f32::from_le_bytes(bytes))
            .collect()
    }

    fn fact<T: std::str::FromStr>(&self, name: &str) -> T {
        let (_, metadata) = SafeTensors::read_metadata(&self.bytes).unwrap();
        metadata.metadata().as_ref().unwrap()[name]
            .parse()
            .ok()
            .unwrap()
    }

    fn scene(&self, prefix: &str) -> Scene {
        let field = |name: &str| self.tensor(&format!("{prefix}.{name}"));
        let rows = |name: &str| {
            field(name)
                .into_iter()
                .map(|row| row as usize)
                .collect::<Vec<_>>()
        };
        Scene {
            concept: rows("concept").try_into().unwrap(),
            colour: rows("colour").try_into().unwrap(),
            background: rows("background")[0],
            style: rows("style")[0],
            pose: field("pose").try_into().unwrap(),
        }
    }
}

fn compare(weights: &Path, expected: PathBuf) {
    let network = Network::load(&fs::read(weights).unwrap()).unwrap();
    let expected = Expected {
        bytes: fs::read(expected).unwrap(),
    };
    let (scene, against) = (expected.scene("scene"), expected.scene("against"));
    let (noise, time) = (expected.tensor("noise"), expected.fact("time"));

    let forward = expected.tensor("forward");
    let mut clean = vec![0.0; forward.len()];
    let mut room = network.room();
    network.predict(
        &noise,
        time,
        &network.condition(&scene),
        &mut room,
        &mut clean,
    );
    let difference = furthest(&clean, &forward);
    assert!(difference <= 1e-3, "a forward pass is off by {difference}");

    let (steps, guidance) = (expected.fact("steps"), expected.fact("guidance"));
    let picture = sample(
        &network,
        noise,
        &scene,
        &against,
        steps,
        guidance,
        &mut |_, _| Control::Continue,
    );
    let difference = furthest(&picture.unwrap(), &expected.tensor("picture"));
    // Pixels are in -1..1: half of two steps of 255.
    assert!(
        difference / 2.0 <= 2.0 / 255.0,
        "a picture is off by {difference}"
    );
}

fn furthest(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max)
}

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn a_small_random_network_agrees_with_pytorch() {
    let fixture = file("tests/fixtures/small.safetensors");
    compare(&fixture, fixture.clone());
}

#[test]
fn the_embedded_network_agrees_with_pytorch() {
    compare(
        &file("weights/painter.safetensors"),
        file("tests/fixtures/trained.safetensors"),
    );
}
