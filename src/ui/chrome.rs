//! What stands around every screen: the place, the title, the message and the keys.

use std::time::Duration;

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::{Scene, widgets::bar};
use crate::{
    app::{
        Model, RequestId,
        model::Tone,
        screens::{
            Behaviour, Screen,
            licenses::{Goal, Licenses, Progress},
            scopes::Scopes,
        },
    },
    domain::{Problem, ReadOnly, ScopeEntry, problem::READ_ONLY_SCOPE},
    text,
};

/// The first line: label · scope · how much is read.
pub(super) fn place(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    let (label, production) = match &model.shared.place {
        Some(place) => (place.label.as_str(), place.production),
        None => ("lictor", false),
    };
    let label = if production {
        format!(" {label} PRODUCTION ")
    } else {
        format!(" {label} ")
    };
    let licenses = model.screens.iter().rev().find_map(|screen| match screen {
        Screen::Licenses(licenses) => Some(licenses),
        _ => None,
    });
    let extent = licenses.map_or_else(|| scopes_extent(model), |licenses| licenses.listing.extent());
    let columns = usize::from(area.width);
    let taken = text::width(&label) + text::width(&extent) + 7;
    let where_to = match licenses {
        Some(licenses) => scope_words(&licenses.entry, columns.saturating_sub(taken)),
        None => place_words(model, columns.saturating_sub(taken)),
    };
    let mut line = Line::from(vec![
        Span::styled(text::safe(&label).into_owned(), scene.theme.label(production)),
        Span::raw(" "),
        Span::styled(where_to, scene.theme.heading()),
    ]);
    if !extent.is_empty() {
        line.push_span(Span::raw(format!(" · {extent}")));
    }
    if model.shared.place.as_ref().is_some_and(|place| place.read_only) {
        line.push_span(Span::styled(" · read-only", scene.theme.changed()));
    }
    frame.render_widget(line, area);
}

/// The scope in as many words as there is room for: its name with the whole UUID, or the start of it.
fn scope_words(entry: &ScopeEntry, room: usize) -> String {
    let whole = entry.scope.to_string();
    let Some(name) = entry.name.as_deref().map(text::safe) else {
        return if text::width(&whole) <= room {
            whole
        } else {
            entry.scope.short()
        };
    };
    let long = format!("{name} {whole}");
    if text::width(&long) <= room {
        return long;
    }
    let short = entry.scope.short();
    let name_room = room.saturating_sub(text::width(&short) + 1);
    if name_room >= 6 {
        format!("{} {short}", text::cut(&name, name_room))
    } else {
        short
    }
}

fn place_words(model: &Model, room: usize) -> String {
    let words = model.shared.place.as_ref().map_or_else(
        || "not connected".to_owned(),
        |place| format!("{} {}", place.origin, place.instance),
    );
    text::cut(&text::safe(&words), room).into_owned()
}

fn scopes_extent(model: &Model) -> String {
    let Some(Screen::Scopes(scopes)) = model.front() else {
        return String::new();
    };
    match scopes.list() {
        Some(list) if list.is_complete() => format!("{} {}, complete", list.entries.len(), scopes.kind),
        Some(list) if !list.entries.is_empty() => {
            format!("{} {} read, more on the server", list.entries.len(), scopes.kind)
        }
        _ => String::new(),
    }
}

