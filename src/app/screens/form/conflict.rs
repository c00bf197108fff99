//! When somebody else has changed the license while the form was filled in: field by field, mine or theirs.

use super::{Form, Purpose, SENT};
use crate::{
    app::{
        keymap::Action,
        model::{Shared, Tone},
        screens::Step,
    },
    domain::{Field, FieldChange, License},
};

/// Whose value goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is typed in the form.
    Mine,
    /// What somebody else has put in.
    Theirs,
}

/// A field that both sides have changed. What was typed stays in the form, whatever is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Which field.
    pub field: Field,
    /// What both sides saw.
    pub base: String,
    /// What the server holds now.
    pub theirs: String,
    /// Whose value goes out; none until it is chosen.
    pub side: Option<Side>,
}

/// What somebody else has changed since the form opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflict {
    /// The fields that both sides have changed, in the order of the form.
    pub contests: Vec<Contest>,
    /// The fields that only they have changed: the form has taken them over.
    pub taken_over: Vec<FieldChange>,
    /// The contest that the cursor is on.
    pub at: usize,
    /// Whether the choice is in front of the fields.
    pub choosing: bool,
}

impl Conflict {
    /// The fields that stay as somebody else has left them.
    pub(super) fn theirs(&self) -> Vec<Field> {
        let theirs = self.contests.iter().filter(|contest| contest.side == Some(Side::Theirs));
        theirs.map(|contest| contest.field).collect()
    }

    /// The contest about a field.
    #[must_use]
    pub fn about(&self, field: Field) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.field == field)
    }

    /// Typing into a contested field says whose value is wanted there.
    pub(super) fn typed_into(&mut self, field: Field) {
        if let Some(contest) = self.contests.iter_mut().find(|contest| contest.field == field) {
            contest.side = Some(Side::Mine);
        }
    }

    fn choose(&mut self, side: impl FnOnce(Option<Side>) -> Side) {
        if let Some(contest) = self.contests.get_mut(self.at) {
            contest.side = Some(side(contest.side));
        }
    }

    fn step(&mut self, forward: bool) {
        let count = self.contests.len().max(1);
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
    }
}

impl Form {
    /// Takes in the license as it is now: it is what the next save goes out from. Fields that the operator has not
    /// touched follow it; those that both sides have changed are to be chosen. What was typed stays.
    pub(super) fn meet(&mut self, now: License) {
        let Purpose::Edit(seen) = &self.purpose else {
            return;
        };
        for (position, field) in Field::ALL.into_iter().enumerate() {
            let (base, theirs) = (seen.text(field).to_owned(), now.text(field).to_owned());
            if base == theirs {
                continue;
            }
            let is_contested = self.conflict.about(field).is_some();
            self.conflict.contests.retain(|contest| contest.field != field);
            let typed = self.fields.text(field);
            if typed == base && !is_contested {
                self.fields.put(field, &now);
                self.opened_with[position].clone_from(&theirs);
                self.conflict.taken_over.retain(|change| change.field != field);
                self.conflict.taken_over.push(FieldChange { field, before: base, after: theirs });
            } else if typed != theirs {
                self.conflict.contests.push(Contest { field, base, theirs, side: None });
            }
        }
        let place = |contest: &Contest| Field::ALL.into_iter().position(|field| field == contest.field);
        self.conflict.contests.sort_by_key(place);
        self.purpose = Purpose::Edit(now);
        self.show_choice();
    }

    /// Brings the choice to the front, on the first field that is not chosen yet.
    pub(super) fn show_choice(&mut self) {
        let open = self.conflict.contests.iter().position(|contest| contest.side.is_none());
        self.conflict.at = open.unwrap_or_default();
        self.conflict.choosing = !self.conflict.contests.is_empty();
    }

    /// The field whose value is to be chosen before anything can be sent.
    pub(super) fn undecided(&self) -> Option<Field> {
        let open = self.conflict.contests.iter().find(|contest| contest.side.is_none());
        open.map(|contest| contest.field)
    }

    /// Says what has to be chosen first.
    pub(super) fn ask_for_choice(&mut self, field: Field, shared: &mut Shared) {
        self.show_choice();
        shared.say(Tone::Plain, format!("choose mine or theirs for {} first", field.word()));
    }

    /// Does what the operator asks while the choice is in front.
    pub(super) fn act_on_choice(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            // A save under way goes out with what was chosen.
            Action::Back if self.request.is_some() => shared.say(Tone::Plain, SENT),
            _ if self.request.is_some() => {}
            Action::Mine => self.conflict.choose(|_| Side::Mine),
            Action::Theirs => self.conflict.choose(|_| Side::Theirs),
            Action::Switch => self.conflict.choose(|side| match side {
                Some(Side::Mine) => Side::Theirs,
                Some(Side::Theirs) | None => Side::Mine,
            }),
            Action::NextField => self.conflict.step(true),
            Action::PreviousField => self.conflict.step(false),
            Action::Save => return self.save(shared),
            Action::CopyCommand => self.copy_command(shared),
            Action::Back => self.conflict.choosing = false,
            _ => {}
        }
        Step::Stay
    }
}

#[cfg(test)]
mod tests;
