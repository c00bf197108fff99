//! `export`: all licenses of a scope, into a file that is whole or not there, or to standard output.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    api::Listing,
    cli::{
        arguments::{Export, Format},
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
        output::Stream,
    },
    domain::Problem,
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
    let unwritable = |error: &io::Error| {
        Failure::refused(format!("{} cannot be written: {error}", path.display()), NOTHING_SENT)
    };
    let beside = beside(path).map_err(|error| unwritable(&error))?;
    // A signal ends the program without further ado.
    desk.interruption.removes(Some(beside.path().to_owned()));
    let written = write(desk, format, beside, path).await;
    desk.interruption.removes(None);
    written
}

async fn write(desk: &Desk<'_>, format: Format, beside: NamedTempFile, path: &Path) -> Result<Exit, Failure> {
    let (writer, failed) = read(desk, Stream::new(format, BufWriter::new(beside))).await?;
    if let Some(problem) = failed {
        desk.voice.note(&format!("{} is as it was", path.display()));
        return Err(problem.into());
    }
    let put = || -> io::Result<()> {
        let beside = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        beside.as_file().sync_all()?;
        beside.persist(path).map(drop).map_err(|error| error.error)
    };
    put().map_err(|error| Failure::Other(format!("{} cannot be written: {error}", path.display())))?;
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
        desk.voice.progress(&format!("{} read", stream.len()));
    }
    let complete = listing.is_complete();
    let read = usize::try_from(stream.len()).ok();
    let has_changed = stream.has_repeated() || listing.has_changed(read);
    let words = match (complete, has_changed) {
        (true, false) => "complete",
        (true, true) => "complete but may have gaps: the list changed while it was read; run it again",
        (false, _) => "not complete",
    };
    let count = text::count(stream.len(), "license");
    let writer = stream.finish(complete)?;
    desk.voice.note(&format!("{count}, {words}"));
    Ok((writer, failed))
}

/// The form that was asked for, else that of the file's name. A table is for looking at: nobody reads it back.
fn format(asked: Format, file: Option<&Path>) -> Format {
    let ending = file.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    match (asked, ending.as_deref()) {
        (Format::Table, Some("json")) => Format::Json,
        (Format::Table, Some("jsonl" | "ndjson")) => Format::Jsonl,
        (Format::Table, _) => Format::Csv,
        (asked, _) => asked,
    }
}

/// A file beside another, its owner's only. Its name says that it is not whole.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.map_or_else(|| PathBuf::from("."), Path::to_owned);
    let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?;
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let prefix = format!(".{}.", name.to_string_lossy());
    tempfile::Builder::new().prefix(&prefix).suffix(".part").tempfile_in(directory)
}
