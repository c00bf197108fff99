//! What the server holds, looked up in its database behind its back; and what it should hold by the journal.

use std::{collections::BTreeMap, path::Path};

use lictor::{
    domain::{Entry, License, LicenseId, OperationKind, Standing, Status},
    sandbox::first_group,
};
use rusqlite::Connection;

/// The licenses of the first group.
pub(super) type Licenses = BTreeMap<LicenseId, License>;

/// The database of a sandbox.
pub(super) struct Stored(Connection);

impl Stored {
    pub(super) fn open(file: &Path) -> Self {
        Self(Connection::open(file).expect("the database"))
    }

    pub(super) fn licenses(&self) -> Licenses {
        let text = "SELECT id, name, description, sku, status FROM license WHERE group_uuid = ?1";
        let mut statement = self.0.prepare_cached(text).expect("a statement");
        let rows = statement.query_map([first_group().to_string()], |row| {
            let status: String = row.get(4)?;
            Ok(License {
                id: LicenseId(row.get(0)?),
                name: row.get(1)?,
                description: row.get(2)?,
                sku: row.get(3)?,
                status: Status::from_word(&status),
            })
        });
        rows.expect("rows").map(|row| row.expect("a row")).map(|license| (license.id, license)).collect()
    }
}

/// The licenses after all that the journal says was done.
pub(super) fn replayed(first: &Licenses, entries: &[Entry]) -> Licenses {
    let mut licenses = first.clone();
    for entry in entries.iter().filter(|entry| entry.result == Standing::Done) {
        let id = entry.id.expect("a license");
        match entry.operation {
            OperationKind::Delete => drop(licenses.remove(&id)),
            OperationKind::Create | OperationKind::Update => {
                let after = entry.after.clone().expect("what it became");
                let License { name, description, sku, status, .. } = after.draft().with_id(id);
                licenses.insert(id, License { id, name, description, sku, status });
            }
        }
    }
    licenses
}
