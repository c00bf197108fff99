//! What `Tab` fills in.

use super::table::{Argument, COMMANDS, Command};
use crate::app::{
    columns,
    model::Shared,
    screens::command::{CommandLine, Remark},
};

/// Fills in as much as the candidates have in common, and shows them where there is more than one.
pub(super) fn complete(line: &mut CommandLine, shared: &Shared) {
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
