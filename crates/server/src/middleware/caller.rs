//! Who asks.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, header::FORWARDED, request::Parts},
};
use ipnet::IpNet;
use pixelprompt_engine::Client;

use crate::http::ApiError;

/// Who asks, and the name of the request.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) client: Client,
    pub(crate) correlation_id: Arc<str>,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        // The outermost layer put it there.
        parts
            .extensions
            .get()
            .cloned()
            .ok_or_else(ApiError::internal)
    }
}

/// The client's address: of the connection, or, if a trusted proxy holds that, the one that the proxy
/// saw. Headers from anybody else are a claim that nobody has checked.
pub(super) fn address(headers: &HeaderMap, extensions: &Extensions, trusted: &[IpNet]) -> IpAddr {
    let peer = peer(extensions);
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let listed = values(headers, "x-forwarded-for");
    let listed = rightmost(listed.rsplit(',').map(hop), trusted);
    let spoken = values(headers, FORWARDED.as_str());
    let spoken = rightmost(spoken.rsplit(',').map(forwarded_for), trusted);
    // A proxy writes one of the two headers and may pass on the other as a client forged it. Who
    // sends both has to say the same in both, or is counted with the proxy.
    match (listed, spoken) {
        (Some(listed), Some(spoken)) if listed != spoken => peer,
        (Some(address), _) | (None, Some(address)) => address,
        (None, None) => peer,
    }
}

/// Who holds the connection.
pub(super) fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    // Without a connection (a test, a socket file) all callers share one allowance.
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    peer.to_canonical()
}

pub(super) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|net| net.contains(&address))
}

/// All values of a header, in order, as one list.
pub(super) fn values(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

/// Walks from the nearest hop outwards: each trusted proxy vouches for the hop before it, and the first
/// that is not trusted is the client. `None` if there is no hop at all.
fn rightmost(hops: impl Iterator<Item = Option<IpAddr>>, trusted: &[IpNet]) -> Option<IpAddr> {
    let mut known = None;
    for hop in hops {
        // A hop that cannot be read ends what is vouched for.
        let Some(hop) = hop else {
            break;
        };
        known = Some(hop);
        if !is_trusted(hop, trusted) {
            break;
        }
    }
    known
}

/// An address, perhaps with a port: `203.0.113.7`, `203.0.113.7:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let address = bare.unwrap_or(text).parse::<IpAddr>();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// The `for` of one element of the Forwarded header (RFC 7239).
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    named.next().and_then(|(_, value)| hop(value))
}

#[cfg(test)]
mod tests;
