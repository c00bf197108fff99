//! Changes of several licenses, the same of each or those of a plan: shown row by row first, sent after a yes that is
//! as hard to give as the change is large, one row after the other.

pub mod edit;

use tui_input::Input;
use uuid::Uuid;

use super::{
    Behaviour, Proposal, Step,
    batch::{Batch, Counts, Stand},
    change::scrolled,
    undo::Undo,
};
use crate::{
    app::{
        field, headless,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{
        Cause, Change, FieldChange, License, LicenseId, Operation, Problem, Reply, Scope, Standing, Status,
        Write,
        plan::{Before, Plan, Present, Stance},
    },
};

/// From this many rows on the verb has to be typed.
const TYPED_FROM: usize = 10;

/// Rows of the screen that are no rows of the change.
const AROUND: usize = 4;

/// What is done to each of the licenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Its status becomes this.
    Turn(Status),
    /// Some of its fields become others.
    Edit,
    /// It goes.
    Delete,
    /// What a plan says.
    Apply,
}

impl Deed {
    /// The verb that has to be typed.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Turn(Status::Enabled) => "enable",
            Self::Turn(_) => "disable",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Apply => "apply",
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Turn(Status::Enabled) => "Enable licenses",
            Self::Turn(_) => "Disable licenses",
            Self::Edit => "Edit licenses",
            Self::Delete => "Delete licenses",
            Self::Apply => "Apply plan",
        }
    }
}

/// One license, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id; none for one that is to be made.
    pub id: Option<LicenseId>,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What becomes of it.
    pub becomes: Becomes,
    /// Which of the changes that are sent it is, or why nothing is sent for it.
    pub turn: Result<usize, Unsent>,
}

/// What becomes of a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// It is made.
    New,
    /// Its fields change, before and after.
    Changed(Vec<FieldChange>),
    /// It goes.
    Gone,
}

/// Why nothing is sent for a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// It is so already.
    SoAlready,
    /// It was done before, as the journal says.
    DoneBefore,
    /// The journal says that it was sent before, and not what became of it.
    NotKnown,
    /// It is not as the plan saw it any more.
    Stale(Problem),
}

/// The screen's state.
#[derive(Debug)]
pub struct Bulk {
    /// Where the licenses live.
    pub scope: Scope,
    /// What is done to each.
    pub deed: Deed,
    /// The licenses, in the order in which they are changed.
    pub rows: Vec<Row>,
    /// How many licenses are marked that are not among them, because they were not read.
    pub unread: usize,
    /// What has been typed of the verb.
    pub input: Input,
    /// Whether another word was entered.
    pub mistyped: bool,
    /// Whether the verb has to be typed.
    pub is_typed: bool,
    /// What was sent.
    pub batch: Batch,
    /// How far the rows are scrolled.
    pub top: usize,
    writes: Vec<Write>,
}

impl Bulk {
    /// Sets the status of licenses: to disabled when any of them is enabled, else to enabled.
    #[must_use]
    pub fn turn(scope: Scope, licenses: Vec<License>, unread: usize, shared: &mut Shared) -> Step {
        let any_enabled = licenses.iter().any(|license| license.status == Status::Enabled);
        let status = if any_enabled { Status::Disabled } else { Status::Enabled };
        let change = |license: &License| Change::of_status(license, status.clone());
        Self::change(scope, Deed::Turn(status.clone()), licenses, unread, shared, change)
    }

    /// Deletes licenses.
    #[must_use]
    pub fn delete(scope: Scope, licenses: Vec<License>, unread: usize, shared: &mut Shared) -> Step {
        let wanted =
            licenses.into_iter().map(|license| (license.clone(), Some(Write::delete(scope, license))));
        Self::open(scope, Deed::Delete, wanted.collect(), unread, shared)
    }

    /// Changes fields of licenses.
    pub(super) fn change(
        scope: Scope, deed: Deed, licenses: Vec<License>, unread: usize, shared: &mut Shared,
        change: impl Fn(&License) -> Change,
    ) -> Step {
        let wanted = licenses.into_iter().map(|license| {
            let change = change(&license);
            let write = (!change.is_empty()).then(|| Write::update(scope, license.clone(), change));
            (license, write)
        });
        Self::open(scope, deed, wanted.collect(), unread, shared)
    }

