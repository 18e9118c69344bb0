//! The outermost layer: one pass over every request and its answer.

use std::{
    any::Any,
    convert::Infallible,
    panic::AssertUnwindSafe,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use futures::{FutureExt as _, future::BoxFuture};
use pixelprompt_engine::Client;
use tokio::time::{Instant, timeout};
use tower::{Layer, Service};
use tracing::{Instrument as _, Span};

use super::{Caller, caller, correlation, headers};
use crate::{
    http::ApiError,
    metrics::Route,
    studio::{App, State},
};

/// The longest path that is logged whole.
const LOGGED: usize = 256;

/// Names the request, finds out who asks, bounds the time, catches panics, writes errors, and logs and
/// counts how it ended.
#[derive(Clone)]
pub(crate) struct FrontLayer(pub(crate) State);

#[derive(Clone)]
pub(crate) struct Front<S> {
    inner: S,
    app: State,
}

impl<S> Layer<S> for FrontLayer {
    type Service = Front<S>;

    fn layer(&self, inner: S) -> Front<S> {
        Front {
            inner,
            app: Arc::clone(&self.0),
        }
    }
}

impl<S> Service<Request> for Front<S>
where
    S: Service<Request, Error = Infallible>,
    S::Response: axum::response::IntoResponse,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let begun = Instant::now();
        let App {
            studio, settings, ..
        } = &*self.app;
        let (id, header) = correlation::of(request.headers(), &*studio.ids);
        let address = caller::address(
            request.headers(),
            request.extensions(),
            &settings.trusted_proxies,
        );
        request.extensions_mut().insert(Caller {
            client: Client::Remote(address),
            correlation_id: Arc::clone(&id),
        });
        let span = span(&request, &id);
        let matched = request.extensions().get::<MatchedPath>().cloned();
        let method = request.method().clone();
        let patience = settings.timeout;
        let answer = self.inner.call(request);
        let app = Arc::clone(&self.app);
        let whole = async move {
            let mut response = guarded(answer, patience).await;
            if let Some(error) = response.extensions_mut().remove::<ApiError>() {
                error.write(&mut response, &id);
            }
            finish(&mut response, header);
            let route = Route::new(&method, matched.as_ref());
            let took = begun.elapsed();
            app.metrics.request(route, response.status(), took);
            log(route, response.status(), took);
            Ok(response)
        };
        whole.instrument(span).boxed()
    }
}

fn span(request: &Request, correlation_id: &str) -> Span {
    let path = request.uri().path();
    let path = path.get(..LOGGED).unwrap_or(path);
    tracing::info_span!(
        "request",
        correlation_id,
        method = request.method().as_str(),
        path
    )
}

/// The answer of the endpoint, however badly it behaves.
async fn guarded<R>(
    answer: impl Future<Output = Result<R, Infallible>>,
    patience: Duration,
) -> Response
where
    R: axum::response::IntoResponse,
{
    match timeout(patience, AssertUnwindSafe(answer).catch_unwind()).await {
        Ok(Ok(Ok(response))) => response.into_response(),
        Ok(Err(panic)) => {
            tracing::error!(panic = words(&*panic), "an endpoint panicked");
            ApiError::internal().into_response()
        }
        Err(_) => {
            let message = "That took too long; try again later.";
            ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "TIMED_OUT", message).into_response()
        }
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("something that is no text")
}

fn finish(response: &mut Response, correlation_id: HeaderValue) {
    let headers = response.headers_mut();
    headers.insert(correlation::CORRELATION_ID, correlation_id);
    headers::put(headers);
}

/// One line for each request. Those of machines that only ask whether the server lives are told apart:
/// nobody wants to read them every few seconds.
fn log(route: Route<'_>, status: StatusCode, took: Duration) {
    let (status, ms) = (status.as_u16(), took.as_secs_f64() * 1_000.0);
    if matches!(route.template, "/healthz" | "/readyz" | "/metrics") && *route.method == Method::GET
    {
        tracing::debug!(status, ms, "request answered");
    } else {
        tracing::info!(status, ms, "request answered");
    }
}
