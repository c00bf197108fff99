//! What stands around every screen: the place, the title, the message and the keys.

mod message;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

pub(super) use message::message;

use super::Scene;
use crate::{
    app::{
        Model, hints,
        keymap::Binding,
        screens::{Behaviour, Overlay, Screen, history::History, licenses::Licenses, scopes::Scopes},
    },
    domain::{Scope, ScopeEntry},
    text,
};

/// The first line: label · scope · how much is read.
pub(super) fn place(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    let (label, production) = match &model.shared.place {
        Some(place) => (place.label.as_str(), place.production),
        None => ("lictor", false),
    };
    let columns = usize::from(area.width);
    // However long a label is, there is room for the warning.
    let label = text::safe(label);
    let label = text::cut(&label, (columns / 2).max(8));
    let label = if production { format!(" {label} PRODUCTION ") } else { format!(" {label} ") };
    let licenses = model.screens.iter().rev().find_map(|screen| match screen {
        Screen::Licenses(licenses) => Some(licenses),
        _ => None,
    });
    // A log-in is about the place, whatever stands behind it.
    let licenses = licenses.filter(|_| !matches!(model.front(), Some(Screen::LogIn(_))));
    let extent = licenses.map_or_else(|| scopes_extent(model), |licenses| licenses.listing.extent());
    let taken = text::width(&label) + text::width(&extent) + 7;
    let where_to = match licenses {
        Some(licenses) => scope_words(&licenses.entry, columns.saturating_sub(taken)),
        None => place_words(model, columns.saturating_sub(taken)),
    };
    let room_for_place = !where_to.is_empty();
    let mut line = Line::from(vec![
        Span::styled(label, scene.theme.label(production)),
        Span::raw(" "),
        Span::styled(where_to, scene.theme.heading()),
    ]);
    if !extent.is_empty() {
        let between = if room_for_place { " · " } else { "" };
        line.push_span(Span::raw(format!("{between}{extent}")));
    }
    if model.shared.place.as_ref().is_some_and(|place| place.read_only) {
        line.push_span(Span::styled(" · read-only", scene.theme.changed()));
    }
    frame.render_widget(line, area);
}

/// The scope in as many words as there is room for: its name with the whole UUID, or the start of it.
fn scope_words(entry: &ScopeEntry, room: usize) -> String {
    let whole = entry.scope.to_string();
    let Some(name) = entry.name.as_deref().map(text::safe) else {
        return if text::width(&whole) <= room { whole } else { short_words(entry, room) };
    };
    let long = format!("{name} {whole}");
    if text::width(&long) <= room {
        return long;
    }
    let short = entry.scope.short();
    let name_room = room.saturating_sub(text::width(&short) + 1);
    if name_room >= 6 { format!("{} {short}", text::cut(&name, name_room)) } else { short_words(entry, room) }
}

/// The start of a scope; how much is read matters more where there is hardly any room.
fn short_words(entry: &ScopeEntry, room: usize) -> String {
    if room < 4 { String::new() } else { text::cut(&entry.scope.short(), room).into_owned() }
}

fn place_words(model: &Model, room: usize) -> String {
    let words = model
        .shared
        .place
        .as_ref()
        .map_or_else(|| "not connected".to_owned(), |place| format!("{} {}", place.origin, place.instance));
    text::cut(&text::safe(&words), room).into_owned()
}

fn scopes_extent(model: &Model) -> String {
    let Some(Screen::Scopes(scopes)) = model.front() else {
        return String::new();
    };
    match scopes.list() {
        // How much was found stands in the title.
        _ if scopes.search.is_some() => String::new(),
        Some(list) if list.is_complete() => format!("{} {}, complete", list.entries.len(), scopes.kind),
        Some(list) if !list.entries.is_empty() => {
            format!("{} {} read, more on the server", list.entries.len(), scopes.kind)
        }
        _ => String::new(),
    }
}

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
        Some(Screen::Licenses(licenses)) => table_remark(licenses),
        Some(Screen::License(detail)) => detail.source().to_owned(),
        Some(Screen::Scopes(scopes)) => scopes_remark(scopes, room),
        Some(Screen::History(history)) => history_remark(history),
        _ => String::new(),
    };
    let rule = "─".repeat(usize::from(area.width));
    frame.buffer_mut().set_string(area.x, area.y, rule, scene.theme.border());
    let remark = text::cut(&remark, room).into_owned();
    let head = Line::from(vec![Span::raw(" "), Span::styled(title, scene.theme.title()), Span::raw(" ")]);
    let head_area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    frame.render_widget(head, head_area);
    if !remark.is_empty() {
        let width = u16::try_from(text::width(&remark) + 2).unwrap_or(area.width);
        let tail_area = Rect { x: area.right().saturating_sub(width + 1), width, ..area };
        frame.render_widget(Line::from(format!(" {remark} ")), tail_area);
    }
}

