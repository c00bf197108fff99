//! Pages of a listing that are asked for before their turn.
//!
//! A token is opaque, so by contract a listing is read one page after the other (API section 1.1). But a server that
//! names its pages as the API's own example does, by number in base64, names all of them thereby: their tokens can be
//! foreseen, a few asked for at once, and each answer checked when its turn comes. What comes of it is the list that
//! [`Walk`] alone would have found: a page counts only where the page before led to the very token that it was asked
//! for with.

use std::collections::VecDeque;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    call::{LicensePage, PageToken},
    problem::Problem,
    walk::Walk,
};

/// How many pages are asked for at once. A round trip hides behind five others; more would only press a small server.
const AT_ONCE: usize = 6;

/// What is asked for, and what has come, from the page on that the walk wants next. `R` is what names a request.
///
/// To be used in turns: [`Foresight::ask`] and [`Foresight::asked`] until nothing is to be asked for,
/// [`Foresight::answered`], [`Foresight::take`] until nothing is to be taken in, and [`Foresight::dropped`] after each
/// of them.
#[derive(Debug)]
pub struct Foresight<R> {
    page_size: u32,
    /// How many pages may be asked for, or wait for their turn, at once.
    limit: usize,
    /// Whether all tokens so far were of the documented form.
    is_trusted: bool,
    /// The number of the page that the walk wants next, where the pages before have told it.
    number: Option<u64>,
    /// How many pages were as they were expected to be.
    verified: usize,
    /// How many pages there are, as the server last said. It bounds what is foreseen, and tells nothing of the end.
    pages: Option<u64>,
    /// The pages in their order; the first is the one that the walk wants next.
    queue: VecDeque<Place<R>>,
    dropped: Vec<R>,
}

/// A page that was asked for.
#[derive(Debug)]
struct Place<R> {
    token: Option<PageToken>,
    /// The number that it must have, where it was asked for before its turn.
    foreseen: Option<u64>,
    state: State<R>,
}

#[derive(Debug)]
enum State<R> {
    /// To be asked for when its turn comes: it was asked for too early, or in vain.
    Open,
    /// Its answer is awaited.
    Asked { request: R, is_held_up: bool },
    /// It is there.
    Came(Box<LicensePage>),
    /// It cannot be had.
    Failed(Problem),
}

impl<R: Copy + PartialEq> Foresight<R> {
    /// Nothing is asked for yet. A listing that does not read ahead has one page at a time.
    #[must_use]
    pub fn new(page_size: u32, reads_ahead: bool) -> Self {
        Self {
            page_size,
            limit: if reads_ahead { AT_ONCE } else { 1 },
            is_trusted: true,
            number: None,
            verified: 0,
            pages: None,
            queue: VecDeque::new(),
            dropped: Vec::new(),
        }
    }