    fn open(
        scope: Scope, deed: Deed, wanted: Vec<(License, Option<Write>)>, unread: usize, shared: &mut Shared,
    ) -> Step {
        if !shared.may_write(scope, None) {
            return Step::Stay;
        }
        // The whole can be taken back together.
        let step = Cause { step: Some(Uuid::new_v4()), ..Cause::default() };
        let (mut rows, mut writes) = (Vec::new(), Vec::new());
        for (license, write) in wanted {
            let unchanged = Becomes::Changed(Vec::new());
            let becomes = write.as_ref().map_or(unchanged, |write| Becomes::of(&write.operation));
            let turn = write.is_some().then_some(writes.len()).ok_or(Unsent::SoAlready);
            writes.extend(write.map(|write| write.because(step.clone())));
            rows.push(Row { id: Some(license.id), sku: license.sku, name: license.name, becomes, turn });
        }
        if writes.is_empty() {
            shared.say(Tone::Plain, "nothing to change: all of them are so already");
            return Step::Stay;
        }
        Step::Open(Self::preview(scope, deed, rows, writes, unread, shared).into())
    }

    /// Carries out a plan, as far as that is not done and its licenses are as it saw them.
    #[must_use]
    pub fn apply(plan: Plan, before: &Before, present: &Present<'_>, shared: &Shared) -> Step {
        let hindrance = |operation: &Operation| match (before.standing(operation), present.stance(operation))
        {
            (Some(Standing::Done), _) => Some(Unsent::DoneBefore),
            (Some(_), _) => Some(Unsent::NotKnown),
            (None, Stance::SoAlready) => Some(Unsent::SoAlready),
            (None, Stance::Stale(problem)) => Some(Unsent::Stale(problem)),
            (None, Stance::Ready) => None,
        };
        let planned = plan.operations.into_iter().map(|operation| (hindrance(&operation), operation));
        Self::of_operations(plan.scope, plan.id, planned, shared)
    }

    /// Carries out operations that nobody has planned before.
    #[must_use]
    pub fn carry_out(scope: Scope, operations: Vec<Operation>, shared: &mut Shared) -> Step {
        if !shared.may_write(scope, None) {
            return Step::Stay;
        }
        let unhindered = operations.into_iter().map(|operation| (None, operation));
        Self::of_operations(scope, Uuid::new_v4(), unhindered, shared)
    }

    fn of_operations(
        scope: Scope, step: Uuid, operations: impl Iterator<Item = (Option<Unsent>, Operation)>,
        shared: &Shared,
    ) -> Step {
        let cause = Cause { step: Some(step), ..Cause::default() };
        let (mut rows, mut writes) = (Vec::new(), Vec::new());
        for (hindrance, operation) in operations {
            let (name, becomes) = (name_of(&operation).to_owned(), Becomes::of(&operation));
            let write = Write { scope, operation, cause: cause.clone() };
            let (id, sku) = (write.id(), write.sku().to_owned());
            let turn = hindrance.map_or(Ok(writes.len()), Err);
            if turn.is_ok() {
                writes.push(write);
            }
            rows.push(Row { id, sku, name, becomes, turn });
        }
        Step::Open(Self::preview(scope, Deed::Apply, rows, writes, 0, shared).into())
    }

    fn preview(
        scope: Scope, deed: Deed, rows: Vec<Row>, writes: Vec<Write>, unread: usize, shared: &Shared,
    ) -> Self {
        let is_typed = !writes.is_empty() && (rows.len() >= TYPED_FROM || shared.is_production());
        let (input, batch) = (Input::default(), Batch::default());
        Self { scope, deed, rows, unread, input, mistyped: false, is_typed, batch, top: 0, writes }
    }

    /// Whether nothing has been sent yet.
    #[must_use]
    pub fn is_preview(&self) -> bool {
        self.batch.stands().is_empty()
    }

    /// How many changes there are to send.
    #[must_use]
    pub fn to_send(&self) -> usize {
        self.writes.len()
    }

