//! The words of the command line.

mod sandbox;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub(super) use self::sandbox::{Sandbox, SandboxAccount, SandboxTls, TwoFactor};
use super::exit::EXIT_CODES;

/// The version, the commit and its date.
pub(super) const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("LICTOR_COMMIT"), ")");

/// A terminal console for customer licenses.
///
/// Without a command, the console opens: on the licenses of a scope when one is given, else on the scopes; with
/// nothing configured, on a welcome that connects to a server or offers a sandbox to try. Secrets are no options,
/// because arguments are visible to everybody on the machine: a token comes from the environment variable
/// LICTOR_TOKEN, or from the file or the command that the profile names; an account logs in with `lictor login`, or
/// by itself with LICTOR_USERNAME, LICTOR_PASSWORD and, for a second factor, LICTOR_CODE.
#[derive(Debug, Parser)]
#[command(name = "lictor", version = VERSION, after_long_help = EXIT_CODES, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What can be said with every command.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// The profile of the configuration file to work with [env: LICTOR_PROFILE]
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) profile: Option<String>,
    /// The configuration file; `lictor config path` tells the usual one [env: LICTOR_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Origin of the server, such as https://api.example.net, without /api/v01 [env: LICTOR_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The service provider's instance, such as draas_v1 [env: LICTOR_INSTANCE]
    #[arg(long, global = true, value_name = "INSTANCE")]
    pub(super) instance: Option<String>,
    /// The scope to work in, such as groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a [env: LICTOR_SCOPE]
    #[arg(long, global = true, value_name = "KIND/UUID")]
    pub(super) scope: Option<String>,
    /// Refuse everything that would change a license [env: LICTOR_READ_ONLY]
    #[arg(long, global = true)]
    pub(super) read_only: bool,
    /// Why changes are made: goes into the journal with each; a profile may demand it [env: LICTOR_REASON]
    #[arg(long, global = true, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// How data is printed
    #[arg(short, long, global = true, value_name = "FORM", default_value = "table")]
    pub(super) output: Format,
    #[command(flatten)]
    pub(super) drawing: Drawing,
    /// How long one request may take [default: 30]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub(super) timeout: Option<String>,
    /// Tell about each request: on standard error, or in a log file while the console runs
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

/// How things are shown.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Drawing {
    /// When to use colours; NO_COLOR switches them off too
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Colour,
    /// How things look in the console: terminal, dark, light, contrast, monochrome, or a file of yours [env: LICTOR_THEME]
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) theme: Option<String>,
    /// Have the mouse click and scroll in the console; the key M turns it on and off
    #[arg(long, global = true)]
    pub(super) mouse: bool,
    /// Draw the console with ASCII characters only; by itself where the locale is not UTF-8
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// No escape codes: the console is a dialogue, line by line, that asks one thing at a time. By itself where TERM is dumb
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// Paint little, for slow lines: a sign marks the row under the cursor, and the table stands alone
    #[arg(long, global = true)]
    pub(super) slow: bool,
}

/// How data is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns, for people
    Table,
    /// One JSON document
    Json,
    /// One JSON document a line, as the pages come
    Jsonl,
    /// Comma-separated values with a header, as the pages come
    Csv,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open the console on a sandbox server of its own: nothing to configure, nothing to break
    Demo(Demo),
    /// Run the sandbox server alone, until it is interrupted
    Sandbox(Box<Sandbox>),
    #[command(flatten)]
    Call(Call),
    /// Check the way to the server, step by step: configuration, network, log-in, a call, the terminal
    Doctor,
    /// Tell about the configuration
    #[command(subcommand)]
    Config(Configuration),
    /// Print a script that completes commands in a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, as roff
    Man {
        /// Write a page for each command into this directory instead
        #[arg(long, value_name = "DIRECTORY")]
        out: Option<PathBuf>,
    },
}

/// What to tell about the configuration.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum Configuration {
    /// Print where the file is, or would be
    Path,
    /// Print each setting in force and where it comes from; secrets are hidden
    Show,
    /// Print what is wrong with the file, with line and column; wrong values are exit code 2
    Check,
}

