//! What was found in all scopes.

use ratatui::layout::{Position, Rect};

use crate::{
    app::{
        model::Tone,
        screens::find::{Find, Row},
    },
    domain::search::Found,
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

pub(in crate::ui) fn find(scene: Scene<'_>, find: &Find, frame: &mut Frame<'_>, area: Rect) {
    if find.row_count() == 0 {
        let words = if find.search.is_done() { "nothing was found" } else { "searching …" };
        return widgets::remark(words, scene.theme.dim(), frame, area);
    }
    let width = usize::from(area.width);
    let columns = columns(width);
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let titles = ["SCOPE", "ID", "SKU", "NAME", "STATUS"];
        let heading = format!(" {}", widgets::row(&columns, &titles));
        let place = Position::new(line.x, line.y);
        widgets::put(&heading, width, scene.theme.heading(), frame.buffer_mut(), place);
    }
    for ((place, row), line) in find.rows().enumerate().skip(find.cursor.top).zip(lines) {
        let at = place == find.cursor.position;
        let words = match &row {
            Row::Found(found) => found_words(found, &columns),
            Row::Unsearched(entry, problem) => {
                let why = problem.map_or_else(|| "stopped".to_owned(), crate::domain::Problem::message);
                text::safe(&format!("not searched: {}: {why}", entry.label())).into_owned()
            }
        };
        let style = match row {
            _ if at => scene.theme.cursor_row(true),
            Row::Found(_) => scene.theme.plain(),
            Row::Unsearched(..) => scene.theme.tone(Tone::Bad),
        };
        let shown = text::fit(&format!(" {words}"), width);
        widgets::put(&shown, width, style, frame.buffer_mut(), Position::new(line.x, line.y));
        if at {
            widgets::point_at(line, scene.theme, frame);
        }
    }
}

/// The scope, id, SKU, name and status.
fn columns(width: usize) -> [Cells; 5] {
    let left = |width| Cells { width, right: false };
    let rest = width.saturating_sub(1 + 7 + 8 + 4 * 2);
    let (scope, sku) = (rest * 3 / 10, rest * 7 / 20);
    [left(scope), Cells { width: 7, right: true }, left(sku), left(rest - scope - sku), left(8)]
}

fn found_words(Found { entry, license }: &Found, columns: &[Cells]) -> String {
    let scope = entry.name.clone().unwrap_or_else(|| entry.scope.to_string());
    let texts = [
        text::safe(&scope),
        license.id.to_string().into(),
        text::safe(&license.sku),
        text::safe(&license.name),
        text::safe(license.status.word()),
    ];
    widgets::row(columns, &texts.each_ref().map(|text| &**text))
}
