//! What the rest of the program knows of a provider: its name, what it needs, and how to make it.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Capability, ImageProvider, ModelId, ModelInfo, Money, Price, PriceList, Rate, Size, Sizes,
    Standing, Timestamp,
};
use secrecy::SecretString;
use url::Url;

use crate::{http::HttpClient, lineage::letters, openai_compatible::Told};

/// Whether something must, may or cannot be configured for a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing works without it.
    Required,
    /// It may be given.
    Optional,
    /// It means nothing here.
    Unused,
}

/// A provider that configured models can name.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Other names by which it is known, those of older configurations among them.
    pub aliases: &'static [&'static str],
    /// Its name for people.
    pub title: &'static str,
    /// Where its API is described.
    pub documentation: &'static str,
    /// Whether its models have a key.
    pub api_key: Need,
    /// The environment variable in which the key of an account is looked for that no model is given, where
    /// its provider asks for one: as the provider's own programs call it, where they have a name for it.
    pub key_variable: Option<&'static str>,
    /// Whether its models have an address of their own.
    pub base_url: Need,
    /// Models that people use, a good one to begin with first. Others can be configured too.
    pub models: &'static [&'static str],
    /// What older configurations call its models, some of which name no provider beside it.
    pub nicknames: &'static [&'static str],
    /// How long one attempt may take where the operator says nothing: what the provider advises, else
    /// twice what its models are known to take, and more where work waits in a queue or a model is
    /// loaded first.
    pub timeout: Duration,
    /// How many pictures its servers paint at a time, if that is known and the operator says nothing.
    pub concurrency: Option<usize>,
    /// Makes the provider of one configured model.
    pub make: fn(Configured) -> Result<Arc<dyn ImageProvider>, Unfit>,
}

impl Family {
    /// Whether older configurations call one of its models by that name.
    pub(crate) fn is_nickname(&self, name: &str) -> bool {
        let name = letters(name);
        self.nicknames.iter().any(|known| letters(known) == name)
    }

    /// What is known of its [`models`](Family::models), as people see it.
    pub fn known(&self, client: &HttpClient) -> Result<Vec<ModelInfo>, Unfit> {
        let known = |upstream_id: &&str| {
            let id = format!("{}/{upstream_id}", self.name);
            let made = (self.make)(Configured {
                id: id
                    .parse()
                    .map_err(|_| Unfit(format!("{id} is no model id")))?,
                name: (*upstream_id).to_owned(),
                upstream_id: (*upstream_id).to_owned(),
                // Nobody is asked anything: it only must look like one of each.
                api_key: Some("user:password".into()),
                base_url: Url::parse("http://localhost")
                    .ok()
                    .filter(|_| self.base_url == Need::Required),
                user_id: Some("user".to_owned()),
                region: None,
                aws_key: None,
                sizes: Vec::new(),
                told: None,
                price: None,
                client: client.clone(),
                now: Timestamp::default,
            })?;
            Ok(made.models().to_vec())
        };
        let models: Result<Vec<Vec<ModelInfo>>, Unfit> = self.models.iter().map(known).collect();
        Ok(models?.concat())
    }
}

/// One model as an operator configured it.
#[derive(Clone, Debug)]
pub struct Configured {
    /// Names it in requests and results.
    pub id: ModelId,
    /// Names it to people.
    pub name: String,
    /// The model's name at its provider.
    pub upstream_id: String,
    /// The key to the API, where there is one.
    pub api_key: Option<SecretString>,
    /// Where the API's paths begin, if not where the provider's own do.
    pub base_url: Option<Url>,
    /// The account to work for, where the provider wants to know.
    pub user_id: Option<String>,
    /// The region of a cloud that has several.
    pub region: Option<String>,
    /// The rights that this machine or function has at Amazon, as `ID:SECRET`, `ID:SECRET:TOKEN` or Bedrock's
    /// own key: Amazon's services know a model by them that has no key of its own.
    pub aws_key: Option<SecretString>,
    /// The sizes that it paints, the usual one first; empty for those that it is known for.
    pub sizes: Vec<Size>,
    /// What an OpenAI-compatible server's model can be asked for, and by which names; other providers' models
    /// are known.
    pub told: Option<Told>,
    /// What a picture costs, where the operator knows better than a price list.
    pub price: Option<Money>,
    /// Sends the requests.
    pub client: HttpClient,
    /// Tells the time, which signatures hold.
    pub now: fn() -> Timestamp,
}

impl Configured {
    /// The key, for providers that know nobody without one.
    pub fn key(&self) -> Result<SecretString, Unfit> {
        let missing = || Unfit("give it the api_key of an account at its provider".to_owned());
        self.api_key.clone().ok_or_else(missing)
    }

    /// Where the API's paths begin: as configured, else where the provider's own do.
    pub fn base(&self, own: &str) -> Result<Url, Unfit> {
        let parsed = || {
            own.parse()
                .map_err(|_| Unfit(format!("{own} is no address")))
        };
        self.base_url.clone().map_or_else(parsed, Ok)
    }

    /// What people see of the model: as configured, and for the rest as it is known.
    pub fn info(&self, provider: &str, known: Known) -> ModelInfo {
        let price = self.price.map_or(known.price, |price| match price {
            Money::ZERO => Price::Free,
            price => Price::Listed(PriceList {
                rates: vec![Rate::picture(price)],
                as_of: String::new(),
                source: "the configuration".to_owned(),
            }),
        });
        ModelInfo {
            id: self.id.clone(),
            name: self.name.clone(),
            provider: provider.to_owned(),
            description: known.description,
            capability: Capability {
                sizes: self.sizes_or(known.capability.sizes),
                ..known.capability
            },
            price,
            standing: known.standing,
        }
    }

