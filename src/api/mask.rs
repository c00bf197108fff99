//! What a server says, without what it was sent in confidence: some repeat it in what they say.

use crate::domain::Secret;

/// From so many characters on a secret is looked for within words too; a shorter one may be a part of many words.
const LONG_ENOUGH: usize = 6;

/// What stands in place of a secret.
pub(super) const MASK: &str = "…";

/// `text` without the secrets, as they are or as JSON writes them.
pub(super) fn mask(text: &str, secrets: &[Secret]) -> String {
    let mut masked = text.to_owned();
    for secret in secrets {
        let secret = secret.expose();
        let escaped = serde_json::to_string(secret).unwrap_or_default();
        let escaped = escaped.trim_start_matches('"').trim_end_matches('"');
        for form in [secret, escaped] {
            if form.chars().count() >= LONG_ENOUGH {
                masked = masked.replace(form, MASK);
            } else if !form.is_empty() {
                masked = without_word(&masked, form);
            }
        }
    }
    masked
}

/// `text` without `word` where it stands on its own.
fn without_word(text: &str, word: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(word) {
        let (before, found) = rest.split_at(start);
        let after = &found[word.len()..];
        let ends = |end: Option<char>| end.is_none_or(|end| !end.is_alphanumeric());
        let alone = ends(masked.chars().chain(before.chars()).next_back()) && ends(after.chars().next());
        masked.push_str(before);
        masked.push_str(if alone { MASK } else { word });
        rest = after;
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests;
