//! Filtering and sorting as something to be done elsewhere, by whoever has the time. Uses views.

use std::sync::atomic::AtomicBool;

use super::{Order, Rows, View};

/// A filter and an order that a view of many rows is to get, with all it takes to get there.
///
/// It works on a snapshot. Rows that came, were changed or went meanwhile are brought in by [`View::extend`] when the
/// result is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// The rows.
    pub rows: Rows,
    /// The view to start from: what it found and put in order already is made use of.
    pub view: View,
    /// The filter.
    pub filter: String,
    /// The order.
    pub order: Option<Order>,
}

impl Arrangement {
    /// The view as it was wanted; none when it was told to `stop`, which it asks every few thousand rows.
    #[must_use]
    pub fn carry_out(mut self, stop: &AtomicBool) -> Option<View> {
        self.view.arrange(&self.rows, &self.filter, self.order, stop)?;
        Some(self.view)
    }
}

#[cfg(test)]
mod tests;
