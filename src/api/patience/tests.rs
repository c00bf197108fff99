use std::{
    cell::Cell,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::time::Instant;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn busy(retry_after: Option<Duration>) -> Problem {
    Problem::Busy { status: 429, retry_after }
}

fn failed() -> Problem {
    Problem::ServerFailed { status: 500, reason: None }
}

#[derive(Debug, Default)]
struct Heard {
    progress: Mutex<Vec<Progress>>,
    gives_up: AtomicBool,
}

impl Watch for Heard {
    fn progress(&self, progress: Progress) {
        self.progress.lock().unwrap().push(progress);
    }

    fn gives_up(&self) -> bool {
        self.gives_up.load(Ordering::Relaxed)
    }
}

/// How often a call is made that always fails so, and as what kind.
async fn tries(patience: Patience, problem: &Problem, is_write: bool) -> u32 {
    let watch = Heard::default();
    let manner = Manner { patience, watch: &watch };
    let count = Cell::new(0);
    let attempt = |retries| {
        assert_eq!(count.replace(retries + 1), retries);
        async { Err::<(), _>(problem.clone()) }
    };
    let told = if is_write { manner.write(attempt).await } else { manner.read(attempt).await };
    assert_eq!(told, Err(problem.clone()));
    count.get()
}

#[test]
fn a_wait_doubles_within_half_and_one_and_a_half() {
    for retries in 0..12 {
        let whole = FIRST_WAIT * (1 << retries.min(6));
        for _ in 0..200 {
            let wait = backoff(retries);
            assert!(wait >= whole / 2 && wait <= whole * 3 / 2, "{retries}: {wait:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn reads_are_tried_again_as_often_as_it_may_help() {
    let command = Patience::COMMAND;
    let unreachable = Problem::Unreachable { host: "h".into(), reason: "r".into() };
    let broken = Problem::Broken { reason: "r".into() };
    for problem in [failed(), unreachable, broken, busy(None)] {
        assert_eq!(tries(command, &problem, false).await, 3, "{problem}");
        assert_eq!(tries(Patience::NONE, &problem, false).await, 1, "{problem}");
    }
    assert_eq!(tries(command, &Problem::TimedOut { after: SECOND }, false).await, 2);
    assert_eq!(tries(command, &busy(Some(SECOND)), false).await, 5);
    assert_eq!(tries(command, &busy(Some(LONGEST_WAIT + SECOND)), false).await, 1);
    assert_eq!(tries(Patience::SCREEN, &busy(Some(LONGEST_WAIT + SECOND)), false).await, 50);
    let denied = Problem::Denied { role: "r", reason: None };
    for problem in [denied, Problem::NotLoggedIn, Problem::Repeated] {
        assert_eq!(tries(command, &problem, false).await, 1, "{problem}");
    }
}

#[tokio::test(start_paused = true)]
async fn writes_are_sent_again_after_a_busy_server_only() {
    assert_eq!(tries(Patience::COMMAND, &busy(Some(SECOND)), true).await, 5);
    assert_eq!(tries(Patience::COMMAND, &busy(None), true).await, 3);
    let unknown = Problem::OutcomeUnknown { reason: "r".into() };
    let unreachable = Problem::Unreachable { host: "h".into(), reason: "r".into() };
    for problem in [unknown, unreachable, failed(), Problem::TimedOut { after: SECOND }] {
        assert_eq!(tries(Patience::SCREEN, &problem, true).await, 1, "{problem}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_is_left_alone_for_as_long_as_it_asks() {
    let watch = Heard::default();
    let manner = Manner { patience: Patience::COMMAND, watch: &watch };
    let started = Instant::now();
    let attempt =
        |retries| async move { if retries == 0 { Err(busy(Some(7 * SECOND))) } else { Ok(retries) } };
    assert_eq!(manner.read(attempt).await, Ok(1));
    assert_eq!(started.elapsed().as_secs(), 7);
    let waiting = Progress::Waiting { problem: busy(Some(7 * SECOND)), delay: 7 * SECOND };
    assert_eq!(*watch.progress.lock().unwrap(), [waiting, Progress::Trying]);
}

#[tokio::test(start_paused = true)]
async fn giving_up_ends_a_wait_at_once() {
    let watch = Heard::default();
    let manner = Manner { patience: Patience::SCREEN, watch: &watch };
    let started = Instant::now();
    let attempt = |_| async { Err::<(), _>(busy(Some(3000 * SECOND))) };
    let gives_up = async {
        sleep(SECOND).await;
        watch.gives_up.store(true, Ordering::Relaxed);
    };
    let (told, ()) = tokio::join!(manner.write(attempt), gives_up);
    assert_eq!(told, Err(busy(Some(3000 * SECOND))));
    assert!(started.elapsed() < 2 * SECOND, "{:?}", started.elapsed());
    assert_eq!(watch.progress.lock().unwrap().len(), 1, "it was not tried again");
}