/// The second line: the title of the screen, and what else holds for all of it.
pub(super) fn title(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    let title = match (&model.overlay, model.front()) {
        (Some(crate::app::screens::Overlay::Help(_)), _) => "Help",
        (_, Some(screen)) => screen.title(),
        (_, None) => "",
    };
    let remark = match model.front() {
        Some(Screen::Licenses(licenses)) => table_remark(licenses),
        Some(Screen::License(detail)) => detail.source().to_owned(),
        Some(Screen::Scopes(scopes)) => scopes_remark(scopes),
        _ => String::new(),
    };
    let rule = "─".repeat(usize::from(area.width));
    frame
        .buffer_mut()
        .set_string(area.x, area.y, rule, scene.theme.border());
    let room = usize::from(area.width).saturating_sub(text::width(title) + 8);
    let remark = text::cut(&remark, room).into_owned();
    let head = Line::from(vec![
        Span::raw(" "),
        Span::styled(title, scene.theme.title()),
        Span::raw(" "),
    ]);
    let head_area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(1),
        ..area
    };
    frame.render_widget(head, head_area);
    if !remark.is_empty() {
        let width = u16::try_from(text::width(&remark) + 2).unwrap_or(area.width);
        let tail_area = Rect {
            x: area.right().saturating_sub(width + 1),
            width,
            ..area
        };
        frame.render_widget(Line::from(format!(" {remark} ")), tail_area);
    }
}

fn table_remark(licenses: &Licenses) -> String {
    let mut words = Vec::new();
    if !licenses.view.filter().is_empty() {
        let filter = text::safe(licenses.view.filter());
        words.push(format!(
            "{:?}: {} of {} read",
            text::cut(&filter, 20),
            licenses.view.len(),
            licenses.listing.catalog.len()
        ));
    }
    if let Some(order) = licenses.order() {
        let direction = if order.descending { "down" } else { "up" };
        words.push(format!("by {} {direction}", order.column.title()));
    }
    if let (Some(page), Some(pages)) = (licenses.page_at_cursor(), licenses.listing.pages) {
        words.push(format!("page {} of {pages}", page + 1));
    }
    if licenses.listing.shifted {
        words.push("the list changed while it was read".to_owned());
    }
    words.join(" · ")
}

