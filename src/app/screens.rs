//! The screens, what lies over them, and what they ask of the stack they stand on.

pub mod activity;
pub mod batch;
pub mod bulk;
pub mod change;
pub mod command;
pub mod compared;
pub mod connect;
pub mod copy;
pub mod delete;
pub mod find;
pub mod form;
pub mod help;
pub mod history;
pub mod license;
pub mod licenses;
pub mod log_in;
pub mod overview;
pub mod page;
pub mod planned;
pub mod proposal;
pub mod reason;
pub mod scopes;
pub mod themes;
pub mod undo;
pub mod welcome;
mod written;

pub use proposal::Proposal;
pub use written::{Outcome, Written};

use super::{
    export::Export,
    keymap::{Action, Context, KeyPress},
    model::Shared,
    msg::RequestId,
};
use crate::domain::{Call, LeftForm, License, Problem, Reply, Write};

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// Nothing is configured.
    Welcome(welcome::Welcome),
    /// Choosing a scope.
    Scopes(Box<scopes::Scopes>),
    /// The table of licenses.
    Licenses(Box<licenses::Licenses>),
    /// One license.
    License(Box<license::Detail>),
    /// A new license, or an edit.
    Form(Box<form::Form>),
    /// Deleting a license.
    Delete(Box<delete::Deletion>),
    /// A new profile.
    Connect(Box<connect::Connect>),
    /// Logging in. It stands in front of all others, and only once.
    LogIn(Box<log_in::LogIn>),
    /// The changes that were made.
    History(Box<history::History>),
    /// The requests that were made.
    Activity(Box<activity::Activity>),
    /// One of them.
    Change(Box<change::ChangeDetail>),
    /// Taking a change back.
    Undo(Box<undo::Undo>),
    /// The same change of several licenses.
    Bulk(Box<bulk::Bulk>),
    /// What several licenses are to have in common.
    BulkEdit(Box<bulk::edit::BulkEdit>),
    /// The licenses that hold a text, in all scopes.
    Find(Box<find::Find>),
    /// A plan, before it is known how its changes stand.
    Planned(Box<planned::Planned>),
    /// Two scopes side by side.
    Compared(Box<compared::Compared>),
    /// Pictures of all licenses.
    Overview(Box<overview::Overview>),
    /// Choosing a theme.
    Themes(Box<themes::ThemeChoice>),
}

macro_rules! boxed {
    ($($variant:ident($screen:ty)),*) => {$(
        impl From<$screen> for Screen {
            fn from(screen: $screen) -> Self {
                Self::$variant(Box::new(screen))
            }
        }
    )*};
}

boxed!(
    Scopes(scopes::Scopes),
    Licenses(licenses::Licenses),
    License(license::Detail),
    Form(form::Form),
    Delete(delete::Deletion),
    Connect(connect::Connect),
    LogIn(log_in::LogIn),
    History(history::History),
    Activity(activity::Activity),
    Change(change::ChangeDetail),
    Undo(undo::Undo),
    Bulk(bulk::Bulk),
    BulkEdit(bulk::edit::BulkEdit),
    Find(find::Find),
    Planned(planned::Planned),
    Compared(compared::Compared),
    Overview(overview::Overview),
    Themes(themes::ThemeChoice)
);

/// Hands a call to whichever screen it is.
macro_rules! each {
    ($screen:expr, $inner:ident => $call:expr) => {
        match $screen {
            Screen::Welcome($inner) => $call,
            Screen::Scopes($inner) => $call,
            Screen::Licenses($inner) => $call,
            Screen::License($inner) => $call,
            Screen::Form($inner) => $call,
            Screen::Delete($inner) => $call,
            Screen::Connect($inner) => $call,
            Screen::LogIn($inner) => $call,
            Screen::History($inner) => $call,
            Screen::Activity($inner) => $call,
            Screen::Change($inner) => $call,
            Screen::Undo($inner) => $call,
            Screen::Bulk($inner) => $call,
            Screen::BulkEdit($inner) => $call,
            Screen::Find($inner) => $call,
            Screen::Planned($inner) => $call,
            Screen::Compared($inner) => $call,
            Screen::Overview($inner) => $call,
            Screen::Themes($inner) => $call,
        }
    };
}

/// What every screen does. What a screen has no use for, it leaves out.
pub trait Behaviour {
    /// The title on the screen.
    fn title(&self) -> &'static str;
    /// Where keys are looked up, the nearest context first.
    fn contexts(&self) -> &'static [Context];
    /// Does what the operator asks.
    fn act(&mut self, action: Action, shared: &mut Shared) -> Step;
    /// Takes a key that has no meaning in the table.
    fn type_key(&mut self, _press: KeyPress, _shared: &mut Shared) -> Step {
        Step::Stay
    }
    /// Points at a row of the body, counted from 0. True where the cursor stood there already.
    fn point(&mut self, _row: usize, _shared: &mut Shared) -> bool {
        false
    }
    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _shared: &mut Shared) {}
    /// Sends the changes that the operator has proposed and confirmed.
    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        for write in writes {
            shared.call(Call::from(write));
        }
    }
    /// Whether the screen waits for this answer.
    fn awaits(&self, _id: RequestId) -> bool {
        false
    }
    /// Takes the answer that the screen waits for.
    fn replied(&mut self, _id: RequestId, _result: Result<Reply, Problem>, _shared: &mut Shared) -> Step {
        Step::Stay
    }
    /// Takes notice that an answer that the screen waits for does not come for now: it is asked for again later.
    fn held_up(&mut self, _id: RequestId, _problem: &Problem, _shared: &mut Shared) {}
    /// Takes notice of a write that was made, by whichever screen.
    fn written(&mut self, _written: &Written, _shared: &mut Shared) {}
    /// The operator has logged in.
    fn logged_in(&mut self) {}
    /// The terminal has another size.
    fn resized(&mut self, _shared: &mut Shared) {}
    /// The screen comes to the front again.
    fn enter(&mut self, _shared: &mut Shared) {}
    /// The screen goes away.
    fn leave(&mut self, _shared: &mut Shared) {}
    /// Whether the screen holds something that would be lost.
    fn is_unsaved(&self) -> bool {
        false
    }
    /// How many changes the screen is still to send, one after the other.
    fn unsent(&self) -> usize {
        0
    }
    /// Whether what the screen is about is no more.
    fn is_gone(&self) -> bool {
        false
    }
}

