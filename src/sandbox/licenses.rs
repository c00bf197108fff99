//! The licenses of a group: list, read one, create, modify, delete (section 1 of the API).

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};
use serde::Serialize;

use super::checks::{Change, Draft, Status};
use super::pages;
use super::query::Page;
use super::refusal::Refusal;

/// What a license says; a read of one is exactly this.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct License {
    name: String,
    /// None where none was ever given: `null` in JSON.
    description: Option<String>,
    sku: String,
    status: String,
}

/// A license in a list.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
    pub(super) id: i64,
    #[serde(flatten)]
    pub(super) license: License,
}

/// The answer to a create.
#[derive(Debug, Serialize)]
pub(super) struct Created {
    pub(super) id: i64,
}

impl License {
    /// Reads `name, description, sku, status` from the given column on.
    fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            name: row.get(first)?,
            description: row.get(first + 1)?,
            sku: row.get(first + 2)?,
            status: row.get(first + 3)?,
        })
    }
}

/// The rows of a page, by id, after those that `start` skips.
pub(super) const PAGE: &str = "SELECT id, name, description, sku, status FROM license_row
     WHERE group_number = ? AND id >= ? ORDER BY id LIMIT ? OFFSET ?";

/// One page of the group's licenses in the order of their ids, and how many there are in all.
pub(super) fn list(
    connection: &mut Connection, group: i64, page: Page,
) -> Result<(i64, Vec<Listed>), Refusal> {
    // Both in one transaction, so that another program's write cannot come between them.
    let transaction = connection.transaction()?;
    let total = pages::total(&transaction, group)?;
    let Some(start) = pages::seek(&transaction, group, page.records_before())? else {
        return Ok((total, Vec::new()));
    };
    let mut rows = transaction.prepare_cached(PAGE)?;
    let licenses = rows
        .query_map(params![group, start.id, page.size, start.skip], |row| {
            Ok(Listed { id: row.get(0)?, license: License::from_row(row, 1)? })
        })?
        .collect::<Result<_, _>>()?;
    Ok((total, licenses))
}

/// One license of the group.
pub(super) fn read(connection: &Connection, group: i64, id: i64) -> Result<License, Refusal> {
    connection
        .prepare_cached(
            "SELECT name, description, sku, status FROM license_row WHERE id = ? AND group_number = ?",
        )?
        .query_row([id, group], |row| License::from_row(row, 0))
        .optional()?
        .ok_or_else(|| no_license(id))
}

/// Adds a license to the group, unless its SKU is taken there.
pub(super) fn create(connection: &mut Connection, group: i64, draft: &Draft) -> Result<Created, Refusal> {
    let transaction = begin_write(connection)?;
    let taken: Option<i64> = transaction
        .prepare_cached("SELECT id FROM license_row WHERE group_number = ? AND sku = ?")?
        .query_row(params![group, draft.sku], |row| row.get(0))
        .optional()?;
    if let Some(id) = taken {
        return Err(Refusal::rejected("sku", format!("already used by license {id} in this group")));
    }
    let id = transaction
        .prepare_cached(
            "INSERT INTO license_row (group_number, sku, name, description, status) VALUES (?, ?, ?, ?, ?)",
        )?
        .insert(params![group, draft.sku, draft.name, draft.description, draft.status.word()])?;
    transaction.commit()?;
    Ok(Created { id })
}

/// Sets what the change names in a license of the group.
pub(super) fn update(
    connection: &mut Connection, group: i64, id: i64, change: &Change,
) -> Result<(), Refusal> {
    let transaction = begin_write(connection)?;
    let changed = transaction
        .prepare_cached(
            "UPDATE license_row SET name = coalesce(?, name), description = coalesce(?, description),
             status = coalesce(?, status) WHERE id = ? AND group_number = ?",
        )?
        .execute(params![change.name, change.description, change.status.map(Status::word), id, group])?;
    transaction.commit()?;
    if changed == 0 { Err(no_license(id)) } else { Ok(()) }
}

/// Removes a license from the group.
pub(super) fn delete(connection: &mut Connection, group: i64, id: i64) -> Result<(), Refusal> {
    let transaction = begin_write(connection)?;
    let deleted = transaction
        .prepare_cached("DELETE FROM license_row WHERE id = ? AND group_number = ?")?
        .execute([id, group])?;
    transaction.commit()?;
    if deleted == 0 { Err(no_license(id)) } else { Ok(()) }
}

/// Takes the write lock at once, so that what is read in between stays true.
fn begin_write(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

fn no_license(id: i64) -> Refusal {
    Refusal::no_such("license", format_args!("{id} in this group"))
}
