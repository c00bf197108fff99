//! A file that is whole or not there. Uses tempfile for what is not whole yet.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// A file on its way. It takes the place of another, or of none, when it is finished; dropped before, it was never
/// there.
#[derive(Debug)]
pub struct WholeFile {
    path: PathBuf,
    beside: BufWriter<NamedTempFile>,
}

impl WholeFile {
    /// Begins a file beside the one that it will be, its owner's only. Its name says that it is not whole.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let directory = directory.map_or_else(|| PathBuf::from("."), Path::to_owned);
        let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?;
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let prefix = format!(".{}.", name.to_string_lossy());
        let beside = tempfile::Builder::new().prefix(&prefix).suffix(".part").tempfile_in(directory)?;
        Ok(Self { path: path.to_owned(), beside: BufWriter::new(beside) })
    }

    /// Where it is while it is not whole.
    #[must_use]
    pub fn unfinished(&self) -> &Path {
        self.beside.get_ref().path()
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// What the system says; what was there before still is.
    pub fn finish(self) -> io::Result<()> {
        let beside = self.beside.into_inner().map_err(io::IntoInnerError::into_error)?;
        beside.as_file().sync_all()?;
        beside.persist(self.path).map(drop).map_err(|error| error.error)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.beside.write(bytes)
    }

    /// Nobody reads it before it is whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
