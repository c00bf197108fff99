//! The whole program, measured from the far side of its terminal and from the server's: how soon it is there, how soon
//! it answers a key, what travels, what it holds, how fast it reads, and what of that a slow network changes.
//!
//! `cargo bench --bench program`, or `… -- --rows 1000,100000` for other sizes, or `… -- --slow-network` for that part
//! alone. Prints tables for people. Every figure stands beside a *floor*, the least that any program could do, measured
//! in the same run: a loop that answers each key with 80 bytes; a bare connection that reads page after page without
//! looking at them. Programs that others wrote are measured beside, where they are installed.
//!
//! Machines are noisy: the ratios are what counts, and medians. Nothing here passes or fails.

mod distance;
mod floor;
mod measures;
mod peers;
mod reading;
mod sandbox;
mod statistics;
mod terminal;

use std::env;

use self::{measures::Sizes, terminal::Size};

const ROWS: [u32; 3] = [1_000, 10_000, 100_000];
/// The argument for nothing but what depends on the network.
const SLOW_NETWORK: &str = "--slow-network";
/// What the tables that are about one size of listing are made with.
const USUAL: u32 = 100_000;
const SCREENS: [Size; 2] = [Size { columns: 80, rows: 24 }, Size { columns: 200, rows: 50 }];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == floor::ARGUMENT) {
        return floor::answer_keys();
    }
    if arguments.iter().any(|argument| argument == SLOW_NETWORK) {
        println!("# The program, measured\n\n{}\n", machine());
        distance::rows(SCREENS[0]);
        return distance::keys(SCREENS[0]);
    }
    let rows = chosen(&arguments).unwrap_or(ROWS.to_vec());
    let usual = sandbox::Sandbox::start(USUAL.min(rows.iter().copied().max().unwrap_or(USUAL)), "");
    println!("# The program, measured\n\n{}\n", machine());
    measures::start(&usual, SCREENS[0]);
    for screen in SCREENS {
        measures::keys(&usual, screen);
    }
    measures::idle(&usual, SCREENS[0]);
    reading::whole_listing(&usual);
    drop(usual);
    reading::with_latency(USUAL, &[50, 200]);
    distance::rows(SCREENS[0]);
    distance::keys(SCREENS[0]);
    measures::growth(&Sizes { rows: &rows, screen: SCREENS[0] });
}

/// The sizes of listings to try, where the command line names them.
fn chosen(arguments: &[String]) -> Option<Vec<u32>> {
    let at = arguments.iter().position(|argument| argument == "--rows")?;
    let rows = arguments.get(at + 1)?.split(',').map(|number| number.parse().expect("a number of rows"));
    Some(rows.collect())
}

/// The processors and the system, as far as the figures depend on them.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!("{processors} processors, Linux {}, load {load} at the start.", kernel.trim())
}
