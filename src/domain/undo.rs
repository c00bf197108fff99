//! Taking a change back: its inverse, prepared from the journal's image of before and checked against the license as
//! it is today.

use super::{
    journal::{Entry, EntryId, Image, OperationKind, Standing},
    license::{Change, Draft, Field, FieldChange, License, LicenseId},
    write::{Cause, Write},
};

/// Why an update is not taken back: none of its fields is as it left them.
pub const CHANGED_AGAIN: &str = "it was changed again since";

/// Why a change is not taken back: its license is gone.
pub const DELETED_SINCE: &str = "the license has been deleted since";

/// A change that would take another back. Nothing is sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The entry that is taken back.
    pub entry: EntryId,
    /// What kind of change it was.
    pub operation: OperationKind,
    /// Its license; that of a deleted one is gone for good.
    pub id: Option<LicenseId>,
    /// Its SKU.
    pub sku: String,
    /// What is to be sent.
    pub write: Write,
    /// What that makes of the license, field by field: as it is now, and as it will be.
    pub fields: Vec<FieldChange>,
    /// What has to be known: what does not come back, and what was changed since.
    pub remarks: Vec<String>,
}

/// What is taken back together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undoing {
    /// What can be taken back, the latest change first.
    pub undos: Vec<Undo>,
    /// What cannot, and why.
    pub refused: Vec<(EntryId, String)>,
}

/// Prepares the inverse of an entry. `now` is its license as it is today, if it is there.
///
/// # Errors
/// Why the change cannot be taken back, for people.
pub fn prepare(entry: &Entry, now: Option<License>) -> Result<Undo, String> {
    match entry.result {
        Standing::Done => {}
        Standing::Unknown => return Err("what became of it is not known".to_owned()),
        Standing::Different => return Err("it was not made as it was sent".to_owned()),
        Standing::Refused | Standing::NotDone => return Err("it changed nothing".to_owned()),
    }
    let (write, fields, remarks) = match (entry.operation, now) {
        (OperationKind::Create, Some(now)) => undo_create(entry, now),
        (OperationKind::Update, Some(now)) => undo_update(entry, now)?,
        (OperationKind::Create | OperationKind::Update, None) => {
            return Err(DELETED_SINCE.to_owned());
        }
        (OperationKind::Delete, Some(_)) => return Err("the license is there".to_owned()),
        (OperationKind::Delete, None) => undo_delete(entry)?,
    };
    let cause = Cause { undoes: Some(entry.entry), ..Cause::default() };
    let Entry { entry, operation, id, sku, .. } = entry.clone();
    Ok(Undo { entry, operation, id, sku, write: write.because(cause), fields, remarks })
}

type Prepared = (Write, Vec<FieldChange>, Vec<String>);

fn undo_create(entry: &Entry, now: License) -> Prepared {
    let fields = Field::ALL.into_iter().map(|field| FieldChange {
        field,
        before: now.text(field).to_owned(),
        after: String::new(),
    });
    let fields = fields.filter(|change| !change.before.is_empty()).collect();
    let since = entry.after.iter().flat_map(|after| after.differences_from(&Image::from(now.clone())));
    let remarks = since.map(|change| changed_since(&change)).collect();
    (Write::delete(entry.scope, now), fields, remarks)
}

fn undo_update(entry: &Entry, now: License) -> Result<Prepared, String> {
    let (Some(before), Some(after)) = (&entry.before, &entry.after) else {
        return Err("the journal does not tell what was before".to_owned());
    };
    let mut back = Image::from(now.clone());
    let mut remarks = Vec::new();
    for change in before.differences_from(after) {
        let is_now = now.text(change.field);
        if is_now == change.after {
            back.take_over(change.field, before);
        } else if is_now != change.before {
            remarks.push(changed_since(&FieldChange {
                before: change.after,
                after: is_now.to_owned(),
                ..change
            }));
        }
    }
    let wanted = back.license().ok_or("the journal does not tell which license it was")?;
    let change = Change::between(&now, &wanted);
    if change.is_empty() {
        let why = if remarks.is_empty() { "it is as it was before" } else { CHANGED_AGAIN };
        return Err(why.to_owned());
    }
    let fields = change.fields();
    Ok((Write::update(entry.scope, now, change), fields, remarks))
}

fn undo_delete(entry: &Entry) -> Result<Prepared, String> {
    let before = entry.before.as_ref().ok_or("the journal does not tell what was before")?;
    let draft: Draft = before.draft();
    let fields = Field::ALL.into_iter().map(|field| FieldChange {
        field,
        before: String::new(),
        after: before.text(field).to_owned(),
    });
    let fields = fields.filter(|change| !change.after.is_empty()).collect();
    let old = before.id.map_or_else(String::new, |id| format!(" in place of {id}"));
    let remarks = vec![
        format!("the license gets a new id{old}"),
        "whom it was assigned to does not come back".to_owned(),
    ];
    Ok((Write::create(entry.scope, draft), fields, remarks))
}

fn changed_since(change: &FieldChange) -> String {
    let FieldChange { field, before, after } = change;
    format!("{} was changed since, from \"{before}\" to \"{after}\"", field.word())
}

#[cfg(test)]
mod tests;
