//! The lists of scopes (API section 4).
//!
//! A system administrator must name a parent for all but groups, and other accounts need not. So a list without a
//! parent is first asked for as it is; where the server rejects that, the way goes down through the groups: their
//! pages are read, and each group is asked for what lies under it. One request a page, so that the console can show
//! what there is so far, and stop.

use std::collections::VecDeque;

use uuid::Uuid;

use super::{
    client::{Client, read, scopes_path},
    transport::Request,
    wire,
};
use crate::domain::{
    Call, Descent, PageToken, Problem, Scope, ScopeCursor, ScopeEntry, ScopeKind, ScopePage,
};

/// Entries on a page. The API's largest is not known; this much is common.
const PAGE_SIZE: &str = "100";

type Page = (Vec<ScopeEntry>, Option<PageToken>);

/// One request for scopes.
pub(super) struct Ask<'a> {
    pub(super) client: &'a Client,
    /// The call that it is made for.
    pub(super) call: &'a Call,
    pub(super) kind: ScopeKind,
    pub(super) search: Option<&'a str>,
}

impl Ask<'_> {
    /// The page at the cursor.
    pub(super) async fn page(&self, parent: Option<Scope>, from: &ScopeCursor) -> Result<ScopePage, Problem> {
        if let Some(descent) = &from.descent {
            return match descent.parents.front() {
                Some(group) => self.page_below(*group, from.token.as_ref(), descent).await,
                None => self.page_of_groups(descent.more_groups.as_ref()).await,
            };
        }
        let parent = parent.filter(|_| self.kind != ScopeKind::Groups).map(|scope| scope.uuid);
        match self.list(parent, from.token.as_ref()).await {
            Ok((entries, token)) => {
                let next = token.map(|token| ScopeCursor { token: Some(token), descent: None });
                Ok(ScopePage { entries, next })
            }
            Err(Problem::Rejected { status: 400, .. }) if self.wants_a_parent(parent, from) => {
                Ok(on_the_way(Descent::default()))
            }
            Err(problem) => Err(problem),
        }
    }

    fn wants_a_parent(&self, parent: Option<Uuid>, from: &ScopeCursor) -> bool {
        self.kind != ScopeKind::Groups && parent.is_none() && from.token.is_none()
    }

    /// The next groups to look under; they are no entries of the list themselves.
    async fn page_of_groups(&self, token: Option<&PageToken>) -> Result<ScopePage, Problem> {
        let call = Call::ListScopes {
            kind: ScopeKind::Groups,
            parent: None,
            search: None,
            from: ScopeCursor::default(),
        };
        let groups = Ask { client: self.client, call: &call, kind: ScopeKind::Groups, search: None };
        let (entries, more_groups) = groups.list(None, token).await?;
        let parents: VecDeque<Uuid> = entries.iter().map(|entry| entry.scope.uuid).collect();
        Ok(on_the_way_or_there(Vec::new(), Descent { parents, more_groups }))
    }

    async fn page_below(
        &self, group: Uuid, token: Option<&PageToken>, descent: &Descent,
    ) -> Result<ScopePage, Problem> {
        let (entries, next) = self.list(Some(group), token).await?;
        let mut descent = descent.clone();
        if next.is_some() {
            let next = Some(ScopeCursor { token: next, descent: Some(descent) });
            return Ok(ScopePage { entries, next });
        }
        descent.parents.pop_front();
        Ok(on_the_way_or_there(entries, descent))
    }

    /// One page. "Not found" is how the API says that there are none.
    async fn list(&self, parent: Option<Uuid>, token: Option<&PageToken>) -> Result<Page, Problem> {
        let mut request = Request::get(scopes_path(self.kind)).with("page_size", PAGE_SIZE);
        if let Some(parent) = parent {
            request = request.with("parent", parent.to_string());
        }
        if let Some(search) = self.search {
            request = request.with("search", search);
        }
        if let Some(PageToken(token)) = token {
            request = request.with("next", token);
        }
        match self.client.ask(self.call, &request).await {
            Ok(answer) => read(answer, |body| wire::scope_page(body, self.kind)).map(|(page, _)| page),
            Err(Problem::NotFound { .. }) => Ok((Vec::new(), None)),
            Err(problem) => Err(problem),
        }
    }
}

fn on_the_way(descent: Descent) -> ScopePage {
    ScopePage { entries: Vec::new(), next: Some(ScopeCursor { token: None, descent: Some(descent) }) }
}

/// Goes on under the next group, or to further groups, or ends.
fn on_the_way_or_there(entries: Vec<ScopeEntry>, descent: Descent) -> ScopePage {
    let ended = descent.parents.is_empty() && descent.more_groups.is_none();
    let next = (!ended).then_some(ScopeCursor { token: None, descent: Some(descent) });
    ScopePage { entries, next }
}