fn table_remark(licenses: &Licenses) -> String {
    let mut words = Vec::new();
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
    if licenses.listing.shifted {
        words.push("the list changed while it was read".to_owned());
    }
    words.join(" · ")
}

fn history_remark(history: &History) -> String {
    let mut words = Vec::new();
    if !history.filter.value().is_empty() {
        let filter = text::safe(history.filter.value());
        words.push(format!("\"{}\": {}", text::cut(&filter, 20), history.row_count()));
    }
    if history.is_read {
        words.push(format!("{} changes", history.entries.len()));
    }
    if history.unknown() > 0 {
        words.push(format!("{} with an unknown end", history.unknown()));
    }
    words.join(" · ")
}

fn scopes_remark(scopes: &Scopes, room: usize) -> String {
    let filter = text::safe(scopes.filter.value()).into_owned();
    let found = match (&scopes.search, scopes.list()) {
        (Some(text), Some(list)) => {
            let text = text::safe(text);
            let count = list.entries.len();
            let state = match (list.is_complete(), list.request.is_some()) {
                (true, _) => format!("{count} found, complete"),
                (false, true) if count == 0 => "searching".to_owned(),
                (false, _) => format!("{count} found, more on the server"),
            };
            format!("search \"{text}\": {state}")
        }
        _ if filter.is_empty() => String::new(),
        _ => format!("filter \"{filter}\""),
    };
    let path = scopes.path();
    if path.len() < 2 {
        return found;
    }
    if found.is_empty() {
        return path_words(&path, room);
    }
    let path = path_words(&path, room.saturating_sub(text::width(&found) + 3));
    format!("{path} · {found}")
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
    let hints: Vec<Hint> = scene
        .model
        .shared
        .keymap
        .in_force(contexts)
        .filter(|binding| !binding.hint.is_empty() && (may_write || !binding.action.is_change()))
        .map(|binding| Hint::of(scene, binding))
        .collect();
    let is_help = |hint: &&Hint| hint.words == "help";
    let help = hints.iter().find(is_help);
    let mut room = usize::from(area.width).saturating_sub(help.map_or(0, Hint::width));
    let mut line = Line::default();
    for hint in hints.iter().filter(|hint| !is_help(hint)) {
        if hint.width() > room {
            break;
        }
        room -= hint.width();
        hint.draw(scene, &mut line);
    }
    if let Some(hint) = help {
        hint.draw(scene, &mut line);
    }
    frame.render_widget(line, area);
}

/// A key and what it does, on the last line.
struct Hint {
    key: String,
    words: String,
    /// Whether the account probably may not do it: the words are dim and end in a question mark.
    doubtful: bool,
}

impl Hint {
    fn of(scene: Scene<'_>, binding: &Binding) -> Self {
        let key = binding.presses.first().map(ToString::to_string).unwrap_or_default();
        // A hint that names its keys itself needs no other label, and is about more than the one action.
        if let Some(words) = binding.hint.strip_prefix("1-4 ") {
            return Self { key: "1-4".to_owned(), words: words.to_owned(), doubtful: false };
        }
        let doubtful = scene.model.overlay.is_none() && hints::probably_may_not(scene.model, binding.action);
        let words = if doubtful { format!("{}?", binding.hint) } else { binding.hint.to_owned() };
        Self { key, words, doubtful }
    }

    fn width(&self) -> usize {
        text::width(&self.key) + text::width(&self.words) + 3
    }

    fn draw(&self, scene: Scene<'_>, line: &mut Line<'_>) {
        line.push_span(Span::styled(self.key.clone(), scene.theme.key()));
        line.push_span(Span::raw(" "));
        let style = if self.doubtful { scene.theme.dim() } else { scene.theme.plain() };
        line.push_span(Span::styled(self.words.clone(), style));
        line.push_span(Span::raw("  "));
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
