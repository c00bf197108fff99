use std::collections::VecDeque;

use reqwest::header::HeaderValue;
use tokio::{
    sync::mpsc,
    task::{JoinSet, yield_now},
};

use super::*;

type Outcome = Result<Option<Pass>, Problem>;

/// Issues what it is told to, one after the other, and tells when it is asked.
struct Script {
    outcomes: mpsc::UnboundedReceiver<Outcome>,
    asked: mpsc::UnboundedSender<Option<u64>>,
    held: Option<Pass>,
}

impl Issuer for Script {
    fn at_hand(&self, _now: Instant) -> Option<Pass> {
        self.held.clone()
    }

    async fn issue(&mut self, refusal: Option<Refusal>) -> Outcome {
        let _ = self.asked.send(refusal.map(|refusal| refusal.generation));
        let outcome = self.outcomes.recv().await.expect("an outcome");
        if let Ok(Some(pass)) = &outcome {
            self.held = Some(pass.clone());
        }
        outcome
    }
}

struct Bench {
    flight: Arc<SingleFlight<Script>>,
    outcomes: mpsc::UnboundedSender<Outcome>,
    asked: mpsc::UnboundedReceiver<Option<u64>>,
    calls: JoinSet<Result<Option<u64>, Problem>>,
}

impl Bench {
    fn holding(generation: u64) -> Self {
        let (outcomes, receiver) = mpsc::unbounded_channel();
        let (sender, asked) = mpsc::unbounded_channel();
        let script = Script { outcomes: receiver, asked: sender, held: Some(pass(generation)) };
        Self { flight: Arc::new(SingleFlight::new(script)), outcomes, asked, calls: JoinSet::new() }
    }

    /// Calls that all want another pass, waiting by the time that this returns: the tests run on one thread.
    async fn refused(&mut self, generation: u64, calls: usize) {
        for _ in 0..calls {
            let flight = Arc::clone(&self.flight);
            self.calls.spawn(async move {
                let issued = flight.renew(Refusal { generation, reason: None }).await;
                issued.map(|pass| pass.map(|pass| pass.generation))
            });
        }
        yield_now().await;
    }

    fn ends(&self, outcome: Outcome) {
        self.outcomes.send(outcome).expect("the issuer lives");
    }

    async fn results(&mut self) -> Vec<Result<Option<u64>, Problem>> {
        std::mem::take(&mut self.calls).join_all().await
    }

    /// How often the issuer was asked so far.
    fn asked(&mut self) -> VecDeque<Option<u64>> {
        std::iter::from_fn(|| self.asked.try_recv().ok()).collect()
    }
}

fn pass(generation: u64) -> Pass {
    Pass { header: HeaderValue::from_static("x"), generation, taken_over: false }
}

#[tokio::test]
async fn those_who_wait_share_what_comes_of_it_and_the_next_tries_again() {
    for (outcome, shared) in [
        (Err(Problem::Repeated), Err(Problem::Repeated)),
        (Ok(None), Ok(None)),
        (Ok(Some(pass(2))), Ok(Some(2))),
    ] {
        let mut bench = Bench::holding(1);
        bench.refused(1, 20).await;
        bench.ends(outcome);
        assert_eq!(bench.results().await, vec![shared.clone(); 20]);
        assert_eq!(bench.asked(), [Some(1)]);

        let again = shared == Ok(Some(2));
        bench.refused(1, 1).await;
        bench.ends(Ok(Some(pass(3))));
        assert_eq!(bench.results().await, [Ok(Some(if again { 2 } else { 3 }))], "after {shared:?}");
        assert_eq!(bench.asked().len(), usize::from(!again));
    }
}

#[tokio::test]
async fn what_is_at_hand_costs_nothing_and_waits_for_what_is_under_way() {
    let mut bench = Bench::holding(1);
    let generation = |issued: Outcome| issued.map(|pass| pass.map(|pass| pass.generation));
    assert_eq!(generation(bench.flight.pass().await), Ok(Some(1)));
    assert_eq!(bench.asked().len(), 0);
    bench.refused(1, 1).await;
    let flight = Arc::clone(&bench.flight);
    bench.calls.spawn(async move { generation(flight.pass().await) });
    yield_now().await;
    bench.ends(Ok(Some(pass(2))));
    assert_eq!(bench.results().await, [Ok(Some(2)), Ok(Some(2))]);
    assert_eq!(bench.asked().len(), 1);
}

#[tokio::test]
async fn no_other_pass_is_no_reason_to_go_without_the_one_at_hand() {
    let mut bench = Bench::holding(1);
    bench.refused(1, 1).await;
    let flight = Arc::clone(&bench.flight);
    bench.calls.spawn(async move { flight.pass().await.map(|pass| pass.map(|pass| pass.generation)) });
    yield_now().await;
    bench.ends(Ok(None));
    let mut results = bench.results().await;
    results.sort_by_key(|result| result.clone().expect("no problem"));
    assert_eq!(results, [Ok(None), Ok(Some(1))]);
}

#[tokio::test]
async fn a_call_that_gives_up_cuts_nothing_off() {
    let mut bench = Bench::holding(1);
    bench.refused(1, 1).await;
    assert_eq!(bench.asked.recv().await, Some(Some(1)));
    bench.calls.shutdown().await;
    bench.ends(Ok(Some(pass(2))));
    let issued = bench.flight.pass().await.expect("no problem").expect("a pass");
    assert_eq!((issued.generation, bench.asked().len()), (2, 0));
}
