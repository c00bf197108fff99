//! Which columns a table of licenses has, in which order, and how wide: `sku name:30 status`.

use std::{fmt, str::FromStr};

use crate::domain::catalog::Column;

/// What is typed to have the usual columns again.
pub const USUAL: &str = "usual";

/// How columns are typed, for people.
pub const EXAMPLE: &str = "columns follow, such as sku name:30 status; usual has them as they are otherwise";

/// The least and the most cells of a column that has its width said.
const CELLS: std::ops::RangeInclusive<u16> = 3..=200;

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<ShownColumn>);

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownColumn {
    /// Which.
    pub column: Column,
    /// Its width in cells; none leaves it to what there is to show.
    pub width: Option<u16>,
}

impl Columns {
    /// From left to right.
    #[must_use]
    pub fn shown(&self) -> &[ShownColumn] {
        &self.0
    }
}

impl Default for Columns {
    /// As is usual: all of them.
    fn default() -> Self {
        Self(Column::ALL.map(|column| ShownColumn { column, width: None }).to_vec())
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, ShownColumn { column, width }) in self.0.iter().enumerate() {
            let gap = if place == 0 { "" } else { " " };
            write!(formatter, "{gap}{}", column.word())?;
            if let Some(width) = width {
                write!(formatter, ":{width}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns: Vec<ShownColumn> = Vec::new();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let (name, width) =
                word.split_once(':').map_or((word, None), |(name, width)| (name, Some(width)));
            let column = Column::ALL.into_iter().find(|column| column.word() == name).ok_or_else(|| {
                let known = Column::ALL.map(Column::word).join(", ");
                format!("there is no column {name:?}; there are {known}")
            })?;
            if columns.iter().any(|known| known.column == column) {
                return Err(format!("{name} stands there twice"));
            }
            let width = width.map(|width| {
                let cells = width.parse().ok().filter(|cells| CELLS.contains(cells));
                let (least, most) = (CELLS.start(), CELLS.end());
                cells.ok_or_else(|| format!("{name}: {width:?} is no width from {least} to {most}"))
            });
            columns.push(ShownColumn { column, width: width.transpose()? });
        }
        if columns.is_empty() { Err(EXAMPLE.to_owned()) } else { Ok(Self(columns)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_what_is_said() {
        for text in ["id sku name status description", "status", "sku name:30 status", "description:3 id"] {
            assert_eq!(text.parse::<Columns>().expect("columns").to_string(), text);
        }
        assert_eq!("sku,name:30".parse::<Columns>().expect("columns").to_string(), "sku name:30");
        assert_eq!(Columns::default().to_string(), "id sku name status description");
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, fault) in [
            ("", "columns follow"),
            ("price", "there is no column \"price\""),
            ("sku sku", "sku stands there twice"),
            ("sku:2", "sku: \"2\" is no width from 3 to 200"),
            ("sku:wide", "\"wide\" is no width"),
        ] {
            let said = text.parse::<Columns>().expect_err(text);
            assert!(said.contains(fault), "{said}");
        }
    }
}
