//! The lines above the keys: what is typed, what went wrong, what is waited for, what was done. What they take more
//! than one is taken from the body, so that they never cover what the operator is at.

use std::{collections::BTreeMap, time::Duration};

use ratatui::{layout::Rect, style::Style, text::Span, widgets::Paragraph};
use tui_input::Input;

use super::{arranging, scope_of};
use crate::{
    app::{
        Model, RequestId, hints,
        model::Tone,
        requests,
        screens::{
            Behaviour, Overlay, Screen,
            batch::Batch,
            command::{CommandLine, Remark},
            licenses::{Goal, Progress},
            log_in::{Reason, Stage},
            scopes::Way,
        },
        whole::Whole,
    },
    domain::{Problem, ReadOnly, problem::READ_ONLY_SCOPE, search::Search},
    text,
    ui::{
        Frame, Scene,
        widgets::{self, bar, wrap},
    },
};

/// The most lines that a message may take.
const MOST_LINES: usize = 3;

/// The most lines that may stand above a command.
const MOST_REMARK_LINES: usize = 4;

/// Rows of the screen that a message leaves to the rest, however long it is.
const ROWS_FOR_THE_REST: u16 = 5;

/// What the message line says, in as many lines as it takes; below it, what is typed there.
pub(in crate::ui) struct Message<'a> {
    lines: Vec<String>,
    style: Style,
    prompt: Option<Prompt<'a>>,
}

/// A line that is typed at the bottom of the screen.
struct Prompt<'a> {
    label: &'static str,
    input: &'a Input,
}

impl<'a> Message<'a> {
    /// The message for a screen of this size.
    pub(in crate::ui) fn of(scene: Scene<'a>, screen: Rect) -> Self {
        let model = scene.model;
        let prompt = prompt(model);
        let (words, style) = match (&model.overlay, &prompt) {
            (Some(Overlay::Command(line)), _) => remark(scene, line),
            (_, Some(_)) => urgent(scene).unwrap_or_default(),
            _ => words(scene),
        };
        let most = match &model.overlay {
            Some(Overlay::Command(_)) => MOST_REMARK_LINES,
            // The help is scrolled by the whole screen.
            Some(Overlay::Help(_)) => 1,
            _ => MOST_LINES,
        };
        let room = screen.height.saturating_sub(ROWS_FOR_THE_REST + u16::from(prompt.is_some()));
        let lines = if words.is_empty() && prompt.is_some() {
            Vec::new()
        } else {
            at_most(wrap(&words, screen.width.into()), most.min(room.into()).max(1), screen.width.into())
        };
        Self { lines, style, prompt }
    }

    /// Rows that it takes.
    pub(in crate::ui) fn height(&self) -> u16 {
        let rows = self.lines.len() + usize::from(self.prompt.is_some());
        u16::try_from(rows).unwrap_or(1).max(1)
    }

    /// Draws it.
    pub(in crate::ui) fn draw(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Paragraph::new(self.lines.join("\n")).style(self.style), area);
        let Some(prompt) = &self.prompt else { return };
        let line = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area }.intersection(area);
        frame.render_widget(Span::styled(prompt.label, scene.theme.heading()), line);
        let cells = u16::try_from(text::width(prompt.label)).unwrap_or_default();
        let rest = Rect { x: line.x + cells, width: line.width.saturating_sub(cells), ..line };
        widgets::input(prompt.input, scene.theme.plain(), true, frame, rest);
    }
}

/// As many lines as there may be; what is left out leaves a mark.
fn at_most(mut lines: Vec<String>, most: usize, cells: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{} …", text::cut_with(last.trim_end(), cells.saturating_sub(2), "").trim_end());
        }
    }
    lines
}

/// What is typed at the bottom of the screen.
fn prompt(model: &Model) -> Option<Prompt<'_>> {
    match &model.overlay {
        Some(Overlay::Command(line)) => Some(Prompt { label: ":", input: &line.input }),
        _ => filter_under_way(model).map(|input| Prompt { label: "filter: ", input }),
    }
}

/// What stands above a command.
fn remark(scene: Scene<'_>, line: &CommandLine) -> (String, Style) {
    match &line.remark {
        Some(Remark::Answer(words)) => (text::safe(words).into_owned(), scene.theme.plain()),
        Some(Remark::Fault(words)) => (text::safe(words).into_owned(), scene.theme.tone(Tone::Bad)),
        None => urgent(scene).unwrap_or_default(),
    }
}

/// What has to be said also while something is typed on the message line.
fn urgent(scene: Scene<'_>) -> Option<(String, Style)> {
    let style = scene.theme.tone(Tone::Bad);
    let notice = scene.model.shared.notice.as_ref().filter(|notice| notice.tone == Tone::Bad);
    match notice {
        Some(notice) => Some((text::safe(&notice.text).into_owned(), style)),
        None => scene.model.log_in_due().map(|reason| (log_in_due(reason).to_owned(), style)),
    }
}

