//! Floor 4: the console at work. Messages go into the state machine, its effects are carried out, and the screen is
//! drawn when something has changed. May use: every floor below, tokio, crossterm, ratatui, termina.

mod arranger;
mod clipboard;
mod console;
mod departure;
mod filing;
mod input;
mod keeper;
mod mouse;
mod news;
mod painter;
mod panic;
mod surface;
mod terminal;
mod worker;

pub use console::{Console, Job};
pub use input::Inputs;
pub use news::News;
pub use painter::Painter;
pub use surface::Surface;
pub use terminal::{Farewell, open};
pub use worker::Worker;

use crate::{
    api::Client,
    app::{Msg, Place, keymap::Keymap},
    domain::{NewProfile, Scope, WrittenProfile},
    sandbox::Sandbox,
    store::{Drafts, Habits, KnownScopes},
    ui::Theme,
};

/// A place to work at, and the way to it.
#[derive(Debug)]
pub struct Connection {
    /// What the console says of it.
    pub place: Place,
    /// The client that speaks to it.
    pub client: Client,
    /// Open on this scope's licenses instead of on the scopes.
    pub scope: Option<Scope>,
    /// What is to be said when the console comes to it later: what the configuration says in vain.
    pub remark: Option<String>,
}

/// The profiles of the configuration. All of it is quick: it reads or writes a file, and asks no network.
pub trait Profiles: Send {
    /// Their names, in the order of the configuration.
    fn names(&self) -> Vec<String>;

    /// Where a profile leads.
    ///
    /// # Errors
    /// What is wrong with it and what to do, for people.
    fn open(&mut self, name: &str) -> Result<Connection, String>;

    /// Writes a new profile; answers with where it leads.
    ///
    /// # Errors
    /// Why it was not written, or what is wrong with it, for people.
    fn create(&mut self, profile: &NewProfile) -> Result<Connection, String>;

    /// What a profile says of its server, as it stands in the configuration.
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    fn read(&self, name: &str) -> Result<WrittenProfile, String>;

    /// Changes what a profile says of its server; answers with where it leads then.
    ///
    /// # Errors
    /// Why it was not changed, or what is wrong with it, for people.
    fn change(&mut self, profile: &NewProfile) -> Result<Connection, String>;

    /// The file that they stand in, for people; none without one.
    fn file(&self) -> Option<String>;
}

/// The themes that can be chosen.
pub trait Themes {
    /// Their names.
    fn names(&self) -> Vec<String>;

    /// The theme of a name, as it is now: a file may have changed.
    ///
    /// # Errors
    /// Why it cannot be had, for people.
    fn open(&self, name: &str) -> Result<Theme, String>;
}

/// How things look.
pub struct Look {
    /// The name of the theme.
    pub name: String,
    /// The theme.
    pub theme: Theme,
    /// Others to choose from.
    pub themes: Box<dyn Themes>,
}

/// What the console starts with.
pub struct Start {
    /// Where to connect to; none shows the welcome.
    pub connection: Option<Connection>,
    /// What is to be said at once: what the configuration says in vain.
    pub remark: Option<String>,
    /// How things look.
    pub look: Look,
    /// What was chosen before for how they look.
    pub habits: Habits,
    /// Whether the mouse clicks and scrolls from the start.
    pub mouse: bool,
    /// Whether the terminal may have a clipboard that takes what it is sent.
    pub has_clipboard: bool,
    /// What keys mean.
    pub keymap: Keymap,
    /// The scopes that were used before, and those that are pinned.
    pub known_scopes: KnownScopes,
    /// What is typed in forms, and what was left behind.
    pub drafts: Drafts,
    /// What can be connected to.
    pub profiles: Box<dyn Profiles>,
    /// Starts the sandbox from the welcome, and keeps it running as long as it is held.
    pub sandbox: StartSandbox,
}

/// Starts the sandbox within the program; dropping it stops it.
pub type StartSandbox = fn() -> Result<(Sandbox, Connection), String>;

/// Why the console leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The operator left.
    Quit,
    /// The operator broke off.
    Interrupted,
    /// A signal came.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
}

/// What comes from outside of the console, apart from the answers of the API.
#[derive(Debug)]
pub enum Input {
    /// A message for the state machine.
    Msg(Msg),
    /// A signal to end, by its number.
    Signal(i32),
    /// The terminal may have another size now.
    Resized,
    /// The job was continued.
    Continued,
    /// The terminal is gone.
    HungUp,
}
