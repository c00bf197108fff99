//! The commands that can be typed after a colon: one table.

use std::borrow::Cow;

use super::{connection, quit, session, show_activity, show_help, take_step_in_front};
use crate::{
    app::{
        columns,
        effect::Effect,
        keymap::Action,
        model::{Model, Shared},
        palette::{self, Entry},
        screens::{
            Overlay, Screen, Step,
            command::{CommandLine, Remark},
            compared::Compared,
            connect::Connect,
            find::Find,
            history::History,
            log_in::Reason,
            themes::ThemeChoice,
        },
    },
    domain::{Call, catalog::Column, rules},
};

/// One command.
struct Command {
    word: &'static str,
    argument: Argument,
    help: &'static str,
    /// The command that does it without a screen.
    headless: Option<&'static str>,
    /// Does it. An answer or a fault leaves the command line open.
    run: fn(&mut Model, &str) -> Result<(), Remark>,
}

/// What follows a command's word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    Nothing,
    Profile,
    Scope,
    Text,
    File,
    Theme,
    Columns,
    /// One of a few words.
    Word(&'static [&'static str]),
}

impl Argument {
    fn words(self) -> Cow<'static, str> {
        match self {
            Self::Nothing => "".into(),
            Self::Profile => " NAME".into(),
            Self::Scope => " KIND/UUID".into(),
            Self::Text => " TEXT".into(),
            Self::File => " FILE".into(),
            Self::Theme => " [NAME]".into(),
            Self::Columns => " [COLUMN[:WIDTH] …|usual]".into(),
            Self::Word(words) => format!(" {}", words.join("|")).into(),
        }
    }
}

const COLUMNS: &[&str] = &["id", "sku", "name", "status", "description", "none"];

const COMMANDS: [Command; 19] = [
    Command {
        word: "profile",
        argument: Argument::Profile,
        help: "work with another profile",
        headless: Some("lictor list --profile NAME"),
        run: profile,
    },
    Command {
        word: "connect",
        argument: Argument::Profile,
        help: "fill in a new profile, or change the one that is named",
        headless: Some("lictor list --url URL --instance INSTANCE"),
        run: connect,
    },
    Command {
        word: "scope",
        argument: Argument::Scope,
        help: "the licenses of a scope",
        headless: Some("lictor list --scope KIND/UUID"),
        run: scope,
    },
    Command {
        word: "scopes",
        argument: Argument::Nothing,
        help: "choose a scope",
        headless: Some("lictor scopes"),
        run: scopes,
    },
    Command {
        word: "find",
        argument: Argument::Text,
        help: "find licenses in all scopes that the account can see",
        headless: Some("lictor find TEXT"),
        run: find,
    },
    Command {
        word: "export",
        argument: Argument::File,
        help: "write what is marked, or what the filter shows, into a file",
        headless: Some("lictor export FILE"),
        run: export,
    },
    Command {
        word: "plan",
        argument: Argument::File,
        help: "look at a plan that `lictor plan` has made, and apply it",
        headless: Some("lictor apply PLAN"),
        run: plan,
    },
    Command {
        word: "compare",
        argument: Argument::Scope,
        help: "compare the licenses of this scope with those of another",
        headless: Some("lictor compare KIND/UUID KIND/UUID"),
        run: compare,
    },
    Command {
        word: "overview",
        argument: Argument::Nothing,
        help: "pictures of all licenses",
        headless: Some("lictor overview"),
        run: |model, _| {
            needs_place(model)?;
            super::show_overview(model);
            Ok(())
        },
    },
    Command {
        word: "sort",
        argument: Argument::Word(COLUMNS),
        help: "sort the licenses by a column; the same column once more turns the order round",
        headless: Some("lictor list -o csv"),
        run: sort,
    },
    Command {
        word: "history",
        argument: Argument::Nothing,
        help: "the changes that were made",
        headless: Some("lictor history"),
        run: history,
    },
    Command {
        word: "activity",
        argument: Argument::Nothing,
        help: "the requests that were made",
        headless: Some("lictor list --verbose"),
        run: |model, _| {
            show_activity(model);
            Ok(())
        },
    },
    Command {
        word: "theme",
        argument: Argument::Theme,
        help: "how things look: try the themes, or use the one that is named",
        headless: Some("lictor --theme NAME"),
        run: theme,
    },
    Command {
        word: "columns",
        argument: Argument::Columns,
        help: "the columns of the licenses in this kind of scope, such as sku name:30 status",
        headless: Some("lictor list -o csv"),
        run: columns,
    },
    Command {
        word: "mouse",
        argument: Argument::Nothing,
        help: "have the mouse click and scroll here, or select text as ever",
        headless: Some("lictor --mouse"),
        run: |model, _| {
            model.shared.turn_mouse();
            Ok(())
        },
    },
    Command {
        word: "login",
        argument: Argument::Nothing,
        help: "log in",
        headless: Some("lictor login"),
        run: log_in,
    },
    Command {
        word: "logout",
        argument: Argument::Nothing,
        help: "end the session",
        headless: Some("lictor logout"),
        run: log_out,
    },
    Command {
        word: "help",
        argument: Argument::Nothing,
        help: "the keys that work here",
        headless: Some("lictor help"),
        run: |model, _| {
            show_help(model);
            Ok(())
        },
    },
    Command {
        word: "quit",
        argument: Argument::Nothing,
        help: "leave; asks when something is unsaved",
        headless: None,
        run: |model, _| {
            quit(model);
            Ok(())
        },
    },
];

