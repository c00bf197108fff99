//! One license, on its own or beside the table.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    app::screens::{license::Detail, licenses::Licenses},
    domain::{Field, License},
    text,
    ui::Scene,
};

pub(in crate::ui) fn license(scene: Scene<'_>, detail: &Detail, frame: &mut Frame<'_>, area: Rect) {
    let lines = if detail.raw {
        detail
            .json_lines()
            .iter()
            .map(|line| Line::raw(text::safe(line).into_owned()))
            .collect()
    } else {
        let mut lines = facts(scene, &detail.license);
        lines.push(fact(scene, "Scope", detail.scope.to_string()));
        lines
    };
    let top = u16::try_from(detail.top).unwrap_or(u16::MAX);
    frame.render_widget(
        Paragraph::new(lines).wrap(Wrap { trim: false }).scroll((top, 0)),
        area,
    );
}

/// The license under the cursor, beside the table.
pub(in crate::ui) fn preview(scene: Scene<'_>, licenses: &Licenses, frame: &mut Frame<'_>, area: Rect) {
    if let Some(row) = licenses.current() {
        let lines = facts(scene, &row.to_license());
        frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), area);
    }
}

fn facts(scene: Scene<'_>, license: &License) -> Vec<Line<'static>> {
    let mut lines = vec![fact(scene, "ID", license.id.to_string())];
    for field in Field::ALL {
        let value = text::safe(license.text(field)).into_owned();
        let line = match (field, license.description.is_none()) {
            (Field::Description, true) => Line::from(vec![
                label(scene, field.title()),
                Span::styled("none", scene.theme.dim()),
            ]),
            (Field::Status, _) => Line::from(vec![
                label(scene, field.title()),
                Span::styled(value, scene.theme.status(&license.status)),
            ]),
            _ => fact(scene, field.title(), value),
        };
        lines.push(line);
    }
    lines
}

fn fact(scene: Scene<'_>, name: &'static str, value: String) -> Line<'static> {
    Line::from(vec![label(scene, name), Span::raw(value)])
}

fn label(scene: Scene<'_>, name: &'static str) -> Span<'static> {
    Span::styled(format!(" {name:<12} "), scene.theme.heading())
}
