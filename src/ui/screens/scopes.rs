//! Choosing a scope.

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
};

use crate::{
    app::screens::scopes::{By, Entry, Scopes},
    domain::ScopeKind,
    text,
    ui::{
        Scene,
        widgets::{self, Cells},
    },
};

pub(in crate::ui) fn scopes(scene: Scene<'_>, scopes: &Scopes, frame: &mut Frame<'_>, area: Rect) {
    let rows = [Constraint::Length(1), Constraint::Min(1)];
    let [tabs, table] = Layout::vertical(rows).areas(area);
    draw_tabs(scene, scopes, frame, tabs);
    draw_rows(scene, scopes, frame, table);
    if let Some(entry) = &scopes.entry {
        draw_entry(scene, entry, frame, area);
    }
}

fn draw_tabs(scene: Scene<'_>, scopes: &Scopes, frame: &mut Frame<'_>, area: Rect) {
    let mut line = Line::raw(" ");
    for (number, kind) in ScopeKind::ALL.into_iter().enumerate() {
        let chosen = kind == scopes.kind;
        let words = if chosen { format!("[{}]", kind.title()) } else { format!(" {} ", kind.title()) };
        line.push_span(Span::styled((number + 1).to_string(), scene.theme.dim()));
        line.push_span(Span::styled(words, scene.theme.tab(chosen)));
        line.push_span(Span::raw(" "));
    }
    let order = match scopes.order.by {
        By::Server => "",
        By::Name => "by name",
        By::Uuid => "by UUID",
    };
    line.push_span(Span::styled(order, scene.theme.dim()));
    frame.render_widget(line, area);
}

fn draw_rows(scene: Scene<'_>, scopes: &Scopes, frame: &mut Frame<'_>, area: Rect) {
    let rows = scopes.rows(&scene.model.shared);
    if rows.is_empty() {
        return widgets::remark(&empty_words(scopes), scene.theme.dim(), frame, area);
    }
    let uuid = 36;
    let width = usize::from(area.width);
    let name = width.saturating_sub(uuid + 11).max(12);
    let columns = [Cells { width: name, right: false }, Cells { width: uuid.min(width), right: false }];
    let cursor = scopes.list().map(|list| list.cursor).unwrap_or_default();
    let visible = rows.iter().enumerate().skip(cursor.top).take(usize::from(area.height));
    for ((position, row), line_area) in visible.zip(area.rows()) {
        let label = row.entry.label();
        let uuid = row.entry.scope.uuid.to_string();
        let mark = if row.recent { "recent" } else { "" };
        let words = format!(" {}  {mark}", widgets::row(&columns, &[&text::safe(&label), &uuid]));
        let style =
            if position == cursor.position { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        frame.buffer_mut().set_stringn(line_area.x, line_area.y, text::fit(&words, width), width, style);
    }
}

fn empty_words(scopes: &Scopes) -> String {
    match scopes.list() {
        Some(list) if list.request.is_some() => format!("reading {} …", scopes.kind),
        Some(list) if list.problem.is_some() => {
            format!("no {} could be read; r tries again, a takes a scope that you type", scopes.kind)
        }
        _ if !scopes.filter.value().is_empty() => {
            "nothing that was read matches the filter; Esc clears it".to_owned()
        }
        Some(list) if list.is_complete() => {
            format!("the account sees no {} here; a takes a scope that you type", scopes.kind)
        }
        _ => "nothing read yet; r reads".to_owned(),
    }
}

fn draw_entry(scene: Scene<'_>, entry: &Entry, frame: &mut Frame<'_>, area: Rect) {
    let fault = entry.fault.clone().unwrap_or_else(|| "as groups/UUID; paste works too".to_owned());
    let style = if entry.fault.is_some() {
        scene.theme.tone(crate::app::model::Tone::Bad)
    } else {
        scene.theme.dim()
    };
    let fault = text::safe(&fault).into_owned();
    let lines = vec![Line::raw(""), Line::styled(fault, style)];
    let inside = widgets::modal("Type or paste a scope", lines, *scene.theme, frame, area);
    let field = Rect { height: 1, ..inside }.intersection(inside);
    widgets::input(&entry.input, scene.theme.field(true), true, frame, field);
}
