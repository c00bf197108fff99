//! The scopes: finding one by its address, and the four lists (section 4 of the API).

use std::cmp::Ordering;

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use uuid::Uuid;

use super::operation::Kind;
use super::query::{Page, Query};
use super::refusal::Refusal;

/// A scope in a list. `parent` is more than clients are promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Listed {
    pub(super) uuid: String,
    pub(super) name: String,
    pub(super) parent: Option<String>,
}

/// The group whose licenses the scope lists, by its number in the database.
pub(super) fn group_of(connection: &Connection, kind: Kind, uuid: Uuid) -> Result<i64, Refusal> {
    connection
        .prepare_cached("SELECT group_number FROM scope WHERE uuid = ? AND kind = ?")?
        .query_row(params![uuid.to_string(), kind.word()], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Refusal::no_such(kind.singular(), uuid))
}

/// Reads a UUID in its usual form of 36 characters.
pub(super) fn uuid(field: &'static str, text: &str) -> Result<Uuid, Refusal> {
    match Uuid::try_parse(text) {
        Ok(uuid) if text.len() == 36 => Ok(uuid),
        _ => Err(Refusal::rejected(field, format!("must be a UUID, not {text:?}"))),
    }
}

/// What narrows and orders a list of scopes.
#[derive(Debug)]
pub(super) struct Wish {
    page: Page,
    parent: Option<Uuid>,
    search: String,
    sort: Option<Column>,
    descending: bool,
}

#[derive(Debug, Clone, Copy)]
enum Column {
    Name,
    Uuid,
}

impl Wish {
    pub(super) fn parse(kind: Kind, query: &Query) -> Result<Self, Refusal> {
        let sort = match query.get("sort") {
            None => None,
            Some("name") => Some(Column::Name),
            Some("uuid") => Some(Column::Uuid),
            Some(other) => {
                return Err(Refusal::rejected("sort", format!("must be name or uuid, not {other:?}")));
            }
        };
        let descending = match query.get("dir") {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(other) => {
                return Err(Refusal::rejected("dir", format!("must be asc or desc, not {other:?}")));
            }
        };
        Ok(Self {
            page: query.page()?,
            parent: parent(kind, query)?,
            search: query.get("search").unwrap_or_default().to_lowercase(),
            sort,
            descending,
        })
    }

    pub(super) const fn page(&self) -> Page {
        self.page
    }

    fn finds(&self, scope: &Listed) -> bool {
        scope.name.to_lowercase().contains(&self.search) || scope.uuid.contains(&self.search)
    }

    fn order(&self, left: &Listed, right: &Listed) -> Ordering {
        let order = match self.sort {
            None => Ordering::Equal,
            Some(Column::Name) => left.name.to_lowercase().cmp(&right.name.to_lowercase()),
            Some(Column::Uuid) => left.uuid.cmp(&right.uuid),
        };
        if self.descending { order.reverse() } else { order }
    }
}

/// The account is a system administrator, who must name the parent of anything but groups.
fn parent(kind: Kind, query: &Query) -> Result<Option<Uuid>, Refusal> {
    match (kind, query.get("parent")) {
        (Kind::Groups, None) => Ok(None),
        (Kind::Groups, Some(_)) => Err(Refusal::rejected("parent", "groups have no parent")),
        (_, Some(text)) => uuid("parent", text).map(Some),
        (_, None) => Err(Refusal::rejected(
            "parent",
            format!("is required to list {}: the UUID of a {}", kind.word(), parents_of(kind)),
        )),
    }
}

/// Who may be named as the parent of a kind.
const fn parents_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Groups => "nothing",
        Kind::Distributors => "group",
        Kind::Resellers => "group or distributor",
        Kind::Tenants => "group, distributor or reseller",
    }
}

/// One page of what the wish finds, at whatever depth under its parent, and how many there are in all.
pub(super) fn list(connection: &Connection, kind: Kind, wish: &Wish) -> Result<(i64, Vec<Listed>), Refusal> {
    if let Some(parent) = wish.parent {
        check_parent(connection, kind, parent)?;
    }
    let mut found = below(connection, kind, wish.parent)?;
    found.retain(|scope| wish.finds(scope));
    if found.is_empty() {
        return Err(Refusal::NotFound(format!("no {} found", kind.word())));
    }
    found.sort_by(|left, right| wish.order(left, right));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let skip = usize::try_from(wish.page.records_before()).unwrap_or(usize::MAX);
    let take = usize::try_from(wish.page.size).unwrap_or(usize::MAX);
    Ok((total, found.into_iter().skip(skip).take(take).collect()))
}

fn check_parent(connection: &Connection, kind: Kind, parent: Uuid) -> Result<(), Refusal> {
    let word: Option<String> = connection
        .prepare_cached("SELECT kind FROM scope WHERE uuid = ?")?
        .query_row([parent.to_string()], |row| row.get(0))
        .optional()?;
    let Some(found) = Kind::ALL.into_iter().find(|candidate| Some(candidate.word()) == word.as_deref())
    else {
        return Err(Refusal::no_such("parent", parent));
    };
    if found < kind {
        return Ok(());
    }
    let (found, wanted) = (found.singular(), parents_of(kind));
    Err(Refusal::rejected("parent", format!("is a {found}; to list {} name a {wanted}", kind.word())))
}

/// The scopes of a kind, all or those under a parent, in the order they were made.
fn below(connection: &Connection, kind: Kind, parent: Option<Uuid>) -> rusqlite::Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE under (number) AS (
             SELECT number FROM scope WHERE CASE WHEN ?1 IS NULL THEN parent IS NULL ELSE uuid = ?1 END
             UNION ALL SELECT scope.number FROM scope JOIN under ON scope.parent = under.number
         )
         SELECT scope.uuid, scope.name, above.uuid
         FROM under JOIN scope USING (number) LEFT JOIN scope AS above ON above.number = scope.parent
         WHERE scope.kind = ?2 ORDER BY scope.number",
    )?;
    statement
        .query_map(params![parent.map(|uuid| uuid.to_string()), kind.word()], |row| {
            Ok(Listed { uuid: row.get(0)?, name: row.get(1)?, parent: row.get(2)? })
        })?
        .collect()
}
