//! Where a console is connected to, when it does not matter where.

use lictor::{
    app::{Connected, Place},
    domain::Scope,
    sandbox,
};

/// A place that is nowhere in particular.
pub(crate) fn place() -> Place {
    Place {
        label: "sandbox".to_owned(),
        production: false,
        origin: "http://127.0.0.1".to_owned(),
        instance: sandbox::INSTANCE.to_owned(),
        read_only: false,
        page_size: 100,
        reads_ahead: true,
        profile: None,
        logs_in: false,
        username: None,
        needs_reason: false,
    }
}

/// What a console starts with that is connected to a place.
pub(crate) fn connected(place: Place, scope: Option<Scope>) -> Connected {
    let (recent, pinned) = (Vec::new(), Vec::new());
    let profiles = vec!["lab".to_owned(), "prod".to_owned()];
    Connected { place, scope, recent, pinned, profiles, remark: None, left: Vec::new() }
}
