//! Reads the painter's weights from a safetensors file.
//!
//! Tensors carry the names of the training network's `state_dict` under `network.`, for example
//! `network.blocks.0.qkv.weight`. A tensor is F32, F16, or I8 with a companion `<name>.scale` (F32)
//! whose values each belong to an equal run of the tensor, such as one row of a weight.
//! The file's metadata says how many attention heads there are (`heads`), which no shape tells.

use half::f16;
use safetensors::{Dtype, SafeTensors};
use sha2::{Digest, Sha256};

/// Why weights could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes are not the ones that were released.
    #[error("the painter's weights are damaged: their SHA-256 is {found}, not {expected}")]
    Checksum {
        /// As committed beside the weights.
        expected: String,
        /// Of the bytes at hand.
        found: String,
    },
    /// Not a safetensors file, or one that was cut off.
    #[error("the painter's weights are not a whole safetensors file: {0}")]
    Unreadable(String),
    /// A tensor or a metadata entry is not there.
    #[error("the painter's weights lack `{0}`")]
    Missing(String),
    /// A tensor has another shape than the network needs.
    #[error("`{name}` in the painter's weights has shape {found:?} instead of {expected:?}")]
    Shape {
        /// The tensor.
        name: String,
        /// What the network needs.
        expected: Vec<usize>,
        /// What the file holds.
        found: Vec<usize>,
    },
    /// A tensor is stored in a way this program does not read.
    #[error(
        "`{name}` in the painter's weights is stored as {found}; F32, F16 and I8 are understood"
    )]
    Kind {
        /// The tensor.
        name: String,
        /// Its stored kind.
        found: String,
    },
    /// The sizes do not fit together.
    #[error("the painter's weights describe no network: {0}")]
    Network(String),
}

/// The tensors of a weights file.
pub(crate) struct Weights<'a> {
    tensors: SafeTensors<'a>,
    metadata: safetensors::tensor::Metadata,
}

impl<'a> Weights<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, LoadError> {
        let unreadable =
            |error: safetensors::SafeTensorError| LoadError::Unreadable(error.to_string());
        let tensors = SafeTensors::deserialize(bytes).map_err(unreadable)?;
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(unreadable)?;
        Ok(Self { tensors, metadata })
    }

    /// A whole number of the file's metadata.
    pub(crate) fn number(&self, key: &str) -> Result<usize, LoadError> {
        let entries = self.metadata.metadata().as_ref();
        entries
            .and_then(|entries| entries.get(key)?.parse().ok())
            .ok_or_else(|| LoadError::Missing(format!("metadata {key}")))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.tensors.tensor(name).is_ok()
    }

    pub(crate) fn shape(&self, name: &str) -> Result<Vec<usize>, LoadError> {
        Ok(self.view(name)?.shape().to_vec())
    }

    /// The values of a tensor that must have this shape.
    pub(crate) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        Ok(self.values(name, shape)?.into_singles())
    }

    /// A tensor that must have this shape, as it is stored.
    pub(crate) fn values(&self, name: &str, shape: &[usize]) -> Result<Values, LoadError> {
        let view = self.view(name)?;
        if view.shape() != shape {
            return Err(LoadError::Shape {
                name: name.to_owned(),
                expected: shape.to_vec(),
                found: view.shape().to_vec(),
            });
        }
        match view.dtype() {
            Dtype::F32 => Ok(Values::Singles(singles(view.data()))),
            Dtype::F16 => {
                let (halves, _) = view.data().as_chunks();
                let values = halves.iter().map(|&two| f16::from_le_bytes(two).to_f32());
                Ok(Values::Singles(values.collect()))
            }
            Dtype::I8 => {
                let bytes: Vec<i8> = view.data().iter().map(|byte| byte.cast_signed()).collect();
                let scales = self.scales(name, bytes.len())?;
                Ok(Values::Bytes(bytes, scales))
            }
            other => Err(LoadError::Kind {
                name: name.to_owned(),
                found: format!("{other:?}"),
            }),
        }
    }

    /// The companion scales of a tensor of `count` bytes.
    fn scales(&self, name: &str, count: usize) -> Result<Vec<f32>, LoadError> {
        let name = format!("{name}.scale");
        let view = self.view(&name)?;
        if view.dtype() != Dtype::F32 {
            let found = format!("{:?}", view.dtype());
            return Err(LoadError::Kind { name, found });
        }
        let scales = singles(view.data());
        if scales.is_empty() || count == 0 || !count.is_multiple_of(scales.len()) {
            return Err(LoadError::Network(format!(
                "`{name}` has {} values for the {count} of its tensor",
                scales.len()
            )));
        }
        Ok(scales)
    }

    fn view(&self, name: &str) -> Result<safetensors::tensor::TensorView<'_>, LoadError> {
        self.tensors
            .tensor(name)
            .map_err(|_| LoadError::Missing(name.to_owned()))
    }
}

