use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::{Config, key::section};

section! {
    /// How often something may be asked. Hours and days begin with those of UTC; 0 allows nothing.
    pub struct Limits = "limits", |config: Config| config.limits;

    /// Jobs an hour, of all clients together.
    global_per_hour: u32 = 1000, variables = &["GLOBAL_LIMIT"],
        within = (0, 1_000_000_000), example = "5000";

    /// Jobs a day, of one client address.
    client_per_day: u32 = 50, variables = &["IP_LIMIT"],
        within = (0, 1_000_000_000), example = "200";

    /// The addresses that no limit holds for. This machine is among them unless the list is set;
    /// behind a proxy set `server.trusted_proxies` too, or everybody looks like the proxy.
    whitelist: Vec<IpNet> = loopback(), variables = &["IP_WHITELIST", "IP_INCLUDE"],
        example = r#"["127.0.0.1", "::1", "192.168.0.0/16"]"#;

    /// Messages of the page to the log an hour, of one client address.
    log_per_hour: u32 = 100, within = (0, 1_000_000_000), example = "1000";

    /// Prompts enhanced an hour, of one client address.
    enhance_per_hour: u32 = 200, within = (0, 1_000_000_000), example = "1000";
}

fn loopback() -> Vec<IpNet> {
    vec![
        Ipv4Net::new_assert([127, 0, 0, 0].into(), 8).into(),
        Ipv6Net::new_assert(std::net::Ipv6Addr::LOCALHOST, 128).into(),
    ]
}
