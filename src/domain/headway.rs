//! Whether a listing gets on: a server that sends page after page and nothing with them is not followed for ever.

use super::problem::Problem;

/// How many pages in a row may bring nothing new.
const MOST_IN_VAIN: u32 = 1_000;

/// How many pages a listing may have: a million licenses, ten at a time, twice over.
const MOST_PAGES: u32 = 200_000;

/// How a listing gets on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headway {
    pages: u32,
    in_vain: u32,
}

impl Headway {
    /// Takes notice of a page that is not the last, and of whether it brought something new.
    ///
    /// # Errors
    /// [`Problem::Endless`] when it is time to stop.
    pub fn page(&mut self, brought_news: bool) -> Result<(), Problem> {
        self.pages += 1;
        self.in_vain = if brought_news { 0 } else { self.in_vain + 1 };
        let reason = if self.in_vain >= MOST_IN_VAIN {
            format!("{MOST_IN_VAIN} pages in a row brought nothing new")
        } else if self.pages >= MOST_PAGES {
            format!("there is no end after {MOST_PAGES} pages")
        } else {
            return Ok(());
        };
        Err(Problem::Endless { reason })
    }
}

#[cfg(test)]
mod tests;