/// That a log-in waits for the typing to end.
fn log_in_due(reason: &Reason) -> &'static str {
    match reason {
        Reason::Refused(Problem::SessionEnded { .. }) => "the session has ended; log in when you are done",
        Reason::Refused(_) | Reason::Wanted => "nobody is logged in; log in when you are done",
        Reason::LoggedOut { .. } => "logged out; log in when you are done",
    }
}

/// The filter that is being typed.
fn filter_under_way(model: &Model) -> Option<&Input> {
    if model.overlay.is_some() {
        return None;
    }
    match model.front()? {
        Screen::Licenses(licenses) if licenses.filtering => Some(&licenses.filter),
        Screen::Scopes(scopes) if scopes.filtering => Some(&scopes.filter),
        Screen::History(history) if history.filtering => Some(&history.filter),
        _ => None,
    }
}

fn words(scene: Scene<'_>) -> (String, Style) {
    let model = scene.model;
    let theme = scene.theme;
    let notice = model.shared.notice.as_ref();
    let is_bad = notice.is_some_and(|notice| notice.tone == Tone::Bad);
    if let Some(words) = model.front().and_then(|screen| waiting(model, screen)).filter(|_| !is_bad) {
        return (words, theme.plain());
    }
    if let Some(urgent) = urgent(scene) {
        return urgent;
    }
    if let Some(notice) = notice {
        return (text::safe(&notice.text).into_owned(), theme.tone(notice.tone));
    }
    if let Some(problem) = model.front().and_then(problem) {
        return (text::safe(&model.shared.with_advice(problem)).into_owned(), theme.tone(Tone::Bad));
    }
    (standing(model), theme.dim())
}

/// What went wrong on a screen that shows it on the message line.
fn problem(screen: &Screen) -> Option<&Problem> {
    match screen {
        Screen::Licenses(licenses) => licenses.problem.as_ref(),
        Screen::License(detail) => detail.problem.as_ref(),
        Screen::Scopes(scopes) => scopes.list()?.problem.as_ref(),
        Screen::History(history) => history.problem.as_ref(),
        Screen::Planned(planned) => planned.whole.problem.as_ref().or(planned.problem.as_ref()),
        Screen::Compared(compared) => compared.problem().map(|(_, problem)| problem),
        _ => None,
    }
}

/// What holds as long as nothing else is to be said.
fn standing(model: &Model) -> String {
    let Some(scope) = model.front().and_then(scope_of) else { return String::new() };
    match model.shared.refusal(scope) {
        Some(ReadOnly::Scope) => READ_ONLY_SCOPE.to_owned(),
        Some(ReadOnly::Session) => Problem::ReadOnly(ReadOnly::Session).message(),
        None => missing_roles(model),
    }
}

/// The roles that the account lacks, as the server said when it refused something, and the keys that need them.
fn missing_roles(model: &Model) -> String {
    if model.shared.denied.is_empty() {
        return String::new();
    }
    let mut keys: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for binding in model.shared.keymap.in_force(model.contexts()) {
        if let Some(role) = hints::denied_role(model, binding.action) {
            keys.entry(role).or_default().extend(binding.presses.first().map(ToString::to_string));
        }
    }
    let words = keys.into_iter().map(|(role, keys)| format!("{}: lacks {role}", keys.join(" ")));
    words.collect::<Vec<_>>().join(" · ")
}

