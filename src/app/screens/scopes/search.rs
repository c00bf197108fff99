//! Filtering what is read, and asking the server for what is not.

use tui_input::Input;

use super::{ListKey, Scopes};
use crate::{
    app::{
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Problem, Reply},
};

impl Scopes {
    /// Begins to type a filter. It narrows the whole list, so the findings of a search go.
    pub(super) fn start_filter(&mut self, shared: &mut Shared) {
        if self.filter.value().is_empty() {
            self.before_filter = self.list().and_then(|list| list.at);
        }
        self.forget_search(shared);
        self.filtering = true;
        self.anchor(shared);
    }

    /// Keeps the filter. Where the list is not read to its end, the server is asked too.
    pub(super) fn keep_filter(&mut self, shared: &mut Shared) {
        self.filtering = false;
        let text = self.filter.value().trim().to_owned();
        let list = self.list_mut();
        let is_denied = matches!(list.problem, Some(Problem::Denied { .. }));
        if text.is_empty() || list.is_complete() || is_denied {
            return;
        }
        shared.cancel(list.interrupt());
        self.search = Some(text);
        self.anchor(shared);
    }

    /// Back to the whole list, and after a search to where the cursor was in it.
    pub(super) fn clear_filter(&mut self, shared: &mut Shared) {
        self.filtering = false;
        self.filter = Input::default();
        if self.forget_search(shared) {
            self.list_mut().at = self.before_filter;
        }
        self.anchor(shared);
        self.read_on(shared);
    }

    /// Lets go of the findings of a search. Returns whether there was one.
    pub(super) fn forget_search(&mut self, shared: &mut Shared) -> bool {
        if self.search.is_none() {
            return false;
        }
        let found = self.lists.remove(&self.key());
        shared.cancel(found.and_then(|list| list.request));
        self.search = None;
        true
    }

    /// Whether an answer says that the server does not search; what is read is then filtered instead.
    pub(super) fn is_refused_search(
        &mut self, key: &ListKey, result: &Result<Reply, Problem>, shared: &mut Shared,
    ) -> bool {
        let Err(problem @ Problem::Rejected { .. }) = result else {
            return false;
        };
        if key.search.is_none() {
            return false;
        }
        let words = format!("the filter looks at what is read only: {}", problem.message());
        shared.say(Tone::Plain, words);
        self.lists.remove(key);
        if self.search == key.search {
            self.search = None;
        }
        true
    }

    /// Whether a list is the one that waits for an answer.
    pub(super) fn list_awaiting(&self, id: RequestId) -> Option<ListKey> {
        self.lists.iter().find(|(_, list)| list.request == Some(id)).map(|(key, _)| key.clone())
    }
}
