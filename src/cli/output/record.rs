//! What can be printed as a row: the columns of each kind of record.

use std::{borrow::Cow, hash::Hash};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    domain::{License, LicenseId, Scope, ScopeEntry},
    export,
};

/// A column of a table and of CSV.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Column {
    /// Its name in CSV; tables show it in capitals.
    pub(in crate::cli) name: &'static str,
    /// What tables do with it.
    pub(in crate::cli) place: Place,
}

/// What a table does with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Place {
    /// It is shown in full.
    Whole,
    /// It is cut to fit a terminal.
    Cut,
    /// It is left out, because it says nothing to people that another column does not.
    Absent,
}

impl Column {
    /// A column of a name and a place.
    pub(in crate::cli) const fn new(name: &'static str, place: Place) -> Self {
        Self { name, place }
    }
}

/// A row.
pub(in crate::cli) trait Record: Serialize {
    /// What makes two records the same one.
    type Key: Eq + Hash;
    /// The columns, in order.
    const COLUMNS: &'static [Column];
    /// What makes this record the same as another.
    fn key(&self) -> Self::Key;
    /// The values in the columns, as the server sent them.
    fn cells(&self) -> Vec<Cow<'_, str>>;
}

impl Record for License {
    type Key = LicenseId;
    const COLUMNS: &'static [Column] = &[
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Whole),
        Column::new("name", Place::Cut),
        Column::new("description", Place::Cut),
        Column::new("status", Place::Whole),
    ];

    fn key(&self) -> LicenseId {
        self.id
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        export::cells(self).into()
    }
}

/// The id of a license that was created.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Created {
    /// The id.
    pub(in crate::cli) id: LicenseId,
}

impl Record for Created {
    type Key = LicenseId;
    const COLUMNS: &'static [Column] = &[Column::new("id", Place::Whole)];

    fn key(&self) -> LicenseId {
        self.id
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![self.id.to_string().into()]
    }
}

/// A scope as it is listed.
#[derive(Debug)]
pub(in crate::cli) struct ListedScope(pub(in crate::cli) ScopeEntry);

impl Serialize for ListedScope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ScopeEntry { scope, name } = &self.0;
        let mut object = serializer.serialize_struct("Scope", 4)?;
        object.serialize_field("scope", scope)?;
        object.serialize_field("kind", &scope.kind)?;
        object.serialize_field("uuid", &scope.uuid)?;
        object.serialize_field("name", name)?;
        object.end()
    }
}

impl Record for ListedScope {
    type Key = Scope;
    const COLUMNS: &'static [Column] = &[
        Column::new("scope", Place::Whole),
        Column::new("kind", Place::Absent),
        Column::new("uuid", Place::Absent),
        Column::new("name", Place::Cut),
    ];

    fn key(&self) -> Scope {
        self.0.scope
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let ScopeEntry { scope, name } = &self.0;
        vec![
            scope.to_string().into(),
            scope.kind.word().into(),
            scope.uuid.to_string().into(),
            name.as_deref().unwrap_or_default().into(),
        ]
    }
}
