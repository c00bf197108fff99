//! On a slow network: how soon the first rows are there, how soon a key is answered while pages are on their way, and
//! how long all of them take.

use std::{thread::sleep, time::Duration};

use super::{
    floor, measures, reading,
    sandbox::Sandbox,
    statistics::{Sorted, ratio},
    terminal::{Program, Size},
};

/// How long an answer takes, in milliseconds.
const AWAY: [u32; 2] = [50, 200];
const STARTS: usize = 11;
const PRESSES: usize = 200;
/// To and fro, so that the rows stay. What else is painted meanwhile is no answer.
const KEYS: [&str; 2] = ["j", "k"];
/// Between two keys, so that they come at any moment of a round trip.
const PAUSE: Duration = Duration::from_millis(7);
/// Licenses that are read to the end; one page after the other takes its time from afar.
const ROWS: u32 = 10_000;
/// Enough of them that pages are on their way for all the keys.
const MANY_ROWS: u32 = 100_000;
/// What the console asks for where nobody says otherwise.
const PAGE_SIZE: u32 = 100;

/// A console at a server that is so far away.
struct Far {
    sandbox: Sandbox,
    size: Size,
}

impl Far {
    fn at(away: u32, rows: u32, size: Size) -> Self {
        let faults = if away == 0 { String::new() } else { format!("latency={away}") };
        Self { sandbox: Sandbox::start(rows, &faults), size }
    }

    fn console(&self) -> Program {
        Program::start(&mut self.sandbox.command(&[]), self.size)
    }

    /// Milliseconds from the start until the screen shows a text.
    fn until(&self, text: &str) -> f64 {
        Sorted::new((0..STARTS).map(|_| self.console().shows(text))).median()
    }

    /// Milliseconds until all licenses are there, after the key that asks for them.
    fn to_the_end(&self) -> f64 {
        let mut program = self.console();
        program.shows(measures::ROWS_READ);
        program.shows_after("G", "complete")
    }
}

pub(crate) fn rows(size: Size) {
    println!("## On a slow network: rows\n");
    println!(
        "| ms away | first frame, ms | first rows, ms | round trips | all {ROWS}, s | floor, s | to the floor |\n\
         |---|---|---|---|---|---|---|"
    );
    let here = Far::at(0, ROWS, size);
    let near = here.until(measures::ROWS_READ);
    for away in [0].into_iter().chain(AWAY) {
        let far = Far::at(away, ROWS, size);
        let (frame, first) = (far.until("Licenses"), far.until(measures::ROWS_READ));
        let trips =
            if away == 0 { "–".to_owned() } else { format!("{:.2}", (first - near) / f64::from(away)) };
        let (all, floor) = (far.to_the_end() / 1e3, reading::floor(&far.sandbox, PAGE_SIZE) / 1e3);
        println!(
            "| {away} | {frame:.2} | {first:.2} | {trips} | {all:.3} | {floor:.3} | {} |",
            ratio(all, floor)
        );
    }
    println!();
}

pub(crate) fn keys(size: Size) {
    println!("## On a slow network: `j` (milliseconds)\n");
    println!("| away | while | first byte | 95 of 100 | to the floor |\n|---|---|---|---|---|");
    let mut program = Program::start(&mut measures::floor_program(), size);
    program.shows(floor::READY);
    let pressed = presses(|_| program.answers("j"));
    let floor = pressed.median();
    let line = |away: &str, doing: &str, pressed: &Sorted| {
        let (median, bad) = (pressed.median(), pressed.bad());
        println!("| {away} | {doing} | {median:.3} | {bad:.3} | {} |", ratio(median, floor));
    };
    line("floor", "", &pressed);
    for away in [0].into_iter().chain(AWAY) {
        let far = Far::at(away, MANY_ROWS, size);
        let mut program = far.console();
        program.shows(measures::ROWS_READ);
        program.press("");
        line(&away.to_string(), "nothing is read", &presses(|turn| program.moves(KEYS[turn % 2])));
        if away > 0 {
            program.shows_after("G", "Esc stops");
            line(&away.to_string(), "pages are read", &presses(|turn| program.moves(KEYS[turn % 2])));
            assert!(!program.has_shown("complete"), "pages are on their way all the time");
        }
    }
    println!();
}

/// The answers to key after key, with a pause before each.
fn presses(mut press: impl FnMut(usize) -> f64) -> Sorted {
    let after_a_pause = |turn| {
        sleep(PAUSE);
        press(turn)
    };
    Sorted::new((0..PRESSES).map(after_a_pause))
}
