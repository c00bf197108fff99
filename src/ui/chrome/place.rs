//! The first line: label · scope · how much is read. Where one is, and that it is production or read-only, is always
//! seen; how much is read, and the label, are cut short first.

use std::borrow::Cow;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{
        Model,
        screens::{Screen, licenses::Licenses, scopes::Scopes},
    },
    domain::{Scope, ScopeEntry},
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells that a scope should have at the least, before other things give way to it.
const ROOM_FOR_SCOPE: usize = 16;

/// Cells to which a label is cut for the scope's sake, and to which at the worst.
const SHORT_LABEL: usize = 12;
const SHORTEST_LABEL: usize = 8;

/// Fewer cells of a server's address tell nothing.
const LEAST_OF_SERVER: usize = 8;

const READ_ONLY: &str = " · read-only";

const BETWEEN: &str = " · ";

/// Draws the line.
pub(in crate::ui) fn place(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let model = scene.model;
    let production = model.shared.is_production();
    let read_only = model.shared.place.as_ref().is_some_and(|place| place.read_only);
    let marks = if read_only { text::width(READ_ONLY) } else { 0 };
    let subject = Subject::of(model);
    let shares = subject.share_out(&Labels::of(model), usize::from(area.width).saturating_sub(marks));
    let mut line = Line::from(vec![
        Span::styled(shares.label, scene.theme.label(production)),
        Span::raw(" "),
        Span::styled(shares.subject.clone(), scene.theme.heading()),
    ]);
    if !shares.extent.is_empty() {
        let between = if shares.subject.is_empty() { "" } else { BETWEEN };
        line.push_span(Span::raw(format!("{between}{}", shares.extent)));
    }
    if read_only {
        line.push_span(Span::styled(READ_ONLY, scene.theme.changed()));
    }
    widgets::line(&line, frame.buffer_mut(), area);
}

/// The label of the place, at whatever length.
struct Labels {
    label: String,
    production: bool,
}

impl Labels {
    fn of(model: &Model) -> Self {
        let label = model.shared.place.as_ref().map_or("lictor", |place| place.label.as_str());
        Self { label: text::safe(label).into_owned(), production: model.shared.is_production() }
    }

    /// However long a label is, there is room for the warning.
    fn of_width(&self, cells: usize) -> String {
        let label = text::cut(&self.label, cells.max(SHORTEST_LABEL));
        if self.production { format!(" {label} PRODUCTION ") } else { format!(" {label} ") }
    }
}

/// What the line is about.
enum Subject<'a> {
    /// The licenses of a scope.
    Scope(&'a ScopeEntry, [String; 2]),
    /// The server, and how much of a list is read.
    Server(String, [String; 2]),
    /// Nothing that is connected yet.
    Nothing,
}

/// What of the line is shown, and in which words.
struct Shares {
    label: String,
    subject: String,
    extent: String,
}

impl<'a> Subject<'a> {
    fn of(model: &'a Model) -> Self {
        match model.front() {
            // A log-in is about the place, whatever stands behind it; a new connection is about another place.
            // So is what is found or counted in all scopes.
            Some(Screen::LogIn(_) | Screen::Find(_) | Screen::Overview(_)) => {
                Self::Server(place_words(model), Default::default())
            }
            Some(Screen::Connect(_)) if model.shared.place.is_some() => Self::Nothing,
            Some(Screen::Scopes(scopes)) => Self::Server(place_words(model), scopes_extent(scopes)),
            // A license that was found elsewhere is not one of the table behind.
            Some(Screen::License(detail)) if is_elsewhere(model, detail.scope) => {
                Self::elsewhere(detail.scope)
            }
            // Nor are changes of another scope changes of the table behind.
            Some(Screen::Bulk(bulk)) if is_elsewhere(model, bulk.scope) => Self::elsewhere(bulk.scope),
            Some(Screen::Planned(planned)) if is_elsewhere(model, planned.plan.scope) => {
                Self::elsewhere(planned.plan.scope)
            }
            _ => match model.screens.iter().rev().find_map(licenses_of) {
                Some(licenses) => {
                    Self::Scope(&licenses.entry, [licenses.listing.extent(), licenses.listing.short_extent()])
                }
                None => Self::Server(place_words(model), Default::default()),
            },
        }
    }

