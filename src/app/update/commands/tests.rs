use super::*;
use crate::{
    app::{
        Effect,
        testing::{self, Desk, group, place_with_log_in},
    },
    domain::ScopeKind,
};

fn typed(desk: &mut Desk, text: &str) {
    desk.press(":");
    desk.type_text(text);
}

fn entered(text: &str) -> Desk {
    let mut desk = Desk::on_three();
    typed(&mut desk, text);
    desk.press("enter");
    desk
}

fn line(desk: &Desk) -> &CommandLine {
    match &desk.model.overlay {
        Some(Overlay::Command(line)) => line,
        other => panic!("no command line but {other:?}"),
    }
}

fn remark(desk: &Desk) -> &str {
    match &line(desk).remark {
        Some(Remark::Answer(words) | Remark::Fault(words)) => words,
        None => "",
    }
}

#[test]
fn an_unknown_word_says_what_there_is() {
    let desk = entered("frobnicate");
    for command in &COMMANDS {
        assert!(remark(&desk).contains(command.word), "{}", remark(&desk));
    }
    assert_eq!(line(&desk).input.value(), "frobnicate", "what was typed stays");
}

#[test]
fn nothing_and_esc_close_the_line() {
    assert!(entered(" ").model.overlay.is_none());
    let mut desk = Desk::on_three();
    typed(&mut desk, "quit");
    assert_eq!(desk.press("esc"), []);
    assert_eq!((desk.model.overlay.is_none(), desk.title()), (true, "Licenses"));
}

#[test]
fn quit_and_help_do_what_their_keys_do() {
    assert_eq!(entered("q").effects, [Effect::Quit { interrupted: false }]);
    assert_eq!(entered("quit").effects, [Effect::Quit { interrupted: false }]);
    assert!(matches!(entered("help").model.overlay, Some(Overlay::Help(_))));
}

#[test]
fn what_follows_a_command_that_takes_nothing_is_a_fault() {
    assert!(remark(&entered("quit now")).contains("nothing follows"));
}

#[test]
fn scopes_and_a_scope_are_gone_to() {
    assert_eq!(entered("scopes").title(), "Scopes");
    let wanted = testing::scope(ScopeKind::Tenants, 9);
    let desk = entered(&format!("scope {wanted}"));
    assert_eq!((desk.licenses().scope(), desk.model.screens.len()), (wanted, 2));
    assert!(remark(&entered("scope groups/17")).contains("not a UUID"));
}

#[test]
fn the_profiles_are_listed_and_only_those_that_are_there_are_switched_to() {
    assert_eq!(remark(&entered("profile")), "profiles: lab (here), lab-2, prod");
    assert!(remark(&entered("profile nowhere")).contains("there are: lab, lab-2, prod"));
    assert_eq!(entered("profile lab-2").effects, [Effect::SwitchProfile("lab-2".to_owned())]);
}

#[test]
fn tab_fills_in_commands_and_profiles_as_far_as_they_are_clear() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "pr");
    desk.press("tab");
    assert_eq!(line(&desk).input.value(), "profile ");
    desk.press("tab");
    assert_eq!((line(&desk).input.value(), remark(&desk)), ("profile ", "lab  lab-2  prod"));
    desk.press("l tab");
    assert_eq!((line(&desk).input.value(), remark(&desk)), ("profile lab", "lab  lab-2"));
    desk.press("- tab");
    assert_eq!((line(&desk).input.value(), remark(&desk)), ("profile lab-2", ""));
    desk.press("ctrl-u x tab");
    assert_eq!((line(&desk).input.value(), remark(&desk)), ("x", "nothing begins like that"));
}

#[test]
fn tab_after_a_command_that_takes_a_scope_says_what_one_looks_like() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "scope ");
    desk.press("tab");
    assert_eq!(line(&desk).input.value(), "scope ");
    assert!(remark(&desk).starts_with("a KIND/UUID follows"), "{}", remark(&desk));
    desk.press("ctrl-u h e tab");
    assert_eq!(line(&desk).input.value(), "help", "nothing follows it");
}

#[test]
fn without_profiles_the_command_that_makes_one_is_named() {
    let mut desk = Desk::unconfigured();
    typed(&mut desk, "profile");
    desk.press("enter");
    assert_eq!(remark(&desk), "there are no profiles yet; :connect makes one");
}

