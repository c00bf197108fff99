//! Deleting a license.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};
use tui_input::Input;

use crate::{
    app::{
        headless,
        model::Tone,
        screens::{delete::Deletion, not_done},
    },
    domain::Field,
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn deletion(scene: Scene<'_>, deletion: &Deletion, frame: &mut Frame<'_>, area: Rect) {
    let lines = facts(scene, deletion, usize::from(area.width));
    let mut at = u16::try_from(lines.len()).unwrap_or(area.height);
    // What has to be typed is in sight, whatever has to be said above it.
    let needed = if deletion.scope_entry.is_some() { 5 } else { 3 };
    let above = area.height.saturating_sub(needed).min(at);
    let scrolled = at - above;
    let top = Rect { height: above, ..area };
    frame.render_widget(Paragraph::new(lines).scroll((scrolled, 0)), top);
    at = above;
    let focused_scope = deletion.scope_entry.as_ref().is_some_and(|entry| entry.focused);
    let sku = Asked { before: "Type ", text: &deletion.expected(), after: " to delete it:" };
    at += ask(scene, deletion, &sku, (&deletion.input, !focused_scope), frame, below(area, at));
    if let Some(entry) = &deletion.scope_entry {
        let after = if entry.name.is_some() { " (or its KIND/UUID)" } else { "" };
        let text = &deletion.expected_scope();
        let asked = Asked { before: "On production, type the scope too: ", text, after };
        at += ask(scene, deletion, &asked, (&entry.input, focused_scope), frame, below(area, at));
    }
    let rest = below(area, at);
    let rest = Rect { x: rest.x + 1, width: rest.width.saturating_sub(2), ..rest };
    let remark = remark_lines(scene, deletion);
    let used = usize::from(at) + widgets::rows(&remark, rest.width);
    frame.render_widget(Paragraph::new(remark).wrap(Wrap { trim: false }), rest);
    let command = headless::command(&deletion.write(), scene.model.shared.place.as_ref());
    widgets::command(&command, used, scene.theme, frame, area);
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// What will be deleted, and what of it somebody else has changed since the operator saw it.
fn facts(scene: Scene<'_>, deletion: &Deletion, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let license = &deletion.license;
    let fact = |name: &'static str, value: String| {
        Line::from(vec![Span::styled(format!(" {name:<12} "), theme.heading()), Span::raw(value)])
    };
    let mut lines = vec![
        Line::styled(" This license will be deleted for good.", theme.tone(Tone::Bad)),
        fact("ID", license.id.to_string()),
    ];
    for field in [Field::Sku, Field::Name, Field::Status] {
        lines.push(fact(field.title(), text::safe(license.text(field)).into_owned()));
    }
    lines.push(fact("Scope", deletion.scope.to_string()));
    lines.push(Line::raw(""));
    if !deletion.changed.is_empty() {
        let words = "Not deleted: somebody else has changed it since you saw it:";
        lines.push(Line::styled(format!(" {words}"), theme.tone(Tone::Bad)));
        for change in &deletion.changed {
            let (before, after) = (widgets::quoted(&change.before), widgets::quoted(&change.after));
            let words = format!("{}: {before} → {after}", change.field.title());
            let wrapped = widgets::wrap(&words, width.saturating_sub(4).max(1));
            lines.extend(wrapped.into_iter().map(|line| Line::styled(format!("   {line}"), theme.changed())));
        }
        lines.push(Line::raw(""));
    }
    lines
}

/// A text that has to be typed, and the words around it.
struct Asked<'a> {
    before: &'a str,
    text: &'a str,
    after: &'a str,
}

/// Asks for a text on one line, with another below it to type into. Answers with how many rows that takes.
fn ask(
    scene: Scene<'_>, deletion: &Deletion, asked: &Asked<'_>, (input, at): (&Input, bool),
    frame: &mut Frame<'_>, area: Rect,
) -> u16 {
    let theme = scene.theme;
    if area.height < 2 {
        return area.height;
    }
    let line = Line::from(vec![
        Span::raw(format!(" {}", asked.before)),
        Span::styled(asked.text.to_owned(), theme.heading()),
        Span::raw(asked.after.to_owned()),
    ]);
    frame.render_widget(line, area);
    let field = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: 1 };
    let typing = at && deletion.request.is_none() && scene.model.overlay.is_none();
    widgets::input(input, theme.field(at), typing, frame, field);
    2
}

fn remark_lines(scene: Scene<'_>, deletion: &Deletion) -> Vec<Line<'static>> {
    let bad = scene.theme.tone(Tone::Bad);
    if deletion.mistyped {
        return vec![Line::styled("that is not it: nothing was deleted", bad)];
    }
    match &deletion.problem {
        Some(problem) if problem.asks_for_log_in() => {
            vec![
                Line::styled(text::safe(&not_done(problem)).into_owned(), bad),
                Line::raw("Enter sends it again once you have logged in"),
            ]
        }
        Some(problem) => {
            let advice = scene.model.shared.advice(problem);
            vec![
                Line::styled(text::safe(&problem.message()).into_owned(), bad),
                Line::raw(text::safe(&advice).into_owned()),
            ]
        }
        None => Vec::new(),
    }
}
