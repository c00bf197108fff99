//! The line above the keys: what is typed, what went wrong, what is waited for, what was done.

use std::{collections::BTreeMap, time::Duration};

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::Span,
    widgets::{Clear, Paragraph},
};
use tui_input::Input;

use super::scope_of;
use crate::{
    app::{
        Model, RequestId, hints,
        model::Tone,
        requests,
        screens::{
            Behaviour, Overlay, Screen,
            command::{CommandLine, Remark},
            licenses::{Goal, Progress},
            log_in::Stage,
        },
    },
    domain::{Problem, ReadOnly, problem::READ_ONLY_SCOPE},
    text,
    ui::{
        Scene,
        widgets::{self, bar, wrap},
    },
};

/// The most lines that a message may take.
const MOST_LINES: usize = 3;

/// The most lines that may stand above a command.
const MOST_REMARK_LINES: usize = 4;

pub(in crate::ui) fn message(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    if let Some(input) = filter_under_way(model) {
        let prompt = Span::styled("filter: ", scene.theme.heading());
        let prompt_width = 8;
        frame.render_widget(prompt, area);
        let rest = Rect { x: area.x + prompt_width, width: area.width.saturating_sub(prompt_width), ..area };
        widgets::input(input, scene.theme.plain(), true, frame, rest);
        return;
    }
    if let Some(Overlay::Command(line)) = &model.overlay {
        return command(scene, line, frame, area);
    }
    let (words, style) = words(scene);
    stack(&words, MOST_LINES, style, frame, area);
}

/// The command line, with what is to be said of it above.
fn command(scene: Scene<'_>, line: &CommandLine, frame: &mut Frame<'_>, area: Rect) {
    let above = Rect { y: area.y.saturating_sub(1), ..area };
    let remark = match &line.remark {
        Some(Remark::Answer(words)) => Some((words, scene.theme.plain())),
        Some(Remark::Fault(words)) => Some((words, scene.theme.tone(Tone::Bad))),
        None => None,
    };
    if let Some((words, style)) = remark {
        stack(&text::safe(words), MOST_REMARK_LINES, style, frame, above);
    }
    frame.render_widget(Clear, area);
    frame.render_widget(Span::styled(":", scene.theme.heading()), area);
    let rest = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    widgets::input(&line.input, scene.theme.plain(), true, frame, rest);
}

/// Safe words in lines that grow upwards from the one given, over the end of the body.
fn stack(words: &str, most: usize, style: Style, frame: &mut Frame<'_>, area: Rect) {
    let lines = wrap(words, usize::from(area.width));
    let height = u16::try_from(lines.len().clamp(1, most)).unwrap_or(1);
    let place = Rect { y: area.bottom().saturating_sub(height), height, ..area };
    frame.render_widget(Clear, place);
    frame.render_widget(Paragraph::new(lines.join("\n")).style(style), place);
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
    let bad = notice.filter(|notice| notice.tone == Tone::Bad);
    if let Some(notice) = bad {
        return (text::safe(&notice.text).into_owned(), theme.tone(Tone::Bad));
    }
    if let Some(words) = model.front().and_then(|screen| waiting(model, screen)) {
        return (words, theme.plain());
    }
    if let Some(notice) = notice {
        return (text::safe(&notice.text).into_owned(), theme.tone(notice.tone));
    }
    if let Some(problem) = model.front().and_then(problem) {
        return (text::safe(&problem.with_advice()).into_owned(), theme.tone(Tone::Bad));
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
    let (request, words) = match screen {
        Screen::Licenses(licenses) => match licenses.progress() {
            Some(progress) if progress.goal == Goal::End => return Some(reading(&progress)),
            Some(progress) => (progress.request, reading(&progress)),
            None => write_under_way(model)?,
        },
        Screen::Scopes(scopes) => (scopes.list()?.request?, format!("reading {} · Esc stops", scopes.kind)),
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
            let words = if undo.is_sending() { "taking it back" } else { "looking at what would be sent" };
            (undo.awaited()?, words.to_owned())
        }
        Screen::Welcome(_) | Screen::Change(_) | Screen::Activity(_) => return None,
    };
    let elapsed = model.shared.now.saturating_sub(model.shared.requests.since(request)?);
    let told = elapsed >= Duration::from_millis(200);
    Some(if told { format!("{words} · {}", seconds(elapsed)) } else { words })
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

/// A wait in seconds and tenths.
fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}
