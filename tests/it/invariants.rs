//! Whatever comes, in whatever order: the state machine keeps its promises and every state can be drawn.

mod answers;
mod witness;

use lictor::app::keymap::Keymap;
use proptest::prelude::*;

use self::witness::{COMMANDS, Event, KEYS, Witness};

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        10 => (0..KEYS.len()).prop_map(|key| Event::Key(KEYS[key].parse().expect("a key"))),
        1 => "[a-z \\n\u{1b}東\u{202e}]{0,12}".prop_map(Event::Paste),
        1 => (1_u16..200, 1_u16..60).prop_map(|(columns, rows)| Event::Resize(columns, rows)),
        2 => (any::<u8>(), 0_u16..200, 0_u16..60).prop_map(|(what, column, row)| Event::Mouse(what, column, row)),
        1 => (0_u64..100_000).prop_map(Event::Tick),
        6 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Event::Reply { which, how }),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(which, how)| Event::Progress { which, how }),
        1 => (0_u64..50).prop_map(Event::Late),
        4 => (any::<usize>(), prop::bool::weighted(0.9)).prop_map(|(which, well)| Event::Arranged { which, well }),
        1 => any::<usize>().prop_map(Event::ArrangedLate),
        2 => (0..COMMANDS.len()).prop_map(Event::Command),
        1 => any::<u8>().prop_map(Event::Filed),
        3 => Just(Event::Secret),
        1 => prop::bool::weighted(0.2).prop_map(Event::Connected),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_breaks_the_console(
        logs_in: bool, is_careful: bool, in_place in prop::sample::select(vec![0_usize, 10, 1000]),
        events in prop::collection::vec(event(), 1..80)
    ) {
        let mut witness = Witness::new(logs_in, is_careful, in_place, Keymap::default());
        for event in &events {
            witness.happen(event);
            witness.check();
            if witness.left {
                break;
            }
        }
        witness.arrange_all();
    }
}
