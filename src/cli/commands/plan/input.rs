//! The list that a plan is made of: CSV with a header, JSON, or JSON lines. Everything that is wrong with it is named by
//! its place.

mod table;

use serde_json::Value;

use crate::domain::{
    Field, LicenseId,
    plan::{BadRow, Wanted},
    rules,
};

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Input {
    /// The rows.
    pub(super) rows: Vec<Wanted>,
    /// What their places are called.
    pub(super) unit: &'static str,
    /// Whether the list says itself that it is not whole.
    pub(super) is_partial: bool,
    /// Where the list is the result of a comparison of two scopes: what goes to make the second like the first.
    pub(super) surplus: Option<Surplus>,
}

/// What a scope has that the other has not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Surplus {
    /// The licenses.
    pub(super) ids: Vec<LicenseId>,
    /// The scope, as the comparison says.
    pub(super) scope: Option<String>,
}

/// Reads a list.
///
/// # Errors
/// Each row that is none, or what is wrong with the whole.
pub(super) fn read(bytes: &[u8]) -> Result<Input, Vec<BadRow>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'[' | b'{') => json(bytes),
        _ => table::read(bytes),
    }
}

fn bad(place: u64, message: impl Into<String>) -> BadRow {
    BadRow { place, message: message.into() }
}

fn json(bytes: &[u8]) -> Result<Input, Vec<BadRow>> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        match value {
            Ok(value) => values.push(value),
            Err(error) => return Err(vec![bad(error.line() as u64, format!("is no JSON: {error}"))]),
        }
    }
    match <[Value; 1]>::try_from(values) {
        Ok([Value::Array(elements)]) => elements_of(&elements, "element"),
        Ok([Value::Object(mut document)]) if document.contains_key("only_a") => difference(&mut document),
        Ok([Value::Object(document)]) if document.contains_key("licenses") => {
            let elements = document["licenses"].as_array().cloned();
            let elements = elements.ok_or_else(|| vec![bad(1, "licenses is no list")])?;
            let is_partial = document.get("complete") == Some(&Value::Bool(false));
            Ok(Input { is_partial, ..elements_of(&elements, "element")? })
        }
        Ok([only]) => elements_of(&[only], "line"),
        Err(values) => elements_of(&values, "line"),
    }
}

fn elements_of(elements: &[Value], unit: &'static str) -> Result<Input, Vec<BadRow>> {
    let (mut rows, mut bads) = (Vec::new(), Vec::new());
    for (element, place) in elements.iter().zip(1..) {
        match wanted(element, place) {
            Ok(row) => rows.push(row),
            Err(message) => bads.push(bad(place, message)),
        }
    }
    if bads.is_empty() { Ok(Input { rows, unit, ..Input::default() }) } else { Err(bads) }
}

fn wanted(element: &Value, place: u64) -> Result<Wanted, String> {
    let fields = element.as_object().ok_or("is no license: it is no JSON object")?;
    let mut row = Wanted { place, ..Wanted::default() };
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("id", Value::Number(_) | Value::String(_)) => row.id = id(value)?,
            ("description", Value::Null) => row.description = Some(String::new()),
            ("sku", Value::String(text)) => row.sku = Some(text.clone()),
            ("name", Value::String(text)) => row.name = Some(text.clone()),
            ("description", Value::String(text)) => row.description = Some(text.clone()),
            ("status", Value::String(text)) => row.status = Some(text.clone()),
            // Lists across scopes say where each license is.
            ("scope", _) | ("id" | "sku" | "name" | "status", Value::Null) => {}
            ("id" | "sku" | "name" | "description" | "status", _) => {
                return Err(format!("{name} is no text"));
            }
            _ => return Err(format!("has {name:?}, which no license has")),
        }
    }
    Ok(row)
}

fn id(value: &Value) -> Result<Option<LicenseId>, String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if text.trim().is_empty() {
        return Ok(None);
    }
    rules::license_id(&text).map(Some).map_err(|fault| fault.to_string())
}

/// What makes the second of two compared scopes like the first.
fn difference(document: &mut serde_json::Map<String, Value>) -> Result<Input, Vec<BadRow>> {
    let list = |key: &str| document.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut input = elements_of(&list("only_a"), "element")?;
    for row in &mut input.rows {
        // The ids are those of the other scope.
        row.id = None;
    }
    let surplus = elements_of(&list("only_b"), "element of only_b")?;
    for (element, place) in list("different").iter().zip(1..) {
        let row = changed(element, place + input.rows.len() as u64);
        input.rows.push(row.map_err(|message| vec![bad(place, format!("of different: {message}"))])?);
    }
    let scope = document.get("b").and_then(Value::as_str).map(str::to_owned);
    let ids = surplus.rows.into_iter().filter_map(|row| row.id).collect();
    Ok(Input { surplus: Some(Surplus { ids, scope }), ..input })
}

fn changed(element: &Value, place: u64) -> Result<Wanted, String> {
    let sku = element.get("sku").and_then(Value::as_str).ok_or("has no SKU")?;
    let id = element.get("id_b").map_or(Ok(None), id)?;
    let mut row = Wanted { place, id, sku: Some(sku.to_owned()), ..Wanted::default() };
    let fields = element.get("fields").and_then(Value::as_array).ok_or("has no fields")?;
    for field in fields {
        let name = field.get("field").and_then(Value::as_str).unwrap_or_default();
        let text = field.get("a").and_then(Value::as_str).unwrap_or_default().to_owned();
        match Field::ALL.into_iter().find(|known| known.word() == name) {
            Some(Field::Name) => row.name = Some(text),
            Some(Field::Description) => row.description = Some(text),
            Some(Field::Status) => row.status = Some(text),
            Some(Field::Sku) | None => return Err(format!("differs in {name:?}, which cannot be changed")),
        }
    }
    Ok(row)
}

#[cfg(test)]
mod tests;
