//! The table of licenses. Only the rows on the screen are looked at.

use std::borrow::Cow;

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    app::{
        keymap::{Action, Context},
        screens::licenses::Licenses,
    },
    domain::catalog::{Column, Row},
    text,
    ui::{Frame, Scene, Theme, widgets},
};

/// From this many columns on there is room for the descriptions.
const ROOM_FOR_DESCRIPTION: usize = 72;

pub(in crate::ui) fn licenses(
    scene: Scene<'_>, licenses: &Licenses, focused: bool, frame: &mut Frame<'_>, area: Rect,
) {
    let height = usize::from(area.height.saturating_sub(1));
    let visible: Vec<Visible<'_>> = (licenses.cursor.top_in(height)..licenses.view.len())
        .take(height)
        .filter_map(|position| {
            let row = licenses.listing.catalog.row(licenses.view.slot_at(position)?)?;
            Some(Visible { position, row, id: row.id.to_string(), sku: text::safe(row.sku) })
        })
        .collect();
    let columns = Columns::for_rows(&visible, usize::from(area.width));
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let titles = titles(licenses);
        columns.draw(&titles.each_ref().map(String::as_str), scene.theme.heading(), frame, line);
    }
    for (row, line) in visible.iter().zip(lines) {
        let at_cursor = row.position == licenses.cursor.position;
        draw_row(scene, &columns, row, at_cursor.then_some(focused), frame, line);
        if licenses.marks.contains(row.row.id) {
            columns.mark(*scene.theme, frame, line);
        }
    }
    if visible.is_empty() && area.height > 1 {
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        widgets::remark(&empty_words(scene, licenses), scene.theme.dim(), frame, below);
    }
}

/// A row on the screen, with the texts that say how wide the columns are.
struct Visible<'a> {
    position: usize,
    row: Row<'a>,
    id: String,
    sku: Cow<'a, str>,
}

fn draw_row(
    scene: Scene<'_>, columns: &Columns, visible: &Visible<'_>, cursor: Option<bool>, frame: &mut Frame<'_>,
    line: Rect,
) {
    let row = &visible.row;
    let base = cursor.map_or(scene.theme.plain(), |focused| scene.theme.cursor_row(focused));
    let (name, status) = (text::safe(row.name), text::safe(row.status.word()));
    let description = match row.description {
        Some(description) if columns.description > 0 => text::safe(description),
        _ => Cow::default(),
    };
    columns.draw(&[&visible.id, &visible.sku, &name, &status, &description], base, frame, line);
    let status = Rect {
        x: line.x + u16::try_from(columns.status_at()).unwrap_or_default(),
        width: u16::try_from(columns.status).unwrap_or_default(),
        ..line
    };
    let style: Style = base.patch(scene.theme.status(row.status));
    frame.buffer_mut().set_style(status.intersection(line), style);
    if cursor.is_some() {
        widgets::point_at(line, *scene.theme, frame);
    }
}

/// The titles of the columns, with a mark on the one that orders the rows.
fn titles(licenses: &Licenses) -> [String; 5] {
    Column::ALL.map(|column| match licenses.order() {
        Some(order) if order.column == column => {
            format!("{}{}", column.title(), if order.descending { "-" } else { "+" })
        }
        _ => column.title().to_owned(),
    })
}

/// The widths of the columns, in cells.
struct Columns {
    id: usize,
    sku: usize,
    name: usize,
    status: usize,
    description: usize,
}

impl Columns {
    /// Shares the width out: SKUs whole as far as that goes, then names, then descriptions.
    fn for_rows(rows: &[Visible<'_>], width: usize) -> Self {
        let digits = rows.iter().map(|row| row.id.len()).max().unwrap_or_default();
        let longest = rows.iter().map(|row| text::width(&row.sku)).max().unwrap_or_default();
        let id = digits.max(5);
        let status = 8;
        let sku = longest.next_multiple_of(4).clamp(8, (width * 2 / 5).max(8));
        let left = width.saturating_sub(1 + id + status + sku + 3 * 2);
        let (name, description) = if width >= ROOM_FOR_DESCRIPTION {
            let left = left.saturating_sub(2);
            let name = (left * 11 / 20).min(40);
            (name, left - name)
        } else {
            (left, 0)
        };
        Self { id, sku, name, status, description }
    }

    /// Marks a row, in the blanks after its id: before it stands the sign of the cursor.
    fn mark(&self, theme: Theme, frame: &mut Frame<'_>, line: Rect) {
        let x = line.x + u16::try_from(1 + self.id).unwrap_or_default();
        widgets::put("*", 1, theme.mark(), frame.buffer_mut(), Position::new(x, line.y));
    }

    fn status_at(&self) -> usize {
        1 + self.id + self.sku + self.name + 3 * 2
    }

    /// Draws one line, in the order of the columns: a cell at the left, and two between them. Blanks are not written,
    /// for nothing stands there.
    fn draw(&self, texts: &[&str; 5], style: Style, frame: &mut Frame<'_>, line: Rect) {
        let widths = [self.id, self.sku, self.name, self.status, self.description];
        let (mut start, end) = (1, usize::from(line.width));
        let buffer = frame.buffer_mut();
        if style != Style::new() {
            buffer.set_style(line, style);
        }
        for (index, (text, width)) in texts.iter().zip(widths).enumerate() {
            let width = width.min(end.saturating_sub(start));
            let text = text::cut(text, width);
            // The numbers are set to the right.
            let indent = if index == 0 { width - text::width(&text) } else { 0 };
            let x = line.x + u16::try_from(start + indent).unwrap_or(line.width);
            widgets::put(&text, width - indent, style, buffer, Position::new(x, line.y));
            start += width + 2;
        }
    }
}

fn empty_words(scene: Scene<'_>, licenses: &Licenses) -> String {
    let key = |action| {
        let contexts = [Context::Licenses, Context::List, Context::Global];
        scene.model.shared.keymap.label(&contexts, action)
    };
    if licenses.progress().is_some() {
        "reading licenses …".to_owned()
    } else if licenses.listing.walk.pages_read() > 0 && !licenses.view.filter().is_empty() {
        let (last, back) = (key(Action::Last), key(Action::Back));
        if licenses.listing.walk.is_complete() {
            return format!("nothing matches the filter; {back} clears it");
        }
        format!("nothing that was read matches the filter; {last} reads the rest, {back} clears the filter")
    } else if licenses.problem.is_some() {
        let (refresh, scopes) = (key(Action::Refresh), key(Action::ChooseScope));
        format!("no licenses could be read; {refresh} tries again, {scopes} chooses another scope")
    } else if licenses.listing.walk.is_complete() && licenses.scope().is_writable() {
        format!("there are no licenses here; {} makes one", key(Action::New))
    } else if licenses.listing.walk.is_complete() {
        "there are no licenses here".to_owned()
    } else {
        format!("nothing read yet; {} reads", key(Action::Refresh))
    }
}
