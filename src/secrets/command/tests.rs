use super::*;

fn command(words: &[&str]) -> SecretCommand {
    SecretCommand::new(words.iter().map(|word| (*word).to_owned()).collect())
}

fn shell(script: &str) -> Result<Secret, String> {
    command(&["sh", "-c", script]).secret()
}

#[test]
fn the_first_line_of_the_output_is_the_secret() {
    assert_eq!(command(&["printf", "s3cr3t\\nmore"]).secret(), Ok("s3cr3t".into()));
    assert_eq!(shell("echo warning >&2; echo s3cr3t"), Ok("s3cr3t".into()));
    assert_eq!(
        shell("printf '\\357\\273\\277s3cr3t\\r\\n'"),
        Ok("s3cr3t".into()),
        "as other systems write it"
    );
}

#[test]
fn no_shell_has_a_part_in_it() {
    assert_eq!(command(&["echo", "$HOME;", "x"]).secret(), Ok("$HOME; x".into()));
}

#[test]
fn what_fails_is_told_with_the_complaint_and_never_with_the_output() {
    let message = shell("echo s3cr3t; echo 'the store is locked' >&2; exit 3").expect_err("refused");
    assert!(message.starts_with("the command sh failed (exit status: 3): the store is locked"), "{message}");
    assert!(!message.contains("s3cr3t"), "{message}");
    assert!(shell("exit 0").expect_err("refused").contains("printed nothing"));
    assert!(shell("head -c 100000 /dev/zero | tr '\\0' x").expect_err("refused").contains("too much"));
    assert!(shell("printf '\\377'").expect_err("refused").contains("not UTF-8"));
    assert!(command(&["/nonexistent/tool"]).secret().expect_err("refused").contains("cannot be run"));
    assert!(command(&[]).secret().is_err());
}

#[test]
fn it_has_no_terminal_and_nothing_on_its_standard_input() {
    assert_eq!(shell("if (: < /dev/tty) 2>/dev/null; then echo tty; else echo none; fi"), Ok("none".into()));
    assert_eq!(shell("cat; echo end"), Ok("end".into()));
}

#[test]
fn a_command_that_hangs_is_stopped_with_all_that_it_started() {
    let directory = tempfile::tempdir().expect("a directory");
    let fifo = directory.path().join("alive");
    let made = Command::new("mkfifo").arg(&fifo).status().expect("a pipe with a name");
    assert!(made.success());
    // The grandchild holds the pipe open as long as it lives.
    let script = format!("(exec 3>'{}'; sleep 1000) & sleep 1000", fifo.display());
    let held = thread::spawn({
        let fifo = fifo.clone();
        move || std::fs::read(fifo).expect("the end of the grandchild")
    });
    let message =
        command(&["sh", "-c", &script]).within(Duration::from_millis(300)).secret().expect_err("stopped");
    assert!(message.contains("gave nothing within 0.3 s"), "{message}");
    assert!(held.join().expect("the end of the grandchild").is_empty());
}

#[test]
fn what_is_left_running_does_not_hold_the_secret_up() {
    assert_eq!(shell("sleep 1000 & echo s3cr3t"), Ok("s3cr3t".into()));
}
