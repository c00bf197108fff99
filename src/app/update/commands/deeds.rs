//! What the commands do. An answer or a fault leaves the command line open.

use super::{fault, table::COLUMNS};
use crate::{
    app::{
        columns,
        effect::Effect,
        model::Model,
        screens::{
            Screen, Step, command::Remark, compared::Compared, connect::Connect, find::Find,
            history::History, log_in::Reason, themes::ThemeChoice,
        },
        update::{connection, session, take_step_in_front},
    },
    domain::{Call, catalog::Column, rules},
};

pub(super) fn profile(model: &mut Model, name: &str) -> Result<(), Remark> {
    let names = &model.shared.profiles;
    if names.is_empty() {
        return fault("there are no profiles yet; :connect makes one");
    }
    if name.is_empty() {
        let here = model.shared.place.as_ref().and_then(|place| place.profile.as_ref());
        let listed =
            names.iter().map(|name| if here == Some(name) { format!("{name} (here)") } else { name.clone() });
        return Err(Remark::Answer(format!("profiles: {}", listed.collect::<Vec<_>>().join(", "))));
    }
    knows_profile(model, name)?;
    if let Some(step) = connection::switch(model, name) {
        take_step_in_front(model, step);
    }
    Ok(())
}

pub(super) fn knows_profile(model: &Model, name: &str) -> Result<(), Remark> {
    let names = &model.shared.profiles;
    if names.iter().any(|known| known == name) {
        return Ok(());
    }
    fault(format!("there is no profile {name:?}; there are: {}", names.join(", ")))
}

/// A new profile, or the change of one that is there.
pub(super) fn connect(model: &mut Model, name: &str) -> Result<(), Remark> {
    if name.is_empty() {
        model.screens.push(Connect::default().into());
        return Ok(());
    }
    knows_profile(model, name)?;
    model.shared.effect(Effect::ReadProfile(name.to_owned()));
    Ok(())
}

pub(super) fn needs_place(model: &Model) -> Result<(), Remark> {
    if model.shared.place.is_some() { Ok(()) } else { fault("not connected yet") }
}

pub(super) fn scope(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let scope = rules::scope(text).map_err(|fault| Remark::Fault(fault.message))?;
    take_step_in_front(model, Step::ToScopes);
    if let Some(Screen::Scopes(scopes)) = model.screens.first_mut() {
        scopes.note_moved();
    }
    connection::open_scope(model, scope);
    Ok(())
}

pub(super) fn scopes(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_place(model)?;
    take_step_in_front(model, Step::ToScopes);
    Ok(())
}

pub(super) fn find(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    if text.is_empty() {
        return fault("what is to be found follows, such as :find FAX");
    }
    let screen = Find::open(text, &mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

/// Writes what the table in front has marked or shows.
pub(super) fn export(model: &mut Model, file: &str) -> Result<(), Remark> {
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("there is no table of licenses in front");
    };
    if file.is_empty() {
        return fault("the name of a file follows, such as :export licenses.csv");
    }
    let export = licenses.to_export(file.to_owned());
    if export.count() == 0 {
        return fault("there is nothing to export");
    }
    model.shared.export(export);
    Ok(())
}

pub(super) fn plan(model: &mut Model, file: &str) -> Result<(), Remark> {
    needs_place(model)?;
    if file.is_empty() {
        return fault("the name of a plan follows, such as :plan licenses.csv.plan.json");
    }
    model.shared.read_plan(file.to_owned());
    Ok(())
}

pub(super) fn compare(model: &mut Model, text: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("there is no table of licenses in front to be compared");
    };
    let (here, there) = (licenses.entry.clone(), rules::scope(text));
    let there = there.map_err(|fault| Remark::Fault(fault.message))?;
    if here.scope == there {
        return fault("that is this scope");
    }
    let screen = Compared::open(here, there, &mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

pub(super) fn history(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_place(model)?;
    let screen = History::open(&mut model.shared);
    model.screens.push(screen.into());
    Ok(())
}

/// Sorts the table in front. The column that orders it already turns the order round.
pub(super) fn sort(model: &mut Model, word: &str) -> Result<(), Remark> {
    let column = Column::ALL.into_iter().find(|column| column.title().eq_ignore_ascii_case(word));
    let Some(Screen::Licenses(licenses)) = model.screens.last_mut() else {
        return fault("there is no table of licenses in front");
    };
    if column.is_none() && word != "none" {
        return fault(format!("the columns are: {}", COLUMNS.join(", ")));
    }
    licenses.sort_by(column, &mut model.shared);
    Ok(())
}

pub(super) fn theme(model: &mut Model, name: &str) -> Result<(), Remark> {
    if name.is_empty() {
        if !matches!(model.front(), Some(Screen::Themes(_))) {
            model.screens.push(ThemeChoice::open(&model.shared).into());
        }
        return Ok(());
    }
    let names = &model.shared.themes.names;
    if !names.iter().any(|known| known == name) {
        return fault(format!("there is no theme {name:?}; there are: {}", names.join(", ")));
    }
    model.shared.keep_theme(name.to_owned());
    Ok(())
}

/// Says which columns there are, or has others.
pub(super) fn columns(model: &mut Model, text: &str) -> Result<(), Remark> {
    let Some(Screen::Licenses(licenses)) = model.screens.last() else {
        return fault("only a table of licenses has columns");
    };
    let kind = licenses.scope().kind;
    if text.is_empty() {
        let now = model.shared.columns.get(&kind).cloned().unwrap_or_default();
        return Err(Remark::Answer(format!("{kind}: {now} · {}", columns::EXAMPLE)));
    }
    let columns = if text == columns::USUAL { None } else { Some(text.parse().map_err(Remark::Fault)?) };
    model.shared.set_columns(kind, columns);
    Ok(())
}

pub(super) fn needs_log_in(model: &Model) -> Result<(), Remark> {
    needs_place(model)?;
    if model.shared.logs_in() { Ok(()) } else { fault("nobody logs in here: a machine's token is used") }
}

pub(super) fn log_in(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_log_in(model)?;
    session::open(model, Reason::Wanted);
    Ok(())
}

pub(super) fn log_out(model: &mut Model, _: &str) -> Result<(), Remark> {
    needs_log_in(model)?;
    model.shared.call(Call::LogOut);
    Ok(())
}
