//! What the mock remembers: requests, accepted work, how often a prompt came.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use serde_json::Value;

use super::Settings;
use super::fault::{Fault, Marker};
use super::order::{Order, Stand, Work};
use super::painting::{Painting, digest};

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whose protocol it speaks.
    pub family: &'static str,
    /// `GET`, `POST` …
    pub method: String,
    /// The path with its query, as it came.
    pub path: String,
    /// The headers, the key among them.
    pub headers: HeaderMap,
    /// JSON as it came; the fields of a form as an object of texts.
    pub body: Value,
    /// The model that is asked, if this is an order.
    pub model: Option<String>,
    /// The prompt, if this is an order or asks after one.
    pub prompt: Option<String>,
    /// What went wrong with it.
    pub fault: Option<Fault>,
    /// Whether a real provider might send a bill: an order that was not refused.
    pub paid: bool,
    /// What was painted for it, or is to be fetched.
    pub paintings: Vec<Painting>,
}

/// How many requests, and how much work, are remembered.
const MEMORY: usize = 10_000;

#[derive(Default)]
struct Held {
    seen: VecDeque<Seen>,
    /// How many were forgotten.
    forgotten: usize,
    works: HashMap<String, Work>,
    ids: VecDeque<String>,
    orders: HashMap<(&'static str, String, String), usize>,
    taken: u64,
}

pub(super) struct Desk {
    pub(super) settings: Settings,
    held: Mutex<Held>,
}

/// Names a request in the memory.
#[derive(Clone, Copy)]
pub(super) struct Place(usize);

impl Desk {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            held: Mutex::default(),
        }
    }

    /// Whatever panicked elsewhere left the memory whole.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.held().seen.iter().cloned().collect()
    }

    pub(super) fn note(&self, seen: Seen) -> Place {
        let mut held = self.held();
        if held.seen.len() == MEMORY {
            held.seen.pop_front();
            held.forgotten += 1;
        }
        held.seen.push_back(seen);
        Place(held.forgotten + held.seen.len() - 1)
    }

    pub(super) fn amend(&self, place: Place, change: impl FnOnce(&mut Seen)) {
        let mut held = self.held();
        let at = place.0.checked_sub(held.forgotten);
        if let Some(seen) = at.and_then(|at| held.seen.get_mut(at)) {
            change(seen);
        }
    }

    /// What is to go wrong with an order: what its prompt says, else what chance wants.
    pub(super) fn fault(&self, family: &'static str, order: &Order) -> Option<Fault> {
        let key = (family, order.model.clone(), order.prompt.clone());
        let mut held = self.held();
        let before = held.orders.entry(key.clone()).or_default();
        let nth = *before;
        *before += 1;
        drop(held);
        match Marker::of(&order.prompt) {
            Some(marker) => (!marker.polls && nth < marker.times).then_some(marker.fault),
            None => self.chance(&(key, nth)),
        }
    }

    /// Depends on the order and not on when it comes, so that the same job fails in the same way.
    fn chance(&self, order: &impl std::hash::Hash) -> Option<Fault> {
        let Settings {
            fault_rate,
            seed,
            faults,
            ..
        } = &self.settings;
        let unit = digest(&(seed, "whether", order)) as f64 / u64::MAX as f64;
        if unit >= *fault_rate || faults.is_empty() {
            return None;
        }
        let which = digest(&(seed, "which", order)) / 2;
        faults.get((which % faults.len() as u64) as usize).copied()
    }

    /// Takes an order.
    pub(super) fn take(
        &self,
        family: &'static str,
        order: Order,
        fault: Option<Fault>,
        body: Value,
    ) -> Work {
        let late = match fault {
            Some(Fault::Latency(late)) => late,
            _ => Duration::ZERO,
        };
        let mut held = self.held();
        held.taken += 1;
        let work = Work {
            // Hard to guess and the same in every run.
            id: format!(
                "{:016x}",
                digest(&(held.taken, &order.model, &order.prompt))
            ),
            order,
            fault,
            body: Arc::new(body),
            family,
            begun: Instant::now(),
            lasts: self.settings.latency + late,
            told: 0,
            asked: 0,
        };
        if held.ids.len() == MEMORY
            && let Some(oldest) = held.ids.pop_front()
        {
            held.works.remove(&oldest);
        }
        if fault == Some(Fault::Gone) {
            return work;
        }
        held.ids.push_back(work.id.clone());
        held.works.insert(work.id.clone(), work.clone());
        work
    }

    pub(super) fn work(&self, id: &str) -> Option<Work> {
        self.held().works.get(id).cloned()
    }

    /// The newest work whose request says so.
    pub(super) fn find(&self, wanted: impl Fn(&Work) -> bool) -> Option<Work> {
        let held = self.held();
        let mut newest = held.ids.iter().rev().filter_map(|id| held.works.get(id));
        newest.find(|work| wanted(work)).cloned()
    }

    /// Somebody asks after accepted work: what goes wrong with the question, if anything does.
    pub(super) fn ask(&self, id: &str) -> Option<Fault> {
        let mut held = self.held();
        let work = held.works.get_mut(id)?;
        work.asked += 1;
        let marker = Marker::of(&work.order.prompt).filter(|marker| marker.polls)?;
        (work.asked <= marker.times).then_some(marker.fault)
    }

    /// Tells how work stands, one state further than before.
    pub(super) fn stand(&self, id: &str) -> Option<(Work, Stand)> {
        let mut held = self.held();
        let work = held.works.get_mut(id)?;
        let stand = self.standing(work);
        work.told = work.told.saturating_add(1);
        Some((work.clone(), stand))
    }

    fn standing(&self, work: &Work) -> Stand {
        let (polls, told) = match work.fault {
            Some(Fault::SlowPoll) => (self.settings.polls + SLOW_POLLS, work.told),
            Some(Fault::DuplicatePoll) => (self.settings.polls, work.told / 2),
            _ => (self.settings.polls, work.told),
        };
        match told {
            told if told >= polls && work.begun.elapsed() >= work.lasts => Stand::Done,
            0 => Stand::Queued,
            2 => Stand::Unheard,
            told => Stand::Running(f64::from(told.min(polls)) / f64::from(polls + 1)),
        }
    }

    /// What a family is at, the newest last.
    pub(super) fn at_work(&self, family: &str, has_tickets: bool) -> Vec<Work> {
        let held = self.held();
        let works = held.ids.iter().filter_map(|id| held.works.get(id));
        let busy = |work: &&Work| {
            work.family == family
                && if has_tickets {
                    self.standing(work) != Stand::Done
                } else {
                    work.begun.elapsed() < work.lasts
                }
        };
        works.filter(busy).cloned().collect()
    }

    /// The work is done, whoever asks.
    pub(super) fn finish(&self, id: &str) {
        if let Some(work) = self.held().works.get_mut(id) {
            (work.told, work.lasts) = (u32::MAX / 2, Duration::ZERO);
        }
    }
}

/// So many more questions a slow job needs.
const SLOW_POLLS: u32 = 9;
