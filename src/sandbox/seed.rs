//! The data that a new database starts with: believable, and the same on each start.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use rusqlite::{Error, Statement, Transaction, ffi, params};
use uuid::Uuid;

use super::vocabulary::{Catalogue, catalogue, first_group, fixed_licenses, seed_scopes};

/// After how many licenses to ask whether anyone still waits for them.
const STRIDE: u32 = 4096;

/// Fills the empty tables: every scope, `licenses` licenses in the first group, a fixed few in the others.
///
/// # Errors
/// Those of the database, and an interruption as soon as `abandoned` says so.
pub(super) fn fill(
    transaction: &Transaction<'_>, licenses: u32, abandoned: impl Fn() -> bool,
) -> rusqlite::Result<()> {
    fill_scopes(transaction)?;
    let mut insert = transaction.prepare(
        "INSERT INTO license_row (id, group_number, sku, name, description, status) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    let mut last_id = 0;
    let mut words = Words { vocabulary: catalogue(), sku: String::new(), name: String::new() };
    for (group, licenses) in std::iter::once((first_group(), licenses)).chain(fixed_licenses()) {
        let number = number_of(group);
        for serial in 1..=licenses {
            if serial % STRIDE == 0 && abandoned() {
                return Err(Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_INTERRUPT), None));
            }
            last_id += 1;
            words.insert(&mut insert, last_id, number, serial)?;
        }
    }
    Ok(())
}

/// The number of a scope is its place in the vocabulary, from 1.
fn number_of(scope: Uuid) -> Option<i64> {
    (1..).zip(seed_scopes()).find(|(_, candidate)| candidate.uuid == scope).map(|(number, _)| number)
}

fn fill_scopes(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO scope (number, uuid, kind, name, parent, group_number) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (number, scope) in (1_i64..).zip(seed_scopes()) {
        insert.execute(params![
            number,
            scope.uuid.to_string(),
            scope.kind.word(),
            scope.name,
            scope.parent.and_then(number_of),
            number_of(scope.group),
        ])?;
    }
    Ok(())
}

/// Puts the words of licenses together, in buffers that are used again for the next one.
struct Words {
    vocabulary: &'static Catalogue,
    sku: String,
    name: String,
}

impl Words {
    fn insert(
        &mut self, insert: &mut Statement<'_>, id: i64, group: Option<i64>, serial: u32,
    ) -> rusqlite::Result<()> {
        let mut dice = Dice::of(serial);
        let product = dice.pick(&self.vocabulary.products);
        let region = dice.pick(&self.vocabulary.regions);
        self.sku.clear();
        self.name.clear();
        // Writing into a string cannot fail.
        let _ = write!(self.sku, "{}-{}-{serial:06}", product.sku, region.sku);
        let _ = write!(self.name, "{} {}", product.name, region.name);
        if dice.chance(2, 3) {
            let _ = write!(self.name, ", {}", dice.pick(&self.vocabulary.editions));
        }
        let description = dice.chance(3, 4).then(|| dice.pick(&product.descriptions));
        let status = if dice.chance(4, 5) { "enabled" } else { "disabled" };
        insert.execute(params![id, group, self.sku, self.name, description, status])?;
        Ok(())
    }
}

/// Chance that falls the same way each time: a few draws from the bits of one mixed number (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn of(serial: u32) -> Self {
        let mut bits = u64::from(serial).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(bits ^ (bits >> 31))
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        let drawn = self.0 % limit;
        self.0 /= limit;
        usize::try_from(drawn).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    fn chance(&mut self, times: usize, out_of: usize) -> bool {
        self.below(out_of) < times
    }
}
