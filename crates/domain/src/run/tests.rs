use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::{JobId, MediaType, Size};

const LEASE: Duration = Duration::from_secs(30);

fn fresh() -> Run {
    let id = RunId {
        job: JobId::new(Timestamp(1), 2),
        place: 0,
    };
    Run::new(
        id,
        "painter/noto".parse().unwrap(),
        Parameters::default(),
        Vec::new(),
        Timestamp(0),
    )
}

fn ticket() -> Ticket {
    Ticket {
        upstream: "abc".into(),
        poll_after: Duration::from_secs(1),
    }
}

fn picture() -> StoredImage {
    StoredImage {
        media_type: MediaType::Png,
        size: Size::square(64),
        bytes: 10,
        sha256: "0".repeat(64),
        thumbhash: String::new(),
        seed: None,
        reading: None,
    }
}

fn granted(run: &Run, now: u64) -> Run {
    match run.claim(Timestamp(now), LEASE, Resending::MayBuyTwice) {
        Ok(Claim::Granted(run)) => run,
        other => panic!("not granted: {other:?}"),
    }
}

#[test]
fn a_run_goes_from_pending_to_completed() {
    let run = granted(&fresh(), 5);
    assert_eq!((run.attempts, run.due()), (1, Some(Timestamp(30_005))));
    let run = run
        .sent(Timestamp(6))
        .unwrap()
        .waiting(Timestamp(7), ticket())
        .unwrap();
    let run = run.complete(Timestamp(8), picture(), None).unwrap();
    assert!(run.has_ended());
    assert_eq!(
        (run.version, run.changed, run.due()),
        (4, Timestamp(8), None)
    );
    assert_eq!(
        run.retry(Timestamp(9), &Bill::default()),
        Err(NotAllowed),
        "a picture is never painted over"
    );
}

#[test]
fn a_live_lease_keeps_others_away() {
    let run = granted(&fresh(), 0);
    assert_eq!(
        run.claim(Timestamp(29_999), LEASE, Resending::Free),
        Err(NotAllowed)
    );
    let renewed = run.renew(Timestamp(20_000), LEASE).unwrap();
    assert_eq!(
        renewed.claim(Timestamp(30_000), LEASE, Resending::Free),
        Err(NotAllowed)
    );
    assert_eq!(granted(&renewed, 50_000).attempts, 2);
}

#[test]
fn what_may_have_been_bought_is_not_bought_again() {
    let sent = granted(&fresh(), 0).sent(Timestamp(1)).unwrap();
    let late = Timestamp(90_000);
    let Ok(Claim::Ended(ended)) = sent.claim(late, LEASE, Resending::MayBuyTwice) else {
        panic!("must end")
    };
    let error = RunState::Error {
        kind: ErrorKind::Interrupted,
        outcome: Outcome::Unknown,
        ticket: None,
    };
    assert_eq!(ended.state, error);
    assert!(matches!(
        sent.claim(late, LEASE, Resending::Free),
        Ok(Claim::Granted(_))
    ));
    let waiting = sent.waiting(Timestamp(2), ticket()).unwrap();
    let again = granted(&waiting, 90_000);
    assert!(matches!(
        again.state,
        RunState::InProgress {
            phase: Phase::Waiting { .. },
            ..
        }
    ));
}

#[test]
fn a_ticket_survives_a_failure_that_nobody_can_judge() {
    let waiting = granted(&fresh(), 0).sent(Timestamp(1)).unwrap();
    let waiting = waiting.waiting(Timestamp(2), ticket()).unwrap();
    let fail = |kind, outcome| {
        waiting
            .fail(Timestamp(3), Failure::new(kind, outcome))
            .unwrap()
    };
    let again = fail(ErrorKind::TimedOut, Outcome::Unknown)
        .retry(Timestamp(4), &Bill::default())
        .unwrap();
    let asked = granted(&again, 4);
    assert!(
        matches!(&asked.state, RunState::InProgress { phase: Phase::Waiting { ticket: kept }, .. } if *kept == ticket()),
        "{asked:?}"
    );
    let lost = Failure {
        gone: true,
        ..Failure::new(ErrorKind::BadResponse, Outcome::Unknown)
    };
    let lost = waiting.fail(Timestamp(3), lost).unwrap();
    let anew = lost.retry(Timestamp(4), &Bill::default()).unwrap();
    assert!(matches!(anew.state, RunState::Pending { .. }), "{anew:?}");
    let over = fail(ErrorKind::ContentRejected, Outcome::Refused)
        .retry(Timestamp(4), &Bill::default())
        .unwrap();
    assert!(matches!(over.state, RunState::Pending { .. }), "{over:?}");
}

