mod random;
mod screen;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::{Color, Modifier, Style},
};

use self::screen::{Window, terminal};
use super::{BEGIN_AT_ONCE, END_AT_ONCE, Painter};
use crate::runtime::Surface as _;

/// A screen of 40 columns and 12 rows with text in each row; ten of them are a list that starts with `top`.
fn list(terminal: &mut Window, top: usize, cursor: usize) {
    terminal.paint(|frame| {
        frame.set_string(0, 0, "Title", Style::new().add_modifier(Modifier::BOLD));
        for row in 0..10 {
            let style =
                if row == cursor { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
            let y = u16::try_from(row).expect("a row") + 1;
            let id = top + row;
            let text = format!(
                "{id:>4} {:<8} {:<14} {:<10}",
                format!("Plan {id}"),
                format!("for team {}", id * id),
                "enabled"
            );
            frame.set_string(0, y, text, style);
        }
        frame.set_string(0, 11, "Keys", Style::new());
    });
}

#[test]
fn what_does_not_change_is_not_written() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 0, 0);
    screen.take();
    list(&mut terminal, 0, 0);
    assert_eq!(screen.take(), "");
}

#[test]
fn a_list_that_moves_by_a_row_is_scrolled() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 10, 9);
    screen.take();
    list(&mut terminal, 11, 9);
    // The row of the cursor stays where it is and changes a digit; the one above it comes in.
    let comes_in = "19 Plan 19  for team 361   enabled";
    let in_region = "\u{1b}[2;10r\u{1b}[10H\n\u{1b}[r";
    let changes = "\u{1b}[2C\u{1b}[7m20\u{1b}[6C20\u{1b}[11C400\u{1b}[m";
    assert_eq!(screen.take(), format!("{in_region}\u{1b}[10;3H{comes_in}\r\n{changes}"));
    list(&mut terminal, 11, 0);
    screen.take();
    list(&mut terminal, 10, 0);
    let comes_in = "11 Plan 11  for team 121   enabled";
    let in_region = "\u{1b}[3;11r\u{1b}[3H\u{1b}M\u{1b}[r";
    let changes = "\u{1b}[7m0\u{1b}[7C0\u{1b}[12C00";
    assert_eq!(screen.take(), format!("{in_region}\u{1b}[2;4H{changes}\u{1b}[3;3H\u{1b}[m{comes_in}"));
}

#[test]
fn a_list_beside_something_that_stays_is_painted_where_that_is_shorter() {
    let (mut terminal, screen) = terminal(80, 4);
    let mut draw = |top: usize| {
        terminal.paint(|frame| {
            for row in 0..4_u16 {
                frame.set_string(0, row, format!("{}", top + usize::from(row)), Style::new());
                let text = format!("{row} {}", "what stays is long ".repeat(3));
                frame.set_string(10, row, text, Style::new());
            }
        });
        screen.take()
    };
    draw(1);
    assert_eq!(draw(2), "\u{1b}[H2\r\n3\r\n4\r\n5");
}

#[test]
fn a_terminal_of_which_nothing_is_known_is_cleared_and_painted_whole() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 0, 0);
    let first = screen.take();
    assert!(first.starts_with(super::BEGIN_ANEW), "{first:?}");
    list(&mut terminal, 1, 0);
    screen.take();
    // As after a suspension, or when the operator asks for it.
    screen.disturb("\u{1b}[3;5r\u{1b}[7mnoise\u{1b}[?25h");
    terminal.painter.forget();
    list(&mut terminal, 0, 0);
    assert_eq!(screen.take(), first);
    assert!(screen.hides_cursor());
}

#[test]
fn a_terminal_that_takes_nothing_is_painted_whole_when_it_does_again() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 0, 0);
    let first = screen.take();
    screen.break_down(true);
    assert!(
        terminal
            .draw(|frame| {
                frame.set_string(0, 0, "lost", Style::new());
                None
            })
            .is_err()
    );
    screen.break_down(false);
    list(&mut terminal, 0, 0);
    assert_eq!(screen.take(), first);
}

