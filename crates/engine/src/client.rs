//! Who asks, and how often they may.

use std::{net::IpAddr, time::Duration};

use ipnet::IpNet;
use pixelprompt_domain::Allowance;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// Whoever started the program. Nothing is counted.
    Local,
    /// Somebody at this address, as the connection or a trusted proxy tells it.
    Remote(IpAddr),
}

/// How often clients may ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Jobs in an hour, all clients together.
    pub jobs_per_hour: u32,
    /// Jobs in a day, for each client.
    pub client_jobs_per_day: u32,
    /// Enhanced prompts in an hour, for each client.
    pub client_enhances_per_hour: u32,
    /// Lines in the log in an hour, for each client.
    pub client_logs_per_hour: u32,
    /// Nothing is counted for clients at these addresses.
    pub whitelist: Vec<IpNet>,
}

impl Limits {
    /// No limits.
    pub fn none() -> Self {
        Self {
            jobs_per_hour: u32::MAX,
            client_jobs_per_day: u32::MAX,
            client_enhances_per_hour: u32::MAX,
            client_logs_per_hour: u32::MAX,
            whitelist: Vec::new(),
        }
    }

    /// What a job is taken from.
    pub(crate) fn of_job(&self, client: Client) -> Vec<Allowance> {
        let Some(name) = self.counted(client) else {
            return Vec::new();
        };
        vec![
            allowance("jobs", self.jobs_per_hour, HOUR),
            allowance(&format!("jobs/{name}"), self.client_jobs_per_day, DAY),
        ]
    }

    /// What an enhanced prompt is taken from.
    pub(crate) fn of_enhance(&self, client: Client) -> Vec<Allowance> {
        self.hourly("enhance", self.client_enhances_per_hour, client)
    }

    /// What a line in the log is taken from.
    pub(crate) fn of_log(&self, client: Client) -> Vec<Allowance> {
        self.hourly("log", self.client_logs_per_hour, client)
    }

    fn hourly(&self, what: &str, limit: u32, client: Client) -> Vec<Allowance> {
        let name = self.counted(client);
        name.map(|name| allowance(&format!("{what}/{name}"), limit, HOUR))
            .into_iter()
            .collect()
    }

    /// The name to count the client under; `None` if it is not counted.
    pub(crate) fn counted(&self, client: Client) -> Option<String> {
        let Client::Remote(address) = client else {
            return None;
        };
        // An IPv4 client of a dual-stack socket arrives as ::ffff:a.b.c.d.
        let address = address.to_canonical();
        if self.whitelist.iter().any(|net| net.contains(&address)) {
            return None;
        }
        Some(match address {
            IpAddr::V4(address) => address.to_string(),
            // A household gets at least 2^64 addresses; counting each alone would count nobody.
            IpAddr::V6(address) => {
                let prefix = address.to_bits() >> 64 << 64;
                format!("{}/64", std::net::Ipv6Addr::from_bits(prefix))
            }
        })
    }
}

fn allowance(key: &str, limit: u32, window: Duration) -> Allowance {
    Allowance {
        key: key.to_owned(),
        limit,
        window,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(whitelist: &[&str]) -> Limits {
        Limits {
            jobs_per_hour: 10,
            client_jobs_per_day: 3,
            client_enhances_per_hour: 4,
            client_logs_per_hour: 5,
            whitelist: whitelist.iter().map(|net| net.parse().unwrap()).collect(),
        }
    }

    fn keys(limits: &Limits, address: &str) -> Vec<String> {
        let client = Client::Remote(address.parse().unwrap());
        let of = limits.of_job(client);
        of.into_iter().map(|allowance| allowance.key).collect()
    }

    #[test]
    fn a_job_counts_for_everybody_and_for_its_client() {
        assert_eq!(
            keys(&limits(&[]), "203.0.113.7"),
            ["jobs", "jobs/203.0.113.7"]
        );
    }

    #[test]
    fn an_address_is_counted_under_one_name_however_it_arrives() {
        let limits = limits(&[]);
        let mapped = keys(&limits, "::ffff:203.0.113.7");
        assert_eq!(mapped, keys(&limits, "203.0.113.7"));
        let home = keys(&limits, "2001:db8:1:2:3:4:5:6");
        assert_eq!(home[1], "jobs/2001:db8:1:2::/64");
        assert_eq!(home, keys(&limits, "2001:db8:1:2::99"));
        assert_ne!(home, keys(&limits, "2001:db8:1:3::99"));
    }

    #[test]
    fn the_whitelist_is_not_counted() {
        let limits = limits(&["10.0.0.0/8", "::1/128"]);
        for address in ["10.1.2.3", "::ffff:10.1.2.3", "::1"] {
            assert!(keys(&limits, address).is_empty(), "{address}");
        }
        assert_eq!(keys(&limits, "11.1.2.3").len(), 2);
        assert!(limits.of_job(Client::Local).is_empty());
    }

    #[test]
    fn enhancing_and_logging_have_allowances_of_their_own() {
        let limits = limits(&[]);
        let client = Client::Remote("203.0.113.7".parse().unwrap());
        assert_eq!(limits.of_enhance(client)[0].key, "enhance/203.0.113.7");
        assert_eq!(limits.of_log(client)[0].limit, 5);
    }
}
