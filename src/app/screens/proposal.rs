//! Changes on their way out.

use crate::domain::Write;

/// Changes that the operator wants, before they are sent. First the question is asked, where there is one; then the
/// reason, where the profile demands one; then the screen in front sends them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The changes, in the order in which they are sent.
    pub writes: Vec<Write>,
    /// What is asked first: a title, and what has to be known for the answer.
    pub question: Option<(String, Vec<String>)>,
}

impl Proposal {
    /// Changes that need no question.
    #[must_use]
    pub fn unasked(writes: Vec<Write>) -> Self {
        Self { writes, question: None }
    }
}