/// What fingers type by themselves.
const SHORT: [(&str, &str); 1] = [("q", "quit")];

/// Opens the command line over all that can be done here: the commands, and what the keys do.
pub(super) fn open(model: &mut Model) {
    let mut entries = palette::actions(&model.shared.keymap, model.contexts());
    for command in &COMMANDS {
        let known = entries.iter().position(|entry| entry.name == command.word);
        let key = known.map(|place| entries.remove(place).key).unwrap_or_default();
        let Command { word, help, headless, .. } = *command;
        entries.push(Entry { name: word.to_owned(), help, key, headless, action: None });
    }
    model.overlay = Some(Overlay::Command(Box::new(CommandLine::over(entries))));
}

/// Opens the command line with a command in it whose argument is still to be typed.
pub(super) fn open_with(model: &mut Model, word: &str) {
    open(model);
    if let Some(Overlay::Command(line)) = &mut model.overlay {
        line.put(format!("{word} "));
    }
}

/// Opens the command line with an export in it, and says what that would hold.
pub(super) fn open_export(model: &mut Model) {
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return;
    };
    let words = licenses.to_export_in_words();
    open_with(model, "export");
    if let Some(Overlay::Command(line)) = &mut model.overlay {
        line.put("export licenses.csv".to_owned());
        line.remark = Some(Remark::Answer(format!("{words}; .csv, .json or .jsonl says the form")));
    }
}

/// Does what a key asks of the command line. It has been taken off the screen, and is put back unless it is done.
pub(super) fn act(model: &mut Model, mut line: CommandLine, action: Action) {
    match action {
        Action::Back => return,
        Action::Complete => complete(&mut line, &model.shared),
        Action::Accept => match accept(model, &mut line) {
            Ok(true) => return,
            Ok(false) => {}
            Err(remark) => line.remark = Some(remark),
        },
        action if action.is_movement() => line.step(action),
        _ => {}
    }
    model.overlay = Some(Overlay::Command(Box::new(line)));
}

/// Does what was typed or chosen; answers with whether it is done, or something is still to be typed. What is typed
/// as it is called goes before what was only found, and what was chosen before both.
fn accept(model: &mut Model, line: &mut CommandLine) -> Result<bool, Remark> {
    let text = line.input.value().to_owned();
    let (word, argument) = split(&text);
    let is_known = word_of(word).is_some();
    let chosen = line.chosen().filter(|_| line.is_chosen || !(is_known || word.is_empty())).cloned();
    match chosen {
        Some(Entry { action: Some(_), name, .. }) if name == word && !argument.is_empty() => {
            Err(Remark::Fault(format!("nothing follows {word}")))
        }
        Some(Entry { action: Some(action), .. }) => {
            super::act(model, action);
            Ok(true)
        }
        Some(Entry { name, .. }) if argument.is_empty() || line.is_chosen => {
            let command = COMMANDS.iter().find(|command| command.word == name);
            if command.is_some_and(|command| command.argument == Argument::Nothing) {
                return run(model, &name).map(|()| true);
            }
            line.put(format!("{name} "));
            Ok(false)
        }
        _ => run(model, &text).map(|()| true),
    }
}

/// The command that a word stands for, whole or short.
fn word_of(word: &str) -> Option<&'static Command> {
    let word = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
    COMMANDS.iter().find(|command| command.word == word)
}

