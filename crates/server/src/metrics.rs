//! Figures for Prometheus.

use std::{sync::OnceLock, time::Duration};

use axum::{
    extract::{MatchedPath, State as Shared},
    http::{HeaderValue, Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use pixelprompt_domain::Money;
use pixelprompt_engine::Client;

use crate::{http::Always, studio::State};

/// Seconds, from a status document to an archive.
const REQUEST_SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// Seconds, from the painter to a slow provider.
const RUN_SECONDS: &[f64] = &[
    0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0, 300.0,
];

/// The figures of this process.
#[derive(Clone)]
pub(crate) struct Metrics {
    handle: Option<PrometheusHandle>,
}

/// The recorder of this process: the first call puts it in place. Without figures if somebody else's
/// recorder is there already.
pub(crate) fn recorder() -> Metrics {
    static RECORDER: OnceLock<Metrics> = OnceLock::new();
    RECORDER.get_or_init(install).clone()
}

fn install() -> Metrics {
    let builder = PrometheusBuilder::new();
    let seconds = |name: &str| Matcher::Full(name.to_owned());
    let built = builder
        .set_buckets_for_metric(seconds("pixelprompt_http_request_seconds"), REQUEST_SECONDS)
        .and_then(|b| b.set_buckets_for_metric(seconds("pixelprompt_run_seconds"), RUN_SECONDS));
    let handle = match built.map(PrometheusBuilder::build_recorder) {
        Ok(recorder) => {
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder)
                .is_ok()
                .then_some(handle)
        }
        Err(error) => {
            tracing::error!(%error, "there will be no figures");
            None
        }
    };
    Metrics { handle }
}

/// A kind of request: never a raw path, of which there is no end.
#[derive(Clone, Copy)]
pub(crate) struct Route<'a> {
    pub(crate) method: &'a Method,
    pub(crate) template: &'a str,
}

impl<'a> Route<'a> {
    pub(crate) fn new(method: &'a Method, matched: Option<&'a MatchedPath>) -> Self {
        let template = match matched.map(MatchedPath::as_str) {
            None => "other",
            Some(path) if path.starts_with("/assets/") => "/assets/{file}",
            Some(path) => path,
        };
        Self { method, template }
    }

    /// Anybody can make up methods.
    fn method(self) -> &'static str {
        match *self.method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            Method::OPTIONS => "OPTIONS",
            _ => "other",
        }
    }
}

impl Metrics {
    /// A request was answered.
    pub(crate) fn request(&self, route: Route<'_>, status: StatusCode, took: Duration) {
        if self.handle.is_none() {
            return;
        }
        let method = route.method();
        let template = route.template.to_owned();
        let status = match status.as_u16() / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        metrics::counter!("pixelprompt_http_requests_total", "method" => method, "route" => template.clone(), "status" => status)
            .increment(1);
        metrics::histogram!("pixelprompt_http_request_seconds", "method" => method, "route" => template)
            .record(took.as_secs_f64());
    }

    /// Makes room: what was recorded is kept whole until somebody looks or this is called.
    pub(crate) fn sum_up(&self) {
        if let Some(handle) = &self.handle {
            handle.run_upkeep();
        }
    }
}

/// The server's figures, as Prometheus reads them.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "metrics",
    tag = "operation",
    responses((status = 200, description = "Figures", body = String, content_type = "text/plain"), Always)
)]
pub(crate) async fn show(Shared(app): Shared<State>) -> Response {
    if let Some(worker) = &app.studio.worker {
        for entry in app.engine().catalogue().entries() {
            let load = worker.load(&entry.info.id);
            let model = entry.info.id.to_string();
            gauge("pixelprompt_runs_waiting", &model, load.waiting);
            gauge("pixelprompt_runs_at_work", &model, load.running);
            gauge(
                "pixelprompt_model_resting",
                &model,
                usize::from(load.resting),
            );
        }
    }
    // Without them if the store is out of order: the other figures are wanted all the more.
    for spending in app
        .engine()
        .spending(Client::Local)
        .await
        .unwrap_or_default()
    {
        let scope = spending.scope.to_string();
        metrics::gauge!("pixelprompt_spent_usd", "scope" => scope.clone()).set(usd(spending.spent));
        if let Some(limit) = spending.limit {
            metrics::gauge!("pixelprompt_budget_usd", "scope" => scope).set(usd(limit));
        }
    }
    let text = app.metrics.handle.as_ref().map(PrometheusHandle::render);
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(CONTENT_TYPE, kind)], text.unwrap_or_default()).into_response()
}

fn usd(money: Money) -> f64 {
    money.0 as f64 / 1e6
}

fn gauge(name: &'static str, model: &str, value: usize) {
    metrics::gauge!(name, "model" => model.to_owned()).set(value as f64);
}
