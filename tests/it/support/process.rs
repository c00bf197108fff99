//! Processes that are not children of the test, too: found, signalled, and waited for.

use std::{fs, os::fd::OwnedFd, path::Path, time::Duration};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal},
};

/// The ticks of the clock in `/proc/PID/stat` (`sysconf(_SC_CLK_TCK)`; a constant of Linux).
const TICK: Duration = Duration::from_millis(10);

/// A process, whatever becomes of its number.
pub(crate) struct Process {
    id: u32,
    handle: OwnedFd,
}

impl Process {
    /// A process that runs, or is a child that has just ended.
    pub(crate) fn with_id(id: u32) -> Self {
        let handle = i32::try_from(id).ok().and_then(Pid::from_raw).expect("a process id");
        let handle = pidfd_open(handle, PidfdFlags::empty()).expect("a process");
        Self { id, handle }
    }

    /// The console that runs with this home. It has to be there already.
    pub(crate) fn console_at(home: &Path) -> Self {
        let variable = format!("HOME={}", home.display());
        let is_it = |directory: &Path| {
            let binary = fs::read_link(directory.join("exe")).ok()?;
            let environment = fs::read(directory.join("environ")).ok()?;
            let is_here = environment.split(|byte| *byte == 0).any(|text| text == variable.as_bytes());
            (is_here && binary == Path::new(env!("CARGO_BIN_EXE_lictor"))).then_some(())
        };
        let found = fs::read_dir("/proc").expect("processes").find_map(|entry| {
            let directory = entry.ok()?.path();
            is_it(&directory)?;
            directory.file_name()?.to_str()?.parse().ok()
        });
        Self::with_id(found.expect("a console with this home"))
    }

    /// Its parent.
    pub(crate) fn parent(&self) -> Self {
        Self::with_id(self.fields()[1].parse().expect("a process id"))
    }

    /// What it is called.
    pub(crate) fn name(&self) -> String {
        let name = fs::read_to_string(format!("/proc/{}/comm", self.id)).expect("a process");
        name.trim().to_owned()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        pidfd_send_signal(&self.handle, signal).expect("the signal is sent");
    }

    /// Waits until it has ended; whether it did in time.
    pub(crate) fn ends_within(&self, patience: Duration) -> bool {
        let patience = Timespec::try_from(patience).expect("a time");
        poll(&mut [PollFd::new(&self.handle, PollFlags::IN)], Some(&patience)).expect("a wait") == 1
    }

    /// The time that the processors have spent on it. A child that has ended still has it, until it is waited for.
    pub(crate) fn processor_time(&self) -> Duration {
        let ticks = |at: usize| -> u32 { self.fields()[at].parse().expect("a number") };
        TICK * (ticks(11) + ticks(12))
    }

    /// The fields of `/proc/PID/stat` behind the name, which may hold anything.
    fn fields(&self) -> Vec<String> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.id)).expect("a process");
        let (_, after) = text.rsplit_once(')').expect("a name in brackets");
        after.split_whitespace().map(str::to_owned).collect()
    }
}