fn run(model: &mut Model, text: &str) -> Result<(), Remark> {
    let (word, argument) = split(text);
    if word.is_empty() {
        return Ok(());
    }
    let Some(command) = word_of(word) else {
        return fault(format!("there is no command {word:?}; there are: {}", usages()));
    };
    if command.argument == Argument::Nothing && !argument.is_empty() {
        return fault(format!("nothing follows {word}"));
    }
    (command.run)(model, argument)
}

fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()))
}

fn usages() -> String {
    let usages = COMMANDS.iter().map(|command| format!("{}{}", command.word, command.argument.words()));
    usages.collect::<Vec<_>>().join(", ")
}

fn fault(words: impl Into<String>) -> Result<(), Remark> {
    Err(Remark::Fault(words.into()))
}

/// Fills in as much as the candidates have in common, and shows them where there is more than one.
fn complete(line: &mut CommandLine, shared: &Shared) {
    let text = line.input.value().trim_start();
    let completed = match text.split_once(char::is_whitespace) {
        None => complete_word(text),
        Some((word, rest)) => complete_argument(word, rest.trim(), shared),
    };
    line.remark = match completed {
        Ok((text, remark)) => {
            line.put(text);
            remark
        }
        Err(fault) => Some(Remark::Fault(fault.to_owned())),
    };
}

/// A text that is filled in, and what there is to choose from.
type Completed = Result<(String, Option<Remark>), &'static str>;

fn complete_word(text: &str) -> Completed {
    let fitting: Vec<&Command> = COMMANDS.iter().filter(|command| command.word.starts_with(text)).collect();
    match fitting.as_slice() {
        // A space says that something may follow.
        [only] if only.argument != Argument::Nothing => Ok((format!("{} ", only.word), None)),
        _ => complete_from(&fitting.iter().map(|command| command.word).collect::<Vec<_>>()),
    }
}

fn complete_argument(word: &str, start: &str, shared: &Shared) -> Completed {
    let argument = COMMANDS.iter().find(|command| command.word == word).map(|command| command.argument);
    match argument {
        Some(Argument::Scope) => {
            Err("a KIND/UUID follows, such as groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a")
        }
        Some(Argument::Profile) if shared.profiles.is_empty() => Err("there are no profiles yet"),
        Some(Argument::Profile) => {
            let names = shared.profiles.iter().map(String::as_str).filter(|name| name.starts_with(start));
            let (text, remark) = complete_from(&names.collect::<Vec<_>>())?;
            Ok((format!("{word} {text}"), remark))
        }
        Some(Argument::Word(words)) => {
            let fitting: Vec<&str> = words.iter().copied().filter(|word| word.starts_with(start)).collect();
            let (text, remark) = complete_from(&fitting)?;
            Ok((format!("{word} {text}"), remark))
        }
        Some(Argument::Theme) => {
            let names = shared.themes.names.iter().map(String::as_str).filter(|name| name.starts_with(start));
            let (text, remark) = complete_from(&names.collect::<Vec<_>>())?;
            Ok((format!("{word} {text}"), remark))
        }
        Some(Argument::Columns) => Err(columns::EXAMPLE),
        Some(Argument::Text) => Err("what is to be found follows"),
        Some(Argument::File) => Err("the name of a file follows"),
        Some(Argument::Nothing) | None => Err("nothing begins like that"),
    }
}

fn complete_from(fitting: &[&str]) -> Completed {
    let common = common_start(fitting).ok_or("nothing begins like that")?;
    let remark = (fitting.len() > 1).then(|| Remark::Answer(fitting.join("  ")));
    Ok((common.to_owned(), remark))
}

fn common_start<'a>(texts: &[&'a str]) -> Option<&'a str> {
    let (first, others) = texts.split_first()?;
    let same = |at: usize, character: char| others.iter().all(|other| other[at..].starts_with(character));
    let end =
        first.char_indices().find(|(at, character)| !same(*at, *character)).map_or(first.len(), |(at, _)| at);
    Some(&first[..end])
}

fn profile(model: &mut Model, name: &str) -> Result<(), Remark> {
    let names = &model.shared.profiles;
    if names.is_empty() {
        return fault("there are no profiles yet; :connect makes one");
    }
    if name.is_empty() {
        let here = model.shared.place.as_ref().and_then(|place| place.profile.as_ref());
        let listed =
            names.iter().map(|name| if here == Some(name) { format!("{name} (here)") } else { name.clone() });
        return Err(Remark::Answer(format!("profiles: {}", listed.collect::<Vec<_>>().join(", "))));
    }
    knows_profile(model, name)?;
    if let Some(step) = connection::switch(model, name) {
        take_step_in_front(model, step);
    }
    Ok(())
}

