use super::*;

/// The characters that pass for others.
fn found(text: &str) -> String {
    lookalikes(text).into_iter().filter_map(|place| text[place..].chars().next()).collect()
}

#[test]
fn names_in_any_writing_stay_as_they_are() {
    for text in [
        "License 17 größer naïve İstanbul ısı żółć",
        "Лицензия с телефоном, № 5",
        "IP-телефон для Teams",
        "1С:Предприятие",
        "о работе",
        "Ελληνικά και English",
        "10 μF, Δt, πr²",
        "日本語 ＮＴＴ ノート Teams用",
        "खाता ५",
        "خطة ١٥ Teams",
        "שלום וגם Teams",
        "€ ™ © ½ – “quoted” ‹so› ‘so’ … 1ª Nº 2×4 · •",
        "tiê\u{301}ng Viê\u{323}t",
    ] {
        assert_eq!(found(text), "", "{text}");
    }
}

#[test]
fn a_letter_of_another_script_in_a_latin_word_is_found() {
    for (text, passing) in [
        ("СALL-BASIC", "С"),
        ("call-bаsic", "а"),
        ("ΤEAMS", "Τ"),
        ("Teams Рhone", "Р"),
        ("САLL", "СА"),
        ("paypaӏ", "ӏ"),
        ("Лицензия СALL", "С"),
    ] {
        assert_eq!(found(text), passing, "{text}");
    }
}

#[test]
fn a_latin_letter_in_a_word_of_another_script_is_found() {
    assert_eq!(found("Сервиc"), "c");
    assert_eq!(found("Ελλάδa"), "a");
}

#[test]
fn a_text_that_is_all_letters_of_another_script_which_look_latin_is_found() {
    assert_eq!(found("СОРЕ"), "СОРЕ");
    assert_eq!(found("CALL-ВАС"), "ВАС");
    assert_eq!(found("СОРЕ для всех"), "", "the others tell");
}

#[test]
fn rare_forms_and_signs_are_found() {
    for (text, passing) in [
        ("𝐓eams", "𝐓"),
        ("ɑdmin", "ɑ"),
        ("oﬃce", "ﬃ"),
        ("Phase Ⅰ", "Ⅰ"),
        ("CALL‐BASIC", "‐"),
        ("CALL‑BASIC", "‑"),
        ("a⁄b∕c", "⁄∕"),
        ("https꞉", "꞉"),
    ] {
        assert_eq!(found(text), passing, "{text}");
    }
}
