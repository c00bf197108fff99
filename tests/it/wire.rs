//! What goes to the terminal: how much it is, and that the terminal shows the same as if all of it had been painted.

use std::{
    cell::RefCell,
    io::{self, Write},
    num::NonZeroU16,
    rc::Rc,
};

use lictor::{
    app::{Effect, Model, Msg, layout::Size, start, update},
    domain::{Call, License, LicenseId, LicensePage, Reply, Scope, ScopeKind, Status},
    runtime::{Painter, Surface as _},
    sandbox,
    ui::{self, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

use crate::support::{
    console::{Bench, Setting, connected, place},
    keys,
};

/// The far end of the wire.
#[derive(Clone)]
struct Screen(Rc<RefCell<(vt100::Parser, usize)>>);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.borrow_mut();
        state.0.process(bytes);
        state.1 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal, and what it shows.
struct Window {
    painter: Painter<Screen>,
    frame: Buffer,
    screen: Screen,
}

impl Window {
    fn new((columns, rows): (u16, u16)) -> Self {
        let cells = |count| NonZeroU16::new(count).expect("cells");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let screen = Screen(Rc::new(RefCell::new((parser, 0))));
        let frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        let size = frame.area.as_size();
        Self { painter: Painter::new(screen.clone(), move || Ok(size)), frame, screen }
    }

    /// Draws, and answers with how many bytes that took.
    fn draw(&mut self, model: &Model) -> usize {
        let cursor = ui::view(model, &Theme::default(), &mut self.frame);
        self.painter.show(&self.frame, cursor).expect("drawn");
        std::mem::take(&mut self.screen.0.borrow_mut().1)
    }

    /// All that is shown, with its looks; of blanks, what can be seen.
    fn shown(&self) -> Vec<String> {
        let state = self.screen.0.borrow();
        let screen = state.0.screen();
        let (rows, columns) = screen.size();
        let look = |cell: &vt100::Cell| {
            let look = (cell.contents(), cell.fgcolor(), cell.bold(), cell.dim(), cell.is_wide());
            let lined = (cell.bgcolor(), cell.inverse(), cell.underline());
            let is_blank = matches!(cell.contents(), "" | " ") && !cell.inverse() && !cell.underline();
            if is_blank { format!("{lined:?}") } else { format!("{look:?} {lined:?}") }
        };
        let row = |row| {
            (0..columns.get())
                .map(|column| look(screen.cell(row, column).expect("a cell")))
                .collect::<String>()
        };
        (0..rows.get()).map(row).collect()
    }
}

/// Licenses such as there are, some with wide characters in them.
fn license(id: i64) -> License {
    let names = ["Teams Calling Plan", "Müller Domestic 1200", "東京 International", "Kiosk"];
    let name = names[usize::try_from(id % 4).expect("a name")];
    License {
        id: LicenseId(id),
        name: format!("{name}, region {}", id % 17),
        description: (id % 3 > 0).then(|| format!("Domestic minutes, pooled over {} users", id % 120)),
        sku: format!("MS-TEAMS-CALL-EU-{id:06}"),
        status: if id % 5 == 0 { Status::Disabled } else { Status::Enabled },
    }
}

fn table((columns, rows): (u16, u16)) -> Model {
    let mut model = Model::new(Size { columns, rows }, Vec::new());
    let group = Scope { kind: ScopeKind::Groups, uuid: sandbox::first_group() };
    let effects = start(&mut model, Some(connected(place(), Some(group))));
    let page = LicensePage { licenses: (1..=1000).map(license).collect(), ..LicensePage::default() };
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Call { id, call: Call::ListLicenses { .. } } => Some(id),
        _ => None,
    });
    let id = asked.expect("the licenses are asked for");
    update(&mut model, Msg::Replied { id, result: Ok(Reply::Licenses(page)) });
    model
}

/// A table, and the terminal that shows it.
struct Desk {
    model: Model,
    size: (u16, u16),
    window: Window,
}

impl Desk {
    fn new(size: (u16, u16), script: &str) -> Self {
        let mut desk = Self { model: table(size), size, window: Window::new(size) };
        desk.press(script);
        desk
    }

    /// Presses keys, and answers with how many bytes their one frame takes.
    fn press(&mut self, script: &str) -> usize {
        for press in keys::script(script) {
            update(&mut self.model, Msg::Key(press));
        }
        self.window.draw(&self.model)
    }

    /// Insists that the terminal shows what one does that is painted anew.
    #[track_caller]
    fn is_right(&self) {
        let mut anew = Window::new(self.size);
        anew.draw(&self.model);
        assert_eq!(self.window.shown(), anew.shown());
    }
}

#[test]
fn to_scroll_the_table_by_a_row_takes_few_bytes_either_way() {
    for (size, most) in [((80, 24), 250), ((200, 50), 500)] {
        for (script, before) in [("j", ""), ("k", "G")] {
            let mut desk = Desk::new(size, before);
            let bytes: usize = (0..200).map(|_| desk.press(script)).sum();
            desk.is_right();
            let mean = bytes / 200;
            assert!(mean <= most, "{mean} bytes for {script} at {size:?}");
        }
    }
}

#[test]
fn by_rows_and_by_screenfuls_the_same_is_shown_as_on_a_screen_that_is_painted_anew() {
    for size in [(40, 10), (80, 24), (111, 30)] {
        for script in ["j", "<ctrl-d>", "<ctrl-d><ctrl-d><ctrl-u>", "<pagedown>", "jjj", "G<pageup>", "k"] {
            let mut desk = Desk::new(size, "<pagedown>");
            for _ in 0..6 {
                desk.press(script);
                desk.is_right();
            }
        }
    }
}

#[test]
fn a_window_that_was_smaller_for_a_moment_is_painted_whole() {
    let (columns, rows) = Setting::default().size;
    let mut bench = Bench::open();
    let before = bench.screen();
    bench.disturb("gone");
    bench.sees("gone").resize(columns, rows).sees_no("gone");
    assert_eq!(bench.screen(), before);
}
