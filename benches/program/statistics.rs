//! Middle and bad cases of a few figures.

/// Figures, in order.
pub(crate) struct Sorted(Vec<f64>);

impl Sorted {
    pub(crate) fn new(figures: impl IntoIterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        Self(figures)
    }

    pub(crate) fn median(&self) -> f64 {
        self.share(50)
    }

    /// What all but five of a hundred stay below.
    pub(crate) fn bad(&self) -> f64 {
        self.share(95)
    }

    fn share(&self, percent: usize) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last * percent).div_ceil(100)).copied().unwrap_or(f64::NAN)
    }
}

/// The mean of whole numbers.
pub(crate) fn mean(numbers: &[usize]) -> usize {
    numbers.iter().sum::<usize>() / numbers.len().max(1)
}

/// How often `floor` goes into `figure`.
pub(crate) fn ratio(figure: f64, floor: f64) -> String {
    format!("{:.2} ×", figure / floor)
}
