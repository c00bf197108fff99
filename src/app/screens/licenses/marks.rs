//! The rows that are marked, to be changed together.

use hashbrown::HashSet;

use super::Licenses;
use crate::{
    app::{
        export::Export,
        model::{Shared, Tone},
        screens::{Act, Step},
    },
    domain::{License, LicenseId},
    text,
};

/// The marked licenses. They stay marked whatever the filter shows and whenever the rows are read anew.
#[derive(Debug, Default)]
pub struct Marks {
    ids: HashSet<LicenseId>,
    /// The row that was marked last, from which a range begins.
    last: Option<LicenseId>,
}

impl Marks {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether a license is marked.
    #[must_use]
    pub fn contains(&self, id: LicenseId) -> bool {
        self.ids.contains(&id)
    }
}

impl Licenses {
    /// Marks the row under the cursor, or no longer, and goes on to the next.
    pub(super) fn turn_mark(&mut self, shared: &Shared) {
        let Some(id) = self.current().map(|row| row.id) else {
            return;
        };
        if !self.marks.ids.remove(&id) {
            self.marks.ids.insert(id);
        }
        self.marks.last = Some(id);
        self.step(crate::app::keymap::Action::Down, shared);
    }

    /// Marks the rows from the one that was marked last to the cursor.
    pub(super) fn mark_range(&mut self) {
        let slot = self.marks.last.and_then(|id| self.listing.catalog.slot_of(id));
        let start = slot.and_then(|slot| self.view.position_of(self.listing.catalog.rows(), slot));
        let end = self.cursor.position;
        let start = start.unwrap_or(end);
        for position in start.min(end)..=start.max(end) {
            self.marks.ids.extend(self.id_at(position));
        }
        self.marks.last = self.id_at(end).or(self.marks.last);
    }

    fn id_at(&self, position: usize) -> Option<LicenseId> {
        Some(self.listing.catalog.row(self.view.slot_at(position)?)?.id)
    }

    /// Marks all rows that the filter shows; where they are marked already, none of them any longer. What is not read
    /// is not marked, so that is asked about first.
    pub(super) fn mark_all(&mut self, shared: &mut Shared) -> Step {
        let shown = self.view.len();
        if shown == 0 {
            shared.say(Tone::Plain, "there is nothing to mark");
            return Step::Stay;
        }
        if self.listing.walk.is_complete() || self.are_all_marked() {
            self.turn_marks_shown();
            return Step::Stay;
        }
        let lines = vec![
            format!("{} so far; the server has more, and those would not be marked.", read_words(self)),
            "y marks what is read · n leaves; G reads to the end, and * marks all then".to_owned(),
        ];
        Step::ask(format!("Mark {}?", text::count(shown as u64, "row")), lines, Act::MarkRead)
    }

    /// Marks all rows that the filter shows, or where they all are, none of them.
    pub(in crate::app) fn turn_marks_shown(&mut self) {
        let rows = self.listing.catalog.rows();
        let ids = self.view.slots().filter_map(|slot| Some(rows.row(slot)?.id));
        if self.are_all_marked() {
            for id in ids {
                self.marks.ids.remove(&id);
            }
        } else {
            self.marks.ids.extend(ids);
        }
    }

    fn are_all_marked(&self) -> bool {
        let rows = self.listing.catalog.rows();
        self.marks.len() >= self.view.len()
            && self.view.slots().filter_map(|slot| rows.row(slot)).all(|row| self.marks.contains(row.id))
    }

    /// Takes all marks away; answers with whether there were any.
    pub(super) fn clear_marks(&mut self) -> bool {
        let had_any = !self.marks.is_empty();
        self.marks = Marks::default();
        had_any
    }

    /// Takes a mark away.
    pub(in crate::app) fn forget_mark(&mut self, id: LicenseId) {
        self.marks.ids.remove(&id);
    }

    /// The marked licenses, as they are on the screen: in the order of the rows, those last that the filter hides.
    /// Where none is marked, the one under the cursor.
    #[must_use]
    pub fn chosen(&self) -> Vec<License> {
        if self.marks.is_empty() {
            return self.current().map(|row| row.to_license()).into_iter().collect();
        }
        let rows = self.listing.catalog.rows();
        let slots = self.marked_slots().into_iter();
        slots.filter_map(|slot| Some(rows.row(slot)?.to_license())).collect()
    }

    /// Where the marked licenses are, in the order of the rows, those last that the filter hides.
    fn marked_slots(&self) -> Vec<u32> {
        let rows = self.listing.catalog.rows();
        let (mut slots, mut in_sight) = (Vec::new(), HashSet::new());
        for slot in self.view.slots() {
            if let Some(row) = rows.row(slot).filter(|row| self.marks.contains(row.id)) {
                slots.push(slot);
                in_sight.insert(row.id);
            }
        }
        let mut hidden: Vec<LicenseId> = self.marks.ids.difference(&in_sight).copied().collect();
        hidden.sort_unstable();
        slots.extend(hidden.into_iter().filter_map(|id| self.listing.catalog.slot_of(id)));
        slots
    }

    /// What an export into `file` would hold: the marked licenses, else all that the filter shows.
    #[must_use]
    pub fn to_export(&self, file: String) -> Export {
        let rows = self.listing.catalog.rows().clone();
        if !self.marks.is_empty() {
            return Export::new(file, rows, self.marked_slots(), false);
        }
        let is_whole = self.listing.walk.is_complete() && !self.listing.has_changed();
        let complete = is_whole && self.view.filter().is_empty();
        Export::new(file, rows, self.view.slots().collect(), complete)
    }

    /// What that is, in words: "the 17 licenses that the filter shows".
    #[must_use]
    pub fn to_export_in_words(&self) -> String {
        let marked = self.marks.len() as u64;
        if marked > 0 {
            return format!("the {} marked", text::count(marked, "license"));
        }
        let shown = text::count(self.view.len() as u64, "license");
        match (self.view.filter().is_empty(), self.listing.walk.is_complete()) {
            (true, true) => format!("all {shown}"),
            (true, false) => format!("the {shown} read so far; the server has more, G reads to the end"),
            (false, true) => format!("the {shown} that the filter shows"),
            (false, false) => format!(
                "the {shown} that the filter shows of what is read; the server has more, G reads to the end"
            ),
        }
    }
}

fn read_words(licenses: &Licenses) -> String {
    let read = text::count(licenses.listing.catalog.len() as u64, "license");
    if licenses.view.filter().is_empty() {
        format!("{read} were read")
    } else {
        format!("the filter shows {} of the {read} that were read", licenses.view.len())
    }
}
