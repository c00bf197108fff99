use super::*;

#[test]
fn the_text_goes_out_as_base64() {
    assert_eq!(sequence("lictor", Between::Nothing), "\x1b]52;c;bGljdG9y\x07");
}

#[test]
fn tmux_passes_it_on() {
    assert_eq!(sequence("a", Between::Tmux), "\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
}

#[test]
fn screen_gets_it_in_pieces_that_it_can_bear() {
    let sent = sequence(&"x".repeat(200), Between::Screen);
    let pieces: Vec<&str> = sent.split_inclusive("\x1b\\").collect();
    let inside = |piece: &str| {
        piece.strip_prefix("\x1bP").and_then(|rest| rest.strip_suffix("\x1b\\")).map(str::to_owned)
    };
    let joined: Option<String> = pieces.iter().map(|piece| inside(piece)).collect();
    assert_eq!(joined, Some(sequence(&"x".repeat(200), Between::Nothing)));
    assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE + 4));
}
