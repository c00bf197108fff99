//! What all inputs have in common: a seed, a time, and for each case a number by which it can be run again.

use std::{
    collections::BTreeMap,
    env,
    fmt::Display,
    panic,
    str::FromStr,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::Duration,
};

use fastrand::Rng;
use tempfile::TempDir;
use tokio::time::Instant;

/// The seed where nobody asks for another, so that everybody runs the same cases.
const SEED: u64 = 20_260_304;

/// How long one input is run where nobody says otherwise: with all of them it comes to a minute.
const SECONDS: u64 = 12;

/// How much longer it is run where something was not met yet, as on a machine that has much else to do.
const GRACE: Duration = Duration::from_mins(1);

/// How long one case may take. The longest is well below a second; a machine may have much else to do.
const LONGEST: Duration = Duration::from_secs(30);

/// What the seeds of neighbouring cases lie apart.
const STRIDE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the cases of an input were like, counted.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    /// Counts one.
    pub(crate) fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    fn lacks<'a>(&self, needs: &[&'a str]) -> Vec<&'a str> {
        needs.iter().filter(|need| !self.0.contains_key(*need)).copied().collect()
    }
}

/// Which cases to run.
struct Plan {
    seed: u64,
    /// Only this one.
    case: Option<u64>,
    time: Duration,
}

impl Plan {
    fn of_environment() -> Self {
        let seconds = variable("LICTOR_FUZZ_SECONDS").unwrap_or(SECONDS);
        Self {
            seed: variable("LICTOR_FUZZ_SEED").unwrap_or(SEED),
            case: variable("LICTOR_FUZZ_CASE"),
            time: Duration::from_secs(seconds),
        }
    }

    fn rng(&self, case: u64) -> Rng {
        Rng::with_seed(self.seed ^ case.wrapping_mul(STRIDE))
    }
}

/// A number of the environment. One that cannot be read must not pass for none.
fn variable<T: FromStr<Err: Display>>(name: &str) -> Option<T> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|error| panic!("{name}={text}: {error}")))
}

/// Says how to run a case again when it ends in a panic.
struct Named<'a> {
    input: &'a str,
    seed: u64,
    case: u64,
}

impl Named<'_> {
    fn again(&self) -> String {
        let Self { input, seed, case } = self;
        format!("LICTOR_FUZZ_SEED={seed} LICTOR_FUZZ_CASE={case} cargo test --test fuzz {input}")
    }
}

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("\nto run this case again:\n    {}\n", self.again());
        }
    }
}

/// A directory in memory, where there is such a place: what is tested waits for the disk each time that it writes.
pub(crate) fn directory() -> TempDir {
    let builder = tempfile::Builder::new();
    builder.tempdir_in("/dev/shm").or_else(|_| builder.tempdir()).expect("a directory")
}

/// Runs cases of an input until its time is up. Each of `needs` has to be counted at least once, so that nothing passes
/// because nothing happened.
pub(crate) fn fuzz(
    input: &'static str, needs: &'static [&'static str],
    case: impl FnMut(&mut Rng, &mut Tally) + Send + 'static,
) {
    let plan = Plan::of_environment();
    let (seed, only) = (plan.seed, plan.case);
    let (begun, cases) = mpsc::channel();
    let worker = thread::spawn(move || run(input, needs, &plan, case, &begun));
    let mut last = 0;
    loop {
        match cases.recv_timeout(LONGEST) {
            Ok(case) => last = case,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                let again = Named { input, seed, case: last }.again();
                panic!("no end after {} s; to run this case again:\n    {again}", LONGEST.as_secs());
            }
        }
    }
    match worker.join() {
        Ok(tally) => {
            println!("{input}: {} cases, {:?}", last + 1, tally.0);
            let lacks = tally.lacks(needs);
            assert!(only.is_some() || lacks.is_empty(), "{input}: never met {lacks:?}, only {:?}", tally.0);
        }
        Err(reason) => panic::resume_unwind(reason),
    }
}

fn run(
    input: &str, needs: &[&str], plan: &Plan, mut one: impl FnMut(&mut Rng, &mut Tally), begun: &Sender<u64>,
) -> Tally {
    let mut tally = Tally::default();
    let until = now() + plan.time;
    for case in plan.case.unwrap_or_default().. {
        // The one who waits may have given up.
        let _ = begun.send(case);
        let _named = Named { input, seed: plan.seed, case };
        one(&mut plan.rng(case), &mut tally);
        let is_time = now() >= until && (tally.lacks(needs).is_empty() || now() >= until + GRACE);
        if plan.case.is_some() || is_time {
            break;
        }
    }
    tally
}

fn now() -> Instant {
    Instant::now()
}