/// What is waited for. A wait that the operator did not ask for is shown once the clock has been looked at: shorter
/// ones are not worth a flicker.
fn waiting(model: &Model, screen: &Screen) -> Option<String> {
    if let Some(stage) = stage(model, screen) {
        return Some(text::safe(&stage.words(model.shared.now)).into_owned());
    }
    if let Screen::Licenses(licenses) = screen
        && let Some((words, elapsed)) = arranging(model, licenses)
    {
        return Some(format!("{words} · Esc cancels · {}", seconds(elapsed)));
    }
    let (request, words) = match screen {
        Screen::Licenses(licenses) => match licenses.progress() {
            Some(progress) if progress.goal == Goal::End => return Some(reading(&progress)),
            Some(progress) => (progress.request, reading(&progress)),
            None => write_under_way(model)?,
        },
        Screen::Scopes(scopes) => {
            let list = scopes.list()?;
            let by_way = list.way.map(way).unwrap_or_default();
            (list.request?, format!("reading {}{by_way} · Esc stops", scopes.kind))
        }
        Screen::License(detail) => match detail.request {
            Some(request) => (request, format!("reading license {}", detail.license.id)),
            None => write_under_way(model)?,
        },
        Screen::Form(form) => (form.request?, "saving".to_owned()),
        Screen::Delete(deletion) => (deletion.request?, "deleting".to_owned()),
        Screen::LogIn(log_in) => {
            let words = match log_in.stage {
                Stage::Password => "logging in · Esc cancels",
                Stage::Code(_) => "verifying the code · Esc cancels",
            };
            (log_in.request?, words.to_owned())
        }
        Screen::Connect(form) => return form.sent.then(|| "connecting".to_owned()),
        Screen::History(history) => (history.request?, "reading the journal".to_owned()),
        Screen::Undo(undo) => {
            let words =
                if undo.batch.is_sending() { "taking it back" } else { "looking at what would be sent" };
            (undo.awaited()?, words.to_owned())
        }
        Screen::Find(find) => (find.awaited()?, searching(&find.search, "searched")),
        Screen::Overview(overview) => (overview.awaited()?, searching(&overview.search, "counted")),
        Screen::Planned(planned) => (planned.awaited()?, looking(planned.whole.read())),
        Screen::Compared(compared) => {
            let [here, there] = compared.wholes.each_ref().map(Whole::read);
            (compared.awaited()?, format!("reading: {here} here, {there} there · Esc leaves"))
        }
        Screen::Bulk(bulk) => {
            bulk.batch.awaited()?;
            return Some(sending(&bulk.batch, model.shared.now));
        }
        Screen::Welcome(_)
        | Screen::Themes(_)
        | Screen::Change(_)
        | Screen::Activity(_)
        | Screen::BulkEdit(_) => return None,
    };
    let elapsed = model.shared.now.saturating_sub(model.shared.requests.since(request)?);
    let told = elapsed >= Duration::from_millis(200);
    Some(if told { format!("{words} · {}", seconds(elapsed)) } else { words })
}

/// How far it is known how a plan stands.
fn looking(read: u64) -> String {
    format!("looking at how the plan stands: {read} licenses read · Esc leaves")
}

/// Where a list is read that leads through the groups.
fn way(way: Way) -> String {
    let Way { done, left, more } = way;
    let or_more = if more { " or more" } else { "" };
    match left {
        0 => " by way of the groups".to_owned(),
        _ => format!(" below group {} of {}{or_more}", done + 1, done + left),
    }
}

/// What a request of the screen is at, or a write that no screen waits for.
fn stage<'a>(model: &'a Model, screen: &Screen) -> Option<&'a requests::Stage> {
    let staged = || model.shared.requests.staged();
    let of_nobody = |id: RequestId| !model.screens.iter().any(|screen| screen.awaits(id));
    let own = staged().find(|(id, _, _)| screen.awaits(*id));
    let found = own.or_else(|| staged().find(|(id, call, _)| call.is_write() && of_nobody(*id)));
    found.map(|(_, _, stage)| stage)
}

fn write_under_way(model: &Model) -> Option<(RequestId, String)> {
    let (id, waiting) = model.shared.requests.write_under_way()?;
    Some((id, format!("under way: {}", text::safe(&waiting.call.to_string()))))
}

fn reading(progress: &Progress) -> String {
    let page = progress.pages_read + 1;
    let of = progress.pages.map(|pages| format!(" of {pages}")).unwrap_or_default();
    match progress.goal {
        Goal::End => {
            let bar =
                progress.pages.map(|pages| bar(progress.pages_read as u64, pages, 20)).unwrap_or_default();
            format!("{bar} {} rows, page {page}{of} · Esc stops", progress.rows)
        }
        _ if progress.anew => format!("reading anew: page {page}{of}, {} rows · Esc stops", progress.rows),
        _ => format!("reading page {page}{of} · Esc stops"),
    }
}

/// How many scopes have been gone through.
fn searching(search: &Search, verb: &str) -> String {
    let (searched, known, kind) = (search.searched(), search.known(), search.kind());
    let bar = bar(searched as u64, known as u64, 20);
    format!("{bar} {searched}/{known} {kind} {verb} · Esc stops")
}

/// How far several changes have come: a bar, how many of how many, how fast, and how long still.
fn sending(batch: &Batch, now: Duration) -> String {
    let (answered, all) = (batch.answered(), batch.stands().len());
    let bar = bar(answered as u64, all as u64, 20);
    let stop = if batch.unsent() == 0 { "" } else { " · Esc stops" };
    let pace = batch.rate(now).filter(|rate| *rate > 0.0).map(|rate| {
        #[expect(clippy::cast_precision_loss, reason = "a forecast is no exact thing")]
        let left = Duration::from_secs_f64((all - answered) as f64 / rate);
        format!(" · {rate:.1}/s · {} s left", left.as_secs() + 1)
    });
    format!("{bar} {answered}/{all}{}{stop}", pace.unwrap_or_default())
}

/// A wait in seconds and tenths.
fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
