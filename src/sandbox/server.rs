//! The thread that serves: its start, which reports whether it worked, and its end, which does not linger.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::database;
use super::options::Options;
use super::routes::{self, Service};
use super::start_error::StartError;
use super::tls::SecureWires;
use super::wire::{Peer, Wires};

/// How long requests under way may take to finish after a stop.
const GRACE: Duration = Duration::from_millis(500);

/// What a server that came up shares with its owner.
pub(super) struct Started {
    pub(super) address: SocketAddr,
    pub(super) service: Arc<Service>,
}

/// Starts the thread and waits until it listens. It ends when `stopped` is sent or dropped.
pub(super) fn spawn(
    options: Options, acceptor: Option<TlsAcceptor>, stopped: oneshot::Receiver<()>,
) -> Result<(JoinHandle<()>, Started), StartError> {
    let (report, reported) = mpsc::sync_channel(1);
    let thread = thread::Builder::new()
        .name("sandbox".to_owned())
        .spawn(move || live(options, acceptor, stopped, &report))
        .map_err(StartError::Thread)?;
    match reported.recv() {
        Ok(outcome) => outcome.map(|started| (thread, started)),
        Err(mpsc::RecvError) => Err(StartError::Seeding("the server ended before it began".to_owned())),
    }
}

/// The whole life of the thread, with an event loop of its own.
fn live(
    options: Options, acceptor: Option<TlsAcceptor>, stopped: oneshot::Receiver<()>,
    report: &mpsc::SyncSender<Result<Started, StartError>>,
) {
    let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(report.send(Err(StartError::Thread(error)))),
    };
    let outcome = runtime.block_on(serve(options, acceptor, stopped, report));
    if let Err(error) = outcome {
        drop(report.send(Err(error)));
    }
    runtime.shutdown_timeout(GRACE);
}

async fn serve(
    options: Options, acceptor: Option<TlsAcceptor>, stopped: oneshot::Receiver<()>,
    report: &mpsc::SyncSender<Result<Started, StartError>>,
) -> Result<(), StartError> {
    let refused = |source| StartError::Address { address: options.listen, source };
    let listener = TcpListener::bind(options.listen).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let opened = database::open(options.database.as_deref())?;
    let licenses = options.licenses;
    let service = Arc::new(Service::new(options));
    // The owner may be gone already; `stopped` says so below.
    let _ = report.send(Ok(Started { address, service: Arc::clone(&service) }));

    let database = Arc::clone(&service.database);
    let filling = tokio::task::spawn_blocking(move || database.settle(opened, licenses));
    let router = routes::router(&service);
    match acceptor {
        None => answer(Wires(listener), router, stopped).await,
        Some(acceptor) => answer(SecureWires::new(listener, acceptor), router, stopped).await,
    }
    service.database.leave("the sandbox has stopped");
    // Only fails by a panic, which the waiting requests have been told of.
    let _ = filling.await;
    Ok(())
}

/// Answers whoever comes until `stopped`, and for a moment longer.
async fn answer<L>(listener: L, router: Router, stopped: oneshot::Receiver<()>)
where
    L: Listener<Addr = SocketAddr>,
    Peer: for<'a> Connected<IncomingStream<'a, L>>,
{
    let (announce, announced) = oneshot::channel();
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<Peer>())
        .with_graceful_shutdown(async move {
            let _ = stopped.await;
            let _ = announce.send(());
        });
    tokio::select! {
        _ = serving => {}
        () = async { let _ = announced.await; tokio::time::sleep(GRACE).await } => {}
    }
}
