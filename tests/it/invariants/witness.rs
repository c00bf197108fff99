//! A console, and the book that is kept on what it promises.

use std::{collections::HashSet, time::Duration};

use lictor::{
    app::{
        ArrangementId, Effect, Model, Msg, Place, RequestId,
        export::Exported,
        keymap::{KeyPress, Keymap},
        layout::Size,
        msg::{Mouse, MouseKind},
        screens::{Screen, log_in::LogIn},
        start, update,
    },
    domain::{
        Call, Draft, Field, LicenseId, Operation, Outcome, Problem, Progress, Reply, Scope, Status,
        catalog::{Arrangement, View},
        plan::Plan,
    },
    text,
    ui::Theme,
};

use super::answers::{answer, group};
use crate::support::{
    place::{connected, place},
    screen::drawn,
};

/// Keys that mean something somewhere, and some that do not.
pub(crate) const KEYS: &[&str] = &[
    "j",
    "k",
    "g",
    "G",
    "]",
    "[",
    "/",
    "s",
    "S",
    "r",
    "enter",
    "esc",
    "n",
    "e",
    "c",
    "d",
    "t",
    "o",
    "v",
    "tab",
    "shift-tab",
    "backspace",
    "space",
    "left",
    "right",
    "1",
    "2",
    "3",
    "4",
    "a",
    "y",
    "?",
    "q",
    "ctrl-s",
    "ctrl-u",
    "ctrl-d",
    "pagedown",
    "pageup",
    "ctrl-l",
    "x",
    "é",
    "f5",
    "ctrl-x",
    "delete",
    ":",
    "c",
    "p",
    "l",
    "L",
    "u",
    "H",
    "ctrl-y",
    "F",
    "O",
    "*",
    "V",
    "m",
];

/// Commands that mean something, and one that does not.
pub(crate) const COMMANDS: [&str; 14] = [
    "login",
    "logout",
    "profile prod",
    "scopes",
    "quit",
    "nonsense",
    "export a.csv",
    "plan a.json",
    "compare groups/00000000-0000-0000-0000-000000000002",
    "find plan",
    "overview",
    "theme",
    "columns status name:12",
    "mouse",
];

/// All that a mouse does.
const MICE: [MouseKind; 5] =
    [MouseKind::Press, MouseKind::Drag, MouseKind::Release, MouseKind::WheelUp, MouseKind::WheelDown];

/// Something that happens to the console.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Key(KeyPress),
    Paste(String),
    Resize(u16, u16),
    /// The mouse does one of the things that it does, in a cell.
    Mouse(u8, u16, u16),
    Tick(u64),
    /// Answers one of the requests under way.
    Reply {
        which: usize,
        how: u8,
    },
    /// Tells how one of the requests under way gets on.
    Progress {
        which: usize,
        how: u8,
    },
    /// Answers a request that was answered or cancelled before.
    Late(u64),
    /// Brings the result of one of the arrangements that are worked out, or says that it went wrong.
    Arranged {
        which: usize,
        well: bool,
    },
    /// Brings a result that came or was given up before.
    ArrangedLate(usize),
    /// Work on a file comes to its end, this way or that.
    Filed(u8),
    /// A command is typed, whatever is in front.
    Command(usize),
    /// Something is pasted and entered: in a log-in, a password or a code.
    Secret,
    /// A connection came to be, or not.
    Connected(bool),
}

fn progress(how: u8) -> Progress {
    let reason = "\u{1b}[2J cut".to_owned();
    match how % 5 {
        0 => Progress::Trying,
        1 => Progress::ReadingBack { reason },
        2 => Progress::ReadBack { outcome: Outcome::NotDone { reason } },
        3 => Progress::NotNoted { reason },
        _ => {
            let problem = Problem::ServerFailed { status: 503, reason: Some(reason) };
            Progress::Waiting { problem, delay: Duration::from_secs(how.into()) }
        }
    }
}

