//! What leads from the licenses that a scope has to those that a list wants.
//!
//! A row of the list means the license with its id, else the one with its SKU; a row with neither is a new license.
//! What a row does not say stays as it is.

mod carrying_out;
mod matching;

use uuid::Uuid;

use super::{
    license::{Change, Draft, License, LicenseId, Status},
    rules::{self, Fault},
    scope::Scope,
    write::Operation,
};

pub use carrying_out::{Before, Present, Stance};
pub use matching::compare;

/// A row of a list: a license as it is wanted. What is `None` is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where the row stands in the list, for people: a line, or the number of an element.
    pub place: u64,
    /// The license's id.
    pub id: Option<LicenseId>,
    /// Its SKU; an empty one is not said.
    pub sku: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its description; an empty one is the same as none.
    pub description: Option<String>,
    /// Its status; an empty one is not said.
    pub status: Option<String>,
}

/// A row that cannot be carried out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Where it stands.
    pub place: u64,
    /// What is wrong, for people.
    pub message: String,
}

/// What a list leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What has to be done, in the order of the list; what goes comes last.
    pub operations: Vec<Operation>,
    /// How many licenses are as they are wanted.
    pub unchanged: u64,
    /// How many licenses are not in the list, and stay because nobody asked for them to go.
    pub left_alone: u64,
}

/// A comparison that is kept, to be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its number: the step of the journal that all its changes belong to.
    pub id: Uuid,
    /// When it was made (RFC 3339).
    pub made: String,
    /// The server that it was compared with.
    pub origin: String,
    /// The service provider's instance there.
    pub instance: String,
    /// The scope.
    pub scope: Scope,
    /// What has to be done, each with the license as it was seen.
    pub operations: Vec<Operation>,
}

/// How many of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New licenses.
    pub create: usize,
    /// Changed ones.
    pub update: usize,
    /// Those that go.
    pub delete: usize,
}

impl Counts {
    /// The counts of some operations.
    #[must_use]
    pub fn of(operations: &[Operation]) -> Self {
        let mut counts = Self::default();
        for operation in operations {
            *match operation {
                Operation::Create(_) => &mut counts.create,
                Operation::Update { .. } => &mut counts.update,
                Operation::Delete { .. } => &mut counts.delete,
            } += 1;
        }
        counts
    }

    /// The counts in words: "3 to create, 2 to update, 1 to delete".
    #[must_use]
    pub fn in_words(&self) -> String {
        let counts = [(self.create, "create"), (self.update, "update"), (self.delete, "delete")];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, word)| format!("{count} to {word}")).collect::<Vec<_>>().join(", ")
    }
}

impl Wanted {
    /// What leads from `current` to what is wanted; nothing where it is so already. What stays as it is is not looked
    /// at, whatever it is like.
    fn change(&self, current: &License) -> Result<Change, Fault> {
        let mut wanted = current.clone();
        if let Some(name) = self.name.as_ref().filter(|name| **name != current.name) {
            wanted.name = rules::name(name)?;
        }
        let description = current.description.as_deref().unwrap_or_default();
        if let Some(text) = self.description.as_ref().filter(|text| *text != description) {
            wanted.description = Some(rules::description(text)?);
        }
        let said = self.status.as_ref().filter(|status| !status.is_empty());
        if let Some(status) = said.filter(|status| *status != current.status.word()) {
            wanted.status = rules::status(status)?;
        }
        Ok(Change::between(current, &wanted))
    }

    fn draft(&self) -> Result<Draft, Fault> {
        let sku = rules::sku(self.sku.as_deref().unwrap_or_default())?;
        let name = rules::name(self.name.as_deref().unwrap_or_default())?;
        let description = self.description.as_deref().filter(|text| !text.is_empty());
        let description = description.map(rules::description).transpose()?;
        let status = self.status.as_deref().filter(|status| !status.is_empty());
        let status = status.map(rules::status).transpose()?.unwrap_or(Status::Enabled);
        Ok(Draft { sku, name, description, status })
    }
}

#[cfg(test)]
mod tests;
