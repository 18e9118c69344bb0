use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use pixelprompt_domain::{
    Certainty, ErrorKind, JobStatus, Money, Outcome, Price, PriceList, Rate,
    Resending::{Free, MayBuyTwice},
    Run, Wanted,
};
use pixelprompt_engine::{
    Asked, Budget, Client, Parts, Refusal, Scope, UnknownPrice, WorkerSettings,
};

use crate::support::{Deed, Scripted, Studio, asked, first, ms};

const CENT: Money = Money(10_000);

fn price(each: Money) -> Price {
    Price::Listed(PriceList {
        rates: vec![Rate::picture(each)],
        as_of: "2026-11-22".to_owned(),
        source: "a test".to_owned(),
    })
}

fn model(deed: Deed) -> Arc<Scripted> {
    Scripted::costing("m/dear", price(CENT), MayBuyTwice, deed)
}

fn studio(models: &[&Arc<Scripted>], budget: Budget) -> Studio {
    Studio::closed(models, |parts, settings, model| {
        parts.budget = Arc::new(budget);
        settings.attempts = 1;
        model.timeout = Duration::from_secs(5);
    })
}

fn daily(limit: u64) -> Budget {
    Budget {
        daily: Some(CENT.times(limit)),
        ..Budget::default()
    }
}

fn me() -> Client {
    Client::Remote("203.0.113.7".parse().unwrap())
}