/// What comes of work on a file.
fn filed(effect: Effect, how: u8) -> Msg {
    match effect {
        Effect::Export(export) => {
            let result = match how % 3 {
                0 => Exported::Written,
                1 => Exported::IsThere,
                _ => Exported::Failed("\u{1b} full".to_owned()),
            };
            Msg::Exported { export, result }
        }
        Effect::ReadPlan(file) if how.is_multiple_of(4) => Msg::PlanRead(file, Err("\u{1b} torn".to_owned())),
        Effect::ReadPlan(file) => Msg::PlanRead(file, Ok(Box::new(plan()))),
        other => panic!("{other:?} is no work on a file"),
    }
}

/// A plan for the place of these tests.
fn plan() -> Plan {
    let (origin, instance) = (place().origin, place().instance);
    let draft = |sku: &str| Draft {
        sku: sku.to_owned(),
        name: "\u{1b}[2J Planned".to_owned(),
        description: None,
        status: Status::Enabled,
    };
    let seen = draft("SKU-1").with_id(LicenseId(1));
    let operations = vec![Operation::Create(draft("NEW-1")), Operation::Delete { seen }];
    let (id, made) = (uuid::Uuid::from_u128(7), "2026-03-04T05:06:07Z".to_owned());
    Plan { id, made, origin, instance, scope: group(), operations }
}

fn worked_out(arrangement: Arrangement) -> View {
    arrangement.carry_out(&false.into()).expect("nothing stops it")
}

/// A console with the book that is kept on its requests.
pub(crate) struct Witness {
    model: Model,
    open: Vec<(RequestId, Call)>,
    given: HashSet<RequestId>,
    arranging: Vec<(ArrangementId, Arrangement)>,
    /// Those whose results are no longer due.
    arranged: Vec<(ArrangementId, Arrangement)>,
    /// What is to be done with files.
    filing: Vec<Effect>,
    parked: HashSet<RequestId>,
    /// Whether the console has been left.
    pub(crate) left: bool,
}

impl Witness {
    /// A console on a group's licenses, with these keys, that works out as much `in_place`.
    pub(crate) fn new(logs_in: bool, is_careful: bool, in_place: usize, keymap: Keymap) -> Self {
        let size = Size { columns: 80, rows: 24 };
        let mut model = Model::new(size, Vec::new());
        model.shared.keymap = keymap;
        let place = Place {
            logs_in,
            username: Some("maria".to_owned()),
            production: is_careful,
            needs_reason: is_careful,
            ..place()
        };
        model.shared.arrangements.in_place = in_place;
        let effects = start(&mut model, Some(connected(place, Some(group()))));
        let (given, parked) = (HashSet::new(), HashSet::new());
        let (arranging, arranged, filing) = (Vec::new(), Vec::new(), Vec::new());
        let (open, left) = (Vec::new(), false);
        let mut witness = Self { model, open, given, arranging, arranged, filing, parked, left };
        witness.note(effects);
        witness
    }

