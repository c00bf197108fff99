use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::domain::license::{License, LicenseId, Status};

const PAGE_SIZE: u32 = 2;

fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: String::new(),
        description: None,
        sku: String::new(),
        status: Status::Enabled,
    }
}

/// A page as a server gives it that names its pages as the API's example does.
fn documented(number: u64, pages: u64) -> LicensePage {
    let first = i64::try_from(number * 10).expect("a small number");
    LicensePage {
        results: None,
        pages: Some(pages),
        page: Some(number),
        next: (number < pages).then(|| documented_token(PAGE_SIZE, number + 1)),
        licenses: vec![license(first), license(first + 1)],
    }
}

fn busy() -> Problem {
    Problem::Busy { status: 429, retry_after: Some(Duration::from_secs(1)) }
}

fn failed() -> Problem {
    Problem::ServerFailed { status: 500, reason: None }
}

/// A reader and what it has asked for: the number of a request is its place in `asked`.
struct Reader {
    walk: Walk,
    foresight: Foresight<usize>,
    asked: Vec<Option<PageToken>>,
    taken: Vec<LicensePage>,
}

impl Reader {
    fn new(reads_ahead: bool) -> Self {
        let foresight = Foresight::new(PAGE_SIZE, reads_ahead);
        Self { walk: Walk::default(), foresight, asked: Vec::new(), taken: Vec::new() }
    }

    /// A reader of ten pages who has the first.
    fn of_ten() -> Self {
        let mut reader = Self::new(true);
        reader.ask(usize::MAX);
        reader.answer(0, Ok(documented(1, 10)));
        reader.ask(usize::MAX);
        reader
    }

    fn ask(&mut self, wanted: usize) -> usize {
        let before = self.asked.len();
        while let Some(token) = self.foresight.ask(&self.walk, wanted) {
            self.foresight.asked(self.asked.len());
            self.asked.push(token);
        }
        self.asked.len() - before
    }

    fn answer(&mut self, request: usize, result: Result<LicensePage, Problem>) {
        self.foresight.answered(request, result);
        while let Some(taken) = self.foresight.take(&self.walk) {
            let page = taken.expect("a page");
            self.walk.accept(&page).expect("a walk that goes on");
            self.taken.push(page);
        }
    }

    fn numbers(&self) -> Vec<u64> {
        self.taken.iter().filter_map(|page| page.page).collect()
    }

    fn under_way(&self) -> Vec<usize> {
        self.foresight.requests().collect()
    }
}

fn tokens(numbers: std::ops::RangeInclusive<u64>) -> Vec<Option<PageToken>> {
    numbers.map(|number| Some(documented_token(PAGE_SIZE, number))).collect()
}

#[test]
fn a_token_is_as_in_the_example_of_the_api() {
    assert_eq!(documented_token(1, 2), PageToken("cGFnZV9zaXplPTEmcGFnZT0y".to_owned()));
}

#[test]
fn the_first_page_is_asked_for_alone_and_then_six_at_once() {
    let reader = Reader::of_ten();
    assert_eq!(reader.asked[0], None);
    assert_eq!(reader.asked[1..], tokens(2..=7));
    assert!(Reader::new(true).ask(usize::MAX) == 1);
}

#[test]
fn pages_are_given_out_in_their_order_however_they_come() {
    let mut reader = Reader::of_ten();
    for request in [3, 6, 2] {
        reader.answer(request, Ok(documented(request as u64 + 1, 10)));
    }
    assert_eq!(
        (reader.numbers(), reader.ask(usize::MAX)),
        (vec![1], 0),
        "what waits for its turn counts too"
    );
    reader.answer(1, Ok(documented(2, 10)));
    assert_eq!((reader.numbers(), reader.ask(usize::MAX)), (vec![1, 2, 3, 4], 3));
}

#[test]
fn no_page_is_asked_for_that_the_server_says_is_not_there() {
    let mut reader = Reader::of_ten();
    for request in 1..10 {
        reader.answer(request, Ok(documented(request as u64 + 1, 10)));
        reader.ask(usize::MAX);
    }
    assert!(reader.walk.is_complete());
    assert_eq!(reader.asked.len(), 10, "each page once and nothing else");
}

