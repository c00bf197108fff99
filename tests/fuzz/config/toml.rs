//! What stands in a file of TOML, read apart from the code that is tested.

use std::{collections::BTreeMap, ops::Range};

use lictor::domain::NewProfile;
use toml_edit::{Document, DocumentMut, Item, TableLike, Value};

/// Keys under which a secret must not be repeated.
const SECRETS: [&str; 4] = ["password", "token", "proxy_password", "code"];

/// Keys whose value may hold one within an address.
const ADDRESSES: [&str; 2] = ["url", "proxy"];

/// Every value by its whole name.
pub(super) type Flat = BTreeMap<String, String>;

pub(super) fn is_toml(text: &str) -> bool {
    text.parse::<DocumentMut>().is_ok()
}

/// Whether the dotted keys of a table stand apart, with others in between: the library writes them together.
pub(super) fn is_scattered(text: &str) -> bool {
    let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    text.parse::<DocumentMut>().is_ok_and(|document| plain(&document.to_string()) != plain(text))
}

/// Whether `secret` stands nowhere but where nothing may be repeated.
pub(super) fn holds_secrets_only(text: &str, secret: &str) -> bool {
    let Ok(document) = Document::parse(text) else { return false };
    let Some(profiles) = document.as_table().get("profiles").and_then(Item::as_table_like) else {
        return false;
    };
    let mut within = 0;
    for settings in profiles.iter().filter_map(|(_, profile)| profile.as_table_like()) {
        for (key, item) in settings.iter() {
            let is_address = ADDRESSES.contains(&key)
                && item.as_str().is_some_and(|text| text.contains(&format!(":{secret}@")));
            if let (true, Some(span)) = (is_address || SECRETS.contains(&key), item.span()) {
                within += text[span].matches(secret).count();
            }
        }
    }
    within == text.matches(secret).count()
}

/// Where the values stand that a profile may replace.
pub(super) fn replaced(text: &str, profile: &NewProfile, changes: bool) -> Vec<Range<usize>> {
    let document = Document::parse(text).expect("TOML");
    let top = document.as_table();
    let mut items = Vec::new();
    if changes {
        let table = table(top, "profiles").and_then(|profiles| table(profiles, &profile.name));
        let table = table.expect("a profile");
        items.extend(["url", "instance", "username"].into_iter().filter_map(|key| table.get(key)));
    } else {
        items.extend(top.get("default_profile").filter(|name| name.as_str() == Some("")));
    }
    let mut spans: Vec<Range<usize>> = items.into_iter().filter_map(Item::span).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

fn table<'a>(table: &'a dyn TableLike, key: &str) -> Option<&'a dyn TableLike> {
    table.get(key)?.as_table_like()
}

/// The text but for some parts of it.
pub(super) fn without_values(text: &str, spans: &[Range<usize>]) -> String {
    let mut left = String::new();
    let mut from = 0;
    for span in spans {
        left.push_str(&text[from..span.start]);
        from = span.end;
    }
    left + &text[from..]
}

/// Every value of a text.
pub(super) fn flat(text: &str) -> Flat {
    let document: DocumentMut = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut flat = Flat::new();
    flatten(document.as_table(), "", &mut flat);
    flat
}

/// Every value of a text once a profile stands in it.
pub(super) fn with(text: &str, profile: &NewProfile) -> Flat {
    let mut flat = flat(text);
    let quoted = |text: &str| format!("text {text}");
    let prefix = format!(".profiles.{}", profile.name);
    flat.insert(format!("{prefix}.url"), quoted(&profile.url));
    flat.insert(format!("{prefix}.instance"), quoted(&profile.instance));
    if let Some(username) = &profile.username {
        flat.insert(format!("{prefix}.username"), quoted(username));
    } else if default_of(text).is_none_or(|name| name.as_str() == Some("")) {
        flat.insert(".default_profile".to_owned(), quoted(&profile.name));
    }
    flat
}

fn default_of(text: &str) -> Option<Item> {
    text.parse::<DocumentMut>().ok()?.get("default_profile").cloned()
}

fn flatten(table: &dyn TableLike, prefix: &str, flat: &mut Flat) {
    for (key, item) in table.iter() {
        let name = format!("{prefix}.{key}");
        match item {
            Item::Value(Value::String(text)) => drop(flat.insert(name, format!("text {}", text.value()))),
            Item::Value(Value::InlineTable(inner)) => flatten(inner, &name, flat),
            Item::Value(value) => drop(flat.insert(name, value.clone().decorated("", "").to_string())),
            Item::Table(inner) => flatten(inner, &name, flat),
            Item::ArrayOfTables(tables) => {
                for (number, inner) in tables.iter().enumerate() {
                    flatten(inner, &format!("{name}.{number}"), flat);
                }
            }
            Item::None => {}
        }
    }
}
