//! The requests that were made.

use ratatui::{layout::Rect, text::Line as Row, widgets::Paragraph};

use crate::{
    app::screens::activity::{Activity, Detail, Line, took},
    domain::Exchange,
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

pub(in crate::ui) fn activity(scene: Scene<'_>, activity: &Activity, frame: &mut Frame<'_>, area: Rect) {
    match &activity.detail {
        Some(detail) => draw_detail(scene, detail, frame, area),
        None => draw_list(scene, activity, frame, area),
    }
}

fn draw_list(scene: Scene<'_>, activity: &Activity, frame: &mut Frame<'_>, area: Rect) {
    let exchanges = &scene.model.shared.exchanges;
    if exchanges.is_empty() {
        return widgets::remark("no request has been made yet", scene.theme.dim(), frame, area);
    }
    let width = usize::from(area.width);
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let titles = ["Time", "Method", "Path", "Status", "Took", "Retries", "Bytes"];
        let heading = text::fit(&format!(" {}", widgets::row(&columns(width), &titles)), width);
        frame.buffer_mut().set_stringn(line.x, line.y, heading, width, scene.theme.heading());
    }
    for ((place, kept), line) in exchanges.iter().enumerate().skip(activity.cursor.top).zip(lines) {
        let at = place == activity.cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        let words = row(&kept.exchange, width);
        frame.buffer_mut().set_stringn(line.x, line.y, words, width, style);
        if at {
            widgets::point_at(line, scene.theme, frame);
        }
    }
}

/// Time, method, path, status, duration, retries and bytes; the path has what the others leave.
fn columns(width: usize) -> [Cells; 7] {
    let left = |width| Cells { width, right: false };
    let right = |width| Cells { width, right: true };
    let path = width.saturating_sub(1 + 8 + 6 + 6 + 7 + 7 + 8 + 6 * 2);
    [left(8), left(6), left(path), left(6), right(7), right(7), right(8)]
}

fn row(exchange: &Exchange, width: usize) -> String {
    let columns = columns(width);
    let (status, bytes) = match &exchange.answer {
        Ok(answered) => {
            let broken = if answered.broken.is_some() { "!" } else { "" };
            (format!("{}{broken}", answered.status), answered.body.bytes.to_string())
        }
        Err(_) => ("none".to_owned(), String::new()),
    };
    let path = text::safe(path_of(&exchange.url));
    let words = widgets::row(
        &columns,
        &[
            exchange.time.get(11..19).unwrap_or(&exchange.time),
            &text::safe(&exchange.method),
            &end_of(&path, columns[2].width),
            &status,
            &took(exchange.took),
            &exchange.retries.to_string(),
            &bytes,
        ],
    );
    text::fit(&format!(" {words}"), width)
}

/// What follows the version of the API, or else the host.
fn path_of(url: &str) -> &str {
    let after_host = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..]));
    let path = after_host.unwrap_or(url);
    path.strip_prefix("/api/v01").unwrap_or(path)
}

/// The end of a safe text: it tells more of a path than its beginning.
fn end_of(text: &str, cells: usize) -> String {
    if text::width(text) <= cells {
        return text.to_owned();
    }
    let fits = |start: &usize| text::width(&text[*start..]) < cells;
    let start = text.char_indices().map(|(start, _)| start).find(fits).unwrap_or(text.len());
    format!("…{}", &text[start..])
}

fn draw_detail(scene: Scene<'_>, detail: &Detail, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let lines: Vec<Row<'_>> = detail
        .lines(usize::from(area.width))
        .into_iter()
        .skip(detail.top)
        .take(usize::from(area.height))
        .map(|line| match line {
            Line::Heading(words) => Row::styled(words, theme.heading()),
            Line::Text(words) => Row::styled(words, theme.plain()),
            Line::Remark(words) => Row::styled(words, theme.dim()),
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}
