//! What becomes of a panic: on the main thread it ends the program, with a report; on another it ends a call.

use std::{
    backtrace::Backtrace,
    io::{self, Write},
    panic::{self, PanicHookInfo},
    sync::Once,
    thread,
};

use color_eyre::config::{HookBuilder, PanicHook, Theme};

use crate::store;

/// Has the terminal given back by `restore` before a panic of the main thread is reported.
pub(super) fn report_after(restore: fn()) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let builder = HookBuilder::default().theme(Theme::new()).display_env_section(false);
        let (reporter, _) = builder.into_hooks();
        panic::set_hook(Box::new(move |info| {
            // A call that panics on another thread ends as a failed call; the screen goes on.
            if thread::current().name() == Some("main") {
                restore();
                tell(&reporter, info);
            } else {
                tracing::error!(%info, "a background thread panicked");
            }
        }));
    });
}

fn tell(reporter: &PanicHook, info: &PanicHookInfo<'_>) {
    let report = format!(
        "lictor {}\n\n{}\n\nBacktrace:\n{}\n",
        env!("CARGO_PKG_VERSION"),
        reporter.panic_report(info),
        Backtrace::force_capture()
    );
    let message = info.payload_as_str().unwrap_or("no message");
    let written = store::write_panic_report(&report);
    // Nobody is left to be told when the terminal is gone too.
    let _ = match written {
        Ok(path) => writeln!(
            io::stderr(),
            "lictor: this should not have happened: {message}\n  \
             What is known of it is in {}\n  \
             What was typed in a form is kept; the next start offers it.",
            path.display()
        ),
        Err(error) => writeln!(io::stderr(), "{report}\nlictor: the report cannot be written: {error}"),
    };
}
