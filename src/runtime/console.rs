//! The loop: what has come is taken in, its effects are carried out, and one frame is drawn.

mod leaving;

use std::{collections::BTreeSet, mem, time::Duration};

use color_eyre::eyre::{Result, WrapErr};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};

use super::{
    Connection, Input, Inputs, Leaving, Look, Profiles, Start, StartSandbox, Surface, Themes, Worker,
    arranger::Arranger, clipboard, filing::Filing, keeper::Keeper, mouse,
};
use crate::{
    app::{
        self, Connected, Effect, Model, Msg, Place, RequestId, layout::Size, model, model::Tone,
        msg::NoticeId,
    },
    domain::{Call, ScopeEntry},
    sandbox::Sandbox,
    store::{Habits, Known, KnownScopes},
    ui::{self, Theme},
};

/// How often the clock is looked at while something is waited for.
const TICK: Duration = Duration::from_millis(100);

/// The least time between two frames that only news from the server asks for.
const BETWEEN_FRAMES: Duration = Duration::from_millis(33);
/// The same for both, where little is to be painted.
const SLOW: Duration = Duration::from_secs(1);

const NO_SIZE: &str = "the terminal does not tell its size";

pub use leaving::Job;

/// A console on a terminal.
pub struct Console<S: Surface> {
    surface: S,
    frame: Buffer,
    model: Model,
    theme: Theme,
    themes: Box<dyn Themes>,
    habits: Habits,
    first: Vec<Effect>,
    worker: Worker,
    arranger: Arranger,
    known_scopes: KnownScopes,
    keeper: Keeper,
    filing: Filing,
    profiles: Box<dyn Profiles>,
    start_sandbox: StartSandbox,
    job: Job,
    /// Whether the shell is to have the terminal.
    stopping: bool,
    sandbox: Option<Sandbox>,
    notices: JoinSet<NoticeId>,
    writes: BTreeSet<RequestId>,
    writes_under_way: watch::Sender<usize>,
    started: Instant,
    /// When a frame was last drawn that only news asked for.
    news_drawn: Option<Instant>,
    frame_due: Option<Instant>,
    tick_due: Instant,
    leaving: Option<Leaving>,
}

impl<S: Surface> Console<S> {
    /// A console on a terminal. Nothing is drawn and nothing asked yet.
    ///
    /// # Errors
    /// When the terminal does not tell its size, or the system gives no thread.
    pub fn new(surface: S, start: Start, job: Job) -> Result<Self> {
        let area = surface.size().wrap_err(NO_SIZE)?;
        let size = Size { columns: area.width, rows: area.height };
        let mut model = Model::new(size, start.profiles.names());
        model.shared.keymap = start.keymap;
        model.shared.configuration = start.profiles.file();
        let Look { name, theme, themes } = start.look;
        model.shared.themes = model::Themes { names: themes.names(), current: name };
        model.shared.orders = start.habits.orders().collect();
        let columns = start.habits.columns();
        model.shared.columns =
            columns.filter_map(|(kind, words)| Some((kind, words.parse().ok()?))).collect();
        model.shared.has_clipboard = start.has_clipboard;
        model.shared.divider.is_absent = theme.slow;
        if start.mouse {
            model.shared.turn_mouse();
            model.shared.notice = None;
        }
        let keeper = Keeper::start(start.drafts)?;
        let (client, connected) = match start.connection {
            Some(connection) => {
                let connected = connected(&connection, &start.known_scopes, &keeper, &*start.profiles);
                (Some(connection.client), Some(connected))
            }
            None => (None, None),
        };
        if let Some(remark) = start.remark {
            model.shared.say(Tone::Bad, remark);
        }
        let first = app::start(&mut model, connected);
        Ok(Self {
            surface,
            frame: Buffer::default(),
            model,
            theme,
            themes,
            habits: start.habits,
            first,
            worker: Worker::start(client)?,
            arranger: Arranger::default(),
            known_scopes: start.known_scopes,
            keeper,
            filing: Filing::default(),
            profiles: start.profiles,
            start_sandbox: start.sandbox,
            job,
            stopping: false,
            sandbox: None,
            notices: JoinSet::new(),
            writes: BTreeSet::new(),
            writes_under_way: watch::Sender::new(0),
            started: Instant::now(),
            news_drawn: None,
            frame_due: None,
            tick_due: Instant::now() + TICK,
            leaving: None,
        })
    }