    fn elsewhere(scope: Scope) -> Self {
        Self::Server(scope.to_string(), Default::default())
    }

    /// Gives each part the cells that it gets. For the scope's sake first the extent gets shorter, then the label, and
    /// where that is still not enough, the extent goes.
    fn share_out(&self, labels: &Labels, columns: usize) -> Shares {
        let half = (columns / 2).max(8);
        let (least, extents) = match self {
            Self::Scope(entry, extents) => (text::width(&least_words(entry)).min(ROOM_FOR_SCOPE), extents),
            Self::Server(_, extents) => (0, extents),
            Self::Nothing => {
                let (subject, extent) = (String::new(), String::new());
                return Shares { label: labels.of_width(half), subject, extent };
            }
        };
        let [full, short] = extents;
        let tries = [
            (half, full.as_str()),
            (half, short),
            (SHORT_LABEL, short),
            (SHORTEST_LABEL, short),
            (SHORTEST_LABEL, ""),
        ];
        let share = |(cells, extent): (usize, &str)| {
            let label = labels.of_width(cells.min(half));
            let room = columns.checked_sub(text::width(&label) + 1 + text::width(extent));
            (label, extent.to_owned(), room)
        };
        let between = |extent: &str| if extent.is_empty() { 0 } else { text::width(BETWEEN) };
        let least = |extent: &str| if least == 0 { 0 } else { least + between(extent) };
        let fitting = tries
            .into_iter()
            .map(share)
            .find(|(_, extent, room)| room.is_some_and(|room| room >= least(extent)));
        let (label, extent, room) = fitting.unwrap_or_else(|| share((SHORTEST_LABEL, "")));
        let room = room.unwrap_or_default().saturating_sub(between(&extent));
        let subject = match self {
            Self::Scope(entry, _) => scope_words(entry, room),
            Self::Server(words, _) if room >= LEAST_OF_SERVER => text::cut(words, room).into_owned(),
            Self::Server(..) | Self::Nothing => String::new(),
        };
        Shares { label, subject, extent }
    }
}

/// Whether the licenses in front are not those of this scope.
fn is_elsewhere(model: &Model, scope: Scope) -> bool {
    model.screens.iter().rev().find_map(licenses_of).is_none_or(|licenses| licenses.scope() != scope)
}

fn licenses_of(screen: &Screen) -> Option<&Licenses> {
    match screen {
        Screen::Licenses(licenses) => Some(licenses),
        _ => None,
    }
}

fn name_of(entry: &ScopeEntry) -> Option<Cow<'_, str>> {
    entry.name.as_deref().filter(|name| !name.trim().is_empty()).map(text::safe)
}

/// The shortest words that say which scope it is: its name, or the start of it without one.
fn least_words(entry: &ScopeEntry) -> String {
    name_of(entry).map_or_else(|| entry.scope.short(), Cow::into_owned)
}

/// The scope in as many words as there is room for: its name with the whole UUID, with the start of it, or alone.
fn scope_words(entry: &ScopeEntry, room: usize) -> String {
    let (whole, short, least) = (entry.scope.to_string(), entry.scope.short(), least_words(entry));
    let forms = match name_of(entry) {
        Some(name) => vec![format!("{name} {whole}"), format!("{name} {short}")],
        None => vec![whole],
    };
    let fitting = forms.into_iter().find(|words| text::width(words) <= room);
    fitting.unwrap_or_else(|| text::cut(&least, room).into_owned())
}

fn place_words(model: &Model) -> String {
    let place = model.shared.place.as_ref();
    let words = place
        .map_or_else(|| "not connected".to_owned(), |place| format!("{} {}", place.origin, place.instance));
    text::safe(&words).into_owned()
}

/// How much of the scopes is read: in full, and in short.
fn scopes_extent(scopes: &Scopes) -> [String; 2] {
    match scopes.list() {
        // How much was found stands in the title.
        _ if scopes.search.is_some() => Default::default(),
        Some(list) if list.is_complete() => {
            let (count, kind) = (list.entries.len(), scopes.kind);
            [format!("{count} {kind}, complete"), format!("{count} {kind}")]
        }
        Some(list) if !list.entries.is_empty() => {
            let (count, kind) = (list.entries.len(), scopes.kind);
            [format!("{count} {kind} read, more on the server"), format!("{count}+ {kind}")]
        }
        _ => Default::default(),
    }
}
