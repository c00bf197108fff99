//! Two scopes side by side, license by license. What a license is in both, its SKU says: ids differ from scope to scope.
//!
//! Where several licenses of a scope have the same SKU, those that are alike in both scopes belong together first, and
//! of the rest the first here and the first there.

use hashbrown::HashMap;

use super::{
    license::{Change, Draft, Field, FieldChange, License},
    write::Operation,
};

/// What two scopes have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Licenses that only the first has.
    pub only_a: Vec<License>,
    /// Licenses that only the second has.
    pub only_b: Vec<License>,
    /// Licenses that both have, and that differ.
    pub different: Vec<Pair>,
    /// How many are alike in both.
    pub same: u64,
}

/// A license of the first scope and the one of the second that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// That of the first.
    pub a: License,
    /// That of the second.
    pub b: License,
}

impl Pair {
    /// The fields that differ: `before` as in the first, `after` as in the second.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let differences = self.a.differences_from(&self.b).into_iter();
        differences.filter(|change| change.field != Field::Sku).collect()
    }
}

impl Comparison {
    /// What gives the second scope what the first has: licenses that it lacks, and the values of those that differ.
    /// What only the second has stays.
    #[must_use]
    pub fn what_b_lacks(&self) -> Vec<Operation> {
        let new = self.only_a.iter().cloned().map(|license| {
            let License { id: _, name, description, sku, status } = license;
            Operation::Create(Draft { sku, name, description, status })
        });
        let changed = self.different.iter().map(|Pair { a, b }| {
            let wanted = License { id: b.id, ..a.clone() };
            Operation::Update { seen: b.clone(), change: Change::between(b, &wanted) }
        });
        new.chain(changed).collect()
    }

    /// Whether there is no difference.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.only_a.is_empty() && self.only_b.is_empty() && self.different.is_empty()
    }
}

/// Compares the licenses of two scopes.
#[must_use]
pub fn compare(a: Vec<License>, b: Vec<License>) -> Comparison {
    let mut comparison = Comparison::default();
    let mut others: HashMap<String, Vec<License>> = HashMap::new();
    let mut skus: Vec<String> = Vec::new();
    for license in b {
        let known = others.entry(license.sku.clone()).or_insert_with(|| {
            skus.push(license.sku.clone());
            Vec::new()
        });
        known.push(license);
    }
    let mut unlike: Vec<License> = Vec::new();
    for license in a {
        let candidates = others.get_mut(&license.sku);
        let alike = candidates.and_then(|candidates| {
            let place = candidates.iter().position(|other| is_alike(&license, other))?;
            Some(candidates.remove(place))
        });
        match alike {
            Some(_) => comparison.same += 1,
            None => unlike.push(license),
        }
    }
    for license in unlike {
        match others.get_mut(&license.sku).filter(|candidates| !candidates.is_empty()) {
            Some(candidates) => comparison.different.push(Pair { a: license, b: candidates.remove(0) }),
            None => comparison.only_a.push(license),
        }
    }
    let rest = skus.into_iter().filter_map(|sku| others.remove(&sku));
    comparison.only_b = rest.flatten().collect();
    comparison
}

fn is_alike(a: &License, b: &License) -> bool {
    a.differences_from(b).is_empty()
}

#[cfg(test)]
mod tests;
