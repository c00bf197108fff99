//! How a planned change stands when it is to be carried out: by what the journal knows of it, and by what the server has
//! of its license.

use hashbrown::{HashMap, HashSet};
use uuid::Uuid;

use crate::domain::{
    journal::{Entry, EntryId, Image, OperationKind, Standing},
    license::{License, LicenseId},
    problem::Problem,
    write::Operation,
};

/// What the journal knows of the changes of a plan.
#[derive(Debug, Default)]
pub struct Before {
    standings: HashMap<Key, Standing>,
}

/// Which change it is: a license has one in a plan, and so has a new SKU.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    New(String),
    License(OperationKind, LicenseId),
}

impl Key {
    fn of(operation: &Operation) -> Self {
        match operation {
            Operation::Create(draft) => Self::New(draft.sku.clone()),
            Operation::Update { seen, .. } => Self::License(OperationKind::Update, seen.id),
            Operation::Delete { seen } => Self::License(OperationKind::Delete, seen.id),
        }
    }

    fn of_entry(entry: &Entry) -> Option<Self> {
        match entry.operation {
            OperationKind::Create => Some(Self::New(entry.sku.clone())),
            kind => entry.id.map(|id| Self::License(kind, id)),
        }
    }
}

impl Before {
    /// What `entries` have of the plan with this number. What was taken back since counts as not done.
    #[must_use]
    pub fn of(plan: Uuid, entries: &[Entry]) -> Self {
        let done = |entry: &&Entry| entry.result == Standing::Done;
        let undone: HashSet<EntryId> = entries.iter().filter(done).filter_map(|entry| entry.undoes).collect();
        let mut standings: HashMap<Key, Standing> = HashMap::new();
        let of_plan = entries.iter().filter(|entry| entry.step == Some(plan) && entry.undoes.is_none());
        for entry in of_plan.filter(|entry| !undone.contains(&entry.entry)) {
            if let Some(key) = Key::of_entry(entry) {
                let known = standings.entry(key).or_insert(entry.result);
                // What was made once is made, whatever came of other tries.
                if weight(entry.result) > weight(*known) {
                    *known = entry.result;
                }
            }
        }
        Self { standings }
    }

    /// What became of a change that is not to be sent again; none where it can be.
    #[must_use]
    pub fn standing(&self, operation: &Operation) -> Option<Standing> {
        let standing = self.standings.get(&Key::of(operation)).copied()?;
        (weight(standing) > 0).then_some(standing)
    }
}

/// What tells most of whether a change was made.
fn weight(standing: Standing) -> u8 {
    match standing {
        Standing::Done => 3,
        Standing::Different => 2,
        Standing::Unknown => 1,
        Standing::Refused | Standing::NotDone => 0,
    }
}

/// How a change stands before the licenses that there are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stance {
    /// The license is as it was seen.
    Ready,
    /// There is nothing left to do.
    SoAlready,
    /// The license is not as it was seen any more.
    Stale(Problem),
}

/// The licenses that there are now.
#[derive(Debug)]
pub struct Present<'a> {
    by_id: HashMap<LicenseId, &'a License>,
    by_sku: HashMap<&'a str, &'a License>,
}

impl<'a> Present<'a> {
    /// Looks at all licenses of the scope.
    #[must_use]
    pub fn of(licenses: &'a [License]) -> Self {
        Self {
            by_id: licenses.iter().map(|license| (license.id, license)).collect(),
            by_sku: licenses.iter().map(|license| (license.sku.as_str(), license)).collect(),
        }
    }

    /// How a change stands.
    #[must_use]
    pub fn stance(&self, operation: &Operation) -> Stance {
        match operation {
            Operation::Create(draft) => match self.by_sku.get(draft.sku.as_str()) {
                None => Stance::Ready,
                Some(now) => between(&Image::from(draft.clone()), None, now),
            },
            Operation::Update { seen, change } => match self.by_id.get(&seen.id) {
                None => Stance::Stale(gone(seen)),
                Some(now) => between(&Image::from(change.applied_to(seen)), Some(seen), now),
            },
            Operation::Delete { seen } => match self.by_id.get(&seen.id) {
                None => Stance::SoAlready,
                Some(now) => seen_or_stale(seen, now),
            },
        }
    }
}

fn between(wanted: &Image, seen: Option<&License>, now: &License) -> Stance {
    let differences = wanted.differences_from(&Image::from(now.clone()));
    match seen {
        _ if differences.is_empty() => Stance::SoAlready,
        Some(seen) => seen_or_stale(seen, now),
        None => Stance::Stale(Problem::Conflict { fields: differences, now: Box::new(now.clone()) }),
    }
}

fn seen_or_stale(seen: &License, now: &License) -> Stance {
    let fields = seen.differences_from(now);
    if fields.is_empty() {
        return Stance::Ready;
    }
    Stance::Stale(Problem::Conflict { fields, now: Box::new(now.clone()) })
}

fn gone(seen: &License) -> Problem {
    Problem::NotFound {
        what: format!("license {}", seen.id),
        reason: Some("it was deleted since it was planned".to_owned()),
    }
}

#[cfg(test)]
mod tests;
