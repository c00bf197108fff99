//! `undo`: takes back a change of the journal, and with it all others of its step.

use crate::{
    api::Client,
    cli::{
        arguments::UndoOf,
        commands::several::{stop, tell},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        report::Report,
        writer::Writer,
    },
    domain::{
        Call, Entry, EntryId, FieldChange, LicenseId, Operation, Problem, Reply, Undo, Undoing, rules,
        undo::{CHANGED_AGAIN, DELETED_SINCE},
    },
    files,
    store::FileJournal,
    text,
};

/// Takes a change back, after showing what that makes of which license, and asking.
///
/// # Errors
/// What is wrong with the arguments or the configuration, an entry that is not there or cannot be taken back; for
/// one change alone also what keeps it from being made. Of several, each one's result is printed instead.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &UndoOf) -> Result<Exit, Failure> {
    if !arguments.yes && !desk.voice.can_ask() {
        let message = "undo: there is no terminal to ask on";
        return Err(Failure::refused(message, "say --yes to undo without a question; nothing was sent"));
    }
    let wanted = EntryId(rules::entry(&arguments.entry)?);
    desk.permit_writes()?;
    let client = desk.connect()?;
    let entries = entries(desk, &client).await?;
    let Some(entry) = entries.iter().find(|entry| entry.entry == wanted) else {
        return Err(not_here(wanted));
    };
    let call = Call::PrepareUndo { scope: Some(entry.scope), entry: Some(wanted) };
    let Reply::UndoReady(undoing) = desk.execute(&client, call).await? else {
        return Err(another_answer().into());
    };
    if undoing.undos.is_empty() {
        return Err(hindered(&undoing));
    }
    show(desk, &undoing);
    if !arguments.yes && !asks(desk, &undoing, entry)? {
        desk.voice.note("nothing was taken back");
        return Ok(Exit::Failed);
    }
    let writer = Writer::at(desk, client, entry.scope);
    let writer = if undoing.undos.len() > 1 { writer.in_one_step() } else { writer };
    take_back(desk, &writer, undoing, &entries).await
}

async fn entries(desk: &Desk<'_>, client: &Client) -> Result<Vec<Entry>, Failure> {
    match desk.execute(client, Call::ReadJournal).await? {
        Reply::Journal(entries) => Ok(entries),
        _ => Err(another_answer().into()),
    }
}

fn another_answer() -> Problem {
    Problem::Internal { reason: "an answer to another question".to_owned() }
}

/// An entry that the journal does not have, or has of another server.
fn not_here(wanted: EntryId) -> Failure {
    let all = files::state_directory().and_then(|directory| FileJournal::all_entries(&directory).ok());
    let elsewhere = all.unwrap_or_default().into_iter().find(|entry| entry.entry == wanted);
    let message = match elsewhere {
        Some(Entry { origin, instance, .. }) => {
            format!("entry {wanted} of the journal is about another server: {origin} {instance}")
        }
        None => format!("not found: entry {wanted} of the journal"),
    };
    Failure::Hindered { message, advice: "`lictor history` lists the entries", exit: Exit::NotFound }
}

/// Nothing of it can be taken back.
fn hindered(undoing: &Undoing) -> Failure {
    let whys = || undoing.refused.iter().map(|(_, why)| why.as_str());
    let (advice, exit) = if whys().any(|why| why == CHANGED_AGAIN) {
        ("read the license, then decide; nothing was sent", Exit::Conflict)
    } else if whys().any(|why| why == DELETED_SINCE) {
        ("undo its deletion first, where that was made here; nothing was sent", Exit::NotFound)
    } else {
        ("nothing was sent", Exit::Usage)
    };
    let words: Vec<String> = undoing.refused.iter().map(in_words).collect();
    Failure::Hindered { message: words.join("; "), advice, exit }
}

fn in_words((entry, why): &(EntryId, String)) -> String {
    format!("entry {entry} cannot be taken back: {why}")
}

/// What is going to be made of which license.
fn show(desk: &Desk<'_>, undoing: &Undoing) {
    for undo in &undoing.undos {
        let id = undo.id.map_or_else(String::new, |id| format!(" {id}"));
        desk.note(&format!("entry {}: {} license{id} ({})", undo.entry, undo.operation.word(), undo.sku));
        for FieldChange { field, before, after } in &undo.fields {
            desk.note(&format!("  {:<12} \"{before}\" → \"{after}\"", field.word()));
        }
        for remark in &undo.remarks {
            desk.note(&format!("  note: {remark}"));
        }
    }
    for refused in &undoing.refused {
        desk.note(&in_words(refused));
    }
}

/// Asks once for all of it.
fn asks(desk: &Desk<'_>, undoing: &Undoing, entry: &Entry) -> Result<bool, Failure> {
    let question = match &undoing.undos[..] {
        [only] => format!("Undo entry {}: {} in {}?", only.entry, only.write, entry.scope),
        several => format!("Undo these {} changes in {}?", several.len(), entry.scope),
    };
    let question = text::safe(&question);
    desk.voice.asks(&question).map_err(|error| Failure::Other(format!("the answer cannot be read: {error}")))
}

/// Makes the changes, the latest taken back first, and prints what became of each.
async fn take_back(
    desk: &Desk<'_>, writer: &Writer<'_>, undoing: Undoing, entries: &[Entry],
) -> Result<Exit, Failure> {
    let Undoing { undos, refused } = undoing;
    let first = undos.first().map(|undo| (undo.entry, verb(undo), undo.sku.clone()));
    let mut reports: Vec<Report> = Vec::new();
    for undo in undos {
        reports.push(match stop(desk, &reports) {
            Some(stop) => Report::left_alone(id(&undo), stop).with_sku(undo.sku),
            None => take_back_one(writer, undo).await,
        });
    }
    for (refused, why) in &refused {
        let entry = entries.iter().find(|entry| entry.entry == *refused);
        if let Some((entry, id)) = entry.and_then(|entry| Some((entry, entry.id?))) {
            reports.push(Report::left_alone(id, why).with_sku(entry.sku.clone()));
        }
    }
    let exit = tell(desk, reports, "taken back", |report| match &first {
        Some((entry, verb, sku)) => {
            format!("took back entry {entry}: {verb} {} ({sku})", report.license())
        }
        None => String::new(),
    })?;
    Ok(if exit == Exit::Done && !refused.is_empty() { Exit::InPart } else { exit })
}

async fn take_back_one(writer: &Writer<'_>, undo: Undo) -> Report {
    let id = id(&undo);
    let Undo { sku, write, .. } = undo;
    let anew = matches!(write.operation, Operation::Create(_)).then(|| format!("in place of license {id}"));
    match writer.send(write).await {
        Ok(Reply::Created(id)) => Report::done(id, sku, anew.as_deref()),
        Ok(_) => Report::done(id, sku, None),
        Err(problem) => Report::failed(id, Some(sku), problem),
    }
}

/// The license that the change is about. Each that was made has one; a journal that was edited may tell of none.
fn id(undo: &Undo) -> LicenseId {
    undo.write.id().or(undo.id).unwrap_or(LicenseId(0))
}

fn verb(undo: &Undo) -> &'static str {
    match undo.write.operation {
        Operation::Create(_) => "created",
        Operation::Update { .. } => "updated",
        Operation::Delete { .. } => "deleted",
    }
}
