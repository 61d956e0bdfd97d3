//! Server: sockets in, answers out. HTTP/1.1 by hyper.
//!
//! One thread minds the sockets, a few others ask the ledger: a connection to SQLite belongs to one thread at a time, so there is a
//! [`Shelf`] of them, opened as they are needed. Limits: [`CONNECTIONS`] at once, heads of [`HEAD`] bytes that must arrive within
//! [`PATIENCE`], [`THREADS`] questions at once of [`LONGEST`] each; the others wait. A question is stopped when its asker goes away.

use std::convert::Infallible;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use sayso_ledger::{Ledger, Stopper};
use tokio::sync::Semaphore;

use super::answer::{self, Answer};
use super::guard;
use crate::safe;

/// Connections at once.
const CONNECTIONS: usize = 256;

/// Bytes of a request's head.
const HEAD: usize = 16 << 10;

/// How long a head may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Questions to the ledger at once.
const THREADS: usize = 4;

/// How long a question may take; what takes longer is stopped.
const LONGEST: Duration = Duration::from_secs(10);

/// Open ledgers that nobody is asking at the moment.
#[derive(Debug)]
pub(super) struct Shelf {
    path: PathBuf,
    ledgers: Mutex<Vec<Ledger>>,
    /// Questions that may still be asked at once.
    turns: Semaphore,
}

/// Stops a question whose asker has gone away or has waited long enough.
struct Watch(Option<Stopper>);

impl Watch {
    fn stop(&self) {
        if let Some(stopper) = &self.0 {
            stopper.stop();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shelf {
    /// A shelf with one ledger on it.
    pub(super) fn new(ledger: Ledger) -> Shelf {
        let path = ledger.path().to_owned();
        Shelf { path, ledgers: Mutex::new(vec![ledger]), turns: Semaphore::new(THREADS) }
    }

    fn ledgers(&self) -> MutexGuard<'_, Vec<Ledger>> {
        self.ledgers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers with a ledger that nobody else asks meanwhile.
    async fn answer(&self, path: String, query: String) -> Answer {
        let Ok(_turn) = self.turns.acquire().await else { return answer::fault() };
        let free = self.ledgers().pop();
        let ledger = match free.map_or_else(|| Ledger::open(&self.path), Ok) {
            Ok(ledger) => ledger,
            Err(trouble) => return answer::trouble(&trouble),
        };
        let mut watch = Watch(Some(ledger.stopper()));
        let mut question = tokio::task::spawn_blocking(move || (answer::answer(&ledger, &path, &query), ledger));
        let outcome = match tokio::time::timeout(LONGEST, &mut question).await {
            Ok(outcome) => outcome,
            // A page asks several times: each time it is stopped.
            Err(_) => loop {
                watch.stop();
                if let Ok(outcome) = tokio::time::timeout(Duration::from_millis(50), &mut question).await {
                    break outcome;
                }
            },
        };
        // The next one who asks this ledger must not be stopped.
        watch.0 = None;
        match outcome {
            Ok((answer, ledger)) => {
                self.ledgers().push(ledger);
                answer
            }
            // It panicked; the ledger is not used again.
            Err(error) => {
                safe::complain(&format!("a fault in sayso itself: {error}"));
                answer::fault()
            }
        }
    }
}

/// Answers until Ctrl-C.
pub(super) fn run(listener: TcpListener, shelf: Shelf) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(THREADS).build()?;
    let outcome = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        tokio::spawn(accept(tokio::net::TcpListener::from_std(listener)?, Arc::new(shelf)));
        tokio::signal::ctrl_c().await
    });
    // A question under way may be finished or not: nobody waits for its answer.
    runtime.shutdown_timeout(Duration::from_millis(200));
    outcome
}

async fn accept(listener: tokio::net::TcpListener, shelf: Arc<Shelf>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // No sockets left, most likely: some will be free again.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let shelf = shelf.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| respond(request, shelf.clone()));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(HEAD)
                .serve_connection(TokioIo::new(stream), service);
            // Whoever breaks off has no use for an error.
            let _ = connection.await;
            drop(place);
        });
    }
}

async fn respond(request: Request<Incoming>, shelf: Arc<Shelf>) -> Result<Response<Full<Bytes>>, Infallible> {
    let uri = request.uri();
    let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or_default().to_owned());
    let answer = match guard::check(request.method(), request.headers(), path.len() + query.len()) {
        Err(refused) => answer::refused(refused),
        Ok(()) => shelf.answer(path, query).await,
    };
    Ok(response(answer))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.bytes)));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    headers.extend(guard::headers());
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(answer.policy));
    if let Some(name) = &answer.saved_as
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    if answer.status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
