//! Every screen in each theme, with its looks; and the row under the cursor, on the wire.

use std::{
    cell::RefCell,
    io::{self, Write},
    num::NonZeroU16,
    rc::Rc,
};

use lictor::{
    app::Model,
    domain::Factor,
    runtime::{Painter, Surface as _},
    sandbox::seed_scopes,
    store,
    ui::{self, BuiltIn, Depth, Theme},
};
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier},
};

use super::{activity, connecting, several};
use crate::support::{
    command::Shell,
    console::{Bench, Opens, Setting},
    desk::Desk,
    journal::MemoryJournal,
};

const COLUMNS: u16 = 80;
const ROWS: u16 = 24;

/// Each screen, and the keys that lead there from the licenses.
const SCREENS: [(&str, &str); 18] = [
    ("licenses", "j"),
    ("license", "<enter>"),
    ("new_license", "n"),
    ("edit_license", "jje!<tab>!"),
    ("delete_license", "d"),
    ("question", "n!<esc>"),
    ("help", "?"),
    ("palette", ":so"),
    ("scopes", "o|j"),
    ("history", "jt|jt|H|j"),
    ("change", "jt|H|<enter>"),
    ("bulk", "<space><space><space>t"),
    ("bulk_edit", "<space><space>e|!"),
    ("undo", "jt|u"),
    ("copy", "y"),
    ("find", ":find fax 000214<enter>"),
    ("overview", "O"),
    ("themes", ":theme<enter>"),
];

fn open(keys: &str) -> Bench {
    let journal = Some(MemoryJournal::shared());
    let mut bench = Bench::with(&Setting { size: (COLUMNS, ROWS), journal, ..Setting::default() });
    for piece in keys.split('|') {
        bench.press(piece);
    }
    bench
}

fn drawn(model: &Model, theme: &Theme) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
    ui::view(model, theme, &mut frame);
    frame
}

/// A cell's look in words, such as `bold cyan on black`.
fn look(cell: &Cell) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(cell.modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    words.join(" ")
}

/// The runs of one look in each row: where they begin, what stands there, and how that looks.
fn looks(frame: &Buffer) -> String {
    let mut lines = String::new();
    for (y, row) in frame.content.chunks(usize::from(COLUMNS)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| look(one) == look(next)) {
            let text: String = run.iter().map(Cell::symbol).collect();
            // The journal tells times, which are others in each run.
            let text = text.trim_end().replace(|character: char| character.is_ascii_digit(), "0");
            let look = look(&run[0]);
            let shows = !text.is_empty() || run[0].bg != Color::Reset || !run[0].modifier.is_empty();
            if shows {
                lines.push_str(format!("{y:2},{x:<2} {text:?} {look}").trim_end());
                lines.push('\n');
            }
            x += run.len();
        }
    }
    lines
}

fn second_group() -> String {
    let mut groups = seed_scopes().iter().filter(|seed| seed.kind.word() == "groups");
    format!("groups/{}", groups.nth(1).expect("a second group").uuid)
}

/// A form whose license somebody else has changed in the same field.
fn conflict() -> Bench {
    let mut bench = open("jje<ctrl-u>Mine");
    let mut other = bench.beside(&Setting::default());
    other.press("jje<ctrl-u>Theirs<ctrl-s>").sees("saved license");
    bench.press("<ctrl-s>").sees("changed meanwhile");
    bench
}

fn look_in_each_theme(name: &str, model: &Model) {
    for theme in BuiltIn::ALL {
        let frame = drawn(model, &Theme::built_in(theme));
        insta::with_settings!({ snapshot_path => "snapshots/themes", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{name}_{}", theme.word()), looks(&frame));
        });
    }
}

#[test]
fn every_screen_in_each_theme() {
    for (name, keys) in SCREENS {
        look_in_each_theme(name, open(keys).console().model());
    }
    let setting = Setting { size: (COLUMNS, ROWS), opens: Opens::Welcome, ..Setting::default() };
    look_in_each_theme("welcome", Bench::with(&setting).console().model());
    let compared = second_group();
    look_in_each_theme("compare", open(&format!(":compare {compared}<enter>|j")).console().model());
    look_in_each_theme("conflict", conflict().console().model());
    let directory = tempfile::tempdir().expect("a directory");
    let mut bench = open("");
    let file = directory.path().join("a.json");
    store::write_plan(&file, &several::plan(&bench)).expect("a plan");
    look_in_each_theme("plan", bench.press(&format!(":plan {}<enter>", file.display())).console().model());
    let size = (COLUMNS, ROWS);
    look_in_each_theme("connect", Desk::new(size, None).press("c").model());
    look_in_each_theme("log_in", connecting::asked(size).press("secret").model());
    look_in_each_theme(
        "second_factor",
        connecting::challenged(size, Factor::Totp).press("123<tab> ").model(),
    );
    let mut desk = connecting::on_licenses(size);
    desk.model_mut().shared.has_clipboard = false;
    look_in_each_theme("page", desk.press("yj").model());
    for (name, keys) in [("activity", ["L", "j"]), ("exchange", ["L", "enter"])] {
        look_in_each_theme(name, &activity::model((COLUMNS, ROWS), activity::exchanges(), &keys));
    }
}

/// The far end of the wire.
#[derive(Clone)]
struct Wire(Rc<RefCell<vt100::Parser>>);

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What can be seen of the looks of a row behind and under its characters, cell by cell.
fn ground(wire: &Wire, row: u16) -> Vec<String> {
    let state = wire.0.borrow();
    let cell = |column| {
        let cell = state.screen().cell(row, column).expect("a cell");
        format!("{:?} {} {}", cell.bgcolor(), cell.inverse(), cell.underline())
    };
    (1..COLUMNS - 1).map(cell).collect()
}

