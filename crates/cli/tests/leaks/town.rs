//! A model of every family, each with a key of its own, which came in one of the three ways.

use std::{fs, path::PathBuf};

use pixelprompt_testkit::providers::MockProviders;
use tempfile::TempDir;

use crate::{echo, sentinel::key};

/// Where all providers are, and how they are configured.
pub(crate) struct Town {
    /// Not where the program keeps anything.
    _folder: TempDir,
    /// Dropped at the end of the test.
    _mocks: Vec<MockProviders>,
    pub(crate) variables: Vec<(String, String)>,
    pub(crate) models: usize,
}

/// One model.
struct House {
    provider: String,
    model: String,
    key: String,
    base_url: String,
    user_id: Option<String>,
}

impl Town {
    /// Everybody is the mock, and knows its own key alone.
    pub(crate) async fn of_mocks() -> Self {
        let (mut mocks, mut houses) = (Vec::new(), Vec::new());
        for family in families() {
            let mock = MockProviders::with()
                .key(key(family))
                .polls(1)
                .start()
                .await;
            houses.push(House {
                provider: family.to_owned(),
                model: MockProviders::models(family)[0].to_owned(),
                key: mock.key(family),
                base_url: mock.base_url(family),
                user_id: MockProviders::user_id(family).map(str::to_owned),
            });
            mocks.push(mock);
        }
        Self::of(mocks, &houses)
    }

    /// Everybody repeats the key.
    pub(crate) async fn of_echoes() -> Self {
        let origin = echo::start().await;
        let at_home = |family: &'static str| House {
            provider: family.to_owned(),
            model: MockProviders::models(family)[0].to_owned(),
            key: match family {
                "a1111" => format!("artist:{}", key(family)),
                _ => key(family),
            },
            base_url: format!("{origin}/{family}"),
            user_id: MockProviders::user_id(family).map(str::to_owned),
        };
        let mut houses: Vec<House> = families().map(at_home).collect();
        houses.push(House {
            key: format!("{}:{}", key("name"), key("signing")),
            base_url: format!("{origin}/signed"),
            ..at_home("bedrock")
        });
        houses.push(House {
            base_url: format!("{origin}/echo:strange"),
            ..at_home("firefly")
        });
        Self::of(Vec::new(), &houses)
    }

    fn of(mocks: Vec<MockProviders>, houses: &[House]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, mut variables) = (Vec::new(), Vec::new());
        for (place, house) in (1..).zip(houses) {
            let House {
                provider,
                model,
                key,
                base_url,
                user_id,
            } = house;
            file.push(format!(
                "[[models]]\nprovider = \"{provider}\"\nid = \"{model}\"\nbase_url = \"{base_url}\"\n\
                 timeout_seconds = 2\nprice_usd = 0.01\n"
            ));
            if let Some(user_id) = user_id {
                file.push(format!("user_id = \"{user_id}\"\n"));
            }
            match place % 3 {
                0 => file.push(format!("api_key = \"{key}\"\n")),
                1 => variables.push((format!("MODEL_{place}_API_KEY"), key.clone())),
                _ => {
                    let path = write(&folder, &format!("key-{place}"), key);
                    file.push(format!("api_key_file = \"{}\"\n", path.display()));
                }
            }
        }
        let rest = "[work]\nmax_picture_size = \"2 MiB\"\nconcurrency = 400\nconcurrency_per_model = 40\n\
                 attempts = 1\nbreaker_failures = 1000\n[painter]\nenabled = false\n";
        file.push(rest.to_owned());
        let path = write(&folder, "pixelprompt.toml", &file.concat());
        variables.push(("PIXELPROMPT_CONFIG".to_owned(), path.display().to_string()));
        variables.push(("RUST_LOG".to_owned(), "trace".to_owned()));
        Self {
            _folder: folder,
            _mocks: mocks,
            variables,
            models: houses.len(),
        }
    }
}

/// Those of which models can paint.
fn families() -> impl Iterator<Item = &'static str> {
    MockProviders::families().filter(|family| !MockProviders::models(family).is_empty())
}

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path
}
