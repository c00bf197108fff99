//! A body that is small on the way and very large once it is unpacked.

/// Bits, the lowest first, as deflate packs them (RFC 1951 section 3.1.1).
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.used % 8);
        }
        self.used += 1;
    }

    fn push_all(&mut self, bits: &str) {
        bits.chars().for_each(|bit| self.push(bit == '1'));
    }
}

/// Spaces, about `mebibytes` of them, as gzip: one space, and again and again "the same 258 times more".
pub(crate) fn spaces(mebibytes: usize) -> Vec<u8> {
    // The codes are those of section 3.2.6; a block that is not the last, so that the end never comes.
    let mut bits = Bits::default();
    bits.push_all("010");
    bits.push_all("01010000");
    for _ in 0..mebibytes * 1024 * 1024 / 258 {
        bits.push_all("1100010100000");
    }
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    head.into_iter().chain(bits.bytes).collect()
}