    /// The model, to look at.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Has no more effort made in place than this for a filter or an order; see
    /// [`Arrangements::in_place`](crate::app::arrangements::Arrangements::in_place).
    pub fn arrange_in_place(&mut self, most: usize) {
        self.model.shared.arrangements.in_place = most;
    }

    /// The terminal, to look at.
    pub fn surface(&self) -> &S {
        &self.surface
    }

    /// The terminal, to change it.
    pub fn surface_mut(&mut self) -> &mut S {
        &mut self.surface
    }

    /// Why the console leaves, once it does.
    pub fn leaving(&self) -> Option<Leaving> {
        self.leaving
    }

    /// Draws the first frame, and only then asks the first thing of the network.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on.
    pub fn begin(&mut self) -> Result<()> {
        self.draw()?;
        let first = mem::take(&mut self.first);
        self.carry_out(first)
    }

    /// Runs until the operator leaves, a signal comes or the terminal goes away.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on.
    pub async fn run(&mut self, inputs: &mut Inputs) -> Result<Leaving> {
        loop {
            self.step(inputs).await?;
            if let Some(leaving) = self.leaving {
                return Ok(leaving);
            }
        }
    }

    /// Waits for something to happen, takes in all that has, and draws once if that changed anything.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on.
    pub async fn step(&mut self, inputs: &mut Inputs) -> Result<()> {
        let was_waiting = self.model.is_waiting();
        let mut at_once = true;
        tokio::select! {
            biased;
            Some(news) = self.worker.news() => {
                self.take(news.into())?;
                // While more is to come, news from the server can wait for the next frame; keys never do.
                at_once = !self.model.is_waiting();
            }
            // Somebody typed for it, and waits.
            Some(arranged) = self.arranger.arranged() => self.take(arranged)?,
            input = inputs.next() => self.take_input(input)?,
            Some(reason) = self.keeper.trouble() => self.take(Msg::FormNotKept(reason))?,
            Some(done) = self.filing.done() => self.take(done)?,
            Some(expired) = self.notices.join_next() => {
                if let Ok(id) = expired { self.take(Msg::NoticeExpired(id))?; }
            }
            () = sleep_until(self.frame_due.unwrap_or(self.started)), if self.frame_due.is_some() => at_once = false,
            () = sleep_until(self.tick_due), if was_waiting => {}
        }
        at_once |= self.drain(inputs)?;
        if self.leaving.is_some() {
            return Ok(());
        }
        if self.stopping {
            self.stop(inputs).await?;
        }
        self.tick(was_waiting)?;
        if at_once {
            return self.draw();
        }
        let now = Instant::now();
        let pause = if self.theme.slow { SLOW } else { BETWEEN_FRAMES };
        if let Some(earliest) = self.news_drawn.map(|drawn| drawn + pause).filter(|earliest| now < *earliest)
        {
            self.frame_due = Some(earliest);
            return Ok(());
        }
        self.news_drawn = Some(now);
        self.draw()
    }

    /// Tells the time while something is waited for, and only then: an idle console never wakes up.
    fn tick(&mut self, was_waiting: bool) -> Result<()> {
        let now = Instant::now();
        let tick = if self.theme.slow { SLOW } else { TICK };
        if !was_waiting {
            self.tick_due = now + tick;
        } else if self.model.is_waiting() && now >= self.tick_due {
            self.tick_due = now + tick;
            self.take(Msg::Ticked(self.started.elapsed()))?;
        }
        Ok(())
    }

