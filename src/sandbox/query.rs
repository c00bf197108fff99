//! What the query string says: pages and their tokens, and the few words of the scope lists.

#[cfg(test)]
mod tests;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::refusal::Refusal;

/// Records on a page when the request does not say (section 1.1 of the API).
const DEFAULT_PAGE_SIZE: i64 = 10;

/// The most records on a page; larger wishes are served this many.
const MOST_PAGE_SIZE: i64 = 1000;

/// The parameters of a request, decoded. Of a repeated parameter the first counts; unknown ones are ignored.
#[derive(Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn parse(raw: &str) -> Self {
        Self(url::form_urlencoded::parse(raw.as_bytes()).into_owned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The page that is asked for. A token says everything; `page_size` beside it is checked, then ignored.
    pub(super) fn page(&self) -> Result<Page, Refusal> {
        let size = match self.get("page_size") {
            None => DEFAULT_PAGE_SIZE,
            Some(text) => parse_page_size(text)?,
        };
        match self.get("next") {
            None => Ok(Page { size, number: 1 }),
            Some(token) => Page::from_token(token).ok_or_else(|| {
                Refusal::rejected(
                    "next",
                    "is no token of this API; send the one of the previous answer, URL-encoded",
                )
            }),
        }
    }
}

fn parse_page_size(text: &str) -> Result<i64, Refusal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::rejected("page_size", format!("must be an integer, not {text:?}")));
    }
    // Digits that do not fit are a very large number, served as the largest page.
    match text.parse::<i64>() {
        Ok(size) if size < 1 => Err(Refusal::rejected("page_size", "must be at least 1")),
        Err(_) if text.starts_with('-') => Err(Refusal::rejected("page_size", "must be at least 1")),
        Ok(size) => Ok(size.min(MOST_PAGE_SIZE)),
        Err(_) => Ok(MOST_PAGE_SIZE),
    }
}

/// One page of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// The most records on it, 1 to 1000.
    pub(super) size: i64,
    /// Which one, from 1.
    pub(super) number: i64,
}

impl Page {
    /// The token that asks for this page: base64 of `page_size=…&page=…`, as in the example of the API.
    pub(super) fn token(self) -> String {
        STANDARD.encode(format!("page_size={}&page={}", self.size, self.number))
    }

    fn from_token(token: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(token).ok()?).ok()?;
        let (size, number) = text.strip_prefix("page_size=")?.split_once("&page=")?;
        let page = Self { size: size.parse().ok()?, number: number.parse().ok()? };
        let exact = (1..=MOST_PAGE_SIZE).contains(&page.size) && page.number >= 1 && page.token() == token;
        exact.then_some(page)
    }

    /// How many records come before this page.
    pub(super) const fn records_before(self) -> i64 {
        (self.number - 1).saturating_mul(self.size)
    }

    /// How many pages of this size hold so many records.
    pub(super) const fn pages_of(self, records: i64) -> i64 {
        (records + self.size - 1) / self.size
    }

    /// The page after this one, if so many records reach it.
    pub(super) const fn after(self, records: i64) -> Option<Self> {
        if self.number < self.pages_of(records) {
            Some(Self { size: self.size, number: self.number + 1 })
        } else {
            None
        }
    }
}
