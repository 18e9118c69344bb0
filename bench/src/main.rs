//! Pixel Prompt's figures, each measured on a running program and beside the floor in the same run.
//!
//! `cargo run --release --package pixelprompt-bench -- all` starts `target/release/pixelprompt serve`
//! on folders and ports of its own and prints a Markdown table for docs/PERFORMANCE.md.

#![expect(clippy::print_stdout, reason = "the figures are this program's output")]

mod acknowledge;
mod fill;
mod floor;
mod functions;
mod gallery;
mod idle;
mod litellm;
mod load;
mod mock;
mod overhead;
mod pictures;
mod process;
mod provider;
mod status;
mod studio;
mod watchers;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use load::Trouble;

/// Measures a release build of Pixel Prompt.
#[derive(Parser)]
#[command(about)]
struct Arguments {
    /// What to measure
    #[arg(value_enum, required = true)]
    what: Vec<What>,

    /// The program
    #[arg(long, default_value = "target/release/pixelprompt")]
    program: PathBuf,

    /// The program of the functions on AWS
    #[arg(long, default_value = "target/release/pixelprompt-lambda")]
    functions: PathBuf,

    /// Repeat each measurement and print every round
    #[arg(long, default_value_t = 1)]
    rounds: usize,

    /// `LiteLLM`'s program, for `overhead`; bench/overhead.sh installs it
    #[arg(long)]
    litellm: Option<PathBuf>,

    /// The data folder that `fill` adds to
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,

    /// How many jobs `fill` adds
    #[arg(long, hide = true, default_value_t = 100_000)]
    jobs: u64,

    /// Where the floor of `pictures` calls; it is started by this program itself
    #[arg(long, hide = true)]
    provider: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Everything below but the overhead
    All,
    /// Start to first answer, idle memory
    Idle,
    /// `POST /generate` at 100 concurrent clients
    Acknowledge,
    /// `GET /status` at 100 concurrent clients, beside a bare HTTP server
    Status,
    /// Pictures of 1 MB at 100 concurrent, beside the bare work; then memory with 900 in flight
    Pictures,
    /// A gallery page at 100 and at 100,000 jobs
    Gallery,
    /// 500 watchers on one job
    Watchers,
    /// Cold and warm calls of the functions on AWS; bench/lambda-cold-start.sh builds them
    Functions,
    /// What a call costs through our adapter, `LiteLLM`'s proxy and the studio, beside the call itself
    Overhead,
    /// Adds jobs to `--folder`, for bench/gallery.sh
    #[value(hide = true)]
    Fill,
    /// The bare work of `pictures`, as a process of its own
    #[value(hide = true)]
    Floor,
}

const ALL: [What; 6] = [
    What::Idle,
    What::Acknowledge,
    What::Status,
    What::Pictures,
    What::Gallery,
    What::Watchers,
];

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let arguments = Arguments::parse();
    if let (Some(provider), [What::Floor]) = (&arguments.provider, &arguments.what[..]) {
        return floor::work(provider).await;
    }
    if let (Some(folder), [What::Fill]) = (&arguments.folder, &arguments.what[..]) {
        return fill::fill(folder, arguments.jobs).await;
    }
    let wanted = if arguments.what.contains(&What::All) {
        ALL.to_vec()
    } else {
        arguments.what
    };
    println!("| what | figure | beside it |\n|---|---|---|");
    for what in wanted {
        for _ in 0..arguments.rounds.max(1) {
            let rows = match what {
                What::Idle => idle::measure(&arguments.program).await?,
                What::Acknowledge => acknowledge::measure(&arguments.program).await?,
                What::Status => status::measure(&arguments.program).await?,
                What::Pictures => pictures::measure(&arguments.program).await?,
                What::Gallery => gallery::measure(&arguments.program).await?,
                What::Watchers => watchers::measure(&arguments.program).await?,
                What::Overhead => {
                    overhead::measure(&arguments.program, arguments.litellm.as_deref()).await?
                }
                What::Functions => functions::measure(&arguments.functions).await?,
                What::All | What::Fill | What::Floor => Vec::new(),
            };
            for [what, figure, beside] in rows {
                println!("| {what} | {figure} | {beside} |");
            }
        }
    }
    Ok(())
}

/// A row of the table: what, the figure, what stands beside it.
type Row = [String; 3];
