//! Where every request comes in, and where faults happen.

use std::future::pending;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts as _, Request, State, WebSocketUpgrade};
use axum::http::header::{CONTENT_TYPE, HOST, UPGRADE};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::{StreamExt as _, stream};

use super::asked::{self, Asked};
use super::desk::{Desk, Place, Seen};
use super::fault::Fault;
use super::index;
use super::order::{GIANT, Order, Stand, Wanted};
use super::protocol::{Protocol, Step};
use super::protocols::{self, comfyui};
use super::said::{No, Said};
use crate::connection::Switch;

/// The longest request: a few pictures to edit.
const LONGEST_REQUEST: usize = 64 << 20;

/// How much of a giant picture is sent to whoever listens.
const GIANT_BYTES: usize = 256 << 20;

/// A part of a giant picture; a multiple of four, so that it is also good base64.
const PART: &[u8] = &[b'A'; 1 << 16];

pub(super) async fn answer(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let origin = origin(&parts);
    let path = parts.uri.path().to_owned();
    if let Some(said) = index::page(&path, &origin, &desk.settings) {
        return said.whole();
    }
    if let Some(address) = path.strip_prefix("/pictures/") {
        return picture(&desk, address).await;
    }
    let Some(protocol) = protocols::of_path(&path) else {
        return Said::text(
            404,
            "There is no such protocol here; / lists those that there are.\n",
        )
        .whole();
    };
    if parts.headers.contains_key(UPGRADE) {
        return match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
            Ok(socket) => {
                let client = asked_of(&parts, protocol, &origin, &[]).parameter("clientId");
                comfyui::tell(desk, socket, client.unwrap_or_default())
            }
            Err(refusal) => refusal.into_response(),
        };
    }
    let Ok(body) = to_bytes(body, LONGEST_REQUEST).await else {
        return Said::text(413, "Payload Too Large").whole();
    };
    let asked = asked_of(&parts, protocol, &origin, &body);
    let visit = Visit {
        place: desk.note(Seen {
            family: protocol.family(),
            method: parts.method.to_string(),
            path: parts.uri.to_string(),
            headers: parts.headers,
            body: asked.body.clone(),
            model: None,
            prompt: None,
            fault: None,
            paid: false,
            paintings: vec![],
        }),
        desk,
        switch,
        protocol,
        asked,
    };
    visit.answer().await
}

/// How the client calls this server.
fn origin(parts: &Parts) -> String {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("127.0.0.1"))
}

fn asked_of(parts: &Parts, protocol: &dyn Protocol, origin: &str, body: &[u8]) -> Asked {
    let kind = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let (body, is_form) = asked::body(kind.unwrap_or_default(), body);
    let path = parts.uri.path();
    Asked {
        method: parts.method.clone(),
        path: path
            .strip_prefix(protocol.prefix())
            .unwrap_or(path)
            .to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.clone(),
        body,
        is_form,
        origin: origin.to_owned(),
    }
}

/// One request to one protocol.
struct Visit {
    desk: Arc<Desk>,
    switch: Switch,
    protocol: &'static dyn Protocol,
    asked: Asked,
    place: Place,
}

impl Visit {
    async fn answer(self) -> Response {
        let key = self.protocol.key(&self.desk.settings.key);
        let step = self.protocol.admit(&self.asked, &key);
        match step.and_then(|()| self.protocol.read(&self.asked)) {
            Err(no) => self.protocol.refuse(&no).whole(),
            Ok(Step::Say(said)) => said.whole(),
            Ok(Step::Order(order)) => self.order(order).await,
            Ok(Step::Ask(id)) => self.stand(&id).await,
            Ok(Step::Collect(id)) => self.collect(&id).await,
            Ok(Step::Look) => {
                let at_work = self
                    .desk
                    .at_work(self.protocol.family(), self.protocol.has_tickets());
                self.protocol.looks(&at_work, &self.asked).whole()
            }
        }
    }

    async fn order(self, order: Order) -> Response {
        let has_tickets = self.protocol.has_tickets();
        let fault = self
            .desk
            .fault(self.protocol.family(), &order)
            .filter(|fault| *fault != Fault::Gone || has_tickets);
        self.desk.amend(self.place, |seen| {
            seen.model = Some(order.model.clone());
            seen.prompt = Some(order.prompt.clone());
            seen.fault = fault;
        });
        let free = order.wanted == Wanted::Judgement;
        if let Some(no) = self.no(fault, &order.wanted) {
            let said = self.protocol.refuse(&no);
            let paid = said.may_cost() && !free;
            self.desk.amend(self.place, |seen| seen.paid = paid);
            return said.whole();
        }
        let (family, body) = (self.protocol.family(), self.asked.body.clone());
        let work = self.desk.take(family, order, fault, body);
        let lasts = work.lasts;
        let paintings = work.paintings();
        // Whoever goes away now pays all the same.
        self.desk.amend(self.place, |seen| {
            seen.paintings = paintings;
            seen.paid = !free;
        });
        let (protocol, origin) = (self.protocol, self.asked.origin.clone());
        // Painting takes a while, and others wait to be answered.
        let painted = tokio::task::spawn_blocking(move || protocol.answer(&work, &origin)).await;
        let Ok(said) = painted else {
            return self.protocol.refuse(&No::ServerError).whole();
        };
        if !has_tickets {
            tokio::time::sleep(lasts).await;
        }
        self.happen(said, fault).await
    }

