use crate::{app::testing::*, domain::Problem};

fn unreachable() -> Problem {
    Problem::Unreachable { host: "lab.example.net:443".to_owned(), reason: "refused".to_owned() }
}

#[test]
fn a_server_that_is_not_reached_names_the_command_and_the_file_that_mend_its_url() {
    let mut desk = Desk::on_three();
    desk.model.shared.configuration = Some("/home/anna/config.toml".to_owned());
    let advice = desk.model.shared.advice(&unreachable());
    assert!(advice.ends_with(":connect lab mends the URL in /home/anna/config.toml"), "{advice}");
    desk.model.shared.place.as_mut().expect("a place").profile = None;
    assert_eq!(desk.model.shared.advice(&unreachable()), unreachable().advice());
}

#[test]
fn the_console_logs_in_by_a_command_of_its_own() {
    let desk = Desk::with(place_with_log_in(), None);
    assert_eq!(desk.model.shared.advice(&Problem::NotLoggedIn), "log in with :login");
    let desk = Desk::with(place(), None);
    assert_eq!(desk.model.shared.advice(&Problem::NotLoggedIn), Problem::NotLoggedIn.advice());
}
