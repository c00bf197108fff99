use super::*;
use crate::domain::{License, LicenseId, Status};

fn license(id: i64, name: &str, description: Option<&str>) -> License {
    License {
        id: LicenseId(id),
        name: name.into(),
        description: description.map(str::to_owned),
        sku: "S".into(),
        status: Status::Enabled,
    }
}

fn table(licenses: &[License], terminal: Option<usize>, decorated: bool) -> String {
    String::from_utf8(text(licenses, terminal, decorated)).expect("UTF-8")
}

#[test]
fn columns_are_aligned_by_the_cells_that_texts_take() {
    let licenses = [license(1, "通话套餐", None), license(22, "Plan", Some("x"))];
    let expected = "\
ID  SKU  NAME      DESCRIPTION  STATUS
1   S    通话套餐               enabled
22  S    Plan      x            enabled
";
    assert_eq!(table(&licenses, None, false), expected);
}

#[test]
fn a_table_of_nothing_is_its_header() {
    assert_eq!(table(&[], None, false), "ID  SKU  NAME  DESCRIPTION  STATUS\n");
}

#[test]
fn the_header_stands_out_on_a_terminal_only() {
    assert!(table(&[], None, true).starts_with("\u{1b}[1mID"));
    assert!(!table(&[], None, false).contains('\u{1b}'));
}

#[test]
fn what_a_terminal_would_obey_is_spelled_out() {
    let table = table(&[license(1, "a\u{1b}[2J\nb", None)], None, false);
    assert!(table.contains(r"a\u{1b}[2J\u{a}b"), "{table}");
    assert_eq!(table.lines().count(), 2);
}

#[test]
fn long_texts_are_cut_to_fit_a_terminal_and_ids_never() {
    let long = "x".repeat(200);
    let licenses = [license(1_234_567_890, &long, Some(&long))];
    for line in table(&licenses, Some(80), false).lines() {
        assert!(crate::text::width(line) <= 80, "{line}");
    }
    let narrow = table(&licenses, Some(10), false);
    assert!(narrow.contains("1234567890"), "{narrow}");
    assert!(table(&licenses, None, false).contains(&long));
}