    /// What a fault makes the provider say instead of an answer.
    fn no(&self, fault: Option<Fault>, wanted: &Wanted) -> Option<No> {
        // Language models say so themselves.
        let early = matches!(wanted, Wanted::Pictures(_)) && !self.protocol.refuses_late();
        Some(match fault? {
            Fault::RateLimited => No::RateLimited(self.desk.settings.retry_after),
            Fault::ServerError => No::ServerError,
            Fault::WorkFailed if !self.protocol.has_tickets() => No::ServerError,
            Fault::Unavailable => No::Unavailable,
            Fault::Quota => No::Quota,
            // No key is like this one, so this tells the one that was given.
            Fault::Unauthorized => match self.protocol.admit(&self.asked, "\0") {
                Err(no) => no,
                Ok(()) => No::Key(String::new()),
            },
            Fault::Refused if early => No::Content,
            _ => return None,
        })
    }

    /// What becomes of an answer on its way.
    async fn happen(self, said: Said, fault: Option<Fault>) -> Response {
        match fault {
            Some(Fault::Hang) => pending().await,
            Some(Fault::Dropped) => self.switch.cut(),
            Some(Fault::Html) => return Said::html(200, "Welcome to nginx!").whole(),
            Some(Fault::Truncated) => return truncated(&said),
            Some(Fault::Giant) => return giant(&said),
            _ => {}
        }
        said.whole()
    }

    async fn stand(self, id: &str) -> Response {
        let fault = self.desk.ask(id);
        if let Some(no) = self.no(fault, &Wanted::Judgement) {
            return self.protocol.refuse(&no).whole();
        }
        if fault == Some(Fault::Expired) {
            return self.protocol.refuse(&No::Gone).whole();
        }
        let lost = matches!(fault, Some(Fault::Hang | Fault::Dropped | Fault::Html));
        // An answer that nobody got tells nothing.
        let told = if lost {
            self.desk.work(id).map(|work| (work, Stand::Queued))
        } else {
            self.desk.stand(id)
        };
        let Some((work, stand)) = told else {
            return self.protocol.refuse(&No::Gone).whole();
        };
        self.desk.amend(self.place, |seen| {
            seen.prompt = Some(work.order.prompt.clone());
        });
        let picture = work.fault.filter(|fault| *fault == Fault::Giant);
        let (protocol, origin) = (self.protocol, self.asked.origin.clone());
        let told =
            tokio::task::spawn_blocking(move || protocol.stands(&work, stand, &origin)).await;
        match told {
            Ok(said) => self.happen(said, fault.or(picture)).await,
            Err(_) => self.protocol.refuse(&No::ServerError).whole(),
        }
    }

    async fn collect(self, id: &str) -> Response {
        let Some(work) = self.desk.work(id) else {
            return self.protocol.refuse(&No::Gone).whole();
        };
        let picture = work.fault.filter(|fault| *fault == Fault::Giant);
        let (protocol, asked) = (self.protocol, self.asked.clone());
        let collected =
            tokio::task::spawn_blocking(move || protocol.collected(&work, &asked)).await;
        match collected {
            Ok(said) => self.happen(said, picture).await,
            Err(_) => self.protocol.refuse(&No::ServerError).whole(),
        }
    }
}

/// A picture behind an address that an answer named.
async fn picture(desk: &Desk, address: &str) -> Response {
    let found = address
        .split_once('/')
        .and_then(|(id, name)| Some((desk.work(id)?, name)));
    let Some((work, name)) = found else {
        return Said::text(404, "The address has expired").whole();
    };
    let kind = work.media_type();
    let name = name.to_owned();
    let is_giant = work.fault == Some(Fault::Giant);
    let file = tokio::task::spawn_blocking(move || work.file_named(&name)).await;
    match file.ok().flatten() {
        Some(file) if is_giant => giant(&Said::of(200, kind, file)),
        Some(file) => Said::of(200, kind, file).whole(),
        None => Said::text(404, "There is no such picture").whole(),
    }
}

/// Half of an answer.
fn truncated(said: &Said) -> Response {
    let half = Bytes::copy_from_slice(&said.body[..said.body.len() / 2]);
    let parts = [Ok(half), Err(std::io::Error::other("as you wish"))];
    said.response(Body::from_stream(stream::iter(parts)))
}

/// An answer whose picture does not end for a long time, if it is one that was ordered so.
fn giant(said: &Said) -> Response {
    let encoded = STANDARD.encode(GIANT);
    let find = |wanted: &[u8]| {
        let mut places = said.body.windows(wanted.len());
        places
            .position(|window| window == wanted)
            .map(|at| (at, at + wanted.len()))
    };
    let Some((from, to)) = find(encoded.as_bytes()).or_else(|| find(GIANT)) else {
        return said.clone().whole();
    };
    let before = Bytes::copy_from_slice(&said.body[..from]);
    let after = Bytes::copy_from_slice(&said.body[to..]);
    let long = stream::iter((0..GIANT_BYTES / PART.len()).map(|_| Bytes::from_static(PART)));
    let all = stream::iter([before])
        .chain(long)
        .chain(stream::iter([after]));
    said.response(Body::from_stream(all.map(Ok::<_, std::io::Error>)))
}
