use super::*;

fn pages(news: impl Iterator<Item = bool>) -> Option<(usize, Problem)> {
    let mut headway = Headway::default();
    news.enumerate().find_map(|(page, news)| Some((page + 1, headway.page(news).err()?)))
}

#[test]
fn pages_that_bring_nothing_are_followed_for_a_while() {
    let (page, problem) = pages(std::iter::repeat(false)).expect("an end");
    assert_eq!(page, 1_000);
    assert!(problem.message().contains("1000 pages in a row brought nothing new"), "{problem}");
}

#[test]
fn news_now_and_then_is_enough_but_not_for_ever() {
    let (page, problem) = pages((0_u64..).map(|page| page % 999 == 0)).expect("an end");
    assert_eq!(page, 200_000);
    assert!(problem.message().contains("no end after 200000 pages"), "{problem}");
    assert_eq!(pages((0..100_000).map(|_| true)), None, "a million licenses, ten at a time");
}
