//! What to paint and how, and within which limits.

use crate::styles::STYLES;

/// The ranges an [`Order`] must keep, and its defaults.
pub mod limits {
    /// Fewest sampling steps.
    pub const MIN_STEPS: u32 = 1;
    /// Most sampling steps; beyond it nothing gets better.
    pub const MAX_STEPS: u32 = 50;
    /// Steps where nothing else is said.
    pub const DEFAULT_STEPS: u32 = 12;
    /// Steps that are enough to judge a prompt by.
    pub const PREVIEW_STEPS: u32 = 4;
    /// Least guidance: the prompt is only a condition, and a step costs half.
    pub const MIN_GUIDANCE: f32 = 1.0;
    /// Most guidance; colours turn harsh.
    pub const MAX_GUIDANCE: f32 = 10.0;
    /// Guidance where nothing else is said.
    pub const DEFAULT_GUIDANCE: f32 = 4.0;
    /// Longest prompt, in characters; the same for what to avoid.
    pub const MAX_PROMPT_CHARS: usize = 1000;
    /// The side the painter works at; sizes are multiples of it.
    pub const MIN_SIZE: u32 = 64;
    /// Largest side of a finished picture.
    pub const MAX_SIZE: u32 = 1024;
    /// Side where nothing else is said.
    pub const DEFAULT_SIZE: u32 = 512;
    /// Every side a finished picture can have, in pixels: multiples of 64.
    pub const SIZES: [u32; (MAX_SIZE / MIN_SIZE) as usize] = {
        let mut sizes = [MIN_SIZE; (MAX_SIZE / MIN_SIZE) as usize];
        let mut i = 1;
        while i < sizes.len() {
            sizes[i] = sizes[i - 1] + MIN_SIZE;
            i += 1;
        }
        sizes
    };
}

/// One picture to paint.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What to show, in English words.
    pub prompt: String,
    /// What to keep away from; may be empty.
    pub negative: String,
    /// A place in [`STYLES`].
    pub style: usize,
    /// Sampling steps.
    pub steps: u32,
    /// How strongly to follow the prompt.
    pub guidance: f32,
    /// The same order with the same seed gives the same picture.
    pub seed: u64,
    /// Side of the finished picture in pixels.
    pub size: u32,
}

/// Why an order cannot be painted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderError {
    /// Nothing to paint.
    #[error("the prompt is empty: say what to paint, for example \"red fox\"")]
    EmptyPrompt,
    /// A prompt or negative prompt beyond the limit.
    #[error("the {what} has {length} characters; at most {max} are read", max = limits::MAX_PROMPT_CHARS)]
    TooLong {
        /// Which text.
        what: &'static str,
        /// Its characters.
        length: usize,
    },
    /// No such style.
    #[error("there is no style {0}; the styles are 0 to {last}", last = STYLES.len() - 1)]
    Style(usize),
    /// Steps out of range.
    #[error("{0} steps: take {min} to {max}", min = limits::MIN_STEPS, max = limits::MAX_STEPS)]
    Steps(u32),
    /// Guidance out of range, or not a number.
    #[error("guidance {0}: take {min:.1} to {max:.1}", min = limits::MIN_GUIDANCE, max = limits::MAX_GUIDANCE)]
    Guidance(f32),
    /// A size that is no multiple of 64, or out of range.
    #[error("size {0}: take a multiple of {min} up to {max}", min = limits::MIN_SIZE, max = limits::MAX_SIZE)]
    Size(u32),
}

impl Order {
    /// A prompt in a style, with the defaults for everything else.
    pub fn new(prompt: impl Into<String>, style: usize) -> Self {
        Self {
            prompt: prompt.into(),
            negative: String::new(),
            style,
            steps: limits::DEFAULT_STEPS,
            guidance: limits::DEFAULT_GUIDANCE,
            seed: 0,
            size: limits::DEFAULT_SIZE,
        }
    }

    /// Whether everything lies within [`limits`].
    pub fn check(&self) -> Result<(), OrderError> {
        if self.prompt.trim().is_empty() {
            return Err(OrderError::EmptyPrompt);
        }
        for (what, text) in [
            ("prompt", &self.prompt),
            ("negative prompt", &self.negative),
        ] {
            let length = text.chars().count();
            if length > limits::MAX_PROMPT_CHARS {
                return Err(OrderError::TooLong { what, length });
            }
        }
        if self.style >= STYLES.len() {
            return Err(OrderError::Style(self.style));
        }
        if !(limits::MIN_STEPS..=limits::MAX_STEPS).contains(&self.steps) {
            return Err(OrderError::Steps(self.steps));
        }
        if !(limits::MIN_GUIDANCE..=limits::MAX_GUIDANCE).contains(&self.guidance) {
            return Err(OrderError::Guidance(self.guidance));
        }
        if !limits::SIZES.contains(&self.size) {
            return Err(OrderError::Size(self.size));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_can_be_painted() {
        assert_eq!(Order::new("red fox", 0).check(), Ok(()));
    }

    #[test]
    fn refusals_name_the_range() {
        let refused = |change: fn(&mut Order)| {
            let mut order = Order::new("red fox", 0);
            change(&mut order);
            order.check().unwrap_err().to_string()
        };
        assert!(refused(|o| o.prompt = " \n".into()).contains("say what to paint"));
        assert_eq!(
            refused(|o| o.negative = "é".repeat(1001)),
            "the negative prompt has 1001 characters; at most 1000 are read"
        );
        assert_eq!(
            refused(|o| o.style = 5),
            "there is no style 5; the styles are 0 to 4"
        );
        assert_eq!(refused(|o| o.steps = 0), "0 steps: take 1 to 50");
        assert_eq!(
            refused(|o| o.guidance = f32::NAN),
            "guidance NaN: take 1.0 to 10.0"
        );
        assert_eq!(
            refused(|o| o.size = 100),
            "size 100: take a multiple of 64 up to 1024"
        );
        assert_eq!(limits::SIZES, std::array::from_fn(|i| 64 * (i as u32 + 1)));
    }
}
