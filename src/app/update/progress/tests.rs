use std::time::Duration;

use super::*;
use crate::{
    app::{Msg, screens::Screen, testing::*},
    domain::{Problem, Reply},
};

const SECOND: Duration = Duration::from_secs(1);

fn busy() -> Progress {
    let delay = 12 * SECOND;
    Progress::Waiting { problem: Problem::Busy { status: 429, retry_after: Some(delay) }, delay }
}

/// What the last request is at, in words.
#[track_caller]
fn words(desk: &Desk, id: RequestId) -> Option<String> {
    let waiting = desk.model.shared.requests.get(id).expect("it is awaited");
    waiting.stage.as_ref().map(|stage| stage.words(desk.model.shared.now))
}

#[test]
fn a_wait_is_counted_down_from_the_first_tick_on() {
    let mut desk = Desk::on_three();
    desk.send(Msg::Ticked(100 * SECOND));
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.send(Msg::Progressed { id, progress: busy() });
    for (now, left) in [(400_000, 12), (400_100, 12), (401_000, 11), (411_900, 1), (500_000, 0)] {
        desk.send(Msg::Ticked(Duration::from_millis(now)));
        let expected = format!("the server is busy (429): again in {left} s · Esc gives up");
        assert_eq!(words(&desk, id), Some(expected));
    }
    desk.send(Msg::Progressed { id, progress: Progress::Trying });
    assert_eq!(words(&desk, id), None);
    desk.send(Msg::Progressed { id, progress: Progress::ReadingBack { reason: "cut".into() } });
    assert_eq!(words(&desk, id).as_deref(), Some("no answer: reading back what became of it"));
}

#[test]
fn esc_gives_up_a_change_that_waits_and_only_that() {
    for keys in ["t", "e ! ctrl-s"] {
        let mut desk = Desk::on_three();
        desk.press(keys);
        let (id, _) = desk.last_call();
        let title = desk.title();
        assert!(!desk.press("esc").contains(&Effect::GiveUp(id)), "it is on its way");
        let mut desk = Desk::on_three();
        desk.press(keys);
        let (id, _) = desk.last_call();
        desk.send(Msg::Progressed { id, progress: busy() });
        assert_eq!(desk.press("esc"), [Effect::GiveUp(id)]);
        assert_eq!(desk.title(), title);
        assert!(desk.model.shared.requests.get(id).is_some(), "its answer still comes");
        assert!(!desk.press("esc").contains(&Effect::GiveUp(id)), "once is enough");
        let not_done = Problem::NotDone { reason: "busy".into() };
        desk.send(Msg::Replied { id, result: Err(not_done) });
        assert!(desk.model.shared.requests.get(id).is_none());
    }
}

#[test]
fn a_form_over_the_table_does_not_give_up_a_change_of_the_table_while_it_is_typed_in() {
    let mut desk = Desk::on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.press("n");
    desk.send(Msg::Progressed { id, progress: busy() });
    assert_eq!(desk.press("esc"), []);
    assert_eq!(desk.title(), "Licenses");
    assert_eq!(desk.press("esc"), [Effect::GiveUp(id)]);
}

#[test]
fn a_read_that_waits_is_cancelled_by_esc() {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..4, Some("two")))));
    let (id, _) = desk.last_call();
    desk.send(Msg::Progressed { id, progress: busy() });
    assert!(desk.press("esc").contains(&Effect::Cancel(id)));
    assert!(matches!(desk.model.front(), Some(Screen::Licenses(_))));
}

#[test]
fn leaving_tells_a_change_that_waits_from_one_that_is_on_its_way() {
    use crate::app::screens::Overlay;
    let mut desk = Desk::on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    let asked = |desk: &mut Desk| {
        desk.press("q");
        match desk.model.overlay.take() {
            Some(Overlay::Question(question)) => question.lines.concat(),
            other => panic!("{other:?}"),
        }
    };
    assert!(asked(&mut desk).contains("Leaving waits for its answer"));
    desk.send(Msg::Progressed { id, progress: busy() });
    assert!(asked(&mut desk).contains("Leaving gives it up"));
}

#[test]
fn what_the_journal_does_not_take_stays_in_sight() {
    let mut desk = Desk::on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.send(Msg::Progressed { id, progress: Progress::NotNoted { reason: "the disk is full".into() } });
    assert!(desk.notice().contains("the disk is full"));
    desk.send(Msg::Replied { id, result: Ok(updated(license(1))) });
    assert!(desk.notice().contains("t turns it back"), "{}", desk.notice());
    assert!(desk.notice().contains("could not be written: the disk is full"), "{}", desk.notice());
}

#[test]
fn what_is_told_of_a_request_that_nobody_awaits_is_no_matter() {
    let mut desk = Desk::on_three();
    let effects = desk.send(Msg::Progressed { id: RequestId(99), progress: busy() });
    assert_eq!(effects, []);
    assert!(desk.model.shared.requests.get(RequestId(99)).is_none());
}
