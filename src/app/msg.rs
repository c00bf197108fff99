//! What happened: all that the state machine ever learns.

use std::time::Duration;

use super::{
    export::{Export, Exported},
    keymap::KeyPress,
    layout::Size,
    model::Connected,
};
use crate::domain::{Exchange, Problem, Progress, Reply, WrittenProfile, catalog::View, plan::Plan};

/// The number of a request. Each is given once, so a late or doubled answer is known for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// The number of an arrangement of rows. Each is given once, so a late result is known for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArrangementId(pub u64);

/// The number of a notice whose time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeId(pub u64);

/// What the mouse did, and in which cell, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The column.
    pub column: u16,
    /// The row.
    pub row: u16,
}

/// What a mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// Its first button is pressed.
    Press,
    /// It moves while that is pressed.
    Drag,
    /// The button is let go.
    Release,
    /// The wheel is turned towards the top.
    WheelUp,
    /// The wheel is turned towards the bottom.
    WheelDown,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyPress),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Pasted(String),
    /// The terminal has this size now.
    Resized(Size),
    /// Time passed: since the start of the program. Comes only while something is waited for.
    Ticked(Duration),
    /// A notice has been shown for long enough.
    NoticeExpired(NoticeId),
    /// A call came to its end.
    Replied {
        /// Which one.
        id: RequestId,
        /// How.
        result: Result<Reply, Problem>,
    },
    /// Rows were filtered and put in order, or why they were not.
    Arranged {
        /// Which arrangement it was.
        id: ArrangementId,
        /// The view that was wanted.
        result: Result<Box<View>, Problem>,
    },
    /// What is typed in the form could not be kept, and why, for people.
    FormNotKept(String),
    /// A call gets on, and its answer is still awaited.
    Progressed {
        /// Which one.
        id: RequestId,
        /// How.
        progress: Progress,
    },
    /// A request was made, and answered or not.
    Exchanged(Box<Exchange>),
    /// A connection was asked for: it stands, or why it does not, for people.
    Connected(Result<Box<Connected>, String>),
    /// What a profile says of its server, or why that cannot be read, for people.
    ProfileRead(Result<WrittenProfile, String>),
    /// An export came to its end.
    Exported {
        /// Which one.
        export: Box<Export>,
        /// How.
        result: Exported,
    },
    /// A theme cannot be had, and why, for people.
    ThemeFailed(String),
    /// A plan from the file of this name, or why it cannot be read, for people.
    PlanRead(String, Result<Box<Plan>, String>),
}
