//! What the terminal's side tells: the start, the keys, idle time, and how all that grows with the rows.

use std::{env, process::Command, thread::sleep, time::Duration};

use super::{
    floor,
    peers::Peers,
    sandbox::{LICTOR, Sandbox},
    statistics::{Sorted, mean, ratio},
    terminal::{Answer, Program, Size},
};

const STARTS: usize = 21;
const PRESSES: usize = 200;
const IDLE: Duration = Duration::from_secs(10);
/// What stands over the rows, once some have been read.
pub(crate) const ROWS_READ: &str = "more on the server";

/// Listings to compare.
pub(crate) struct Sizes<'a> {
    pub(crate) rows: &'a [u32],
    pub(crate) screen: Size,
}

pub(crate) fn floor_program() -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.arg(floor::ARGUMENT);
    command
}

fn console(sandbox: &Sandbox) -> Command {
    sandbox.command(&[])
}

/// The console with the whole listing read, on its first row.
fn whole(sandbox: &Sandbox, size: Size) -> Program {
    let mut program = Program::start(&mut console(sandbox), size);
    program.shows("Licenses");
    program.shows_after("G", "complete");
    program.press("g");
    program
}

fn heading(title: &str, columns: &[&str]) {
    println!("## {title}\n\n| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
}

fn starts(command: impl Fn() -> Command, size: Size, ready: &str) -> f64 {
    Sorted::new((0..STARTS).map(|_| Program::start(&mut command(), size).shows(ready))).median()
}

pub(crate) fn start(sandbox: &Sandbox, size: Size) {
    heading("Start, until the screen shows it (median)", &["program", "ms", "to the floor"]);
    let floor = starts(floor_program, size, floor::READY);
    let home = tempfile::tempdir().expect("a home");
    let welcome = || {
        let mut command = Command::new(LICTOR);
        command.env("HOME", home.path());
        command
    };
    let mut lines = vec![
        ("floor".to_owned(), floor),
        ("lictor, nothing configured: Welcome".to_owned(), starts(welcome, size, "Welcome")),
        ("lictor, connected: first frame".to_owned(), starts(|| console(sandbox), size, "Licenses")),
        ("lictor, connected: first rows".to_owned(), starts(|| console(sandbox), size, ROWS_READ)),
    ];
    let peers = Peers::on_the_rows_of(sandbox);
    lines.extend(
        peers.all.iter().map(|peer| (peer.name.to_owned(), starts(|| peer.command(), size, peer.ready))),
    );
    for (name, figure) in lines {
        println!("| {name} | {figure:.2} | {} |", ratio(figure, floor));
    }
    println!();
}

/// Presses a key again and again, each once the screen has come to rest.
fn presses(program: &mut Program, keys: &[&str], count: usize) -> Vec<Answer> {
    (0..count).map(|turn| program.press(keys[turn % keys.len()])).collect()
}

struct Pressed {
    first: Sorted,
    last: Sorted,
    bytes: usize,
}

impl Pressed {
    fn of(answers: &[Answer]) -> Self {
        Self {
            first: Sorted::new(answers.iter().map(|answer| answer.first)),
            last: Sorted::new(answers.iter().map(|answer| answer.last)),
            bytes: mean(&answers.iter().map(|answer| answer.bytes).collect::<Vec<_>>()),
        }
    }

    fn line(&self, name: &str, floor: f64) {
        let (median, bad) = (self.first.median(), self.first.bad());
        let (last, bytes) = (self.last.median(), self.bytes);
        println!("| {name} | {median:.3} | {bad:.3} | {} | {last:.3} | {bytes} |", ratio(median, floor));
    }
}

pub(crate) fn keys(sandbox: &Sandbox, size: Size) {
    let title = format!("Keys at {}×{}, {} rows (milliseconds)", size.columns, size.rows, sandbox.rows());
    heading(&title, &["program, key", "first byte", "95 of 100", "to the floor", "last byte", "bytes, mean"]);
    let mut program = Program::start(&mut floor_program(), size);
    program.shows(floor::READY);
    let pressed = Pressed::of(&presses(&mut program, &["j"], PRESSES));
    let floor = pressed.first.median();
    pressed.line("floor", floor);
    let mut bursts = vec![("floor", program.press(&"j".repeat(PRESSES)))];
    let mut program = whole(sandbox, size);
    let mut slow = sandbox.command(&["--slow"]);
    let mut slow = Program::start(&mut slow, size);
    slow.shows("Licenses");
    slow.shows_after("G", "complete");
    slow.press("g");
    Pressed::of(&presses(&mut slow, &["j"], PRESSES)).line("lictor --slow, `j`", floor);
    drop(slow);
    for (name, keys, count) in [
        ("lictor, `j`", &["j"][..], PRESSES),
        ("lictor, PgDn", &["\u{1b}[6~"], PRESSES / 2),
        ("lictor, `G` and `g`", &["G", "g"], PRESSES / 10),
        ("lictor, `Enter` and `Esc`", &["\r", "\u{1b}"], PRESSES / 10),
        ("lictor, `s`", &["s"], 12),
    ] {
        Pressed::of(&presses(&mut program, keys, count)).line(name, floor);
    }
    program.press("SSSS");
    let letters = ["/", "c", "a", "l", "l", "i", "n", "g", " ", "9", "9", "\u{1b}"];
    Pressed::of(&presses(&mut program, &letters, 2 * letters.len()))
        .line("lictor, a letter of a filter", floor);
    program.press("g");
    bursts.push(("lictor", program.press(&"j".repeat(PRESSES))));
    let peers = Peers::on_the_rows_of(sandbox);
    for peer in peers.all.iter().filter(|peer| peer.moves) {
        let mut program = Program::start(&mut peer.command(), size);
        program.shows(peer.ready);
        program.press("g");
        Pressed::of(&presses(&mut program, &["j"], PRESSES)).line(&format!("{}, `j`", peer.name), floor);
        bursts.push((peer.name, program.press(&"j".repeat(PRESSES))));
    }
    println!();
    heading(&format!("{PRESSES} × `j` at once"), &["program", "ms until quiet", "bytes"]);
    for (name, burst) in bursts {
        println!("| {name} | {:.2} | {} |", burst.last, burst.bytes);
    }
    println!();
}

pub(crate) fn idle(sandbox: &Sandbox, size: Size) {
    let title = format!("Idle for {} seconds", IDLE.as_secs());
    heading(&title, &["screen", "bytes", "ms on a processor", "wakeups"]);
    let mut program = whole(sandbox, size);
    for (screen, keys) in [
        ("Licenses", ""),
        ("License", "\r"),
        ("Edit license", "e"),
        ("Help", "\u{1b}?"),
        ("Scopes", "\u{1b}\u{1b}o"),
    ] {
        program.press(keys);
        // The notes at the bottom of the screen go by themselves, after a while.
        sleep(IDLE);
        program.press("");
        let before = program.used();
        sleep(IDLE);
        let after = program.used();
        let bytes = program.press("").bytes;
        let (processor, wakeups) = (after.processor - before.processor, after.wakeups - before.wakeups);
        println!("| {screen} | {bytes} | {processor:.2} | {wakeups} |");
    }
    println!();
}

pub(crate) fn growth(sizes: &Sizes<'_>) {
    let columns = [
        "rows",
        "read all, s",
        "memory, MiB",
        "`j`",
        "PgDn",
        "`G`/`g`",
        "letter of a filter",
        "sort",
        "`j` while sorted",
    ];
    heading("Growth with the rows (milliseconds to the last byte, median)", &columns);
    for rows in sizes.rows {
        let sandbox = Sandbox::start(*rows, "");
        let mut program = Program::start(&mut console(&sandbox), sizes.screen);
        program.shows("Licenses");
        let read = program.shows_after("G", "complete") / 1e3;
        program.press("g");
        let memory = program.memory();
        let mut median =
            |keys: &[&str], count| Pressed::of(&presses(&mut program, keys, count)).last.median();
        let (down, page) = (median(&["j"], PRESSES / 4), median(&["\u{1b}[6~"], PRESSES / 4));
        let ends = median(&["G", "g"], PRESSES / 10);
        let letter = median(&["/", "c", "a", "l", "l", "\u{1b}"], 24);
        let sort =
            Sorted::new(["ID+", "SKU+", "NAME+"].map(|heading| program.shows_after("s", heading))).median();
        let sorted = Pressed::of(&presses(&mut program, &["j"], PRESSES / 4)).last.median();
        println!(
            "| {rows} | {read:.2} | {memory:.1} | {down:.2} | {page:.2} | {ends:.2} | {letter:.2} | {sort:.2} | {sorted:.2} |"
        );
    }
    println!();
}
