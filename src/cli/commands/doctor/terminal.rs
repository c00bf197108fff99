//! The terminal: what the console will find there.

use std::{
    env,
    io::{self, IsTerminal},
};

use super::{Check, Report};
use crate::{
    app::layout::{SMALLEST, Size},
    cli::{
        arguments::Global,
        failure::Failure,
        voice::{has_clipboard, is_coloured, is_plain, is_utf8},
    },
    ui::Depth,
};

/// Looks at colours, characters, size and the clipboard.
pub(super) fn examine(global: &Global, report: &mut Report) -> Result<(), Failure> {
    report.add(colours(global))?;
    report.add(characters(global))?;
    report.add(size())?;
    report.add(clipboard())
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn colours(global: &Global) -> Check {
    const NAME: &str = "colours";
    let term = variable("TERM");
    let Some(term) = term else {
        return Check::doubtful(NAME, "TERM is not set", "set TERM to the name of the terminal");
    };
    if is_plain(&global.drawing) {
        return Check::doubtful(
            NAME,
            if global.drawing.plain { "none, by --plain" } else { "TERM=dumb takes no escape codes" },
            "the console is a dialogue of lines here; the commands do the same as ever",
        );
    }
    let depth = match Depth::of(&term, &variable("COLORTERM").unwrap_or_default()) {
        Depth::True => "true colour",
        Depth::Indexed => "256 colours",
        Depth::Sixteen => "16 colours",
        Depth::None => "no colours",
    };
    let use_ =
        if is_coloured(global.drawing.color, true) { "" } else { "; switched off by NO_COLOR or --color" };
    Check::well(NAME, format!("TERM={term}, {depth}{use_}"))
}

fn characters(global: &Global) -> Check {
    const NAME: &str = "characters";
    if global.drawing.ascii {
        return Check::well(NAME, "ASCII, by --ascii");
    }
    if is_utf8() {
        return Check::well(NAME, "UTF-8");
    }
    let advice = "set LANG to a UTF-8 locale such as C.UTF-8 for lines and names as they are";
    Check::doubtful(NAME, "the locale is not UTF-8; the console draws with ASCII", advice)
}

fn size() -> Check {
    const NAME: &str = "size";
    let size = io::stdout().is_terminal().then(|| rustix::termios::tcgetwinsize(io::stdout()).ok()).flatten();
    let size = size.map(|size| Size { columns: size.ws_col, rows: size.ws_row });
    match size {
        Some(Size { columns: 0, .. } | Size { rows: 0, .. }) => {
            let advice = "tell it with: stty columns 80 rows 24";
            Check::doubtful(NAME, "the terminal does not tell its size", advice)
        }
        None => Check::well(NAME, "standard output is no terminal"),
        Some(size) if size.is_enough() => Check::well(NAME, format!("{}×{}", size.columns, size.rows)),
        Some(size) => Check::doubtful(
            NAME,
            format!("{}×{}", size.columns, size.rows),
            format!("the console needs {}×{}; make the window larger", SMALLEST.columns, SMALLEST.rows),
        ),
    }
}

/// Whether copies will reach the clipboard cannot be asked without waiting for an answer that may never come; what
/// stands between is known.
fn clipboard() -> Check {
    const NAME: &str = "clipboard";
    if variable("TMUX").is_some() {
        return Check::well(NAME, "OSC 52 through tmux; it passes copies on with: set -g set-clipboard on");
    }
    if variable("STY").is_some() {
        return Check::well(NAME, "OSC 52 through GNU screen");
    }
    if has_clipboard() {
        return Check::well(NAME, "OSC 52, where the terminal allows it");
    }
    Check::doubtful(NAME, "this terminal has no clipboard", "select from the screen instead")
}
