use tokio::time::Instant;

use super::*;

const HANG_UP: i32 = 1;
const INTERRUPT: i32 = 2;
const TERMINATE: i32 = 15;

/// How many of the inputs it takes until the operator has insisted; none when all of them do not.
async fn taken(left: Leaving, told: &[i32]) -> Option<usize> {
    let (sender, inputs) = mpsc::channel(told.len() + 1);
    for number in told {
        let input = if *number == 0 { Input::HungUp } else { Input::Signal(*number) };
        sender.try_send(input).expect("room");
    }
    drop(sender);
    let mut inputs = Inputs::from(inputs);
    let all = told.len();
    tokio::select! {
        biased;
        () = insisted(&mut inputs, left) => {}
        () = async {} => return None,
    }
    let mut left = 0;
    while inputs.already().is_some() {
        left += 1;
    }
    Some(all - left)
}

#[tokio::test]
async fn what_a_terminal_that_goes_away_tells_twice_is_not_insisting() {
    for left in [Leaving::HungUp, Leaving::Signal(HANG_UP), Leaving::Signal(TERMINATE), Leaving::Quit] {
        assert_eq!(taken(left, &[0, HANG_UP, 0, HANG_UP]).await, None, "{left:?}");
    }
    assert_eq!(taken(Leaving::HungUp, &[HANG_UP, TERMINATE]).await, None);
}

#[tokio::test]
async fn a_second_word_to_end_is() {
    assert_eq!(taken(Leaving::HungUp, &[TERMINATE, HANG_UP, TERMINATE]).await, Some(3));
    assert_eq!(taken(Leaving::Signal(TERMINATE), &[HANG_UP, TERMINATE]).await, Some(2));
    assert_eq!(taken(Leaving::HungUp, &[INTERRUPT]).await, Some(1));
    assert_eq!(taken(Leaving::Quit, &[TERMINATE]).await, Some(1));
}

#[tokio::test(start_paused = true)]
async fn the_end_is_forced_in_time_and_writes_are_waited_for() {
    let start = Instant::now();
    let (count, writes) = watch::channel(0);
    wait_in_vain(writes).await;
    assert_eq!(start.elapsed(), PATIENCE);
    count.send_replace(1);
    let writes = count.subscribe();
    let answer = async {
        sleep(PATIENCE * 10).await;
        count.send_replace(0);
    };
    let start = Instant::now();
    tokio::join!(wait_in_vain(writes), answer);
    assert_eq!(start.elapsed(), PATIENCE * 11);
    count.send_replace(1);
    let start = Instant::now();
    wait_in_vain(count.subscribe()).await;
    assert_eq!(start.elapsed(), PATIENCE * 2 + LONGEST_WRITE);
}
