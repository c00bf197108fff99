//! The table of licenses. Only the rows on the screen are looked at.

use std::borrow::Cow;

use ratatui::{
    layout::{Position, Rect},
    style::Style,
};

use crate::{
    app::{
        self,
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
    let wished = scene.model.shared.columns.get(&licenses.scope().kind);
    let columns = Columns::for_rows(wished, &visible, usize::from(area.width));
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        columns.draw(|column| title(licenses, column), scene.theme.heading(), frame, line);
    }
    for (row, line) in visible.iter().zip(lines) {
        let at_cursor = row.position == licenses.cursor.position;
        draw_row(scene, &columns, row, at_cursor.then_some(focused), frame, line);
        if licenses.marks.contains(row.row.id) {
            columns.mark(scene.theme, frame, line);
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

impl Visible<'_> {
    /// What stands in a column, safe to show.
    fn text(&self, column: Column) -> Cow<'_, str> {
        match column {
            Column::Id => self.id.as_str().into(),
            Column::Sku => self.sku.as_ref().into(),
            Column::Name => text::safe(self.row.name),
            Column::Status => text::safe(self.row.status.word()),
            Column::Description => self.row.description.map(text::safe).unwrap_or_default(),
        }
    }
}

fn draw_row(
    scene: Scene<'_>, columns: &Columns, visible: &Visible<'_>, cursor: Option<bool>, frame: &mut Frame<'_>,
    line: Rect,
) {
    let theme = scene.theme;
    let base = cursor.map_or(theme.plain(), |focused| theme.cursor_row(focused));
    columns.draw(|column| visible.text(column), base, frame, line);
    if let Some(status) = columns.place_of(Column::Status, line) {
        let own = theme.status(visible.row.status);
        let style = if cursor.is_some() { theme.in_cursor_row(base, own) } else { base.patch(own) };
        frame.buffer_mut().set_style(status, style);
    }
    if cursor.is_some() {
        widgets::point_at(line, theme, frame);
    }
}

/// The title of a column, with a mark on the one that orders the rows.
fn title(licenses: &Licenses, column: Column) -> Cow<'static, str> {
    match licenses.order() {
        Some(order) if order.column == column => {
            format!("{}{}", column.title(), if order.descending { "-" } else { "+" }).into()
        }
        _ => column.title().into(),
    }
}

/// The columns from left to right, and their widths in cells.
struct Columns(Vec<(Column, usize)>);

/// Cells between two columns.
const GAP: usize = 2;

impl Columns {
    /// Shares the width out. Where nothing is wished, there are all columns for which there is room.
    fn for_rows(wished: Option<&app::columns::Columns>, rows: &[Visible<'_>], width: usize) -> Self {
        let usual = app::columns::Columns::default();
        let mut shown: Vec<(Column, Option<usize>)> = wished
            .unwrap_or(&usual)
            .shown()
            .iter()
            .map(|shown| (shown.column, shown.width.map(usize::from)))
            .collect();
        if wished.is_none() && width < ROOM_FOR_DESCRIPTION {
            shown.retain(|(column, _)| *column != Column::Description);
        }
        let digits = rows.iter().map(|row| row.id.len()).max().unwrap_or_default();
        let longest = rows.iter().map(|row| text::width(&row.sku)).max().unwrap_or_default();
        // What has a width of its own: SKUs whole as far as that goes.
        for (column, cells) in &mut shown {
            let own = match column {
                Column::Id => Some(digits.max(5)),
                Column::Status => Some(8),
                Column::Sku => Some(longest.next_multiple_of(4).clamp(8, (width * 2 / 5).max(8))),
                Column::Name | Column::Description => None,
            };
            *cells = cells.or(own);
        }
        // Names and descriptions share what is left.
        let taken: usize = shown.iter().filter_map(|(_, cells)| *cells).sum();
        let left = width.saturating_sub(1 + taken + shown.len().saturating_sub(1) * GAP);
        let names = shown.iter().any(|(column, cells)| *column == Column::Name && cells.is_none());
        let descriptions =
            shown.iter().any(|(column, cells)| *column == Column::Description && cells.is_none());
        let name = if descriptions && names { (left * 11 / 20).min(40) } else { left };
        let share = |column| match column {
            Column::Description if names => left - name,
            Column::Description => left,
            _ => name,
        };
        Self(
            shown
                .into_iter()
                .map(|(column, cells)| (column, cells.unwrap_or_else(|| share(column))))
                .collect(),
        )
    }

    /// Marks a row, in the blanks after its first column: before it stands the sign of the cursor.
    fn mark(&self, theme: &Theme, frame: &mut Frame<'_>, line: Rect) {
        let first = self.0.first().map_or(0, |(_, width)| *width);
        let x = line.x + u16::try_from(1 + first).unwrap_or_default();
        widgets::put("*", 1, theme.mark(), frame.buffer_mut(), Position::new(x, line.y));
    }

    /// Where a column stands in a line, if it does.
    fn place_of(&self, column: Column, line: Rect) -> Option<Rect> {
        let at = self.0.iter().position(|(shown, _)| *shown == column)?;
        let before: usize = self.0[..at].iter().map(|(_, width)| width + GAP).sum();
        let x = line.x.saturating_add(u16::try_from(1 + before).ok()?);
        let place = Rect { x, width: u16::try_from(self.0[at].1).ok()?, ..line };
        Some(place.intersection(line)).filter(|place| !place.is_empty())
    }

    /// Draws one line, a cell at the left, and two between the columns. Blanks are not written, for nothing stands there.
    fn draw<'t>(
        &self, text_of: impl Fn(Column) -> Cow<'t, str>, style: Style, frame: &mut Frame<'_>, line: Rect,
    ) {
        let (mut start, end) = (1, usize::from(line.width));
        let buffer = frame.buffer_mut();
        if style != Style::new() {
            buffer.set_style(line, style);
        }
        for (column, width) in &self.0 {
            let width = (*width).min(end.saturating_sub(start));
            if width == 0 {
                return;
            }
            let text = text_of(*column);
            let text = text::cut(&text, width);
            // The numbers are set to the right.
            let indent = if *column == Column::Id { width - text::width(&text) } else { 0 };
            let x = line.x + u16::try_from(start + indent).unwrap_or(line.width);
            widgets::put(&text, width - indent, style, buffer, Position::new(x, line.y));
            start += width + GAP;
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
