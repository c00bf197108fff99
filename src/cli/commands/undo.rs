//! `undo`: takes a change back that the journal tells of.

use super::several::{finish, stop};
use crate::{
    api::Client,
    cli::{
        arguments::{Format, UndoOf},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output,
        report::Report,
    },
    config::Setting,
    domain::{
        Call, EntryId, FieldChange, LicenseId, OperationKind, Problem, ReadOnly, Reply, Undo, Undoing, rules,
    },
};

/// Shows what would be sent, asks, and sends it. An entry that belongs to a step takes the whole step with it.
///
/// # Errors
/// What is wrong with the arguments or the configuration, an entry that is not there or cannot be taken back; for one
/// change alone also what keeps it from being made.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &UndoOf) -> Result<Exit, Failure> {
    if !arguments.yes && !desk.voice.can_ask() {
        let message = "undo: there is no terminal to ask on";
        return Err(Failure::refused(
            message,
            "say --yes to take it back without a question; nothing was sent",
        ));
    }
    if desk.config.is_on(Setting::ReadOnly)? {
        return Err(Problem::ReadOnly(ReadOnly::Session).into());
    }
    let entry = EntryId(rules::entry(&arguments.entry)?);
    let client = desk.connect()?;
    let prepared = desk.execute(&client, Call::PrepareUndo { scope: None, entry: Some(entry) }).await?;
    let Reply::UndoReady(undoing) = prepared else {
        return Err(Problem::Internal { reason: "an answer to another question".into() }.into());
    };
    show(desk, &undoing)?;
    let Undoing { undos, refused } = undoing;
    if undos.is_empty() {
        let why: Vec<String> = refused.iter().map(|(entry, why)| format!("entry {entry}: {why}")).collect();
        return Err(Failure::Stale(why.join("; ")));
    }
    if !arguments.yes && !asks(desk, &undos)? {
        desk.voice.note("nothing was changed");
        return Ok(Exit::Failed);
    }
    let mut reports = Vec::new();
    for undo in undos {
        let report = match stop(desk, &reports) {
            Some(why) => Report::left_alone(undo.id.unwrap_or(LicenseId(0)), why),
            None => take_back(desk, &client, undo).await,
        };
        reports.push(report);
    }
    let exit = finish(desk, reports, "taken back:")?;
    Ok(if exit == Exit::Done && !refused.is_empty() { Exit::InPart } else { exit })
}

/// What will be sent, field by field, and what has to be known.
fn show(desk: &Desk<'_>, undoing: &Undoing) -> Result<(), Failure> {
    let say = |words: String| -> Result<(), Failure> {
        if desk.format == Format::Table {
            return Ok(output::line(&words)?);
        }
        desk.note(&words);
        Ok(())
    };
    for undo in &undoing.undos {
        let id = undo.id.map(|id| format!(" {id}")).unwrap_or_default();
        say(format!("entry {}: {} license{id} ({})", undo.entry, inverse(undo.operation), undo.sku))?;
        for FieldChange { field, before, after } in &undo.fields {
            say(format!("  {:<12} {before:?} -> {after:?}", field.word()))?;
        }
        for remark in &undo.remarks {
            say(format!("  note: {remark}"))?;
        }
    }
    for (entry, why) in &undoing.refused {
        say(format!("entry {entry}: cannot be taken back: {why}"))?;
    }
    Ok(())
}

fn inverse(operation: OperationKind) -> &'static str {
    match operation {
        OperationKind::Create => "delete",
        OperationKind::Update => "change back",
        OperationKind::Delete => "create anew",
    }
}

fn asks(desk: &Desk<'_>, undos: &[Undo]) -> Result<bool, Failure> {
    let question = match undos {
        [only] => format!("Take entry {} back?", only.entry),
        _ => format!("Take these {} changes back?", undos.len()),
    };
    desk.voice.asks(&question).map_err(|error| Failure::Other(format!("the answer cannot be read: {error}")))
}

async fn take_back(desk: &Desk<'_>, client: &Client, undo: Undo) -> Report {
    let (id, sku) = (undo.id.unwrap_or(LicenseId(0)), undo.sku);
    let mut write = undo.write;
    write.cause.reason = desk.reason();
    let sent = desk.interruption.shield(desk.execute(client, Call::from(write))).await;
    match sent {
        Ok(Reply::Created(id)) => Report::done(id, sku, None),
        Ok(_) => Report::done(id, sku, None),
        Err(problem) => Report::failed(id, Some(sku), problem),
    }
}
