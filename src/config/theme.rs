//! The file of a theme: `base`, and the look of each role that differs from it.

use std::{fs, path::Path};

use toml_edit::{Document, Item, TableLike};

use super::finding::{Finding, Position, Severity};

/// A theme as it stands in a file. What the words mean is for others to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeFile {
    /// The theme that it begins with.
    pub base: Option<ThemeLine>,
    /// How roles look.
    pub looks: Vec<ThemeLine>,
    /// What is wrong with the file as such.
    pub findings: Vec<Finding>,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLine {
    /// The role, or `base`.
    pub key: String,
    /// What is said of it.
    pub words: String,
    /// Where that is said.
    pub position: Position,
}

impl ThemeFile {
    /// Reads a file.
    ///
    /// # Errors
    /// What the system says. What is wrong inside of it is for its findings.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        fs::read_to_string(path).map(|text| Self::parse(&text))
    }

    /// Reads the text of a file.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut file = Self::default();
        match Document::parse(text) {
            Ok(document) => file.take(text, document.as_table()),
            Err(error) => {
                let position = Position::of(text, error.span().map_or(0, |span| span.start));
                let words = error.message().replace('\n', "; ");
                file.find(position, format!("this is not TOML: {words}"));
            }
        }
        file
    }

    fn take(&mut self, text: &str, table: &dyn TableLike) {
        for (key, item) in table.iter() {
            let span = table.get_key_value(key).and_then(|(name, _)| name.span());
            let position = Position::of(text, span.map_or(0, |span| span.start));
            let Some(words) = Item::as_str(item) else {
                self.find(
                    position,
                    format!("{key}: must be words in quotation marks, such as \"bold cyan\""),
                );
                continue;
            };
            let line = ThemeLine { key: key.to_owned(), words: words.to_owned(), position };
            if key == "base" { self.base = Some(line) } else { self.looks.push(line) }
        }
    }

    fn find(&mut self, position: Position, message: String) {
        self.findings.push(Finding { severity: Severity::Error, position, profile: None, message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_where_it_begins_and_what_differs() {
        let file = ThemeFile::parse("# mine\nbase = \"dark\"\ncursor = \"black on yellow\"\n");
        assert_eq!(file.base.map(|line| (line.words, line.position.line)), Some(("dark".to_owned(), 2)));
        assert_eq!(file.looks[0].key, "cursor");
        assert_eq!((file.looks[0].position, file.findings), (Position { line: 3, column: 1 }, Vec::new()));
    }

    #[test]
    fn what_is_no_text_and_what_is_no_toml_is_found() {
        let finding = |text| ThemeFile::parse(text).findings.remove(0).to_string();
        assert!(finding("text = 3").starts_with("1:1: error: text: must be words"));
        assert!(finding("text = \"red\"\nkey").starts_with("2:"));
    }
}
