//! Painting off the caller's thread.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::order::Order;
use crate::painter::{PaintError, Painter, Progress};
use crate::picture::{Canvas, Picture};
use crate::sampler::Control;

/// A few threads that paint orders first come, first served.
///
/// Dropping it stops what is waiting or being painted; every order still gets its [`Event::Done`].
pub struct Easel {
    queue: Sender<Job>,
    closed: Arc<AtomicBool>,
}

/// News of an order: `Started`, a `Step` after each step, then `Done`.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a few are sent a second, each read where it arrives"
)]
pub enum Event {
    /// A thread took the order from the queue.
    Started,
    /// A step was taken.
    Step {
        /// Steps taken, from 1 to `steps`.
        step: u32,
        /// Steps in all.
        steps: u32,
        /// The picture as the painter sees it now, 64 x 64.
        preview: Canvas,
    },
    /// Always the last, and always sent; the only one when an order is cancelled while it waits.
    Done(Result<Picture, PaintError>),
}

/// Belongs to one order. Dropping it leaves the order alone.
#[derive(Clone, Debug)]
pub struct Ticket {
    cancelled: Arc<AtomicBool>,
}

impl Ticket {
    /// Stops the painting before its next step, or before it starts.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

type OnEvent = Box<dyn FnMut(Event) + Send>;
type Paint = dyn Fn(&Order, &mut dyn FnMut(Progress<'_>) -> Control) -> Result<Picture, PaintError>
    + Send
    + Sync;

struct Job {
    order: Order,
    on_event: OnEvent,
    cancelled: Arc<AtomicBool>,
    closed: Arc<AtomicBool>,
}

impl Easel {
    /// Starts the threads, at least one. The weights load when the first order is painted.
    pub fn new(threads: usize) -> Self {
        let paint: Arc<Paint> = Arc::new(|order, on_step| Painter::shared()?.paint(order, on_step));
        Self::with(threads, &paint)
    }

    fn with(threads: usize, paint: &Arc<Paint>) -> Self {
        let (queue, waiting) = mpsc::channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            let (waiting, paint) = (Arc::clone(&waiting), Arc::clone(paint));
            thread::spawn(move || {
                while let Some(job) = next(&waiting) {
                    // A callback that panics costs its own order only.
                    let _ = catch_unwind(AssertUnwindSafe(|| job.run(&*paint)));
                }
            });
        }
        Self {
            queue,
            closed: Arc::default(),
        }
    }

    /// Puts an order in the queue and returns at once. `on_event` runs on the painting thread.
    pub fn submit(&self, order: Order, on_event: OnEvent) -> Ticket {
        let ticket = Ticket {
            cancelled: Arc::default(),
        };
        let job = Job {
            order,
            on_event,
            cancelled: Arc::clone(&ticket.cancelled),
            closed: Arc::clone(&self.closed),
        };
        if let Err(SendError(mut job)) = self.queue.send(job) {
            (job.on_event)(Event::Done(Err(PaintError::Panicked(
                "its threads have ended".to_owned(),
            ))));
        }
        ticket
    }
}

impl Drop for Easel {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
    }
}

impl Job {
    fn run(mut self, paint: &Paint) {
        let painted = catch_unwind(AssertUnwindSafe(|| self.paint(paint)));
        let painted = painted.unwrap_or_else(|panic| Err(PaintError::Panicked(message(&*panic))));
        (self.on_event)(Event::Done(painted));
    }

