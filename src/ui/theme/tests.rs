use super::*;
use ratatui::style::Color;

#[test]
fn the_roles_stand_in_the_order_of_their_numbers() {
    for (number, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(role as usize, number, "{}", role.word());
    }
}

#[test]
fn words_say_a_look() {
    let look = notation::look("bold underlined cyan on #ffd700").expect("a look");
    let expected = Style::new().fg(Color::Cyan).bg(Color::Rgb(255, 215, 0));
    assert_eq!(look, expected.add_modifier(Modifier::BOLD | Modifier::UNDERLINED));
    assert_eq!(
        notation::look("117 on 0").expect("a look"),
        Style::new().fg(Color::Indexed(117)).bg(Color::Indexed(0))
    );
    assert_eq!(notation::look("").expect("a look"), Style::new());
}

#[test]
fn a_word_that_is_no_look_is_named() {
    for (words, named) in [("bold cyna", "cyna"), ("#12345", "#12345"), ("256", "256"), ("red on", "on")] {
        let fault = notation::look(words).expect_err(words).to_string();
        assert!(fault.starts_with(&format!("{named:?} is no look")), "{fault}");
    }
}

#[test]
fn what_comes_with_the_program_is_made_of_looks() {
    for theme in BuiltIn::ALL {
        for (role, words) in theme.looks() {
            assert!(notation::look(words).is_ok(), "{}: {}: {words}", theme.word(), role.word());
        }
    }
}

#[test]
fn the_row_under_the_cursor_is_told_apart_in_each_theme_at_each_depth() {
    for theme in BuiltIn::ALL {
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let theme = Theme::built_in(theme).in_depth(depth);
            assert!(theme.tells_apart(Role::Cursor) && theme.tells_apart(Role::CursorBehind));
        }
    }
}

#[test]
fn a_cursor_that_fewer_colours_would_hide_is_reversed() {
    let mut theme = Theme::default();
    theme.set(Role::Text, "white on #000000").expect("a look");
    theme.set(Role::Cursor, "white on #050505").expect("a look");
    let theme = theme.in_depth(Depth::Sixteen);
    assert!(theme.tells_apart(Role::Cursor));
    assert!(theme.look(Role::Cursor).add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn without_colours_no_theme_has_any() {
    for theme in BuiltIn::ALL {
        let theme = Theme::built_in(theme).in_depth(Depth::None);
        for role in Role::ALL {
            let look = theme.look(role);
            assert_eq!((look.fg, look.bg), (None, None), "{}", role.word());
        }
    }
}

#[test]
fn the_depth_is_that_of_the_terminal() {
    for (term, color_term, depth) in [
        ("xterm-256color", "truecolor", Depth::True),
        ("xterm-256color", "", Depth::Indexed),
        ("screen.xterm-256color", "", Depth::Indexed),
        ("xterm", "", Depth::Sixteen),
        ("linux", "", Depth::Sixteen),
        ("vt100", "", Depth::None),
        ("dumb", "", Depth::None),
        ("", "", Depth::Sixteen),
    ] {
        assert_eq!(Depth::of(term, color_term), depth, "{term} {color_term}");
    }
}