    /// The most records on a page.
    #[must_use]
    pub fn page_size(&self) -> u32 {
        self.page_size
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn awaits(&self, request: R) -> bool {
        self.requests().any(|known| known == request)
    }

    /// The requests under way, in the order of their pages.
    pub fn requests(&self) -> impl Iterator<Item = R> {
        self.queue.iter().filter_map(|place| match &place.state {
            State::Asked { request, .. } => Some(*request),
            _ => None,
        })
    }

    /// The token of a page to ask for now: the outer `None` when there is none, the inner one for the first page.
    /// `wanted` is how many pages are needed from the next one of the walk on; no more are asked for. What is asked
    /// for is to be told to [`Foresight::asked`].
    pub fn ask(&mut self, walk: &Walk, wanted: usize) -> Option<Option<PageToken>> {
        self.follow(walk);
        let wanted = wanted.min(self.limit);
        if self.requests().count() >= wanted {
            return None;
        }
        match self.queue.front_mut() {
            None => {
                let token = walk.next_token()?;
                self.queue.push_back(Place { token, foreseen: None, state: State::Open });
            }
            // In its turn a page needs no prophet, and its failure is the listing's.
            Some(first) if matches!(first.state, State::Open) => first.foreseen = None,
            Some(_) => {
                let number = self.foreseeable().filter(|_| self.queue.len() < wanted)?;
                let token = Some(documented_token(self.page_size, number));
                self.queue.push_back(Place { token, foreseen: Some(number), state: State::Open });
                return self.queue.back().map(|place| place.token.clone());
            }
        }
        self.queue.front().map(|place| place.token.clone())
    }

    /// Notes under which name the page is asked for that [`Foresight::ask`] named last.
    pub fn asked(&mut self, request: R) {
        let mut places = self.queue.iter_mut();
        let open = match places.next() {
            Some(first) if matches!(first.state, State::Open) => Some(first),
            _ => places.next_back(),
        };
        if let Some(place) = open {
            place.state = State::Asked { request, is_held_up: false };
        }
    }

    /// The number of the page behind the last that was asked for, if it can be foreseen and is likely to be there.
    fn foreseeable(&self) -> Option<u64> {
        let ahead = self.queue.len();
        let number = self.number.filter(|_| self.is_trusted)?.checked_add(ahead as u64)?;
        let is_likely = match self.pages {
            Some(pages) => number <= pages,
            // Nobody knows where the end is: no more may be asked for in vain than was read.
            None => ahead <= self.verified,
        };
        is_likely.then_some(number)
    }

    /// Notes that a request fails for now and will be sent again by itself. A page whose turn has come waits for that;
    /// another one is given up until its turn. A server that is busy is asked for one page at a time from now on.
    pub fn held_up(&mut self, request: R, problem: &Problem) {
        let Some(at) = self.place_of(request) else {
            return;
        };
        if let Problem::Busy { .. } = problem {
            self.spare_the_server(at);
        } else if at > 0 {
            self.limit = (self.limit / 2).max(1);
            self.give_up(at);
        }
    }

    /// Leaves one request to wait for as long as the server asks for, and nothing else but the page whose turn has
    /// come: where that waits too, it alone.
    fn spare_the_server(&mut self, busy: usize) {
        self.limit = 1;
        if let State::Asked { is_held_up, .. } = &mut self.queue[busy].state {
            *is_held_up = true;
        }
        let is_held_up = |place: &Place<R>| matches!(place.state, State::Asked { is_held_up: true, .. });
        let waits = self.queue.iter().position(is_held_up);
        for at in 1..self.queue.len() {
            if waits != Some(at) {
                self.give_up(at);
            }
        }
    }

    /// Takes in an answer. One that is not awaited, any more or at all, is dropped.
    pub fn answered(&mut self, request: R, result: Result<LicensePage, Problem>) {
        let Some(at) = self.place_of(request) else {
            return;
        };
        let is_busy = matches!(result, Err(Problem::Busy { .. }));
        let place = &mut self.queue[at];
        place.state = match result {
            Ok(page) => State::Came(Box::new(page)),
            // It was asked for in sequence, or a busy server has said what there is to say.
            Err(problem) if at == 0 && (place.foreseen.is_none() || is_busy) => State::Failed(problem),
            Err(_) => State::Open,
        };
        if is_busy {
            self.spare_the_server(at);
        } else if matches!(self.queue[at].state, State::Open) {
            self.limit = (self.limit / 2).max(1);
        }
    }

    /// The page that the walk wants next, if it is there, to be taken in by the walk at once; or why it cannot be had.
    /// A foreseen page that is not what was foreseen is not given out, and neither is anything else that was: the
    /// listing then goes on page by page.
    pub fn take(&mut self, walk: &Walk) -> Option<Result<LicensePage, Problem>> {
        self.follow(walk);
        let first = self.queue.front()?;
        if let State::Came(page) = &first.state
            && let Some(number) = first.foreseen
            && !(page.page == Some(number) && (page.next.is_none() || self.leads_on(page, number)))
        {
            self.is_trusted = false;
            self.discard();
            return None;
        }
        if !matches!(first.state, State::Came(_) | State::Failed(_)) {
            return None;
        }
        match self.queue.pop_front()?.state {
            State::Came(page) => {
                self.learn(&page);
                Some(Ok(*page))
            }
            State::Failed(problem) => Some(Err(problem)),
            State::Open | State::Asked { .. } => None,
        }
    }

    /// Forgets everything that is under way or waits for its turn; the walk begins anew, or anew from where it stands.
    pub fn discard(&mut self) {
        self.dropped.extend(self.queue.iter().filter_map(Place::request));
        self.queue.clear();
        self.number = None;
    }

    /// The requests whose answers nobody wants any more, each once.
    pub fn dropped(&mut self) -> Vec<R> {
        std::mem::take(&mut self.dropped)
    }

    /// Sees to it that the first page here is the one that the walk wants next: it may have come to its end, gone
    /// back, or been led elsewhere than was foreseen.
    fn follow(&mut self, walk: &Walk) {
        if let Some(first) = self.queue.front()
            && walk.next_token().as_ref() != Some(&first.token)
        {
            self.discard();
        }
    }

    /// Takes notice of a page that the walk takes in: of its number, and whether the next one can be foreseen by it.
    fn learn(&mut self, page: &LicensePage) {
        self.pages = page.pages;
        let number = page.page.filter(|number| self.number.is_none_or(|expected| expected == *number));
        if let Some(number) = number.filter(|number| self.leads_on(page, *number)) {
            self.number = number.checked_add(1);
            self.verified += 1;
        } else {
            self.number = None;
            self.is_trusted &= page.next.is_none();
        }
    }

    /// Whether a page leads to the one that bears the next number, by the token that is documented for it.
    fn leads_on(&self, page: &LicensePage, number: u64) -> bool {
        let expected = number.checked_add(1).map(|number| documented_token(self.page_size, number));
        expected.is_some() && page.next == expected
    }

    fn place_of(&self, request: R) -> Option<usize> {
        self.queue.iter().position(|place| place.request() == Some(request))
    }

    /// Leaves a page to its turn.
    fn give_up(&mut self, at: usize) {
        if let Some(request) = self.queue[at].request() {
            self.dropped.push(request);
            self.queue[at].state = State::Open;
        }
    }
}

impl<R: Copy> Place<R> {
    fn request(&self) -> Option<R> {
        match self.state {
            State::Asked { request, .. } => Some(request),
            State::Open | State::Came(_) | State::Failed(_) => None,
        }
    }
}

/// The token of a page in the form of the API's example, `cGFnZV9zaXplPTEmcGFnZT0y` (API section 1.1).
#[must_use]
pub fn documented_token(page_size: u32, page: u64) -> PageToken {
    PageToken(STANDARD.encode(format!("page_size={page_size}&page={page}")))
}

#[cfg(test)]
mod tests;
