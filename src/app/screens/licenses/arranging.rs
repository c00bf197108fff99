//! Filter and order of the table: in place where that is quick, else elsewhere while the rows stay as they are.

use tui_input::Input;

use super::Licenses;
use crate::{
    app::{
        model::{Shared, Tone},
        msg::ArrangementId,
    },
    domain::{
        License, Problem,
        catalog::{Arrangement, Order, View},
    },
};

/// How the operator wants to look at the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The filter.
    pub filter: String,
    /// The order; none is the server's.
    pub order: Option<Order>,
}

/// What is being worked out.
#[derive(Debug)]
pub(super) struct Arranging {
    id: ArrangementId,
    wish: Wish,
    /// Whether it is about rows that were read anew and are to take the place of those that are shown; then with what
    /// ended their reading.
    anew: Option<Anew>,
}

#[derive(Clone, Debug)]
struct Anew {
    problem: Option<Problem>,
}

impl Licenses {
    /// How the operator wants to look at the rows; that is how they are shown, unless it is still being worked out.
    #[must_use]
    pub fn wish(&self) -> Wish {
        match &self.arranging {
            Some(arranging) => arranging.wish.clone(),
            None => Wish { filter: self.view.filter().to_owned(), order: self.view.order() },
        }
    }

    /// What is being worked out, and its number.
    #[must_use]
    pub fn arranging(&self) -> Option<(ArrangementId, &Wish)> {
        self.arranging.as_ref().map(|arranging| (arranging.id, &arranging.wish))
    }

    /// Whether the rows are being filtered with other words than those that are shown.
    #[must_use]
    pub fn is_refiltering(&self) -> bool {
        self.arranging.as_ref().is_some_and(|arranging| arranging.wish.filter != self.view.filter())
    }

    /// Whether the table waits for this arrangement.
    pub(in crate::app) fn arranges(&self, id: ArrangementId) -> bool {
        self.arranging.as_ref().is_some_and(|arranging| arranging.id == id)
    }

    pub(super) fn is_arranging_anew(&self) -> bool {
        self.arranging.as_ref().is_some_and(|arranging| arranging.anew.is_some())
    }

    /// Filters and sorts. What was wished for before is given up; the rows stay as they are until it is done.
    pub(super) fn arrange(&mut self, wish: Wish, shared: &mut Shared) {
        if let Some(anew) = self.arranging.as_ref().and_then(|arranging| arranging.anew.clone()) {
            return self.arrange_anew(wish, anew, View::default(), shared);
        }
        self.forget_arranging(shared);
        let rows = self.listing.catalog.rows();
        if self.view.effort(rows, &wish.filter, wish.order) <= shared.arrangements.in_place {
            self.view.set(rows, &wish.filter, wish.order);
            return self.anchor(shared);
        }
        let view = self.view.clone();
        self.send_out(wish, None, view, shared);
    }

    /// Has rows that were read anew take the place of those that are shown, once they are arranged.
    pub(super) fn show_anew(&mut self, problem: Option<Problem>, shared: &mut Shared) {
        if !self.is_arranging_anew() {
            self.arrange_anew(self.wish(), Anew { problem }, View::default(), shared);
        }
    }

    fn arrange_anew(&mut self, wish: Wish, anew: Anew, mut view: View, shared: &mut Shared) {
        self.forget_arranging(shared);
        let Some((listing, _)) = &self.reading.anew else {
            return self.arrange(wish, shared);
        };
        let rows = listing.catalog.rows();
        if view.effort(rows, &wish.filter, wish.order) > shared.arrangements.in_place {
            return self.send_out(wish, Some(anew), view, shared);
        }
        view.set(rows, &wish.filter, wish.order);
        if let Some((listing, _)) = self.reading.anew.take() {
            self.listing = listing;
        }
        self.view = view;
        self.anchor(shared);
        shared.say(Tone::Good, format!("read anew: {}", self.listing.extent()));
        self.settle_goal(anew.problem, shared);
    }

    fn send_out(&mut self, wish: Wish, anew: Option<Anew>, view: View, shared: &mut Shared) {
        let listing = match (&anew, &self.reading.anew) {
            (Some(_), Some((listing, _))) => listing,
            _ => &self.listing,
        };
        let rows = listing.catalog.rows().clone();
        let Wish { filter, order } = wish.clone();
        let id = shared.arrange(Arrangement { rows, view, filter, order });
        self.arranging = Some(Arranging { id, wish, anew });
    }

    /// Takes the view that was waited for. What happened to the rows meanwhile is brought in; where that is much, it
    /// goes out once more.
    pub(in crate::app) fn arranged(&mut self, result: Result<View, Problem>, shared: &mut Shared) {
        let Some(Arranging { wish, anew, .. }) = self.arranging.take() else {
            return;
        };
        match (result, anew) {
            (Ok(view), Some(anew)) => self.arrange_anew(wish, anew, view, shared),
            (Ok(view), None) => {
                let effort = view.effort(self.listing.catalog.rows(), &wish.filter, wish.order);
                if effort > shared.arrangements.in_place {
                    return self.send_out(wish, None, view, shared);
                }
                self.view = view;
                self.view.set(self.listing.catalog.rows(), &wish.filter, wish.order);
                self.anchor(shared);
            }
            (Err(problem), _) => {
                self.reading.anew = None;
                self.filter = Input::from(self.view.filter());
                shared.complain(&problem);
            }
        }
        self.read_on(shared);
    }

    /// Gives up what is being worked out, and leaves the rows as they are; whether there was something.
    pub(super) fn stop_arranging(&mut self, shared: &mut Shared) -> bool {
        let Some(arranging) = &self.arranging else {
            return false;
        };
        if arranging.anew.is_some() {
            self.reading.anew = None;
        }
        self.forget_arranging(shared);
        self.filter = Input::from(self.view.filter());
        shared.say(Tone::Plain, "stopped: the rows are as they were");
        true
    }

    /// Forgets what is being worked out.
    pub(super) fn forget_arranging(&mut self, shared: &mut Shared) {
        if let Some(arranging) = self.arranging.take() {
            shared.stop_arranging(arranging.id);
        }
    }

    /// Rows that were read anew and are being arranged are wanted no more: what the operator wished for is to hold for
    /// those that are shown.
    pub(super) fn arrange_what_is_shown(&mut self, shared: &mut Shared) {
        if self.is_arranging_anew() {
            let wish = self.wish();
            self.forget_arranging(shared);
            self.arrange(wish, shared);
        }
    }

    /// Lets rows that are being read anew expect a license that was made meanwhile.
    pub(super) fn note_made_while_read_anew(&mut self) {
        if !self.is_arranging_anew()
            && let Some((listing, _)) = &mut self.reading.anew
        {
            listing.note_made();
        }
    }

    /// Puts a license that was written into the rows that are to take the place of those that are shown.
    pub(super) fn put_into_arranged(&mut self, license: &License) {
        if self.is_arranging_anew()
            && let Some((listing, _)) = &mut self.reading.anew
        {
            listing.put(license);
        }
    }
}

#[cfg(test)]
mod tests;
