use super::*;

#[test]
fn a_program_is_alive_until_it_ends_however_it_does() {
    let state = tempfile::tempdir().expect("a directory");
    let running = Running::begin(state.path()).expect("a lock");
    let name = running.name();
    assert!(Running::is_alive(state.path(), name));
    drop(running);
    assert!(!Running::is_alive(state.path(), name));

    // A killed one leaves its file, and nobody holds the lock.
    let path = path_of(state.path(), name);
    fs::write(&path, "").expect("a file");
    assert!(!Running::is_alive(state.path(), name));
    assert!(!path.exists(), "it is cleared away");
}