    /// How many stand how, those among them for which nothing had to be sent.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = self.batch.counts();
        for unsent in self.rows.iter().filter_map(|row| row.turn.as_ref().err()) {
            *match unsent {
                Unsent::SoAlready | Unsent::DoneBefore => &mut counts.unchanged,
                Unsent::NotKnown => &mut counts.unknown,
                Unsent::Stale(_) => &mut counts.refused,
            } += 1;
        }
        counts
    }

    /// How a row stands; none where nothing is sent for it, or yet.
    #[must_use]
    pub fn stand(&self, row: &Row) -> Option<&Stand> {
        self.batch.stands().get(*row.turn.as_ref().ok()?)
    }

    /// The licenses that are as they should be, once something was sent.
    pub fn settled(&self) -> impl Iterator<Item = LicenseId> {
        let is_settled = |row: &&Row| match self.stand(row) {
            Some(stand) => matches!(stand, Stand::Done(_) | Stand::Unchanged),
            None => !self.is_preview() && matches!(row.turn, Err(Unsent::SoAlready | Unsent::DoneBefore)),
        };
        self.rows.iter().filter(is_settled).filter_map(|row| row.id)
    }

    /// The commands that do the same.
    #[must_use]
    pub fn command(&self, shared: &Shared) -> Option<String> {
        headless::commands(&self.writes, shared.place.as_ref())
    }

    fn confirm(&mut self) -> Step {
        if !self.is_preview() || self.writes.is_empty() {
            return Step::Stay;
        }
        self.mistyped = self.is_typed && !self.input.value().trim().eq_ignore_ascii_case(self.deed.verb());
        if self.mistyped {
            return Step::Stay;
        }
        Step::Propose(Box::new(Proposal::unasked(self.writes.clone())))
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if !self.batch.is_sending() {
            return Step::Close;
        }
        self.batch.stop();
        shared.say(Tone::Plain, "stops after the row under way, which cannot be called back");
        Step::Stay
    }

    /// Rows that fit on the screen.
    fn height(shared: &Shared) -> usize {
        shared.size.body_rows().saturating_sub(AROUND).max(1)
    }

    /// Keeps the row under way in sight.
    fn follow(&mut self, shared: &Shared) {
        let under_way = self.batch.position();
        let position = self.rows.iter().position(|row| row.turn.as_ref().ok() == Some(&under_way));
        let (position, height) = (position.unwrap_or_default(), Self::height(shared));
        if position < self.top || position >= self.top + height {
            self.top = position.saturating_sub(height / 2);
        }
    }

    fn tell_the_end(&self, shared: &mut Shared) {
        let counts = self.counts();
        let went_well = counts.refused + counts.unknown + counts.unsent == 0;
        let tone = if went_well { Tone::Good } else { Tone::Bad };
        shared.say(tone, format!("{}: {}", self.deed.verb(), counts.in_words()));
    }
}

impl Becomes {
    fn of(operation: &Operation) -> Self {
        match operation {
            Operation::Create(_) => Self::New,
            Operation::Update { change, .. } => Self::Changed(change.fields()),
            Operation::Delete { .. } => Self::Gone,
        }
    }
}

fn name_of(operation: &Operation) -> &str {
    match operation {
        Operation::Create(draft) => &draft.name,
        Operation::Update { seen, .. } | Operation::Delete { seen } => &seen.name,
    }
}

impl Behaviour for Bulk {
    fn title(&self) -> &'static str {
        self.deed.title()
    }

    fn contexts(&self) -> &'static [Context] {
        match (self.is_preview(), self.is_typed) {
            (true, true) => &[Context::BulkVerb, Context::Always],
            (true, false) => &[Context::BulkQuestion, Context::Bulk, Context::Global, Context::Always],
            (false, _) if self.batch.is_sending() => {
                &[Context::BulkUnderWay, Context::Bulk, Context::Global, Context::Always]
            }
            (false, _) => &[Context::BulkDone, Context::Bulk, Context::Global, Context::Always],
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back | Action::No => return self.back(shared),
            Action::Yes | Action::Accept => return self.confirm(),
            Action::Undo if !self.batch.is_sending() => return Undo::of_last(self.scope, shared),
            Action::CopyCommand => {
                if let Some(command) = self.command(shared) {
                    shared.copy(command);
                }
            }
            action if action.is_movement() => {
                let height = Self::height(shared);
                let last = self.rows.len().saturating_sub(height);
                self.top = match action {
                    Action::Last => last,
                    action => scrolled(self.top, action, height, last),
                };
            }
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        if self.is_preview() && self.is_typed && field::type_key(&mut self.input, press) {
            self.mistyped = false;
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.is_preview() && self.is_typed && field::paste(&mut self.input, text) {
            self.mistyped = false;
        }
    }

    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        self.batch.send(writes, shared);
    }

    fn unsent(&self) -> usize {
        self.batch.unsent()
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.batch.awaited() == Some(id)
    }

    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        self.batch.came(result, shared);
        self.follow(shared);
        if !self.batch.is_sending() {
            self.tell_the_end(shared);
        }
        Step::Stay
    }
}

#[cfg(test)]
mod tests;
