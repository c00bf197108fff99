//! Makes the pictures of the documents from the real program: runs it in a pseudo-terminal, presses keys, and writes what
//! the screen shows as an SVG.
//!
//! `cargo run --release --example pictures`, after `cargo build --release`. Those in tmux and GNU screen need these.

mod svg;
mod terminal;

use std::{error::Error, fs, path::Path};

use terminal::Terminal;

const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (118, 30);

/// A picture: its name, the size, and by turns what to wait for on the screen and the keys to press then.
struct Picture {
    name: &'static str,
    size: (u16, u16),
    script: &'static [(&'static str, &'static str)],
}

const fn picture(
    name: &'static str, size: (u16, u16), script: &'static [(&'static str, &'static str)],
) -> Picture {
    Picture { name, size, script }
}

const SCOPES: (&str, &str) = ("groups, complete", "\r");
const LICENSES: (&str, &str) = ("100 read, more on the server", "jj");

/// The screens of the guide, from a demo that begins at its scopes.
const SCREENS: [Picture; 18] = [
    picture(
        "console",
        WIDE,
        &[SCOPES, ("100 read, more on the server", "G"), ("1204, complete", "g/teams europe\rjjjj")],
    ),
    picture("scopes", USUAL, &[("groups, complete", "j")]),
    picture("licenses", USUAL, &[SCOPES, LICENSES]),
    picture("filter", USUAL, &[SCOPES, LICENSES, ("3", "/fax premium")]),
    picture("license", USUAL, &[SCOPES, LICENSES, ("3", "\r")]),
    picture("new", USUAL, &[SCOPES, LICENSES, ("3", "nCALL-17\tCalling plan 17\tFor the desks in Vienna")]),
    picture("edit", USUAL, &[SCOPES, LICENSES, ("3", "e, Vienna\t\t ")]),
    picture("delete", USUAL, &[SCOPES, LICENSES, ("3", "dAO-CC")]),
    picture("several", USUAL, &[SCOPES, LICENSES, ("3", "   t")]),
    picture("history", USUAL, &[SCOPES, LICENSES, ("3", "t"), ("t turns it back", "jt"), ("DR-SIP", "H")]),
    picture("activity", USUAL, &[SCOPES, LICENSES, ("3", "L")]),
    picture("find", USUAL, &[("groups, complete", ":find fax italia\r"), ("found in", "jj")]),
    picture("overview", USUAL, &[("groups, complete", "O"), ("4 of 4 groups", "")]),
    picture("palette", USUAL, &[SCOPES, LICENSES, ("3", ":so")]),
    picture("help", USUAL, &[SCOPES, LICENSES, ("3", "?")]),
    picture("themes", USUAL, &[("groups, complete", ":theme\r"), ("focused_field", "j")]),
    picture("light", USUAL, &[("groups, complete", ":theme light\r"), ("", "\r"), LICENSES]),
    picture("contrast", USUAL, &[("groups, complete", ":theme contrast\r"), ("", "\r"), LICENSES]),
];

/// From the scopes to a filtered table.
const JOURNEY: [(&str, &str); 3] = [SCOPES, ("30, complete", "/fax\r"), (" of 30 read", "j")];

/// The same without escape codes.
const DIALOGUE: [(&str, &str); 3] =
    [("chooses one", "scope 1\r"), ("more says the next", "filter fax\r"), ("licenses have", "")];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("target/release/lictor");
    if !program.exists() {
        return Err("build the program first: cargo build --release".into());
    }
    let program = program.to_str().ok_or("a path that is no text")?;
    let only = std::env::args().nth(1);
    let is_wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    for Picture { name, size, script } in SCREENS.iter().filter(|picture| is_wanted(picture.name)) {
        let colours = [("COLORTERM", "truecolor")];
        let demo = [program, "demo", "--licenses", "1204"];
        take(&root.join(format!("docs/pictures/{name}.svg")), &demo, *size, &colours, script)?;
    }
    let demo = [program, "demo", "--licenses", "30"];
    let command = format!("{}\r", demo.join(" "));
    let in_a_shell = [&[("$ ", command.as_str())], JOURNEY.as_slice()].concat();
    for (name, program, variables, script) in [
        ("linux", demo.as_slice(), [("TERM", "linux"), ("LANG", "C.UTF-8")], JOURNEY.as_slice()),
        ("xterm-16color", &demo, [("TERM", "xterm-16color"), ("LANG", "C.UTF-8")], &JOURNEY),
        ("vt100", &demo, [("TERM", "vt100"), ("LANG", "C")], &JOURNEY),
        ("dumb", &demo, [("TERM", "dumb"), ("LANG", "C.UTF-8")], &DIALOGUE),
        (
            "tmux",
            &["tmux", "-f", "/dev/null", "-L", "pictures", "new-session", "env PS1='$ ' sh"],
            [("", ""), ("", "")],
            &in_a_shell,
        ),
        ("screen", &["screen", "-c", "/dev/null", "sh"], [("", ""), ("", "")], &in_a_shell),
    ] {
        if is_wanted(name) {
            let variables: Vec<_> = variables.into_iter().filter(|(name, _)| !name.is_empty()).collect();
            take(&root.join(format!("docs/terminals/{name}.svg")), program, USUAL, &variables, script)?;
        }
    }
    Ok(())
}

/// Takes one picture.
fn take(
    file: &Path, program: &[&str], size: (u16, u16), variables: &[(&str, &str)], script: &[(&str, &str)],
) -> Result<(), Box<dyn Error>> {
    let home = tempfile::tempdir()?;
    let mut terminal = Terminal::open(program, size, home.path(), variables)?;
    for (expected, pressed) in script {
        terminal.waits_for(expected).map_err(|error| format!("{}: {error}", file.display()))?;
        terminal.types(pressed)?;
    }
    fs::write(file, svg::picture(terminal.rests(), file.ends_with("light.svg")))?;
    // A multiplexer goes on without its terminal, until its shell has ended. Whoever has ended already takes no keys.
    for keys in ["q", "exit\r"] {
        let _ = terminal.types(keys);
        terminal.rests();
    }
    println!("{}", file.display());
    Ok(())
}
