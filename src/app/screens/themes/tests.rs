use crate::app::{effect::Effect, testing::Desk};

fn on_themes() -> Desk {
    let mut desk = Desk::on_three();
    desk.model.shared.themes.names = ["terminal", "dark", "light"].map(str::to_owned).to_vec();
    desk.model.shared.themes.current = "dark".to_owned();
    desk.press(":");
    desk.type_text("theme");
    desk.press("enter");
    assert_eq!(desk.title(), "Themes");
    desk
}

fn uses(name: &str) -> Effect {
    Effect::UseTheme(name.to_owned())
}

#[test]
fn the_theme_under_the_cursor_holds_at_once_and_esc_brings_the_former_back() {
    let mut desk = on_themes();
    assert_eq!(desk.press("j"), [uses("light")]);
    assert_eq!(desk.press("k"), [uses("dark")]);
    assert_eq!(desk.press("g"), [uses("terminal")]);
    assert_eq!(desk.press("r"), [uses("terminal")], "its file may have changed");
    assert_eq!(desk.press("esc"), [uses("dark")]);
    assert_eq!((desk.title(), desk.model.shared.themes.current.as_str()), ("Licenses", "dark"));
}

#[test]
fn enter_keeps_it() {
    let mut desk = on_themes();
    desk.press("j");
    assert!(desk.press("enter").contains(&Effect::KeepTheme("light".to_owned())));
    assert_eq!(desk.title(), "Licenses");
}
