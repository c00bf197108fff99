//! Things that are counted.

/// `number` of what is called `one`, and with an s where there are more or none: `1 change`, `2 changes`.
#[must_use]
pub fn count(number: u64, one: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {one}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!([0, 1, 2].map(|number| count(number, "change")), ["0 changes", "1 change", "2 changes"]);
    }
}
