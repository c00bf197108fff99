//! One request in full.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    app::{cursor::Cursor, exchanges::Kept, keymap::Action, layout::Size},
    domain::Body,
    text,
};

/// A request that is shown in full.
#[derive(Debug)]
pub struct Detail {
    /// The request.
    pub kept: Arc<Kept>,
    /// How far it is scrolled.
    pub top: usize,
}

/// A line of it, safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What follows.
    Heading(String),
    /// A text.
    Text(String),
    /// What we say of it.
    Remark(String),
}

impl Detail {
    /// Shows a request from its beginning on.
    #[must_use]
    pub fn new(kept: Arc<Kept>) -> Self {
        Self { kept, top: 0 }
    }

    /// Scrolls; any other action only keeps to what there is.
    pub fn scroll(&mut self, action: Action, size: Size) {
        let height = size.body_rows();
        let scrollable = self.lines(usize::from(size.columns)).len().saturating_sub(height) + 1;
        let mut cursor = Cursor { position: self.top, top: self.top };
        cursor.step(action, scrollable, height.min(scrollable));
        self.top = cursor.position;
    }

    /// Everything, in lines of at most `columns` cells.
    #[must_use]
    pub fn lines(&self, columns: usize) -> Vec<Line> {
        let exchange = &self.kept.exchange;
        let mut lines = Lines { lines: Vec::new(), columns: columns.max(8) };
        lines.text(&format!("{} {}", exchange.method, exchange.url));
        let tries = exchange.retries + 1;
        lines.remark(&format!("sent {}, try {tries}, took {}", exchange.time, took(exchange.took)));
        lines.heading("Request");
        lines.headers(&exchange.request_headers);
        match &exchange.request_body {
            Some(body) => lines.body(body),
            None => lines.remark("no body"),
        }
        match &exchange.answer {
            Ok(answered) => {
                lines.heading(&format!("Answer {}", answered.status));
                lines.headers(&answered.headers);
                lines.body(&answered.body);
                if let Some(reason) = &answered.broken {
                    lines.remark(&format!("broken: {reason}"));
                }
            }
            Err(reason) => {
                lines.heading("No answer");
                lines.text(reason);
            }
        }
        lines.lines
    }
}

/// A time in the unit that fits.
#[must_use]
pub fn took(duration: std::time::Duration) -> String {
    match duration.as_millis() {
        milliseconds @ ..1000 => format!("{milliseconds} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}

struct Lines {
    lines: Vec<Line>,
    columns: usize,
}

impl Lines {
    fn heading(&mut self, words: &str) {
        self.lines.push(Line::Text(String::new()));
        self.lines.push(Line::Heading(words.to_owned()));
    }

    fn remark(&mut self, words: &str) {
        self.wrapped(words, Line::Remark);
    }

    fn text(&mut self, words: &str) {
        self.wrapped(words, Line::Text);
    }

    fn headers(&mut self, headers: &[(String, String)]) {
        for (name, value) in headers {
            self.text(&format!("{name}: {value}"));
        }
    }

    /// JSON spread over lines where it can be read; else the text as it came.
    fn body(&mut self, body: &Body) {
        if body.bytes == 0 {
            return self.remark("no body");
        }
        let pretty = serde_json::from_str::<Value>(&body.text)
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| body.text.clone());
        self.lines.push(Line::Text(String::new()));
        for line in pretty.lines() {
            self.text(line);
        }
        if body.is_cut {
            self.remark(&format!("the rest of {} bytes is not kept", body.bytes));
        }
    }

    fn wrapped(&mut self, words: &str, line: fn(String) -> Line) {
        let safe = text::safe(words);
        let mut rest = &*safe;
        loop {
            let piece = text::cut_with(rest, self.columns, "").into_owned();
            let taken = if piece.is_empty() { rest.len() } else { piece.len() };
            rest = &rest[taken..];
            self.lines.push(line(piece));
            if rest.is_empty() {
                return;
            }
        }
    }
}
