//! What browsers are told about every answer.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Uri,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, Entry, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    },
};

/// What the page may load: nothing that does not come from this server, but pictures from the CDN in
/// front of the blob store, if there is one.
pub(crate) fn page_policy(picture_base_url: Option<&str>) -> HeaderValue {
    let pictures = picture_base_url.and_then(origin).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' data: blob:{pictures}; connect-src 'self'; font-src 'self'; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(NOTHING))
}

/// What the page's service worker may ask for: what the page may, pictures as well.
pub(crate) fn worker_policy(picture_base_url: Option<&str>) -> HeaderValue {
    let pictures = picture_base_url.and_then(origin).unwrap_or_default();
    let policy = format!("default-src 'none'; script-src 'self'; connect-src 'self'{pictures}");
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(NOTHING))
}

/// Where an address is, with a space before it; `None` if it is no address or would be more than one
/// source to a browser.
fn origin(address: &str) -> Option<String> {
    let address: Uri = address.parse().ok()?;
    let (scheme, host) = (address.scheme_str()?, address.host()?);
    if !host.chars().all(is_plain) {
        return None;
    }
    let port = address.port().map(|port| format!(":{port}"));
    Some(format!(" {scheme}://{host}{}", port.unwrap_or_default()))
}

/// Whether the name of a server can have it.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._:[]".contains(c)
}

/// A picture or a document that is opened by itself may load nothing at all.
const NOTHING: &str = "default-src 'none'";

/// Whether pages of other origins may show it.
pub(crate) const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Puts them where the endpoint has not said otherwise.
pub(super) fn put(headers: &mut HeaderMap) {
    let fixed = HeaderValue::from_static;
    headers.insert(X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(REFERRER_POLICY, fixed("no-referrer"));
    headers.insert(OPENER, fixed("same-origin"));
    headers.insert(
        PERMISSIONS,
        fixed("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    );
    unless_there(headers, RESOURCE_POLICY, "same-origin");
    unless_there(headers, CONTENT_SECURITY_POLICY, NOTHING);
    unless_there(headers, CACHE_CONTROL, "no-store");
}

fn unless_there(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if let Entry::Vacant(entry) = headers.entry(name) {
        entry.insert(HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_may_show_pictures_of_the_cdn() {
        for (base, sources) in [
            (None, "blob:;"),
            (Some("https://cdn.example"), "blob: https://cdn.example;"),
            (
                Some("http://me:secret@10.0.0.1:9000/pictures/a;b"),
                "blob: http://10.0.0.1:9000;",
            ),
            (Some("https://[::1]:1/x"), "blob: https://[::1]:1;"),
            (Some("https://a;b/"), "blob:;"),
            (Some("cdn"), "blob:;"),
        ] {
            let policy = page_policy(base);
            let sources = format!("img-src 'self' data: {sources} connect-src");
            assert!(policy.to_str().unwrap().contains(&sources), "{policy:?}");
            let worker = worker_policy(base);
            let worker = worker.to_str().unwrap();
            let pictures = sources.split_once("blob:").unwrap().1;
            let pictures = pictures.split(';').next().unwrap();
            assert!(worker.ends_with(&format!("connect-src 'self'{pictures}")));
        }
    }
}
