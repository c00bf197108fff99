//! The console in a real xterm on a display of its own. What it shows is read from a log of its bytes; the keys come from
//! the X server.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Instant,
};

use super::{demo, edited, is_installed};
use crate::support::pseudo_terminal::PATIENCE;

/// An X server without a screen. It ends when dropped.
struct Display {
    server: Child,
    name: String,
}

impl Display {
    fn open() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "2600x1400x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("an X server");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut number).expect("a number");
        Self { server, name: format!(":{}", number.trim()) }
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = Command::new(program).args(arguments).env("DISPLAY", &self.name).status();
        assert!(status.expect(program).success(), "{program} {arguments:?}");
    }

    fn types(&self, text: &str) {
        self.run("xdotool", &["type", "--delay", "20", text]);
    }

    fn presses(&self, key: &str) {
        self.run("xdotool", &["key", key]);
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// What the program in the terminal has written, as a screen of its size.
struct Log {
    file: PathBuf,
    size: (u16, u16),
}

impl Log {
    #[track_caller]
    fn sees(&self, text: &str) {
        let deadline = now() + PATIENCE;
        loop {
            let (columns, rows) = self.size;
            let mut parser =
                vt100::Parser::new(rows.try_into().expect("rows"), columns.try_into().expect("columns"), 0);
            parser.process(&fs::read(&self.file).unwrap_or_default());
            let screen = parser.screen().contents();
            if screen.contains(text) {
                return;
            }
            assert!(now() < deadline, "waited for {text:?}; the screen is:\n{screen}");
            thread::yield_now();
        }
    }
}

#[test]
fn the_journey_ends_well_in_xterm() {
    if !["xterm", "Xvfb", "xdotool", "script"].into_iter().all(is_installed) {
        return;
    }
    // Each on a display of its own: keys go to the window that has the focus.
    for (size, points) in [((80, 24), "10"), ((60, 20), "10"), ((300, 80), "6")] {
        journey(size, points);
    }
}

fn journey((columns, rows): (u16, u16), points: &str) {
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("sandbox.db");
    let display = Display::open();
    let geometry = format!("{columns}x{rows}");
    let place = |name: &str| home.path().join(name).display().to_string();
    let script = format!(
        "stty size > {}; stty -g > {}; script -qfec '{}' {}; stty -g > {}",
        place("size"),
        place("before"),
        demo(&file).join(" "),
        place("log"),
        place("after"),
    );
    let mut xterm = Command::new("xterm")
        .args(["-fa", "DejaVu Sans Mono", "-fs", points, "-geometry", &geometry, "-e", "sh", "-c", &script])
        .env("DISPLAY", &display.name)
        .env("HOME", home.path())
        .env("LANG", "C.UTF-8")
        .spawn()
        .expect("xterm");
    let log = Log { file: home.path().join("log"), size: (columns, rows) };
    log.sees("4 groups, complete");
    // There is no window manager that would give it the keys.
    display
        .run("xdotool", &["search", "--sync", "--onlyvisible", "--class", "xterm", "windowfocus", "--sync"]);
    display.presses("Return");
    log.sees("30, complete");
    display.types("/fax");
    display.presses("Return");
    log.sees(" of 30 read");
    if (columns, rows) == (80, 24) {
        keep_picture(&display);
    }
    display.types("e");
    log.sees("Edit license");
    display.types("!!");
    log.sees("!!");
    display.presses("ctrl+s");
    log.sees("saved license ");
    display.types("q");
    assert!(xterm.wait().expect("the end of xterm").success());
    let read = |name: &str| fs::read_to_string(home.path().join(name)).expect("the modes");
    assert_eq!(read("size").trim(), format!("{rows} {columns}"));
    assert_eq!(read("before"), read("after"));
    assert_eq!(edited(&file), 1);
}

/// Where `LICTOR_XTERM_PICTURE` names a file, a picture of the display goes there.
fn keep_picture(display: &Display) {
    if let Some(file) = std::env::var_os("LICTOR_XTERM_PICTURE") {
        let file = Path::new(&file).display().to_string();
        display.run("import", &["-window", "root", "-trim", &file]);
    }
}

#[expect(clippy::disallowed_methods, reason = "a bound on the test itself")]
fn now() -> Instant {
    Instant::now()
}
