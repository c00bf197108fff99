//! `get`: one license. Under groups it is read alone; elsewhere the API has it in lists only.

use crate::{
    api::{Client, Listing},
    cli::{arguments::Id, desk::Desk, exit::Exit, failure::Failure, output},
    domain::{Call, License, LicenseId, Problem, Reply, Scope, rules},
};

/// Rows on a page of a list that is searched for one license.
const PAGE_SIZE: u32 = 100;

/// Shows a license.
///
/// # Errors
/// What is wrong with the arguments or the configuration, a license that cannot be had.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Id) -> Result<Exit, Failure> {
    let id = rules::license_id(&arguments.id)?;
    let (client, scope) = desk.connect_in_scope().await?;
    let license = read_in(desk, &client, scope, id).await?;
    output::license(desk.format, &license)?;
    Ok(Exit::Done)
}

/// Reads a license in any scope: under a group alone, elsewhere in the list.
///
/// # Errors
/// As [`Client::execute_with`]; that there is none.
pub(in crate::cli) async fn read_in(
    desk: &Desk<'_>, client: &Client, scope: Scope, id: LicenseId,
) -> Result<License, Failure> {
    if scope.is_writable() {
        Ok(read(desk, client, scope, id).await?)
    } else {
        find(desk, client.clone(), scope, id).await
    }
}

/// Reads a license under a group.
///
/// # Errors
/// As [`Client::execute_with`].
pub(in crate::cli) async fn read(
    desk: &Desk<'_>, client: &Client, scope: Scope, id: LicenseId,
) -> Result<License, Problem> {
    match desk.execute(client, Call::ReadLicense { scope, id }).await? {
        Reply::License { license, .. } => Ok(license),
        _ => Err(Problem::Internal { reason: "an answer to another question".into() }),
    }
}

async fn find(desk: &Desk<'_>, client: Client, scope: Scope, id: LicenseId) -> Result<License, Failure> {
    let reads_ahead = desk.config.reads_ahead()?;
    let mut listing = Listing::new(client, scope, PAGE_SIZE).reading_ahead(reads_ahead);
    while let Some(page) = listing.next_page().await {
        if let Some(license) = page?.licenses.into_iter().find(|license| license.id == id) {
            return Ok(license);
        }
    }
    if listing.has_changed(None) {
        desk.note("the list changed while it was read: the license may have been missed; run it again");
    }
    Err(Problem::NotFound { what: format!("license {id} of {scope}"), reason: None }.into())
}
