//! `export`: all licenses of a scope, into a file that is whole or not there, or to standard output.

use std::{
    io::{self, Write},
    path::Path,
};

use crate::{
    api::Listing,
    cli::{
        arguments::{self, Export},
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
    },
    domain::Problem,
    export::{Format, Stream, WholeFile},
    text,
};

/// Exports the licenses of the scope.
///
/// # Errors
/// What is wrong with the configuration; a page that cannot be had; a file that cannot be written. The file is as it
/// was then.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Export) -> Result<Exit, Failure> {
    let format = format(desk.format, arguments.file.as_deref());
    let Some(path) = &arguments.file else {
        let (_, failed) = read(desk, Stream::new(format, io::stdout())).await?;
        return failed.map_or(Ok(Exit::Done), |problem| Err(problem.into()));
    };
    let file = WholeFile::begin(path).map_err(|error| {
        Failure::refused(format!("{} cannot be written: {error}", path.display()), NOTHING_SENT)
    })?;
    // A signal ends the program without further ado.
    desk.interruption.removes(Some(file.unfinished().to_owned()));
    let written = write(desk, format, file, path).await;
    desk.interruption.removes(None);
    written
}

async fn write(desk: &Desk<'_>, format: Format, file: WholeFile, path: &Path) -> Result<Exit, Failure> {
    let (file, failed) = read(desk, Stream::new(format, file)).await?;
    if let Some(problem) = failed {
        desk.voice.note(&format!("{} is as it was", path.display()));
        return Err(problem.into());
    }
    let unwritable = |error| Failure::Other(format!("{} cannot be written: {error}", path.display()));
    file.finish().map_err(unwritable)?;
    Ok(Exit::Done)
}

/// Reads all pages into a stream, and says how many licenses there are and whether they are all. Why the end was not
/// reached comes along.
async fn read<W: Write>(desk: &Desk<'_>, mut stream: Stream<W>) -> Result<(W, Option<Problem>), Failure> {
    let (client, scope) = desk.connect_in_scope().await?;
    desk.settle(&client, scope).await?;
    let page_size = desk.config.page_size()?;
    let mut listing = Listing::new(client, scope, page_size).reading_ahead(desk.config.reads_ahead()?);
    let mut failed = None;
    while let Some(page) = listing.next_page().await {
        match page {
            Ok(page) => stream.take(page.licenses)?,
            Err(problem) => {
                failed = Some(problem);
                break;
            }
        }
        desk.voice.progress(&format!("{} read", stream.count()));
    }
    let complete = listing.is_complete();
    let read = usize::try_from(stream.count()).ok();
    let has_changed = stream.has_repeated() || listing.has_changed(read);
    let words = match (complete, has_changed) {
        (true, false) => "complete",
        (true, true) => "complete but may have gaps: the list changed while it was read; run it again",
        (false, _) => "not complete",
    };
    let count = text::count(stream.count(), "license");
    let writer = stream.finish(complete)?;
    desk.voice.note(&format!("{count}, {words}"));
    Ok((writer, failed))
}

/// The form that was asked for, else that of the file's name. A table is for looking at: nobody reads it back.
fn format(asked: arguments::Format, file: Option<&Path>) -> Format {
    match asked {
        arguments::Format::Table => file.and_then(Format::of).unwrap_or(Format::Csv),
        arguments::Format::Csv => Format::Csv,
        arguments::Format::Json => Format::Json,
        arguments::Format::Jsonl => Format::Jsonl,
    }
}