fn knows_profile(model: &Model, name: &str) -> Result<(), Remark> {
    let names = &model.shared.profiles;
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    fault(format!("there is no profile {name:?}; there are: {}", names.join(", ")))
}

/// A new profile, or the change of one that is there.
fn connect(model: &mut Model, name: &str) -> Result<(), Remark> {
    if name.is_empty() {
        model.screens.push(Connect::default().into());
        return Ok(());
    }
    knows_profile(model, name)?;
    model.shared.effect(Effect::ReadProfile(name.to_owned()));
    Ok(())
}

fn needs_place(model: &Model) -> Result<(), Remark> {
    if model.shared.place.is_some() { Ok(()) } else { fault("not connected yet") }
}

fn scope(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let scope = rules::scope(text).map_err(|fault| Remark::Fault(fault.message))?;
    take_step_in_front(model, Step::ToScopes);
    if let Some(Screen::Scopes(scopes)) = model.screens.first_mut() {
        scopes.note_moved();
    }
    connection::open_scope(model, scope);
    Ok(())
}

fn scopes(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_place(model)?;
    take_step_in_front(model, Step::ToScopes);
    Ok(())
}

fn find(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    if text.is_empty() {
        return fault("what is to be found follows, such as :find FAX");
    }
    let screen = Find::open(text, &mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

/// Writes what the table in front has marked or shows.
fn export(model: &mut Model, file: &str) -> Result<(), Remark> {
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("there is no table of licenses in front");
    };
    if file.is_empty() {
        return fault("the name of a file follows, such as :export licenses.csv");
    }
    let export = licenses.to_export(file.to_owned());
    if export.count() == 0 {
        return fault("there is nothing to export");
    }
    model.shared.export(export);
    Ok(())
}

fn plan(model: &mut Model, file: &str) -> Result<(), Remark> {
    needs_place(model)?;
    if file.is_empty() {
        return fault("the name of a plan follows, such as :plan licenses.csv.plan.json");
    }
    model.shared.read_plan(file.to_owned());
    Ok(())
}

fn compare(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("there is no table of licenses in front to be compared");
    };
    let (here, there) = (licenses.entry.clone(), rules::scope(text));
    let there = there.map_err(|fault| Remark::Fault(fault.message))?;
    if here.scope == there {
        return fault("that is this scope");
    }
    let screen = Compared::open(here, there, &mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

fn history(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let screen = History::open(&mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

/// Sorts the table in front. The column that orders it already turns the order round.
fn sort(model: &mut Model, word: &str) -> Result<(), Remark> {
    let column = Column::ALL.into_iter().find(|column| column.title().eq_ignore_ascii_case(word));
    let Some(Screen::Licenses(licenses)) = model.screens.last_mut() else {
        return fault("there is no table of licenses in front");
    };
    if column.is_none() && word != "none" {
        return fault(format!("the columns are: {}", COLUMNS.join(", ")));
    }
    licenses.sort_by(column, &mut model.shared);
    Ok(())
}

fn theme(model: &mut Model, name: &str) -> Result<(), Remark> {
    if name.is_empty() {
        if !matches!(model.front(), Some(Screen::Themes(_))) {
            model.screens.push(ThemeChoice::open(&model.shared).into());
        }
        return Ok(());
    }
    let names = &model.shared.themes.names;
    if !names.iter().any(|known| known == name) {
        return fault(format!("there is no theme {name:?}; there are: {}", names.join(", ")));
    }
    model.shared.keep_theme(name.to_owned());
    Ok(())
}

/// Says which columns there are, or has others.
fn columns(model: &mut Model, text: &str) -> Result<(), Remark> {
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("only a table of licenses has columns");
    };
    let kind = licenses.scope().kind;
    if text.is_empty() {
        let now = model.shared.columns.get(&kind).cloned().unwrap_or_default();
        return Err(Remark::Answer(format!("{kind}: {now} · {}", columns::EXAMPLE)));
    }
    let columns = if text == columns::USUAL { None } else { Some(text.parse().map_err(Remark::Fault)?) };
    model.shared.set_columns(kind, columns);
    Ok(())
}

fn needs_log_in(model: &Model) -> Result<(), Remark> {
    needs_place(model)?;
    if model.shared.logs_in() { Ok(()) } else { fault("nobody logs in here: a machine's token is used") }
}

fn log_in(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_log_in(model)?;
    session::open(model, Reason::Wanted);
    Ok(())
}

fn log_out(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_log_in(model)?;
    model.shared.call(Call::LogOut);
    Ok(())
}

#[cfg(test)]
mod tests;
