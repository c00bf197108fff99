//! Choosing a scope.

use ratatui::{
    layout::{Constraint, Layout, Rect},
    text::{Line, Span},
};

use crate::{
    app::{
        hints,
        keymap::Action,
        screens::{
            Behaviour,
            scopes::{Entry, Mark, ScopeList, Scopes},
        },
    },
    domain::{Problem, ScopeKind},
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

/// Cells of a UUID.
const UUID: usize = 36;

/// Cells of the mark at the end of a row, and of the spaces between.
const MARK: usize = 11;

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
    frame.render_widget(line, area);
}

fn draw_rows(scene: Scene<'_>, scopes: &Scopes, frame: &mut Frame<'_>, area: Rect) {
    if scopes.row_count() == 0 {
        return widgets::remark(&empty_words(scene, scopes), scene.theme.dim(), frame, area);
    }
    let width = usize::from(area.width);
    let room = width.saturating_sub(MARK);
    // Whole UUIDs where names keep some room beside them.
    let uuid = if room >= UUID + 12 { UUID } else { room * 2 / 5 };
    let name = room.saturating_sub(uuid);
    let columns = [Cells { width: name, right: false }, Cells { width: uuid, right: false }];
    let cursor = scopes.list().map(|list| list.cursor).unwrap_or_default();
    for (position, line_area) in (cursor.top_in(area.height.into())..).zip(area.rows()) {
        let Some((entry, mark)) = scopes.row(position) else { break };
        let label = entry.label();
        let uuid = entry.scope.uuid.to_string();
        let mark = mark.map_or("", Mark::word);
        let words = format!(" {}  {mark}", widgets::row(&columns, &[&text::safe(&label), &uuid]));
        let at = position == cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        frame.buffer_mut().set_stringn(line_area.x, line_area.y, text::fit(&words, width), width, style);
        if at {
            widgets::point_at(line_area, scene.theme, frame);
        }
    }
}

fn empty_words(scene: Scene<'_>, scopes: &Scopes) -> String {
    let shared = &scene.model.shared;
    let kind = scopes.kind;
    let typing = Scopes::typing_key(shared);
    let refresh = shared.keymap.label(scopes.contexts(), Action::Refresh);
    match scopes.list() {
        Some(list) if list.request.is_some() => match &scopes.search {
            Some(text) => format!("the server looks for \"{}\" …", text::safe(text)),
            None => format!("reading {kind} …"),
        },
        Some(ScopeList { problem: Some(Problem::Denied { role, .. }), .. }) => {
            let why = if hints::role_to_list(kind) == Some(role) {
                format!("the account may not list {kind} (it lacks the role {role})")
            } else {
                format!("{kind} are found by way of the groups, and the account may not list those ({role})")
            };
            let kinds = shared.keymap.labels(scopes.contexts(), &ScopeKind::ALL.map(Action::ShowKind));
            format!("{why}; {typing} takes a scope that you type or paste, {kinds} show the other kinds")
        }
        Some(list) if list.problem.is_some() => {
            format!("no {kind} could be read; {refresh} tries again, {typing} takes a scope that you type")
        }
        Some(_) if scopes.search.is_some() => "the server found nothing; Esc shows the whole list".to_owned(),
        _ if !scopes.filter.value().is_empty() => {
            "nothing that was read matches the filter; Esc clears it".to_owned()
        }
        Some(list) if list.is_complete() => {
            let doubt = instance_in_doubt(scene, scopes);
            format!("the account sees no {kind} here{doubt}; {typing} takes a scope that you type")
        }
        _ => format!("nothing read yet; {refresh} reads"),
    }
}

/// An instance that does not exist has no groups either: the API does not tell the two apart.
fn instance_in_doubt(scene: Scene<'_>, scopes: &Scopes) -> String {
    let place = scene.model.shared.place.as_ref();
    match place.filter(|_| scopes.kind == ScopeKind::Groups && scopes.parent.is_none()) {
        Some(place) => format!(", or the instance is not \"{}\"", text::safe(&place.instance)),
        None => String::new(),
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
    let inside = widgets::modal("Type or paste a scope", lines, scene.theme, frame, area);
    let field = Rect { height: 1, ..inside }.intersection(inside);
    widgets::input(&entry.input, scene.theme.field(true), true, frame, field);
}
