//! What became of a write whose answer was lost, found out by reading back.

use crate::{
    api::{Client, Listing},
    cli::commands::get,
    domain::{Call, Change, Draft, FieldChange, License, LicenseId, Problem, Reply, Scope},
};

/// Rows on a page of a list that is searched for a new license.
const PAGE_SIZE: u32 = 100;

/// Reads back what the call was to do. `reason` is why its answer is not known.
///
/// # Errors
/// [`Problem::NotDone`], [`Problem::Different`] when it was done differently, or [`Problem::OutcomeUnknown`].
pub(super) async fn settle(client: &Client, call: Call, reason: String) -> Result<Reply, Problem> {
    match call {
        Call::CreateLicense { scope, draft } => created(client, scope, draft, reason).await,
        Call::UpdateLicense { scope, id, change } => match get::read(client, scope, id).await {
            Ok(now) => changed(now, &change, reason),
            Err(_) => Err(Problem::OutcomeUnknown { reason }),
        },
        Call::DeleteLicense { scope, id } => match get::read(client, scope, id).await {
            Ok(_) => Err(Problem::NotDone { reason }),
            Err(Problem::NotFound { .. }) => Ok(Reply::Deleted),
            Err(_) => Err(Problem::OutcomeUnknown { reason }),
        },
        Call::ListScopes { .. }
        | Call::ListLicenses { .. }
        | Call::ReadLicense { .. }
        | Call::LogIn(_)
        | Call::Verify(_)
        | Call::LogOut
        | Call::WhoAmI => Err(Problem::Internal { reason }),
    }
}

/// Judges a change by how the license is now.
fn changed(now: License, change: &Change, reason: String) -> Result<Reply, Problem> {
    let wanted = change.fields();
    let unlike = |field: &FieldChange| now.text(field.field) != field.after;
    if !wanted.iter().any(unlike) {
        return Ok(Reply::Updated(now));
    }
    if wanted.iter().all(|field| now.text(field.field) == field.before) {
        return Err(Problem::NotDone { reason });
    }
    let fields = wanted.iter().filter(|field| unlike(field)).map(|field| FieldChange {
        field: field.field,
        before: field.after.clone(),
        after: now.text(field.field).to_owned(),
    });
    Err(Problem::Different { fields: fields.collect() })
}

/// Looks for a new license by its SKU. Nothing tells a new license from an older one with the same SKU, so more than
/// one, or one that is not as it was sent, leaves the question open.
async fn created(client: &Client, scope: Scope, draft: Draft, reason: String) -> Result<Reply, Problem> {
    let mut listing = Listing::new(client.clone(), scope, PAGE_SIZE);
    let mut found: Vec<License> = Vec::new();
    while let Some(page) = listing.next_page().await {
        let Ok(page) = page else {
            return Err(Problem::OutcomeUnknown { reason });
        };
        for license in page.licenses {
            if license.sku == draft.sku && found.iter().all(|known| known.id != license.id) {
                found.push(license);
            }
        }
    }
    match &found[..] {
        [] => Err(Problem::NotDone { reason }),
        [only] if is_as_sent(only, draft) => Ok(Reply::Created(only.id)),
        several => {
            let ids: Vec<String> = several.iter().map(|license| license.id.to_string()).collect();
            let reason = format!("{reason}; the SKU is that of license {}", ids.join(" and "));
            Err(Problem::OutcomeUnknown { reason })
        }
    }
}

fn is_as_sent(license: &License, draft: Draft) -> bool {
    let id: LicenseId = license.id;
    let sent = draft.with_id(id);
    sent.sku == license.sku && Change::between(&sent, license).is_empty()
}

#[cfg(test)]
mod tests;
