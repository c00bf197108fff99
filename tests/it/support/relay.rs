//! A way to a sandbox on which things happen at chosen moments.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex},
};

use lictor::sandbox::{Options, Sandbox};

use super::canned::{Answer, Asked, Canned, Gate, json};

/// What happens on the way.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    /// Nothing.
    Open,
    /// A write does not get to the server, but is held.
    HoldBefore(Hold),
    /// A write is carried out, and its answer is held.
    HoldAfter(Hold),
    /// A write is carried out, and its answer is lost; reads fail.
    Blind,
}

/// Where a request is held.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hold {
    /// Open once it is held.
    pub(crate) reached: Gate,
    /// Open once it may go on.
    pub(crate) release: Gate,
}

/// The way, and the sandbox at its end.
pub(crate) struct Relay {
    pub(crate) sandbox: Sandbox,
    canned: Canned,
    mode: Arc<Mutex<Mode>>,
}

impl Relay {
    pub(crate) fn start(mode: Mode) -> Self {
        let sandbox = Sandbox::start(Options::default()).expect("a sandbox");
        let address = sandbox.address();
        let mode = Arc::new(Mutex::new(mode));
        let shared = Arc::clone(&mode);
        let canned = Canned::answering(move |asked| {
            let mode = shared.lock().expect("the lock").clone();
            pass(address, asked, mode)
        });
        Self { sandbox, canned, mode }
    }

    /// Its origin.
    pub(crate) fn url(&self) -> String {
        self.canned.url()
    }

    /// From now on something else happens.
    pub(crate) fn set(&self, mode: Mode) {
        *self.mode.lock().expect("the lock") = mode;
    }

    /// How many writes were asked for.
    pub(crate) fn writes(&self) -> usize {
        self.canned.asked().iter().filter(|asked| asked.method != "GET").count()
    }
}

fn pass(address: SocketAddr, asked: &Asked, mode: Mode) -> Answer {
    let is_write = asked.method != "GET";
    match mode {
        Mode::HoldBefore(hold) if is_write => {
            hold.reached.open();
            hold.release.wait();
            Answer::Nothing
        }
        Mode::HoldAfter(hold) if is_write => {
            let answer = forward(address, asked);
            hold.reached.open();
            hold.release.wait();
            answer
        }
        Mode::Blind if is_write => {
            forward(address, asked);
            Answer::Nothing
        }
        Mode::Blind => json(500, "{}"),
        Mode::Open | Mode::HoldBefore(_) | Mode::HoldAfter(_) => forward(address, asked),
    }
}

fn forward(address: SocketAddr, asked: &Asked) -> Answer {
    let mut stream = TcpStream::connect(address).expect("the sandbox");
    let request = format!("{}\r\nConnection: close\r\n\r\n{}", asked.head, asked.body);
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    Answer::Bytes(answer)
}