#[test]
fn the_cursor_is_shown_and_hidden_when_that_changes_and_stands_where_it_is_wanted() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 0, 0);
    let mut typed = |text: &str, column| {
        let drawn = terminal.draw(|frame| {
            frame.set_string(0, 0, text, Style::new());
            Some(Position::new(column, 0))
        });
        drawn.expect("drawn");
        assert_eq!(screen.cursor(), (0, column));
        screen.take()
    };
    assert!(typed("ab", 2).ends_with("\u{1b}[?25h"));
    // A letter that is typed is a byte on the wire.
    assert_eq!(typed("abc", 3), "c");
    list(&mut terminal, 0, 0);
    assert!(screen.take().ends_with("\u{1b}[?25l"));
}

#[test]
fn a_look_changes_by_the_shorter_of_two_ways() {
    let (mut terminal, screen) = terminal(8, 1);
    let loud =
        Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::BOLD | Modifier::DIM);
    terminal.paint(|frame| {
        frame.set_string(0, 0, "a", loud);
        frame.set_string(1, 0, "b", loud.remove_modifier(Modifier::BOLD));
        frame.set_string(2, 0, "c", Style::new().fg(Color::Indexed(200)));
        frame.set_string(3, 0, "d", Style::new().fg(Color::LightBlue));
        frame.set_string(4, 0, "e", Style::new());
    });
    let painted = screen.take().replace(super::BEGIN_ANEW, "").replace('\u{1b}', "");
    assert_eq!(painted, "[1;2;31;48;2;1;2;3ma[22;2mb[0;38;5;200mc[94md[me");
}

#[test]
fn a_blank_needs_no_look_that_cannot_be_seen_on_it() {
    let (mut terminal, screen) = terminal(8, 1);
    let key = Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD);
    terminal.paint(|frame| frame.set_string(0, 0, "a", key));
    screen.take();
    terminal.paint(|frame| {
        frame.set_string(0, 0, "a b", key);
        frame.set_string(1, 0, " ", Style::new());
    });
    assert_eq!(screen.take(), " \u{1b}[1;36mb\u{1b}[m");
}

#[test]
fn an_emoji_of_several_characters_empties_its_cells_and_what_it_may_overrun_is_painted_again() {
    let (mut terminal, screen) = terminal(12, 1);
    let family = "👩\u{200d}👩\u{200d}👧";
    for text in ["abcdefghij".to_owned(), format!("{family}cdefghij")] {
        screen.take();
        terminal.paint(|frame| frame.set_string(0, 0, text, Style::new()));
    }
    assert_eq!(screen.take(), format!("\r\u{1b}[C \r{family}\u{1b}[;3Hcdef"));
}

#[test]
fn an_emoji_of_several_characters_at_the_edge_does_not_run_on_into_the_next_row() {
    let (mut terminal, screen) = terminal(4, 2);
    let pair = "👩\u{200d}👩";
    terminal.paint(|frame| frame.set_string(2, 1, pair, Style::new()));
    let painted = screen.take();
    assert!(painted.ends_with(&format!("\u{1b}[?7l{pair}\u{1b}[?7h")), "{painted:?}");
}

#[test]
fn a_frame_is_written_in_one_piece() {
    let (mut terminal, screen) = terminal(40, 12);
    list(&mut terminal, 0, 0);
    list(&mut terminal, 1, 0);
    assert_eq!(screen.writes(), 2);
}

#[test]
fn a_large_frame_is_shown_at_once_and_a_small_one_costs_nothing_more() {
    let mut bytes = Vec::new();
    let size = Size::new(80, 24);
    let mut frame = Buffer::empty(Rect::new(0, 0, 80, 24));
    for row in 0..24 {
        frame.set_string(0, row, format!("row {row} ").repeat(9), Style::new());
    }
    let mut painter = Painter::new(&mut bytes, move || Ok(size));
    painter.show(&frame, None).expect("drawn");
    drop(painter);
    assert!(bytes.starts_with(BEGIN_AT_ONCE) && bytes.ends_with(END_AT_ONCE));
    bytes.clear();
    let mut painter = Painter::new(&mut bytes, move || Ok(size));
    painter.show(&Buffer::empty(Rect::new(0, 0, 80, 24)), None).expect("drawn");
    drop(painter);
    assert!(!bytes.windows(BEGIN_AT_ONCE.len()).any(|window| window == BEGIN_AT_ONCE));
}
