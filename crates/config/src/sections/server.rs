use std::net::{Ipv4Addr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use crate::{ByteSize, Config, CorsOrigins, Seconds, key::section};

section! {
    /// Where the program listens, and whom it trusts.
    pub struct Server = "server", |config: Config| config.server;

    /// The addresses to listen on. 127.0.0.1 is this machine alone; `0.0.0.0` and `[::]` are every
    /// network it is in, IPv4 and IPv6.
    listen: Vec<SocketAddr> = vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))],
        example = r#"["0.0.0.0:8080", "[::]:8080"]"#;

    /// The proxies whose X-Forwarded-For header tells the client's address. Without them the client
    /// is whoever opened the connection.
    trusted_proxies: Vec<IpNet> = Vec::new(), example = r#"["10.0.0.0/8", "192.0.2.7"]"#;

    /// The origins whose pages may call the API from a browser, beside the studio itself, or "*" for
    /// all.
    cors_origins: CorsOrigins = CorsOrigins::Listed(Vec::new()),
        example = r#"["https://example.com"]"#;

    /// How long a request may take. Painting is not part of a request.
    request_timeout_seconds: Seconds = Seconds(30), within = (1, 900), example = "60";

    /// The largest JSON document that a client may send.
    body_limit: ByteSize = ByteSize::kib(64), within = (1 << 10, 64 << 20), example = r#""1 MiB""#;

    /// The address under which people reach the studio, where links must be whole.
    public_url: Option<Url> = None,
        absent = "links begin with the path", example = r#""https://pictures.example.com""#;
}
