//! Who asks: the address that the gateway saw, or, where the distribution stands before the gateway, the one that
//! the distribution saw.
//!
//! The distribution overwrites `X-Edge-Viewer` with the viewer's address and proves itself by a key in `X-Edge-Key`
//! that nobody else knows (deploy/aws/template.yaml). What anybody else says in these headers counts for nothing.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use lambda_http::{Request, request::RequestContext};
use sha2::{Digest as _, Sha256};

/// The variable that holds the distribution's key.
pub(crate) const KEY_VARIABLE: &str = "PIXELPROMPT_EDGE_KEY";

const KEY: &str = "x-edge-key";
const VIEWER: &str = "x-edge-viewer";

/// Lets the router know whose request it is.
pub(crate) fn with_address(key: Option<String>) -> impl Fn(Request) -> Request + Clone {
    // Digests are compared, so that the time it takes tells nothing of the key.
    let key = key.filter(|key| !key.is_empty()).map(Sha256::digest);
    move |mut request| {
        let told = request.headers_mut().remove(KEY);
        let viewer = request.headers_mut().remove(VIEWER);
        let is_edge = match (&key, told) {
            (Some(key), Some(told)) => Sha256::digest(told.as_bytes()) == *key,
            _ => false,
        };
        let viewer = viewer.filter(|_| is_edge);
        let viewer = viewer.and_then(|viewer| viewer.to_str().ok()?.parse().ok());
        if let Some(address) = viewer.or_else(|| seen_by_the_gateway(&request)) {
            let address = SocketAddr::new(address, 0);
            request.extensions_mut().insert(ConnectInfo(address));
        }
        request
    }
}

fn seen_by_the_gateway(request: &Request) -> Option<IpAddr> {
    match request.extensions().get::<RequestContext>()? {
        RequestContext::ApiGatewayV2(context) => context.http.source_ip.as_deref()?.parse().ok(),
        _ => None,
    }
}