/// What to do with a server.
#[derive(Debug, Subcommand)]
pub(super) enum Call {
    /// Log in and keep the session for the profile
    #[command(name = "login")]
    LogIn(LogIn),
    /// End the session of the profile
    #[command(name = "logout")]
    LogOut,
    /// Show who is logged in
    #[command(name = "whoami")]
    WhoAmI,
    /// List the scopes that the account can see
    Scopes(Scopes),
    /// List the licenses of the scope
    List(List),
    /// Write all licenses of the scope into a file, or to standard output
    Export(Export),
    /// Compare a list with the licenses of the scope, and keep what leads there as a plan; nothing is changed
    Plan(Plan),
    /// Carry out a plan; run again, it goes on where it was
    Apply(Apply),
    /// Find licenses in all scopes that the account can see
    Find(Find),
    /// Compare the licenses of two scopes, by SKU; exit code 1 where they differ
    Compare(Compare),
    /// Count all licenses that the account can see: by scope, by SKU, and what was changed from here
    Overview(Overview),
    /// Show one license
    Get(Id),
    /// Create a license
    Create(Create),
    /// Change a license; what is not named stays as it is
    Update(Update),
    /// Set the status of licenses to enabled
    Enable(Ids),
    /// Set the status of licenses to disabled
    Disable(Ids),
    /// Delete licenses, after a question
    Delete(Delete),
    /// List the changes that were made, as the journal on this machine has them; no server is asked
    History(History),
    /// Take back a change of the journal, and with it all others of its step, after a question
    Undo(UndoOf),
}

/// `demo`
#[derive(Args, Debug)]
pub(super) struct Demo {
    /// How many licenses the first group has
    #[arg(long, value_name = "N", default_value_t = 240)]
    pub(super) licenses: u32,
    /// Keep the data in this file; otherwise it is gone at the end
    #[arg(long, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
}

/// `login`
#[derive(Args, Debug)]
pub(super) struct LogIn {
    /// The account's name; asked for on a terminal where nothing says it [env: LICTOR_USERNAME]
    #[arg(long, value_name = "NAME")]
    pub(super) username: Option<String>,
    /// Read the password from this file; - is standard input. Otherwise it comes from LICTOR_PASSWORD, from what
    /// the profile names, or is asked for on a terminal
    #[arg(long, value_name = "FILE")]
    pub(super) password_file: Option<PathBuf>,
    /// Do not ask for the second factor on this device again
    #[arg(long)]
    pub(super) trust: bool,
}

/// `scopes`
#[derive(Args, Debug)]
pub(super) struct Scopes {
    /// groups, distributors, resellers or tenants; all of them where none is named
    #[arg(value_name = "KIND")]
    pub(super) kind: Option<String>,
    /// Only those under this scope
    #[arg(long, value_name = "KIND/UUID")]
    pub(super) parent: Option<String>,
    /// Only those that the server finds by this text
    #[arg(long, value_name = "TEXT")]
    pub(super) search: Option<String>,
}

/// `history`
#[derive(Args, Debug)]
pub(super) struct History {
    /// Only changes of this license
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// Only changes of licenses whose SKU holds this text
    #[arg(long, value_name = "TEXT")]
    pub(super) sku: Option<String>,
    /// Only changes that stand so: done, refused, "not done", different or unknown
    #[arg(long, value_name = "WORD")]
    pub(super) result: Option<String>,
    /// Only changes from then on, such as 2026-03-04, '2026-03-04 17:30' (local time) or 2026-03-04T16:30:00Z
    #[arg(long, value_name = "DATE/TIME")]
    pub(super) since: Option<String>,
    /// Only the latest so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) limit: Option<u64>,
    /// Changes at all servers, not only at the one that is configured
    #[arg(long)]
    pub(super) all: bool,
    /// Check instead that the journal is as it was written; a line that was edited or cut is exit code 1
    #[arg(long, conflicts_with_all = ["id", "sku", "since", "result", "limit", "all"])]
    pub(super) verify: bool,
}

/// `undo`
#[derive(Args, Debug)]
pub(super) struct UndoOf {
    /// The entry of the journal; `lictor history` lists them
    #[arg(value_name = "ENTRY")]
    pub(super) entry: String,
    /// Do not ask; needed where there is no terminal to ask on
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// `list`
#[derive(Args, Debug)]
pub(super) struct List {
    /// Stop after so many licenses
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) limit: Option<u64>,
    /// How many licenses to ask the server for at once [default: 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) page_size: Option<u32>,
}

/// `export`
#[derive(Args, Debug)]
pub(super) struct Export {
    /// The file; it is replaced as a whole, once all licenses were read. Its ending says the form (csv, json, jsonl) where
    /// -o does not; CSV otherwise
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
}

