use axum::http::HeaderValue;

use super::*;

/// The client's address as a server sees it that trusts `10.0.0.0/8` and `2001:db8:1::/48`.
fn seen(peer: &str, headers: &[(&'static str, &str)]) -> String {
    let trusted = ["10.0.0.0/8", "2001:db8:1::/48"].map(|net| net.parse().unwrap());
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, HeaderValue::from_str(value).unwrap());
    }
    let mut extensions = Extensions::new();
    let peer = SocketAddr::new(peer.parse().unwrap(), 1234);
    extensions.insert(ConnectInfo(peer));
    address(&map, &extensions, &trusted).to_string()
}

#[test]
fn only_trusted_proxies_are_believed() {
    let list = "x-forwarded-for";
    for (peer, headers, client) in [
        ("198.51.100.1", &[][..], "198.51.100.1"),
        ("198.51.100.1", &[(list, "203.0.113.7")], "198.51.100.1"),
        (
            "198.51.100.1",
            &[("forwarded", "for=203.0.113.7")],
            "198.51.100.1",
        ),
        ("10.0.0.1", &[], "10.0.0.1"),
        ("10.0.0.1", &[(list, "203.0.113.7")], "203.0.113.7"),
        ("::ffff:10.0.0.1", &[(list, "203.0.113.7")], "203.0.113.7"),
        ("10.0.0.1", &[(list, "203.0.113.7:4711")], "203.0.113.7"),
        ("10.0.0.1", &[(list, "[2001:db8::9]:4711")], "2001:db8::9"),
        ("10.0.0.1", &[(list, "2001:db8::9")], "2001:db8::9"),
        ("2001:db8:1::5", &[(list, "2001:db8::9")], "2001:db8::9"),
    ] {
        assert_eq!(seen(peer, headers), client, "{peer} {headers:?}");
    }
}

#[test]
fn the_client_is_the_nearest_hop_that_is_not_a_proxy_of_ours() {
    let list = "x-forwarded-for";
    for (headers, client) in [
        (&[(list, "1.1.1.1, 203.0.113.7")][..], "203.0.113.7"),
        (&[(list, "1.1.1.1, 203.0.113.7, 10.0.0.2")], "203.0.113.7"),
        (
            &[(list, "1.1.1.1"), (list, "203.0.113.7, 10.0.0.2")],
            "203.0.113.7",
        ),
        (&[(list, "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
        (&[(list, "1.1.1.1, rubbish, 10.0.0.2")], "10.0.0.2"),
        (&[(list, "rubbish")], "10.0.0.1"),
        (&[(list, "")], "10.0.0.1"),
        (
            &[(
                "forwarded",
                "for=1.1.1.1, for=\"203.0.113.7:80\";proto=https",
            )],
            "203.0.113.7",
        ),
        (
            &[(
                "forwarded",
                "For=\"[2001:db8::9]\", by=10.0.0.9;for=10.0.0.2",
            )],
            "2001:db8::9",
        ),
        (&[("forwarded", "for=unknown")], "10.0.0.1"),
        (
            &[(list, "203.0.113.7"), ("forwarded", "for=203.0.113.7")],
            "203.0.113.7",
        ),
        (
            &[(list, "203.0.113.7"), ("forwarded", "for=1.1.1.1")],
            "10.0.0.1",
        ),
    ] {
        assert_eq!(seen("10.0.0.1", headers), client, "{headers:?}");
    }
}
