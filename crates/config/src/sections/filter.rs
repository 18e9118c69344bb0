use pixelprompt_domain::{Category, FilterChanges};

use crate::{Config, key::section};

section! {
    /// The content filter: which prompts are not painted. A term is also found as plural, `term*`
    /// also as the beginning of a longer word and `*term` as its end.
    pub struct Filter = "filter", |config: Config| config.filter;

    /// Whether prompts are filtered.
    enabled: bool = true, example = "false";

    /// Phrases in which every word is harmless.
    allow: Vec<String> = Vec::new(), example = r#"["blood moon"]"#;

    /// Terms of the built-in lists that are not refused here.
    remove: Vec<String> = Vec::new(), example = r#"["severed head"]"#;

    /// More terms for sexual content involving minors.
    block_sexual_minors: Vec<String> = Vec::new(), example = r#"["some term"]"#;

    /// More terms for attacks on people for what they are.
    block_hate: Vec<String> = Vec::new(), example = r#"["some slur*"]"#;

    /// More terms for suicide, self-injury and eating disorders.
    block_self_harm: Vec<String> = Vec::new(), example = r#"["some term"]"#;

    /// More terms for killing, torture and mutilation.
    block_violence: Vec<String> = Vec::new(), example = r#"["chainsaw"]"#;

    /// More terms for humiliation and intimidation of a person.
    block_harassment: Vec<String> = Vec::new(), example = r#"["some term"]"#;

    /// More terms for nudity, sexual acts and pornography.
    block_sexual: Vec<String> = Vec::new(), example = r#"["pin-up"]"#;
}

impl Filter {
    /// What differs from the built-in lists.
    pub fn changes(&self) -> FilterChanges {
        let terms = |category| match category {
            Category::SexualMinors => &self.block_sexual_minors,
            Category::Hate => &self.block_hate,
            Category::SelfHarm => &self.block_self_harm,
            Category::Violence => &self.block_violence,
            Category::Harassment => &self.block_harassment,
            Category::Sexual => &self.block_sexual,
        };
        FilterChanges {
            block: Category::ALL
                .into_iter()
                .map(|category| (category, terms(category).clone()))
                .filter(|(_, terms)| !terms.is_empty())
                .collect(),
            allow: self.allow.clone(),
            remove: self.remove.clone(),
        }
    }
}
