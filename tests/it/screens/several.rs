//! Several licenses: marked, looked at before they are changed, and after.

use super::{SIZES, bench, named};

#[test]
fn licenses_marked() {
    for size in SIZES {
        let mut bench = bench(size);
        insta::assert_snapshot!(named("licenses_marked", size), bench.press("<space>j<space>").screen());
    }
}

#[test]
fn change_of_several() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("<space><space><space><space><space>t");
        insta::assert_snapshot!(named("change_of_several", size), bench.screen());
        bench.press("y");
        insta::assert_snapshot!(named("change_of_several_made", size), bench.screen());
    }
}

#[test]
fn change_of_many() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("*yd").press("remove<enter>");
        insta::assert_snapshot!(named("change_of_many", size), bench.screen());
    }
}

#[test]
fn edit_of_several() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("<space><space>e").press("<ctrl-u><ctrl-s>");
        insta::assert_snapshot!(named("edit_of_several", size), bench.screen());
    }
}

#[test]
fn what_can_be_copied() {
    let mut bench = bench((80, 24));
    insta::assert_snapshot!("what_can_be_copied", bench.press("y").screen());
}

#[test]
fn found_in_all_scopes() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("F").press("fax 000214<enter>");
        insta::assert_snapshot!(named("found_in_all_scopes", size), bench.screen());
    }
}
