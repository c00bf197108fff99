use super::*;

fn bind(keymap: &mut Keymap, context: &str, action: &str, keys: &[&str]) -> Result<Vec<Taken>, Unbindable> {
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    keymap.bind(context, action, &keys)
}

fn press(key: &str) -> KeyPress {
    key.parse().expect("a key")
}

const LICENSES: &[Context] = &[Context::Licenses, Context::List, Context::Global, Context::Always];

#[test]
fn own_keys_take_the_place_of_the_default_ones() {
    let mut keymap = Keymap::default();
    assert_eq!(bind(&mut keymap, "licenses", "delete", &["D", "delete"]), Ok(Vec::new()));
    assert_eq!(keymap.action(LICENSES, press("D")), Some(Action::Delete));
    assert_eq!(keymap.action(LICENSES, press("delete")), Some(Action::Delete));
    assert_eq!(keymap.action(LICENSES, press("d")), None);
}

#[test]
fn an_action_of_all_lists_can_have_keys_of_its_own_on_one_screen() {
    let mut keymap = Keymap::default();
    assert_eq!(bind(&mut keymap, "licenses", "refresh", &["r", "f6"]), Ok(Vec::new()));
    assert_eq!(keymap.action(LICENSES, press("f6")), Some(Action::Refresh));
    assert_eq!(keymap.action(&[Context::Scopes, Context::List], press("f6")), None);
}

#[test]
fn a_key_that_meant_something_else_means_the_new_and_that_is_told() {
    let mut keymap = Keymap::default();
    let taken = bind(&mut keymap, "licenses", "edit", &["d"]).expect("bound");
    assert_eq!(taken, [Taken { press: press("d"), action: Action::Delete }]);
    assert_eq!(taken[0].to_string(), "d meant delete there, and no longer does");
    assert_eq!(keymap.action(LICENSES, press("d")), Some(Action::Edit));
}

#[test]
fn what_cannot_be_bound_says_why_and_changes_nothing() {
    let mut keymap = Keymap::default();
    for (context, action, key, words) in [
        ("licences", "edit", "x", "there are welcome, scopes"),
        ("licenses", "explode", "x", "there are new, edit"),
        ("licenses", "edit", "hyper-x", "is not a key"),
        ("licenses", "edit", "ctrl-c", "cannot be bound"),
        ("form", "save", "s", "types a character"),
        ("question", "yes", "enter", "too easily"),
    ] {
        let refused = bind(&mut keymap, context, action, &[key]).expect_err(context).to_string();
        assert!(refused.contains(words), "{refused}");
    }
    assert_eq!(keymap, Keymap::default());
    assert_eq!(bind(&mut keymap, "form", "save", &["ctrl-w", "f2"]), Ok(Vec::new()));
}

#[test]
fn every_action_of_the_table_has_a_name_of_its_own_in_its_context() {
    let mut seen = std::collections::HashMap::new();
    for binding in Keymap::default().bindings() {
        let other = seen.insert((binding.context, binding.action.name()), binding.action);
        assert!(other.is_none(), "{:?} twice in {:?}", binding.action, binding.context);
    }
}
