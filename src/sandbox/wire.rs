//! Connections that can be cut: without it a server can answer wrongly, but not fall silent.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;

/// Where a connection is cut.
#[derive(Debug, Clone, Copy, Default)]
enum Cut {
    #[default]
    Nowhere,
    /// So many bytes after the head of the next answer.
    InBody(usize),
    /// So many bytes from here.
    In(usize),
    /// Here, and not politely.
    Reset,
}

/// Cuts the connection that a request came on.
#[derive(Debug, Clone, Default)]
pub(super) struct Shears(Arc<Mutex<Cut>>);

impl Shears {
    /// Ends the connection as a server does that goes away. Nothing more is sent.
    pub(super) fn close(&self) {
        *self.cut() = Cut::In(0);
    }

    /// Ends the connection as a firewall does that takes offence: the other side gets an error at once.
    pub(super) fn reset(&self) {
        *self.cut() = Cut::Reset;
    }

    /// Ends the connection after the head and so many bytes of the body of the answer to come.
    pub(super) fn close_in_body(&self, bytes: usize) {
        *self.cut() = Cut::InBody(bytes);
    }

    fn cut(&self) -> MutexGuard<'_, Cut> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The other side of a connection, and how to cut it off.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub(super) address: SocketAddr,
    pub(super) shears: Shears,
}

impl Peer {
    /// The other side of a connection that was just taken.
    pub(super) fn of<S, L>(stream: &IncomingStream<'_, L>) -> Self
    where
        S: Socket,
        L: Listener<Io = Wire<S>, Addr = SocketAddr>,
    {
        Self { address: *stream.remote_addr(), shears: stream.io().shears.clone() }
    }
}

impl Connected<IncomingStream<'_, Wires>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Self {
        Self::of(&stream)
    }
}

/// Takes connections.
#[derive(Debug)]
pub(super) struct Wires(pub(super) TcpListener);

impl Listener for Wires {
    type Io = Wire<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        let (stream, peer) = take(&mut self.0).await;
        (Wire::new(stream), peer)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Takes one connection, which sends without delay.
pub(super) async fn take(listener: &mut TcpListener) -> (TcpStream, SocketAddr) {
    let (stream, peer) = Listener::accept(listener).await;
    // Only costs some latency where it is refused.
    let _ = stream.set_nodelay(true);
    (stream, peer)
}

/// What a wire is made of: a stream of plain text with a connection below.
pub(super) trait Socket: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// The connection below.
    fn connection(&self) -> &TcpStream;
}

impl Socket for TcpStream {
    fn connection(&self) -> &TcpStream {
        self
    }
}

impl Socket for TlsStream<TcpStream> {
    fn connection(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// A connection, whole until its shears are used. An error then makes the server let go of it.
///
/// It takes one buffer at a time (no vectored writes), so that a head and where it ends are seen in one piece. With
/// TLS it is cut above that, where the text can be read.
#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: S,
    shears: Shears,
}

impl<S: Socket> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, shears: Shears::default() }
    }

    /// The stream, unless it is cut right here.
    fn whole(&mut self) -> io::Result<Pin<&mut S>> {
        match *self.shears.cut() {
            Cut::Reset => {
                self.stream.connection().set_zero_linger()?;
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            Cut::In(0) => return Err(io::ErrorKind::ConnectionAborted.into()),
            Cut::Nowhere | Cut::InBody(_) | Cut::In(_) => {}
        }
        Ok(Pin::new(&mut self.stream))
    }

    /// The part of the bytes that comes before the cut.
    fn before_cut<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let mut cut = self.shears.cut();
        if let Cut::InBody(count) = *cut {
            *cut = Cut::In(length_of_head(bytes) + count);
        }
        match *cut {
            Cut::In(count) => &bytes[..count.min(bytes.len())],
            Cut::Nowhere | Cut::InBody(_) | Cut::Reset => bytes,
        }
    }

    fn have_sent(&self, sent: usize) {
        if let Cut::In(count) = &mut *self.shears.cut() {
            *count = count.saturating_sub(sent);
        }
    }
}

/// How many bytes the head of an answer has, with the empty line that ends it.
fn length_of_head(bytes: &[u8]) -> usize {
    const END: &[u8] = b"\r\n\r\n";
    bytes.windows(END.len()).position(|window| window == END).map_or(bytes.len(), |start| start + END.len())
}

impl<S: Socket> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.whole()?.poll_read(context, buffer)
    }
}

impl<S: Socket> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let bytes = self.before_cut(bytes);
        let sent = ready!(self.whole()?.poll_write(context, bytes))?;
        self.have_sent(sent);
        Poll::Ready(Ok(sent))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_shutdown(context)
    }
}