    fn paint(&mut self, paint: &Paint) -> Result<Picture, PaintError> {
        let Self {
            order,
            on_event,
            cancelled,
            closed,
        } = self;
        let stopped = || cancelled.load(Ordering::Relaxed) || closed.load(Ordering::Relaxed);
        if stopped() {
            return Err(PaintError::Stopped);
        }
        on_event(Event::Started);
        paint(order, &mut |Progress {
                               step,
                               steps,
                               preview,
                           }| {
            on_event(Event::Step {
                step,
                steps,
                preview: preview.clone(),
            });
            if stopped() {
                Control::Stop
            } else {
                Control::Continue
            }
        })
    }
}

/// The next order, or none when the easel is gone and the queue is empty.
fn next(waiting: &Mutex<Receiver<Job>>) -> Option<Job> {
    waiting
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .recv()
        .ok()
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("for an unknown reason").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::scene::Scene;

    /// Takes the order's steps without a network; the prompt may ask for trouble.
    fn pretend(
        order: &Order,
        on_step: &mut dyn FnMut(Progress<'_>) -> Control,
    ) -> Result<Picture, PaintError> {
        assert_ne!(order.prompt, "panic", "asked to");
        let canvas = Canvas {
            side: 1,
            rgb: vec![0; 3],
        };
        for step in 1..=order.steps {
            if on_step(Progress {
                step,
                steps: order.steps,
                preview: &canvas,
            }) == Control::Stop
            {
                return Err(PaintError::Stopped);
            }
        }
        let reading = Reading {
            left: None,
            right: None,
            background: None,
            small: false,
            surest: 1.0,
            scene: Scene::default(),
        };
        Ok(Picture {
            canvas,
            reading,
            order: order.clone(),
        })
    }

    fn easel(threads: usize) -> Easel {
        let paint: Arc<Paint> = Arc::new(pretend);
        Easel::with(threads, &paint)
    }

    fn order(prompt: &str, steps: u32) -> Order {
        Order {
            steps,
            ..Order::new(prompt, 0)
        }
    }

    fn submit(easel: &Easel, order: Order) -> (Ticket, Receiver<Event>) {
        let (sender, events) = mpsc::channel();
        let ticket = easel.submit(order, Box::new(move |event| sender.send(event).unwrap()));
        (ticket, events)
    }

    /// Everything until the callback is dropped.
    fn all(events: &Receiver<Event>) -> Vec<Event> {
        events.iter().collect()
    }

    #[test]
    fn events_come_in_order_and_done_is_last() {
        let easel = easel(2);
        let jobs: Vec<_> = (1..20)
            .map(|steps| (steps, submit(&easel, order("fox", steps))))
            .collect();
        for (steps, (_, events)) in jobs {
            let events = all(&events);
            assert_eq!(events.len() as u32, steps + 2);
            assert_eq!(events[0], Event::Started);
            for (i, event) in events[1..=steps as usize].iter().enumerate() {
                assert!(matches!(event, Event::Step { step, .. } if *step == i as u32 + 1));
            }
            assert!(matches!(events.last(), Some(Event::Done(Ok(_)))));
        }
    }

    #[test]
    fn a_panic_becomes_an_error_and_the_next_order_is_painted() {
        let easel = easel(1);
        let (_, events) = submit(&easel, order("panic", 1));
        let done = all(&events).pop();
        assert!(
            matches!(done, Some(Event::Done(Err(PaintError::Panicked(why)))) if why.contains("asked to"))
        );
        easel.submit(
            order("fox", 1),
            Box::new(|_| panic!("a callback in trouble")),
        );
        let (_, events) = submit(&easel, order("fox", 1));
        assert!(matches!(all(&events).last(), Some(Event::Done(Ok(_)))));
    }

    #[test]
    fn cancelling_stops_between_steps_and_in_the_queue() {
        let easel = easel(1);
        // Waits at its first step until both orders are cancelled.
        let (go, wait) = mpsc::channel::<()>();
        let (sender, first) = mpsc::channel();
        let running = easel.submit(
            order("fox", 1000),
            Box::new(move |event| {
                if matches!(event, Event::Step { .. }) {
                    wait.recv().unwrap_or(());
                }
                sender.send(event).unwrap();
            }),
        );
        let (waiting, second) = submit(&easel, order("fox", 1));
        running.cancel();
        waiting.cancel();
        drop(go);
        let first = all(&first);
        assert!(first.len() <= 3, "{} events after the cancel", first.len());
        assert_eq!(first.last(), Some(&Event::Done(Err(PaintError::Stopped))));
        assert_eq!(all(&second), [Event::Done(Err(PaintError::Stopped))]);
    }

    #[test]
    fn dropping_the_easel_ends_every_order() {
        let easel = easel(1);
        let jobs: Vec<_> = (0..5)
            .map(|_| submit(&easel, order("fox", u32::MAX)).1)
            .collect();
        drop(easel);
        for events in jobs {
            assert_eq!(
                all(&events).last(),
                Some(&Event::Done(Err(PaintError::Stopped)))
            );
        }
    }
}
