//! Two consoles, one group, and a server that goes wrong by chance: whatever happens, each operator is told the truth,
//! and the journal tells what the server holds.

mod console;
mod stored;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use fastrand::Rng;
use lictor::{
    domain::Standing,
    sandbox::{Options, Sandbox},
    store::FileJournal,
};
use tokio::runtime;

use console::Console;
use stored::Stored;

/// How many runs there are.
const RUNS: u64 = 1_000;

/// How many run at once: they wait for most of their time.
const AT_ONCE: usize = 24;

/// How many changes each console tries in a run.
const CHANGES: usize = 6;

/// What may go wrong; each run draws a few of them. A server that says yes and does nothing is not among them: nobody
/// could tell the truth about that one.
const FAULTS: [&str; 20] = [
    "latency=1%20",
    "reset%8",
    "lost@create%30",
    "lost@update%30",
    "lost@delete%30",
    "late=2@create%30",
    "late=2@update%30",
    "late=2@delete%30",
    "status=500%8",
    "status=503@read%8",
    "status=409@update%10",
    "html=502@update%15",
    "html=504@delete%15",
    "truncate@read%15",
    "truncate@create%20",
    "garbage@read%8",
    "garbage@create%10",
    "retry-after=0%15",
    "stale=5@list%40",
    "slow=1@read%15",
];

#[test]
fn every_outcome_that_is_told_is_true_and_the_journal_tells_what_the_server_holds() {
    let next = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= RUNS {
                        return;
                    }
                    runtime.block_on(run(seed));
                }
            });
        }
    });
}

/// The faults of a run.
fn faults(rng: &mut Rng) -> String {
    let mut chosen: Vec<&str> = (0..rng.usize(1..6)).map(|_| FAULTS[rng.usize(0..FAULTS.len())]).collect();
    chosen.dedup();
    format!("{},seed={}", chosen.join(","), rng.u32(..))
}

async fn run(seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let place = tempfile::tempdir().expect("a directory");
    let file = place.path().join("sandbox.db");
    let faults = faults(&mut rng);
    let sandbox = Sandbox::start(Options {
        database: Some(file.clone()),
        licenses: 8,
        faults: faults.parse().expect("faults"),
        ..Options::default()
    })
    .expect("a sandbox");
    sandbox.wait_until_seeded().expect("the data");
    let stored = Stored::open(&file);
    let first = stored.licenses();
    let what = format!("run {seed} with {faults}");
    let mut consoles =
        [0, 1].map(|number| Console::open(&sandbox.url(), place.path(), number, &first, &what));
    let [one, other] = &mut consoles;
    if seed.is_multiple_of(2) {
        // One after the other on the same licenses, each with what it saw last: that may be long ago.
        for _ in 0..CHANGES {
            one.change(&mut rng, &stored, |_| true).await;
            other.change(&mut rng, &stored, |_| true).await;
        }
    } else {
        // At once, each on licenses of its own; new ones may want the same SKU.
        let mut rng_of_other = rng.fork();
        let ours = async {
            for _ in 0..CHANGES {
                one.change(&mut rng, &stored, |id| id.0 % 2 == 0).await;
            }
        };
        let theirs = async {
            for _ in 0..CHANGES {
                other.change(&mut rng_of_other, &stored, |id| id.0 % 2 == 1).await;
            }
        };
        tokio::join!(ours, theirs);
    }
    // The next start finds a server that works again, and settles what is open.
    sandbox.end_faults();
    let later = Console::open(&sandbox.url(), place.path(), 2, &first, &what);
    later.look_around().await;
    let entries = later.entries();
    for entry in &entries {
        assert!(!matches!(entry.result, Standing::Unknown | Standing::Different), "{what}: {entry:#?}");
    }
    assert_eq!(FileJournal::verify(place.path()), Ok(Vec::new()), "{what}");
    assert_eq!(stored::replayed(&first, &entries), stored.licenses(), "{what}: {entries:#?}");
}
