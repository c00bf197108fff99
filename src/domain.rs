//! Floor 0: the data and the rules of licenses, without clock, files or network.
//!
//! May use: the standard library, serde, uuid and small data crates. Uses no other floor.

pub mod account;
pub mod call;
pub mod catalog;
pub mod comparison;
pub mod exchange;
pub mod foresight;
pub mod headway;
pub mod journal;
pub mod kept_form;
pub mod license;
pub mod overview;
pub mod plan;
pub mod problem;
pub mod profile;
pub mod progress;
pub mod rules;
pub mod scope;
pub mod search;
pub mod secret;
pub mod session;
pub mod steadiness;
pub mod undo;
pub mod walk;
pub mod write;

pub use account::{Account, Administered};
pub use call::{Call, Descent, LicensePage, PageToken, Reply, ScopeCursor, ScopePage};
pub use exchange::{Answered, Body, Exchange, Recorder};
pub use foresight::Foresight;
pub use headway::Headway;
pub use journal::{Entry, EntryId, Image, Intent, Journal, OperationKind, Outcome, Standing};
pub use kept_form::{DraftId, KeptForm, LeftForm, Purpose};
pub use license::{Change, Draft, Edit, Field, FieldChange, License, LicenseId, Status};
pub use overview::Overview;
pub use problem::{Distrust, LogInStep, Problem, ReadOnly};
pub use profile::{NewProfile, WrittenProfile};
pub use progress::{Progress, Unwatched, Watch};
pub use rules::Fault;
pub use scope::{Scope, ScopeEntry, ScopeKind};
pub use secret::{Secret, SecretSource};
pub use session::{Challenge, Credentials, Factor, KeptSession, SessionKeeper, Tokens, Verification};
pub use steadiness::Steadiness;
pub use undo::{Undo, Undoing};
pub use walk::Walk;
pub use write::{Cause, Operation, Write};
