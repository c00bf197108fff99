//! Several changes under way at once, as many as the server likes.

use std::sync::Arc;

use tokio::{task::JoinSet, time::Instant};

use super::{Turn, of};
use crate::{
    api::{Client, Patience},
    cli::{
        commands::several::{LEFT_ALONE, stops},
        desk::Desk,
        eyes::Eyes,
        report::Report,
    },
    domain::{Call, Problem, Reply, Write},
};

/// Those who carry out the changes.
pub(super) struct Crew<'a> {
    desk: &'a Desk<'a>,
    client: Client,
    most: usize,
    eyes: Arc<Eyes>,
}

/// What comes of one change, by its place in the plan.
type Ended = (usize, Write, Result<Reply, Problem>);

impl<'a> Crew<'a> {
    /// A crew of which at most so many are at work at once.
    pub(super) fn new(desk: &'a Desk<'a>, client: Client, most: usize) -> Self {
        Self { desk, client, most, eyes: Arc::default() }
    }

    /// Carries out what has to be sent; tells of each change, in the order of the plan. A signal, and what would go wrong
    /// with all of them, ends it with those under way.
    pub(super) async fn work(self, turns: Vec<Turn>) -> Vec<Report> {
        let mut reports: Vec<Option<Report>> = Vec::new();
        let mut waiting = Vec::new();
        for (place, turn) in turns.into_iter().enumerate() {
            match turn {
                Turn::Send(write) => {
                    waiting.push((place, write));
                    reports.push(None);
                }
                Turn::Told(report) => reports.push(Some(report)),
            }
        }
        let (all, begun, mut done) = (waiting.len(), Instant::now(), 0);
        let mut waiting = waiting.into_iter();
        let mut under_way = JoinSet::new();
        let mut left_alone = None;
        loop {
            if self.desk.interruption.came().is_some() {
                left_alone = left_alone.or(Some("interrupted before it"));
                self.eyes.stop();
            }
            while left_alone.is_none() && under_way.len() < self.room() {
                let Some((place, write)) = waiting.next() else { break };
                self.send(&mut under_way, place, *write);
            }
            let Some(ended) = under_way.join_next().await else { break };
            // A task that panicked has told so; its change has no report of its own.
            let Ok((place, write, result)) = ended else { continue };
            let report = report(&write, result);
            if report.problem.as_ref().is_some_and(stops) {
                left_alone = left_alone.or(Some(LEFT_ALONE));
            }
            reports[place] = Some(report);
            done += 1;
            self.tell(done, all, begun);
        }
        for (place, write) in waiting {
            let (id, sku) = of(&write.operation);
            reports[place] = Some(Report::left_alone(id, left_alone.unwrap_or(LEFT_ALONE)).with_sku(sku));
        }
        reports.into_iter().flatten().collect()
    }

    /// How many may be under way now.
    fn room(&self) -> usize {
        if self.eyes.is_busy() { 1 } else { self.most }
    }

    fn send(&self, under_way: &mut JoinSet<Ended>, place: usize, write: Write) {
        let (client, eyes) = (self.client.clone(), Arc::clone(&self.eyes));
        under_way.spawn(async move {
            let call = Call::from(write.clone());
            let result = client.execute_with(call, Patience::COMMAND, &*eyes).await;
            (place, write, result)
        });
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate is no exact thing")]
    fn tell(&self, done: usize, all: usize, begun: Instant) {
        let rate = done as f64 / begun.elapsed().as_secs_f64().max(0.001);
        let left = (all - done) as f64 / rate;
        self.desk.voice.progress(&format!("{done}/{all} · {rate:.1}/s · {left:.0} s left"));
    }
}

fn report(write: &Write, result: Result<Reply, Problem>) -> Report {
    let (id, sku) = of(&write.operation);
    match result {
        Ok(Reply::Created(id)) => Report::done(id, sku, None),
        Ok(Reply::AlreadySo { .. }) => Report::done(id, sku, Some("no change: it is so already")),
        Ok(_) => Report::done(id, sku, None),
        Err(problem) => Report::failed(id, Some(sku), problem),
    }
}
