//! Connections: from the first byte to the last, each within its time, and all of them to a clean
//! end.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::api;

/// The longest time that the headers of a request may take. It ends connections that were opened
/// and left, and those that send a byte now and then.
const HEADERS_LIMIT: Duration = Duration::from_secs(10);

/// The greatest number of connections at once; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 1_024;

/// The greatest number of bytes that a connection keeps of its requests.
const MAX_BUFFER_BYTES: usize = 64 * 1024;

/// The time that open connections have for their end after a signal.
const END_LIMIT: Duration = Duration::from_secs(2);

/// The signals that end the page.
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Catches the signals from now on.
    #[cfg(unix)]
    pub fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Catches the signals from now on.
    #[cfg(not(unix))]
    pub fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for a signal.
    #[cfg(unix)]
    async fn received(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Waits for a signal.
    #[cfg(not(unix))]
    async fn received(&mut self) {
        // Without a handler of signals there is nothing that ends the page but its process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Serves the page at an address until a signal ends it.
pub async fn serve(listener: TcpListener, address: SocketAddr, mut signals: Signals) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let router = api::router(address);
    let open = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            () = signals.received() => break,
            next = next => next,
        };
        let Ok((stream, _)) = accepted else {
            // As when the process has no file handle left: others may close theirs.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Small answers leave at once. Without it they leave later, that is all.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_LIMIT)
            .max_buf_size(MAX_BUFFER_BYTES)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            // A connection that breaks concerns nobody but its client, who is gone.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = timeout(END_LIMIT, open.shutdown()).await;
    Ok(())
}
