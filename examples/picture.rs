//! Makes the picture of the README from the real program: runs it in a pseudo-terminal, presses keys, and writes what
//! the screen shows as an SVG.
//!
//! `cargo run --release --example picture`, after `cargo build --release`.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    io::{Read, Write as _},
    num::NonZero,
    path::Path,
    sync::mpsc,
    thread,
    time::Duration,
};

use anstyle_svg::Term;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::{Cell, Color, Parser};

const COLUMNS: u16 = 118;
const ROWS: u16 = 30;

/// What to wait for on the screen, and the keys to press then.
const SCRIPT: [(&str, &str); 3] = [
    ("groups, complete", "\r"),
    ("100 read, more on the server", "G"),
    ("1204, complete", "g/teams europe\rjjjj"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("target/release/lictor");
    if !program.exists() {
        return Err("build the program first: cargo build --release".into());
    }
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(program);
    command.args(["demo", "--licenses", "1204"]);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut child = pair.slave.spawn_command(command)?;
    drop(pair.slave);
    let mut keys = pair.master.take_writer()?;
    let output = read_in_background(pair.master.try_clone_reader()?);
    let (rows, columns) = (NonZero::new(ROWS).ok_or("rows")?, NonZero::new(COLUMNS).ok_or("columns")?);
    let mut parser = Parser::new(rows, columns, 0);
    for (expected, pressed) in SCRIPT {
        wait_for(&mut parser, &output, expected)?;
        keys.write_all(pressed.as_bytes())?;
    }
    while let Ok(bytes) = output.recv_timeout(Duration::from_millis(500)) {
        parser.process(&bytes);
    }
    child.kill()?;
    let svg = Term::new().render_svg(&styled_text(&parser));
    let file = root.join("docs/console.svg");
    fs::write(&file, svg)?;
    println!("{}", file.display());
    Ok(())
}

fn read_in_background(mut reader: Box<dyn Read + Send>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}

fn wait_for(parser: &mut Parser, output: &mpsc::Receiver<Vec<u8>>, text: &str) -> Result<(), Box<dyn Error>> {
    while !parser.screen().contents().contains(text) {
        let bytes =
            output.recv_timeout(Duration::from_secs(20)).map_err(|_| format!("{text:?} never came"))?;
        parser.process(&bytes);
    }
    Ok(())
}

/// The screen as text with the escape codes of its colours.
fn styled_text(parser: &Parser) -> String {
    let screen = parser.screen();
    let mut text = String::new();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let Some(cell) = screen.cell(row, column) else { continue };
            if cell.is_wide_continuation() {
                continue;
            }
            let contents = if cell.has_contents() { cell.contents() } else { " " };
            let _ = write!(text, "\u{1b}[0{}m{contents}", codes(cell));
        }
        text.push_str("\u{1b}[0m\n");
    }
    text
}

fn codes(cell: &Cell) -> String {
    let mut codes = String::new();
    let flags = [(cell.bold(), 1), (cell.dim(), 2), (cell.underline(), 4), (cell.inverse(), 7)];
    for (_, code) in flags.into_iter().filter(|(set, _)| *set) {
        let _ = write!(codes, ";{code}");
    }
    for (color, base) in [(cell.fgcolor(), 30), (cell.bgcolor(), 40)] {
        match color {
            Color::Default => {}
            Color::Idx(index @ 0..=7) => {
                let _ = write!(codes, ";{}", base + u16::from(index));
            }
            Color::Idx(index) => {
                let _ = write!(codes, ";{};5;{index}", base + 8);
            }
            Color::Rgb(red, green, blue) => {
                let _ = write!(codes, ";{};2;{red};{green};{blue}", base + 8);
            }
        }
    }
    codes
}
