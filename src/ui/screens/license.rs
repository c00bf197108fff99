//! One license, on its own or beside the table.

use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    app::screens::{license::Detail, licenses::Licenses},
    domain::{Field, License},
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the values.
const LABEL: usize = 14;

pub(in crate::ui) fn license(scene: Scene<'_>, detail: &Detail, frame: &mut Frame<'_>, area: Rect) {
    let top = u16::try_from(detail.top).unwrap_or(u16::MAX);
    let lines: Vec<Line<'_>> = if detail.raw {
        detail.json_lines().iter().map(|line| Line::raw(text::safe(line).into_owned())).collect()
    } else {
        let width = usize::from(area.width);
        let mut lines = facts(scene, &detail.license, width);
        lines.extend(fact(scene, "Scope", &detail.scope.to_string(), scene.theme.plain(), width));
        lines
    };
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }).scroll((top, 0)), area);
}

/// The license under the cursor, beside the table.
pub(in crate::ui) fn preview(scene: Scene<'_>, licenses: &Licenses, frame: &mut Frame<'_>, area: Rect) {
    if let Some(row) = licenses.current() {
        let lines = facts(scene, &row.to_license(), usize::from(area.width));
        for (line, row) in lines.iter().zip(area.rows()) {
            widgets::line(line, frame.buffer_mut(), row);
        }
    }
}

fn facts(scene: Scene<'_>, license: &License, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut lines = fact(scene, "ID", &license.id.to_string(), theme.plain(), width);
    for field in Field::ALL {
        let (value, style) = match (field, &license.description) {
            (Field::Description, None) => ("none", theme.dim()),
            (Field::Status, _) => (license.status.word(), theme.status(&license.status)),
            _ => (license.text(field), theme.plain()),
        };
        lines.extend(fact(scene, field.title(), value, style, width));
    }
    lines
}

/// A name and its value, which goes on below itself where it is long.
fn fact(scene: Scene<'_>, name: &'static str, value: &str, style: Style, width: usize) -> Vec<Line<'static>> {
    let lines = widgets::wrap(&text::safe(value), width.saturating_sub(LABEL).max(1));
    let labels = std::iter::once(name).chain(std::iter::repeat(""));
    labels
        .zip(lines)
        .map(|(label, words)| {
            let label = format!(" {label:<width$} ", width = LABEL - 2);
            Line::from(vec![Span::styled(label, scene.theme.heading()), Span::styled(words, style)])
        })
        .collect()
}