#[test]
fn the_row_under_the_cursor_differs_from_its_neighbours_in_every_theme_on_the_wire() {
    // Lists, each with the row on the screen that the cursor is in.
    for (keys, at) in
        [("j", 4), ("o|j", 4), ("jt|jt|H|j", 4), ("Lj", 4), (":find fax<enter>|j", 4), (":theme<enter>j", 4)]
    {
        let bench = open(keys);
        for theme in BuiltIn::ALL {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let theme = Theme::built_in(theme).in_depth(depth);
                let frame = drawn(bench.console().model(), &theme);
                let cells = |count| NonZeroU16::new(count).expect("cells");
                let wire = Wire(Rc::new(RefCell::new(vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0))));
                let size = frame.area.as_size();
                let mut painter = Painter::new(wire.clone(), move || Ok(size));
                painter.show(&frame, None).expect("drawn");
                let (row, above) = (ground(&wire, at), ground(&wire, at - 1));
                let width = if keys.starts_with(":theme") { 20 } else { row.len() };
                let differing =
                    row.iter().zip(&above).take(width).filter(|(row, above)| row != above).count();
                assert_eq!(differing, width, "{keys} at {depth:?}:\n{}", bench.screen());
            }
        }
    }
}

#[test]
fn a_row_that_the_keys_do_not_go_to_is_told_apart_too() {
    let setting = Setting { size: (120, 30), ..Setting::default() };
    let mut bench = Bench::with(&setting);
    bench.press("j<enter>");
    for theme in BuiltIn::ALL {
        let mut frame = Buffer::empty(Rect::new(0, 0, 120, 30));
        ui::view(bench.console().model(), &Theme::built_in(theme), &mut frame);
        let (row, above) = (&frame[(10, 4)], &frame[(10, 3)]);
        let ground = |cell: &Cell| (cell.bg, cell.modifier & (Modifier::REVERSED | Modifier::UNDERLINED));
        assert_ne!(ground(row), ground(above), "{}", theme.word());
    }
}

fn shell_with_theme(name: &str, text: &str) -> Shell {
    let shell = Shell::bare();
    let directory = shell.home().join("config/lictor/themes");
    std::fs::create_dir_all(&directory).expect("a directory");
    std::fs::write(directory.join(format!("{name}.toml")), text).expect("a file");
    shell
}

#[test]
fn a_theme_in_a_file_is_checked_line_by_line() {
    let shell = shell_with_theme("mine", "base = \"dark\"\ncursor = \"black on yellow\"\n");
    assert_eq!(shell.run(&["config", "check"]).works(), "");
    let shell = shell_with_theme("mine", "base = \"drak\"\ncursr = \"red\"\ntext = \"bold pink\"\nkey = 3\n");
    let run = shell.run(&["config", "check"]);
    assert_eq!(run.code, Some(2), "{run:#?}");
    for finding in [
        "themes/mine.toml:1:1: error: base: no theme \"drak\" comes with lictor",
        "themes/mine.toml:2:1: warning: cursr: there is no such role; did you mean cursor?",
        "themes/mine.toml:3:1: error: text: \"pink\" is no look",
        "themes/mine.toml:4:1: error: key: must be words in quotation marks",
    ] {
        assert!(run.stdout.contains(finding), "{finding}: {run:#?}");
    }
}

#[test]
fn a_theme_that_the_configuration_names_and_that_is_nowhere_is_a_warning() {
    let shell = Shell::bare();
    shell.configure("theme = \"drak\"\n");
    let run = shell.run(&["config", "check"]);
    let finding = "config.toml:1:9: warning: theme: there is no \"drak\"; there are terminal, dark, light, contrast, \
                   monochrome; did you mean dark?\n";
    assert!(run.works().ends_with(finding), "{run:?}");
    shell.configure("theme = \"dark\"\nmouse = true\n");
    assert_eq!(shell.run(&["config", "check"]).works(), "");
}

#[test]
fn a_theme_that_hides_the_cursor_is_an_error() {
    let shell = shell_with_theme("mine", "cursor = \"bold\"\n");
    let run = shell.run(&["config", "check"]);
    assert_eq!(run.code, Some(2), "{run:#?}");
    assert!(run.stdout.contains("mine.toml:1:1: error: cursor: the row under the cursor"), "{run:#?}");
}

#[test]
fn a_theme_that_is_asked_for_and_cannot_be_had_is_refused() {
    use crate::support::pseudo_terminal::PseudoTerminal;
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = PseudoTerminal::start(&["demo", "--theme", "pink"], (80, 24), home.path(), &[]);
    assert_eq!(terminal.ends().code(), Some(2));
    assert!(
        terminal.screen().contains("there is no theme \"pink\"; there are terminal, dark, light, contrast")
    );
}

#[test]
fn a_theme_is_tried_kept_and_there_in_the_next_run() {
    use crate::support::pseudo_terminal::PseudoTerminal;
    let home = tempfile::tempdir().expect("a home");
    let themes = home.path().join(".config/lictor/themes");
    std::fs::create_dir_all(&themes).expect("a directory");
    std::fs::write(themes.join("mine.toml"), "cursor = \"black on #ffd75f\"\n").expect("a file");
    let variables = [("COLORTERM", "truecolor")];
    let mut terminal = PseudoTerminal::start(&["demo"], (80, 24), home.path(), &variables);
    terminal.sees("groups, complete").press(":theme<enter>").sees("focused_field").press("G<enter>");
    terminal.sees("mine is the theme from now on").press("q");
    terminal.ends();
    let mut terminal = PseudoTerminal::start(&["demo"], (80, 24), home.path(), &variables);
    terminal.sees("groups, complete").press("q");
    terminal.ends();
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(bytes.contains("48;2;255;215;95"), "{bytes}");
}
