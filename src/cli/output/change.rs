//! Entries of the journal as rows. Who made them is left out for people: a journal is that of one account.

use std::borrow::Cow;

use super::record::{Column, Place, Record};
use crate::domain::{Entry, EntryId, Image};

impl Record for Entry {
    type Key = EntryId;
    const COLUMNS: &'static [Column] = &[
        Column::new("entry", Place::Whole),
        Column::new("time", Place::Cut),
        Column::new("user", Place::Absent),
        Column::new("host", Place::Absent),
        Column::new("ssh", Place::Absent),
        Column::new("profile", Place::Absent),
        Column::new("account", Place::Absent),
        Column::new("origin", Place::Absent),
        Column::new("instance", Place::Absent),
        Column::new("scope", Place::Absent),
        Column::new("operation", Place::Whole),
        Column::new("id", Place::Whole),
        Column::new("sku", Place::Cut),
        Column::new("before", Place::Absent),
        Column::new("after", Place::Absent),
        Column::new("change", Place::Cut),
        Column::new("result", Place::Whole),
        Column::new("detail", Place::Absent),
        Column::new("reason", Place::Cut),
        Column::new("request", Place::Absent),
        Column::new("step", Place::Absent),
        Column::new("undoes", Place::Absent),
    ];

    fn key(&self) -> EntryId {
        self.entry
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.entry.to_string().into(),
            self.time.as_str().into(),
            self.user.as_str().into(),
            self.host.as_str().into(),
            or_nothing(self.ssh.as_ref()),
            or_nothing(self.profile.as_ref()),
            or_nothing(self.account.as_ref()),
            self.origin.as_str().into(),
            self.instance.as_str().into(),
            self.scope.to_string().into(),
            self.operation.word().into(),
            or_nothing(self.id.as_ref()),
            self.sku.as_str().into(),
            image(self.before.as_ref()),
            image(self.after.as_ref()),
            change(self).into(),
            self.result.word().into(),
            or_nothing(self.detail.as_ref()),
            or_nothing(self.reason.as_ref()),
            self.request.to_string().into(),
            or_nothing(self.step.as_ref()),
            or_nothing(self.undoes.as_ref()),
        ]
    }
}

fn or_nothing<T: ToString>(value: Option<&T>) -> Cow<'static, str> {
    value.map(ToString::to_string).unwrap_or_default().into()
}

/// A license in one cell, as the JSON that other output has for it.
fn image(image: Option<&Image>) -> Cow<'static, str> {
    image.and_then(|image| serde_json::to_string(image).ok()).unwrap_or_default().into()
}

/// What an update changes, field by field.
fn change(entry: &Entry) -> String {
    let (Some(before), Some(after)) = (&entry.before, &entry.after) else {
        return String::new();
    };
    let words = |change: crate::domain::FieldChange| {
        format!("{}: \"{}\" → \"{}\"", change.field.word(), change.before, change.after)
    };
    before.differences_from(after).into_iter().map(words).collect::<Vec<_>>().join("; ")
}
