use super::*;
use crate::app::{Msg, screens::Screen, testing::*};

fn fill(desk: &mut Desk, texts: [&str; 4]) {
    desk.press("c");
    for text in texts {
        desk.type_text(text);
        desk.press("tab");
    }
}

#[track_caller]
fn form(desk: &Desk) -> &Connect {
    match desk.model.front() {
        Some(Screen::Connect(form)) => form,
        other => panic!("no form but {other:?}"),
    }
}

#[test]
fn a_new_profile_is_checked_and_made() {
    let mut desk = Desk::unconfigured();
    fill(&mut desk, ["lab", "https://Lab.example.net/", "draas_v1", " maria "]);
    let wanted = NewProfile {
        name: "lab".into(),
        url: "https://lab.example.net".into(),
        instance: "draas_v1".into(),
        username: Some("maria".into()),
    };
    assert_eq!(desk.press("ctrl-s"), [Effect::CreateProfile(wanted)]);
    assert_eq!(desk.press("ctrl-s x"), [], "once");
    desk.send(Msg::Connected(Ok(connected(place(), None).into())));
    assert_eq!(desk.title(), "Scopes");
}

#[test]
fn each_fault_stands_beside_its_field_and_nothing_is_made() {
    let mut desk = Desk::unconfigured();
    fill(&mut desk, ["lab", "http://example.net", "", ""]);
    assert_eq!(desk.press("ctrl-s"), []);
    let form = form(&desk);
    assert_eq!(form.fault(ConnectField::Name), None);
    assert!(form.fault(ConnectField::Url).is_some_and(|fault| fault.contains("https")));
    assert!(form.fault(ConnectField::Instance).is_some());
    assert_eq!(form.fault(ConnectField::Username), None);
    assert_eq!(form.focus(), ConnectField::Url);
}

#[test]
fn a_name_that_is_taken_is_a_fault() {
    let mut desk = Desk::unconfigured();
    desk.model.shared.profiles = vec!["lab".to_owned()];
    fill(&mut desk, ["lab", "https://lab.example.net", "draas_v1", ""]);
    assert_eq!(desk.press("ctrl-s"), []);
    let fault = form(&desk).fault(ConnectField::Name).expect("a fault");
    assert!(fault.ends_with(":connect lab changes it"), "{fault}");
}

/// The form of the profile `lab`, whose URL is mistyped.
fn changing() -> Desk {
    let mut desk = Desk::unconfigured();
    desk.model.shared.profiles = vec!["lab".to_owned()];
    desk.press(":");
    desk.type_text("connect lab");
    assert_eq!(desk.press("enter"), [Effect::ReadProfile("lab".to_owned())]);
    let written = WrittenProfile {
        name: "lab".into(),
        url: "https://lab.example.nt".into(),
        instance: "draas_v1".into(),
        username: String::new(),
    };
    desk.send(Msg::ProfileRead(Ok(written)));
    desk
}

#[test]
fn a_mistyped_url_is_mended_in_the_console() {
    let mut desk = changing();
    assert_eq!((desk.title(), form(&desk).focus()), ("Connect", ConnectField::Url));
    desk.press("backspace");
    desk.type_text("et");
    let wanted = NewProfile {
        name: "lab".into(),
        url: "https://lab.example.net".into(),
        instance: "draas_v1".into(),
        username: None,
    };
    assert_eq!(desk.press("ctrl-s"), [Effect::ChangeProfile(wanted)]);
    desk.send(Msg::Connected(Ok(connected(place(), None).into())));
    assert_eq!(desk.title(), "Scopes");
}

#[test]
fn the_name_of_a_profile_that_is_changed_cannot_be_reached() {
    let mut desk = changing();
    desk.press("shift-tab");
    assert_eq!(form(&desk).focus(), ConnectField::Username);
    desk.press("tab");
    assert_eq!(form(&desk).focus(), ConnectField::Url);
    desk.press("esc");
    assert_eq!(desk.title(), "Welcome", "nothing was typed, so nothing is asked");
}

#[test]
fn a_profile_that_cannot_be_read_says_so() {
    let mut desk = Desk::unconfigured();
    desk.send(Msg::ProfileRead(Err("config.toml: there is no profile lab".to_owned())));
    assert_eq!((desk.title(), desk.notice()), ("Welcome", "config.toml: there is no profile lab"));
}

#[test]
fn a_profile_that_could_not_be_made_keeps_everything_typed() {
    let mut desk = Desk::unconfigured();
    fill(&mut desk, ["lab", "https://lab.example.net", "draas_v1", ""]);
    desk.press("ctrl-s");
    desk.send(Msg::Connected(Err("the disk is full".to_owned())));
    assert_eq!(form(&desk).refusal.as_deref(), Some("the disk is full"));
    assert_eq!(form(&desk).input(ConnectField::Name).value(), "lab");
    desk.press("ctrl-s");
    assert_eq!((desk.effects.len(), form(&desk).refusal.as_ref()), (1, None));
}

#[test]
fn leaving_asks_when_something_was_typed() {
    let mut desk = Desk::unconfigured();
    desk.press("c esc");
    assert_eq!(desk.title(), "Welcome");
    desk.press("c x esc");
    assert!(desk.model.overlay.is_some());
    desk.press("n");
    assert_eq!((desk.title(), form(&desk).input(ConnectField::Name).value()), ("Connect", "x"));
    desk.press("esc y");
    assert_eq!(desk.title(), "Welcome");
}
