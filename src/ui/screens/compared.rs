//! Two scopes side by side.

use ratatui::layout::{Position, Rect};

use crate::{
    app::screens::compared::{Compared, Difference},
    domain::License,
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

pub(in crate::ui) fn compared(scene: Scene<'_>, compared: &Compared, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        let there = compared.there();
        let there = scene.model.shared.scope_name(there).map_or_else(|| there.to_string(), str::to_owned);
        let words = format!(" here: {} · there: {there}", compared.here.label());
        let shown = text::fit(&text::safe(&words), width);
        widgets::put(&shown, width, scene.theme.heading(), frame.buffer_mut(), Position::new(line.x, line.y));
    }
    let rest = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }.intersection(area);
    if compared.comparison.is_none() {
        let words = if compared.problem().is_some() {
            "There is nothing to compare: halves would tell wrong differences."
        } else {
            "reading both …"
        };
        return widgets::remark(words, scene.theme.dim(), frame, rest);
    }
    if compared.count() == 0 {
        let words = "Both have the same licenses; nothing differs but the ids.";
        return widgets::remark(words, scene.theme.plain(), frame, rest);
    }
    let columns = columns(width);
    for ((place, difference), line) in compared.differences().enumerate().skip(compared.cursor.top).zip(lines)
    {
        let at = place == compared.cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        let [kind, sku, words] = texts(difference);
        let shown = widgets::row(&columns, &[kind.as_str(), &sku, &words]);
        let shown = text::fit(&format!(" {shown}"), width);
        widgets::put(&shown, width, style, frame.buffer_mut(), Position::new(line.x, line.y));
        if at {
            widgets::point_at(line, scene.theme, frame);
        }
    }
}

/// What kind of difference it is, the SKU, and the rest.
fn columns(width: usize) -> [Cells; 3] {
    let left = |width| Cells { width, right: false };
    let rest = width.saturating_sub(1 + 10 + 2 * 2);
    let sku = (rest * 2 / 5).min(28);
    [left(10), left(sku), left(rest - sku)]
}

fn texts(difference: Difference<'_>) -> [String; 3] {
    let only = |kind: &str, license: &License| {
        let words = format!("{} · {}", widgets::quoted(&license.name), text::safe(license.status.word()));
        [kind.to_owned(), text::safe(&license.sku).into_owned(), words]
    };
    match difference {
        Difference::OnlyHere(license) => only("only here", license),
        Difference::OnlyThere(license) => only("only there", license),
        Difference::Unlike(pair) => {
            let fields = pair.fields().into_iter().map(|change| {
                let (here, there) = (widgets::quoted(&change.before), widgets::quoted(&change.after));
                format!("{}: {here}, there {there}", change.field.title())
            });
            let words = fields.collect::<Vec<_>>().join(" · ");
            ["unlike".to_owned(), text::safe(&pair.a.sku).into_owned(), words]
        }
    }
}
