//! Where in a text none of many forms can begin, told by four bytes and without a look at the forms.

use super::{KEY, forms::alike};

/// Lets through the places at which one of some keys may stand, and few others.
///
/// Each key has one of 64 signs, and each of its bytes bears that sign in the byte's own place. Where the bytes of a
/// text have no sign in common, no key stands.
pub(super) struct Sieve {
    signs: Box<[[u64; 256]; KEY]>,
    keys: u32,
}

impl Default for Sieve {
    /// Nothing is let through.
    fn default() -> Self {
        Self { signs: Box::new([[0; 256]; KEY]), keys: 0 }
    }
}

impl Sieve {
    /// Lets through where this stands, as bytes are compared.
    pub(super) fn let_through(&mut self, key: [u8; KEY]) {
        let sign = 1 << (self.keys % u64::BITS);
        for (signs, wanted) in self.signs.iter_mut().zip(key) {
            for byte in (0..=u8::MAX).filter(|byte| alike(*byte) == alike(wanted)) {
                signs[usize::from(byte)] |= sign;
            }
        }
        self.keys = self.keys.wrapping_add(1);
    }

    /// The places in a text that are let through, in order.
    pub(super) fn places(&self, text: &[u8]) -> impl Iterator<Item = usize> {
        let [first, second, third, fourth] = &*self.signs;
        let signs = |window: &[u8]| match *window {
            [one, two, three, four] => {
                let signs = first[usize::from(one)] & second[usize::from(two)];
                signs & third[usize::from(three)] & fourth[usize::from(four)]
            }
            _ => 0,
        };
        text.windows(KEY).enumerate().filter(move |(_, window)| signs(window) != 0).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_let_through_wherever_it_stands_and_however_it_is_written() {
        let mut sieve = Sieve::default();
        sieve.let_through(*b"ab c");
        assert_eq!(sieve.places(b"ab cxAB+C ab_c ab").collect::<Vec<_>>(), [0, 5]);
    }

    #[test]
    fn nothing_is_let_through_where_there_is_no_key() {
        assert_eq!(Sieve::default().places(b"anything").count(), 0);
        let mut sieve = Sieve::default();
        sieve.let_through(*b"abcd");
        assert_eq!(sieve.places(b"abc").count(), 0);
    }

    #[test]
    fn every_one_of_many_keys_is_let_through() {
        let mut sieve = Sieve::default();
        let keys: Vec<[u8; KEY]> = (0..500u32).map(u32::to_be_bytes).collect();
        for key in &keys {
            sieve.let_through(*key);
        }
        assert!(keys.iter().all(|key| sieve.places(key).eq([0])));
    }
}