fn scopes_remark(scopes: &Scopes) -> String {
    let parent = scopes.parent.as_ref().map(|parent| {
        format!(
            "under {} {}",
            parent.scope.kind.singular(),
            text::safe(&parent.label())
        )
    });
    let filter = scopes.filter.value();
    let filter = (!filter.is_empty()).then(|| format!("filter {:?}", text::safe(filter)));
    [parent, filter]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The line above the keys: what is typed, what went wrong, what is waited for, what was done.
pub(super) fn message(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    if let Some((input, _)) = filter_under_way(model) {
        let prompt = Span::styled("filter: ", scene.theme.heading());
        let prompt_width = 8;
        frame.render_widget(prompt, area);
        let rest = Rect {
            x: area.x + prompt_width,
            width: area.width.saturating_sub(prompt_width),
            ..area
        };
        super::widgets::input(input, scene.theme.plain(), true, frame, rest);
        return;
    }
    let (words, style) = words(scene);
    let words = text::cut(&words, usize::from(area.width)).into_owned();
    frame.render_widget(Span::styled(words, style), area);
}

fn filter_under_way(model: &Model) -> Option<(&tui_input::Input, bool)> {
    if model.overlay.is_some() {
        return None;
    }
    match model.front()? {
        Screen::Licenses(licenses) if licenses.filtering => Some((&licenses.filter, true)),
        Screen::Scopes(scopes) if scopes.filtering => Some((&scopes.filter, true)),
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
        let words = format!("{} · {}", problem.message(), problem.advice());
        return (text::safe(&words).into_owned(), theme.tone(Tone::Bad));
    }
    (standing(model), theme.dim())
}

/// What went wrong on a screen that shows it on the message line.
fn problem(screen: &Screen) -> Option<&Problem> {
    match screen {
        Screen::Licenses(licenses) => licenses.problem.as_ref(),
        Screen::License(detail) => detail.problem.as_ref(),
        Screen::Scopes(scopes) => scopes.list()?.problem.as_ref(),
        _ => None,
    }
}

/// What holds as long as nothing else is to be said.
fn standing(model: &Model) -> String {
    let scope = match model.front() {
        Some(Screen::Licenses(licenses)) => licenses.scope(),
        Some(Screen::License(detail)) => detail.scope,
        _ => return String::new(),
    };
    match model.shared.refusal(scope) {
        Some(ReadOnly::Scope) => READ_ONLY_SCOPE.to_owned(),
        Some(ReadOnly::Session) => Problem::ReadOnly(ReadOnly::Session).message(),
        None => String::new(),
    }
}

/// What is waited for, once the clock has been looked at: shorter waits are not worth a flicker.
fn waiting(model: &Model, screen: &Screen) -> Option<String> {
    let (request, words) = match screen {
        Screen::Licenses(licenses) => {
            let progress = licenses.progress();
            match progress {
                Some(progress) => (progress.request, reading(&progress)),
                None => write_under_way(model)?,
            }
        }
        Screen::Scopes(scopes) => (
            scopes.list()?.request?,
            format!("reading {} · Esc stops", scopes.kind),
        ),
        Screen::License(detail) => match detail.request {
            Some(request) => (request, format!("reading license {}", detail.license.id)),
            None => write_under_way(model)?,
        },
        Screen::Form(form) => (form.request?, "saving".to_owned()),
        Screen::Delete(deletion) => (deletion.request?, "deleting".to_owned()),
        Screen::Welcome(_) => return None,
    };
    let since = model.shared.requests.since(request)?;
    let elapsed = model.shared.now.saturating_sub(since);
    if matches!(screen, Screen::Licenses(licenses) if licenses.progress().is_some_and(|p| p.goal == Goal::End))
    {
        return Some(words);
    }
    Some(if elapsed < Duration::from_millis(200) {
        words
    } else {
        format!("{words} · {}", seconds(elapsed))
    })
}

fn write_under_way(model: &Model) -> Option<(RequestId, String)> {
    let (id, waiting) = model.shared.requests.write_under_way()?;
    Some((id, format!("under way: {}", waiting.call)))
}

fn reading(progress: &Progress) -> String {
    let page = progress.pages_read + 1;
    let of = progress
        .pages
        .map(|pages| format!(" of {pages}"))
        .unwrap_or_default();
    match progress.goal {
        Goal::End => {
            let bar = progress
                .pages
                .map(|pages| bar(progress.pages_read as u64, pages, 20))
                .unwrap_or_default();
            format!("{bar} {} rows, page {page}{of} · Esc stops", progress.rows)
        }
        _ if progress.anew => format!(
            "reading anew: page {page}{of}, {} rows · Esc stops",
            progress.rows
        ),
        _ => format!("reading page {page}{of} · Esc stops"),
    }
}

/// A wait in seconds and tenths.
fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// The last line: the keys that work here, as many as there is room for; the way to the help always among them.
pub(super) fn keys(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let contexts = scene.model.contexts();
    let hints: Vec<(String, &str)> = scene
        .model
        .shared
        .keymap
        .in_contexts(contexts)
        .filter(|binding| !binding.hint.is_empty())
        .map(|binding| {
            // A hint that names its keys itself needs no other label.
            let label = binding
                .presses
                .first()
                .map(ToString::to_string)
                .unwrap_or_default();
            match binding.hint.strip_prefix("1-4 ") {
                Some(hint) => ("1-4".to_owned(), hint),
                None => (label, binding.hint),
            }
        })
        .collect();
    let width_of = |(label, hint): &(String, &str)| text::width(label) + text::width(hint) + 3;
    let is_help = |(_, hint): &&(String, &str)| *hint == "help";
    let help = hints.iter().find(is_help);
    let mut room = usize::from(area.width).saturating_sub(help.map_or(0, width_of));
    let mut line = Line::default();
    for hint in hints.iter().filter(|hint| !is_help(hint)) {
        if width_of(hint) > room {
            break;
        }
        room -= width_of(hint);
        push_hint(scene, &mut line, hint);
    }
    if let Some(hint) = help {
        push_hint(scene, &mut line, hint);
    }
    frame.render_widget(line, area);
}

fn push_hint(scene: Scene<'_>, line: &mut Line<'_>, (label, hint): &(String, &str)) {
    line.push_span(Span::styled(label.clone(), scene.theme.key()));
    line.push_span(Span::raw(format!(" {hint}  ")));
}
