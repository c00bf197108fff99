//! Licenses from afar: numbers for programs, and numbers with bars for people. The bars are plain ASCII, so that they
//! can go into any ticket.

use std::{borrow::Cow, io};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{
    print,
    record::{Column, Place, Record},
    table,
};
use crate::domain::{Overview, Scope, ScopeEntry, overview::Statuses};

/// Characters of the longest bar.
const BAR: u64 = 30;

/// All that was counted.
pub(in crate::cli) struct Counts<'a> {
    /// Scopes and SKUs.
    pub(in crate::cli) overview: &'a Overview,
    /// On which days changes were made, the latest last.
    pub(in crate::cli) days: &'a [(String, u64)],
    /// Whether all scopes were counted.
    pub(in crate::cli) complete: bool,
}

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let skus = self.overview.by_sku();
        let skus: Vec<Counted<'_>> =
            skus.iter().map(|(name, count)| Counted { sku: Some(name), day: None, count: *count }).collect();
        let days = self.days.iter();
        let days: Vec<Counted<'_>> =
            days.map(|(day, count)| Counted { sku: None, day: Some(day), count: *count }).collect();
        let mut object = serializer.serialize_struct("Overview", 4)?;
        object.serialize_field("scopes", &CountedScope::all_of(self.overview))?;
        object.serialize_field("skus", &skus)?;
        object.serialize_field("changes", &days)?;
        object.serialize_field("complete", &self.complete)?;
        object.end()
    }
}

#[derive(Serialize)]
struct Counted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sku: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<&'a str>,
    count: u64,
}

/// What a scope has.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct CountedScope {
    scope: Scope,
    name: Option<String>,
    enabled: u64,
    disabled: u64,
    other: u64,
}

impl CountedScope {
    /// The scopes, those with most licenses first.
    pub(in crate::cli) fn all_of(overview: &Overview) -> Vec<Self> {
        let counted = |(entry, statuses): (&ScopeEntry, Statuses)| {
            let Statuses { enabled, disabled, other } = statuses;
            Self { scope: entry.scope, name: entry.name.clone(), enabled, disabled, other }
        };
        overview.by_scope().into_iter().map(counted).collect()
    }
}

impl Record for CountedScope {
    type Key = Scope;
    const COLUMNS: &'static [Column] = &[
        Column::new("scope", Place::Whole),
        Column::new("name", Place::Cut),
        Column::new("enabled", Place::Whole),
        Column::new("disabled", Place::Whole),
        Column::new("other", Place::Whole),
    ];

    fn key(&self) -> Scope {
        self.scope
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.scope.to_string().into(),
            self.name.as_deref().unwrap_or_default().into(),
            self.enabled.to_string().into(),
            self.disabled.to_string().into(),
            self.other.to_string().into(),
        ]
    }
}

/// Prints the numbers with a bar each: of scopes, of SKUs without the numbers that they end in, of days.
///
/// # Errors
/// When standard output does not take it.
pub(in crate::cli) fn pictures(counts: &Counts<'_>) -> io::Result<()> {
    let scopes = counts.overview.by_scope();
    let most = scopes.iter().map(|(_, statuses)| statuses.total()).max().unwrap_or_default();
    let scopes = scopes.into_iter().map(|(entry, statuses)| {
        let bar = bar(statuses.enabled, '#', most) + &bar(statuses.total() - statuses.enabled, '.', most);
        vec![
            entry.label(),
            statuses.enabled.to_string(),
            (statuses.total() - statuses.enabled).to_string(),
            bar,
        ]
    });
    let header = ["SCOPE", "ENABLED", "NOT", "# enabled, . not"];
    let mut text = table::aligned(
        &std::iter::once(header.map(str::to_owned).to_vec()).chain(scopes).collect::<Vec<_>>(),
    );
    let skus = counts.overview.by_sku();
    text.push_str(&chart("SKU", "LICENSES", skus.iter().map(|(name, count)| (*name, *count))));
    let days = counts.days.iter().rev();
    text.push_str(&chart("DAY (UTC)", "CHANGES FROM HERE", days.map(|(day, count)| (day.as_str(), *count))));
    print(text.as_bytes())
}

/// A heading, and names with their counts and bars below it.
fn chart<'a>(name: &str, what: &str, counts: impl Iterator<Item = (&'a str, u64)> + Clone) -> String {
    let most = counts.clone().map(|(_, count)| count).max().unwrap_or_default();
    let header = vec![name.to_owned(), what.to_owned(), String::new()];
    let rows = counts.map(|(name, count)| vec![name.to_owned(), count.to_string(), bar(count, '#', most)]);
    format!("\n{}", table::aligned(&std::iter::once(header).chain(rows).collect::<Vec<_>>()))
}

fn bar(count: u64, mark: char, most: u64) -> String {
    let characters = (count * BAR).div_ceil(most.max(1));
    std::iter::repeat_n(mark, usize::try_from(characters).unwrap_or_default()).collect()
}
