//! What the system knows about a process. Linux only.

use std::fs;

/// What a process has used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Seconds of processor time.
    pub(crate) seconds: f64,
    /// Resident memory, in MiB.
    pub(crate) memory: f64,
    /// The most resident memory since it began, in MiB.
    pub(crate) peak: f64,
}

/// Ticks of `/proc` in a second; the same on every Linux that Rust runs on.
const TICKS: f64 = 100.0;

pub(crate) fn usage(process: u32) -> Usage {
    let read =
        |file: &str| fs::read_to_string(format!("/proc/{process}/{file}")).unwrap_or_default();
    let stat = read("stat");
    // The second field is the name in brackets and may hold anything.
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map_or("", |(_, rest)| rest)
        .split_whitespace()
        .collect();
    let ticks = |place: usize| -> f64 {
        let field = fields.get(place).and_then(|field| field.parse().ok());
        field.unwrap_or(0.0)
    };
    let status = read("status");
    let mebibytes = |name: &str| -> f64 {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kibibytes.unwrap_or(0.0) / 1024.0
    };
    Usage {
        seconds: (ticks(11) + ticks(12)) / TICKS,
        memory: mebibytes("VmRSS:"),
        peak: mebibytes("VmHWM:"),
    }
}
