//! The table of licenses of one scope.

mod arranging;
pub mod marks;
mod paging;
mod reading;
mod table;

use tui_input::Input;

pub use arranging::Wish;
pub use marks::Marks;
pub use reading::{Goal, Progress};

use super::{
    Behaviour, Outcome, Proposal, Step, Written,
    bulk::{Bulk, edit::BulkEdit},
    copy,
    delete::Deletion,
    form::Form,
    history::History,
    license::Detail,
    undo::Undo,
};
use crate::{
    app::{
        cursor::Cursor,
        field,
        keymap::{Action, Context, KeyPress},
        listing::Listing,
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{
        Change, License, LicenseId, Problem, Reply, Scope, ScopeEntry, Write,
        catalog::{Row, View},
    },
};

/// The screen's state.
#[derive(Debug)]
pub struct Licenses {
    /// Whose licenses.
    pub entry: ScopeEntry,
    /// What has been read.
    pub listing: Listing,
    /// The rows in the order and choice that the operator looks at.
    pub view: View,
    /// Where the cursor is in the view.
    pub cursor: Cursor,
    /// The license that the cursor is on: it stays on it whatever happens to the rows around.
    pub at: Option<LicenseId>,
    /// The text of the filter.
    pub filter: Input,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// Why the last page did not come.
    pub problem: Option<Problem>,
    /// Whether the scope is among those used last: one that was mistyped never gets there.
    remembered: bool,
    /// The rows that are marked.
    pub marks: Marks,
    reading: reading::Reading,
    arranging: Option<arranging::Arranging>,
}

impl Licenses {
    /// Opens the table and begins to read.
    pub fn open(entry: ScopeEntry, shared: &mut Shared) -> Self {
        let mut licenses = Self {
            entry,
            listing: Listing::default(),
            view: View::default(),
            cursor: Cursor::default(),
            at: None,
            filter: Input::default(),
            filtering: false,
            problem: None,
            remembered: false,
            marks: Marks::default(),
            reading: reading::Reading::new(shared),
            arranging: None,
        };
        let order = shared.orders.get(&licenses.scope().kind).copied();
        licenses.view.set(licenses.listing.catalog.rows(), "", order);
        licenses.read_on(shared);
        licenses
    }

    /// The scope.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.entry.scope
    }

    /// The row that the cursor is on.
    #[must_use]
    pub fn current(&self) -> Option<Row<'_>> {
        self.listing.catalog.row(self.view.slot_at(self.cursor.position)?)
    }

    fn current_license(&self) -> Option<License> {
        self.current().map(|row| row.to_license())
    }

    /// Opens a screen about the license under the cursor, or says that there is none.
    fn with_current(&self, shared: &mut Shared, open: impl FnOnce(License, &mut Shared) -> Step) -> Step {
        if let Some(license) = self.current_license() {
            return open(license, shared);
        }
        shared.say(Tone::Plain, "no license is under the cursor");
        Step::Stay
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if self.filtering {
            self.clear_filter(shared);
            return Step::Stay;
        }
        if self.stop_arranging(shared) || self.stop_reading(shared) {
            return Step::Stay;
        }
        if !self.view.filter().is_empty() {
            self.clear_filter(shared);
            return Step::Stay;
        }
        if self.clear_marks() {
            return Step::Stay;
        }
        Step::Close
    }

    /// Changes all marked licenses, after a look at what that means.
    fn change_marked(&self, action: Action, shared: &mut Shared) -> Step {
        let (scope, chosen) = (self.scope(), self.chosen());
        let unread = self.marks.len() - chosen.len();
        if chosen.is_empty() {
            shared.say(Tone::Plain, "none of the marked licenses is among those that were read");
            return Step::Stay;
        }
        match action {
            Action::Toggle => Bulk::turn(scope, chosen, unread, shared),
            Action::Delete => Bulk::delete(scope, chosen, unread, shared),
            _ => BulkEdit::open(scope, chosen, unread, shared),
        }
    }
}

