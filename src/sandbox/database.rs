//! The database: how its file is opened, what its tables are, and who may use it when.
//!
//! One connection behind a lock serves every request; `SQLite` would let only one write anyway. Each write is
//! committed before it is answered, so that another program may look into the file at any time.

use std::fmt;
use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, InterruptHandle};

use super::refusal::Refusal;
use super::seed;
use super::start_error::StartError;

/// Marks a file as ours (`PRAGMA application_id`): "LICT".
const APPLICATION: i32 = 0x4c49_4354;

/// The version of the tables (`PRAGMA user_version`).
const VERSION: i32 = 1;

/// How long a statement waits for another program that writes to the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// The tables. `license` is what other programs read; `license_row` spares it a UUID in each row.
///
/// `tally` counts the licenses of a group by the high bits of their ids (`id >> shift`), which is how a page far down
/// a listing is found; see `pages`.
const TABLES: &str = "
    CREATE TABLE scope (
        number INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        parent INTEGER REFERENCES scope,
        group_number INTEGER NOT NULL REFERENCES scope
    );
    CREATE TABLE license_row (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        group_number INTEGER NOT NULL,
        sku TEXT NOT NULL,
        name TEXT NOT NULL,
        description TEXT,
        status TEXT NOT NULL
    );
    CREATE TABLE tally (
        group_number INTEGER NOT NULL,
        shift INTEGER NOT NULL,
        bucket INTEGER NOT NULL,
        licenses INTEGER NOT NULL,
        PRIMARY KEY (group_number, shift, bucket)
    ) WITHOUT ROWID;
    CREATE VIEW license AS
        SELECT id, uuid AS group_uuid, sku, license_row.name AS name, description, status
        FROM license_row JOIN scope ON scope.number = license_row.group_number;
";

/// What is cheaper to make after the bulk of the rows than along with them.
const INDEXES: &str = "
    CREATE INDEX license_of_group ON license_row (group_number);
    CREATE UNIQUE INDEX sku_of_group ON license_row (group_number, sku);
    INSERT INTO tally SELECT group_number, 8, id >> 8, count(*) FROM license_row GROUP BY 1, 3;
    INSERT INTO tally SELECT group_number, 16, bucket >> 8, sum(licenses) FROM tally GROUP BY 1, 3;
    CREATE TRIGGER license_came AFTER INSERT ON license_row BEGIN
        INSERT INTO tally VALUES (new.group_number, 8, new.id >> 8, 1), (new.group_number, 16, new.id >> 16, 1)
            ON CONFLICT DO UPDATE SET licenses = licenses + 1;
    END;
    CREATE TRIGGER license_went AFTER DELETE ON license_row BEGIN
        UPDATE tally SET licenses = licenses - 1
            WHERE group_number = old.group_number AND shift = 8 AND bucket = old.id >> 8;
        UPDATE tally SET licenses = licenses - 1
            WHERE group_number = old.group_number AND shift = 16 AND bucket = old.id >> 16;
        DELETE FROM tally WHERE group_number = old.group_number AND licenses = 0
            AND ((shift = 8 AND bucket = old.id >> 8) OR (shift = 16 AND bucket = old.id >> 16));
    END;
";

/// A connection that may still have to be filled.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// Whether the data is there already.
    pub(super) seeded: bool,
}

/// Opens the file, or a database in memory, and makes sure that it is ours or empty.
pub(super) fn open(path: Option<&Path>) -> Result<Opened, StartError> {
    let unusable = |reason: String| StartError::Database { path: path.map(Path::to_path_buf), reason };
    let connection = match path {
        None => Connection::open_in_memory(),
        Some(path) => {
            create(path).map_err(|error| unusable(error.to_string()))?;
            Connection::open(path)
        }
    };
    let connection = connection.map_err(|error| unusable(error.to_string()))?;
    let seeded = prepare(&connection).map_err(|error| match (path, error.sqlite_error_code()) {
        (Some(path), Some(ErrorCode::NotADatabase)) => StartError::NotOurs { path: path.to_path_buf() },
        _ => unusable(error.to_string()),
    })?;
    match (seeded, path) {
        (Some(seeded), _) => Ok(Opened { connection, seeded }),
        (None, path) => Err(StartError::NotOurs { path: path.map(PathBuf::from).unwrap_or_default() }),
    }
}

