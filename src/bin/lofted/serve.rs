//! `lofted serve`: the instrument as a page on one's own machine.

mod answer;
mod api;
mod guard;
mod html;
mod listen;
mod page;
mod pool;
mod question;
mod refusal;
mod rivals;
mod served;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};

use clap::Args;

use crate::failure::{Exit, Failure, Outcome};
use crate::output;

/// The port where none is given, so that a link to the page still leads there tomorrow.
const PORT: u16 = 4917;

#[derive(Debug, Args)]
pub struct Options {
    /// The port of the page; 0 takes one that is free
    #[arg(long, value_name = "N", default_value_t = PORT, allow_negative_numbers = true)]
    port: u16,
    /// The address at which the page listens; only the default keeps other machines out
    #[arg(long, value_name = "H", value_parser = host, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Runs the command: serves until a signal ends it.
pub fn run(options: &Options) -> Outcome {
    let asked = SocketAddr::new(options.host, options.port);
    let listener = TcpListener::bind(asked).map_err(|error| unbound(asked, &error))?;
    let fault = |error: std::io::Error| Failure::Fault(format!("cannot serve at {asked}: {error}"));
    listener.set_nonblocking(true).map_err(fault)?;
    let address = listener.local_addr().map_err(fault)?;
    // A browser cannot open the address that stands for every address of the machine.
    let shown = match address.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port()),
        _ => address,
    };
    // No more threads than can wait: computations have their own.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(pool::cores())
        .enable_all()
        .build()
        .map_err(fault)?;
    let url = format!("http://{shown}/");
    let signals = {
        let _inside = runtime.enter();
        listen::Signals::new().map_err(fault)?
    };
    output::print(&format!("{url}\n"))?;
    if options.open && !opened(&url) {
        output::complain(&format!("--open: no browser could be started; open {url} by hand"));
    }
    let served = runtime.block_on(listen::serve(listener, address, signals));
    // A computation under way is not waited for: nothing of it is kept.
    runtime.shutdown_background();
    served.map_err(fault)?;
    Ok(Exit::Answered)
}

/// Reads the address to listen at.
fn host(text: &str) -> Result<IpAddr, String> {
    match text.trim() {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        text => text.trim_matches(['[', ']']).parse().map_err(|_| {
            format!("{text:?} is not an address; write 127.0.0.1, ::1, or another address of this machine")
        }),
    }
}

/// Returns why nothing listens at an address, with the remedy.
fn unbound(address: SocketAddr, error: &std::io::Error) -> Failure {
    use std::io::ErrorKind::{AddrInUse, AddrNotAvailable, PermissionDenied};
    let port = address.port();
    match error.kind() {
        AddrInUse => Failure::input(
            "--port",
            format!("port {port} is in use; give another, or 0 for one that is free"),
        ),
        PermissionDenied => {
            Failure::input("--port", format!("port {port} is reserved; give one from 1024 on, or 0"))
        }
        AddrNotAvailable => {
            Failure::input("--host", format!("{} is no address of this machine", address.ip()))
        }
        _ => Failure::Fault(format!("cannot listen at {address}: {error}")),
    }
}

/// Starts the browser; returns whether the program that does so was found.
fn opened(url: &str) -> bool {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let quiet = || Stdio::null();
    Command::new(program).arg(url).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_ok()
}
