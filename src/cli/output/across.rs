//! Licenses of several scopes as rows: found in them, and compared between two of them.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::record::{Column, Place, Record};
use crate::domain::{
    Field, License, LicenseId, Scope,
    comparison::{Comparison, Pair},
    search::Found,
};

/// A license that was found, with its scope.
#[derive(Debug)]
pub(in crate::cli) struct FoundLicense(pub(in crate::cli) Found);

impl Serialize for FoundLicense {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Found { entry, license } = &self.0;
        let mut object = serializer.serialize_struct("License", 6)?;
        object.serialize_field("scope", &entry.scope)?;
        object.serialize_field("id", &license.id)?;
        object.serialize_field("name", &license.name)?;
        object.serialize_field("description", &license.description)?;
        object.serialize_field("sku", &license.sku)?;
        object.serialize_field("status", &license.status)?;
        object.end()
    }
}

impl Record for FoundLicense {
    type Key = (Scope, LicenseId);
    const COLUMNS: &'static [Column] = &[
        Column::new("scope", Place::Whole),
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Whole),
        Column::new("name", Place::Cut),
        Column::new("description", Place::Cut),
        Column::new("status", Place::Whole),
    ];

    fn key(&self) -> Self::Key {
        (self.0.entry.scope, self.0.license.id)
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let mut cells = vec![self.0.entry.scope.to_string().into()];
        cells.extend(self.0.license.cells());
        cells
    }
}

/// One difference between two scopes.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ComparedLicense {
    sku: String,
    difference: &'static str,
    id_a: Option<LicenseId>,
    id_b: Option<LicenseId>,
    change: String,
}

impl ComparedLicense {
    /// All differences.
    pub(in crate::cli) fn of(comparison: &Comparison) -> Vec<Self> {
        let Comparison { only_a, only_b, different, .. } = comparison;
        let only_a = only_a.iter().map(|license| Self::only(license, "only in A", Some(license.id), None));
        let only_b = only_b.iter().map(|license| Self::only(license, "only in B", None, Some(license.id)));
        only_a.chain(only_b).chain(different.iter().map(Self::pair)).collect()
    }

    fn only(
        license: &License, difference: &'static str, id_a: Option<LicenseId>, id_b: Option<LicenseId>,
    ) -> Self {
        let change = format!("{}, {}", license.name, license.text(Field::Status));
        Self { sku: license.sku.clone(), difference, id_a, id_b, change }
    }

    fn pair(pair: &Pair) -> Self {
        let words = pair.fields().into_iter().map(|change| {
            format!("{}: \"{}\" in A, \"{}\" in B", change.field.word(), change.before, change.after)
        });
        Self {
            sku: pair.a.sku.clone(),
            difference: "different",
            id_a: Some(pair.a.id),
            id_b: Some(pair.b.id),
            change: words.collect::<Vec<_>>().join("; "),
        }
    }
}

impl Record for ComparedLicense {
    type Key = (Option<LicenseId>, Option<LicenseId>);
    const COLUMNS: &'static [Column] = &[
        Column::new("sku", Place::Whole),
        Column::new("difference", Place::Whole),
        Column::new("id_a", Place::Whole),
        Column::new("id_b", Place::Whole),
        Column::new("change", Place::Cut),
    ];

    fn key(&self) -> Self::Key {
        (self.id_a, self.id_b)
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let id = |id: Option<LicenseId>| id.map(|id| id.to_string()).unwrap_or_default().into();
        vec![
            self.sku.as_str().into(),
            self.difference.into(),
            id(self.id_a),
            id(self.id_b),
            self.change.as_str().into(),
        ]
    }
}