impl Behaviour for Screen {
    fn title(&self) -> &'static str {
        each!(self, screen => screen.title())
    }
    fn contexts(&self) -> &'static [Context] {
        each!(self, screen => screen.contexts())
    }
    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        each!(self, screen => screen.act(action, shared))
    }
    fn type_key(&mut self, press: KeyPress, shared: &mut Shared) -> Step {
        each!(self, screen => screen.type_key(press, shared))
    }
    fn paste(&mut self, text: &str, shared: &mut Shared) {
        each!(self, screen => screen.paste(text, shared));
    }
    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        each!(self, screen => screen.send(writes, shared));
    }
    fn awaits(&self, id: RequestId) -> bool {
        each!(self, screen => screen.awaits(id))
    }
    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        each!(self, screen => screen.replied(id, result, shared))
    }
    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        each!(self, screen => screen.point(row, shared))
    }
    fn held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        each!(self, screen => screen.held_up(id, problem, shared));
    }
    fn written(&mut self, written: &Written, shared: &mut Shared) {
        each!(self, screen => screen.written(written, shared));
    }
    fn logged_in(&mut self) {
        each!(self, screen => screen.logged_in());
    }
    fn resized(&mut self, shared: &mut Shared) {
        each!(self, screen => screen.resized(shared));
    }
    fn enter(&mut self, shared: &mut Shared) {
        each!(self, screen => screen.enter(shared));
    }
    fn leave(&mut self, shared: &mut Shared) {
        each!(self, screen => screen.leave(shared));
    }
    fn is_unsaved(&self) -> bool {
        each!(self, screen => screen.is_unsaved())
    }
    fn unsent(&self) -> usize {
        each!(self, screen => screen.unsent())
    }
    fn is_gone(&self) -> bool {
        each!(self, screen => screen.is_gone())
    }
}

/// What lies over the screen in front and takes all keys.
#[derive(Debug)]
pub enum Overlay {
    /// The keys that work here.
    Help(help::Help),
    /// A question.
    Question(Box<Question>),
    /// Why changes are made, that wait for it.
    Reason(Box<reason::ReasonPrompt>),
    /// A command that is being typed.
    Command(Box<command::CommandLine>),
    /// The choice of what to copy of these licenses.
    Copy(Vec<License>),
    /// A text to be copied by the terminal's own means.
    Page(page::Page),
}

impl Overlay {
    /// Where keys are looked up.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match self {
            Self::Help(_) => &[Context::Help, Context::Always],
            Self::Question(question) if matches!(question.act, Act::TakeUp(_)) => {
                &[Context::Draft, Context::Always]
            }
            Self::Question(_) => &[Context::Question, Context::Always],
            Self::Reason(_) => &[Context::Reason, Context::Always],
            Self::Command(_) => &[Context::Command, Context::Always],
            Self::Copy(_) => &[Context::Copy, Context::Always],
            Self::Page(_) => &[Context::Page, Context::Always],
        }
    }
}

/// A question that is answered with yes or no; everything but yes is no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What has to be known for the answer; may hold text of the server's.
    pub lines: Vec<String>,
    /// What yes does.
    pub act: Act,
}

/// What a yes does. Changes are held here as they were when the question was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Leave lictor.
    Quit,
    /// Close the screen in front.
    Close,
    /// Send these very changes from the screen in front.
    Send(Vec<Write>),
    /// Connect to where this profile leads, and let go of what is unsaved.
    SwitchProfile(String),
    /// Mark the rows that the filter shows.
    MarkRead,
    /// Write licenses into a file that is there already.
    Export(Box<Export>),
    /// Open this form as it was left.
    TakeUp(Box<LeftForm>),
}

impl Act {
    /// Whether it is about the screen that was in front when the question was asked.
    #[must_use]
    pub fn is_about_screen(&self) -> bool {
        matches!(self, Self::Close | Self::Send(_) | Self::MarkRead)
    }
}

/// What a screen asks of the stack.
#[derive(Debug)]
pub enum Step {
    /// Nothing.
    Stay,
    /// A screen over this one.
    Open(Screen),
    /// This screen goes.
    Close,
    /// A question over this screen.
    Ask(Box<Question>),
    /// Changes that are to be sent from this screen, once all is said that has to be.
    Propose(Box<Proposal>),
    /// Back to the scopes.
    ToScopes,
    /// The choice of what to copy of these licenses.
    Copy(Vec<License>),
}

impl Step {
    /// Asks a question that is answered with yes or no.
    #[must_use]
    pub fn ask(title: impl Into<String>, lines: Vec<String>, act: Act) -> Self {
        Self::Ask(Box::new(Question { title: title.into(), lines, act }))
    }
}

/// What is to be said of a write that found no session: nothing was changed.
#[must_use]
pub fn not_done(problem: &Problem) -> String {
    match problem {
        // Its own words say so.
        Problem::SessionEnded { .. } => problem.message(),
        _ => format!("{}; nothing was changed", problem.message()),
    }
}
