//! The commands that can be typed after a colon.
//!
//! | module | what lives there |
//! |---|---|
//! | `table` | each command: its word, what follows it, what it is without a screen |
//! | `deeds` | what they do |
//! | `completion` | what `Tab` fills in |

mod completion;
mod deeds;
mod table;

use self::{
    completion::complete,
    table::{Argument, COMMANDS, Command, SHORT},
};
use crate::app::{
    keymap::Action,
    model::Model,
    palette::{self, Entry},
    screens::{
        Overlay, Screen,
        command::{CommandLine, Remark},
    },
};

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

#[cfg(test)]
mod tests;
