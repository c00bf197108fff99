//! What the operator has chosen in the console for how it looks: the theme; the columns and the order of each kind
//! of scope.
//!
//! A convenience: a file that cannot be read or written costs nothing but the memory of it.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{ScopeKind, catalog::Order},
    files,
};

/// What was chosen, and where that is remembered.
#[derive(Debug, Default)]
pub struct Habits {
    file: Option<PathBuf>,
    stored: Stored,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    theme: Option<String>,
    columns: BTreeMap<String, String>,
    orders: BTreeMap<String, String>,
}

impl Habits {
    /// Habits that last no longer than the program runs.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// The habits that a file remembers; none where there is no such file, or not one of ours.
    #[must_use]
    pub fn in_file(file: PathBuf) -> Self {
        let stored = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { file: Some(file), stored: stored.unwrap_or_default() }
    }

    /// The file in the state directory of the user (XDG Base Directory Specification); none without a home.
    #[must_use]
    pub fn default_file() -> Option<PathBuf> {
        Some(files::state_directory()?.join("habits.json"))
    }

    /// The theme.
    #[must_use]
    pub fn theme(&self) -> Option<&str> {
        self.stored.theme.as_deref()
    }

    /// The columns of each kind of scope, as they were typed.
    pub fn columns(&self) -> impl Iterator<Item = (ScopeKind, &str)> {
        self.stored.columns.iter().filter_map(|(word, columns)| Some((kind(word)?, columns.as_str())))
    }

    /// The order of each kind of scope.
    pub fn orders(&self) -> impl Iterator<Item = (ScopeKind, Order)> {
        self.stored.orders.iter().filter_map(|(word, order)| Some((kind(word)?, Order::from_words(order)?)))
    }

    /// Remembers a theme.
    pub fn keep_theme(&mut self, name: &str) {
        self.change(|stored| stored.theme = Some(name.to_owned()));
    }

    /// Remembers the columns of a kind of scope, or that they are as is usual.
    pub fn keep_columns(&mut self, kind: ScopeKind, columns: Option<String>) {
        self.change(|stored| {
            match columns {
                Some(columns) => stored.columns.insert(kind.word().to_owned(), columns),
                None => stored.columns.remove(kind.word()),
            };
        });
    }

    /// Remembers the order of a kind of scope, or that it is as the server has it.
    pub fn keep_order(&mut self, kind: ScopeKind, order: Option<Order>) {
        self.change(|stored| {
            match order {
                Some(order) => stored.orders.insert(kind.word().to_owned(), order.words()),
                None => stored.orders.remove(kind.word()),
            };
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut Stored)) {
        let Some(file) = &self.file else {
            return change(&mut self.stored);
        };
        // Another console may have changed it since.
        let mut stored = Self::in_file(file.clone()).stored;
        change(&mut stored);
        let written = serde_json::to_vec_pretty(&stored).map_err(Into::into);
        if let Err(error) = written.and_then(|bytes| files::replace(file, &bytes)) {
            tracing::warn!(file = %file.display(), %error, "what was chosen is not remembered");
        }
        self.stored = stored;
    }
}

fn kind(word: &str) -> Option<ScopeKind> {
    ScopeKind::ALL.into_iter().find(|kind| kind.word() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_there_in_the_next_run_and_two_consoles_keep_both() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("state/habits.json");
        let (mut one, mut other) = (Habits::in_file(file.clone()), Habits::in_file(file.clone()));
        one.keep_theme("light");
        other.keep_columns(ScopeKind::Groups, Some("sku name".to_owned()));
        let next = Habits::in_file(file.clone());
        assert_eq!(next.theme(), Some("light"));
        assert_eq!(next.columns().collect::<Vec<_>>(), [(ScopeKind::Groups, "sku name")]);
        other.keep_columns(ScopeKind::Groups, None);
        assert_eq!(Habits::in_file(file.clone()).columns().count(), 0);
        let order = Order::from_words("-sku").expect("an order");
        one.keep_order(ScopeKind::Tenants, Some(order));
        let next = Habits::in_file(file);
        assert_eq!(next.orders().collect::<Vec<_>>(), [(ScopeKind::Tenants, order)]);
    }

    #[test]
    fn a_file_that_is_not_ours_is_none() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("habits.json");
        fs::write(&file, "[1]").expect("a file");
        assert_eq!(Habits::in_file(file).theme(), None);
    }
}