async fn spent(studio: &Studio) -> Money {
    studio.engine.spending(me()).await.unwrap()[0].spent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_jobs_at_once_no_more_get_through_than_the_budget_has() {
    let studio = Arc::new(studio(&[&model(Deed::Hang)], daily(7)));
    let requests = (0..100).map(|i| {
        let studio = Arc::clone(&studio);
        tokio::spawn(async move {
            let accepted = studio.try_submit(asked(&format!("fox {i}")), None).await;
            accepted.is_ok()
        })
    });
    let answers = futures::future::join_all(requests).await;
    let through = answers.into_iter().filter(|ok| *ok.as_ref().unwrap());
    assert_eq!(through.count(), 7);
    assert_eq!(spent(&studio).await, CENT.times(7));
    let over = studio.try_submit(asked("bus"), None).await.unwrap_err();
    let Refusal::OverBudget {
        scope, retry_after, ..
    } = &over
    else {
        panic!("{over:?}")
    };
    assert_eq!(*scope, Scope::Daily);
    assert!(*retry_after <= Duration::from_hours(24));
    assert_eq!(
        over.to_string(),
        "this would cost $0.01 and the daily budget of $0.07 has $0.00 left"
    );
}

#[tokio::test(start_paused = true)]
async fn what_it_cost_takes_the_place_of_what_was_held_back() {
    let fail = |kind, outcome| Deed::Fail(kind, outcome, None);
    for (deed, cost, certainty) in [
        (Deed::Paint(ms(30)), CENT, Certainty::Estimated),
        (Deed::Charge(Money(12_345)), Money(12_345), Certainty::Exact),
        (
            fail(ErrorKind::RequestRejected, Outcome::Refused),
            Money::ZERO,
            Certainty::Exact,
        ),
        (
            fail(ErrorKind::Unavailable, Outcome::NotSent),
            Money::ZERO,
            Certainty::Exact,
        ),
        (
            fail(ErrorKind::ContentRejected, Outcome::Answered),
            CENT,
            Certainty::Estimated,
        ),
        (Deed::Hang, CENT, Certainty::Unknown),
        (Deed::Send(vec![1, 2, 3]), CENT, Certainty::Estimated),
    ] {
        let about = format!("{deed:?}");
        let studio = studio(&[&model(deed)], daily(3));
        let id = studio.submit("a fox").await;
        assert_eq!(spent(&studio).await, CENT, "{about}: held back");
        studio.worker.start();
        let (_, runs) = studio.ended(&id).await;
        let bill = &runs[0].bill;
        assert_eq!((bill.spent, bill.certainty), (cost, certainty), "{about}");
        assert_eq!(spent(&studio).await, cost, "{about}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_gives_back_what_was_not_used_and_a_retry_holds_it_again() {
    let model = model(Deed::Paint(ms(30)));
    let studio = studio(&[&model], daily(1));
    let id = studio.submit("a fox").await;
    studio.engine.cancel(&id).await.unwrap();
    assert_eq!(spent(&studio).await, Money::ZERO);
    let other = studio.submit("a bus").await;
    let again = studio.engine.retry(&first(&id), me()).await.unwrap_err();
    assert!(matches!(again, Refusal::OverBudget { .. }), "{again:?}");
    studio.engine.cancel(&other).await.unwrap();
    studio.engine.retry(&first(&id), me()).await.unwrap();
    assert_eq!(spent(&studio).await, CENT);
    studio.worker.start();
    let (_, runs) = studio.ended(&id).await;
    assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    assert_eq!(spent(&studio).await, CENT);
}

#[tokio::test(start_paused = true)]
async fn a_client_has_a_budget_of_its_own_and_days_begin_anew() {
    let budget = Budget {
        client_daily: Some(CENT),
        monthly: Some(CENT.times(3)),
        ..Budget::default()
    };
    let studio = studio(&[&model(Deed::Hang)], budget);
    let submit = || studio.try_submit(asked("a fox"), None);
    submit().await.unwrap();
    let over = submit().await.unwrap_err();
    assert!(over.to_string().contains("daily personal"), "{over}");
    for _ in 0..2 {
        tokio::time::advance(Duration::from_hours(24)).await;
        submit().await.unwrap();
    }
    tokio::time::advance(Duration::from_hours(24)).await;
    let over = submit().await.unwrap_err();
    assert!(over.to_string().contains("monthly"), "{over}");
}

#[tokio::test]
async fn a_price_that_nobody_knows_is_not_zero() {
    let model = Scripted::costing("m/odd", Price::Unknown, MayBuyTwice, Deed::Hang);
    let with = |unknown_price, daily| {
        let budget = Budget {
            unknown_price,
            daily,
            ..Budget::default()
        };
        studio(&[&model], budget)
    };
    let ceiling = Some(CENT.times(3));
    let strict = with(UnknownPrice::Refuse, ceiling);
    let refused = strict.try_submit(asked("a fox"), None).await.unwrap_err();
    assert!(
        matches!(&refused, Refusal::PriceUnknown(models) if models[0].as_str() == "m/odd"),
        "{refused:?}"
    );
    with(UnknownPrice::Refuse, None).submit("a fox").await;
    let open = with(UnknownPrice::Allow, ceiling);
    open.submit("a fox").await;
    assert_eq!(spent(&open).await, Money::ZERO);
    let assuming = with(UnknownPrice::Assume(CENT.times(2)), ceiling);
    assuming.submit("a fox").await;
    assert_eq!(spent(&assuming).await, CENT.times(2));
    assuming.try_submit(asked("a bus"), None).await.unwrap_err();
}

#[tokio::test]
async fn an_estimate_costs_nothing_and_tells_what_a_request_would_cost() {
    let free = Scripted::new("m/free", MayBuyTwice, Deed::Hang);
    let odd = Scripted::costing("m/odd", Price::Unknown, MayBuyTwice, Deed::Hang);
    let studio = studio(&[&model(Deed::Hang), &free, &odd], Budget::default());
    let request = Asked {
        steps: Some(30),
        ..asked("a fox")
    };
    let estimate = studio.engine.estimate(&request, me()).await.unwrap();
    let costs: Vec<_> = estimate.models.iter().map(|model| model.cost).collect();
    assert_eq!(costs, [Some(CENT), Some(Money::ZERO), None]);
    assert_eq!((estimate.total, estimate.unknown), (CENT, 1));
    assert_eq!(estimate.models[0].parameters.steps, Some(30));
    assert!(estimate.over.is_none());
    assert_eq!(spent(&studio).await, Money::ZERO);
    let wanted = Wanted {
        limit: 9,
        ..Wanted::default()
    };
    let page = studio.engine.list(&wanted).await.unwrap();
    assert!(page.jobs.is_empty(), "nothing was kept");
    studio.engine.estimate(&asked(" "), me()).await.unwrap_err();

    let poor = self::studio(
        &[&model(Deed::Hang)],
        Budget {
            daily: Some(Money(1)),
            ..Budget::default()
        },
    );
    let estimate = poor.engine.estimate(&asked("a fox"), me()).await.unwrap();
    assert_eq!(estimate.over.unwrap().asked, CENT);
}

#[tokio::test(start_paused = true)]
async fn work_that_is_lost_is_paid_for_once_and_can_be_bought_again() {
    let model = model(Deed::Paint(ms(30))).then([Deed::Lose]);
    let studio = studio(&[&model], daily(3));
    studio.worker.start();
    let (_, runs) = studio.paint("a fox").await;
    assert!(!runs[0].has_ticket());
    assert_eq!(runs[0].cost(), (CENT, Certainty::Unknown));
    assert_eq!(spent(&studio).await, CENT);
    studio.engine.retry(&runs[0].id, me()).await.unwrap();
    let (_, runs) = studio.ended(&runs[0].id.job).await;
    assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    assert_eq!(model.orders(), 2);
    assert_eq!(spent(&studio).await, CENT.times(2));
}

#[tokio::test(start_paused = true)]
async fn a_stop_of_work_that_costs_nothing_to_repeat_gives_all_back() {
    let model = Scripted::costing("m/own", price(CENT), Free, Deed::Order(1_000));
    let studio = studio(&[&model], daily(3));
    studio.worker.start();
    let id = studio.submit("a fox").await;
    let waiting = |runs: &[Run]| model.polls.load(Ordering::SeqCst) > 0 && runs[0].began.is_some();
    studio.until(&id, waiting).await;
    studio.engine.cancel(&id).await.unwrap();
    let (_, runs) = studio.ended(&id).await;
    assert_eq!(JobStatus::of(&runs), JobStatus::Cancelled);
    assert_eq!(runs[0].bill.held, Money::ZERO);
    assert_eq!(spent(&studio).await, Money::ZERO);
}

/// A picture whose price nobody knows can still be asked for, once a budget came: it is bought.
#[tokio::test(start_paused = true)]
async fn to_ask_by_a_ticket_needs_no_price() {
    let model = Scripted::costing("m/odd", Price::Unknown, MayBuyTwice, Deed::Order(400));
    let patient = studio(&[&model], Budget::default());
    patient.worker.start();
    let (_, runs) = patient.paint("a fox").await;
    assert!(runs[0].has_ticket(), "no picture after the model's time");
    let parts = Parts {
        budget: Arc::new(daily(1)),
        ..patient.parts.clone()
    };
    let strict = Studio::of(parts, WorkerSettings::default(), Arc::clone(&patient.blobs));
    strict.engine.retry(&runs[0].id, me()).await.unwrap();
    assert_eq!(model.orders(), 1);
}
