//! Files that the operator names: exports are written and plans are read on threads of their own, so that no key waits
//! for a disk.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use tokio::task::JoinSet;

use crate::{
    app::{
        Msg,
        export::{Export, Exported},
    },
    export::{Format, Stream, WholeFile},
    store,
};

/// Licenses that are written into a file before it is looked at how that goes.
const AT_ONCE: usize = 1_000;

/// What is being read and written.
#[derive(Default)]
pub(super) struct Filing {
    under_way: JoinSet<Msg>,
}

impl Filing {
    /// Writes licenses into a file; [`Msg::Exported`] comes of it.
    pub(super) fn export(&mut self, export: Box<Export>) {
        self.under_way.spawn_blocking(move || {
            let result =
                guarded(|| write(&export).unwrap_or_else(|error| Exported::Failed(error.to_string())));
            let result = result.unwrap_or_else(Exported::Failed);
            Msg::Exported { export, result }
        });
    }

    /// Reads a plan from a file; [`Msg::PlanRead`] comes of it.
    pub(super) fn read_plan(&mut self, file: String) {
        self.under_way.spawn_blocking(move || {
            let plan = guarded(|| store::read_plan(&place(&file))).flatten();
            Msg::PlanRead(file, plan.map(Box::new))
        });
    }

    /// What came of the next that is done; none when nothing is under way.
    pub(super) async fn done(&mut self) -> Option<Msg> {
        self.under_way.join_next().await?.ok()
    }
}

/// What work on a file leads to. A panic ends that work and nothing else.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    // What the panic leaves behind is thrown away.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| "the work on the file panicked".to_owned())
}

fn write(export: &Export) -> io::Result<Exported> {
    let path = place(&export.file);
    if !export.replace && path.exists() {
        return Ok(Exported::IsThere);
    }
    let format = Format::of(&path).unwrap_or(Format::Csv);
    let mut stream = Stream::new(format, WholeFile::begin(&path)?);
    let mut licenses = export.licenses().peekable();
    while licenses.peek().is_some() {
        stream.take(licenses.by_ref().take(AT_ONCE).collect())?;
    }
    stream.finish(export.complete)?.finish()?;
    Ok(Exported::Written)
}

/// The place of a file: a `~` in front is the operator's home, as in a shell.
fn place(file: &str) -> PathBuf {
    let home = file.strip_prefix("~/").and_then(|rest| Some((std::env::home_dir()?, rest)));
    home.map_or_else(|| Path::new(file).to_owned(), |(home, rest)| home.join(rest))
}

#[cfg(test)]
mod tests;