    /// The sizes: as configured, else those that the model is known for.
    fn sizes_or(&self, known: Sizes) -> Sizes {
        match self.sizes.as_slice() {
            [] => known,
            [default, others @ ..] => Sizes::Listed {
                default: *default,
                others: others.to_vec(),
            },
        }
    }
}

/// Ends the description of a model that is sent the prompt and nothing else.
pub(crate) const UNASKED: &str = "What it takes beside the prompt is not known here, so it paints in a size of \
     its own, whatever size is asked; configure its sizes, and it is asked for them.";

/// Ends the description of a model of which only third parties tell.
pub(crate) const UNVERIFIED: &str =
    "What is asked of it is not verified against the provider's own documentation.";

/// What is known of a model at its provider.
#[derive(Clone, Debug)]
pub struct Known {
    /// One or two sentences: what it paints, and where prompts go.
    pub description: String,
    /// What it honours.
    pub capability: Capability,
    /// What its pictures cost.
    pub price: Price,
    /// Whether its provider still stands by it.
    pub standing: Standing,
}

impl Known {
    /// A model of unknown price that its provider stands by.
    pub fn new(description: impl Into<String>, capability: Capability) -> Self {
        Self {
            description: description.into(),
            capability,
            price: Price::Unknown,
            standing: Standing::default(),
        }
    }
}

/// Why a configured model cannot be one of this family, in one sentence that names the mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub String);

/// What the tests of all families need.
#[cfg(test)]
pub(crate) mod tests {
    use std::collections::HashSet;

    use pixelprompt_domain::ModelInfo;

    use super::*;
    use crate::{FAMILIES, family, http::Bounds};

    /// A model with a key, at its provider's own address.
    pub(crate) fn configured(upstream_id: &str) -> Configured {
        Configured {
            id: "the/model".parse().unwrap(),
            name: "The model".to_owned(),
            upstream_id: upstream_id.to_owned(),
            api_key: Some("sk-very-secret".into()),
            base_url: None,
            user_id: None,
            region: None,
            aws_key: None,
            sizes: Vec::new(),
            told: None,
            price: None,
            client: HttpClient::new(Bounds::default()).unwrap(),
            now: || Timestamp(1_440_938_160_000),
        }
    }

    /// What people see of that model.
    pub(crate) fn info(family: Family, upstream_id: &str) -> ModelInfo {
        let made = (family.make)(configured(upstream_id)).unwrap();
        let [model] = made.models() else {
            panic!("one model was configured")
        };
        model.clone()
    }

    #[test]
    fn every_name_leads_to_one_family() {
        let mut names = HashSet::new();
        for known in FAMILIES {
            for name in known.aliases.iter().chain([&known.name]) {
                assert!(names.insert(name.replace('_', "-")), "{name} stands twice");
                let shouted = name.to_uppercase().replace('-', "_");
                assert_eq!(family(&shouted).unwrap().name, known.name);
            }
            assert!(
                known.documentation.starts_with("https://"),
                "{}",
                known.name
            );
        }
        assert!(family("nobody").is_none());
    }

    #[test]
    fn every_family_that_wants_a_key_says_where_it_is_looked_for() {
        let mut names = HashSet::new();
        for family in FAMILIES {
            assert!(family.api_key != Need::Required || family.key_variable.is_some());
            assert!(family.key_variable.is_none_or(|name| names.insert(name)));
        }
        assert!(names.len() > 10);
    }

    #[test]
    fn every_family_knows_models_that_could_be_configured() {
        let client = HttpClient::new(Bounds::default()).unwrap();
        for family in FAMILIES {
            let known = family.known(&client).unwrap();
            assert_eq!(known.len(), family.models.len(), "{}", family.name);
            assert!(!known.is_empty(), "{}", family.name);
            for model in known {
                assert_eq!(model.provider, family.name);
                let usual = model.capability.sizes.default_size();
                assert_eq!(model.capability.sizes.nearest(usual), usual, "{}", model.id);
            }
        }
    }

    #[test]
    fn a_nickname_leads_to_one_family_which_says_what_it_takes_it_for() {
        let mut names = HashSet::new();
        for family in FAMILIES {
            for nickname in family.nicknames {
                assert!(names.insert(letters(nickname)), "{nickname} stands twice");
                assert!(family.is_nickname(&nickname.to_lowercase().replace(' ', "-")));
                let notice = info(*family, nickname).standing.notice.unwrap();
                assert!(notice.starts_with(nickname), "{notice}");
            }
        }
        assert_eq!(names.len(), 10);
    }

    #[test]
    fn a_model_tells_its_family_whatever_paints_it() {
        for (name, upstream_id) in [
            ("ideogram", "v3"),
            ("openai", "gpt-image-2"),
            ("recraft", "recraftv4_1"),
            ("stability", "core"),
            ("together", "black-forest-labs/FLUX.1-schnell"),
            ("xai", "grok-imagine-image"),
        ] {
            let info = info(*family(name).unwrap(), upstream_id);
            assert_eq!(info.provider, name);
            assert!(
                info.description.contains(upstream_id),
                "{}",
                info.description
            );
        }
    }
}
