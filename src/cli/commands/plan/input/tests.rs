use super::*;

fn rows(text: &str) -> Vec<Wanted> {
    read(text.as_bytes()).expect("a list").rows
}

fn bads(text: &str) -> Vec<(u64, String)> {
    let bads = read(text.as_bytes()).expect_err("bad rows");
    bads.into_iter().map(|bad| (bad.place, bad.message)).collect()
}

fn said(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_header_maps_columns_in_any_order_with_a_byte_order_mark_or_without() {
    let wanted = Wanted {
        place: 2,
        id: Some(LicenseId(7)),
        sku: Some(said("A")),
        status: Some(said("disabled")),
        ..Wanted::default()
    };
    for mark in ["", "\u{feff}"] {
        for end in ["\n", "\r\n"] {
            assert_eq!(
                rows(&format!("{mark}status,ID, sku{end}disabled,7,A{end}")),
                std::slice::from_ref(&wanted)
            );
        }
    }
}

#[test]
fn places_are_lines_also_behind_quoted_line_ends() {
    let rows = rows("sku,description\nA,\"one\ntwo\"\nB,\n");
    assert_eq!((rows[0].place, rows[1].place), (2, 4));
    let places = |text: &str| {
        read(text.as_bytes()).expect("a list").rows.iter().map(|row| row.place).collect::<Vec<_>>()
    };
    assert_eq!(places("sku\r\n\r\nA\r\nB\r\n"), [3, 4]);
    assert_eq!(
        (rows[0].description.as_deref(), rows[1].description.as_deref()),
        (Some("one\ntwo"), Some(""))
    );
}

#[test]
fn cells_are_taken_as_they_are_exported() {
    let rows = rows("sku,name\n'=A,a\\u{1b}b\n''=B,\\u{5c}u{1b}\n");
    assert_eq!((rows[0].sku.as_deref(), rows[0].name.as_deref()), (Some("=A"), Some("a\u{1b}b")));
    assert_eq!((rows[1].sku.as_deref(), rows[1].name.as_deref()), (Some("'=B"), Some("\\u{1b}")));
}

#[test]
fn what_is_wrong_with_a_header_is_told() {
    for (text, told) in [
        ("sku,price\n", "price"),
        ("sku,SKU\n", "two columns"),
        ("name,status\n", "neither a column id nor a column sku"),
    ] {
        let bads = bads(text);
        assert!(bads[0].0 == 1 && bads[0].1.contains(told), "{bads:?}");
    }
}

#[test]
fn every_bad_line_is_named() {
    let bads = bads("id,sku,name\n1,A\nx,B,b\n3,C,c\n4,D,a\\u{zz}\n");
    let places: Vec<u64> = bads.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [2, 3, 5]);
    assert!(bads[1].1.contains("not a license id"), "{bads:?}");
}

#[test]
fn text_that_is_no_utf_8_is_named_by_its_line() {
    let bads = read(b"sku,name\nA,a\nB,\xff\n").expect_err("bad rows");
    assert_eq!((bads.len(), bads[0].place), (1, 3));
}

#[test]
fn json_is_a_list_or_a_document_or_lines() {
    let wanted = Wanted { place: 1, sku: Some(said("A")), description: Some(said("")), ..Wanted::default() };
    for text in [
        r#"[{"sku":"A","description":null}]"#,
        r#"{"licenses":[{"sku":"A","description":null}],"complete":true}"#,
        "{\"sku\":\"A\",\"description\":null}\n",
    ] {
        assert_eq!(rows(text), std::slice::from_ref(&wanted), "{text}");
    }
    let lines = read(b"{\"sku\":\"A\"}\n{\"sku\":\"B\"}\n").expect("lines");
    assert_eq!((lines.rows.len(), lines.unit), (2, "line"));
    assert!(read(br#"{"licenses":[],"complete":false}"#).expect("a list").is_partial);
}

#[test]
fn json_that_is_no_list_of_licenses_is_told() {
    for (text, told) in [
        ("[{\"sku\":\"A\"},\n{]", "is no JSON"),
        (r#"[{"sku":1}]"#, "sku is no text"),
        (r#"[{"sku":"A","price":1}]"#, "price"),
        (r#"[{"id":"x"}]"#, "not a license id"),
        ("[1]", "no JSON object"),
    ] {
        let bads = bads(text);
        assert!(bads[0].1.contains(told), "{text}: {bads:?}");
    }
}

#[test]
fn the_result_of_a_comparison_makes_the_second_scope_like_the_first() {
    let text = r#"{"a":"groups/1","b":"groups/2","only_a":[{"id":1,"name":"One","description":null,"sku":"A","status":"enabled"}],
        "only_b":[{"id":9,"name":"Nine","description":null,"sku":"Z","status":"enabled"}],
        "different":[{"sku":"C","fields":[{"field":"status","a":"enabled","b":"disabled"}]}],"same":3}"#;
    let input = read(text.as_bytes()).expect("a list");
    assert_eq!((input.rows[0].id, input.rows[0].sku.as_deref()), (None, Some("A")));
    assert_eq!((input.rows[1].sku.as_deref(), input.rows[1].status.as_deref()), (Some("C"), Some("enabled")));
    assert_eq!(input.surplus, Some(Surplus { ids: vec![LicenseId(9)], scope: Some(said("groups/2")) }));
}