/// `find`
#[derive(Args, Debug)]
pub(super) struct Find {
    /// What to find: words, each of which must be in the id, the SKU, the name, the description or the status
    #[arg(value_name = "TEXT")]
    pub(super) text: String,
    /// The kind of scopes to search: groups, distributors, resellers or tenants; without it the groups, or where the
    /// account may not list these, the kind below
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Option<String>,
}

/// `overview`
#[derive(Args, Debug)]
pub(super) struct Overview {
    /// The kind of scopes to count: groups, distributors, resellers or tenants; without it the groups, or where the
    /// account may not list these, the kind below
    #[arg(long, value_name = "KIND")]
    pub(super) kind: Option<String>,
}

/// `compare`
#[derive(Args, Debug)]
pub(super) struct Compare {
    /// The first scope, such as groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a
    #[arg(value_name = "KIND/UUID")]
    pub(super) a: String,
    /// The second scope; with -o json, `plan` makes it like the first
    #[arg(value_name = "KIND/UUID")]
    pub(super) b: String,
}

/// `plan`
#[derive(Args, Debug)]
pub(super) struct Plan {
    /// The list: CSV with a header, JSON as `list` prints it, JSON lines, or the result of `compare A B -o json`, which
    /// makes B like A; - is standard input
    ///
    /// A row means the license with its id, else the one with its SKU; without an id and with a new SKU it is a new
    /// license. What has no column stays as it is.
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Where the plan goes [default: FILE.plan.json]
    #[arg(long, value_name = "PLAN")]
    pub(super) out: Option<PathBuf>,
    /// Delete what the list lacks
    #[arg(long)]
    pub(super) delete: bool,
}

/// `apply`
#[derive(Args, Debug)]
pub(super) struct Apply {
    /// The plan, as `plan` wrote it
    #[arg(value_name = "PLAN")]
    pub(super) plan: PathBuf,
    /// How many changes may be under way at once; one, once the server has said that it is busy
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    pub(super) concurrency: u8,
    /// Do not ask; needed where there is no terminal to ask on
    #[arg(long, short)]
    pub(super) yes: bool,
}

/// One license.
#[derive(Args, Debug)]
pub(super) struct Id {
    /// The id of the license
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

/// `create`
#[derive(Args, Debug)]
pub(super) struct Create {
    /// Stock keeping unit; it cannot be changed later
    #[arg(long, value_name = "SKU")]
    pub(super) sku: String,
    /// Name
    #[arg(long, value_name = "NAME")]
    pub(super) name: String,
    /// Description
    #[arg(long, value_name = "TEXT")]
    pub(super) description: Option<String>,
    /// enabled or disabled
    #[arg(long, value_name = "STATUS", default_value = "enabled")]
    pub(super) status: String,
}

/// `update`
#[derive(Args, Debug)]
pub(super) struct Update {
    #[command(flatten)]
    pub(super) id: Id,
    #[command(flatten)]
    pub(super) wish: Wish,
    #[command(flatten)]
    pub(super) expectations: Expectations,
}

/// What becomes different.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(super) struct Wish {
    /// New name
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// New description; an empty text takes it away
    #[arg(long, value_name = "TEXT")]
    pub(super) description: Option<String>,
    /// enabled or disabled
    #[arg(long, value_name = "STATUS")]
    pub(super) status: Option<String>,
}

/// What the caller believes the licenses to be like.
#[derive(Args, Debug)]
pub(super) struct Expectations {
    /// Change nothing unless the field has this value: sku, name, description or status; may be given several times
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(super) expect: Vec<String>,
    /// Go on even where a field has another value than expected
    #[arg(long, requires = "expect")]
    pub(super) force: bool,
}

/// Several licenses.
#[derive(Args, Debug)]
pub(super) struct Ids {
    #[command(flatten)]
    pub(super) which: Which,
    #[command(flatten)]
    pub(super) expectations: Expectations,
}

/// The ids of several licenses.
#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(super) struct Which {
    /// The ids of the licenses
    #[arg(value_name = "ID")]
    pub(super) id: Vec<String>,
    /// Read ids from this file too; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) ids: Option<PathBuf>,
}

/// `delete`
#[derive(Args, Debug)]
pub(super) struct Delete {
    #[command(flatten)]
    pub(super) ids: Ids,
    /// Do not ask; needed where there is no terminal to ask on
    #[arg(long)]
    pub(super) yes: bool,
}
