use super::*;

fn line(detail: &str) -> Line {
    let (result, id, now) = (Standing::NotDone, None, None);
    let told = Told { result, id, now, detail: Some(detail.to_owned()) };
    Line {
        number: 3,
        entry: EntryId(2),
        time: "2026-03-04T05:06:07.089Z".to_owned(),
        content: Content::Outcome(told),
        remark: None,
        previous: NO_HASH.to_owned(),
    }
}

fn text(line: &Line) -> Vec<u8> {
    let (mut text, _) = line.sealed().expect("a text");
    assert_eq!(text.pop(), Some(b'\n'));
    text
}

#[test]
fn the_form_of_a_line_stays() {
    let text = String::from_utf8(text(&line("reset"))).expect("text");
    let expected = format!(
        r#"{{"line":3,"entry":2,"time":"2026-03-04T05:06:07.089Z","kind":"outcome","result":"not done","id":null,"now":null,"detail":"reset","previous":"{NO_HASH}","hash":""#
    );
    let rest = text.strip_prefix(&expected).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(rest.len(), NO_HASH.len() + 2);
}

#[test]
fn what_is_written_is_read() {
    for detail in
        ["", "plain", "\"quoted\" \\ \n\t\u{0}\u{7f}", "\u{1b}[2J\u{9b}\u{202e}", "Zürich 🦀 \u{feff}"]
    {
        let text = text(&line(detail));
        assert!(text.iter().all(|byte| matches!(byte, b' '..=b'~')), "{detail:?}");
        let read = read(&text).expect("a line");
        assert_eq!((read.line, read.is_true), (line(detail), true));
    }
}

#[test]
fn every_changed_byte_shows() {
    let text = text(&line("reset"));
    for place in 0..text.len() {
        let mut edited = text.clone();
        edited[place] ^= 1;
        assert!(read(&edited).is_none_or(|read| !read.is_true), "{}", String::from_utf8_lossy(&edited));
        assert!(read(&text[..place]).is_none());
    }
}

#[test]
fn other_things_are_no_lines() {
    let odd: [&[u8]; 6] = [b"", b"\n", b"{}", b"[]", b"\xff\xfe", br#""}"#];
    for text in odd {
        assert!(read(text).is_none());
    }
}
