//! The license that a create may have made, looked for in the list. A server that loses answers is in trouble already,
//! so it is asked for one page at a time.

use super::{Found, PAGE_SIZE, Question};
use crate::{
    api::client::Client,
    domain::{Call, Entry, Image, LicenseId, OperationKind, Problem, Reply, Standing, Steadiness, Walk},
};

impl Client {
    /// Walks the list for the SKU. A license that the journal knows from another write is not the one; among the
    /// rest nothing tells a new license from an older one, so more than one, or one that is not as it was sent,
    /// leaves the question open; and so does a list that changed while it was read, where
    /// nothing was found.
    ///
    /// # Errors
    /// A page that cannot be had; what is wrong with the list, or with the journal.
    pub(super) async fn look_for_new(&self, question: &Question<'_>, sent: &Image) -> Result<Found, Problem> {
        let scope = question.scope;
        let (mut walk, mut steadiness) = (Walk::default(), Steadiness::default());
        let mut found: Vec<Image> = Vec::new();
        while let Some(token) = walk.next_token() {
            let call = Call::ListLicenses { scope, page_size: PAGE_SIZE, token: token.clone() };
            let Reply::Licenses(page) = self.list_licenses(&call, scope, PAGE_SIZE, token.as_ref()).await?
            else {
                return Err(Problem::Internal { reason: "an answer to another question".to_owned() });
            };
            walk.accept(&page)?;
            steadiness.page(&page);
            for license in page.licenses {
                if license.sku == sent.sku && found.iter().all(|known| known.id != Some(license.id)) {
                    found.push(Image::from(license));
                }
            }
        }
        let others = self.made_by_others(question).await?;
        found.retain(|license| license.id.is_some_and(|id| !others.contains(&id)));
        Ok(match &found[..] {
            [] if steadiness.has_changed() => Found::Missed,
            [] => Found::NotMade,
            [only] if sent.differences_from(only).is_empty() => Found::Made(only.id),
            several => {
                let ids: Vec<String> =
                    several.iter().filter_map(|license| license.id).map(|id| id.to_string()).collect();
                Found::Unclear(format!("the SKU is that of license {}", ids.join(" and ")))
            }
        })
    }

    /// The licenses of the scope that other writes of the journal made or met.
    async fn made_by_others(&self, question: &Question<'_>) -> Result<Vec<LicenseId>, Problem> {
        let (scope, own) = (question.scope, question.entry);
        let entries = self.history().await?;
        let others = entries.iter().filter(|entry| entry.scope == scope && Some(entry.entry) != own);
        let known =
            |entry: &&Entry| entry.operation != OperationKind::Create || entry.result == Standing::Done;
        // A license that was changed or deleted after this write was noted may well be the one it made.
        let earlier = |entry: &&Entry| {
            entry.operation == OperationKind::Create || own.is_some_and(|own| entry.entry < own)
        };
        Ok(others.filter(known).filter(earlier).filter_map(|entry| entry.id).collect())
    }
}
