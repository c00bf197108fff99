//! Planned changes as rows.

use std::borrow::Cow;

use serde::Serialize;

use super::record::{Column, Place, Record};
use crate::domain::{Field, FieldChange, License, LicenseId, Operation, plan::Counts};

/// What is going to be done with one license.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Planned {
    operation: &'static str,
    id: Option<LicenseId>,
    sku: String,
    fields: Vec<Difference>,
}

/// A field, as it is and as it will be.
#[derive(Debug, Serialize)]
struct Difference {
    field: &'static str,
    before: String,
    after: String,
}

impl From<FieldChange> for Difference {
    fn from(FieldChange { field, before, after }: FieldChange) -> Self {
        Self { field: field.word(), before, after }
    }
}

impl Planned {
    /// The row of an operation.
    pub(in crate::cli) fn of(operation: &Operation) -> Self {
        match operation {
            Operation::Create(draft) => {
                let license = draft.clone().with_id(LicenseId(0));
                Self { operation: "create", id: None, sku: draft.sku.clone(), fields: all_of(&license, true) }
            }
            Operation::Update { seen, change } => Self {
                operation: "update",
                id: Some(seen.id),
                sku: seen.sku.clone(),
                fields: change.fields().into_iter().map(Difference::from).collect(),
            },
            Operation::Delete { seen } => Self {
                operation: "delete",
                id: Some(seen.id),
                sku: seen.sku.clone(),
                fields: all_of(seen, false),
            },
        }
    }

    fn change(&self) -> String {
        let words = self.fields.iter().map(|Difference { field, before, after }| match self.operation {
            "create" => format!("{field}: \"{after}\""),
            "delete" => format!("{field}: \"{before}\""),
            _ => format!("{field}: \"{before}\" → \"{after}\""),
        });
        words.collect::<Vec<_>>().join("; ")
    }
}

/// The fields of a license that comes or goes, but for its SKU, which stands beside them.
fn all_of(license: &License, comes: bool) -> Vec<Difference> {
    let said = [Field::Name, Field::Description, Field::Status].into_iter();
    said.filter(|field| !license.text(*field).is_empty())
        .map(|field| {
            let (text, nothing) = (license.text(field).to_owned(), String::new());
            let (before, after) = if comes { (nothing, text) } else { (text, nothing) };
            Difference { field: field.word(), before, after }
        })
        .collect()
}

impl Record for Planned {
    type Key = (Option<LicenseId>, String);
    const COLUMNS: &'static [Column] = &[
        Column::new("operation", Place::Whole),
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Whole),
        Column::new("change", Place::Cut),
    ];

    fn key(&self) -> Self::Key {
        (self.id, self.sku.clone())
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.operation.into(),
            self.id.map(|id| id.to_string()).unwrap_or_default().into(),
            self.sku.as_str().into(),
            self.change().into(),
        ]
    }
}

/// A plan as one JSON document.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct PlannedChanges<'a> {
    plan: Option<String>,
    create: usize,
    update: usize,
    delete: usize,
    unchanged: u64,
    changes: &'a [Planned],
}

impl<'a> PlannedChanges<'a> {
    /// The changes, and the file that they are kept in.
    pub(in crate::cli) fn new(
        plan: Option<String>, counts: Counts, unchanged: u64, changes: &'a [Planned],
    ) -> Self {
        let Counts { create, update, delete } = counts;
        Self { plan, create, update, delete, unchanged, changes }
    }
}
