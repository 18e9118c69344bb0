//! What a call costs beside the call itself: our adapter, `LiteLLM`'s proxy and the whole studio, all before the
//! same mock that takes its time.

use std::{path::Path, sync::Arc, time::Duration};

use pixelprompt_domain::{
    Answer, Clock as _, ImageProvider, ImageRequest, Parameters, Prompt, Size,
};
use pixelprompt_engine::SystemClock;
use pixelprompt_providers::{
    Configured, family,
    http::{Bounds, HttpClient},
};
use reqwest::Client;
use serde_json::json;

use crate::{
    Row,
    litellm::LiteLlm,
    load::{Measured, Trouble, at_once, load},
    mock::Mock,
    pictures::finished,
    studio::Studio,
};

/// How many calls at once, and how many in all.
const LOADS: [(usize, usize); 4] = [(1, 60), (16, 800), (64, 1_600), (100, 2_000)];

/// Calls before anything is measured, so that nobody starts cold.
const WARM_UP: (usize, usize) = (32, 300);

/// How long the mock takes for a picture.
const LATENCY: Duration = Duration::from_millis(50);

const MODEL: &str = "gpt-image-2";
const PROMPT: &str = "a paper boat";
const SIDE: u32 = 64;

/// Everybody sells the same pictures.
enum Way {
    /// The mock itself, or a proxy before it, by a bare client.
    Http {
        client: Client,
        url: String,
        key: String,
    },
    /// Our adapter, in this process.
    Adapter(Arc<dyn ImageProvider>),
    /// `POST /generate` until the job has ended.
    Studio(Studio),
}

impl Way {
    async fn measured(&self, (clients, calls): (usize, usize)) -> Result<Measured, Trouble> {
        match self {
            Self::Http { client, url, key } => {
                let (client, url, key) = (client.clone(), url.clone(), key.clone());
                at_once(clients, calls, move || {
                    let request = client.post(&url).bearer_auth(&key).json(&order());
                    async move {
                        let answer = request.send().await?.error_for_status()?;
                        let picture: serde_json::Value = answer.json().await?;
                        picture["data"][0]["b64_json"]
                            .as_str()
                            .ok_or("no picture")?;
                        Ok(())
                    }
                })
                .await
            }
            Self::Adapter(provider) => {
                let provider = Arc::clone(provider);
                at_once(clients, calls, move || {
                    let provider = Arc::clone(&provider);
                    async move {
                        let request = request(&*provider)?;
                        match provider.submit(&request, &|_| ()).await? {
                            Answer::Ready(images) if images.len() == 1 => Ok(()),
                            _ => Err("no picture".into()),
                        }
                    }
                })
                .await
            }
            Self::Studio(studio) => {
                load(
                    &studio.address,
                    clients,
                    calls,
                    |mut client, _| async move {
                        let id = client.generate(PROMPT).await?;
                        finished(&mut client, &id).await?;
                        Ok(client)
                    },
                )
                .await
            }
        }
    }
}

/// The rows of [`crate::Row`], with the call to the mock itself in the last column.
pub(crate) async fn measure(program: &Path, litellm: Option<&Path>) -> Result<Vec<Row>, Trouble> {
    // The bare client needs it; a second installation would be as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mock = Mock::start(program, LATENCY)?;
    let mut proxies = Vec::new();
    let mut ways = vec![
        ("the mock itself", http(mock.api(), mock.key())?),
        ("our adapter", adapter(&mock)?),
    ];
    if let Some(litellm) = litellm {
        for workers in [1, 2] {
            let proxy = LiteLlm::start(litellm, &mock, MODEL, workers).await?;
            let name = [
                "LiteLLM's proxy, one worker",
                "LiteLLM's proxy, two workers",
            ][workers - 1];
            ways.push((name, http(proxy.api(), proxy.key())?));
            proxies.push(proxy);
        }
    }
    ways.push((
        "the whole studio, picture kept",
        studio(program, &mock).await?,
    ));
    for (_, way) in &ways {
        way.measured(WARM_UP).await?;
    }
    let mut rows = Vec::new();
    for load in LOADS {
        let mut floor: Option<Measured> = None;
        for (name, way) in &ways {
            let measured = way.measured(load).await?;
            rows.push(row(load.0, name, &measured, floor.as_ref()));
            floor.get_or_insert(measured);
        }
    }
    drop(proxies);
    Ok(rows)
}

fn row(clients: usize, name: &str, measured: &Measured, floor: Option<&Measured>) -> Row {
    let (median, late, rate) = (
        measured.percentile(50),
        measured.percentile(95),
        measured.rate(),
    );
    let beside = floor.map_or_else(String::new, |floor| {
        format!(
            "P50 {:+.1} ms, P95 {:+.1} ms, {:.2} of the rate",
            median - floor.percentile(50),
            late - floor.percentile(95),
            rate / floor.rate()
        )
    });
    [
        format!("{clients} at once: {name}"),
        format!("P50 {median:.1} ms, P95 {late:.1} ms, {rate:.0}/s"),
        beside,
    ]
}

/// What our adapter sends too.
fn order() -> serde_json::Value {
    json!({"model": MODEL, "prompt": PROMPT, "n": 1, "size": format!("{SIDE}x{SIDE}"), "quality": "medium"})
}

fn http(api: &str, key: &str) -> Result<Way, Trouble> {
    Ok(Way::Http {
        client: Client::builder().no_proxy().build()?,
        url: format!("{api}/images/generations"),
        key: key.to_owned(),
    })
}

fn adapter(mock: &Mock) -> Result<Way, Trouble> {
    let openai = family("openai").ok_or("no such family")?;
    let configured = Configured {
        id: "openai/bench".parse()?,
        name: MODEL.to_owned(),
        upstream_id: MODEL.to_owned(),
        api_key: Some(mock.key().into()),
        base_url: Some(mock.api().parse()?),
        user_id: None,
        region: None,
        aws_key: None,
        sizes: vec![Size::square(SIDE)],
        told: None,
        price: None,
        client: HttpClient::new(Bounds::default())?,
        now: || SystemClock.now(),
    };
    Ok(Way::Adapter((openai.make)(configured)?))
}

fn request(provider: &dyn ImageProvider) -> Result<ImageRequest, Trouble> {
    let [model] = provider.models() else {
        return Err("one model was configured".into());
    };
    Ok(ImageRequest {
        model: model.id.clone(),
        prompt: Prompt::new(PROMPT)?,
        parameters: Parameters {
            size: Some(Size::square(SIDE)),
            quality: model.capability.quality.map(|knob| knob.default),
            ..Parameters::default()
        },
        previews: false,
    })
}

async fn studio(program: &Path, mock: &Mock) -> Result<Way, Trouble> {
    let size = format!("{SIDE}x{SIDE}");
    let variables = [
        ("PIXELPROMPT_PAINTER_ENABLED", "false"),
        ("PIXELPROMPT_WORK_CONCURRENCY", "1000"),
        ("PIXELPROMPT_WORK_CONCURRENCY_PER_MODEL", "1000"),
        ("GLOBAL_LIMIT", "1000000"),
        ("IP_LIMIT", "1000000"),
        ("MODEL_1_PROVIDER", "openai"),
        ("MODEL_1_ID", MODEL),
        ("MODEL_1_API_KEY", mock.key()),
        ("MODEL_1_BASE_URL", mock.api()),
        ("MODEL_1_SIZES", &size),
    ];
    Ok(Way::Studio(Studio::start(program, &variables).await?))
}
