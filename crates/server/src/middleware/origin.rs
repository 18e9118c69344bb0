//! Where people reach this server.

use axum::http::{
    Extensions, HeaderMap,
    header::{FORWARDED, HOST},
    uri::Authority,
};

use super::{
    caller::{is_trusted, peer, values},
    headers::is_plain,
};
use crate::HttpSettings;

/// The beginning of this server's addresses: as it is configured, else as the client or a trusted proxy
/// names it. `None` where that is no name of a server.
pub(crate) fn origin(
    settings: &HttpSettings,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Option<String> {
    if let Some(url) = &settings.public_url {
        return Some(url.trim_end_matches('/').to_owned());
    }
    let is_proxy = is_trusted(peer(extensions), &settings.trusted_proxies);
    let told = |list: &str, name: &str| {
        let first = values(headers, list);
        let first = first.split(',').next().unwrap_or_default().trim();
        let first = first.trim_matches('"').to_owned();
        let spoken = values(headers, FORWARDED.as_str());
        let spoken = forwarded(spoken.split(',').next().unwrap_or_default(), name);
        let told = Some(first).filter(|first| !first.is_empty()).or(spoken);
        told.filter(|_| is_proxy)
    };
    let host = told("x-forwarded-host", "host");
    let asked = || Some(headers.get(HOST)?.to_str().ok()?.to_owned());
    let host = host.or_else(asked)?;
    let authority: Authority = host.parse().ok()?;
    if host.contains('@') || !authority.host().chars().all(is_plain) {
        return None;
    }
    let scheme = match told("x-forwarded-proto", "proto") {
        Some(scheme) if scheme.eq_ignore_ascii_case("https") => "https",
        _ => "http",
    };
    Some(format!("{scheme}://{authority}"))
}

/// A value of one element of the Forwarded header (RFC 7239).
fn forwarded(element: &str, name: &str) -> Option<String> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let mut named = pairs.filter(|(named, _)| named.trim().eq_ignore_ascii_case(name));
    let (_, value) = named.next()?;
    Some(value.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::{extract::ConnectInfo, http::HeaderName};

    use super::*;

    fn found(public: Option<&str>, proxy: bool, told: &[(&'static str, &str)]) -> Option<String> {
        let settings = HttpSettings {
            public_url: public.map(str::to_owned),
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
            ..HttpSettings::default()
        };
        let mut headers = HeaderMap::new();
        for (name, value) in told {
            headers.append(HeaderName::from_static(name), value.parse().unwrap());
        }
        let address = if proxy { "10.1.1.1:1" } else { "203.0.113.7:1" };
        let address: SocketAddr = address.parse().unwrap();
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(address));
        origin(&settings, &headers, &extensions)
    }

    #[test]
    fn the_server_is_where_it_is_asked_for() {
        let host = ("host", "studio.example:8080");
        for (told, expected) in [
            (&[host][..], Some("http://studio.example:8080")),
            (&[("host", "[::1]:80")], Some("http://[::1]:80")),
            (&[("host", "me:secret@x")], None),
            (&[("host", "a\"><script>")], None),
            (&[("host", "a b")], None),
            (&[("host", "")], None),
            (&[], None),
        ] {
            assert_eq!(found(None, false, told).as_deref(), expected, "{told:?}");
        }
        let own = found(Some("https://own.example/"), false, &[host]);
        assert_eq!(own.as_deref(), Some("https://own.example"));
    }

    #[test]
    fn only_proxies_that_are_trusted_tell_otherwise() {
        let host = ("host", "inner");
        for told in [
            &[
                host,
                ("x-forwarded-host", "outer.example"),
                ("x-forwarded-proto", "https"),
            ][..],
            &[
                host,
                (
                    "forwarded",
                    "for=1.2.3.4;host=\"outer.example\";proto=HTTPS, for=10.0.0.1",
                ),
            ],
            &[
                host,
                ("x-forwarded-host", "outer.example, inner"),
                ("x-forwarded-proto", "https, http"),
            ],
        ] {
            let outer = found(None, true, told);
            assert_eq!(outer.as_deref(), Some("https://outer.example"), "{told:?}");
            assert_eq!(found(None, false, told).as_deref(), Some("http://inner"));
        }
        let odd = [host, ("x-forwarded-proto", "javascript")];
        assert_eq!(found(None, true, &odd).as_deref(), Some("http://inner"));
    }
}
