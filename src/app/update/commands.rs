//! The commands that can be typed after a colon: one table.

use std::mem;

use tui_input::Input;

use super::{connection, quit, session, show_help, take_step_in_front};
use crate::{
    app::{
        effect::Effect,
        keymap::Action,
        model::{Model, Shared},
        screens::{
            Overlay, Screen, Step,
            command::{CommandLine, Remark},
            connect::Connect,
            log_in::Reason,
        },
    },
    domain::{Call, rules},
};

/// One command.
struct Command {
    word: &'static str,
    argument: Argument,
    /// Does it. An answer or a fault leaves the command line open.
    run: fn(&mut Model, &str) -> Result<(), Remark>,
}

/// What follows a command's word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument {
    Nothing,
    Profile,
    Scope,
}

impl Argument {
    fn words(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Profile => " NAME",
            Self::Scope => " KIND/UUID",
        }
    }
}

const COMMANDS: [Command; 8] = [
    Command { word: "profile", argument: Argument::Profile, run: profile },
    Command { word: "connect", argument: Argument::Profile, run: connect },
    Command { word: "scope", argument: Argument::Scope, run: scope },
    Command { word: "scopes", argument: Argument::Nothing, run: scopes },
    Command { word: "login", argument: Argument::Nothing, run: log_in },
    Command { word: "logout", argument: Argument::Nothing, run: log_out },
    Command {
        word: "help",
        argument: Argument::Nothing,
        run: |model, _| {
            show_help(model);
            Ok(())
        },
    },
    Command {
        word: "quit",
        argument: Argument::Nothing,
        run: |model, _| {
            quit(model);
            Ok(())
        },
    },
];

/// What fingers type by themselves.
const SHORT: [(&str, &str); 1] = [("q", "quit")];

/// Does what a key asks of the command line. It has been taken off the screen, and is put back unless it is done.
pub(super) fn act(model: &mut Model, mut line: CommandLine, action: Action) {
    match action {
        Action::Back => return,
        Action::Complete => complete(&mut line, &model.shared),
        Action::Accept => match run(model, line.input.value()) {
            Ok(()) => return,
            Err(remark) => line.remark = Some(remark),
        },
        _ => {}
    }
    model.overlay = Some(Overlay::Command(Box::new(line)));
}

fn run(model: &mut Model, text: &str) -> Result<(), Remark> {
    let (word, argument) = split(text);
    if word.is_empty() {
        return Ok(());
    }
    let word = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
    let Some(command) = COMMANDS.iter().find(|command| command.word == word) else {
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
    (line.input, line.remark) = match completed {
        Ok((text, remark)) => (Input::from(text), remark),
        Err(fault) => (mem::take(&mut line.input), Some(Remark::Fault(fault.to_owned()))),
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
