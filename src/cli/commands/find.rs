//! `find`: the licenses that hold a text, in all scopes that the account can see.

use crate::{
    cli::{
        arguments::Find,
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
        output::{FoundLicense, Sink},
        walk::{tell_unsearched, walk},
    },
    domain::{ScopeKind, search::Search},
};

/// Searches. What was not searched is named on standard error.
///
/// # Errors
/// What is wrong with the arguments or the configuration; why not even the scopes could be listed.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Find) -> Result<Exit, Failure> {
    if arguments.text.trim().is_empty() {
        return Err(Failure::refused("text: must not be empty", NOTHING_SENT));
    }
    let kind: Option<ScopeKind> = arguments.kind.as_deref().map(str::parse).transpose()?;
    let client = desk.connect()?;
    let mut search = Search::new(&arguments.text, kind, desk.config.page_size()?);
    let mut sink = Sink::new(desk.format);
    walk(desk, client, &mut search, |search, found| {
        if !found.is_empty() {
            sink.take(found.into_iter().map(FoundLicense))?;
        }
        let (searched, known) = (search.searched(), search.known());
        desk.voice.progress(&format!("{} found · {searched}/{known} searched", search.found()));
        Ok(())
    })
    .await?;
    desk.finish(sink, "licenses", search.is_complete())?;
    tell_unsearched(desk, &search);
    desk.note(&search.in_words());
    Ok(if search.is_complete() { Exit::Done } else { Exit::InPart })
}
