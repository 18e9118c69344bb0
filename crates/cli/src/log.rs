//! What the service tells about its work, on standard error.

use std::io::{self, IsTerminal as _};

use pixelprompt_config::{Config, LogFormat};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// From now on everything that is traced is told, as the configuration says.
pub(crate) fn begin(config: &Config) {
    // The filter was checked with the configuration.
    let filter = EnvFilter::new(&config.log.filter);
    let told = tracing_subscriber::registry().with(filter);
    let layer = fmt::layer().with_writer(io::stderr);
    let for_people = match config.log.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Pretty => true,
        LogFormat::Json => false,
    };
    // A second subscriber would change nothing, and the first one goes on.
    let _ = if for_people {
        let layer = layer.compact().with_target(false);
        told.with(layer.with_ansi(io::stderr().is_terminal()))
            .try_init()
    } else {
        told.with(
            layer
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false),
        )
        .try_init()
    };
}