#[test]
fn where_the_end_is_not_known_no_more_is_asked_for_in_vain_than_was_read() {
    let mut reader = Reader::new(true);
    reader.ask(usize::MAX);
    let unknown = |number| LicensePage { pages: None, ..documented(number, 99) };
    reader.answer(0, Ok(unknown(1)));
    assert_eq!(reader.ask(usize::MAX), 2);
    reader.answer(1, Ok(unknown(2)));
    assert_eq!(reader.ask(usize::MAX), 2);
    reader.answer(2, Ok(unknown(3)));
    assert_eq!(reader.under_way().len() + reader.ask(usize::MAX), 4);
}

#[test]
fn no_more_is_asked_for_than_is_wanted() {
    let mut reader = Reader::new(true);
    reader.ask(1);
    reader.answer(0, Ok(documented(1, 10)));
    assert_eq!((reader.ask(0), reader.ask(1), reader.ask(1), reader.ask(3)), (0, 1, 0, 2));
}

#[test]
fn who_does_not_read_ahead_has_one_page_at_a_time() {
    let mut reader = Reader::new(false);
    reader.ask(usize::MAX);
    reader.answer(0, Ok(documented(1, 10)));
    assert_eq!(reader.ask(usize::MAX), 1);
}

#[test]
fn other_tokens_are_followed_one_by_one() {
    let opaque = LicensePage { next: Some(PageToken("two".to_owned())), ..documented(1, 10) };
    let of_another_size = LicensePage { next: Some(documented_token(9, 2)), ..documented(1, 10) };
    let without_number = LicensePage { page: None, ..documented(1, 10) };
    for first in [opaque, of_another_size, without_number] {
        let mut reader = Reader::new(true);
        reader.ask(usize::MAX);
        reader.answer(0, Ok(first));
        assert_eq!(reader.ask(usize::MAX), 1);
        reader.answer(1, Ok(documented(2, 10)));
        assert_eq!(reader.ask(usize::MAX), 1, "and that does not change");
    }
}

#[test]
fn a_page_that_is_not_the_one_that_was_foreseen_ends_all_foresight() {
    let other_number = LicensePage { page: Some(9), ..documented(3, 10) };
    let other_next = LicensePage { next: Some(PageToken("four".to_owned())), ..documented(3, 10) };
    for other in [other_number, other_next] {
        let mut reader = Reader::of_ten();
        reader.answer(2, Ok(other));
        reader.answer(4, Ok(documented(5, 10)));
        reader.answer(1, Ok(documented(2, 10)));
        assert_eq!(reader.numbers(), [1, 2], "the wrong page is not among them");
        assert_eq!(reader.foresight.dropped(), [3, 5, 6]);
        assert_eq!(reader.ask(usize::MAX), 1, "in sequence from there");
        assert_eq!(reader.asked.last(), tokens(3..=3).first());
    }
}

#[test]
fn a_foreseen_page_that_fails_is_asked_for_again_in_its_turn_and_others_meanwhile_are_fewer() {
    let mut reader = Reader::of_ten();
    reader.answer(2, Err(failed()));
    assert_eq!(reader.ask(usize::MAX), 0, "not before its turn");
    reader.answer(1, Ok(documented(2, 10)));
    assert_eq!(
        (reader.numbers(), reader.ask(usize::MAX)),
        (vec![1, 2], 0),
        "four are under way, three may be"
    );
    for request in [3, 4, 5, 6] {
        reader.answer(request, Ok(documented(request as u64 + 1, 10)));
    }
    assert_eq!(reader.ask(usize::MAX), 1);
    assert_eq!(reader.asked.last(), tokens(3..=3).first());
    reader.answer(7, Ok(documented(3, 10)));
    assert_eq!((reader.numbers(), reader.ask(usize::MAX)), (vec![1, 2, 3, 4, 5, 6, 7], 3));
}

#[test]
fn a_foreseen_page_whose_turn_came_before_it_failed_is_asked_for_again_too() {
    let mut reader = Reader::of_ten();
    reader.answer(1, Ok(documented(2, 10)));
    reader.answer(2, Err(failed()));
    assert_eq!((reader.numbers(), reader.walk.is_complete()), (vec![1, 2], false));
    assert_eq!(reader.ask(usize::MAX), 0, "there is enough under way for a server that fails");
    for request in [3, 4, 5] {
        reader.answer(request, Ok(documented(request as u64 + 1, 10)));
    }
    assert_eq!(reader.ask(usize::MAX), 1);
    reader.foresight.answered(7, Err(failed()));
    assert_eq!(reader.foresight.take(&reader.walk), Some(Err(failed())), "in its turn, a failure is one");
}

