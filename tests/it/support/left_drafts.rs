//! The drafts that consoles leave in a home, watched as they are written.

use std::{
    fs,
    mem::MaybeUninit,
    os::fd::OwnedFd,
    path::{Path, PathBuf},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::inotify::{self, CreateFlags, Reader, WatchFlags},
};

use super::pseudo_terminal::PATIENCE;

/// The directory of drafts in a home.
pub(crate) struct LeftDrafts {
    directory: PathBuf,
    news: OwnedFd,
}

impl LeftDrafts {
    /// Begins to watch. The home has no drafts yet.
    pub(crate) fn at(home: &Path) -> Self {
        let directory = home.join(".local/state/lictor/drafts");
        fs::create_dir_all(&directory).expect("a directory");
        let news = inotify::init(CreateFlags::CLOEXEC).expect("a watch");
        inotify::add_watch(&news, &directory, WatchFlags::MOVED_TO | WatchFlags::DELETE).expect("a watch");
        Self { directory, news }
    }

    /// The drafts that are there.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.directory).expect("a directory");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
    }

    /// Whether a draft holds a text.
    pub(crate) fn hold(&self, text: &str) -> bool {
        self.files().iter().any(|file| fs::read_to_string(file).is_ok_and(|draft| draft.contains(text)))
    }

    /// Waits until a draft holds a text.
    #[track_caller]
    pub(crate) fn come_to_hold(&self, text: &str) {
        self.wait(text, || self.hold(text));
    }

    /// Waits until there are none.
    #[track_caller]
    pub(crate) fn go(&self) {
        self.wait("the end of all drafts", || self.files().is_empty());
    }

    #[track_caller]
    fn wait(&self, what: &str, holds: impl Fn() -> bool) {
        let patience = Timespec::try_from(PATIENCE).expect("a time");
        while !holds() {
            let come = poll(&mut [PollFd::new(&self.news, PollFlags::IN)], Some(&patience)).expect("a wait");
            assert_eq!(come, 1, "waited for {what}; the drafts are {:?}", self.files());
            let mut buffer = [MaybeUninit::uninit(); 4096];
            Reader::new(&self.news, &mut buffer).next().expect("what has changed");
        }
    }
}
