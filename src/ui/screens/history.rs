//! The changes that were made.

use ratatui::layout::Rect;

use crate::{
    app::screens::history::{By, History, Order, standing, who},
    domain::{Entry, Standing},
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

/// From this many columns on there is room for the year, the seconds and whole names of scopes.
const ROOM_FOR_ALL: usize = 110;

/// From this many columns on there is room for who, and in which scope.
const ROOM_FOR_WHO: usize = 76;

pub(in crate::ui) fn history(scene: Scene<'_>, history: &History, frame: &mut Frame<'_>, area: Rect) {
    if history.row_count() == 0 {
        return widgets::remark(empty_words(history), scene.theme.dim(), frame, area);
    }
    let columns = Columns::for_width(usize::from(area.width));
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let heading = columns.heading(history.order);
        frame.buffer_mut().set_stringn(line.x, line.y, heading, columns.width, scene.theme.heading());
    }
    for ((position, entry), line) in history.rows().enumerate().skip(history.cursor.top).zip(lines) {
        let at = position == history.cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        let words = columns.row(entry, history.undone_by(entry).is_some());
        frame.buffer_mut().set_stringn(line.x, line.y, words, columns.width, style);
        if at {
            widgets::point_at(line, scene.theme, frame);
        }
        let needs_care = entry.under_way || matches!(entry.result, Standing::Unknown | Standing::Different);
        if needs_care {
            let result = u16::try_from(columns.result).unwrap_or(line.width).min(line.width);
            let place = Rect { x: line.right() - result, width: result, ..line };
            frame.buffer_mut().set_style(place, style.patch(scene.theme.changed()));
        }
    }
}

fn empty_words(history: &History) -> &'static str {
    if history.request.is_some() && !history.is_read {
        "reading the journal …"
    } else if history.problem.is_some() && !history.is_read {
        "the journal could not be read; r tries again"
    } else if history.filter.value().is_empty() {
        "No change has been made here yet. Each change that is made from this machine at this server will stand here: \
         when, by whom, in which scope, of which license, and what became of it. u takes one back."
    } else {
        "no change matches the filter; Esc clears it"
    }
}

/// The widths of the columns, in cells; those without width are left out.
struct Columns {
    time: usize,
    who: usize,
    scope: usize,
    sku: usize,
    result: usize,
    width: usize,
}

/// Cells of the words create, update and delete.
const OPERATION: usize = 6;

/// Cells of most ids.
const ID: usize = 5;

impl Columns {
    fn for_width(width: usize) -> Self {
        let (time, who, scope) = if width >= ROOM_FOR_ALL {
            (19, 22, 16)
        } else if width >= ROOM_FOR_WHO {
            (11, 12, 8)
        } else {
            (11, 0, 0)
        };
        let result = 9;
        let taken = [time, who, scope, OPERATION, ID, result].into_iter().filter(|cells| *cells > 0);
        let taken: usize = taken.map(|cells| cells + 2).sum();
        Self { time, who, scope, sku: width.saturating_sub(taken + 1), result, width }
    }

    fn line(&self, [time, who, scope, operation, id, sku, result]: [&str; 7]) -> String {
        let left = |width| Cells { width, right: false };
        let cells = [
            (left(self.time), time),
            (left(self.who), who),
            (left(self.scope), scope),
            (left(OPERATION), operation),
            (Cells { width: ID, right: true }, id),
            (left(self.sku), sku),
            (left(self.result), result),
        ];
        let (cells, texts): (Vec<Cells>, Vec<&str>) =
            cells.into_iter().filter(|(cells, _)| cells.width > 0).unzip();
        text::fit(&format!(" {}", widgets::row(&cells, &texts)), self.width)
    }

    fn heading(&self, order: Order) -> String {
        let mark = if order.turned { "-" } else { "+" };
        let title =
            |by, title: &str| if order.by == by { format!("{title}{mark}") } else { title.to_owned() };
        let time = if self.time > 11 { "Time (UTC)" } else { "Time UTC" };
        // The latest first is what everybody expects, and needs no mark.
        let time = if order == Order::default() { time.to_owned() } else { title(By::Time, time) };
        self.line([
            &time,
            &title(By::Who, "Who"),
            "Scope",
            &title(By::Operation, "Change"),
            &title(By::Id, "ID"),
            &title(By::Sku, "SKU"),
            &title(By::Result, "Result"),
        ])
    }

    fn row(&self, entry: &Entry, is_undone: bool) -> String {
        let time = time(&entry.time, self.time > 11);
        let who = who(entry);
        let scope = entry.scope.short();
        // The kind says nothing: changes are made under groups only.
        let scope = if self.scope < 16 { scope.split('/').nth(1).unwrap_or(&scope) } else { &scope };
        let id = entry.id.map(|id| id.to_string()).unwrap_or_default();
        self.line([
            &text::safe(&time),
            &text::safe(&who),
            scope.trim_end_matches('…'),
            entry.operation.word(),
            &id,
            &text::safe(&entry.sku),
            standing(entry, is_undone),
        ])
    }
}

/// A time of RFC 3339 as people read it: to the second, or without year and seconds where there is no room.
fn time(text: &str, whole: bool) -> String {
    let readable = text.replacen('T', " ", 1);
    let part = if whole { readable.get(..19) } else { readable.get(5..16) };
    part.unwrap_or(&readable).to_owned()
}
