//! What is to be done: all that the state machine ever asks for. Data, so that tests can compare it.

use std::time::Duration;

use super::{
    export::Export,
    msg::{ArrangementId, NoticeId, RequestId},
};
use crate::domain::{
    Call, DraftId, KeptForm, NewProfile, ScopeEntry, ScopeKind,
    catalog::{Arrangement, Order},
};

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask the API; the answer comes as [`Msg::Replied`](super::Msg::Replied) under the same id.
    Call {
        /// The request's number.
        id: RequestId,
        /// What to ask.
        call: Call,
    },
    /// Forget a read. Writes are never cancelled.
    Cancel(RequestId),
    /// Have a write that waits for another try end without it. Its answer still comes.
    GiveUp(RequestId),
    /// Filter and sort rows where it holds up nobody; the result comes as [`Msg::Arranged`](super::Msg::Arranged)
    /// under the same id.
    Arrange {
        /// The arrangement's number.
        id: ArrangementId,
        /// What is wanted, with a snapshot of the rows.
        arrangement: Box<Arrangement>,
    },
    /// Forget an arrangement.
    StopArranging(ArrangementId),
    /// Send [`Msg::NoticeExpired`](super::Msg::NoticeExpired) after a while.
    ExpireNotice {
        /// Which notice.
        id: NoticeId,
        /// After how long.
        delay: Duration,
    },
    /// Remember that the scope was used.
    RememberScope(ScopeEntry),
    /// Remember that the scope is pinned, or is no longer.
    PinScope {
        /// Which scope.
        entry: ScopeEntry,
        /// Whether it is pinned now.
        pinned: bool,
    },
    /// Keep what is typed in the form, in place of what was kept of it before.
    KeepForm(Box<KeptForm>),
    /// Keep it no longer: it was saved, or the operator left it.
    DropForm,
    /// Throw away a form that another console left behind, once what is kept here is on the disk.
    ForgetForm(DraftId),
    /// Leave such a form for another time, or for another console.
    LeaveForm(DraftId),
    /// Start the sandbox within the program and connect to it: [`Msg::Connected`](super::Msg::Connected).
    StartSandbox,
    /// Write a new profile and connect to where it leads: [`Msg::Connected`](super::Msg::Connected).
    CreateProfile(NewProfile),
    /// Change what a profile says of its server and connect to where it leads then:
    /// [`Msg::Connected`](super::Msg::Connected).
    ChangeProfile(NewProfile),
    /// Read what a profile says of its server, to change it: [`Msg::ProfileRead`](super::Msg::ProfileRead).
    ReadProfile(String),
    /// Connect to where a profile leads: [`Msg::Connected`](super::Msg::Connected).
    SwitchProfile(String),
    /// Put a text on the clipboard of the operator's own machine. It is safe to paste.
    Copy(String),
    /// Write licenses into a file, where that holds up nobody: [`Msg::Exported`](super::Msg::Exported).
    Export(Box<Export>),
    /// Read a plan from a file: [`Msg::PlanRead`](super::Msg::PlanRead).
    ReadPlan(String),
    /// Draw in the theme of this name. That it cannot be had comes as [`Msg::ThemeFailed`](super::Msg::ThemeFailed).
    UseTheme(String),
    /// Draw in the theme of this name now and in later runs.
    KeepTheme(String),
    /// Show the licenses of a kind of scope in these columns in later runs; as is usual where none are said.
    KeepColumns {
        /// Of which kind.
        kind: ScopeKind,
        /// The columns, as they are typed.
        columns: Option<String>,
    },
    /// Show the licenses of a kind of scope in this order in later runs, or as their server has them.
    KeepOrder {
        /// Of which kind.
        kind: ScopeKind,
        /// In which order.
        order: Option<Order>,
    },
    /// Have the terminal tell of the mouse, or no longer.
    UseMouse(bool),
    /// Hand the terminal back to the shell until the job is continued.
    Suspend,
    /// Paint everything anew.
    Redraw,
    /// Leave. Writes under way are awaited first.
    Quit {
        /// Whether the operator broke off instead of leaving in peace.
        interrupted: bool,
    },
}
