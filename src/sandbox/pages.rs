//! Finds a page of a group's licenses without counting the rows before it.
//!
//! Tokens carry page numbers and licenses get deleted, so the first record of page *n* is whichever has that rank
//! now. The `tally` table knows how many licenses a group has among each 65,536 and each 256 consecutive ids (its
//! triggers keep it right); adding up a few hundred of those leads to the 256 ids that hold the rank, and the rest is
//! a range scan. The last page of a million costs what the first does.

#[cfg(test)]
mod tests;

use rusqlite::{Connection, params};

/// Ids that share these many low bits' worth of a bucket: the coarse and the fine level of the tally.
const COARSE: i64 = 16;
const FINE: i64 = 8;

/// Where a rank is found: `skip` records after the first with at least this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) id: i64,
    pub(super) skip: i64,
}

/// Adds up a group's tally at one level.
pub(super) const TOTAL: &str =
    "SELECT coalesce(sum(licenses), 0) FROM tally WHERE group_number = ? AND shift = ?";

/// The tally of a group at one level, between two buckets.
pub(super) const BUCKETS: &str = "SELECT bucket, licenses FROM tally
     WHERE group_number = ? AND shift = ? AND bucket BETWEEN ? AND ? ORDER BY bucket";

/// How many licenses the group has.
pub(super) fn total(connection: &Connection, group: i64) -> rusqlite::Result<i64> {
    connection.prepare_cached(TOTAL)?.query_row(params![group, COARSE], |row| row.get(0))
}

/// Where the record with so many before it in its group is; `None` if the group has no more than those.
pub(super) fn seek(connection: &Connection, group: i64, rank: i64) -> rusqlite::Result<Option<Start>> {
    let Some(coarse) = descend(connection, group, COARSE, Start { id: 0, skip: rank }, i64::MAX)? else {
        return Ok(None);
    };
    descend(connection, group, FINE, coarse, coarse.id + (1 << COARSE))
}

/// Passes over the buckets of one level that lie entirely before the rank; ids from `from.id` up to `end`.
fn descend(
    connection: &Connection, group: i64, shift: i64, from: Start, end: i64,
) -> rusqlite::Result<Option<Start>> {
    let mut buckets = connection.prepare_cached(BUCKETS)?;
    let mut rows = buckets.query(params![group, shift, from.id >> shift, (end - 1) >> shift])?;
    let mut skip = from.skip;
    while let Some(row) = rows.next()? {
        let (bucket, licenses): (i64, i64) = (row.get(0)?, row.get(1)?);
        if skip < licenses {
            return Ok(Some(Start { id: bucket << shift, skip }));
        }
        skip -= licenses;
    }
    Ok(None)
}
