//! `overview`: all licenses that the account can see, counted, and what was changed from this machine.

use crate::{
    cli::{
        arguments::{Format, Overview as Arguments},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output::{self, CountedScope, Counts},
        walk::{tell_unsearched, walk},
    },
    domain::{Call, Overview, Reply, ScopeKind, overview::changes_by_day, search::Search},
};

/// Counts. What was not counted is named on standard error.
///
/// # Errors
/// What is wrong with the arguments or the configuration; why not even the scopes could be listed.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Arguments) -> Result<Exit, Failure> {
    let kind: Option<ScopeKind> = arguments.kind.as_deref().map(str::parse).transpose()?;
    let client = desk.connect()?;
    let mut search = Search::new("", kind, desk.config.page_size()?);
    let mut overview = Overview::default();
    walk(desk, client.clone(), &mut search, |search, found| {
        for found in found {
            overview.count(&found.entry, &found.license);
        }
        let (searched, known) = (search.searched(), search.known());
        desk.voice.progress(&format!("{} counted · {searched}/{known} searched", search.found()));
        Ok(())
    })
    .await?;
    let days = match desk.execute(&client, Call::ReadJournal).await {
        Ok(Reply::Journal(entries)) => changes_by_day(&entries),
        Ok(_) => Vec::new(),
        Err(problem) => {
            desk.note(&format!("the journal cannot be read: {}", problem.message()));
            Vec::new()
        }
    };
    let counts = Counts { overview: &overview, days: &days, complete: search.is_complete() };
    match desk.format {
        Format::Table => output::pictures(&counts)?,
        Format::Json => output::document(&counts)?,
        format => output::records(format, &CountedScope::all_of(&overview))?,
    }
    tell_unsearched(desk, &search);
    let (searched, known, kind) = (search.searched(), search.known(), search.kind());
    desk.note(&format!("{}; {searched} of {known} {kind} counted", overview.in_all().in_words()));
    Ok(if search.is_complete() { Exit::Done } else { Exit::InPart })
}