    /// Steps until nothing is to be taken in and no answer is awaited, and the screen shows it.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on.
    pub async fn settle(&mut self, inputs: &mut Inputs) -> Result<()> {
        while self.leaving.is_none() && (self.model.is_waiting() || !inputs.none_told()) {
            self.step(inputs).await?;
        }
        self.draw()
    }

    /// Takes in whatever else has already come, so that many keys lead to one frame. Returns whether keys or what
    /// they asked for were among it.
    fn drain(&mut self, inputs: &mut Inputs) -> Result<bool> {
        let mut any_input = false;
        while self.leaving.is_none() {
            if let Some(news) = self.worker.news_that_waits() {
                self.take(news.into())?;
            } else if let Some(arranged) = self.arranger.arranged_already() {
                self.take(arranged)?;
                any_input = true;
            } else if let Some(input) = inputs.already() {
                self.take_input(input)?;
                any_input = true;
            } else {
                break;
            }
        }
        Ok(any_input)
    }

    fn take_input(&mut self, input: Input) -> Result<()> {
        match input {
            // What a window showed that was smaller for a moment is gone, whatever its size is now.
            Input::Resized => self.repaint(),
            Input::Msg(msg) => self.take(msg),
            input => {
                self.leaving = input.leaving().or(self.leaving);
                Ok(())
            }
        }
    }

