//! `pixelprompt mock-providers`: a server that stands in for all providers.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use clap::Args;
use pixelprompt_testkit::providers::MockProviders;

use crate::{failure::Failure, output, runtime::runtime};

#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct MockProvidersCommand {
    /// The address to listen on, port 0 for any
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,

    /// How long every picture takes, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency: u64,

    /// Which part of all requests goes wrong, from 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0, value_parser = part)]
    fault_rate: f64,

    /// What goes wrong, and when: the same number fails the same way
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
}

const EXAMPLES: &str = "\
Nothing here costs anything. The address goes to standard output; it shows what there is, and
/config.toml is a configuration with twenty models. The key of all of them is `mock`. Words in a
prompt make a request fail: `fail:rate-limited`, `fail:refused`, `fail:hang`, and more at the address.

Examples:
  pixelprompt mock-providers
  curl http://127.0.0.1:8090/config.toml > pixelprompt.toml; pixelprompt serve
  pixelprompt mock-providers --latency 2000 --fault-rate 0.2 --seed 7";

fn part(text: &str) -> Result<f64, String> {
    let part: f64 = text.parse().map_err(|_| "it must be a number".to_owned())?;
    if (0.0..=1.0).contains(&part) {
        Ok(part)
    } else {
        Err("it must be from 0 to 1".to_owned())
    }
}

pub(crate) fn run(arguments: &MockProvidersCommand) -> Result<ExitCode, Failure> {
    let mock = MockProviders::with()
        .latency(Duration::from_millis(arguments.latency))
        .fault_rate(arguments.fault_rate, arguments.seed);
    let address = arguments.listen;
    runtime()?.block_on(async {
        let listening = mock.listen(address).await;
        let listening = listening.map_err(|error| {
            Failure::bad_input(
                "ADDRESS_NOT_USABLE",
                format!("cannot listen on {address}: {error}"),
                "choose another address with --listen, such as 127.0.0.1:8091",
            )
        })?;
        output::results(&format!(
            "The mock providers are open at {}\n",
            listening.origin()
        ))?;
        // Until somebody ends it.
        std::future::pending().await
    })
}