    fn note(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Call { id, call } => {
                    let again = self.parked.remove(&id) && !call.is_write();
                    assert!(self.given.insert(id) || again, "{id:?} was given twice");
                    assert!(
                        !call.is_write() || call.scope().is_some_and(Scope::is_writable),
                        "a write outside of groups: {call:?}"
                    );
                    let demanded = self.model.shared.place.as_ref().is_some_and(|place| place.needs_reason);
                    let is_given = !matches!(&call, Call::Write(write) if write.cause.reason.is_none());
                    assert!(!demanded || is_given, "a write without the reason that is demanded: {call:?}");
                    self.open.push((id, call));
                }
                Effect::Cancel(id) => {
                    let place = self.open.iter().position(|(open, _)| *open == id).expect("an open request");
                    let (_, call) = self.open.remove(place);
                    assert!(!call.is_write(), "a write was cancelled: {call:?}");
                }
                Effect::GiveUp(id) => {
                    let open = self.open.iter().find(|(open, _)| *open == id).expect("an open request");
                    assert!(open.1.is_write(), "a read is cancelled instead: {open:?}");
                }
                Effect::Arrange { id, arrangement } => {
                    let known = self.arranging.iter().chain(&self.arranged).any(|(known, _)| *known == id);
                    assert!(!known, "{id:?} was given twice");
                    self.arranging.push((id, *arrangement));
                }
                Effect::StopArranging(id) => {
                    let place = self.arranging.iter().position(|(known, _)| *known == id);
                    self.arranged.push(self.arranging.remove(place.expect("one that is worked out")));
                }
                effect @ (Effect::Export(_) | Effect::ReadPlan(_)) => self.filing.push(effect),
                Effect::Quit { .. } => self.left = true,
                _ => {}
            }
        }
    }

    /// Lets it happen.
    pub(crate) fn happen(&mut self, event: &Event) {
        let msg = match event {
            Event::Key(press) => Msg::Key(*press),
            Event::Paste(text) => Msg::Pasted(text.clone()),
            Event::Resize(columns, rows) => Msg::Resized(Size { columns: *columns, rows: *rows }),
            Event::Mouse(what, column, row) => {
                let kind = MICE[usize::from(*what) % MICE.len()];
                Msg::Mouse(Mouse { kind, column: *column, row: *row })
            }
            Event::Tick(millis) => Msg::Ticked(Duration::from_millis(*millis)),
            Event::Late(number) => {
                let id = RequestId(*number);
                if self.open.iter().any(|(open, _)| *open == id) {
                    return;
                }
                Msg::Replied { id, result: Ok(Reply::Deleted) }
            }
            Event::Arranged { which, well } => {
                if self.arranging.is_empty() {
                    return;
                }
                return self.arrange(which % self.arranging.len(), *well);
            }
            Event::ArrangedLate(which) => {
                if self.arranged.is_empty() {
                    return;
                }
                let (id, arrangement) = self.arranged[which % self.arranged.len()].clone();
                Msg::Arranged { id, result: Ok(Box::new(worked_out(arrangement))) }
            }
            Event::Progress { which, how } => {
                if self.open.is_empty() {
                    return;
                }
                let (id, _) = self.open[which % self.open.len()];
                Msg::Progressed { id, progress: progress(*how) }
            }
            Event::Reply { which, how } => {
                if self.open.is_empty() {
                    return;
                }
                return self.answer(which % self.open.len(), *how);
            }
            Event::Filed(how) => {
                let Some(effect) = self.filing.pop() else { return };
                filed(effect, *how)
            }
            Event::Secret => {
                let effects = update(&mut self.model, Msg::Pasted("hunter2".to_owned()));
                self.note(effects);
                Msg::Key("enter".parse().expect("a key"))
            }
            Event::Command(which) => return self.command(COMMANDS[*which]),
            Event::Connected(false) => Msg::Connected(Err("no \u{1b} luck".to_owned())),
            Event::Connected(true) => {
                let place = Place { logs_in: true, ..place() };
                Msg::Connected(Ok(connected(place, None).into()))
            }
        };
        let effects = update(&mut self.model, msg);
        self.note(effects);
    }

    /// Brings the result of an arrangement.
    fn arrange(&mut self, which: usize, well: bool) {
        let (id, arrangement) = self.arranging.remove(which);
        self.arranged.push((id, arrangement.clone()));
        let result = if well {
            Ok(Box::new(worked_out(arrangement)))
        } else {
            Err(Problem::Internal { reason: "\u{1b} odd".to_owned() })
        };
        let effects = update(&mut self.model, Msg::Arranged { id, result });
        self.note(effects);
    }

    /// Lets everything be worked out: the table then shows what it would if all had been done in place. A console that
    /// was left waits for nothing any more.
    pub(crate) fn arrange_all(&mut self) {
        if self.left {
            return;
        }
        while !self.arranging.is_empty() {
            self.arrange(0, true);
            self.check();
        }
        for screen in &self.model.screens {
            if let Screen::Licenses(licenses) = screen {
                let (rows, wish) = (licenses.listing.catalog.rows(), licenses.wish());
                let mut expected = View::default();
                expected.set(rows, licenses.filter.value(), wish.order);
                assert!(licenses.view.slots().eq(expected.slots()), "the table shows what was wished for");
                assert_eq!(licenses.view.filter(), licenses.filter.value());
            }
        }
    }

    /// Answers one of the requests under way, and looks at what a missing session or a log-in makes of it.
    fn answer(&mut self, which: usize, how: u8) {
        let (id, call) = self.open.remove(which);
        let result = answer(&call, how);
        let typed = self.typed();
        let log_in_came = result == Ok(Reply::LoggedIn) && self.model.shared.place.is_some();
        let wrote = call.is_write() && result.is_ok();
        let no_session = result.as_ref().is_err_and(Problem::asks_for_log_in);
        if no_session && !call.is_write() {
            self.parked.insert(id);
        }
        let effects = update(&mut self.model, Msg::Replied { id, result });
        self.note(effects);
        if log_in_came {
            assert_eq!(self.model.shared.requests.parked(), 0, "a read is still parked after the log-in");
            assert!(self.log_ins().is_empty(), "the log-in is still there");
        }
        assert!(wrote || typed == self.typed(), "an answer took away what was typed");
    }

    /// What is typed into forms, and would have to be typed again.
    fn typed(&self) -> Vec<Vec<(Field, String)>> {
        let forms = self.model.screens.iter().filter_map(|screen| match screen {
            Screen::Form(form) => Some(form.typed()),
            _ => None,
        });
        forms.collect()
    }

    fn log_ins(&self) -> Vec<&LogIn> {
        let log_ins = self.model.screens.iter().filter_map(|screen| match screen {
            Screen::LogIn(log_in) => Some(&**log_in),
            _ => None,
        });
        log_ins.collect()
    }

    fn command(&mut self, text: &str) {
        for key in
            [":".to_owned()].into_iter().chain(text.chars().map(String::from)).chain(["enter".to_owned()])
        {
            let key = if key == " " { "space".to_owned() } else { key };
            let effects = update(&mut self.model, Msg::Key(key.parse().expect("a key")));
            self.note(effects);
        }
    }

    /// Looks at the promises, and draws.
    pub(crate) fn check(&self) {
        let model = &self.model;
        assert!(!model.screens.is_empty());
        let under_way = !self.open.is_empty() || !self.arranging.is_empty() || !self.filing.is_empty();
        assert_eq!(model.is_waiting(), under_way, "the console waits for what is under way");
        assert!(self.log_ins().len() <= 1, "one log-in is enough");
        let log_in_below =
            model.screens.iter().rev().skip(1).any(|screen| matches!(screen, Screen::LogIn(_)));
        assert!(!log_in_below, "the log-in stands in front");
        let parked = model.shared.requests.parked();
        let due = model.log_in_due().is_some();
        assert!(parked == 0 || due || self.log_ins().len() == 1, "what is parked waits for a log-in");
        assert!(!due || model.is_typed_in(), "a log-in waits only while something is typed");
        for screen in &model.screens {
            if let Screen::Licenses(licenses) = screen {
                let position = licenses.cursor.position;
                assert!(position < licenses.view.len().max(1), "the cursor is among the rows");
                let current = licenses.current().map(|row| row.id);
                assert!(licenses.view.is_empty() || current == licenses.at, "the cursor is on its license");
            }
        }
        let screen = drawn(model, Theme::default());
        // What was made visible stays as it is, and frames are ours; only what is hostile and was not is looked for.
        for line in screen.replace("\\u{", "").replace('│', " ").lines() {
            assert_eq!(text::safe(line), line, "hostile text reached the screen");
        }
    }
}
