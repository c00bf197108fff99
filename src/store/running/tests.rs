use super::*;

fn signs(directory: &Path) -> usize {
    fs::read_dir(directory.join("running")).map_or(0, Iterator::count)
}

#[test]
fn a_program_runs_for_as_long_as_its_sign_is_held() {
    let directory = tempfile::tempdir().expect("a directory");
    let running = Running::begin(directory.path()).expect("a sign");
    let name = running.name();
    assert!(Running::is_alive(directory.path(), name));
    assert!(!Running::is_alive(directory.path(), Uuid::new_v4()));
    drop(running);
    assert!(!Running::is_alive(directory.path(), name));
    assert_eq!(signs(directory.path()), 0);
}

#[test]
fn what_a_killed_program_leaves_is_taken_away() {
    let directory = tempfile::tempdir().expect("a directory");
    let killed = [Uuid::new_v4(), Uuid::new_v4()];
    for name in killed {
        files::append(&path(directory.path(), name)).expect("a file");
    }
    assert!(!Running::is_alive(directory.path(), killed[0]));
    assert_eq!(signs(directory.path()), 1);
    let running = Running::begin(directory.path()).expect("a sign");
    assert_eq!(signs(directory.path()), 1);
    assert!(Running::is_alive(directory.path(), running.name()));
}

#[test]
fn many_that_begin_at_once_do_not_take_each_others_signs() {
    let directory = tempfile::tempdir().expect("a directory");
    let begin = || Running::begin(directory.path()).expect("a sign");
    let all: Vec<Running> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(begin)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a sign")).collect()
    });
    assert!(all.iter().all(|running| Running::is_alive(directory.path(), running.name())));
    assert_eq!(signs(directory.path()), 16);
}
