//! Colours and attributes, and the shortest way from one look to another: SGR, ECMA-48, 8.3.117.

use std::io::Write as _;

use ratatui::style::{Color, Modifier};

/// What shows on a cell without a character too.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Each attribute with the numbers that turn it on and off. Two that share the second go off together.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// A colour, in 26 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(u32);

impl Ink {
    pub(super) const DEFAULT: Self = Self(0);
    const BASIC: u32 = 1 << 24;
    const INDEXED: u32 = 2 << 24;
    const TRUE: u32 = 3 << 24;

    fn new(color: Color) -> Self {
        Self(match color {
            Color::Reset => 0,
            Color::Black => Self::BASIC,
            Color::Red => Self::BASIC + 1,
            Color::Green => Self::BASIC + 2,
            Color::Yellow => Self::BASIC + 3,
            Color::Blue => Self::BASIC + 4,
            Color::Magenta => Self::BASIC + 5,
            Color::Cyan => Self::BASIC + 6,
            Color::Gray => Self::BASIC + 7,
            Color::DarkGray => Self::BASIC + 60,
            Color::LightRed => Self::BASIC + 61,
            Color::LightGreen => Self::BASIC + 62,
            Color::LightYellow => Self::BASIC + 63,
            Color::LightBlue => Self::BASIC + 64,
            Color::LightMagenta => Self::BASIC + 65,
            Color::LightCyan => Self::BASIC + 66,
            Color::White => Self::BASIC + 67,
            Color::Indexed(number) => Self::INDEXED + u32::from(number),
            Color::Rgb(red, green, blue) => Self::TRUE + u32::from_be_bytes([0, red, green, blue]),
        })
    }

    /// Adds the numbers that choose it; `base` is 30 for the foreground and 40 for the background. The sixteen
    /// colours have numbers of their own, the brighter eight by a custom that all terminals follow.
    fn choose(self, base: u32, numbers: &mut Numbers) {
        let [kind, red, green, blue] = self.0.to_be_bytes();
        match kind {
            0 => numbers.add(base + 9),
            1 => numbers.add(base + u32::from(blue)),
            2 => numbers.add_all([base + 8, 5, blue.into()]),
            _ => numbers.add_all([base + 8, 2, red.into(), green.into(), blue.into()]),
        }
    }
}

/// How a cell looks: its foreground, its background and its attributes in one word, so that cells are quickly compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look(u64);

impl Look {
    /// That of an erased cell.
    pub(super) const PLAIN: Self = Self(0);

    const INK_BITS: u32 = 26;
    const INK: u64 = (1 << Self::INK_BITS) - 1;

    pub(super) fn new(foreground: Color, background: Color, modifier: Modifier) -> Self {
        Self::of(Ink::new(foreground), Ink::new(background), modifier)
    }

    fn of(foreground: Ink, background: Ink, modifier: Modifier) -> Self {
        let inks = u64::from(foreground.0) | u64::from(background.0) << Self::INK_BITS;
        Self(inks | u64::from(modifier.bits()) << (2 * Self::INK_BITS))
    }

    fn foreground(self) -> Ink {
        Ink(u32::try_from(self.0 & Self::INK).unwrap_or_default())
    }

    fn background(self) -> Ink {
        Ink(u32::try_from(self.0 >> Self::INK_BITS & Self::INK).unwrap_or_default())
    }

    fn modifier(self) -> Modifier {
        u16::try_from(self.0 >> (2 * Self::INK_BITS)).map_or(Modifier::empty(), Modifier::from_bits_truncate)
    }

    /// What of it can be seen on a cell without a character.
    pub(super) fn of_blank(self) -> Self {
        if self.modifier().intersects(SEEN_ON_BLANK) {
            self
        } else {
            Self::of(Ink::DEFAULT, self.background(), Modifier::empty())
        }
    }

    /// The word.
    pub(super) fn bits(self) -> u64 {
        self.0
    }
}

/// Writes what changes the terminal from one look to another: either what differs, or everything after a reset,
/// whichever is shorter.
pub(super) fn change(from: Look, to: Look, bytes: &mut Vec<u8>) {
    if from == to {
        return;
    }
    if to == Look::PLAIN {
        bytes.extend_from_slice(b"\x1b[m");
        return;
    }
    let anew = {
        let mut numbers = Numbers::default();
        numbers.add(0);
        add(Look::PLAIN, to, &mut numbers);
        numbers
    };
    let mut difference = Numbers::default();
    add(from, to, &mut difference);
    let shorter = if difference.len() <= anew.len() { difference } else { anew };
    bytes.extend_from_slice(b"\x1b[");
    bytes.extend_from_slice(shorter.text());
    bytes.push(b'm');
}

fn add(from: Look, to: Look, numbers: &mut Numbers) {
    let (mut on, wanted) = (from.modifier(), to.modifier());
    for (attribute, _, off) in ATTRIBUTES {
        if (on - wanted).contains(attribute) {
            numbers.add(off.into());
            for (other, _, also) in ATTRIBUTES {
                if also == off {
                    on.remove(other);
                }
            }
        }
    }
    for (attribute, number, _) in ATTRIBUTES {
        if (wanted - on).contains(attribute) {
            numbers.add(number.into());
        }
    }
    if from.foreground() != to.foreground() {
        to.foreground().choose(30, numbers);
    }
    if from.background() != to.background() {
        to.background().choose(40, numbers);
    }
}

/// The numbers of one sequence, with semicolons between them. There is room for all that a look can need: thirteen
/// attributes and two colours of five numbers.
struct Numbers {
    text: [u8; 96],
    end: usize,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { text: [0; 96], end: 0 }
    }
}

impl Numbers {
    fn add(&mut self, number: u32) {
        let separator = if self.end == 0 { "" } else { ";" };
        let room = &mut self.text[self.end..];
        let before = room.len();
        let mut rest = &mut *room;
        // There is always room; see above.
        let _ = write!(rest, "{separator}{number}");
        self.end += before - rest.len();
    }

    fn add_all<const COUNT: usize>(&mut self, numbers: [u32; COUNT]) {
        for number in numbers {
            self.add(number);
        }
    }

    fn len(&self) -> usize {
        self.end
    }

    fn text(&self) -> &[u8] {
        &self.text[..self.end]
    }
}
