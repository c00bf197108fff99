//! What stands around every screen: the place, the title, the message and the keys.

mod message;
mod place;

use std::{borrow::Cow, time::Duration};

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

pub(super) use message::Message;
pub(super) use place::place;

use super::{Frame, Scene, widgets};
use crate::{
    app::{
        Model, hints,
        keymap::{Action, Binding, Context},
        screens::{
            Behaviour, Overlay, Screen,
            find::Find,
            history::History,
            licenses::Licenses,
            scopes::{By, Order, Scopes},
        },
    },
    domain::{Scope, ScopeKind},
    text,
};

/// The second line: the title of the screen, and what else holds for all of it.
pub(super) fn title(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    let title = match (&model.overlay, model.front()) {
        (Some(Overlay::Help(_)), _) => "Help",
        (_, Some(screen)) => screen.title(),
        (_, None) => "",
    };
    let room = usize::from(area.width).saturating_sub(text::width(title) + 8);
    let remark = match model.front() {
        _ if matches!(model.overlay, Some(Overlay::Help(_))) => String::new(),
        Some(Screen::Licenses(licenses)) => table_remark(model, licenses, room),
        Some(Screen::License(detail)) => detail.source().to_owned(),
        Some(Screen::Scopes(scopes)) => scopes_remark(scopes, room),
        Some(Screen::History(history)) => history_remark(history),
        Some(Screen::Find(find)) => find_remark(find),
        Some(Screen::Compared(compared)) => compared.in_words(),
        Some(Screen::Overview(overview)) => overview.in_words(),
        _ => String::new(),
    };
    widgets::fill("─", scene.theme.border(), frame.buffer_mut(), area);
    let remark = text::cut(&remark, room).into_owned();
    let head = Line::from(vec![Span::raw(" "), Span::styled(title, scene.theme.title()), Span::raw(" ")]);
    let head_area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    widgets::line(&head, frame.buffer_mut(), head_area);
    if !remark.is_empty() {
        let width = u16::try_from(text::width(&remark) + 2).unwrap_or(area.width);
        let tail_area = Rect { x: area.right().saturating_sub(width + 1), width, ..area };
        widgets::line(&Line::from(format!(" {remark} ")), frame.buffer_mut(), tail_area);
    }
}

fn table_remark(model: &Model, licenses: &Licenses, room: usize) -> String {
    let mut words = Vec::new();
    if !licenses.marks.is_empty() {
        words.push(format!("{} marked", licenses.marks.len()));
    }
    if let Some((wish, _)) = arranging(model, licenses) {
        words.push(format!("{wish} …"));
    }
    if !licenses.view.filter().is_empty() {
        let filter = text::safe(licenses.view.filter());
        words.push(format!(
            "\"{}\": {} of {} read",
            text::cut(&filter, 20),
            licenses.view.len(),
            licenses.listing.catalog.len()
        ));
    }
    if let Some(order) = licenses.order() {
        let direction = if order.descending { "down" } else { "up" };
        words.push(format!("by {} {direction}", order.column.title()));
    }
    if let (Some(page), Some(pages)) = (licenses.page_at_cursor(), licenses.listing.pages) {
        words.push(format!("page {} of {pages}", page + 1));
    }
    if licenses.listing.has_changed() {
        let taken: usize = words.iter().map(|words| text::width(words) + 3).sum();
        words.insert(0, changed_words(model, room.saturating_sub(taken)));
    }
    words.join(" · ")
}

/// That rows may be missing, and the key that reads them anew; in the fewest words where there is no room for more,
/// for whatever else stands there matters less.
fn changed_words(model: &Model, room: usize) -> String {
    let contexts = [Context::Licenses, Context::List, Context::Global];
    let key = model.shared.keymap.label(&contexts, Action::Refresh);
    let [long, short, least] = ["the list changed while it was read", "changed while it was read", "changed"]
        .map(|words| format!("{words} · {key} reads anew"));
    [long, short].into_iter().find(|words| text::width(words) <= room).unwrap_or(least)
}

/// What the operator waits for until the rows stand as wished, and how long already. Short waits pass unseen.
fn arranging(model: &Model, licenses: &Licenses) -> Option<(String, Duration)> {
    let (id, wish) = licenses.arranging()?;
    let elapsed = model.shared.arrangements.seen_for(id, model.shared.now)?;
    let words = match wish.order {
        _ if licenses.is_refiltering() => "filtering".to_owned(),
        Some(order) => {
            let direction = if order.descending { "down" } else { "up" };
            format!("sorting by {} {direction}", order.column.title())
        }
        None => "sorting as the server does".to_owned(),
    };
    Some((words, elapsed))
}

fn find_remark(find: &Find) -> String {
    let searched = text::safe(&find.text);
    format!("\"{}\": {}", text::cut(&searched, 20), find.search.in_words())
}

fn history_remark(history: &History) -> String {
    let mut words = Vec::new();
    if !history.filter.value().is_empty() {
        let filter = text::safe(history.filter.value());
        words.push(format!("\"{}\": {}", text::cut(&filter, 20), history.row_count()));
    }
    if history.is_read {
        words.push(text::count(history.entries.len() as u64, "change"));
    }
    if history.unknown() > 0 {
        words.push(format!("{} with an unknown end", history.unknown()));
    }
    words.join(" · ")
}

