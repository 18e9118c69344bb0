//! The seeded noise that a picture starts from.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// `count` independent values of the standard normal distribution; the same for the same seed.
///
/// `ChaCha8` gives the bits and the Box-Muller transform the bell curve, both written down for good,
/// so a seed keeps its meaning when a library of distributions changes its method.
pub fn gaussian(seed: u64, count: usize) -> Vec<f32> {
    let mut bits = ChaCha8Rng::seed_from_u64(seed);
    let mut noise = Vec::with_capacity(count + 1);
    while noise.len() < count {
        // In (0, 1], so that the logarithm exists.
        let uniform = (f64::from(bits.next_u32()) + 1.0) / (f64::from(u32::MAX) + 1.0);
        let angle =
            f64::from(bits.next_u32()) * (std::f64::consts::TAU / (f64::from(u32::MAX) + 1.0));
        let radius = (-2.0 * uniform.ln()).sqrt();
        noise.push((radius * angle.cos()) as f32);
        noise.push((radius * angle.sin()) as f32);
    }
    noise.truncate(count);
    noise
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_noise() {
        let noise = gaussian(7, 4);
        assert_eq!(noise, gaussian(7, 4));
        assert_eq!(noise[..3], gaussian(7, 3));
        assert_ne!(noise, gaussian(8, 4));
        // Written down: a changed generator would change every picture people have shared by seed.
        let known = [1.085_611_3, 1.659_404_9, 0.909_572_06, 1.606_104_3];
        for (value, known) in noise.iter().zip(known) {
            assert!((value - known).abs() < 1e-6, "{noise:?}");
        }
    }

    #[test]
    fn noise_is_standard_normal() {
        let noise = gaussian(1, 100_000);
        let count = noise.len() as f32;
        let mean = noise.iter().sum::<f32>() / count;
        let variance = noise.iter().map(|x| x * x).sum::<f32>() / count;
        let beyond_two = noise.iter().filter(|x| x.abs() > 2.0).count() as f32 / count;
        assert!(
            mean.abs() < 0.01 && (variance - 1.0).abs() < 0.015,
            "{mean} {variance}"
        );
        assert!((beyond_two - 0.0455).abs() < 0.003, "{beyond_two}");
    }
}
