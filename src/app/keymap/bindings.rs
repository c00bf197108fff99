//! The keys as they are when nobody has bound them anew.

use super::{Action, Context, KeyPress};
use crate::domain::ScopeKind;

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where the keys work.
    pub context: Context,
    /// The keys; the footer shows the first.
    pub presses: Vec<KeyPress>,
    /// What they mean.
    pub action: Action,
    /// The word in the footer; empty for keys that the footer leaves out.
    pub hint: &'static str,
    /// The line in the help.
    pub help: &'static str,
}

type Line = (&'static str, Action, &'static str, &'static str);

const ALWAYS: &[Line] = &[
    ("ctrl-c", Action::ForceQuit, "", "leave at once"),
    ("ctrl-z", Action::Suspend, "", "suspend; fg comes back"),
    ("ctrl-l", Action::Redraw, "", "paint everything anew"),
];

const GLOBAL: &[Line] = &[
    ("?", Action::Help, "help", "this help"),
    (":", Action::Command, "", "all that can be done here, to be searched by name"),
    ("L", Action::Activity, "", "the requests that were made"),
    ("M", Action::Mouse, "", "have the mouse click and scroll here, or select text as ever"),
    ("esc", Action::Back, "", "back; cancels what runs"),
    ("q", Action::Quit, "quit", "leave; asks when something is unsaved"),
];

const LIST: &[Line] = &[
    ("enter", Action::Open, "open", "open what the cursor is on"),
    ("/", Action::Filter, "filter", "filter what is read; letters narrow at once"),
    ("j down", Action::Down, "", "one row down"),
    ("k up", Action::Up, "", "one row up"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("ctrl-d", Action::HalfDown, "", "half a screenful down"),
    ("ctrl-u", Action::HalfUp, "", "half a screenful up"),
    ("g home", Action::First, "", "to the first row"),
    ("G end", Action::Last, "", "read to the end, to the last row; Esc stops"),
    ("]", Action::NextPage, "", "to the next page of the server"),
    ("[", Action::PreviousPage, "", "to the previous page of the server"),
    ("s", Action::Sort, "sort", "sort what is read by the next column"),
    ("S", Action::ReverseSort, "", "turn the order round"),
    ("r f5", Action::Refresh, "refresh", "read anew from the server"),
];

const SCOPES: &[Line] = &[
    ("enter", Action::Open, "licenses", "the licenses of the scope"),
    ("tab", Action::Descend, "children", "into the scope's children"),
    ("backspace", Action::Ascend, "", "back up"),
    ("right", Action::NextKind, "", "next kind"),
    ("left", Action::PreviousKind, "", "previous kind"),
    ("1", Action::ShowKind(ScopeKind::Groups), "", "groups"),
    ("2", Action::ShowKind(ScopeKind::Distributors), "", "distributors"),
    ("3", Action::ShowKind(ScopeKind::Resellers), "", "resellers"),
    ("4", Action::ShowKind(ScopeKind::Tenants), "kind", "tenants"),
    ("a", Action::TypeScope, "type a scope", "type or paste a KIND/UUID"),
    // Scopes are read on by themselves; the server's pages are nothing that one could see.
    ("]", Action::NextPage, "", "one screenful down"),
    ("[", Action::PreviousPage, "", "one screenful up"),
    ("p", Action::Pin, "pin", "pin the scope to the top, or no longer"),
    ("F", Action::Find, "find", "find licenses in all scopes"),
    ("O", Action::Overview, "overview", "pictures of all licenses"),
];

const LICENSES: &[Line] = &[
    ("n", Action::New, "new", "fill in a new license"),
    ("e", Action::Edit, "edit", "edit the license"),
    ("c", Action::Clone, "clone", "fill in a new license with this one's values"),
    ("d", Action::Delete, "delete", "delete the license; asks for its SKU"),
    ("t", Action::Toggle, "on/off", "turn the license on or off at once"),
    ("u", Action::Undo, "undo", "take the last change of this scope back"),
    ("o", Action::ChooseScope, "scopes", "choose another scope"),
    (
        "space",
        Action::Mark,
        "mark",
        "mark the license, or no longer; t, e, d, y and x act on all that are marked",
    ),
    ("V ctrl-space", Action::MarkRange, "", "mark the rows from the last mark to the cursor"),
    ("*", Action::MarkAll, "", "mark all that the filter shows, or no longer"),
    ("y", Action::Copy, "copy", "copy id, SKU, row or JSON"),
    ("x", Action::Export, "export", "write what is marked, or what the filter shows, into a file"),
    ("F", Action::Find, "", "find licenses in all scopes"),
    ("O", Action::Overview, "", "pictures of all licenses"),
    ("H", Action::History, "history", "the changes that were made"),
];

const LICENSE: &[Line] = &[
    ("e", Action::Edit, "edit", "edit the license"),
    ("c", Action::Clone, "clone", "fill in a new license with this one's values"),
    ("d", Action::Delete, "delete", "delete the license; asks for its SKU"),
    ("t", Action::Toggle, "on/off", "turn the license on or off at once"),
    ("u", Action::Undo, "undo", "take the last change of this scope back"),
    ("y", Action::Copy, "copy", "copy id, SKU, row or JSON"),
    ("v", Action::Raw, "JSON", "what the server sent, as JSON, and back"),
    ("r f5", Action::Refresh, "refresh", "read the license anew"),
    ("j down", Action::Down, "", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the top"),
    ("n", Action::New, "", "fill in a new license"),
    ("o", Action::ChooseScope, "", "choose another scope"),
    ("H", Action::History, "history", "the changes that were made"),
];

const FORM: &[Line] = &[
    ("ctrl-s", Action::Save, "save", "save"),
    ("tab down enter", Action::NextField, "next field", "to the next field"),
    ("shift-tab up", Action::PreviousField, "", "to the previous field"),
    ("esc", Action::Back, "leave", "leave; asks when something was changed"),
];

const LICENSE_FORM: &[Line] =
    &[("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that does the same")];

const CONFLICT: &[Line] = &[
    ("left", Action::Mine, "mine", "let my value go out"),
    ("right", Action::Theirs, "theirs", "let their value stay"),
    ("space", Action::Switch, "", "turn the choice round"),
    ("ctrl-s", Action::Save, "save", "save what was chosen"),
    ("tab down enter j", Action::NextField, "next field", "to the next field"),
    ("shift-tab up k", Action::PreviousField, "", "to the previous field"),
    ("esc", Action::Back, "back to the form", "back to the form, with all that was typed"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that does the same"),
];

const FILTER: &[Line] = &[
    ("enter", Action::Accept, "keep the filter", "keep the filter, back to the rows"),
    ("esc", Action::Back, "clear it", "clear the filter"),
    ("down", Action::Down, "", "one row down"),
    ("up", Action::Up, "", "one row up"),
];

const ENTRY: &[Line] = &[
    ("enter", Action::Accept, "licenses of the scope", "go to the scope that was typed"),
    ("esc", Action::Back, "leave", "leave"),
];

const DELETE: &[Line] = &[
    ("enter", Action::Accept, "delete when the SKU is right", "delete, when the text is the license's SKU"),
    ("tab down", Action::NextField, "", "to the name of the scope, on a production profile"),
    ("shift-tab up", Action::PreviousField, "", "back to the SKU"),
    ("esc", Action::Back, "keep the license", "leave; nothing is deleted"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that does the same"),
];

const QUESTION: &[Line] = &[
    ("y", Action::Yes, "yes", "yes"),
    ("n esc enter", Action::No, "no", "no; so does every other answer"),
    ("ctrl-y", Action::CopyCommand, "", "copy the command that does the same"),
];

const REASON: &[Line] = &[
    ("enter", Action::Accept, "send", "send the change with this reason"),
    ("esc", Action::Back, "back", "back; nothing is sent, and what was typed is kept"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that does the same"),
];

const HISTORY: &[Line] = &[
    ("u", Action::Undo, "undo", "take the change under the cursor back"),
    ("r f5", Action::Refresh, "refresh", "read the journal anew"),
    ("s", Action::Sort, "sort", "sort by the next column"),
    ("S", Action::ReverseSort, "", "turn the order round"),
];

const CHANGE: &[Line] = &[
    ("u", Action::Undo, "undo", "take this change back"),
    ("j down", Action::Down, "scroll", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the top"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that takes this change back"),
];

const CONFIRM: &[Line] =
    &[("y", Action::Yes, "yes, take it back", "send what is shown, one change after the other")];

const ACTIVITY: &[Line] = &[
    ("enter", Action::Open, "open", "the request in full, with its answer"),
    ("y", Action::CopyCommand, "copy for curl", "copy it as a command for curl"),
    ("j down", Action::Down, "", "one row down"),
    ("k up", Action::Up, "", "one row up"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("ctrl-d", Action::HalfDown, "", "half a screenful down"),
    ("ctrl-u", Action::HalfUp, "", "half a screenful up"),
    ("g home", Action::First, "", "to the latest"),
    ("G end", Action::Last, "", "to the oldest that is kept"),
];

const EXCHANGE: &[Line] = &[("y", Action::CopyCommand, "copy for curl", "copy it as a command for curl")];

const BULK: &[Line] = &[
    ("j down", Action::Down, "scroll", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the first license"),
    ("G end", Action::Last, "", "to the last license"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the commands that do the same"),
];

const BULK_QUESTION: &[Line] = &[
    ("y", Action::Yes, "yes, all of them", "send the changes, one after the other"),
    ("n esc enter", Action::No, "leave", "leave; nothing is sent"),
];

const BULK_VERB: &[Line] = &[
    ("enter", Action::Accept, "send when the word is right", "send the changes, when the word is theirs"),
    ("esc", Action::Back, "leave", "leave; nothing is sent"),
    ("down", Action::Down, "", "scroll down"),
    ("up", Action::Up, "", "scroll up"),
    ("pagedown", Action::PageDown, "", "scroll one screenful down"),
    ("pageup", Action::PageUp, "", "scroll one screenful up"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the commands that do the same"),
];

const BULK_UNDER_WAY: &[Line] =
    &[("esc", Action::Back, "stop", "stop after the license under way; what is sent cannot be called back")];

const BULK_DONE: &[Line] = &[
    ("esc enter", Action::Back, "back", "back to the licenses"),
    ("u", Action::Undo, "undo all", "take all of it back, after a look"),
];

const FIND: &[Line] = &[
    ("enter", Action::Open, "open", "open the license"),
    ("r f5", Action::Refresh, "search anew", "search anew"),
    ("j down", Action::Down, "", "one row down"),
    ("k up", Action::Up, "", "one row up"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("ctrl-d", Action::HalfDown, "", "half a screenful down"),
    ("ctrl-u", Action::HalfUp, "", "half a screenful up"),
    ("g home", Action::First, "", "to the first row"),
    ("G end", Action::Last, "", "to the last row"),
    ("esc", Action::Back, "stop, then back", "stop searching; then back"),
];

const LOOKING: &[Line] = &[("r f5", Action::Refresh, "look again", "read the licenses and the journal anew")];

const COMPARED: &[Line] = &[
    ("enter", Action::Open, "open", "open the license; of a pair, the one of this scope"),
    (
        "m",
        Action::CopyThere,
        "make the other like this",
        "look at what gives the other scope what this one has",
    ),
    ("r f5", Action::Refresh, "compare anew", "read both scopes anew"),
    ("j down", Action::Down, "", "one row down"),
    ("k up", Action::Up, "", "one row up"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("ctrl-d", Action::HalfDown, "", "half a screenful down"),
    ("ctrl-u", Action::HalfUp, "", "half a screenful up"),
    ("g home", Action::First, "", "to the first row"),
    ("G end", Action::Last, "", "to the last row"),
];

const OVERVIEW: &[Line] = &[
    ("r f5", Action::Refresh, "count anew", "count anew"),
    ("j down", Action::Down, "scroll", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the top"),
    ("G end", Action::Last, "", "to the bottom"),
    ("esc", Action::Back, "stop, then back", "stop counting; then back"),
];

const THEMES: &[Line] = &[
    ("enter", Action::Accept, "keep", "use this theme from now on"),
    ("j down", Action::Down, "try", "try the next theme"),
    ("k up", Action::Up, "", "try the previous theme"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("g home", Action::First, "", "to the first theme"),
    ("G end", Action::Last, "", "to the last theme"),
    ("r f5", Action::Refresh, "read again", "read the file of the theme again"),
    ("esc", Action::Back, "back", "back to the theme that was there before"),
];

const COPY: &[Line] = &[
    ("i", Action::CopyId, "id", "copy the id"),
    ("s", Action::CopySku, "SKU", "copy the SKU"),
    ("r", Action::CopyRow, "row", "copy the row: id, SKU, name, status and description, with tabs between"),
    ("j", Action::CopyJson, "JSON", "copy the license as JSON"),
    ("esc q", Action::Back, "leave", "copy nothing"),
];

const UNDO: &[Line] = &[
    ("n", Action::No, "leave", "leave; nothing more is sent"),
    ("r f5", Action::Refresh, "look again", "look again at what can be taken back"),
    ("j down", Action::Down, "", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the top"),
    ("ctrl-y", Action::CopyCommand, "copy the command", "copy the command that does the same"),
];

const DRAFT: &[Line] = &[
    ("y", Action::Yes, "take it up", "open the form as it was left"),
    ("n", Action::ThrowAway, "throw it away", "throw away what was typed"),
    ("esc enter", Action::No, "later", "leave it for the next start; so does every other answer"),
];

/// Wherever there is a text to be read and nothing else.
const TEXT: &[Line] = &[
    ("j down", Action::Down, "scroll", "scroll down"),
    ("k up", Action::Up, "", "scroll up"),
    ("pagedown ctrl-d space", Action::PageDown, "", "scroll one screenful down"),
    ("pageup ctrl-u", Action::PageUp, "", "scroll one screenful up"),
    ("g home", Action::First, "", "to the top"),
    ("G end", Action::Last, "", "to the bottom"),
];

const HELP: &[Line] = &[("esc q ?", Action::Back, "close", "close the help")];

const PAGE: &[Line] = &[("esc q enter", Action::Back, "back", "back from the text")];

const WELCOME: &[Line] = &[
    ("c", Action::Connect, "connect", "connect to a server"),
    ("s", Action::Sandbox, "sandbox", "try the sandbox that comes with lictor"),
];

const LOG_IN: &[Line] = &[
    ("enter", Action::Accept, "log in", "log in, once both fields are filled in"),
    ("tab down", Action::NextField, "next", "to the next field"),
    ("shift-tab up", Action::PreviousField, "", "to the previous field"),
    ("esc", Action::Back, "leave", "cancel what was sent; leave without logging in"),
];

const SECOND_FACTOR: &[Line] = &[
    ("enter", Action::Accept, "verify", "send the code"),
    ("tab down", Action::NextField, "next", "to the next field"),
    ("shift-tab up", Action::PreviousField, "", "to the previous field"),
    ("esc", Action::Back, "back", "cancel what was sent; back to the password"),
];

const TRUST: &[Line] =
    &[("space", Action::Switch, "yes/no", "whether this device is not to be asked for a code again")];

const COMMAND: &[Line] = &[
    ("enter", Action::Accept, "run", "run the command"),
    (
        "tab",
        Action::Complete,
        "complete",
        "fill in the rest of a command or of a profile's name; lists the names",
    ),
    ("down ctrl-n", Action::Down, "choose", "to the next of what was found"),
    ("up ctrl-p", Action::Up, "", "to the one before"),
    ("pagedown", Action::PageDown, "", "one screenful down"),
    ("pageup", Action::PageUp, "", "one screenful up"),
    ("esc", Action::Back, "close", "close the command line"),
];

/// The whole table. Within a context the order is the footer's: what is needed most comes first.
pub(super) fn defaults() -> Vec<Binding> {
    let contexts = [
        (Context::Always, ALWAYS),
        (Context::Global, GLOBAL),
        (Context::List, LIST),
        (Context::Scopes, SCOPES),
        (Context::Licenses, LICENSES),
        (Context::License, LICENSE),
        (Context::Form, FORM),
        (Context::LicenseForm, LICENSE_FORM),
        (Context::Filter, FILTER),
        (Context::Entry, ENTRY),
        (Context::Delete, DELETE),
        (Context::Question, QUESTION),
        (Context::Draft, DRAFT),
        (Context::Help, HELP),
        (Context::Help, TEXT),
        (Context::Welcome, WELCOME),
        (Context::LogIn, LOG_IN),
        (Context::SecondFactor, SECOND_FACTOR),
        (Context::Trust, TRUST),
        (Context::Command, COMMAND),
        (Context::Conflict, CONFLICT),
        (Context::Reason, REASON),
        (Context::History, HISTORY),
        (Context::Change, CHANGE),
        (Context::Undo, UNDO),
        (Context::Confirm, CONFIRM),
        (Context::Activity, ACTIVITY),
        (Context::Exchange, EXCHANGE),
        (Context::Exchange, TEXT),
        (Context::Bulk, BULK),
        (Context::BulkQuestion, BULK_QUESTION),
        (Context::BulkVerb, BULK_VERB),
        (Context::BulkUnderWay, BULK_UNDER_WAY),
        (Context::BulkDone, BULK_DONE),
        (Context::Copy, COPY),
        (Context::Find, FIND),
        (Context::Looking, LOOKING),
        (Context::Compared, COMPARED),
        (Context::Overview, OVERVIEW),
        (Context::Themes, THEMES),
        (Context::Page, PAGE),
        (Context::Page, TEXT),
    ];
    let binding = |context: Context, (keys, action, hint, help): Line| Binding {
        context,
        presses: keys.split(' ').filter_map(|key| key.parse().ok()).collect(),
        action,
        hint,
        help,
    };
    contexts
        .into_iter()
        .flat_map(|(context, lines)| lines.iter().map(move |line| binding(context, *line)))
        .collect()
}