impl Behaviour for Licenses {
    fn title(&self) -> &'static str {
        "Licenses"
    }

    fn contexts(&self) -> &'static [Context] {
        if self.filtering {
            &[Context::Filter, Context::Always]
        } else {
            &[Context::Licenses, Context::List, Context::Global, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let scope = self.scope();
        match action {
            Action::Back => return self.back(shared),
            Action::ChooseScope => return Step::ToScopes,
            Action::Undo => return Undo::of_last(scope, shared),
            Action::History => return Step::Open(History::open(shared).into()),
            Action::Open => {
                return self.with_current(shared, |license, shared| {
                    Step::Open(Detail::open(scope, license, shared).into())
                });
            }
            Action::New if shared.may_write(scope, None) => {
                return Step::Open(Form::new_license(scope).into());
            }
            Action::Edit | Action::Delete | Action::Toggle if !self.marks.is_empty() => {
                return self.change_marked(action, shared);
            }
            Action::Mark => self.turn_mark(shared),
            Action::MarkRange => self.mark_range(),
            Action::MarkAll => return self.mark_all(shared),
            Action::Copy => return copy::offer(self.chosen(), shared),
            Action::Edit | Action::Clone | Action::Delete | Action::Toggle => {
                return self.with_current(shared, |license, shared| change(action, scope, license, shared));
            }
            Action::Filter => self.filtering = true,
            Action::Accept => self.filtering = false,
            Action::Sort => self.sort_by_next(shared),
            Action::ReverseSort => self.turn_order(shared),
            Action::Refresh => self.read_anew(shared),
            Action::NextPage => self.next_page(shared),
            Action::PreviousPage => self.previous_page(shared),
            Action::Last => self.read_to_the_end(shared),
            action if action.is_movement() => {
                self.resume();
                self.step(action, shared);
            }
            _ => {}
        }
        self.read_on(shared);
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, shared: &mut Shared) -> Step {
        if self.filtering && field::type_key(&mut self.filter, press) {
            self.apply_filter(shared);
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if self.filtering && field::paste(&mut self.filter, text) {
            self.apply_filter(shared);
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.awaits_page(id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        self.page_came(id, result, shared);
        Step::Stay
    }

    fn held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        self.page_is_held_up(id, problem, shared);
    }

    fn written(&mut self, written: &Written, shared: &mut Shared) {
        if written.scope != self.scope() {
            return;
        }
        match &written.outcome {
            Outcome::Created(license) => {
                self.note_made_while_read_anew();
                self.put(license, shared);
                self.go_to(license.id, shared);
            }
            Outcome::Updated(license) => self.put(license, shared),
            Outcome::Deleted(id) => {
                self.forget_mark(*id);
                self.take_away(*id, shared);
            }
        }
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        let height = shared.screenful(self.problem.is_some());
        let was_there = self.cursor.point(row, self.view.len(), height);
        self.note_current();
        self.read_on(shared);
        was_there
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.anchor(shared);
        self.read_on(shared);
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.forget_pages_under_way(shared);
        self.forget_arranging(shared);
    }
}

/// Changes a license, from the table or from its detail: into a form, into the deletion, or at once.
pub(super) fn change(action: Action, scope: Scope, license: License, shared: &mut Shared) -> Step {
    let existing = if action == Action::Clone { None } else { Some(license.id) };
    if !shared.may_write(scope, existing) {
        return Step::Stay;
    }
    match action {
        Action::Edit => Step::Open(Form::edit(scope, license).into()),
        Action::Clone => Step::Open(Form::clone_of(scope, &license).into()),
        Action::Delete => Step::Open(Deletion::new(scope, license, shared).into()),
        Action::Toggle => toggle(scope, license, shared),
        _ => Step::Stay,
    }
}

fn toggle(scope: Scope, license: License, shared: &Shared) -> Step {
    let verb = license.status.turned();
    let change = Change::of_status(&license, verb.clone());
    let question = shared.is_production().then(|| {
        let lines = vec![format!("license {} in {scope}", license.id), license.name.clone()];
        (format!("Set {} to {verb}?", license.sku), lines)
    });
    Step::Propose(Box::new(Proposal { writes: vec![Write::update(scope, license, change)], question }))
}

#[cfg(test)]
mod tests;
