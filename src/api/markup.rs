//! What a web page says where JSON was expected: its title, never its markup.

/// Whether a body is a web page, by its declared type or by how it starts.
pub(super) fn is_page(content_type: Option<&str>, body: &str) -> bool {
    matches!(content_type, Some("text/html" | "application/xhtml+xml")) || body.trim_start().starts_with('<')
}

/// The title of a page, decoded and on one line.
pub(super) fn title(page: &str) -> Option<String> {
    let start = find_ignoring_case(page, "<title")?;
    let tag = &page[start..];
    let inner = &tag[tag.find('>')? + 1..];
    let end = find_ignoring_case(inner, "</title").unwrap_or(inner.len());
    let title = fold(&decoded(&inner[..end]));
    (!title.is_empty()).then_some(title)
}

/// All white space within a text becomes single spaces.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn find_ignoring_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|window| window.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// Puts the characters in for the entities that titles use; others stay as they are.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let known = end.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (character, length) = known.unwrap_or(('&', 1));
        decoded.push(character);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    decoded
}

pub(super) fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests;
