use crate::{ByteSize, Config, Seconds, key::section};

section! {
    /// How runs are worked on.
    pub struct Work = "work", |config: Config| config.work;

    /// How long a model may take for one attempt, unless the model says otherwise. Without it each
    /// provider's own time holds: 180 seconds for OpenAI's models, 300 for Amazon's, for those that are
    /// asked again and again until they are done, and for servers of your own, which may have to load
    /// the model first, and 120 for all others.
    timeout_seconds: Option<Seconds> = None, within = (1, 3600),
        absent = "each provider's own", example = "300";

    /// How long a run belongs to a worker that gives no sign of life.
    lease_seconds: Seconds = Seconds(15), within = (3, 600), example = "30";

    /// How often a run is tried before it has failed.
    attempts: u32 = 4, within = (1, 20), example = "2";

    /// Runs at a time, of all models together.
    concurrency: u32 = 64, within = (1, 4096), example = "16";

    /// Runs at a time of one model, unless the model says otherwise.
    concurrency_per_model: u32 = 8, within = (1, 4096), example = "2";

    /// Failures in a row after which a model rests.
    breaker_failures: u32 = 5, within = (1, 1000), example = "3";

    /// How long a model rests before it is tried again.
    breaker_rest_seconds: Seconds = Seconds(30), within = (1, 3600), example = "60";

    /// How long runs may still take when the program is asked to end.
    shutdown_grace_seconds: Seconds = Seconds(20), within = (0, 900), example = "60";

    /// The largest picture that is taken from a model, in bytes.
    max_picture_size: ByteSize = ByteSize::mib(32), within = (64 << 10, 1 << 30),
        example = r#""64 MiB""#;

    /// The largest picture that is taken from a model, in pixels.
    max_picture_pixels: u64 = 40_000_000, within = (1_000_000, 1_000_000_000),
        example = "100000000";

    /// Whether pictures are shown while they are being painted, by models that can.
    previews: bool = true, example = "false";
}
