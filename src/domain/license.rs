//! A license, what it takes to make one, and a change to one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id that the server gives a license: an integer (API section 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LicenseId(pub i64);

impl fmt::Display for LicenseId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Whether a license may be assigned. Values that the API does not document are kept as they came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `enabled`
    Enabled,
    /// `disabled`
    Disabled,
    /// Anything else that a server sent; shown, kept, never rewritten.
    Other(String),
}

impl Status {
    /// The status as the API writes it.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Other(text) => text,
        }
    }

    /// The status that a server's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        match word {
            "enabled" => Self::Enabled,
            "disabled" => Self::Disabled,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The status that turning this one round leads to: whatever is not enabled becomes enabled.
    #[must_use]
    pub fn turned(&self) -> Self {
        if *self == Self::Enabled { Self::Disabled } else { Self::Enabled }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|word| Self::from_word(&word))
    }
}

/// The fields of a license that people fill in, in the order of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Stock keeping unit; fixed once the license exists.
    Sku,
    /// Name.
    Name,
    /// Description, optional.
    Description,
    /// Status.
    Status,
}

impl Field {
    /// All fields, in the order of the forms.
    pub const ALL: [Self; 4] = [Self::Sku, Self::Name, Self::Description, Self::Status];

    /// The field's name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Sku => "SKU",
            Self::Name => "Name",
            Self::Description => "Description",
            Self::Status => "Status",
        }
    }

    /// The field's name in the API and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sku => "sku",
            Self::Name => "name",
            Self::Description => "description",
            Self::Status => "status",
        }
    }
}

/// One license as the server holds it (API section 1.1). The keys, in this order, are also its form in JSON output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// The server's id.
    pub id: LicenseId,
    /// Name.
    pub name: String,
    /// Description; `None` where the server sent none.
    pub description: Option<String>,
    /// Stock keeping unit.
    pub sku: String,
    /// Status.
    pub status: Status,
}

impl License {
    /// The text of a field, as a form would hold it: a missing description is empty.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Sku => &self.sku,
            Field::Name => &self.name,
            Field::Description => self.description.as_deref().unwrap_or_default(),
            Field::Status => self.status.word(),
        }
    }
}

impl License {
    /// The fields in which `now` is not like this license, the SKU among them: `before` as here, `after` as there.
    #[must_use]
    pub fn differences_from(&self, now: &Self) -> Vec<FieldChange> {
        differences(|field| self.text(field), |field| now.text(field))
    }
}

/// The fields whose texts differ.
pub(super) fn differences<'a>(
    before: impl Fn(Field) -> &'a str, after: impl Fn(Field) -> &'a str,
) -> Vec<FieldChange> {
    let change = |field: Field| FieldChange {
        field,
        before: before(field).to_owned(),
        after: after(field).to_owned(),
    };
    Field::ALL.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

/// What it takes to create a license (API section 1.3), checked by [`rules`](super::rules).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Stock keeping unit.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Description; `None` sends none.
    pub description: Option<String>,
    /// Status.
    pub status: Status,
}

impl Draft {
    /// The license that the draft becomes under the id that the server gave it.
    #[must_use]
    pub fn with_id(self, id: LicenseId) -> License {
        License { id, name: self.name, description: self.description, sku: self.sku, status: self.status }
    }
}

/// One value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit<T> {
    /// What the operator saw.
    pub before: T,
    /// What the operator wants.
    pub after: T,
}

/// What an operator changes in a license, field by field, with what was seen before. The SKU is not among them:
/// the API cannot change it (API section 1.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The name, when it changes.
    pub name: Option<Edit<String>>,
    /// The description, when it changes.
    pub description: Option<Edit<String>>,
    /// The status, when it changes.
    pub status: Option<Edit<Status>>,
}

/// A changed or differing field in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which field.
    pub field: Field,
    /// Its text before (in a conflict: as the operator saw it).
    pub before: String,
    /// Its text after (in a conflict: as the server holds it now).
    pub after: String,
}

impl Change {
    /// What leads from `seen` to `wanted`. SKU and id are not looked at.
    #[must_use]
    pub fn between(seen: &License, wanted: &License) -> Self {
        let text = |field: Field| {
            let (before, after) = (seen.text(field).to_owned(), wanted.text(field).to_owned());
            (before != after).then_some(Edit { before, after })
        };
        Self {
            name: text(Field::Name),
            description: text(Field::Description),
            status: (seen.status != wanted.status)
                .then(|| Edit { before: seen.status.clone(), after: wanted.status.clone() }),
        }
    }

    /// Only the status of `seen` becomes `status`.
    #[must_use]
    pub fn of_status(seen: &License, status: Status) -> Self {
        let wanted = License { status, ..seen.clone() };
        Self::between(seen, &wanted)
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The changes in words, in the order of the forms.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let text = |field: Field, edit: &Option<Edit<String>>| {
            edit.as_ref().map(|edit| FieldChange {
                field,
                before: edit.before.clone(),
                after: edit.after.clone(),
            })
        };
        let status = self.status.as_ref().map(|edit| FieldChange {
            field: Field::Status,
            before: edit.before.to_string(),
            after: edit.after.to_string(),
        });
        [text(Field::Name, &self.name), text(Field::Description, &self.description), status]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The fields that somebody else changed meanwhile: `fresh` holds neither what was seen nor what is wanted.
    /// There is no version in the API (API section 1.4), so this comparison is the only guard there is.
    #[must_use]
    pub fn conflicts_with(&self, fresh: &License) -> Vec<FieldChange> {
        self.fields()
            .into_iter()
            .filter(|change| {
                let now = fresh.text(change.field);
                now != change.before && now != change.after
            })
            .map(|change| FieldChange { after: fresh.text(change.field).to_owned(), ..change })
            .collect()
    }

    /// `fresh` with the change on top; every field that the change does not name stays as it is there.
    #[must_use]
    pub fn applied_to(&self, fresh: &License) -> License {
        let mut merged = fresh.clone();
        if let Some(edit) = &self.name {
            merged.name.clone_from(&edit.after);
        }
        if let Some(edit) = &self.description {
            merged.description = Some(edit.after.clone());
        }
        if let Some(edit) = &self.status {
            merged.status = edit.after.clone();
        }
        merged
    }
}

#[cfg(test)]
mod tests;
