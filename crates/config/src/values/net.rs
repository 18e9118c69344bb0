//! Addresses: where to listen, whom to trust.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use super::{Value, Within, Wrong, quoted};
use crate::raw::Raw;

impl Value for SocketAddr {
    fn kind(_: Within) -> String {
        "an address with a port such as 127.0.0.1:8080 or [::]:8080".to_owned()
    }

    fn kinds(_: Within) -> String {
        "addresses with a port such as 127.0.0.1:8080 or [::]:8080".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        raw.text()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(&self.to_string()))
    }
}

impl Value for IpNet {
    fn kind(_: Within) -> String {
        "an address or range such as 192.0.2.7 or 10.0.0.0/8".to_owned()
    }

    fn kinds(_: Within) -> String {
        "addresses or ranges such as 192.0.2.7 or 10.0.0.0/8".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        let parse = |text: &str| {
            let one = text.parse::<IpAddr>().ok().map(Self::from);
            one.or_else(|| text.parse::<Self>().ok().map(|range| range.trunc()))
        };
        raw.text()
            .and_then(parse)
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        let text = if self.prefix_len() == self.max_prefix_len() {
            self.addr().to_string()
        } else {
            self.to_string()
        };
        Some(quoted(&text))
    }
}

/// Whether one of the ranges has the address. An IPv4 address that arrived on an IPv6 socket
/// (`::ffff:192.0.2.7`) counts as what it is.
pub fn covers(ranges: &[IpNet], address: IpAddr) -> bool {
    let address = address.to_canonical();
    ranges.iter().any(|range| range.contains(&address))
}

/// Whose pages may call the API from a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorsOrigins {
    /// Any page: `*`.
    Any,
    /// Those of these origins, each like `https://example.com`.
    Listed(Vec<String>),
}

impl Value for CorsOrigins {
    fn kind(_: Within) -> String {
        "\"*\" alone or a list of origins such as https://example.com, without a path".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        let items = raw.list().ok_or_else(|| Wrong::new::<Self>(raw, within))?;
        if let [only] = items.as_slice()
            && only.text() == Some("*")
        {
            return Ok(Self::Any);
        }
        let origin = |item: &Raw| {
            item.text().and_then(origin).ok_or_else(|| Wrong {
                found: format!("holds {}", item.shown()),
                must: Self::kind(within),
            })
        };
        items
            .iter()
            .map(origin)
            .collect::<Result<_, _>>()
            .map(Self::Listed)
    }

    fn shown(&self) -> Option<String> {
        match self {
            Self::Any => Some(quoted("*")),
            Self::Listed(origins) => origins.shown(),
        }
    }
}

/// The origin as a browser sends it: lower case, no default port, no slash at the end.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    bare.then(|| url.origin().ascii_serialization())
}