/// Makes the file if there is none, for its owner only, and finds out early whether it may be written.
fn create(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path).map(drop)
}

/// Whether the database holds our data already; `None` if it holds something else.
fn prepare(connection: &Connection) -> rusqlite::Result<Option<bool>> {
    connection.busy_timeout(PATIENCE)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A killed server must not leave half a group behind; a lost power supply may.
    connection.pragma_update(None, "synchronous", "OFF")?;
    match (tables, application, version) {
        (0, 0, 0) => Ok(Some(false)),
        (_, APPLICATION, VERSION) => {
            write_ahead(connection)?;
            Ok(Some(true))
        }
        _ => Ok(None),
    }
}

/// Lets others read while we write.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
}

/// Makes the tables and fills them, all or nothing.
pub(super) fn fill(
    connection: &mut Connection, licenses: u32, abandoned: impl Fn() -> bool,
) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -65_536)?;
    let transaction = connection.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.execute_batch(TABLES)?;
    seed::fill(&transaction, licenses, abandoned)?;
    transaction.execute_batch(INDEXES)?;
    transaction.commit()?;
    write_ahead(connection)
}

/// The connection, for one request at a time, once the data is in place.
#[derive(Default)]
pub(super) struct Database {
    state: Mutex<State>,
    settled: Condvar,
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Database").finish_non_exhaustive()
    }
}

#[derive(Default)]
enum State {
    /// Not opened yet.
    #[default]
    Closed,
    /// Being filled, outside the lock. The handle ends that.
    Filling(InterruptHandle),
    Ready(Connection),
    /// It could not be filled, or the server stopped.
    Gone(String),
}

impl Database {
    /// Fills the connection if need be and lets the requests in.
    pub(super) fn settle(&self, mut opened: Opened, licenses: u32) {
        if !opened.seeded {
            self.become_unless_gone(State::Filling(opened.connection.get_interrupt_handle()));
            let outcome = fill(&mut opened.connection, licenses, || matches!(*self.lock(), State::Gone(_)));
            if let Err(error) = outcome {
                self.leave(&error.to_string());
                return;
            }
        }
        self.become_unless_gone(State::Ready(opened.connection));
    }

    /// Blocks until the data is in place, or says why it never will be.
    pub(super) fn wait(&self) -> Result<(), String> {
        match &*self.settled() {
            State::Gone(reason) => Err(reason.clone()),
            State::Closed | State::Filling(_) | State::Ready(_) => Ok(()),
        }
    }

    /// Does one request's work, as soon as the data is in place and no other request is at it. Blocks.
    pub(super) fn work<T>(
        &self, task: impl FnOnce(&mut Connection) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        match &mut *self.settled() {
            State::Ready(connection) => task(connection),
            State::Gone(reason) => Err(Refusal::Broken(reason.clone())),
            State::Closed | State::Filling(_) => {
                Err(Refusal::Broken("the data is not in place yet".to_owned()))
            }
        }
    }

    /// Closes the connection for good, ends the filling, and turns away whoever waits.
    pub(super) fn leave(&self, reason: &str) {
        if let State::Filling(handle) = &*self.lock() {
            handle.interrupt();
        }
        self.become_unless_gone(State::Gone(reason.to_owned()));
    }

    fn become_unless_gone(&self, next: State) {
        let mut state = self.lock();
        if !matches!(*state, State::Gone(_)) {
            *state = next;
        }
        self.settled.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A request that panicked has lost its transaction, not the connection.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settled(&self) -> MutexGuard<'_, State> {
        self.settled
            .wait_while(self.lock(), |state| matches!(state, State::Closed | State::Filling(_)))
            .unwrap_or_else(PoisonError::into_inner)
    }
}