fn scopes_remark(scopes: &Scopes, room: usize) -> String {
    let mut words: Vec<String> = found_words(scopes).into_iter().chain(order_words(scopes.order)).collect();
    let path = scopes.path();
    if path.len() > 1 {
        let taken: usize = words.iter().map(|words| text::width(words) + 3).sum();
        words.insert(0, path_words(&path, room.saturating_sub(taken)));
    }
    words.join(" · ")
}

/// What the filter leaves, or what the server found.
fn found_words(scopes: &Scopes) -> Option<String> {
    let filter = text::safe(scopes.filter.value());
    match (&scopes.search, scopes.list()) {
        (Some(text), Some(list)) => {
            let text = text::safe(text);
            let count = list.entries.len();
            let state = match (list.is_complete(), list.request.is_some()) {
                (true, _) => format!("{count} found, complete"),
                (false, true) if count == 0 => "searching".to_owned(),
                (false, _) => format!("{count} found, more on the server"),
            };
            Some(format!("search \"{text}\": {state}"))
        }
        _ if filter.is_empty() => None,
        _ => {
            let (filter, shown, all) =
                (text::cut(&filter, 20), scopes.row_count(), scopes.unfiltered_count());
            Some(format!("\"{filter}\": {shown} of {all} read"))
        }
    }
}

/// The order of the rows, where it is not the server's.
fn order_words(order: Order) -> Option<String> {
    let direction = if order.descending { "down" } else { "up" };
    match order.by {
        By::Server if order.descending => Some("the server's order turned round".to_owned()),
        By::Server => None,
        By::Name => Some(format!("by NAME {direction}")),
        By::Uuid => Some(format!("by UUID {direction}")),
    }
}

/// The way to a list, without its beginning where there is no room for it.
fn path_words(path: &[String], room: usize) -> String {
    let join = |path: &[String]| path.join(" › ");
    let path: Vec<String> = path.iter().map(|step| text::safe(step).into_owned()).collect();
    (0..path.len())
        .map(|gone| if gone == 0 { join(&path) } else { format!("… › {}", join(&path[gone..])) })
        .find(|words| text::width(words) <= room)
        .unwrap_or_else(|| path.last().cloned().unwrap_or_default())
}

/// The last line: the keys that work here, as many as there is room for; the way to the help always among them.
pub(super) fn keys(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let contexts = scene.model.contexts();
    let scope = scene.model.front().and_then(scope_of);
    let may_write = scope.is_none_or(|scope| scene.model.shared.refusal(scope).is_none());
    let keymap = &scene.model.shared.keymap;
    let hinted =
        move |binding: &Binding| !binding.hint.is_empty() && (may_write || !binding.action.is_change());
    let is_help = |binding: &Binding| binding.hint == "help";
    let help = keymap.in_force_where(contexts, is_help).next().map(|binding| Hint::of(scene, binding));
    let mut room = usize::from(area.width).saturating_sub(help.as_ref().map_or(0, Hint::width));
    let mut line = Line::default();
    let others = keymap.in_force_where(contexts, move |binding| hinted(binding) && !is_help(binding));
    for hint in others.map(|binding| Hint::of(scene, binding)) {
        if hint.width() > room {
            break;
        }
        room -= hint.width();
        hint.draw(scene, &mut line);
    }
    if let Some(hint) = help {
        hint.draw(scene, &mut line);
    }
    widgets::line(&line, frame.buffer_mut(), area);
}

/// A key and what it does, on the last line.
struct Hint {
    key: String,
    words: Cow<'static, str>,
    /// Whether the account probably may not do it: the words are dim and end in a question mark.
    doubtful: bool,
}

impl Hint {
    fn of(scene: Scene<'_>, binding: &Binding) -> Self {
        let key = binding.presses.first().map(ToString::to_string).unwrap_or_default();
        // One hint stands for all kinds, so it is about more than the one action.
        if matches!(binding.action, Action::ShowKind(_)) {
            let kinds = ScopeKind::ALL.map(Action::ShowKind);
            let key = scene.model.shared.keymap.labels(&[binding.context], &kinds);
            return Self { key, words: binding.hint.into(), doubtful: false };
        }
        let doubtful = scene.model.overlay.is_none() && hints::probably_may_not(scene.model, binding.action);
        let words = if doubtful { format!("{}?", binding.hint).into() } else { binding.hint.into() };
        Self { key, words, doubtful }
    }

    fn width(&self) -> usize {
        text::width(&self.key) + text::width(&self.words) + 3
    }

    fn draw(self, scene: Scene<'_>, line: &mut Line<'_>) {
        let style = if self.doubtful { scene.theme.dim() } else { scene.theme.plain() };
        line.spans.extend([
            Span::styled(self.key, scene.theme.key()),
            Span::raw(" "),
            Span::styled(self.words, style),
            Span::raw("  "),
        ]);
    }
}

/// The scope whose licenses a screen can change.
fn scope_of(screen: &Screen) -> Option<Scope> {
    match screen {
        Screen::Licenses(licenses) => Some(licenses.scope()),
        Screen::License(detail) => Some(detail.scope),
        _ => None,
    }
}
