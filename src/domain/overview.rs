//! What licenses look like from afar: how many are enabled and disabled in each scope, which SKUs there are most of,
//! and on which days something was changed.

use std::{cmp::Reverse, collections::BTreeMap};

use hashbrown::HashMap;

use super::{
    journal::Entry,
    license::{License, Status},
    scope::{Scope, ScopeEntry},
};

/// How many licenses have which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statuses {
    /// Enabled ones.
    pub enabled: u64,
    /// Disabled ones.
    pub disabled: u64,
    /// Those with a status that the API does not document.
    pub other: u64,
}

impl Statuses {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.enabled + self.disabled + self.other
    }

    /// The counts in words: "12 licenses: 9 enabled, 3 disabled".
    #[must_use]
    pub fn in_words(&self) -> String {
        let plural = if self.total() == 1 { "" } else { "s" };
        let counts = [(self.enabled, "enabled"), (self.disabled, "disabled"), (self.other, "otherwise")];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        let told: Vec<String> = told.map(|(count, word)| format!("{count} {word}")).collect();
        let between = if told.is_empty() { "" } else { ": " };
        format!("{} license{plural}{between}{}", self.total(), told.join(", "))
    }

    fn count(&mut self, status: &Status) {
        *match status {
            Status::Enabled => &mut self.enabled,
            Status::Disabled => &mut self.disabled,
            Status::Other(_) => &mut self.other,
        } += 1;
    }
}

/// What was counted so far.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    scopes: Vec<(ScopeEntry, Statuses)>,
    places: HashMap<Scope, usize>,
    families: HashMap<String, u64>,
}

impl Overview {
    /// Counts a license of a scope.
    pub fn count(&mut self, entry: &ScopeEntry, license: &License) {
        let place = *self.places.entry(entry.scope).or_insert_with(|| {
            self.scopes.push((entry.clone(), Statuses::default()));
            self.scopes.len() - 1
        });
        self.scopes[place].1.count(&license.status);
        let family = family(&license.sku);
        match self.families.get_mut(family) {
            Some(count) => *count += 1,
            None => drop(self.families.insert(family.to_owned(), 1)),
        }
    }

    /// The scopes with what they have, those with most licenses first.
    #[must_use]
    pub fn by_scope(&self) -> Vec<(&ScopeEntry, Statuses)> {
        let mut scopes: Vec<_> = self.scopes.iter().map(|(entry, statuses)| (entry, *statuses)).collect();
        scopes.sort_by_key(|(_, statuses)| Reverse(statuses.total()));
        scopes
    }

    /// The families of SKUs with how many licenses each has, the largest first. A family is a SKU without the number
    /// that it ends in, as `DR-FAX-DE` for `DR-FAX-DE-000018`.
    #[must_use]
    pub fn by_sku(&self) -> Vec<(&str, u64)> {
        let mut families: Vec<_> =
            self.families.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        families.sort_by_key(|(name, count)| (Reverse(*count), *name));
        families
    }

    /// What all scopes have together.
    #[must_use]
    pub fn in_all(&self) -> Statuses {
        self.scopes.iter().fold(Statuses::default(), |sum, (_, statuses)| Statuses {
            enabled: sum.enabled + statuses.enabled,
            disabled: sum.disabled + statuses.disabled,
            other: sum.other + statuses.other,
        })
    }
}

/// A SKU without the number that it ends in.
fn family(sku: &str) -> &str {
    match sku.rsplit_once('-') {
        Some((family, number)) if !family.is_empty() && is_number(number) => family,
        _ => sku,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// On which days changes were made, and how many, the latest day last; days are those of the journal's times (UTC).
#[must_use]
pub fn changes_by_day(entries: &[Entry]) -> Vec<(String, u64)> {
    let mut days: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in entries {
        *days.entry(entry.time.get(..DAY).unwrap_or(&entry.time)).or_default() += 1;
    }
    days.into_iter().map(|(day, count)| (day.to_owned(), count)).collect()
}

/// The letters of a date, such as 2026-03-04.
const DAY: usize = 10;

#[cfg(test)]
mod tests;