#[test]
fn a_page_that_is_tried_again_by_itself_is_waited_for_in_its_turn_only() {
    let mut reader = Reader::of_ten();
    reader.foresight.held_up(1, &failed());
    assert!(reader.foresight.dropped().is_empty());
    reader.foresight.held_up(4, &failed());
    assert_eq!(reader.foresight.dropped(), [4]);
    assert_eq!(reader.under_way(), [1, 2, 3, 5, 6]);
}

#[test]
fn a_busy_server_is_asked_for_one_page_at_a_time_from_then_on() {
    let mut reader = Reader::of_ten();
    reader.foresight.held_up(3, &busy());
    assert_eq!(reader.foresight.dropped(), [2, 4, 5, 6], "all but the next page and the one that waits");
    reader.answer(1, Ok(documented(2, 10)));
    assert_eq!(reader.ask(usize::MAX), 0, "nothing is asked for while the server wants to be left alone");
    reader.answer(3, Ok(documented(4, 10)));
    for number in [3, 5, 6, 7] {
        assert_eq!((number, reader.ask(usize::MAX)), (number, 1));
        assert_eq!(reader.asked.last(), tokens(number..=number).first());
        let request = reader.asked.len() - 1;
        reader.answer(request, Ok(documented(number, 10)));
    }
    assert_eq!(reader.numbers(), [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn where_the_next_page_waits_for_a_busy_server_no_other_does() {
    for order in [[1, 3], [3, 1]] {
        let mut reader = Reader::of_ten();
        for request in order {
            reader.foresight.held_up(request, &busy());
        }
        assert_eq!(reader.under_way(), [1]);
    }
}

#[test]
fn a_server_that_is_too_busy_ends_the_listing_only_at_the_page_whose_turn_it_is() {
    let mut reader = Reader::of_ten();
    reader.answer(3, Err(busy()));
    assert_eq!(reader.under_way(), [1]);
    reader.foresight.answered(1, Err(busy()));
    assert_eq!(reader.foresight.take(&reader.walk), Some(Err(busy())));
}

#[test]
fn a_walk_that_steps_back_discards_what_was_foreseen() {
    let mut reader = Reader::of_ten();
    reader.answer(3, Ok(documented(4, 10)));
    reader.walk.step_back(1);
    assert_eq!(reader.ask(usize::MAX), 1);
    assert_eq!(reader.foresight.dropped(), [1, 2, 4, 5, 6]);
    assert_eq!(reader.asked.last(), Some(&None), "the first page, once more");
    let request = reader.asked.len() - 1;
    reader.answer(request, Ok(documented(1, 10)));
    assert_eq!((reader.ask(usize::MAX), reader.asked[request + 1..].to_vec()), (6, tokens(2..=7)));
}

#[test]
fn an_end_that_comes_early_drops_what_lies_behind_it() {
    let mut reader = Reader::of_ten();
    reader.answer(2, Ok(LicensePage { next: None, ..documented(3, 10) }));
    reader.answer(1, Ok(documented(2, 10)));
    assert!(reader.walk.is_complete());
    assert_eq!((reader.ask(usize::MAX), reader.foresight.dropped()), (0, vec![3, 4, 5, 6]));
}

#[test]
fn answers_that_nobody_awaits_change_nothing() {
    let mut reader = Reader::of_ten();
    reader.answer(0, Ok(documented(1, 10)));
    reader.answer(77, Err(busy()));
    reader.foresight.held_up(77, &busy());
    assert_eq!((reader.numbers(), reader.under_way().len()), (vec![1], 6));
}

/// What a server has behind one token, and how often it fails before that comes.
#[derive(Clone, Debug)]
struct Behind {
    page: LicensePage,
    failures: Vec<Problem>,
}

/// A server whose pages are whatever they are: `pages[n]` is behind the documented token of page `n + 1`, and any other
/// token names its place by a plain number.
#[derive(Clone, Debug)]
struct Server(Vec<Behind>);

impl Server {
    fn place(token: Option<&PageToken>, count: usize) -> Option<usize> {
        let Some(token) = token else { return Some(0) };
        (0..count).find(|place| {
            *token == documented_token(PAGE_SIZE, *place as u64 + 1) || token.0 == place.to_string()
        })
    }

    fn answer(&self, token: Option<&PageToken>) -> LicensePage {
        match Self::place(token, self.0.len()) {
            Some(place) => self.0[place].page.clone(),
            // Beyond the end: nothing, or so it says.
            None => LicensePage { page: Some(1), ..LicensePage::default() },
        }
    }

    /// What a walk finds that knows nothing of foresight.
    fn in_sequence(&self) -> (Vec<LicensePage>, Option<Problem>) {
        let (mut walk, mut pages) = (Walk::default(), Vec::new());
        while let Some(token) = walk.next_token() {
            let page = self.answer(token.as_ref());
            let accepted = walk.accept(&page);
            pages.push(page);
            if let Err(problem) = accepted {
                return (pages, Some(problem));
            }
        }
        (pages, None)
    }
}

fn server() -> impl Strategy<Value = Server> {
    let next = |place: usize| {
        prop_oneof![
            12 => Just(Some(documented_token(PAGE_SIZE, place as u64 + 2))),
            1 => Just(Some(PageToken((place + 1).to_string()))),
            1 => (0..20_u64).prop_map(|number| Some(documented_token(PAGE_SIZE, number))),
            1 => (0..20_u64).prop_map(|number| Some(PageToken(number.to_string()))),
            1 => Just(None),
        ]
    };
    let number = |place: usize| prop_oneof![16 => Just(Some(place as u64 + 1)), 1 => (0..20_u64).prop_map(Some), 1 => Just(None)];
    let problems = prop_oneof![Just(failed()), Just(busy())];
    let failures = prop_oneof![8 => Just(Vec::new()), 1 => prop::collection::vec(problems, 1..3)];
    let pages = prop_oneof![3 => (0..20_u64).prop_map(Some), 1 => Just(None)];
    let behind = move |place: usize| {
        let ids = prop::collection::vec(0..40_i64, 0..3);
        (next(place), number(place), pages.clone(), ids, failures.clone()).prop_map(
            |(next, page, pages, ids, failures)| {
                let licenses = ids.into_iter().map(license).collect();
                Behind { page: LicensePage { results: None, pages, page, next, licenses }, failures }
            },
        )
    };
    (1..15_usize).prop_flat_map(move |count| (0..count).map(&behind).collect::<Vec<_>>()).prop_map(Server)
}

/// Reads to the end; `choices` says which of the requests under way is answered next, and how its failures come.
fn ahead(server: &Server, choices: &[usize]) -> (Vec<LicensePage>, Option<Problem>, usize) {
    let mut reader = Reader::new(true);
    let mut failures: Vec<Vec<Problem>> = server.0.iter().map(|behind| behind.failures.clone()).collect();
    let mut problem = None;
    let mut most = 0;
    let mut choices = choices.iter().copied().cycle();
    reader.ask(usize::MAX);
    while let Some(request) = {
        let under_way = reader.under_way();
        most = most.max(under_way.len());
        let choice = choices.next().unwrap_or_default();
        (!under_way.is_empty()).then(|| under_way[choice % under_way.len()])
    } {
        let token = reader.asked[request].clone();
        let failure = Server::place(token.as_ref(), failures.len()).and_then(|place| failures[place].pop());
        match failure {
            Some(failure) if choices.next().is_some_and(|choice| choice % 2 == 0) => {
                reader.foresight.held_up(request, &failure);
            }
            // The client below tries again by itself, so that in its turn no page fails here.
            Some(failure) if reader.under_way().first() != Some(&request) => {
                reader.foresight.answered(request, Err(failure));
            }
            _ => reader.foresight.answered(request, Ok(server.answer(token.as_ref()))),
        }
        while let Some(taken) = reader.foresight.take(&reader.walk) {
            let page = taken.expect("no page fails in its turn");
            let accepted = reader.walk.accept(&page);
            reader.taken.push(page);
            problem = accepted.err();
        }
        reader.ask(usize::MAX);
        for request in reader.foresight.dropped() {
            assert!(!reader.foresight.awaits(request), "what is dropped is not awaited");
        }
    }
    (reader.taken, problem, most)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_ahead_finds_the_list_that_reading_in_sequence_finds(
        server in server(), choices in prop::collection::vec(0..8_usize, 1..40),
    ) {
        let (pages, problem, most) = ahead(&server, &choices);
        prop_assert_eq!((pages, problem), server.in_sequence());
        prop_assert!(most <= 8);
    }
}
