//! A real sshd on loopback, where one is installed: it serves whoever has its key, as the user who runs the tests.

use std::{
    fs::{self, File},
    io,
    net::{SocketAddr, TcpListener, TcpStream},
    os::fd::OwnedFd,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use tempfile::TempDir;

/// Where distributions put it; it insists on being called by its whole path.
const PLACES: [&str; 3] = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

/// A running server. It ends with its sessions when dropped.
pub(crate) struct Sshd {
    directory: TempDir,
    address: SocketAddr,
    user: String,
    sessions: Arc<Mutex<Vec<Child>>>,
    ended: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Sshd {
    /// Starts one. None, with the reason on standard error, where it is not installed or lets nobody in.
    pub(crate) fn start() -> Option<Self> {
        let skipped = |reason: &str| eprintln!("skipped: {reason}");
        let Some(binary) = PLACES.into_iter().find(|place| Path::new(place).exists()) else {
            skipped("sshd is not installed (apt-get install openssh-server openssh-client)");
            return None;
        };
        // It wants this directory when it is root's; elsewhere it says what it lacks.
        let _ = fs::create_dir_all("/run/sshd");
        match Self::listen(binary) {
            Ok(server) => match server.run_as_command("true") {
                Ok(output) if output.status.success() => Some(server),
                Ok(output) => {
                    let log = fs::read_to_string(server.directory.path().join("log")).unwrap_or_default();
                    skipped(&format!(
                        "sshd lets nobody in: {}{log}",
                        String::from_utf8_lossy(&output.stderr)
                    ));
                    None
                }
                Err(error) => {
                    skipped(&format!("ssh does not run: {error}"));
                    None
                }
            },
            Err(error) => {
                skipped(&format!("sshd does not start: {error}"));
                None
            }
        }
    }

    fn listen(binary: &'static str) -> io::Result<Self> {
        let directory = tempfile::tempdir()?;
        let user = Command::new("id").arg("-un").output()?.stdout;
        let user = String::from_utf8_lossy(&user).trim().to_owned();
        for name in ["host", "user"] {
            let key = directory.path().join(name);
            Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(key).status()?;
        }
        let config = directory.path().join("config");
        let path = directory.path().display();
        let lines = [
            &format!("HostKey {path}/host"),
            &format!("AuthorizedKeysFile {path}/user.pub"),
            "UsePAM no",
            "StrictModes no",
            "PidFile none",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PrintMotd no",
            "PrintLastLog no",
        ];
        fs::write(&config, lines.join("\n") + "\n")?;
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let (sessions, ended) = (Arc::default(), Arc::<AtomicBool>::default());
        let mut server = Self { address, user, sessions, ended, listening: None, directory };
        let (sessions, ended) = (Arc::clone(&server.sessions), Arc::clone(&server.ended));
        let log = File::create(server.directory.path().join("log"))?;
        // The way of inetd: one process for each connection, and no port to be chosen beforehand.
        let serve = move |connection: TcpStream| -> io::Result<Child> {
            let near = OwnedFd::from(connection);
            let mut command = Command::new(binary);
            command.args(["-i", "-e", "-f"]).arg(&config).stdin(near.try_clone()?).stdout(near);
            command.stderr(Stdio::from(log.try_clone()?)).spawn()
        };
        server.listening = Some(thread::spawn(move || {
            for connection in listener.incoming() {
                if ended.load(Ordering::Acquire) {
                    return;
                }
                let session = connection.and_then(&serve).expect("a session");
                sessions.lock().expect("the lock").push(session);
            }
        }));
        Ok(server)
    }

    /// The words that log in, to be followed by a command.
    pub(crate) fn log_in(&self) -> Vec<String> {
        let key = self.directory.path().join("user").display().to_string();
        let mut words = vec!["ssh".to_owned(), "-i".to_owned(), key];
        let options = [
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "BatchMode=yes",
            "EscapeChar=none",
        ];
        words.extend(options.iter().flat_map(|option| ["-o".to_owned(), (*option).to_owned()]));
        let (port, host) = (self.address.port().to_string(), self.address.ip().to_string());
        words.extend(["-F", "/dev/null", "-l", &self.user, "-p", &port].map(str::to_owned));
        words.push(host);
        words
    }

    fn run_as_command(&self, command: &str) -> io::Result<Output> {
        let words = self.log_in();
        Command::new(&words[0]).args(&words[1..]).arg(command).stdin(Stdio::null()).output()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Release);
        // One more connection, to have it look.
        drop(TcpStream::connect(self.address));
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
        for mut session in self.sessions.lock().expect("the lock").drain(..) {
            let _ = session.kill();
            let _ = session.wait();
        }
    }
}
