//! `apply`: carries out a plan. What the journal knows to be done is not done again, so that a plan that broke off goes
//! on where it was; a license that is not as the plan saw it is left alone.

mod crew;

use crate::{
    api::{Client, Listing},
    cli::{
        arguments::Apply,
        commands::{plan::current, several::tell},
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
        report::{Report, exit_of},
    },
    domain::{
        Call, Cause, Entry, LicenseId, Operation, Problem, ReadOnly, Reply, Standing, Write,
        plan::{Before, Counts, Plan, Present, Stance},
    },
    store, text,
};

/// What is to be done with one change of the plan.
enum Turn {
    /// It is sent.
    Send(Box<Write>),
    /// There is something to tell of it already.
    Told(Report),
}

/// Applies a plan.
///
/// # Errors
/// What is wrong with the plan, the arguments or the configuration; for one change alone also what keeps it from being
/// made. Of several, each one's result is printed instead.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Apply) -> Result<Exit, Failure> {
    if !arguments.yes && !desk.voice.can_ask() {
        let message = "apply: there is no terminal to ask on";
        return Err(Failure::refused(message, "say --yes to apply without a question; nothing was sent"));
    }
    let plan =
        store::read_plan(&arguments.plan).map_err(|message| Failure::refused(message, NOTHING_SENT))?;
    refuse_elsewhere(desk, &plan)?;
    desk.permit_writes()?;
    if !plan.scope.is_writable() {
        return Err(Problem::ReadOnly(ReadOnly::Scope).into());
    }
    let client = desk.connect()?;
    desk.settle(&client, plan.scope).await?;
    let turns = turns(desk, &client, &plan).await?;
    let to_send: Vec<Operation> = turns
        .iter()
        .filter_map(|turn| match turn {
            Turn::Send(write) => Some(write.operation.clone()),
            Turn::Told(_) => None,
        })
        .collect();
    if !to_send.is_empty() && !arguments.yes {
        let question = format!("{} in {}: apply?", Counts::of(&to_send).in_words(), plan.scope);
        let answer = desk.voice.asks(&text::safe(&question));
        if !answer.map_err(|error| Failure::Other(format!("the answer cannot be read: {error}")))? {
            desk.voice.note("nothing was applied");
            return Ok(Exit::Failed);
        }
    }
    let crew = crew::Crew::new(desk, client, usize::from(arguments.concurrency));
    let reports = desk.interruption.shield(crew.work(turns)).await;
    finish(desk, reports)
}

/// A plan belongs to the server and the scope that it was made of.
fn refuse_elsewhere(desk: &Desk<'_>, plan: &Plan) -> Result<(), Failure> {
    let refuse = |what: &str, planned: &str, here: &str| {
        let message = format!("the plan is for the {what} {planned}, and this is {here}");
        Err(Failure::refused(text::safe(&message).into_owned(), NOTHING_SENT))
    };
    if let Some(origin) = desk.config.origin()?.map(|url| url.origin().ascii_serialization())
        && origin != plan.origin
    {
        return refuse("server", &plan.origin, &origin);
    }
    if let Some(instance) = desk.config.instance()?.filter(|instance| *instance != plan.instance) {
        return refuse("instance", &plan.instance, &instance);
    }
    if let Some(scope) = desk.config.scope()?.filter(|scope| *scope != plan.scope) {
        return refuse("scope", &plan.scope.to_string(), &scope.to_string());
    }
    Ok(())
}

/// What is to be done with each change: by what the journal knows of it, and by what there is now.
async fn turns(desk: &Desk<'_>, client: &Client, plan: &Plan) -> Result<Vec<Turn>, Failure> {
    let before = Before::of(plan.id, &journal(desk, client).await?);
    let mut listing = Listing::new(client.clone(), plan.scope, desk.config.page_size()?)
        .reading_ahead(desk.config.reads_ahead()?);
    let licenses = current(desk, &mut listing).await?;
    let present = Present::of(&licenses);
    let cause = Cause { reason: desk.reason(), step: Some(plan.id), undoes: None };
    let turn = |operation: &Operation| {
        if let Some(standing) = before.standing(operation) {
            return Turn::Told(told_before(operation, standing));
        }
        let (id, sku) = of(operation);
        match present.stance(operation) {
            Stance::Ready => {
                let write = Write { scope: plan.scope, operation: operation.clone(), cause: cause.clone() };
                Turn::Send(Box::new(write))
            }
            Stance::SoAlready => Turn::Told(Report::done(id, sku, Some("no change: it is so already"))),
            Stance::Stale(problem) => Turn::Told(Report::failed(id, Some(sku), problem)),
        }
    };
    Ok(plan.operations.iter().map(turn).collect())
}

async fn journal(desk: &Desk<'_>, client: &Client) -> Result<Vec<Entry>, Failure> {
    match desk.execute(client, Call::ReadJournal).await? {
        Reply::Journal(entries) => Ok(entries),
        _ => Err(Problem::Internal { reason: "an answer to another question".to_owned() }.into()),
    }
}

fn told_before(operation: &Operation, standing: Standing) -> Report {
    let (id, sku) = of(operation);
    match standing {
        Standing::Done => Report::done(id, sku, Some("done before")),
        Standing::Different => Report::failed(id, Some(sku), Problem::Different { fields: Vec::new() }),
        _ => {
            let reason = "an earlier run sent it, and what became of it is not known; it is not sent again";
            Report::failed(id, Some(sku), Problem::OutcomeUnknown { reason: reason.to_owned() })
        }
    }
}

/// The license that a change is about.
fn of(operation: &Operation) -> (Option<LicenseId>, String) {
    match operation {
        Operation::Create(draft) => (None, draft.sku.clone()),
        Operation::Update { seen, .. } | Operation::Delete { seen } => (Some(seen.id), seen.sku.clone()),
    }
}

/// Prints the results. Licenses that are not as the plan saw them are a conflict where nothing at all was done.
fn finish(desk: &Desk<'_>, reports: Vec<Report>) -> Result<Exit, Failure> {
    if reports.is_empty() {
        desk.voice.note("the plan is empty");
        return Ok(Exit::Done);
    }
    let exit = exit_of(&reports);
    let only_stale = !reports.iter().any(Report::is_done)
        && reports.iter().all(|report| {
            matches!(report.problem, Some(Problem::Conflict { .. } | Problem::NotFound { .. }))
        });
    let told = tell(desk, reports, "applied", |report| report.sentence("applied"))?;
    Ok(if only_stale && told == exit { Exit::Conflict } else { told })
}
