//! The reference in `docs/reference.md` is made from the program, and is what the program says today.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use lictor::{
    app::{
        Model, Msg,
        keymap::{Context, Keymap},
        layout::Size,
        screens::Overlay,
        start, update,
    },
    ui::{BuiltIn, Role},
};

use crate::support::{
    command::Shell,
    console::{connected, place},
};

const HEAD: &str = "\
# Reference

Made from the program by `just reference`, and held to be current by a test. The [guide](guide.md) explains; this page lists.

[Keys](#keys) · [Typed commands](#typed-commands) · [Commands](#commands) · [Exit codes](#exit-codes) ·
[Configuration](#configuration) · [Themes](#themes)
";

/// A row of a table in Markdown.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn code(words: &str) -> String {
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}

fn keys() -> String {
    let keymap = Keymap::default();
    let mut text = "\n## Keys\n\nWhere a key works is the table's name in the configuration, `[keys.NAME]`; what it does has \
                    a name there too.\nKeys of the last table cannot be bound anew.\n"
        .to_owned();
    for context in Context::ALL {
        let name = context.word().map_or_else(String::new, |word| format!(" (`{word}`)"));
        let _ = write!(
            text,
            "\n### {}{name}\n\n| keys | name | what they do |\n|---|---|---|\n",
            context.title()
        );
        for binding in keymap.of_context(context) {
            let presses: Vec<String> = binding.presses.iter().map(|press| code(&press.to_string())).collect();
            text.push_str(&row(&[&presses.join(" "), &code(binding.action.name()), binding.help]));
        }
    }
    text
}

/// What can be typed after a colon, as the palette of a console lists it.
fn typed_commands() -> String {
    let mut model = Model::new(Size { columns: 80, rows: 24 }, Vec::new());
    start(&mut model, Some(connected(place(), None)));
    update(&mut model, Msg::Key(":".parse().expect("a key")));
    let Some(Overlay::Command(line)) = &model.overlay else { panic!("no palette") };
    let mut text =
        "\n## Typed commands\n\nAfter `:`; `Tab` fills in. Each but leaving has a form without a screen.\n\n\
                    | command | what it does | without a screen |\n|---|---|---|\n"
            .to_owned();
    for (_, entry) in line.found().enumerate().filter(|(_, entry)| entry.action.is_none()) {
        let headless = entry.headless.map(code).unwrap_or_default();
        text.push_str(&row(&[&code(&format!(":{}", entry.name)), entry.help, &headless]));
    }
    text
}

/// The names of the subcommands that a help lists.
fn subcommands(help: &str) -> Vec<String> {
    let list =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn help(command: &[&str]) -> String {
    Shell::bare().run(&[&["help"], command].concat()).works().to_owned()
}

/// A help without what stands in all of them.
fn own_part(help: &str) -> &str {
    help.split("\nGlobal options:").next().unwrap_or(help).trim_end()
}

fn commands() -> String {
    let whole = help(&[]);
    let global = whole.split("Global options:\n").nth(1).expect("global options");
    let global = global.split("\nExit codes:").next().unwrap_or(global).trim_end();
    let mut text = format!("\n## Commands\n\n### Options of all commands\n\n```text\n{global}\n```\n");
    for name in subcommands(&whole) {
        let own = help(&[&name]);
        let _ = write!(text, "\n### lictor {name}\n\n```text\n{}\n```\n", own_part(&own));
        for below in subcommands(own_part(&own)) {
            let own = help(&[&name, &below]);
            let _ = write!(text, "\n### lictor {name} {below}\n\n```text\n{}\n```\n", own_part(&own));
        }
    }
    let codes = whole.split("Exit codes:\n").nth(1).expect("exit codes").trim_end();
    let _ = write!(text, "\n## Exit codes\n\n```text\n{codes}\n```\n");
    text
}

fn configuration() -> String {
    let whole = help(&[]);
    let names: BTreeSet<&str> = whole
        .split("LICTOR_")
        .skip(1)
        .map(|rest| {
            rest.split(|end: char| !end.is_ascii_uppercase() && end != '_').next().unwrap_or_default()
        })
        .collect();
    let names: Vec<String> = names.into_iter().map(|name| format!("`LICTOR_{name}`")).collect();
    format!(
        "\n## Configuration\n\nOptions win over the environment, that wins over the file. Of the environment count {}, `NO_COLOR`,\n\
         `COLORTERM`, `TERM` and the locale. The file, as it begins where the console writes it:\n\n```toml\n{}```\n",
        names.join(", "),
        include_str!("../../assets/config.toml")
    )
}

fn themes() -> String {
    let mut text = "\n## Themes\n\nA theme of your own is a file `themes/NAME.toml` beside the configuration file. It says `base = \"dark\"`, \
                    or another\nof those that come with `lictor`, and how roles look that are to differ: attributes (`bold`, `dim`, `italic`,\n\
                    `underlined`, `reversed`), a colour, and after `on` the colour behind. Colours are the sixteen by their names \
                    (`red`,\n`bright-red`), `default`, numbers up to 255, and `#rrggbb`; a terminal that has fewer gets the nearest. \
                    `lictor config check`\nchecks the files, and `:theme` tries them.\n\n"
        .to_owned();
    let names: Vec<&str> = BuiltIn::ALL.iter().map(|theme| theme.word()).collect();
    text.push_str(&row(&[&["role"], names.as_slice()].concat()));
    let _ = writeln!(text, "|{}", "---|".repeat(names.len() + 1));
    for role in Role::ALL {
        let look = |theme: BuiltIn| {
            theme.looks().iter().find(|(known, _)| *known == role).map_or("", |(_, words)| words)
        };
        let looks: Vec<&str> = BuiltIn::ALL.into_iter().map(look).collect();
        text.push_str(&row(&[&[code(role.word()).as_str()], looks.as_slice()].concat()));
    }
    text
}

#[test]
fn the_reference_is_what_the_program_says() {
    let made = [HEAD.to_owned(), keys(), typed_commands(), commands(), configuration(), themes()].concat();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    if env::var_os("LICTOR_WRITE_REFERENCE").is_some() {
        fs::write(&file, &made).expect("the reference is written");
    }
    let stands = fs::read_to_string(&file).unwrap_or_default();
    let differs = made.lines().zip(stands.lines()).find(|(made, stands)| made != stands);
    assert!(
        made == stands,
        "docs/reference.md is not current: {differs:?}; run `just reference` and look at what it changes"
    );
}
