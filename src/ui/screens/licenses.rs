//! The table of licenses. Only the rows on the screen are looked at.

use ratatui::{Frame, layout::Rect, style::Style};

use crate::{
    app::{
        keymap::{Action, Context},
        screens::licenses::Licenses,
    },
    domain::catalog::{Column, Row},
    text,
    ui::{
        Scene,
        widgets::{self, Cells},
    },
};

/// From this many columns on there is room for the descriptions.
const ROOM_FOR_DESCRIPTION: usize = 72;

pub(in crate::ui) fn licenses(
    scene: Scene<'_>, licenses: &Licenses, focused: bool, frame: &mut Frame<'_>, area: Rect,
) {
    let height = usize::from(area.height.saturating_sub(1));
    let rows: Vec<(usize, Row<'_>)> = (licenses.cursor.top_in(height)..licenses.view.len())
        .take(height)
        .filter_map(|position| {
            let row = licenses.listing.catalog.row(licenses.view.slot_at(position)?)?;
            Some((position, row))
        })
        .collect();
    let columns = Columns::for_rows(&rows, usize::from(area.width));
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let heading = columns.heading(licenses);
        frame.buffer_mut().set_stringn(line.x, line.y, heading, columns.width, scene.theme.heading());
    }
    for ((position, row), line) in rows.iter().zip(lines) {
        let at_cursor = *position == licenses.cursor.position;
        draw_row(scene, &columns, row, at_cursor.then_some(focused), frame, line);
    }
    if rows.is_empty() && area.height > 1 {
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        widgets::remark(&empty_words(scene, licenses), scene.theme.dim(), frame, below);
    }
}

fn draw_row(
    scene: Scene<'_>, columns: &Columns, row: &Row<'_>, cursor: Option<bool>, frame: &mut Frame<'_>,
    line: Rect,
) {
    let words = columns.row(row);
    let base = cursor.map_or(scene.theme.plain(), |focused| scene.theme.cursor_row(focused));
    let buffer = frame.buffer_mut();
    buffer.set_stringn(line.x, line.y, &words, columns.width, base);
    let status = Rect {
        x: line.x + u16::try_from(columns.status_at()).unwrap_or_default(),
        width: u16::try_from(columns.status).unwrap_or_default(),
        ..line
    };
    let style: Style = base.patch(scene.theme.status(row.status));
    buffer.set_style(status.intersection(line), style);
    if cursor.is_some() {
        widgets::point_at(line, *scene.theme, frame);
    }
}

/// The widths of the columns, in cells.
struct Columns {
    id: usize,
    sku: usize,
    name: usize,
    status: usize,
    description: usize,
    width: usize,
}

impl Columns {
    /// Shares the width out: SKUs whole as far as that goes, then names, then descriptions.
    fn for_rows(rows: &[(usize, Row<'_>)], width: usize) -> Self {
        let digits = rows.iter().map(|(_, row)| row.id.to_string().len()).max().unwrap_or_default();
        let longest = rows.iter().map(|(_, row)| text::width(&text::safe(row.sku))).max().unwrap_or_default();
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
        Self { id, sku, name, status, description, width }
    }

    fn cells(&self) -> Vec<Cells> {
        let left = |width| Cells { width, right: false };
        let mut cells =
            vec![Cells { width: self.id, right: true }, left(self.sku), left(self.name), left(self.status)];
        if self.description > 0 {
            cells.push(left(self.description));
        }
        cells
    }

    fn status_at(&self) -> usize {
        1 + self.id + self.sku + self.name + 3 * 2
    }

    fn heading(&self, licenses: &Licenses) -> String {
        let titles = Column::ALL.map(|column| match licenses.order() {
            Some(order) if order.column == column => {
                format!("{}{}", column.title(), if order.descending { "-" } else { "+" })
            }
            _ => column.title().to_owned(),
        });
        let texts: Vec<&str> = titles.iter().map(String::as_str).collect();
        format!(" {}", widgets::row(&self.cells(), &texts))
    }

    fn row(&self, row: &Row<'_>) -> String {
        let id = row.id.to_string();
        let (sku, name) = (text::safe(row.sku), text::safe(row.name));
        let status = text::safe(row.status.word());
        let description = text::safe(row.description.unwrap_or_default());
        let words = widgets::row(&self.cells(), &[&id, &sku, &name, &status, &description]);
        text::fit(&format!(" {words}"), self.width)
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
