//! The running service: its answers, its log, its folder.

use futures::future::join_all;
use pixelprompt_testkit::providers::{Fault, MockProviders};
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    echo,
    sentinel::{Search, key},
    support::{Program, results},
    town::Town,
};

const PROMPT: &str = "a paper boat";

/// What everybody can ask of the service.
const PATHS: [&str; 9] = [
    "/models",
    "/budget",
    "/metrics",
    "/openapi.json",
    "/gallery/list",
    "/healthz",
    "/readyz",
    "/status/nothing",
    "/nowhere",
];

fn started(variables: &[(String, String)]) -> (Program, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    (Program::start(folder.path(), &variables), folder)
}

/// Looks at the whole of an answer, whatever it is.
async fn look(
    search: &mut Search,
    program: &Program,
    method: Method,
    path: &str,
    body: Option<Value>,
) {
    let answer = program.ask(method, path, body).await;
    let headers = format!("{} {:?}", answer.status(), answer.headers());
    search.look(path, headers.as_bytes());
    search.look(path, &answer.bytes().await.unwrap());
}

/// Looks at everything that can be asked about a job that has ended.
async fn look_at_job(search: &mut Search, program: &Program, id: &str, job: &Value) {
    search.look("/status", job.to_string().as_bytes());
    for path in ["/jobs/ID/events", "/gallery/ID", "/jobs/ID/download"] {
        look(search, program, Method::GET, &path.replace("ID", id), None).await;
    }
    for result in results(job) {
        if let Some(url) = result["imageUrl"].as_str() {
            look(search, program, Method::GET, url, None).await;
            look(
                search,
                program,
                Method::GET,
                &format!("{url}/thumbnail"),
                None,
            )
            .await;
        }
    }
}

/// Paints all prompts with all models, and looks at everything there is afterwards. The errors that were told.
async fn searched(town: &Town, prompts: Vec<String>) -> Vec<String> {
    let (program, folder) = started(&town.variables);
    let mut search = Search::default();
    let ids = join_all(
        prompts
            .iter()
            .map(|prompt| program.generate(json!({ "prompt": prompt }))),
    )
    .await;
    let jobs = join_all(ids.iter().map(|id| program.ended(id))).await;
    let mut told = Vec::new();
    for (id, job) in ids.iter().zip(&jobs) {
        assert_eq!(results(job).len(), town.models);
        look_at_job(&mut search, &program, id, job).await;
        let errors = results(job)
            .iter()
            .filter_map(|result| result["errorCode"].as_str());
        told.extend(errors.map(str::to_owned));
    }
    for path in PATHS {
        look(&mut search, &program, Method::GET, path, None).await;
    }
    let bad = json!({"prompt": PROMPT, "models": ["nobody"]});
    look(&mut search, &program, Method::POST, "/generate", Some(bad)).await;
    let dry = json!({"prompt": PROMPT, "dryRun": true});
    look(&mut search, &program, Method::POST, "/generate", Some(dry)).await;
    program.terminate();
    let (_, log) = program.wait();
    search.look("the log", log.as_bytes());
    search.look_into(folder.path());
    search.found_nothing(200_000);
    told
}

fn has(told: &[String], codes: &[&str]) {
    for code in codes {
        assert!(
            told.iter().any(|told| told == code),
            "{code} never happened: {told:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_key_appears_when_providers_fail_in_every_way() {
    let town = Town::of_mocks().await;
    let mut prompts = vec![PROMPT.to_owned()];
    for fault in Fault::ALL {
        let fault = match fault {
            // They are asked again for a while.
            Fault::RateLimited | Fault::Unavailable => format!("{fault}:1"),
            _ => fault.to_string(),
        };
        prompts.push(format!("{PROMPT} fail:{fault}"));
    }
    for fault in ["unauthorized", "truncated", "html", "server-error:1"] {
        prompts.push(format!("{PROMPT} fail:poll:{fault}"));
    }
    let told = searched(&town, prompts).await;
    has(
        &told,
        &[
            "UNAUTHORIZED",
            "QUOTA_EXHAUSTED",
            "BAD_RESPONSE",
            "TIMED_OUT",
            "UNAVAILABLE",
            "CONTENT_REJECTED",
        ],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_key_appears_when_providers_repeat_it() {
    let town = Town::of_echoes().await;
    let prompts = echo::WAYS.map(|way| format!("{PROMPT} echo:{way}"));
    let told = searched(&town, prompts.to_vec()).await;
    has(
        &told,
        &[
            "UNAUTHORIZED",
            "BAD_RESPONSE",
            "REQUEST_REJECTED",
            "UNAVAILABLE",
            "CONTENT_REJECTED",
        ],
    );
}

/// The kinds of language model, and a model of each.
const LANGUAGES: [(&str, &str); 5] = [
    ("openai", "gpt-6-luna"),
    ("openai-compatible", "llama3.2"),
    ("anthropic", "claude-haiku-4-5"),
    ("gemini", "gemini-3.5-flash-lite"),
    ("bedrock", "us.amazon.nova-2-lite-v1:0"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_key_appears_when_language_models_and_moderation_repeat_it() {
    let origin = echo::start().await;
    let mock = MockProviders::with().key(key("writer")).start().await;
    for (provider, model) in LANGUAGES {
        for (base_url, prompts) in [
            (
                format!("{origin}/enhance-{provider}"),
                echo::WAYS
                    .map(|way| format!("{PROMPT} echo:{way}"))
                    .to_vec(),
            ),
            (
                mock.base_url(provider),
                ["unauthorized", "refused", "truncated", "html"]
                    .map(|fault| format!("{PROMPT} fail:{fault}"))
                    .to_vec(),
            ),
        ] {
            let variable = |name: &str, value: String| (format!("PIXELPROMPT_{name}"), value);
            let (program, folder) = started(&[
                ("RUST_LOG".to_owned(), "trace".to_owned()),
                variable("ENHANCE_PROVIDER", provider.to_owned()),
                variable("ENHANCE_MODEL", model.to_owned()),
                variable("ENHANCE_API_KEY", key("writer")),
                variable("ENHANCE_BASE_URL", base_url),
                variable("ENHANCE_TIMEOUT_SECONDS", "1".to_owned()),
                variable("MODERATION_API_KEY", key("judge")),
                variable("MODERATION_WHEN_UNAVAILABLE", "allow".to_owned()),
                variable("MODERATION_BASE_URL", format!("{origin}/moderation")),
            ]);
            let mut search = Search::default();
            for prompt in prompts {
                let quick =
                    json!({"prompt": prompt, "models": ["painter/noto"], "size": 64, "steps": 1});
                let body = json!({ "prompt": prompt });
                look(&mut search, &program, Method::POST, "/enhance", Some(body)).await;
                look(
                    &mut search,
                    &program,
                    Method::POST,
                    "/generate",
                    Some(quick),
                )
                .await;
            }
            program.terminate();
            let (_, log) = program.wait();
            assert!(
                log.contains("the enhancer failed"),
                "{provider} was not asked: {log}"
            );
            search.look("the log", log.as_bytes());
            search.look_into(folder.path());
            search.found_nothing(5_000);
        }
    }
}
