//! What browsers are told about every answer.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, Entry, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    },
};

/// What the page may load: nothing that does not come from this server.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Puts them where the endpoint has not said otherwise.
pub(super) fn put(headers: &mut HeaderMap) {
    let fixed = HeaderValue::from_static;
    headers.insert(X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(REFERRER_POLICY, fixed("no-referrer"));
    headers.insert(OPENER, fixed("same-origin"));
    headers.insert(RESOURCE, fixed("same-origin"));
    headers.insert(
        PERMISSIONS,
        fixed("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    // A picture or a document that is opened by itself may load nothing at all.
    unless_there(headers, CONTENT_SECURITY_POLICY, "default-src 'none'");
    unless_there(headers, CACHE_CONTROL, "no-store");
}

fn unless_there(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if let Entry::Vacant(entry) = headers.entry(name) {
        entry.insert(HeaderValue::from_static(value));
    }
}