    /// Takes in one message and carries out what follows from it.
    ///
    /// # Errors
    /// When the terminal fails.
    pub fn take(&mut self, msg: Msg) -> Result<()> {
        if let Msg::Replied { id, .. } = &msg {
            self.writes.remove(id);
            self.count_writes();
        }
        #[cfg(debug_assertions)]
        panic_where_that_is_asked_for(&msg);
        let effects = app::update(&mut self.model, msg);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> Result<()> {
        for effect in effects {
            match effect {
                Effect::Call { id, call } => self.call(id, call),
                Effect::Cancel(id) => self.worker.cancel(id),
                Effect::GiveUp(id) => self.worker.give_up(id),
                Effect::Arrange { id, arrangement } => self.arranger.arrange(id, *arrangement),
                Effect::StopArranging(id) => self.arranger.stop(id),
                Effect::ExpireNotice { id, delay } => {
                    self.notices.spawn(async move {
                        sleep(delay).await;
                        id
                    });
                }
                Effect::RememberScope(entry) => self.remember(&entry, None),
                Effect::PinScope { entry, pinned } => self.remember(&entry, Some(pinned)),
                Effect::KeepForm(form) => self.keeper.keep(form),
                Effect::DropForm => self.keeper.drop_own(),
                Effect::ForgetForm(id) => self.keeper.forget(id),
                Effect::LeaveForm(id) => self.keeper.leave(id),
                Effect::StartSandbox => self.start_sandbox()?,
                Effect::CreateProfile(profile) => {
                    let connection = self.profiles.create(&profile);
                    self.connect(connection)?;
                }
                Effect::ChangeProfile(profile) => {
                    let connection = self.profiles.change(&profile);
                    self.connect(connection)?;
                }
                Effect::ReadProfile(name) => self.take(Msg::ProfileRead(self.profiles.read(&name)))?,
                Effect::SwitchProfile(name) => {
                    let connection = self.profiles.open(&name);
                    self.connect(connection.map_err(|reason| format!("cannot switch to {name}: {reason}")))?;
                }
                Effect::Copy(text) => {
                    clipboard::copy(&text).wrap_err("the terminal cannot be written to")?;
                }
                Effect::Export(export) => self.filing.export(export),
                Effect::ReadPlan(file) => self.filing.read_plan(file),
                Effect::UseTheme(name) => drop(self.use_theme(&name)?),
                Effect::KeepTheme(name) => {
                    if self.use_theme(&name)? {
                        self.habits.keep_theme(&name);
                    }
                }
                Effect::KeepOrder { kind, order } => self.habits.keep_order(kind, order),
                Effect::KeepColumns { kind, columns } => self.habits.keep_columns(kind, columns),
                Effect::UseMouse(on) => mouse::turn(on).wrap_err("the terminal cannot be written to")?,
                Effect::Suspend => self.stopping = true,
                Effect::Redraw => self.repaint()?,
                Effect::Quit { interrupted } => {
                    self.leaving = Some(if interrupted { Leaving::Interrupted } else { Leaving::Quit });
                }
            }
        }
        Ok(())
    }

    /// Remembers that a scope was used, or whether it is pinned.
    fn remember(&mut self, entry: &ScopeEntry, pinned: Option<bool>) {
        if let Some(Place { origin, instance, .. }) = &self.model.shared.place {
            match pinned {
                Some(pinned) => self.known_scopes.pin(origin, instance, entry, pinned),
                None => self.known_scopes.remember(origin, instance, entry),
            }
        }
    }

    /// Draws in a theme from now on; answers with whether it could be had.
    fn use_theme(&mut self, name: &str) -> Result<bool> {
        let opened = self.themes.open(name);
        let is_there = opened.is_ok();
        match opened {
            Ok(theme) => self.theme = theme,
            Err(reason) => self.take(Msg::ThemeFailed(reason))?,
        }
        Ok(is_there)
    }

    fn call(&mut self, id: RequestId, call: Call) {
        if call.is_write() {
            self.writes.insert(id);
            self.count_writes();
        }
        self.worker.call(id, call);
    }

    fn start_sandbox(&mut self) -> Result<()> {
        let connection = (self.start_sandbox)().map(|(sandbox, connection)| {
            self.sandbox = Some(sandbox);
            connection
        });
        self.connect(connection.map_err(|reason| format!("the sandbox did not start: {reason}")))
    }

    /// Makes all calls from now on through another connection. Calls under way keep theirs.
    fn connect(&mut self, connection: Result<Connection, String>) -> Result<()> {
        let result = connection.map(|connection| {
            let connected = connected(&connection, &self.known_scopes, &self.keeper, &*self.profiles);
            self.worker.connect(connection.client);
            Box::new(connected)
        });
        self.take(Msg::Connected(result))
    }

    /// Has the next frame painted whole.
    fn repaint(&mut self) -> Result<()> {
        let size = self.surface.size().wrap_err(NO_SIZE)?;
        self.surface.forget();
        self.take(Msg::Resized(Size { columns: size.width, rows: size.height }))
    }

    /// Draws the screen.
    ///
    /// # Errors
    /// When the terminal cannot be drawn on.
    pub fn draw(&mut self) -> Result<()> {
        let size = self.surface.size().wrap_err(NO_SIZE)?;
        self.frame.resize(Rect::from((Position::ORIGIN, size)));
        let cursor = ui::view(&self.model, &self.theme, &mut self.frame);
        self.surface.show(&self.frame, cursor).wrap_err("the terminal cannot be drawn on")?;
        self.frame_due = None;
        Ok(())
    }
}

/// What a panic leaves of a form is tested with the real program; release builds have no such key.
#[cfg(debug_assertions)]
fn panic_where_that_is_asked_for(msg: &Msg) {
    if let (Msg::Key(press), Ok(key)) = (msg, std::env::var("LICTOR_TEST_PANIC")) {
        assert!(key.parse() != Ok(*press), "a panic that was asked for");
    }
}

/// What the state machine has to know of a connection.
fn connected(
    connection: &Connection, known: &KnownScopes, keeper: &Keeper, profiles: &dyn Profiles,
) -> Connected {
    let place = connection.place.clone();
    let Known { recent, pinned } = known.at(&place.origin, &place.instance);
    let (remark, left) = (connection.remark.clone(), keeper.left_behind(&place.origin, &place.instance));
    Connected { place, scope: connection.scope, recent, pinned, profiles: profiles.names(), remark, left }
}