#[test]
fn a_profile_that_is_not_there_cannot_be_changed() {
    assert!(remark(&entered("connect nowhere")).contains("there are: lab, lab-2, prod"));
}

#[test]
fn logging_in_and_out_is_for_accounts() {
    assert!(remark(&entered("login")).contains("token"));
    assert!(remark(&entered("logout")).contains("token"));
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    typed(&mut desk, "login");
    desk.press("enter");
    assert_eq!(desk.title(), "Log in");
}

#[test]
fn without_a_connection_only_profiles_help_and_quit_make_sense() {
    for text in ["scopes", "login", "logout", "scope groups/17"] {
        let mut desk = Desk::unconfigured();
        typed(&mut desk, text);
        desk.press("enter");
        assert_eq!(remark(&desk), "not connected yet", "{text}");
    }
}

#[test]
fn text_is_pasted_into_the_line_and_a_newline_does_not_run_it() {
    let mut desk = Desk::on_three();
    desk.press(":");
    assert_eq!(desk.send(crate::app::Msg::Pasted("quit\n".to_owned())), []);
    assert_eq!(line(&desk).input.value(), "quit");
}

#[test]
fn another_server_is_connected_to_from_anywhere_and_esc_comes_back() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "connect");
    desk.press("enter");
    assert_eq!(desk.title(), "Connect");
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn what_the_keys_do_is_found_by_its_name_and_done() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "edi");
    assert_eq!(line(&desk).chosen().expect("something").name, "edit");
    desk.press("enter");
    assert_eq!(desk.title(), "Edit license");
}

#[test]
fn what_is_chosen_goes_before_what_is_typed() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "h");
    let second = line(&desk).found().nth(1).expect("two").name.clone();
    desk.press("down");
    assert_eq!(line(&desk).chosen().expect("something").name, second);
}

#[test]
fn a_command_that_takes_something_is_put_into_the_line_when_it_is_chosen() {
    let mut desk = Desk::on_three();
    typed(&mut desk, "sco");
    desk.press("enter");
    assert_eq!(line(&desk).input.value(), "scope ");
}

#[test]
fn a_column_sorts_and_once_more_turns_the_order_round() {
    let mut desk = entered("sort sku");
    assert!(!desk.licenses().order().expect("an order").descending);
    typed(&mut desk, "sort sku");
    desk.press("enter");
    assert!(desk.licenses().order().expect("an order").descending);
    typed(&mut desk, "sort none");
    desk.press("enter");
    assert_eq!(desk.licenses().order(), None);
    assert!(remark(&entered("sort price")).contains("id, sku, name"));
}

#[test]
fn a_theme_is_named_or_tried() {
    let mut desk = Desk::on_three();
    desk.model.shared.themes.names = ["terminal", "dark"].map(str::to_owned).to_vec();
    typed(&mut desk, "theme dark");
    assert_eq!(desk.press("enter"), [Effect::KeepTheme("dark".to_owned())]);
    typed(&mut desk, "theme pink");
    desk.press("enter");
    assert!(remark(&desk).contains("terminal, dark"));
    desk.press("esc");
    typed(&mut desk, "theme");
    desk.press("enter");
    assert_eq!(desk.title(), "Themes");
}

#[test]
fn columns_are_told_chosen_and_made_usual_again() {
    let kept = |columns: Option<&str>| {
        vec![Effect::KeepColumns { kind: ScopeKind::Groups, columns: columns.map(str::to_owned) }]
    };
    assert_eq!(entered("columns status sku:20 name").effects, kept(Some("status sku:20 name")));
    assert_eq!(entered("columns usual").effects, kept(None));
    let asked = entered("columns price");
    assert!(remark(&asked).contains("id, sku, name, status, description"), "{}", remark(&asked));
    let mut desk = entered("columns sku");
    typed(&mut desk, "columns");
    desk.press("enter");
    assert!(remark(&desk).starts_with("groups: sku · "), "{}", remark(&desk));
}

#[test]
fn every_command_has_a_form_without_a_screen_but_leaving() {
    for command in &COMMANDS {
        assert_eq!(command.headless.is_none(), command.word == "quit", "{}", command.word);
    }
}
