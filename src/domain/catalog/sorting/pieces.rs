//! Sorting many items so that it can be stopped: they are parted by their keys until what is to be sorted at once is
//! little. Uses the standard library only.

/// How many items are looked at before it is asked whether to stop.
pub(super) const AT_ONCE: usize = 1 << 14;

/// How many keys are looked at for the one that parts the items.
const SAMPLES: usize = 63;

/// The least share of the items that parting should leave on either side.
const LEAST_SHARE: usize = 16;

/// Sorts items by their keys, each of which must be there once. None when it `stops`: the items then stand in any order.
pub(super) fn sort_by_key<T, K: Ord + Copy>(
    items: &mut [T], key: impl Fn(&T) -> K, stops: &dyn Fn() -> bool,
) -> Option<()> {
    if items.len() <= AT_ONCE {
        items.sort_unstable_by_key(key);
        return Some(());
    }
    let mut pieces = vec![items];
    while let Some(piece) = pieces.pop() {
        if stops() {
            return None;
        }
        let at = if piece.len() > AT_ONCE { part(piece, &key) } else { 0 };
        // Where the sample was bad, others might be bad too; the library is never worse than it has to be.
        if at.min(piece.len() - at) <= piece.len() / LEAST_SHARE {
            piece.sort_unstable_by_key(&key);
        } else {
            let (before, from) = piece.split_at_mut(at);
            pieces.extend([from, before]);
        }
    }
    Some(())
}

/// Puts the items with small keys before those with large ones; how many are small.
fn part<T, K: Ord + Copy>(items: &mut [T], key: impl Fn(&T) -> K) -> usize {
    let mut samples: Vec<K> = items.iter().step_by(items.len().div_ceil(SAMPLES)).map(&key).collect();
    samples.sort_unstable();
    let Some(middle) = samples.get(samples.len() / 2).copied() else {
        return 0;
    };
    let (mut start, mut end) = (0, items.len());
    loop {
        start += items[start..end].iter().take_while(|item| key(item) < middle).count();
        end -= items[start..end].iter().rev().take_while(|item| key(item) >= middle).count();
        if start == end {
            return start;
        }
        items.swap(start, end - 1);
        (start, end) = (start + 1, end - 1);
    }
}

#[cfg(test)]
mod tests;
