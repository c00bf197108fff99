//! The console bent to its user's habits: the mouse, and the columns.

use crate::support::pseudo_terminal::PseudoTerminal;

fn demo(arguments: &[&str], size: (u16, u16), home: &std::path::Path) -> PseudoTerminal {
    PseudoTerminal::start(&[&["demo"], arguments].concat(), size, home, &[])
}

#[test]
fn the_mouse_chooses_opens_scrolls_and_moves_the_divider() {
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = demo(&["--mouse"], (140, 30), home.path());
    terminal.sees("4 groups, complete");
    assert!(terminal.tells_of_the_mouse());
    // Two clicks on the second group open it.
    terminal.click(10, 4).click(10, 4).sees("Bürgernetz Holding").sees("37, complete").sees("│");
    let divider = |terminal: &PseudoTerminal| {
        let screen = terminal.screen();
        let row = screen.lines().nth(5).expect("a row").to_owned();
        row.chars().position(|character| character == '│').expect("a divider")
    };
    let before = divider(&terminal);
    let column = u16::try_from(before).expect("a column");
    terminal.drag((column, 10), (column - 20, 12));
    terminal.waits_until(|screen| {
        screen.lines().nth(5).is_some_and(|row| row.chars().position(|mark| mark == '│') == Some(before - 20))
    });
    terminal.wheel_down(10, 10).press("<enter>").sees("License ").press("q");
    assert!(terminal.ends().success());
    assert!(terminal.is_restored() && !terminal.tells_of_the_mouse());
}

#[test]
fn without_being_asked_for_the_mouse_is_left_to_the_terminal() {
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete");
    assert!(!terminal.tells_of_the_mouse());
    terminal.press("M").sees("the mouse clicks and scrolls here");
    assert!(terminal.tells_of_the_mouse());
    terminal.press("M").sees("the mouse selects text as ever");
    assert!(!terminal.tells_of_the_mouse());
    terminal.press("q");
    terminal.ends();
}

#[test]
fn columns_are_chosen_and_there_in_the_next_run() {
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete").press("<enter>").sees("DESCRIPTION");
    terminal.press(":columns status sku:24 name<enter>").sees(" STATUS    SKU                       NAME");
    terminal.press("q");
    terminal.ends();
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete").press("<enter>").sees(" STATUS    SKU                       NAME");
    terminal.press(":columns usual<enter>").sees("    ID  SKU").press("q");
    terminal.ends();
}

#[test]
fn where_there_is_no_clipboard_a_copy_stands_alone_on_the_screen() {
    let home = tempfile::tempdir().expect("a home");
    let variables = [("TERM", "linux")];
    let mut terminal = PseudoTerminal::start(&["demo"], (60, 20), home.path(), &variables);
    terminal
        .sees("groups, complete")
        .press("<enter>")
        .sees("read, more")
        .press("jyj")
        .sees("select the text");
    let screen = terminal.screen();
    let text: String = screen.lines().take_while(|line| !line.starts_with("Esc")).collect();
    let license: serde_json::Value = serde_json::from_str(text.trim()).expect("JSON and nothing else");
    assert_eq!(license["id"], 2);
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("]52;"), "nothing is sent to a clipboard");
    terminal.press("<esc>").sees("Licenses").press("q");
    assert!(terminal.ends().success());
}

#[test]
fn the_order_is_there_in_the_next_run_and_no_longer_once_it_is_put_back() {
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete").press("<enter>").sees("DESCRIPTION").press("ssS").sees("by SKU down");
    terminal.press("q");
    terminal.ends();
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete").press("<enter>").sees("by SKU down").sees("100 read");
    terminal.press(":sort none<enter>").sees("    ID  SKU   ").press("q");
    terminal.ends();
    let mut terminal = demo(&[], (80, 24), home.path());
    terminal.sees("groups, complete").press("<enter>").sees("100 read").press("q");
    terminal.ends();
    assert!(!terminal.screen().contains("by SKU"), "{}", terminal.screen());
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(!bytes.contains("SKU-"), "the heading marks no column");
}
