//! The form of a license: each field with what is wrong with it or what it was before, and what saving will do.

mod since;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    app::{
        headless,
        model::Tone,
        screens::{
            form::{Choice, Form, Purpose, Side},
            not_done,
        },
    },
    domain::{Field, FieldChange},
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the fields.
const LABEL: u16 = 15;

pub(in crate::ui) fn form(scene: Scene<'_>, form: &Form, frame: &mut Frame<'_>, area: Rect) {
    let used = if form.conflict.choosing {
        super::conflict::conflict(scene, form, frame, area)
    } else {
        fill_in(scene, form, frame, area)
    };
    if let Some(write) = form.pending() {
        let command = headless::command(&write, scene.model.shared.place.as_ref());
        widgets::command(&command, used, scene.theme, frame, area);
    }
}

/// The fields. Answers with how many rows are taken.
fn fill_in(scene: Scene<'_>, form: &Form, frame: &mut Frame<'_>, area: Rect) -> usize {
    let differences = form.differences();
    let mut rows = area.rows();
    let heading = Line::styled(format!(" {}", heading(form)), scene.theme.dim());
    if let Some(row) = rows.next() {
        frame.render_widget(heading, row);
    }
    for field in Field::ALL {
        let (Some(row), Some(remark_row)) = (rows.next(), rows.next()) else {
            return usize::from(area.height);
        };
        draw_field(scene, form, field, frame, row);
        let change = differences.iter().find(|change| change.field == field);
        draw_remark(scene, form, field, change, frame, indent(remark_row));
    }
    let used = u16::try_from(1 + 2 * Field::ALL.len()).unwrap_or_default();
    let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    let mut lines = since::since(scene, form);
    lines.extend(outlook(scene, form, &differences));
    let rows = widgets::rows(&lines, rest.width);
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), rest);
    usize::from(used) + rows
}

fn heading(form: &Form) -> String {
    match &form.purpose {
        Purpose::New => format!("a new license in {}", form.scope),
        Purpose::Clone(id) => format!("a new license with the values of license {id}"),
        Purpose::Edit(license) => format!("license {} in {}", license.id, form.scope),
    }
}

fn indent(row: Rect) -> Rect {
    Rect { x: row.x + LABEL, width: row.width.saturating_sub(LABEL), ..row }
}

fn draw_field(scene: Scene<'_>, form: &Form, field: Field, frame: &mut Frame<'_>, row: Rect) {
    let theme = scene.theme;
    let focused = form.focus == field && scene.model.overlay.is_none();
    let area = widgets::label(field.title(), LABEL, form.focus == field, focused, theme, frame, row);
    match form.fields.input(field) {
        None => draw_choice(scene, &form.fields.status, focused, frame, area),
        Some(input) if form.is_locked(field) => {
            let words = format!("{}  (cannot be changed)", text::safe(input.value()));
            frame.render_widget(Span::styled(words, theme.dim()), area);
        }
        Some(input) => {
            let typing = focused && form.request.is_none();
            widgets::input(input, theme.field(focused), typing, frame, area);
        }
    }
}

fn draw_choice(scene: Scene<'_>, choice: &Choice, focused: bool, frame: &mut Frame<'_>, area: Rect) {
    let mut line = Line::default();
    for (index, status) in choice.options.iter().enumerate() {
        let word = text::safe(status.word()).into_owned();
        let chosen = index == choice.chosen;
        let words = if chosen { format!("(x) {word}") } else { format!("( ) {word}") };
        let style = if chosen { scene.theme.status(status) } else { scene.theme.plain() };
        line.push_span(Span::styled(words, if focused { style.patch(scene.theme.heading()) } else { style }));
        line.push_span(Span::raw("   "));
    }
    frame.render_widget(line, area);
}

/// Below a field: what is wrong with it, else what it was before.
fn draw_remark(
    scene: Scene<'_>, form: &Form, field: Field, change: Option<&FieldChange>, frame: &mut Frame<'_>,
    area: Rect,
) {
    let (words, style) = if let Some(fault) = form.fault(field) {
        (text::safe(fault).into_owned(), scene.theme.tone(Tone::Bad))
    } else if let Some(contest) = form.conflict.about(field) {
        let side = match contest.side {
            Some(Side::Mine) => "yours goes out",
            Some(Side::Theirs) => "theirs stays",
            None => "to be chosen",
        };
        (format!("* theirs {}: {side}", widgets::quoted(&contest.theirs)), scene.theme.changed())
    } else if let Some(change) = change {
        let before = if change.before.is_empty() {
            "nothing".to_owned()
        } else {
            text::safe(&change.before).into_owned()
        };
        (format!("* was {before}"), scene.theme.changed())
    } else {
        return;
    };
    let words = text::cut(&words, usize::from(area.width)).into_owned();
    frame.render_widget(Span::styled(words, style), area);
}

/// What went wrong with the last save, or what the next one will do.
fn outlook(scene: Scene<'_>, form: &Form, differences: &[FieldChange]) -> Vec<Line<'static>> {
    let theme = scene.theme;
    if let Some(problem) = form.problem.as_ref().filter(|problem| problem.asks_for_log_in()) {
        let words = format!(" {}", not_done(problem));
        return vec![
            Line::styled(text::safe(&words).into_owned(), theme.tone(Tone::Bad)),
            Line::raw(" what you typed is kept; Ctrl-S sends it again once you have logged in"),
        ];
    }
    if let Some(problem) = &form.problem {
        let advice = scene.model.shared.advice(problem);
        return vec![
            Line::styled(format!(" {}", text::safe(&problem.message())), theme.tone(Tone::Bad)),
            Line::raw(format!(" {}; what you typed is kept", text::safe(&advice))),
        ];
    }
    match &form.purpose {
        Purpose::New | Purpose::Clone(_) => {
            let sku = text::safe(form.fields.sku.value());
            let what = if sku.is_empty() { "the license".into() } else { sku };
            vec![Line::raw(format!(" Ctrl-S creates {what}, {}", form.fields.status.status()))]
        }
        Purpose::Edit(_) if form.conflict.contests.iter().any(|contest| contest.side.is_none()) => {
            vec![Line::styled(" Ctrl-S goes on to choose between mine and theirs", theme.changed())]
        }
        Purpose::Edit(_) if differences.is_empty() => {
            vec![Line::styled(" nothing is changed yet", theme.dim())]
        }
        Purpose::Edit(_) => {
            let count = differences.len();
            let noun = if count == 1 { "field" } else { "fields" };
            let mut lines = vec![Line::raw(format!(" Ctrl-S saves {count} {noun}:"))];
            lines.extend(differences.iter().map(|change| {
                let words =
                    format!("   {}: \"{}\" → \"{}\"", change.field.title(), change.before, change.after);
                Line::styled(text::safe(&words).into_owned(), theme.changed())
            }));
            lines
        }
    }
}