#[test]
fn a_stop_is_at_once_or_soon() {
    assert_eq!(
        fresh().cancel(Timestamp(1)).unwrap().state,
        RunState::Cancelled
    );
    let stopping = granted(&fresh(), 0).cancel(Timestamp(1)).unwrap();
    assert!(stopping.stopping && !stopping.has_ended());
    let stopped = stopping
        .fail(
            Timestamp(2),
            Failure::new(ErrorKind::Cancelled, Outcome::NotSent),
        )
        .unwrap();
    assert_eq!(
        (stopped.state.clone(), stopped.stopping),
        (RunState::Cancelled, false)
    );
    assert!(
        stopped
            .retry(Timestamp(3), &Bill::default())
            .unwrap()
            .due()
            .is_some()
    );
    assert!(
        stopping.complete(Timestamp(2), picture(), None).is_ok(),
        "what was paid for is kept"
    );
}

#[test]
fn what_is_held_back_is_settled_by_what_came_of_it() {
    let priced = Run {
        bill: Bill::new(Some(Money(50)), Money(50), vec!["day".to_owned()]),
        ..fresh()
    };
    let charged = |run: &Run| run.bill.charges.get("day").copied().unwrap_or_default();
    let sent = granted(&priced, 0).sent(Timestamp(1)).unwrap();
    let done = |cost| sent.complete(Timestamp(2), picture(), cost).unwrap();
    assert_eq!(charged(&done(None)), Money(50), "by the list");
    assert_eq!(charged(&done(Some(Money(60)))), Money(60), "as reported");
    let failed = |kind, outcome, cost| {
        let failure = Failure {
            cost,
            ..Failure::new(kind, outcome)
        };
        let run = sent.fail(Timestamp(2), failure).unwrap();
        (charged(&run), run.bill.certainty)
    };
    let refused = failed(ErrorKind::RequestRejected, Outcome::Refused, None);
    assert_eq!(refused, (Money::ZERO, Certainty::Exact));
    let lost = failed(ErrorKind::TimedOut, Outcome::Unknown, None);
    assert_eq!(lost, (Money(50), Certainty::Unknown));
    let withheld = failed(
        ErrorKind::ContentRejected,
        Outcome::Answered,
        Some(Money(20)),
    );
    assert_eq!(withheld, (Money(20), Certainty::Exact));

    let waiting = sent.waiting(Timestamp(2), ticket()).unwrap();
    let late = waiting.fail(
        Timestamp(3),
        Failure::new(ErrorKind::TimedOut, Outcome::Unknown),
    );
    let late = late.unwrap();
    assert_eq!(
        (late.bill.held, late.bill.spent),
        (Money(50), Money::ZERO),
        "it may still come"
    );
    assert_eq!(late.cost(), (Money(50), Certainty::Unknown));
    let asked = granted(&late.retry(Timestamp(4), &priced.bill).unwrap(), 5);
    let came = asked.complete(Timestamp(6), picture(), None).unwrap();
    assert_eq!(
        (charged(&came), came.bill.spent),
        (Money(50), Money(50)),
        "bought once"
    );
}

#[test]
fn a_stop_that_nobody_was_there_for_keeps_the_ticket() {
    let waiting = granted(&fresh(), 0).sent(Timestamp(1)).unwrap();
    let waiting = waiting.waiting(Timestamp(2), ticket()).unwrap();
    let stopping = waiting.cancel(Timestamp(3)).unwrap();
    let claim = stopping.claim(Timestamp(90_000), LEASE, Resending::MayBuyTwice);
    let Ok(Claim::Ended(ended)) = claim else {
        panic!("somebody wanted it to stop")
    };
    assert!(ended.has_ticket());
    let again = ended.retry(Timestamp(90_001), &Bill::default()).unwrap();
    assert_eq!(
        again.due(),
        Some(Timestamp(90_001)),
        "asked for, not bought"
    );
}

#[test]
fn json_tells_the_status() {
    let json = serde_json::to_value(granted(&fresh(), 5)).unwrap();
    assert_eq!(json["state"]["status"], "in_progress");
    assert_eq!(json["state"]["phase"]["phase"], "claimed");
    assert_eq!(
        serde_json::from_value::<Run>(json).unwrap(),
        granted(&fresh(), 5)
    );
}

/// What two workers, a person and time may do, in any order, over one stored run.
#[derive(Clone, Debug)]
enum Move {
    Claim(usize),
    Renew(usize),
    Send(usize),
    Ticket(usize),
    PutOff(usize),
    Complete(usize),
    Fail(usize, Failure),
    Cancel,
    Retry,
    Wait(u64),
}

