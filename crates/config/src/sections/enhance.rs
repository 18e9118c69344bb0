use crate::{Config, key::section};

section! {
    /// Turning a short prompt into a rich one.
    pub struct Enhance = "enhance", |config: Config| config.enhance;

    /// Which of the configured models enhances prompts, counted from 1, where it can. It is accepted
    /// for the sake of older configurations: prompts are enhanced by the program itself.
    prompt_model_index: Option<u32> = None, variables = &["PROMPT_MODEL_INDEX"],
        within = (1, 20), absent = "the program itself", example = "1";
}