/// The values of a tensor.
#[derive(Clone)]
pub(crate) enum Values {
    Singles(Vec<f32>),
    /// Each scale belongs to an equal run of the bytes.
    Bytes(Vec<i8>, Vec<f32>),
}

impl Values {
    pub(crate) fn into_singles(self) -> Vec<f32> {
        match self {
            Self::Singles(values) => values,
            Self::Bytes(bytes, scales) => {
                let runs = bytes.chunks_exact(bytes.len() / scales.len());
                let values = runs.zip(scales);
                values
                    .flat_map(|(run, scale)| run.iter().map(move |&byte| f32::from(byte) * scale))
                    .collect()
            }
        }
    }
}

/// Compares the bytes' SHA-256 with a file's line in `SHA256SUMS` (as `sha256sum` writes it).
pub(crate) fn verify(bytes: &[u8], name: &str, sums: &str) -> Result<(), LoadError> {
    let listed = sums
        .lines()
        .find_map(|line| line.strip_suffix(name)?.split_once(' '));
    let (expected, _) = listed.ok_or_else(|| LoadError::Missing(format!("checksum of {name}")))?;
    let digest = Sha256::digest(bytes);
    let found = digest
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    if found == expected {
        Ok(())
    } else {
        Err(LoadError::Checksum {
            expected: expected.to_owned(),
            found,
        })
    }
}

fn singles(data: &[u8]) -> Vec<f32> {
    let (fours, _) = data.as_chunks();
    fours.iter().map(|&four| f32::from_le_bytes(four)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use safetensors::tensor::TensorView;

    fn file(kind: Dtype, shape: &[usize], data: &[u8], scales: &[f32]) -> Vec<u8> {
        let scales: Vec<u8> = scales.iter().flat_map(|s| s.to_le_bytes()).collect();
        let scale = TensorView::new(Dtype::F32, vec![scales.len() / 4], &scales).unwrap();
        let tensor = TensorView::new(kind, shape.to_vec(), data).unwrap();
        safetensors::serialize([("t", tensor), ("t.scale", scale)], None).unwrap()
    }

    #[test]
    fn reads_single_half_and_scaled_bytes() {
        let singles: Vec<u8> = [1.5f32, -2.0]
            .iter()
            .flat_map(|x| x.to_le_bytes())
            .collect();
        let halves: Vec<u8> = [1.5f32, -2.0]
            .iter()
            .flat_map(|&x| f16::from_f32(x).to_le_bytes())
            .collect();
        for bytes in [
            file(Dtype::F32, &[2, 1], &singles, &[]),
            file(Dtype::F16, &[2, 1], &halves, &[]),
            file(Dtype::I8, &[2, 1], &[3, 0xfc], &[0.5, 0.5]),
        ] {
            let weights = Weights::read(&bytes).unwrap();
            assert_eq!(weights.tensor("t", &[2, 1]).unwrap(), [1.5, -2.0]);
        }
    }

    #[test]
    fn every_fault_names_the_tensor() {
        let bytes = file(Dtype::I8, &[2, 3], &[0; 6], &[1.0; 4]);
        let weights = Weights::read(&bytes).unwrap();
        let say = |error: LoadError| error.to_string();
        assert_eq!(
            say(weights.tensor("u", &[2]).unwrap_err()),
            "the painter's weights lack `u`"
        );
        assert_eq!(
            say(weights.tensor("t", &[3, 2]).unwrap_err()),
            "`t` in the painter's weights has shape [2, 3] instead of [3, 2]"
        );
        assert!(say(weights.tensor("t", &[2, 3]).unwrap_err()).contains("`t.scale` has 4 values"));
        assert!(say(weights.number("heads").unwrap_err()).contains("metadata heads"));
        let bytes = file(Dtype::I64, &[1], &[0; 8], &[]);
        let error = Weights::read(&bytes)
            .unwrap()
            .tensor("t", &[1])
            .unwrap_err();
        assert!(say(error).contains("stored as I64"));
    }

    #[test]
    fn a_truncated_file_is_refused() {
        let bytes = file(Dtype::F32, &[1], &[0; 4], &[1.0]);
        for length in [0, 7, 20, bytes.len() - 1] {
            let read = Weights::read(&bytes[..length]);
            assert!(
                matches!(read, Err(LoadError::Unreadable(_))),
                "{length} bytes"
            );
        }
    }

    #[test]
    fn changed_bytes_fail_the_checksum() {
        let sums = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty\n";
        assert_eq!(verify(b"", "empty", sums), Ok(()));
        assert!(matches!(
            verify(b"x", "empty", sums),
            Err(LoadError::Checksum { .. })
        ));
        assert!(matches!(
            verify(b"", "other", sums),
            Err(LoadError::Missing(_))
        ));
    }
}