fn failure() -> impl Strategy<Value = Failure> {
    let kind = proptest::sample::select(&ErrorKind::ALL[..]);
    let outcome = proptest::sample::select(vec![
        Outcome::NotSent,
        Outcome::Refused,
        Outcome::Answered,
        Outcome::Unknown,
    ]);
    let cost = proptest::option::of((0..9_u64).prop_map(Money));
    (kind, outcome, cost, any::<bool>()).prop_map(|(kind, outcome, cost, gone)| Failure {
        kind,
        outcome,
        cost,
        gone,
    })
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let worker = 0..2_usize;
    let one = prop_oneof![
        worker.clone().prop_map(Move::Claim),
        worker.clone().prop_map(Move::Renew),
        worker.clone().prop_map(Move::Send),
        worker.clone().prop_map(Move::Ticket),
        worker.clone().prop_map(Move::PutOff),
        worker.clone().prop_map(Move::Complete),
        (worker, failure()).prop_map(|(worker, failure)| Move::Fail(worker, failure)),
        Just(Move::Cancel),
        Just(Move::Retry),
        (0..40_000_u64).prop_map(Move::Wait),
    ];
    proptest::collection::vec(one, 1..80)
}

proptest! {
    /// However workers, stops and waits interleave, a provider that charges is asked at most once
    /// for each time a person asked.
    #[test]
    fn nothing_is_bought_twice_and_budgets_know(moves in moves()) {
        let bill = || Bill::new(Some(Money(5)), Money(5), vec!["all".to_owned()]);
        let mut stored = Run { bill: bill(), ..fresh() };
        let mut held: [Option<Run>; 2] = [None, None];
        let (mut now, mut asked, mut sent) = (0, 1, 0);
        for step in moves {
            let at = Timestamp(now);
            let (who, next) = match step {
                Move::Wait(more) => { now += more; continue }
                Move::Cancel => (None, stored.cancel(at)),
                Move::Retry => (None, stored.retry(at, &bill())),
                Move::Claim(w) => (Some(w), stored.claim(at, LEASE, Resending::MayBuyTwice).map(|claim| match claim {
                    Claim::Granted(run) | Claim::Ended(run) => run,
                })),
                // A worker goes on from what it holds, which may be long out of date.
                Move::Renew(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.renew(at, LEASE))),
                Move::Send(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.sent(at))),
                Move::Ticket(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.waiting(at, ticket()))),
                Move::PutOff(w) => {
                    // A worker puts off only what it knows was not bought.
                    let known = held[w].as_ref().filter(|r| !matches!(r.state, RunState::InProgress { phase: Phase::Sent, .. }));
                    (Some(w), known.map_or(Err(NotAllowed), |r| r.put_off(at, at)))
                }
                Move::Complete(w) => {
                    let sent = held[w].as_ref().filter(|r| !matches!(r.state, RunState::InProgress { phase: Phase::Claimed, .. }));
                    (Some(w), sent.map_or(Err(NotAllowed), |r| r.complete(at, picture(), None)))
                }
Move::Fail(w, failure) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.fail(at, failure))),
            };
            let Ok(next) = next else { continue };
            // The store's compare-and-swap.
            let before = match (&step, who) {
                (Move::Claim(_), _) | (_, None) => stored.version,
                (_, Some(w)) => held[w].as_ref().map_or(u64::MAX, |r| r.version),
            };
            if before != stored.version { continue }
            prop_assert_eq!(next.version, stored.version + 1);
            prop_assert!(!matches!(stored.state, RunState::Completed { .. }), "nothing follows a picture");
            asked += u32::from(matches!(step, Move::Retry));
            sent += u32::from(matches!(step, Move::Send(_)));
            prop_assert!(sent <= asked, "sent {} times for {} wishes", sent, asked);
            let Bill { held: back, spent, charges, .. } = &next.bill;
            let charged = charges.get("all").copied().unwrap_or_default();
            prop_assert_eq!(charged, back.plus(*spent));
            prop_assert!(*back == Money(5) || next.has_ended(), "whatever may be bought is held back");
            prop_assert!(spent.0 <= 8 * u64::from(sent), "what was not sent costs nothing");
            if next.has_ended() && !next.has_ticket() {
                prop_assert_eq!(*back, Money::ZERO, "nothing is held for what cannot come");
            }
            stored = next.clone();
            if let Some(w) = who { held[w] = Some(next) }
        }
    }
}
